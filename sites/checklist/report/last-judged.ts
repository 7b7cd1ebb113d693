/** What the page keeps on the PBX after a complete reading: a reminder of what it showed, never truth. */
import type { PartName, Parts } from '../facts/types.ts';
import { openFindings } from './order.ts';
import type { LastJudged, Report, Result } from './types.ts';

/** Each verdict with the digests of the parts that its check used; of an unknown part the reason. */
export function lastJudgedOf(report: Report, parts: Parts): LastJudged {
  return {
    version: 1,
    at: report.readAt,
    score: report.score,
    checks: report.results.map((result) => ({
      check: result.id,
      verdict: result.verdict,
      severity: result.severity,
      accepted: acceptedBy(result, parts.waivers),
      digests: Object.fromEntries(partsIn(parts, result.parts).map((name) => [name, stateOf(parts, name)])),
    })),
  };
}

/** The acceptances that make it critical no more, as long as they hold. */
function acceptedBy(result: Result, waivers: Parts['waivers']): string[] {
  if (openFindings(result).some(({ severity }) => severity === 'critical')) return [];
  const critical = result.findings.filter(({ severity }) => severity === 'critical').map(({ id }) => id);
  const singly = new Set(
    waivers.state === 'known'
      ? waivers.data.flatMap(({ check, finding }) => (check === result.id ? [finding] : []))
      : [],
  );
  return [...new Set(critical.map((id) => (singly.has(id) ? id : '')))];
}

/** Results name parts as text: those that there are. */
const partsIn = (parts: Parts, names: readonly string[]): PartName[] =>
  names.filter((name): name is PartName => Object.hasOwn(parts, name));

function stateOf(parts: Parts, name: PartName): string {
  const part = parts[name];
  return part.state === 'known' ? part.digest : part.reason;
}

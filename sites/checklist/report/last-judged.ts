/** What the page keeps on the PBX after a complete reading: a reminder of what it showed, never truth. */
import type { PartName, Parts } from '../facts/types.ts';
import type { LastJudged, Report } from './types.ts';

/** Each verdict with the digests of the parts that its check used; of an unknown part the reason. */
export function lastJudgedOf(report: Report, parts: Parts): LastJudged {
  return {
    version: 1,
    at: report.readAt,
    score: report.score,
    checks: report.results.map(({ id, verdict, severity, parts: used }) => ({
      check: id,
      verdict,
      severity,
      digests: Object.fromEntries(partsIn(parts, used).map((name) => [name, stateOf(parts, name)])),
    })),
  };
}

/** Results name parts as text: those that there are. */
const partsIn = (parts: Parts, names: readonly string[]): PartName[] =>
  names.filter((name): name is PartName => Object.hasOwn(parts, name));

function stateOf(parts: Parts, name: PartName): string {
  const part = parts[name];
  return part.state === 'known' ? part.digest : part.reason;
}

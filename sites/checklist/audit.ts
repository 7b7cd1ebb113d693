/** Facts in, report out. Pure: the same facts and the same version give the same report. */
import { attestationLookup } from './attestations.ts';
import { aidsIn, type Check, type Context, type Outcome } from './check.ts';
import { CHECKS } from './checks/index.generated.ts';
import { PART_NAMES } from './facts/decode.ts';
import { digestOfParts } from './facts/digest.ts';
import type { Facts, Parts, Waiver } from './facts/types.ts';
import { say, type Message } from './message.ts';
import { parseRelease, knowledgeOf } from './release.ts';
import type { Finding, Report, Result } from './report/types.ts';
import { openFindings } from './report/order.ts';
import { namesTarget } from './report/targets.ts';
import { SECTIONS } from './report/vocabulary.ts';
import { doFirst } from './score/first.ts';
import { score } from './score/score.ts';
import { tablesFor } from './data/tables.ts';
import { waiverHolds } from './waivers.ts';

export interface AuditOptions {
  readonly tool: { readonly name: string; readonly version: string };
  readonly checks?: readonly Check[];
}

const DAY = 86_400_000;

/** In the guide's order. */
const byPlace = (a: Check, b: Check) => SECTIONS.indexOf(a.section) - SECTIONS.indexOf(b.section) || a.order - b.order;
export function audit(facts: Facts, options: AuditOptions): Report {
  const { parts } = facts;
  const release = parts.system.state === 'known' ? parseRelease(parts.system.data.release) : parseRelease('');
  const clock = parts.system.state === 'known' ? Date.parse(parts.system.data.now) : Number.NaN;
  const trusted = clockIsTrusted(clock, Date.parse(facts.readAt));
  const now = trusted ? clock : null;
  const context: Context = {
    now,
    release,
    attested: attestationLookup(parts.attestations.state === 'known' ? parts.attestations.data : null, now),
  };
  const waivers = parts.waivers.state === 'known' ? parts.waivers.data : [];
  const checks = [...(options.checks ?? CHECKS)].sort(byPlace);
  const results = checks.map((check) => resultOf(check, check.judge(parts, context), waivers, now));
  return {
    version: 1,
    tool: options.tool,
    pbx: { ...facts.pbx, release: parts.system.state === 'known' ? parts.system.data.release : null },
    readAt: facts.readAt,
    factsDigest: digestOfParts(parts, PART_NAMES),
    parts: PART_NAMES.map((name) => {
      const part = parts[name];
      const reason = part.state === 'unknown' ? part.reason : null;
      return { name, state: part.state, source: part.source, readAt: part.readAt, reason };
    }),
    tables: tablesFor(parts),
    score: score(results, checks),
    first: doFirst(results, checks, aidsIn(release)),
    results,
    notes: [...notesOf(parts, trusted), ...releaseNote(parts, results, checks)],
    notProven: [say('report.notProven.outside'), say('report.notProven.liar')],
  };
}

function resultOf(check: Check, outcome: Outcome, waivers: readonly Waiver[], now: number | null): Result {
  const findings = 'findings' in outcome ? outcome.findings : [];
  const accepted = findings.filter((finding) => waivers.some((waiver) => covers(waiver, check.id, finding, now)));
  // Not counted: all of it. One of one, because a part of it that is accepted earns nothing yet.
  const uncounted = { count: Math.min(1, findings.length), of: Math.min(1, findings.length) };
  const offenders = ('offenders' in outcome ? outcome.offenders : undefined) ?? uncounted;
  return {
    id: check.id,
    section: check.section,
    severity: outcome.severity ?? check.severity,
    verdict: outcome.verdict,
    title: check.title,
    todo: outcome.todo ?? check.todo,
    why: check.why,
    says: headline(outcome.says, findings),
    findings,
    accepted: accepted.map(({ id }) => id),
    offenders,
    notes: outcome.notes ?? [],
    ...(outcome.before === undefined || outcome.before.length === 0 ? {} : { before: outcome.before }),
    steps: (outcome.steps ?? []).map(({ says }) => says),
    questions: outcome.questions ?? [],
    action: 'action' in outcome ? outcome.action : check.action,
    page: check.page,
    guide: check.guide,
    manual: check.manual,
    parts: check.parts,
  };
}

/** Whoever puts everything else right should know why the score stays capped. */
function releaseNote({ system }: Parts, results: readonly Result[], checks: readonly Check[]): Message[] {
  const updates = new Set(checks.filter(({ aid }) => aid === 'update').map(({ id }) => id));
  const critical = results.find(
    (result) =>
      updates.has(result.id) &&
      result.verdict === 'fail' &&
      openFindings(result).some(({ severity }) => severity === 'critical'),
  );
  if (critical === undefined || system.state === 'unknown') return [];
  return [say('report.note.release', { release: system.data.release, check: critical.title })];
}

/** Several problems are counted, one is named; accounts never, as headlines leave the PBX without the problems. */
function headline(says: Message, [only, ...more]: readonly Finding[]): Message {
  const isOne = only !== undefined && more.length === 0 && says.params['count'] === 1;
  return isOne && !namesTarget(only) ? only.says : says;
}

/** Is this finding accepted, today? */
function covers(waiver: Waiver, check: string, finding: Finding, now: number | null): boolean {
  if (now === null || waiver.check !== check || (waiver.finding !== '' && waiver.finding !== finding.id)) return false;
  return waiverHolds(waiver, finding.severity, now);
}

/** Dates mean something only where the PBX and the reader agree on the day. */
function clockIsTrusted(pbx: number, reader: number): boolean {
  return Number.isFinite(pbx) && (!Number.isFinite(reader) || Math.abs(pbx - reader) <= DAY);
}

function notesOf(parts: Parts, clockTrusted: boolean): Message[] {
  const notes: Message[] = [];
  if (parts.system.state === 'unknown') return notes;
  const { release, now } = parts.system.data;
  if (!clockTrusted) notes.push(say('report.note.clock', { clock: now }));
  const knowledge = knowledgeOf(release);
  if (knowledge !== 'tried') notes.push(say(`report.note.${knowledge}`, { release }));
  return notes;
}

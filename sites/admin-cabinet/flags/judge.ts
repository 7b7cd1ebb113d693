/** The module's answer becomes marks: the same checks as everywhere, spoken in the reader's language. Pure. */
import { ownerOf } from '../../checklist/actions/fixes.ts';
import { audit } from '../../checklist/audit.ts';
import { CHECKS } from '../../checklist/checks/index.generated.ts';
import { decodeFacts } from '../../checklist/facts/decode.ts';
import type { Facts } from '../../checklist/facts/types.ts';
import type { LastJudged, Result } from '../../checklist/report/types.ts';
import { LAST_JUDGED } from '../../checklist/report/shapes.generated.ts';
import type { Speak } from '../../checklist/speak.ts';
import { waiverHolds } from '../../checklist/waivers.ts';
import { boxesOf, servicesIn } from './boxes.ts';
import { withDrafts } from './drafts/index.ts';
import type { Draft, Grade, Judged, Mark } from './mark.ts';
import type { CheckId } from './parts.generated.ts';

const TOOL = { name: 'module-security-checklist', version: '' };
/** No page has a place for more. */
const MOST = 2000;

/** What the PBX said (GET flags), as far as it was understood. */
export interface Answered {
  readonly on: boolean;
  readonly facts: Facts | null;
  readonly last: LastJudged | null;
  readonly isOld: boolean;
}

/** null: that is no answer of the module. */
export function readAnswer(text: string): Answered | null {
  const json = parsed(text);
  if (!isRecord(json) || typeof json['on'] !== 'boolean') return null;
  const decoded = json['facts'] === null ? null : decodeFacts(json['facts']);
  const last: unknown = json['lastJudged'];
  const stale = isRecord(last) ? last['stale'] : null;
  return {
    on: json['on'],
    facts: decoded?.ok === true ? decoded.facts : null,
    last: LAST_JUDGED.fits(last) ? last : null,
    isOld: isRecord(stale) && Object.keys(stale).length > 0,
  };
}

/** Marks of these checks, and the grade. */
export function judge(answer: Answered, checks: readonly CheckId[], speak: Speak): Judged {
  if (!answer.on) return { on: false, grade: null, marks: [] };
  return { on: true, grade: gradeOf(answer), marks: answer.facts === null ? [] : marksIn(answer.facts, checks, speak) };
}

/** As if the form were saved. What stays as it is, is marked as before. */
export function judgeDrafts(
  answer: Answered,
  drafts: readonly Draft[],
  checks: readonly CheckId[],
  speak: Speak,
): Judged {
  if (!answer.on || answer.facts === null) return judge(answer, checks, speak);
  const facts = withDrafts(answer.facts, drafts);
  return { on: true, grade: gradeOf(answer), marks: marksIn(facts, checks, speak) };
}

function marksIn(facts: Facts, ids: readonly CheckId[], speak: Speak): readonly Mark[] {
  const wanted = new Set<string>(ids);
  const checks = CHECKS.filter(({ id }) => wanted.has(id));
  const marks = audit(facts, { tool: TOOL, checks }).results.flatMap((result) => marksOf(result, facts, ids, speak));
  // Several checks may say the same of what none of them could judge.
  const said = new Set<string>();
  return marks.filter(({ finding, says }) => isFirst(said, `${finding}\n${says}`)).slice(0, MOST);
}

function isFirst(seen: Set<string>, text: string): boolean {
  if (seen.has(text)) return false;
  seen.add(text);
  return true;
}

function marksOf(result: Result, facts: Facts, ids: readonly CheckId[], speak: Speak): readonly Mark[] {
  const check = ids.find((id) => id === result.id);
  if (check === undefined || (result.verdict !== 'fail' && result.verdict !== 'warn')) return [];
  const [title, why] = [speak(result.title), speak(result.why)];
  const accepted = new Set(result.accepted);
  const fix = ownerOf(result) !== null;
  // What another check owns is marked by that one: one cause, one mark.
  return result.findings
    .filter(({ id }) => !id.startsWith('see:'))
    .map(({ id, severity, says, subject, page }) => {
      const services = servicesIn(id, subject);
      return {
        check,
        finding: id,
        severity,
        title,
        says: speak(says),
        why,
        subject: { kind: subject.kind, id: subject.id },
        page: page?.page ?? '',
        pageId: page?.id ?? '',
        services,
        boxes: boxesOf(facts.parts, subject, services),
        accepted: accepted.has(id),
        fix,
      };
    });
}

function gradeOf({ last, isOld, facts }: Answered): Grade | null {
  if (last === null) return null;
  const waivers = facts?.parts.waivers.state === 'known' ? facts.parts.waivers.data : null;
  const now = Date.parse(facts?.readAt ?? '');
  const holds = (check: string, finding: string) =>
    waivers?.some((one) => one.check === check && one.finding === finding && waiverHolds(one, 'critical', now)) ?? true;
  const isAccepted = ({ check, accepted }: LastJudged['checks'][number]) =>
    (waivers !== null && holds(check, '')) || (accepted.length > 0 && accepted.every((id) => holds(check, id)));
  const critical = last.checks.filter(
    (one) => one.verdict === 'fail' && one.severity === 'critical' && !isAccepted(one),
  );
  return { score: last.score, critical: critical.length, isOld };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

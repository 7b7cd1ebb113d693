/** Results of checks and plans as short lines, all that a person would see of them. */
import type { Planned } from '../../sites/checklist/actions/action.ts';
import { sayRefusal } from '../../sites/checklist/actions/refusals.ts';
import type { Plan } from '../../sites/checklist/actions/types.ts';
import type { Outcome } from '../../sites/checklist/check.ts';
import type { Message } from '../../sites/checklist/message.ts';
import type { Finding, Result } from '../../sites/checklist/report/types.ts';
import { line } from './told.ts';

/** What a check says of a PBX. */
export function resultLines({
  verdict,
  severity,
  says,
  findings,
  notes,
  steps,
  questions,
  ...result
}: Result): string[] {
  const { offenders, todo } = result;
  return [
    `${verdict} ${severity} ${line(says)}`,
    `todo ${line(todo)}`,
    `offenders ${JSON.stringify(offenders)}`,
    ...findings.map(
      (one) => `finding ${one.id} ${one.severity} ${line(one.says)} ${JSON.stringify([one.subject, one.page])}`,
    ),
    ...notes.map((note) => `note ${line(note)}`),
    ...steps.map((step) => `step ${line(step)}`),
    ...questions.map(({ item, subject, kind, says: asks }) => `asks ${item} ${subject} ${kind} ${line(asks)}`),
  ];
}

/** What some verdicts have, beside what they say. */
interface Rest {
  readonly says: Message;
  readonly findings?: readonly Finding[];
  readonly offenders?: { readonly count: number; readonly of: number };
  readonly action?: string | null;
  readonly reason?: string;
}
/** JSON knows no maps. */
const listed = (_name: string, value: unknown): unknown => (value instanceof Map ? [...value] : value);

/** The same before it is put into a report, with what the page is not told: effects of steps, how long answers hold. */
export function outcomeLines(outcome: Outcome): string[] {
  const { verdict, severity = '', says, todo, notes = [], steps = [], questions = [], before = [] } = outcome;
  const { findings = [], offenders, action, reason }: Rest = outcome;
  return [
    `${verdict} ${severity} ${line(says)} ${JSON.stringify({ offenders, action, reason })}`,
    ...(todo === undefined ? [] : [`todo ${line(todo)}`]),
    ...findings.map(
      (one) => `finding ${one.id} ${one.severity} ${line(one.says)} ${JSON.stringify([one.subject, one.page])}`,
    ),
    ...notes.map((note) => `note ${line(note)}`),
    ...before.map((note) => `before ${line(note)}`),
    ...steps.map(({ says: step, ...does }) => `step ${line(step)} ${JSON.stringify(does, listed)}`),
    ...questions.map(
      ({ says: asks, choices, ...question }) =>
        `asks ${line(asks)} ${JSON.stringify(question)} ${choices.map(({ value }) => value).join()}`,
    ),
  ];
}

const networks = (all: Plan['reach'][number]['before']) => all.map(({ network }) => network).join(' ');

function planLines({ asker, steps, undo, changes, reach, affected, stops, warnings, confirm, parts }: Plan): string[] {
  return [
    `asker ${JSON.stringify(asker)} parts ${parts.join(' ')} confirm ${JSON.stringify(confirm)}`,
    ...steps.map(({ says, ...step }) => `step ${line(says)} ${JSON.stringify(step)}`),
    ...undo.map((row) => `undo ${JSON.stringify(row)}`),
    ...changes.map(
      ({ object, id, label, fields }) =>
        `change ${object} ${id} ${label} ${fields.map(({ field, before, after }) => `${field}: ${before === null ? '-' : line(before)} → ${line(after)}`).join('; ')}`,
    ),
    ...reach
      .filter(({ changes: isChanged }) => isChanged)
      .map(({ service, before, after }) => `reach ${service}: ${networks(before)} → ${networks(after)}`),
    ...affected.map(({ says, ...one }) => `affected ${line(says)} ${JSON.stringify(one)}`),
    ...stops.map(({ id, seen, says }) => `stops ${id} ${String(seen)} ${line(says)}`),
    ...warnings.map(({ id, says }) => `warns ${id} ${line(says)}`),
  ];
}

/** What a plan says and does, or why there is none. */
export const plannedLines = (planned: Planned): string[] =>
  planned.accepted ? planLines(planned.plan) : [`refused ${JSON.stringify(planned.refusal)}`, saidOf(planned)];
const saidOf = ({ refusal }: Extract<Planned, { accepted: false }>) => JSON.stringify(sayRefusal(refusal));

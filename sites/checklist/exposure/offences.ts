/** Problems of reachability and what becomes of them together: a failure, or a warning where all are softened. */
import type { Outcome } from '../check.ts';
import type { Message } from '../message.ts';
import { say } from '../message.ts';
import type { Finding, Question, Severity, Subject } from '../report/types.ts';
import type { Doubt } from './doubt.ts';

export interface Offence {
  readonly finding: Finding;
  /** Why it is a warning only; null: it fails the check. */
  readonly softened: Message | null;
}

/** A problem that fails the check, or is softened to a low one for this reason. */
export function offence(finding: Finding, softened: Message | null): Offence {
  return { finding: softened === null ? finding : { ...finding, severity: 'low' }, softened };
}

type Said = Pick<Outcome, 'notes' | 'steps' | 'questions' | 'todo'> & {
  readonly offenders?: { readonly count: number; readonly of: number };
  readonly action?: string | null;
};

const FROM_WORST = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[];

export function worst(severities: readonly Severity[]): Severity {
  return FROM_WORST.find((severity) => severities.includes(severity)) ?? 'low';
}

/** `says` is the sentence of a failure; a warning says why it is one. What fails comes first. */
export function settle(offences: readonly [Offence, ...Offence[]], says: Message, said: Said): Outcome {
  const failing = offences.filter(({ softened }) => softened === null);
  const reasons = distinct(offences.flatMap(({ softened }) => softened ?? []));
  const [first, ...others] = [...failing, ...offences.filter(({ softened }) => softened !== null)].map(
    ({ finding }) => finding,
  );
  const findings = [first ?? offences[0].finding, ...others] as const;
  const notes = said.notes ?? [];
  const [reason, ...more] = reasons;
  if (failing.length > 0 || reason === undefined) {
    const severity = worst(failing.map(({ finding }) => finding.severity));
    return { ...said, verdict: 'fail', severity, says, findings, notes: distinct([...reasons, ...notes]) };
  }
  const severity = worst(offences.map(({ finding }) => finding.severity));
  return { ...said, verdict: 'warn', severity, says: reason, findings, notes: distinct([...more, ...notes]) };
}

/** A pass, unless something that was not read, or not judged, could change it. `questions`: what would tell. */
export function passUnless(
  doubt: Doubt | null,
  says: Message,
  notes: readonly Message[],
  questions: readonly Question[] = [],
): Outcome {
  if (doubt === null) return { verdict: 'pass', says, notes };
  if (doubt.kind === 'unknown') {
    const otherwise = say('exposure.otherwise', { says });
    return { verdict: 'unknown', reason: doubt.reason, says: doubt.says, notes: [otherwise, ...notes], questions };
  }
  // Nothing that reassures: what else decides is the news.
  return {
    verdict: 'warn',
    severity: 'low',
    says: say('exposure.not-judged', { what: doubt.findings.map(({ subject }) => whatDecides(subject)) }),
    findings: doubt.findings,
    action: null,
    notes,
    questions,
  };
}

/** Small problems beside a verdict that rests on no other. */
export function withOffences(outcome: Outcome, offences: readonly Offence[]): Outcome {
  const findings = offences.map(({ finding }) => finding);
  if ('findings' in outcome) return { ...outcome, findings: [...outcome.findings, ...findings] };
  return { ...outcome, notes: [...(outcome.notes ?? []), ...findings.map(({ says }) => says)] };
}

function whatDecides({ kind, label }: Subject): Message | string {
  if (kind === 'rule') return say('exposure.what.rule', { rule: label });
  return kind === 'setting' ? say('exposure.what.lines') : label;
}

const distinct = (messages: readonly Message[]) => [
  ...new Map(messages.map((message) => [JSON.stringify(message), message])).values(),
];

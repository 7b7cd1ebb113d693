/**
 * The score: one pure function over the results. docs/score.md explains it with examples.
 *
 * Weights by severity; partial credit by the share of offenders; `unknown` and open questions earn nothing;
 * `not-applicable` leaves the denominator; accepted problems earn their points back and stay counted; a critical failure
 * that nobody accepted caps the score; with too little judged there is no score.
 */
import { openFindings } from '../report/order.ts';
import type { Result, Score, Severity } from '../report/types.ts';

export const WEIGHT: Readonly<Record<Severity, number>> = { critical: 8, high: 4, medium: 2, low: 1 };
/** A critical failure keeps the score below every friendly word. */
export const CAP = 49;
/** Share of the weight that must be judged. */
export const JUDGED_ENOUGH = 0.8;
/** A warning earns at least this much: the danger is smaller than a failure's. */
const WARN_CREDIT = 0.5;

const WORDS = [
  { from: 90, word: 'strong' },
  { from: 80, word: 'good' },
  { from: 70, word: 'fair' },
  { from: 50, word: 'weak' },
  { from: 0, word: 'in-danger' },
] as const;

export function score(results: readonly Result[]): Score {
  const counted = results.filter(({ verdict }) => verdict !== 'not-applicable');
  const judged = counted.filter(({ verdict }) => verdict !== 'unknown');
  const accepted = counted.reduce((sum, result) => sum + result.accepted.length, 0);
  const numbers = { judged: judged.length, of: counted.length, accepted };
  const total = weightOf(counted);
  if (total === 0 || weightOf(judged) < JUDGED_ENOUGH * total) return { state: 'not-scored', ...numbers };
  const earned = counted.reduce((sum, result) => sum + WEIGHT[result.severity] * credit(result), 0);
  // Rounded down: a hundred is earned by everything being right, never by rounding.
  const points = Math.floor((100 * earned) / total + 1e-9);
  const capped = counted.some(failsCritically) ? Math.min(CAP, points) : points;
  const word = WORDS.find(({ from }) => capped >= from)?.word ?? 'in-danger';
  return { state: 'scored', points: capped, word, ...numbers };
}

/** What a result earns of its weight, 0 to 1. */
export function credit(result: Result): number {
  switch (result.verdict) {
    case 'pass':
      return 1;
    case 'fail':
      return 1 - openShare(result);
    case 'warn':
      return 1 - (1 - WARN_CREDIT) * openShare(result);
    case 'manual':
    case 'unknown':
    case 'not-applicable':
      return 0;
  }
}

/** Which part of what was looked at is an open problem, 0 to 1. Accepted problems count as solved. */
function openShare(result: Result): number {
  const { count, of } = result.offenders;
  const all = result.findings.length;
  const open = openFindings(result).length;
  if (all === 0 || open === 0) return all === 0 ? 1 : 0;
  const share = of > 0 ? Math.min(1, Math.max(0, count / of)) : 1;
  return share * (open / all);
}

const failsCritically = (result: Result) =>
  result.verdict === 'fail' && openFindings(result).some(({ severity }) => severity === 'critical');

const weightOf = (results: readonly Result[]) => results.reduce((sum, { severity }) => sum + WEIGHT[severity], 0);

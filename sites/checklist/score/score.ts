/**
 * The score: one pure function over the results. docs/score.md explains it with examples.
 *
 * Every check weighs by its own severity, whatever it found: a denominator that moved with the findings would let the
 * score fall when a problem is solved. What a check loses goes by the effective severity and the share of offenders.
 */
import type { Check } from '../check.ts';
import { openFindings } from '../report/order.ts';
import { compareSeverity } from '../severity.ts';
import type { Finding, Result, Score, Severity } from '../report/types.ts';

export const WEIGHT: Readonly<Record<Severity, number>> = { critical: 8, high: 4, medium: 2, low: 1 };
/** A critical failure, or a critical item that could not be read, keeps the score below every friendly word. */
export const CAP = 49;
/** Share of the weight that must be judged. */
export const JUDGED_ENOUGH = 0.8;
/** A warning costs this part of what a failure would. */
const WARN_PART = 0.5;
/** A failure costs at least what the mildest warning can: that may be what is left when it is solved. */
const LEAST_LOSS = WARN_PART * WEIGHT.low;

const WORDS = [
  { from: 90, word: 'strong' },
  { from: 80, word: 'good' },
  { from: 70, word: 'fair' },
  { from: 50, word: 'weak' },
  { from: 0, word: 'in-danger' },
] as const;

/** `checks`: where the own severity of each result is found; without its check a result's effective one counts. */
export function score(results: readonly Result[], checks: readonly Pick<Check, 'id' | 'severity'>[] = []): Score {
  const own = new Map(checks.map(({ id, severity }) => [id, severity]));
  const counted = results
    .filter(({ verdict }) => verdict !== 'not-applicable')
    .map((result) => ({ result, severity: own.get(result.id) ?? result.severity }));
  const judged = counted.filter(({ result }) => result.verdict !== 'unknown');
  const accepted = counted.reduce((sum, { result }) => sum + result.accepted.length, 0);
  const numbers = { judged: judged.length, of: counted.length, accepted };
  const total = weightOf(counted);
  if (total === 0 || weightOf(judged) < JUDGED_ENOUGH * total) return { state: 'not-scored', ...numbers };
  const lost = counted.reduce((sum, { result, severity }) => sum + loss(result, WEIGHT[severity]), 0);
  // Rounded down: a hundred is earned by everything being right, never by rounding.
  const points = Math.floor((100 * (total - lost)) / total + 1e-9);
  const capped = counted.some(isCritical) ? Math.min(CAP, points) : points;
  const word = WORDS.find(({ from }) => capped >= from)?.word ?? 'in-danger';
  return { state: 'scored', points: capped, word, ...numbers };
}

/** What a result loses of its check's weight, 0 to `weight`. */
export function loss(result: Result, weight: number): number {
  switch (result.verdict) {
    case 'pass':
    case 'not-applicable':
      return 0;
    case 'fail':
      return Math.min(weight, openWeight(result) === 0 ? 0 : Math.max(LEAST_LOSS, openWeight(result)));
    case 'warn':
      return Math.min(weight, WARN_PART * openWeight(result));
    case 'manual':
      return weight * shareOf(result.offenders, 0);
    case 'unknown':
      return weight;
  }
}

/** Share of offenders without those that are solved; where nothing was counted, all. */
function shareOf({ count, of }: Result['offenders'], solved: number): number {
  return of <= 0 ? 1 : Math.min(1, Math.max(0, (count - solved) / of));
}

/** Weight of what is open: its severity, by the share of offenders. */
function openWeight(result: Result): number {
  const open = openFindings(result);
  const all = result.findings.length;
  if (open.length === 0) return 0;
  // An accepted problem counts as solved: each stands for one offender, where offenders are counted at all.
  const solved = result.offenders.count >= all ? all - open.length : 0;
  return WEIGHT[openSeverity(result, open)] * shareOf(result.offenders, solved);
}

/** The effective severity, until the worst problems are all accepted: then the worst of the others. */
function openSeverity({ findings, severity }: Result, open: readonly Finding[]): Severity {
  const worst = worstOf(open);
  return worst === worstOf(findings) ? severity : worst;
}

const worstOf = (findings: readonly Finding[]): Severity =>
  findings.reduce<Severity>((worst, { severity }) => (compareSeverity(severity, worst) > 0 ? severity : worst), 'low');

interface Counted {
  readonly result: Result;
  readonly severity: Severity;
}

/** What could not be read might be a critical failure: not reading it must not be worth anything. */
const isCritical = ({ result, severity }: Counted) =>
  (result.verdict === 'fail' && openFindings(result).some((finding) => finding.severity === 'critical')) ||
  (result.verdict === 'unknown' && severity === 'critical');

const weightOf = (counted: readonly Counted[]) => counted.reduce((sum, { severity }) => sum + WEIGHT[severity], 0);

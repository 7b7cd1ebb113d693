/** What of a result is left to do: people count that, and see it first. */
import type { Result, Standing } from './types.ts';

/** Is there anything to do about it? */
export const isWrong = ({ verdict }: Pick<Result, 'verdict'>): boolean => verdict === 'fail' || verdict === 'warn';

/** Problems nobody accepted. */
export const openFindings = (result: Result) => result.findings.filter(({ id }) => !result.accepted.includes(id));

/** The verdict, or that all of the problem was accepted. */
export function standingOf(result: Result): Standing {
  return isWrong(result) && result.findings.length > 0 && openFindings(result).length === 0
    ? 'accepted'
    : result.verdict;
}

/** How many results stand how. */
export function countStandings(results: readonly Result[]): Readonly<Record<Standing, number>> {
  const counts = { fail: 0, warn: 0, unknown: 0, manual: 0, accepted: 0, pass: 0, 'not-applicable': 0 };
  for (const result of results) counts[standingOf(result)]++;
  return counts;
}

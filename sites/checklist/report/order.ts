/** What a reader should see first: the worst verdicts, and among them the most severe. */
import type { Result, Verdict } from './types.ts';

/** Is there anything to do about it? */
export const isWrong = ({ verdict }: Pick<Result, 'verdict'>): boolean => verdict === 'fail' || verdict === 'warn';

/** Problems nobody accepted. */
export const openFindings = (result: Result) => result.findings.filter(({ id }) => !result.accepted.includes(id));

/** How many results have each verdict. */
export function countVerdicts(results: readonly Result[]): Readonly<Record<Verdict, number>> {
  const counts: Record<Verdict, number> = { fail: 0, warn: 0, unknown: 0, manual: 0, pass: 0, 'not-applicable': 0 };
  for (const { verdict } of results) counts[verdict]++;
  return counts;
}

/** What is named as next after a fix. */
import { ownerOf } from '../../../checklist/actions/fixes.ts';
import type { Report, Result } from '../../../checklist/report/types.ts';

export interface Next {
  readonly step: Report['first'][number];
  readonly result: Result;
  /** A button does it in minutes, and it is urgent. */
  readonly isQuick: boolean;
}

/**
 * Of what is to be done first, in the guide's order: what a button mends and is urgent comes before what takes an hour and
 * stops the phones (an upgrade), as each minute counts.
 */
export function nextIn({ first, results }: Pick<Report, 'first' | 'results'>): Next | null {
  const all = first.flatMap((step): readonly Next[] => {
    const result = results.find(({ id }) => id === step.check);
    return result === undefined ? [] : [{ step, result, isQuick: isQuick(result) }];
  });
  return all.find((one) => one.isQuick) ?? all[0] ?? null;
}

const isQuick = (result: Result): boolean =>
  (result.severity === 'critical' || result.severity === 'high') &&
  (result.action === 'install-patch' || ownerOf(result) !== null);

/** What an upgrade changed: the checklist as it stood on the release before, beside what it says now. */
import { holesOf, type Advisory } from '../data/advisories.ts';
import { parseRelease } from '../release.ts';
import { isWrong } from '../report/order.ts';
import type { Report, Result, Verdict } from '../report/types.ts';

/** As the module tells it. */
export interface UpgradedFrom {
  readonly from: string;
  /** First reading on the release of now; null: this is it. */
  readonly at: string | null;
  readonly checks: readonly { readonly check: string; readonly verdict: Verdict }[];
}

export interface Upgraded {
  readonly from: string;
  readonly to: string;
  /** Known holes that the release of now does not have any more. */
  readonly holes: readonly Advisory[];
  /** Wrong before, and in order now. */
  readonly closed: readonly Result[];
  /** Wrong now, and in order, not there or not known before. */
  readonly found: readonly Result[];
}

const DAY = 86_400_000;
/** So long it is news. */
const NEWS = 30 * DAY;

/** null: nothing to tell. */
export function upgradedIn(before: UpgradedFrom | null, report: Report): Upgraded | null {
  const { release } = report.pbx;
  if (before === null || release === null || release === before.from) return null;
  if (before.at !== null && Date.parse(report.readAt) - Date.parse(before.at) > NEWS) return null;
  const was = new Map(before.checks.map(({ check, verdict }) => [check, isWrong({ verdict })]));
  const left = new Set((holesOf(parseRelease(release)) ?? []).map(({ id }) => id));
  return {
    from: before.from,
    to: release,
    holes: (holesOf(parseRelease(before.from)) ?? []).filter(({ id }) => !left.has(id)),
    closed: report.results.filter(
      (result) => was.get(result.id) === true && (result.verdict === 'pass' || result.verdict === 'not-applicable'),
    ),
    found: report.results.filter((result) => was.get(result.id) !== true && isWrong(result)),
  };
}

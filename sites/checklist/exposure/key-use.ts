/** Keys of the REST API that nothing limits, and those that nobody uses. */
import type { Part, PartData } from '../facts/types.ts';
import { isAtLeast, type Release } from '../release.ts';
import { FIRST_GONE_IS_LOCAL, isGoneFilter } from './gone-filter.ts';

type ApiKey = PartData['apiKeys'][number];

export const UNUSED_DAYS = 90;
const DAY = 86_400_000;

/** Nothing limits where a key comes from: no network was chosen, or (before 2026.7.1) its rule was deleted. */
export type Unlimited = 'open' | 'gone';

export function unlimited(
  { networkFilter, filterId }: ApiKey,
  rules: Part<PartData['firewall']>,
  release: Release,
): Unlimited | null {
  if (!networkFilter) return 'open';
  if (rules.state === 'unknown' || !isGoneFilter(filterId, rules.data.rules)) return null;
  return isAtLeast(release, FIRST_GONE_IS_LOCAL) === true ? null : 'gone';
}

/** Days since it was last used, or made if never used; null: nobody can tell. */
export function idleDays({ lastUsedAt, createdAt }: ApiKey, now: number | null): number | null {
  const since = Date.parse(lastUsedAt ?? createdAt ?? '');
  return now === null || Number.isNaN(since) ? null : Math.floor((now - since) / DAY);
}

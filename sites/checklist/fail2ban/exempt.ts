/** Who is never locked out: networks of rules with "never block", and the whitelist as the release reads it. */
import { exposureOf } from '../reach/exposure.ts';
import { isNarrow, sizeOf } from '../exposure/limits.ts';
import type { FirewallRule } from '../facts/types.ts';
import { networksOf, parseAddress } from '../reach/networks.ts';
import { FIRST_REST_V3, isAtLeast, type Release } from '../release.ts';

/** First release whose list of trusted addresses takes networks; older ones drop them when they write the list. */
const FIRST_TRUSTED_NETWORKS = '2026.2.118';

/** Rules that exempt more strangers than an office has addresses. */
export function wideExemptions(rules: readonly FirewallRule[]): readonly FirewallRule[] {
  return rules.filter(({ neverBlock, permit }) => neverBlock && !isNarrow(sizeOf(permit)));
}

/** Do these rules together exempt the internet at large? Then nobody is locked out. */
export function isExemptAtLarge(rules: readonly FirewallRule[]): boolean {
  const networks = rules.filter(({ neverBlock }) => neverBlock).flatMap(({ permit }) => networksOf(permit));
  const openings = networks.map(({ cidr, family }) => ({ network: cidr, family, ...sizeOf(cidr) }));
  return exposureOf('', openings).atLarge;
}

/** `dropped`: by this release, which takes single addresses only; `no-address`: never matched anything. */
export type WhitelistEntry = 'works' | 'too-wide' | 'dropped' | 'no-address';

export function judgeEntry(entry: string, release: Release): WhitelistEntry {
  const networks = networksOf(entry);
  if (parseAddress(entry) === null && networks.length === 0) return 'no-address';
  if (isAtLeast(release, FIRST_TRUSTED_NETWORKS) !== false) return isNarrow(sizeOf(entry)) ? 'works' : 'too-wide';
  const isOld = isAtLeast(release, FIRST_REST_V3) === false; // knows IPv4 only
  return parseAddress(entry) === null || (isOld && entry.includes(':')) ? 'dropped' : 'works';
}

/** Who is never locked out: networks of rules with "never block", and the whitelist as the release reads it. */
import { exposureOf } from '../reach/exposure.ts';
import { isOffice, sizeOf } from '../exposure/limits.ts';
import type { FirewallRule, PartData } from '../facts/types.ts';
import { networksOf, parseAddress, type Network } from '../reach/networks.ts';
import { FIRST_REST_V3, isAtLeast, type Release } from '../release.ts';

/** First release whose list of trusted addresses takes networks; older ones drop them when they write the list. */
export const FIRST_TRUSTED_NETWORKS = '2026.2.118';

/** Rules that exempt more strangers than an office has addresses. `home`, here and below: public addresses of this PBX. */
export function wideExemptions(rules: readonly FirewallRule[], home: readonly Network[] = []): readonly FirewallRule[] {
  return rules.filter(({ neverBlock, permit }) => neverBlock && !isOffice(permit, home));
}

/**
 * What becomes of an entry of the whitelist. `dropped`: this release takes single addresses only (2024: of IPv4); `joined`:
 * several addresses with line breaks or commas between them, which Core takes for one word; `no-address`: never matched
 * anything; `unsure`: older facts do not tell what stood between the addresses.
 */
export type WhitelistEntry = 'works' | 'too-wide' | 'dropped' | 'joined' | 'no-address' | 'unsure';

/** What may stand between addresses where Core wants a single blank. */
const BETWEEN = /[\s,;]+/;

/** Core knows neither shortened addresses nor written-out masks (`Verify::isIpAddress`, `IpAddressHelper::normalizeCidr`). */
const isAddressOrNetwork = (word: string): boolean =>
  parseAddress(word.replace(/\/\d{1,3}$/, '')) !== null && networksOf(word).length === 1;

/** As `Fail2BanConf::initProperty` of each release takes one word of the list. */
export function judgeEntry(entry: string, release: Release, home: readonly Network[] = []): WhitelistEntry {
  const words = entry.split(BETWEEN).filter((word) => word !== '');
  const [word] = words;
  if (word === undefined || !words.some(isAddressOrNetwork)) return 'no-address';
  if (word !== entry) return 'joined';
  if (isAtLeast(release, FIRST_TRUSTED_NETWORKS) !== false) return isOffice(entry, home) ? 'works' : 'too-wide';
  const isOld = isAtLeast(release, FIRST_REST_V3) === false; // knows IPv4 only
  return parseAddress(entry) === null || (isOld && entry.includes(':')) ? 'dropped' : 'works';
}

type Whitelist = Pick<PartData['fail2ban'], 'whitelist' | 'whitelistText'>;

/** The words of the list as this release reads them, each with what becomes of it. */
export function judgeWhitelist(
  { whitelist, whitelistText }: Whitelist,
  release: Release,
  home: readonly Network[] = [],
): readonly { readonly entry: string; readonly judged: WhitelistEntry }[] {
  const entries = whitelistText === undefined ? whitelist : whitelistText.split(' ').filter((entry) => entry !== '');
  // Newer releases write the list anew when it is saved; in older ones anything may stand between two entries.
  const isUnsure =
    whitelistText === undefined && whitelist.length > 1 && isAtLeast(release, FIRST_TRUSTED_NETWORKS) === false;
  return entries.map((entry) => {
    const judged = judgeEntry(entry, release, home);
    return { entry, judged: isUnsure && judged === 'works' ? 'unsure' : judged };
  });
}

/** The addresses and networks that were meant, whatever stands between them: to write the list anew. */
export function meantBy({ whitelist, whitelistText }: Whitelist): readonly string[] {
  return (whitelistText ?? whitelist.join(' ')).split(BETWEEN).filter((entry) => entry !== '');
}

/** Networks that are never banned now; nothing that is not certain. */
export function exemptNetworks(
  rules: readonly FirewallRule[],
  fail2ban: Whitelist,
  release: Release,
): readonly Network[] {
  // Newer releases leave out a rule that holds a list of networks; older ones write it as it is, which Fail2Ban takes.
  const takesLists = isAtLeast(release, FIRST_TRUSTED_NETWORKS) === false;
  const byRule = rules
    .filter(({ neverBlock, permit }) => neverBlock && (takesLists || !permit.includes(',')))
    .flatMap(({ permit }) => networksOf(permit));
  const byList = judgeWhitelist(fail2ban, release)
    .filter(({ judged }) => judged === 'works' || judged === 'too-wide')
    .flatMap(({ entry }) => networksOf(entry));
  return [...byRule, ...byList];
}

const atLarge = (networks: readonly Network[]): boolean =>
  exposureOf(
    '',
    networks.map(({ cidr, family }) => ({ network: cidr, family, ...sizeOf(cidr) })),
  ).atLarge;

/** Do these rules together exempt the internet at large? */
export function isExemptAtLarge(rules: readonly FirewallRule[]): boolean {
  return atLarge(rules.filter(({ neverBlock }) => neverBlock).flatMap(({ permit }) => networksOf(permit)));
}

/** Rules and list together: then nobody is locked out. */
export function isEverybodyExempt(rules: readonly FirewallRule[], fail2ban: Whitelist, release: Release): boolean {
  return isExemptAtLarge(rules) || atLarge(exemptNetworks(rules, fail2ban, release));
}

/** Does a rule or the list leave out more strangers than an office has addresses? They may guess without end. */
export function isAnybodyExempt(
  rules: readonly FirewallRule[],
  fail2ban: Whitelist,
  release: Release,
  home: readonly Network[] = [],
): boolean {
  const isWide = judgeWhitelist(fail2ban, release, home).some(({ judged }) => judged === 'too-wide');
  return isWide || wideExemptions(rules, home).length > 0;
}

/**
 * 2026.2.118 reads the list of trusted addresses anew: networks count, and saving it splits it at blanks, commas and semicolons
 * and keeps addresses and networks only (`UpdateSettingsAction`, `Fail2BanConf`). Rules with "never block" count where they
 * hold a single network.
 */
import { ownPublicOf } from '../exposure/facing.ts';
import { FIRST_TRUSTED_NETWORKS, judgeEntry, judgeWhitelist, meantBy } from '../fail2ban/exempt.ts';
import type { FirewallRule, PartData } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import type { Network } from '../reach/networks.ts';
import { parseRelease, type Release } from '../release.ts';
import { inWords, named, type Change, type Ground } from './ground.ts';

const THEN = parseRelease(FIRST_TRUSTED_NETWORKS);

type Fate = 'counts' | 'too-wide' | 'once-saved' | 'dropped';

/** What becomes of each word that does not count now. */
function fatesOf(
  fail2ban: PartData['fail2ban'],
  now: Release,
  home: readonly Network[],
): readonly { readonly word: string; readonly fate: Fate }[] {
  return judgeWhitelist(fail2ban, now, home)
    .filter(({ judged }) => judged !== 'works' && judged !== 'too-wide' && judged !== 'unsure')
    .flatMap(({ entry, judged }) =>
      meantBy({ whitelist: [entry] }).map((word) => {
        const then = judgeEntry(word, THEN, home);
        if (then === 'too-wide') return { word, fate: 'too-wide' };
        if (then !== 'works') return { word, fate: 'dropped' };
        return { word, fate: judged === 'joined' ? 'once-saved' : 'counts' };
      }),
    );
}

const list = (rules: readonly FirewallRule[]) =>
  rules
    .filter(({ neverBlock, permit }) => neverBlock && permit.includes(','))
    .map(({ name, permit }) => name || permit);

export const trustedAddresses =
  (now: Release): Change =>
  ({ fail2ban, firewall, network }: Ground): readonly Message[] => {
    const fates = fail2ban.state === 'unknown' ? [] : fatesOf(fail2ban.data, now, ownPublicOf(network));
    const rules = firewall.state === 'unknown' ? [] : list(firewall.data.rules);
    const of = (fate: Fate) => {
      const entries = [...new Set(fates.filter((one) => one.fate === fate).map(({ word }) => word))];
      return entries.length === 0 ? null : { count: entries.length, entries: named(entries) };
    };
    const [counts, wide, saved, dropped] = [of('counts'), of('too-wide'), of('once-saved'), of('dropped')];
    const lacks = [
      ...(fail2ban.state === 'unknown' ? [{ part: 'fail2ban', reason: fail2ban.reason } as const] : []),
      ...(firewall.state === 'unknown' ? [{ part: 'firewall', reason: firewall.reason } as const] : []),
    ];
    return [
      ...(counts === null ? [] : [say('upgrade.trusted.counts', counts)]),
      ...(wide === null ? [] : [say('upgrade.trusted.wide', wide)]),
      ...(saved === null ? [] : [say('upgrade.trusted.saved', saved)]),
      ...(dropped === null ? [] : [say('upgrade.trusted.dropped', dropped)]),
      ...(rules.length === 0 ? [] : [say('upgrade.trusted.rules', { count: rules.length, names: named(rules) })]),
      ...(lacks.length === 0 ? [] : [say('upgrade.trusted.unknown', { parts: inWords(lacks) })]),
    ];
  };

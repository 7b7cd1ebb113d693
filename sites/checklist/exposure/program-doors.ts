/** From where users of AMI may come, and which web pages may use ARI: as Core reads what is stored. */
import type { FirewallRule, PartData } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import type { Network } from '../reach/networks.ts';
import { isAtLeast, type Release } from '../release.ts';
import { FIRST_GONE_IS_LOCAL, LOCALHOST } from './gone-filter.ts';
import { isOffice } from './limits.ts';

/** Why an AMI user has no network of its own; null: one limits it. `rules` null: could not be read. */
export function networkFlaw(
  { filterId }: Pick<PartData['ami']['users'][number], 'filterId'>,
  rules: readonly FirewallRule[] | null,
  { release, home }: { readonly release: Release; readonly home: readonly Network[] },
): Message | null {
  if (filterId === LOCALHOST) return null;
  if (filterId === null) return say('checks.ami-ari-access.network.none');
  if (rules === null) return null;
  const rule = rules.find(({ id }) => id === filterId);
  if (rule === undefined) {
    const isCut = isAtLeast(release, FIRST_GONE_IS_LOCAL) === true;
    return isCut ? null : say('checks.ami-ari-access.network.gone');
  }
  // No public address at all is narrow, too.
  return isOffice(rule.permit, home)
    ? null
    : say('checks.ami-ari-access.network.wide', { rule: rule.name, network: rule.permit });
}

/** As Core reads the setting: empty is everybody, too. */
export function answersEverybody(origins: string): boolean {
  return origins.split(',').some((origin) => origin.trim() === '*') || origins.trim() === '';
}

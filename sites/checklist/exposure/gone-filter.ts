/** Accounts, AMI users and keys keep the id of a network filter that was deleted. */
import type { FirewallRule, Part, PartData } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { isAtLeast, type Release } from '../release.ts';

/** First release that cuts whoever names a deleted filter to the PBX itself; older ones then set no limit at all. */
export const FIRST_GONE_IS_LOCAL = '2026.7.1';

/** Core keeps this word instead of a rule's id: from the PBX itself only. */
export const LOCALHOST = 'localhost';

export function isGoneFilter(filterId: string | null | undefined, rules: readonly FirewallRule[]): boolean {
  if (filterId === null || filterId === undefined || filterId === LOCALHOST) return false;
  return !rules.some(({ id }) => id === filterId);
}

interface Limited {
  readonly name: string;
  readonly filterId?: string | null;
}

/** Programs that work from the PBX itself only, because their network filter was deleted; no danger, but not as meant. */
export function cutToLocal(
  limited: readonly Limited[],
  firewall: Part<PartData['firewall']>,
  release: Release,
): readonly Message[] {
  if (firewall.state === 'unknown' || isAtLeast(release, FIRST_GONE_IS_LOCAL) !== true) return [];
  const names = limited.filter(({ filterId }) => isGoneFilter(filterId, firewall.data.rules)).map(({ name }) => name);
  return names.length === 0 ? [] : [say('exposure.gone.local', { names })];
}

/** Accounts, AMI users and keys keep the id of a network filter that was deleted. */
import type { FirewallRule } from '../facts/types.ts';

/** First release that cuts whoever names a deleted filter to the PBX itself; older ones then set no limit at all. */
export const FIRST_GONE_IS_LOCAL = '2026.7.1';

/** Core keeps this word instead of a rule's id: from the PBX itself only. */
export const LOCALHOST = 'localhost';

export function isGoneFilter(filterId: string | null | undefined, rules: readonly FirewallRule[]): boolean {
  if (filterId === null || filterId === undefined || filterId === LOCALHOST) return false;
  return !rules.some(({ id }) => id === filterId);
}

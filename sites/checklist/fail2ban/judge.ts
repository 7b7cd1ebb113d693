/** Is the intrusion protection strict enough for what is open? Shared by the checks that rest on it. */
import type { FirewallRule, PartData } from '../facts/types.ts';
import type { Release } from '../release.ts';
import { isEverybodyExempt } from './exempt.ts';
import { levelOf, reaches, type Level } from './levels.ts';

/**
 * `no-ban`: locks out for no time at all. `exempt`: rules and the list of trusted addresses leave out the internet at large.
 * `cannot-tell`: nobody can see from here whether the server runs.
 */
export type Protection = 'off' | 'not-banning' | 'no-ban' | 'exempt' | 'too-lax' | 'cannot-tell' | 'good';

export interface Protected {
  readonly fail2ban: PartData['fail2ban'];
  readonly rules: readonly FirewallRule[];
  readonly release: Release;
}

export function protectionOf({ fail2ban, rules, release }: Protected, wanted: Level): Protection {
  if (!fail2ban.enabled) return 'off';
  if (fail2ban.banning === false) return 'not-banning';
  // Below zero means for ever.
  if (fail2ban.bantime >= 0 && fail2ban.bantime < 1) return 'no-ban';
  if (isEverybodyExempt(rules, fail2ban, release)) return 'exempt';
  if (!reaches(levelOf(fail2ban), wanted)) return 'too-lax';
  return fail2ban.banning === null ? 'cannot-tell' : 'good';
}

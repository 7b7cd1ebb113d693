/** Is the intrusion protection strict enough for what is open? Shared by the checks that rest on it. */
import type { PartData } from '../facts/types.ts';
import { levelOf, reaches, type Level } from './levels.ts';

/** `banning` null: nobody can see from here whether the server runs. `no-ban`: locks out for no time at all. */
export type Protection = 'off' | 'not-banning' | 'no-ban' | 'too-lax' | 'cannot-tell' | 'good';

export function protectionOf(facts: PartData['fail2ban'], wanted: Level): Protection {
  if (!facts.enabled) return 'off';
  if (facts.banning === false) return 'not-banning';
  // Below zero means for ever.
  if (facts.bantime >= 0 && facts.bantime < 1) return 'no-ban';
  if (!reaches(levelOf(facts), wanted)) return 'too-lax';
  return facts.banning === null ? 'cannot-tell' : 'good';
}

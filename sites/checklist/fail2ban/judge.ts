/** Is the intrusion protection strict enough for what is open? Shared by the checks that rest on it. */
import type { PartData } from '../facts/types.ts';
import { levelOf, reaches, type Level } from './levels.ts';

/** `banning` null: nobody can see from here whether the server runs. */
export type Protection = 'off' | 'not-banning' | 'too-lax' | 'cannot-tell' | 'good';

export function protectionOf(facts: PartData['fail2ban'], wanted: Level): Protection {
  if (!facts.enabled) return 'off';
  if (facts.banning === false) return 'not-banning';
  if (!reaches(levelOf(facts), wanted)) return 'too-lax';
  return facts.banning === null ? 'cannot-tell' : 'good';
}

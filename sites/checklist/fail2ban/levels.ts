/**
 * The four levels of intrusion protection, and how strict any other numbers are.
 * Source: the guide (Weak, Normal, Strong, Paranoid) and Core's own page (which calls Strong "Enhanced").
 */
import type { PartData } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { FIRST_REST_V3, isAtLeast, type Release } from '../release.ts';

/** Attempts allowed, the time they are counted in, and the ban; times in seconds. */
export type BanNumbers = Readonly<Pick<PartData['fail2ban'], 'maxretry' | 'findtime' | 'bantime'>>;

/** From lax to strict. */
export const LEVELS = ['weak', 'normal', 'strong', 'paranoid'] as const;
export type Level = (typeof LEVELS)[number];

export const LEVEL_NUMBERS: Readonly<Record<Level, BanNumbers>> = {
  weak: { maxretry: 20, findtime: 600, bantime: 600 },
  normal: { maxretry: 10, findtime: 3600, bantime: 86_400 },
  strong: { maxretry: 5, findtime: 21_600, bantime: 604_800 },
  paranoid: { maxretry: 3, findtime: 86_400, bantime: 2_592_000 },
};

const SECONDS_A_DAY = 86_400;

/**
 * Passwords a day that one address can try while it always stays just under the limit, so that it is never banned.
 * The length of the ban plays no part in it. null: the numbers make no sense (Core accepts attempts or time below 1).
 */
export function guessesPerDay({ maxretry, findtime }: BanNumbers): number | null {
  if (!(maxretry >= 1) || !(findtime >= 1)) return null;
  return ((maxretry - 1) * SECONDS_A_DAY) / findtime;
}

/** The strictest level that these numbers reach; null: not even Weak, or numbers that make no sense. */
export function levelOf(numbers: BanNumbers): Level | null {
  const guesses = guessesPerDay(numbers);
  if (guesses === null) return null;
  return LEVELS.findLast((level) => guesses <= (guessesPerDay(LEVEL_NUMBERS[level]) ?? 0)) ?? null;
}

/** `null` reaches nothing. */
export function reaches(level: Level | null, wanted: Level): boolean {
  return level !== null && LEVELS.indexOf(level) >= LEVELS.indexOf(wanted);
}

/** Do the numbers equal the level's own, the ban included? Else they are somebody's own numbers. */
export function isExactly(numbers: BanNumbers, level: Level): boolean {
  const own = LEVEL_NUMBERS[level];
  return numbers.maxretry === own.maxretry && numbers.findtime === own.findtime && numbers.bantime === own.bantime;
}

/** As this release calls it on its page; 2024 has three numbers and no names, so there the guide's names are used. */
export function levelName(level: Level, release: Release): Message {
  if (level === 'strong' && isAtLeast(release, FIRST_REST_V3) !== false) return say('fail2ban.level.enhanced');
  return say(`fail2ban.level.${level}`);
}

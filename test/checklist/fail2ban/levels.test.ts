import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  guessesPerDay,
  isExactly,
  LEVEL_NUMBERS,
  levelName,
  levelOf,
  LEVELS,
  reaches,
} from '../../../sites/checklist/fail2ban/levels.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';

describe('guesses a day of one address that stays just under the limit', () => {
  it.each([
    ['weak', 2736],
    ['normal', 216],
    ['strong', 16],
    ['paranoid', 2],
  ] as const)('%s: %i', (level, guesses) => {
    expect(guessesPerDay(LEVEL_NUMBERS[level])).toBe(guesses);
    expect(levelOf(LEVEL_NUMBERS[level])).toBe(level);
    expect(isExactly(LEVEL_NUMBERS[level], level)).toBe(true);
  });

  it('reads the factory numbers of 2024 (5 in 30 minutes) as Normal', () => {
    expect(levelOf({ maxretry: 5, findtime: 1800, bantime: 86_400 })).toBe('normal'); // 192 a day
  });

  it.each([
    { maxretry: 0, findtime: 600 },
    { maxretry: -3, findtime: 600 },
    { maxretry: 0.5, findtime: 600 },
    { maxretry: 5, findtime: 0 },
    { maxretry: 5, findtime: Number.NaN },
  ])('has no answer for numbers without sense: %j', (numbers) => {
    expect(guessesPerDay({ ...numbers, bantime: 600 })).toBeNull();
    expect(levelOf({ ...numbers, bantime: 600 })).toBeNull();
  });

  const seconds = fc.integer({ min: 1, max: 10_000_000 });
  const numbers = fc.record({ maxretry: fc.integer({ min: 1, max: 1000 }), findtime: seconds, bantime: seconds });

  it('never depends on the ban', () => {
    fc.assert(
      fc.property(numbers, seconds, (own, bantime) => {
        expect(levelOf({ ...own, bantime })).toBe(levelOf(own));
      }),
    );
  });

  it('never gets laxer by fewer attempts or a longer time', () => {
    const rank = (level: ReturnType<typeof levelOf>) => (level === null ? -1 : LEVELS.indexOf(level));
    fc.assert(
      fc.property(numbers, (own) => {
        expect(rank(levelOf({ ...own, findtime: own.findtime + 1 }))).toBeGreaterThanOrEqual(rank(levelOf(own)));
        const fewer = { ...own, maxretry: Math.max(1, own.maxretry - 1) };
        expect(rank(levelOf(fewer))).toBeGreaterThanOrEqual(rank(levelOf(own)));
      }),
    );
  });

  it('is the strictest level that is not stricter than the numbers', () => {
    fc.assert(
      fc.property(numbers, (own) => {
        const guesses = guessesPerDay(own) ?? Number.NaN;
        const within = LEVELS.filter((level) => guesses <= (guessesPerDay(LEVEL_NUMBERS[level]) ?? Number.NaN));
        expect(levelOf(own)).toBe(within.at(-1) ?? null);
      }),
    );
  });
});

describe('levels', () => {
  it('reach themselves and what is laxer', () => {
    expect(reaches('strong', 'normal')).toBe(true);
    expect(reaches('strong', 'strong')).toBe(true);
    expect(reaches('normal', 'strong')).toBe(false);
    expect(reaches(null, 'weak')).toBe(false);
  });

  it('are called as the release calls them', () => {
    expect(levelName('strong', parseRelease('2026.1.223')).key).toBe('fail2ban.level.enhanced');
    expect(levelName('strong', parseRelease('2024.1.114')).key).toBe('fail2ban.level.strong');
    expect(levelName('normal', parseRelease('2024.1.114')).key).toBe('fail2ban.level.normal');
  });

  it('are exactly met by all three numbers only', () => {
    const own = LEVEL_NUMBERS.normal;
    expect(isExactly({ ...own, maxretry: own.maxretry + 1 }, 'normal')).toBe(false);
    expect(isExactly({ ...own, findtime: own.findtime + 1 }, 'normal')).toBe(false);
    expect(isExactly({ ...own, bantime: own.bantime + 1 }, 'normal')).toBe(false);
  });

  it('keep their name where the release calls only Strong another one', () => {
    expect(levelName('normal', parseRelease('2026.1.223')).key).toBe('fail2ban.level.normal');
  });
});

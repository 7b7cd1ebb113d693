/** Numbers of bans: which are stricter, and which a request can say. */
import { describe, expect, it } from 'vitest';
import { modeFields, modeNamed, modeWord } from '../../../sites/checklist/actions/mode-fields.ts';
import { bansSooner, isStricter, numbersFor } from '../../../sites/checklist/actions/set-fail2ban-level.ts';
import { modeLine, type SecurityMode } from '../../../sites/checklist/fail2ban/modes.ts';
import { say } from '../../../sites/checklist/message.ts';
import { CLEAN, partsWith } from '../../support/facts.ts';

const WAS = { ...CLEAN.fail2ban, enabled: true, maxretry: 10, findtime: 3600, bantime: 86_400 };

describe('stricter', () => {
  it.each([
    ['the same', {}, {}, false],
    ['fewer attempts', {}, { maxretry: 9 }, true],
    ['more attempts', {}, { maxretry: 11 }, false],
    ['a longer time', {}, { findtime: 3601 }, true],
    ['a shorter time', {}, { findtime: 3599 }, false],
    ['a longer ban', {}, { bantime: 86_401 }, true],
    ['a shorter ban', {}, { bantime: 86_399 }, false],
    ['a ban that was for ever', { bantime: -1 }, { bantime: 86_400 }, false],
    ['a ban where there was none', { bantime: 0 }, { bantime: 60 }, true],
    ['any numbers where it was off', { enabled: false }, {}, true],
  ])('%s: %j, then %j: %s', (_, was, then, expected) => {
    expect(isStricter({ ...WAS, ...was }, { ...WAS, ...then })).toBe(expected);
  });

  it('is a list that exempts fewer, too', () => {
    const bans = (whitelist: string[], tidies: boolean) =>
      bansSooner(
        partsWith({
          system: { ...CLEAN.system, release: '2026.2.118' },
          fail2ban: { ...WAS, whitelist, whitelistText: whitelist.join(' ') },
        }),
        { level: null, keepsStricter: true, tidies },
      );
    expect(bans(['8.0.0.0/8'], true)).toBe(true);
    expect(bans(['8.0.0.0/8'], false)).toBe(false);
    expect(bans(['8.8.8.8'], true)).toBe(false);
  });

  it('is nothing where the numbers were not read', () => {
    const parts = partsWith({}, { fail2ban: 'forbidden' });
    expect(bansSooner(parts, { level: 'paranoid', keepsStricter: true, tidies: true })).toBe(false);
  });
});

describe('numbers that a request can say', () => {
  it.each([
    [{ maxretry: 0 }, { maxretry: 1 }],
    [{ maxretry: 100 }, { maxretry: 100 }],
    [{ maxretry: 101 }, { maxretry: 100 }],
    [{ findtime: 59 }, { findtime: 60 }],
    [{ findtime: 60 }, { findtime: 60 }],
    [{ findtime: 31_536_001 }, { findtime: 31_536_000 }],
    [{ bantime: -1 }, { bantime: 31_536_000 }],
    [{ bantime: 0 }, { bantime: 60 }],
    [{ bantime: 40_000_000 }, { bantime: 31_536_000 }],
  ])('%j: %j', (was, expected) => {
    expect(numbersFor({ maxretry: 10, findtime: 3600, bantime: 86_400, ...was }, null)).toMatchObject(expected);
  });

  it('of a level, or stricter where they were and may stay', () => {
    const strong = { maxretry: 5, findtime: 21_600, bantime: 604_800 };
    const was = { maxretry: 3, findtime: 100_000, bantime: 10 };
    expect(numbersFor(was, 'strong')).toEqual(strong);
    expect(numbersFor(was, 'strong', true)).toEqual({ maxretry: 3, findtime: 100_000, bantime: 604_800 });
    expect(numbersFor({ ...was, maxretry: 9, bantime: -1 }, 'strong', true)).toEqual({
      maxretry: 5,
      findtime: 100_000,
      bantime: 31_536_000,
    });
    // Ban nobody: nothing there is stricter.
    expect(numbersFor({ ...was, maxretry: 0 }, 'strong', true)).toEqual(strong);
    expect(numbersFor({ ...was, findtime: 0 }, 'strong', true)).toEqual(strong);
  });
});

describe('a security mode', () => {
  it('is one that there is, or said as it was', () => {
    expect(modeNamed('strict')).toBe('strict');
    expect(modeNamed('Strict')).toBeNull();
    expect(modeNamed(undefined)).toBeNull();
    expect(modeWord('strict')).toEqual(modeLine('strict'));
    expect(modeWord('odd')).toEqual(say('actions.value.text', { value: 'odd' }));
    expect(modeWord(7)).toEqual(say('actions.value.text', { value: '7' }));
  });

  it('reads the filter in all but the most relaxed', () => {
    const filter = (mode: SecurityMode) => modeFields(mode).find(({ field }) => field === 'filter')?.value;
    expect(filter('relaxed')).toEqual(say('actions.value.no'));
    expect(filter('balanced')).toEqual(say('actions.value.yes'));
    expect(modeFields('strict').map(({ field }) => field)).toEqual(['mode', 'pages', 'requests', 'block', 'filter']);
  });
});

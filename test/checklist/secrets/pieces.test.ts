/** The pieces that a secret is made of, each by itself: dates, years, runs, repeats, hardware addresses, and what they take. */
import { describe, expect, it } from 'vitest';
import { datesIn, yearsIn } from '../../../sites/checklist/secrets/dates.ts';
import { dictionaryOf, NO_DICTIONARY } from '../../../sites/checklist/secrets/dictionary.ts';
import { addressesIn } from '../../../sites/checklist/secrets/hardware.ts';
import { tokens, wholes } from '../../../sites/checklist/secrets/names.ts';
import { isRun, repeatsIn, runsIn } from '../../../sites/checklist/secrets/runs.ts';
import { millibitsOfWords, millibitsPerCharacter, strengthOf } from '../../../sites/checklist/secrets/strength.ts';
import { classOf, flat, lower, pointsOf } from '../../../sites/checklist/secrets/text.ts';

const pieces = (text: string, spans: readonly { readonly from: number; readonly to: number }[]) =>
  spans.map(({ from, to }) => text.slice(from, to));

describe('dates', () => {
  it.each([
    ['24.12.1985', ['24.12.1985']],
    ['1985-12-24', ['1985-12-24']],
    ['12/24/85', ['12/24/85']],
    ['24-12/1985', []],
    ['32.12.1985', []],
    ['31.12.1985', ['31.12.1985']],
    ['31.11.1985', []],
    ['30.11.1985', ['30.11.1985']],
    ['29.02.85', ['29.02.85']],
    ['30.02.85', []],
    ['00.12.1985', []],
    ['1.1.1900', ['1.1.1900']],
    ['1.1.1899', []],
    ['1.1.2099', ['1.1.2099']],
    ['1.1.2100', []],
    ['1.13.1985', ['1.13.1985']],
    ['13.13.1985', []],
    ['1.1.185', []],
    ['124.12.1985', []],
  ])('apart: %s: %j', (text, expected) => {
    expect(pieces(text, datesIn(text))).toEqual(expected);
  });

  it('no month has more days than it has', () => {
    const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    for (const [month, last] of days.entries()) {
      const text = (day: number) => `${day}.${month + 1}.1985`;
      expect(datesIn(text(last)), text(last)).toHaveLength(1);
      expect(datesIn(text(last + 1)), text(last + 1)).toEqual([]);
    }
  });

  it.each([
    ['24dec1985', ['24dec1985']],
    ['24dec85', ['24dec85']],
    ['4dec85', []],
    ['4 dec 85', ['4 dec 85']],
    ['december 24th 1985', ['december 24th 1985']],
    ['may 3 1985', ['may 3 1985']],
    ['may 3 85', ['may 3 85']],
    ['may385', []],
    ['32dec1985', []],
    ['31dec1985', ['31dec1985']],
    ['0dec1985', []],
    ['1dec1985', ['1dec1985']],
  ])('with the name of a month: %s: %j', (text, expected) => {
    expect([...new Set(pieces(text, datesIn(text)))]).toEqual(expected);
  });

  it.each([
    ['241285', ['241285']],
    ['851224', ['851224']],
    ['321385', []],
    // Each part in full: neither a month nor a day with a digit before it.
    ['241585', []],
    ['941285', []],
    ['24151985', []],
    ['94121985', []],
    ['19851524', []],
    ['19851294', []],
    ['24121985', ['24121985']],
    ['19851224', ['19851224']],
    ['12241985', ['12241985']],
    ['99241285', []],
    ['9924121985', ['24121985']],
    ['2412198599', ['24121985']],
    ['1241285', []],
    ['11111111', []],
    ['111111', []],
    ['24128', []],
  ])('in a row of digits: %s: %j', (text, expected) => {
    expect(pieces(text, datesIn(text))).toEqual(expected);
  });

  it('fall out of long hexadecimal secrets by chance, but at their ends with the year in full, or beside very little', () => {
    expect(datesIn('24121985abcdef0123')).toHaveLength(1);
    expect(datesIn('abcdef012324121985')).toHaveLength(1);
    expect(datesIn('abcdef24121985f012')).toEqual([]);
    expect(datesIn('aaaaaa24121985aaaa')).toHaveLength(1);
    expect(datesIn('abcd2412198577abcd').length).toBe(0);
    expect(datesIn('abcabc24121985abca')).toHaveLength(1);
    expect(datesIn('abcdabcd241285dcba')).toHaveLength(1);
    expect(datesIn('241285abcdef0f9c8b')).toEqual([]);
    // Fifteen characters, or a letter behind f: no such secret.
    expect(datesIn('abcd24121985f01')).toHaveLength(1);
    expect(datesIn('abcdeg24121985f012')).toHaveLength(1);
  });

  it('years are of this century and the last', () => {
    expect(pieces('in1899and1900or2099to2100', yearsIn('in1899and1900or2099to2100'))).toEqual(['1900', '2099']);
    expect(yearsIn('19201985')).toEqual([
      { from: 0, to: 4 },
      { from: 4, to: 8 },
    ]);
  });
});

describe('runs', () => {
  it.each([
    ['abc', true],
    ['cba', true],
    ['321', true],
    ['qwe', true],
    ['aaa', true],
    ['abab', true],
    ['xyxy', true],
    ['1qaz', true],
    ['890', true],
    ['abd', false],
    ['abca', false],
    ['acb', false],
    ['qaz1', false],
    ['ab', false],
    ['aa', true],
    ['', false],
  ])('%s is one: %j', (text, expected) => {
    expect(isRun(Array.from(text))).toBe(expected);
  });

  it('end where they end, three characters at the least, and turn around nowhere', () => {
    expect(runsIn(Array.from('xabcdx'))).toEqual([
      { end: 4, length: 3 },
      { end: 5, length: 4 },
    ]);
    expect(runsIn(Array.from('abcba'))).toEqual([
      { end: 3, length: 3 },
      { end: 5, length: 3 },
    ]);
    expect(runsIn(Array.from('aaab'))).toEqual([{ end: 3, length: 3 }]);
    expect(runsIn(Array.from('abxbc'))).toEqual([]);
  });

  it('repeat what began earlier', () => {
    expect(repeatsIn(Array.from('q7kq7k'))).toEqual([{ end: 6, length: 3 }]);
    expect(repeatsIn(Array.from('q7kxq7k'))).toEqual([{ end: 7, length: 3 }]);
    expect(repeatsIn(Array.from('q7q7'))).toEqual([]);
    expect(repeatsIn(Array.from('q7kzq7kz'))).toEqual([
      { end: 7, length: 3 },
      { end: 8, length: 4 },
    ]);
    expect(repeatsIn(Array.from('q7kq8k'))).toEqual([]);
    expect(repeatsIn(Array.from('aaaa'))).toEqual([{ end: 4, length: 3 }]);
  });
});

describe('hardware addresses', () => {
  const makers = dictionaryOf([], [], ['001565']);
  const found = (text: string, dictionary = makers) => pieces(text, addressesIn(text, dictionary));

  it.each([
    ['00:15:65:1a:2b:3c', ['00:15:65:1a:2b:3c']],
    ['00-15-65-1a-2b-3c', ['00-15-65-1a-2b-3c']],
    ['00:15-65:1a:2b:3c', []],
    ['00:15:65:1a:2b', []],
    ['f00:15:65:1a:2b:3c', []],
    ['00:15:65:1a:2b:3cf', []],
    ['x00:15:65:1a:2b:3cx', ['00:15:65:1a:2b:3c']],
    ['0015.651a.2b3c', ['0015.651a.2b3c']],
    ['0015-6510-2030', []],
    ['0015-651a-2b3c-4d5e', []],
    ['1f-0015-651a-2b3c', []],
    ['001565-1a2b3c', ['001565-1a2b3c']],
    ['001565-102030', []],
    ['001565-1a2b3c-f', []],
    ['zz001565-1a2b3c', ['001565-1a2b3c']],
  ])('spelled: %s: %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
    expect(found(text, NO_DICTIONARY)).toEqual(expected);
  });

  it.each([
    ['0015651a2b3c', ['0015651a2b3c']],
    ['0015661a2b3c', []],
    ['0015651a2b3', []],
    ['12340015651a2b3c', ['0015651a2b3c']],
    ['0015651a2b3c1234', ['0015651a2b3c']],
    ['123450015651a2b3c', []],
    ['a0015651a2b3c', []],
    ['10015651a2b3c1', []],
    ['x0015651a2b3c', ['0015651a2b3c']],
  ])('in one: %s: %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
    expect(found(text, NO_DICTIONARY)).toEqual([]);
  });
});

describe('what a character is worth', () => {
  it.each([
    ['kqzx', 26],
    ['KQZX', 26],
    ['kQzX', 52],
    ['4917', 10],
    ['k4q9', 36],
    ['a4b9', 16],
    ['A4B9', 16],
    ['a4B9', 62],
    ['abcdef', 26],
    ['k!q?', 59],
    ['ключ', 33],
    ['КЛюч', 66],
    ['k€', 59],
    ['', 1],
  ])('%j: one of %i', (text, alphabet) => {
    expect(millibitsPerCharacter(Array.from(text))).toBe(Math.round(Math.log2(alphabet) * 1000));
  });
});

describe('what a secret takes', () => {
  const WORDS = dictionaryOf(['sun', 'parol', 'office', 'phone'], ['quokka'], ['001565']);
  const each = (text: string) => millibitsPerCharacter(Array.from(text));
  const cost = (text: string) => strengthOf(pointsOf(text), WORDS).millibits;
  const patterned = (text: string) => strengthOf(pointsOf(text), WORDS).patterned;

  it.each([
    ['a common word', 'parol', 15_000],
    ['a rare one', 'quokka', 19_000],
    ['a leading capital is no choice', 'Parol', 15_000],
    ['capitals inside are', 'paRol', 19_000],
    ['three of them at most', 'pArOl', 21_000],
    ['signs read as letters are, too', 'par0l', 17_000],
    ['a date of a century', '24121985', 15_000],
    ['an address of a known maker', '0015651a2b3c', 32_000],
  ])('%s: %s', (_, text, millibits) => {
    expect(cost(text)).toBe(Math.min(millibits, each(text) * text.length));
    expect(patterned(text)).toBe(1);
  });

  it('a year is one, whatever stands around it', () => {
    expect(cost('1985')).toBe(7_000);
    expect(cost('kq1985')).toBe(7_000 + 2 * each('kq1985'));
    expect(patterned('kq1985')).toBeCloseTo(4 / 6);
  });

  it('a run or a repeat costs two characters', () => {
    expect(cost('kabcd')).toBe(3 * each('kabcd'));
    // Of five and more at least what a word takes that is drawn twice among others.
    expect(cost('kabcdefg')).toBe(each('kabcdefg') + 10_700);
    expect(cost('kABcde7!')).toBe(5 * each('kABcde7!'));
    expect(cost('q7kvq7kv')).toBe(6 * each('q7kvq7kv'));
    expect(patterned('kabcdefg')).toBeCloseTo(7 / 8);
  });

  it('a word of three letters counts where it stands alone', () => {
    expect(patterned('7sun7')).toBeCloseTo(3 / 5);
    expect(patterned('sun7')).toBeCloseTo(3 / 4);
    expect(patterned('7sun')).toBeCloseTo(3 / 4);
    expect(patterned('ksun7')).toBe(0);
    expect(patterned('7sunk')).toBe(0);
    expect(patterned('7sunж')).toBe(0);
    expect(patterned('kparolk')).toBeCloseTo(5 / 7);
  });

  it('a word takes no more than its characters do, wherever it stands', () => {
    const rare = dictionaryOf([], ['quok', 'kv']);
    expect(strengthOf(pointsOf('zjquok'), rare)).toMatchObject({ millibits: 6 * each('zjquok'), patterned: 4 / 6 });
    // Two letters are no word.
    expect(strengthOf(pointsOf('7kv7'), rare).patterned).toBe(0);
  });

  it('what stands behind a word is none of its tricks, nor is a digit that belongs to it', () => {
    expect(strengthOf(pointsOf('abc123'), dictionaryOf(['abc123'])).millibits).toBe(15_000);
    expect(cost('parolK')).toBe(15_000 + each('parolK'));
    expect(cost('parol0')).toBe(15_000 + each('parol0'));
    expect(cost('Kparol')).toBe(15_000 + each('Kparol'));
  });

  it('of two ways as cheap, the one that says more; nothing takes nothing', () => {
    expect(strengthOf([], WORDS)).toEqual({ millibits: 0, random: 0, patterned: 0 });
    expect(strengthOf(pointsOf('kqzv'), WORDS)).toEqual({ millibits: 18_800, random: 18_800, patterned: 0 });
  });

  it('is looked at up to its 128th character', () => {
    const long = 'kq7zv'.repeat(40);
    expect(strengthOf(Array.from(long), WORDS).random).toBe(128 * each(long));
  });

  it('around words, a sign that stood before and numbers are no choice of characters', () => {
    const words = (text: string) => millibitsOfWords(pointsOf(text), WORDS);
    const sign = (text: string) => each(text);
    expect(words('Office-Phone')).toBe(30_000 + sign('Office-Phone'));
    expect(words('Office-Phone-')).toBe(30_000 + sign('Office-Phone-') + 2_000);
    expect(words('Office-Phone_')).toBe(30_000 + 2 * sign('Office-Phone_'));
    expect(words('Office73')).toBe(15_000 + 2 * 3_400);
    expect(words('Office738')).toBe(15_000 + 3 * 3_400);
    expect(words('Office7')).toBe(15_000 + sign('Office7'));
  });
});

describe('names', () => {
  it('come apart into words of two and more characters, and stand as a whole, too', () => {
    expect(tokens('Anna-Maria O. von 24 Ёлка').map((one) => one.join(''))).toEqual([
      'anna',
      'maria',
      'von',
      '24',
      'ёлка',
    ]);
    expect(wholes(' Acme Tel ').map((one) => one.join(''))).toEqual(['acme tel', 'acmetel']);
    expect(wholes('a')).toEqual([]);
    expect(wholes('ab').map((one) => one.join(''))).toEqual(['ab', 'ab']);
    expect(tokens()).toEqual([]);
    expect(wholes()).toEqual([]);
    expect(tokens(`${'x'.repeat(255)}abc`)).toEqual([[...Array.from('x'.repeat(255)), 'a']]);
  });
});

describe('characters', () => {
  it.each([
    ['A', 'upper'],
    ['z', 'lower'],
    ['5', 'digit'],
    ['0', 'digit'],
    ['9', 'digit'],
    ['/', 'special'],
    [':', 'special'],
    ['Ж', 'upper'],
    ['ж', 'lower'],
    ['ß', 'lower'],
    ['ª', 'special'],
    ['٣', 'special'],
    ['字', 'special'],
    ['😀', 'special'],
  ])('%s is %s', (point, kind) => {
    expect(classOf(point)).toBe(kind);
  });

  it('are code points without combining marks, one for one', () => {
    expect(pointsOf('e\u0301😀')).toEqual(['e', '😀']);
    expect(flat(['a', '😀', 'b'])).toBe('a\ufffdb');
    expect(['Ж', 'İ', '字'].map(lower)).toEqual(['ж', 'i', '字']);
  });
});

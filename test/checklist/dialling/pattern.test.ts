import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Automaton } from '../../../sites/checklist/dialling/automaton.ts';
import { readPattern } from '../../../sites/checklist/dialling/pattern.ts';
import { runs } from '../../support/runs.ts';
import { worked } from '../../support/worked.ts';

function matches(pattern: string, rest: number | null, number: string): boolean {
  const read = readPattern(pattern, rest);
  if (!read.ok) throw new Error(`${pattern}: ${read.why}`);
  return new Automaton(read.pattern).matches(number);
}

describe("a route's pattern, as Core hands it to Asterisk", () => {
  it.each([
    // The factory's demo route: 7 or 8, then exactly ten digits.
    ['(7|8)', 10, '74952293042', true],
    ['(7|8)', 10, '7495229304', false],
    ['(7|8)', 10, '749522930421', false],
    ['(7|8)', 10, '94952293042', false],
    // -1 and an empty field: any length, also none.
    ['7925', -1, '7925', true],
    ['7925', -1, '79250000000000', true],
    ['7925', null, '79251', true],
    ['', null, '1', true],
    // 0: the whole number.
    ['112', 0, '112', true],
    ['112', 0, '1120', false],
    // * and + stand for themselves: Core escapes them.
    ['*8', -1, '*8123', true],
    ['*8', -1, '8123', false],
    ['1*', 0, '1*', true],
    ['1*', 0, '111', false],
    ['7+', 1, '7+5', true],
    ['[*#]', 2, '#12', true],
    // Sets, repetitions, any character.
    ['8[3-5]', 1, '845', true],
    ['8[3-5]', 1, '865', false],
    ['8[^0]', 1, '815', true],
    ['8[^0]', 1, '805', false],
    ['[]8]', 0, '8', true],
    ['[8-]', 0, '8', true],
    ['8{3}', 0, '888', true],
    ['8{2,}', 0, '8888', true],
    ['8{1,2}9', 0, '8889', false],
    ['8?9', 0, '9', true],
    ['(12){2}', 0, '1212', true],
    ['1.3', 0, '1#3', true],
    ['(|8)', 3, '123', true],
    // An open bracket swallows the one that Core adds: any ten digits.
    ['[8', 10, '1234567890', true],
    // A letter is no digit: 8XXX is not a template here.
    ['8XXX', -1, '8123', false],
  ] as const)('%s and %s more digits: %s → %s', (pattern, rest, number, expected) => {
    expect(matches(pattern, rest, number)).toBe(expected);
  });

  it('an alternative without parentheses splits the whole expression, the number of digits included', () => {
    expect(matches('7|8', 10, '7')).toBe(true); // ^7
    expect(matches('7|8', 10, '00881234567890')).toBe(true); // 8[0-9]{10}$ at any place
    expect(matches('7|8', 10, '0088')).toBe(false);
  });

  it.each([
    ['(8', 'malformed'],
    ['8)', 'malformed'],
    ['8]', 'malformed'],
    ['[5-3]', 'malformed'],
    ['8{3', 'malformed'],
    ['8{3,2}', 'malformed'],
    ['8{999}', 'malformed'],
    ['{3}', 'malformed'],
    ['?', 'malformed'],
    ['^{2}', 'malformed'],
    ['\\d', 'special'],
    ['8;', 'special'],
    ['8"', 'special'],
    ['8 9', 'special'],
    ['${EXTEN}', 'special'],
    ['8$', 'special'], // the digits that follow make $[…], which Asterisk replaces
    ['[[:digit:]]', 'special'],
    ['[[.1.]]', 'special'],
    ['[[=1=]]', 'special'],
    ['[*-9]', 'special'],
    ['８', 'special'],
    ['8\n', 'special'],
    ['9'.repeat(129), 'too-long'],
    ['(((1{9}){9}){9}){9}', 'too-complex'],
    ['((8{1,99}){1,99}){99}', 'too-complex'],
    // Without an upper end: as often as it must be, and once more.
    ['(1234567890){19,}', 'too-complex'],
  ])('%j is not judged: %s', (pattern, why) => {
    expect(readPattern(pattern, 10)).toEqual({ ok: false, why });
  });

  it('as large as can be judged is judged', () => {
    expect(readPattern('(1234567890){17,}', 10).ok).toBe(true);
  });

  it('a letter stands for no digit', () => {
    for (const digit of '0123456789') expect(matches('a', 0, digit), digit).toBe(false);
    expect(matches('[a0]', 0, '0')).toBe(true);
    expect(matches('[a1]', 0, '0')).toBe(false);
  });

  it('an open bracket at the very end is malformed', () => {
    expect(readPattern('[8', null)).toEqual({ ok: false, why: 'malformed' });
  });

  it('agrees with a regular expression engine on everything it reads', () => {
    const digit = fc.constantFrom(...'01789');
    const atom: fc.Arbitrary<string> = fc.oneof(
      digit,
      fc.constantFrom('.', '[0-9]', '[78]', '[^7]', '[0-37]'),
      fc.array(digit, { maxLength: 3 }).map((digits) => `(${digits.join('|')})`),
    );
    const piece = fc
      .tuple(atom, fc.constantFrom('', '', '', '?', '{2}', '{0,2}', '{1,}'))
      .map((parts) => parts.join(''));
    const pattern = fc
      .array(
        fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join('')),
        { minLength: 1, maxLength: 2 },
      )
      .map((alternatives) => alternatives.join('|'));
    const rest = fc.constantFrom(null, -1, 0, 1, 3);
    const number = fc
      .array(fc.constantFrom(...'01789'), { minLength: 1, maxLength: 8 })
      .map((digits) => digits.join(''));
    fc.assert(
      fc.property(pattern, rest, number, (text, more, dialled) => {
        const tail = more === null || more < 0 ? '' : more === 0 ? '$' : `[0-9]{${more}}$`;
        expect(matches(text, more, dialled)).toBe(new RegExp(`^${text}${tail}`).test(dialled));
      }),
      { numRuns: runs(2000) },
    );
  });

  it('never throws and never hangs on text of strangers', () => {
    const nasty = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc
        .array(fc.constantFrom('(', ')', '[', ']', '{', '}', '1', '9', ',', '|', '?', '*', '^', '$', '-', '.'), {
          maxLength: 64,
        })
        .map((all) => all.join('')),
      fc.integer({ min: 1, max: 20 }).map((deep) => `${'('.repeat(deep)}8{1,9}${'){1,9}'.repeat(deep)}`),
    );
    fc.assert(
      fc.property(nasty, fc.oneof(fc.constant(null), fc.double(), fc.integer()), (text, rest) => {
        const read = readPattern(text, rest);
        if (read.ok) new Automaton(read.pattern).matches('8'.repeat(40));
      }),
      { numRuns: runs(1000) },
    );
  });

  it.each(['(8?){40}9', '(8{0,9}){0,9}9', '((8|88)?){30}9', '(8{1,}){1,}9'])(
    '%s: what makes others backtrack takes no time',
    (text) => {
      const read = readPattern(text, -1);
      if (!read.ok) return; // refused is as good
      const automaton = new Automaton(read.pattern);
      const begin = worked();
      for (let i = 0; i < 1000; i++) automaton.matches('8'.repeat(40));
      expect(worked() - begin).toBeLessThan(1000);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { judgeFeatures } from '../../../sites/checklist/secrets/judge.ts';
import { strong } from '../../support/facts.ts';

describe('the rule on features', () => {
  it.each([
    ['meets the rule', {}, 'meets-rule', []],
    ['80 bits are not asked for', { strong: false }, 'meets-rule', []],
    ['no password', { length: 'empty', missing: ['upper', 'lower', 'digit', 'special'] }, 'guessable', ['empty']],
    ['short', { length: 'lt8', strong: false }, 'guessable', ['under-8']],
    ['under twelve', { length: '8-11', strong: false }, 'breaks-rule', ['under-12']],
    ['a word', { dictionary: true, strong: false }, 'guessable', ['dictionary']],
    ['holds the extension', { contains: ['number'], strong: false }, 'guessable', ['number']],
    ['holds the login', { contains: ['login'], strong: false }, 'guessable', ['login']],
    ['holds a name', { contains: ['name'], strong: false }, 'breaks-rule', ['name']],
    ['holds a date', { contains: ['date'], strong: false }, 'breaks-rule', ['date']],
    ['only a class is missing, 80 bits', { missing: ['special'] }, 'generated-ok', ['special']],
    ['two classes are missing, 80 bits', { missing: ['upper', 'special'] }, 'generated-ok', ['upper', 'special']],
    ['only a class is missing, fewer bits', { missing: ['special'], strong: false }, 'breaks-rule', ['special']],
    ['shared', { shared: 1 }, 'breaks-rule', ['shared']],
    [
      'generated and shared',
      { shared: 2, missing: ['special'], generated: true },
      'breaks-rule',
      ['special', 'shared'],
    ],
    [
      'generated shape proves nothing',
      { generated: true, strong: false, missing: ['special'] },
      'breaks-rule',
      ['special'],
    ],
  ] as const)('%s', (_, changes, expected, broken) => {
    const features = { ...strong, ...structuredClone(changes) };
    expect(judgeFeatures({ ...features, missing: [...features.missing], contains: [...features.contains] })).toEqual({
      class: expected,
      broken,
    });
  });

  it('says "only digits" instead of naming the classes that are missing then', () => {
    const digits = { ...strong, digitsOnly: true, missing: ['upper', 'lower', 'special'] } as const;
    expect(judgeFeatures({ ...digits, missing: [...digits.missing] }).broken).toEqual(['digits-only']);
  });
});

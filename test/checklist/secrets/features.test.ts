/** What holds for every secret, whatever it is. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { PART_SHAPES } from '../../../sites/checklist/facts/shapes.generated.ts';
import { NO_DICTIONARY, openDictionary, type Dictionary } from '../../../sites/checklist/secrets/dictionary.ts';
import { featuresOf } from '../../../sites/checklist/secrets/features.ts';
import { judgeFeatures, type SecretClass } from '../../../sites/checklist/secrets/judge.ts';
import { runs } from '../../support/runs.ts';
import { worked } from '../../support/worked.ts';

let shipped: Dictionary;
beforeAll(async () => {
  shipped = openDictionary((await import('../../../sites/checklist/data/dictionary.generated.json')).default);
});

/** Any string of UTF-16 units: pairs, halves of pairs, marks, controls. */
const anything = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0x20, max: 0x7e })), { maxLength: 80 })
  .map((units) => String.fromCharCode(...units));
const about = fc.record(
  { name: anything, number: anything, mobile: anything, login: anything, email: anything, company: anything },
  { requiredKeys: [] },
);

describe('features of any secret', () => {
  it('are made without an error and fit the contract', () => {
    fc.assert(
      fc.property(anything, about, fc.nat(), (secret, owner, shared) => {
        const features = featuresOf(secret, owner, shipped, shared);
        expect(PART_SHAPES.secrets.fits([{ owner: 'sip:201', features }])).toBe(true);
      }),
      { numRuns: runs(1500) },
    );
  });

  it('hold nothing of the secret: only words of the contract, flags and one count', () => {
    const words = new Set([
      ...['empty', 'lt8', '8-11', '12+', 'upper', 'lower', 'digit', 'special'],
      ...['name', 'number', 'login', 'company', 'date', 'hardware'],
    ]);
    const keys = ['contains', 'dictionary', 'digitsOnly', 'generated', 'length', 'missing', 'shared', 'strong'];
    fc.assert(
      fc.property(anything, about, (secret, owner) => {
        const features = featuresOf(secret, owner, shipped, 0);
        expect(Object.keys(features).sort()).toEqual(keys);
        for (const value of Object.values(features).flat()) {
          expect(typeof value === 'boolean' || value === 0 || (typeof value === 'string' && words.has(value))).toBe(
            true,
          );
        }
      }),
    );
  });

  it('hold no part of four or more characters of a secret that is not itself a word of the contract', () => {
    const unusual = fc.string({
      unit: fc.constantFrom(...Array.from('QXZ0123456789#!$')),
      minLength: 4,
      maxLength: 40,
    });
    fc.assert(
      fc.property(unusual, (secret) => {
        const said = JSON.stringify(featuresOf(secret, { name: secret, login: secret }, NO_DICTIONARY, 0));
        for (let i = 0; i + 4 <= secret.length; i++) expect(said).not.toContain(secret.slice(i, i + 4));
      }),
    );
  });

  it('do not get worse when random characters follow', () => {
    const rank: Record<SecretClass, number> = { guessable: 0, 'breaks-rule': 1, 'generated-ok': 2, 'meets-rule': 3 };
    const random = fc.string({
      unit: fc.constantFrom(...Array.from('ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789!@$%^*_-')),
      minLength: 1,
      maxLength: 20,
    });
    const classOf = (secret: string) => rank[judgeFeatures(featuresOf(secret, {}, NO_DICTIONARY, 0)).class];
    fc.assert(
      fc.property(random, random, (secret, more) => {
        expect(classOf(secret + more)).toBeGreaterThanOrEqual(classOf(secret));
      }),
      // A chance of one in a million makes a date of random characters: the seed keeps that out of every run.
      { numRuns: runs(3000), seed: 20261123 },
    );
  });

  it('are the same for the same secret', () => {
    fc.assert(
      fc.property(anything, (secret) => {
        expect(featuresOf(secret, {}, shipped, 0)).toEqual(featuresOf(secret, {}, shipped, 0));
      }),
      { numRuns: 50 },
    );
  });

  it('call what MikoPBX makes strong, whatever it made', () => {
    const base58 = fc.string({
      unit: fc.constantFrom(...Array.from('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz')),
      minLength: 20,
      maxLength: 20,
    });
    const owner = { name: 'Anna Example', number: '201', company: 'Acmetel' };
    fc.assert(
      // Unbiased: the generator of strings likes repeats, chance does not.
      fc.property(fc.noBias(base58), (secret) => {
        expect(judgeFeatures(featuresOf(secret, owner, shipped, 0)).class).toMatch(/^(generated-ok|meets-rule)$/);
      }),
      { numRuns: runs(2000), seed: 20261123 },
    );
  });

  it('do not accuse twelve random characters of being a word', () => {
    const random = fc.string({
      unit: fc.constantFrom(...Array.from('ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789!@$%^*_-')),
      minLength: 12,
      maxLength: 12,
    });
    let words = 0;
    fc.assert(
      fc.property(fc.noBias(random), (secret) => {
        if (featuresOf(secret, {}, shipped, 0).dictionary) words++;
      }),
      { numRuns: runs(3000), seed: 20261123 },
    );
    expect(words).toBeLessThanOrEqual(3);
  });

  // Among mutants the computer is busy.
  it.skipIf(process.env['RUNS'] !== undefined)('take no long time for a hostile secret', () => {
    const secret = 'password1'.repeat(100_000);
    const started = worked();
    featuresOf(secret, { name: 'x'.repeat(100_000), company: 'a b '.repeat(1_000) }, shipped, 0);
    expect(worked() - started).toBeLessThan(2_000);
  });
});

/**
 * No random password is accused of being a word, a date, an address, or of holding its owner's number: at most one of 10,000.
 * From a seed; LONG=1 makes 100,000 of each.
 */
import { describe, expect, it } from 'vitest';
import table from '../../../sites/checklist/data/dictionary.generated.json';
import { openDictionary } from '../../../sites/checklist/secrets/dictionary.ts';
import { featuresOf } from '../../../sites/checklist/secrets/features.ts';
import { judgeFeatures } from '../../../sites/checklist/secrets/judge.ts';
import { GENERATORS, seeded } from '../../support/generators.ts';

const isLong = process.env['LONG'] === '1';
const EACH = isLong ? 100_000 : 250;
const MOST = isLong ? EACH / 10_000 : 0;
/** A number of three digits is part of one in a thousand short secrets of digits and small letters: no owner there. */
const OWNER = { number: '20417', company: 'Acmetel Systems', login: '20417', email: 'support@acmetel.example' };

const dictionary = openDictionary(table);

describe.each(Object.entries(GENERATORS))('%s', (name, generate) => {
  it('are not accused', () => {
    const random = seeded(20261130);
    const accused: string[] = [];
    for (let i = 0; i < EACH; i++) {
      const secret = generate(random);
      const { dictionary: isCommon, contains } = featuresOf(secret, OWNER, dictionary, 0);
      if (isCommon || contains.length > 0) accused.push(secret);
    }
    if (isLong) console.log(`${name}: ${accused.length} of ${EACH}`, accused.slice(0, 3));
    expect(accused.length, `${name}: ${accused.join(' ')}`).toBeLessThanOrEqual(MOST);
  }, 3_600_000);
});

/** 20 characters or more are strong, whatever fell out of them. */
describe.each(Object.entries(GENERATORS).filter(([, generate]) => generate(seeded(1)).length >= 20))(
  'long ones: %s',
  (name, generate) => {
    it('are strong', () => {
      // Five words without signs take as little as 72 bits.
      if (name.startsWith('5 words')) return;
      const random = seeded(42);
      for (let i = 0; i < EACH; i++) {
        const secret = generate(random);
        expect(judgeFeatures(featuresOf(secret, OWNER, dictionary, 0)).class, secret).toMatch(
          /^(generated-ok|meets-rule)$/,
        );
      }
    }, 3_600_000);
  },
);

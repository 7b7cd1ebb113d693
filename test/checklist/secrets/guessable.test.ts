/** No password of words people use passes, in any of their languages, on either keyboard, in either script. */
import { describe, expect, it } from 'vitest';
import table from '../../../sites/checklist/data/dictionary.generated.json';
import { openDictionary } from '../../../sites/checklist/secrets/dictionary.ts';
import { featuresOf } from '../../../sites/checklist/secrets/features.ts';
import { judgeFeatures } from '../../../sites/checklist/secrets/judge.ts';
import { guessable } from '../../support/guessable.ts';

const dictionary = openDictionary(table);

describe.each(Object.entries(guessable()))('made of words: %s', (kind, passwords) => {
  it('are hundreds, and all are guessable', () => {
    expect(passwords.length).toBeGreaterThan(200);
    const missed = passwords.filter(
      (secret) => judgeFeatures(featuresOf(secret, { number: '201' }, dictionary, 0)).class !== 'guessable',
    );
    expect(missed, kind).toEqual([]);
  });
});

it.each(['Sip-Phone-2025!', 'January-2025-Sip!', 'Yanvar-2025-Sip!', 'Yealink-Pbx-2024!'])(
  'short words of telephony that stand alone: %s',
  (secret) => {
    expect(judgeFeatures(featuresOf(secret, { number: '201' }, dictionary, 0)).class).toBe('guessable');
  },
);

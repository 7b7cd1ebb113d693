/** The shared vectors: PHPUnit reads the same file, so that both implementations agree. */
import { describe, expect, it } from 'vitest';
import { dictionaryOf } from '../../../sites/checklist/secrets/dictionary.ts';
import { featuresOf, type About } from '../../../sites/checklist/secrets/features.ts';
import { judgeFeatures } from '../../../sites/checklist/secrets/judge.ts';
import vectors from '../../vectors/secret-features.json';

const dictionary = dictionaryOf(vectors.dictionary, vectors.rare, vectors.makers);

describe('shared vectors of secret features', () => {
  it.each(vectors.cases)('$why', ({ secret, about, shared, features, class: expected }) => {
    const owner: About = about;
    const found = featuresOf(secret, owner, dictionary, shared);
    expect(found).toEqual(features);
    expect(judgeFeatures(found).class).toBe(expected);
  });

  it('holds every bucket, class and kind of giving away', () => {
    const seen = (pick: (features: (typeof vectors.cases)[number]['features']) => readonly string[]) =>
      new Set(vectors.cases.flatMap(({ features }) => pick(features)));
    expect(vectors.cases.length).toBeGreaterThanOrEqual(150);
    expect(seen(({ length }) => [length])).toEqual(new Set(['empty', 'lt8', '8-11', '12+']));
    expect(seen(({ missing }) => missing)).toEqual(new Set(['upper', 'lower', 'digit', 'special']));
    expect(seen(({ contains }) => contains)).toEqual(
      new Set(['name', 'number', 'login', 'company', 'date', 'hardware']),
    );
    expect(new Set(vectors.cases.map((one) => one.class)).size).toBe(4);
    expect(new Set(vectors.cases.map(({ why }) => why)).size).toBe(vectors.cases.length);
  });
});

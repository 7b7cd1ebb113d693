/**
 * From a secret to what may be said about it. The only place of the checklist that sees secrets: in memory, for the
 * command line's reading over REST and for the hints beside a field while somebody types. Pure; never throws.
 */
import type { SecretFeatures } from '../facts/types.ts';
import { givenAway, type About } from './about.ts';
import type { Dictionary } from './dictionary.ts';
import { strengthOf, type Strength } from './strength.ts';
import { classOf, lower, pointsOf, readings, spellings, type Points } from './text.ts';

export type { About };

const STRONG = 80_000;
/**
 * A secret of which this share is words, runs, repeats and dates counts as common unless it takes so much guessing all
 * the same. Chosen so that of 100,000 random secrets of twelve characters fewer than a hundred are accused.
 */
const COMMON = [
  { share: 0.7, below: STRONG },
  { share: 0.5, below: 55_000 },
] as const;
/** What Core makes: 20 or 32 letters and digits (2026 base 58, 2024 hexadecimal). */
const GENERATED = /^(?=.*[A-Za-z])[A-Za-z0-9]{20,}$/;
/** No password is longer; what is behind is not looked at. */
const LOOKED_AT = 1024;
const CLASSES = ['upper', 'lower', 'digit', 'special'] as const;

/**
 * `sharedCount`: how many other accounts have the same secret. `dictionary`: see `Dictionary`; case, accents, leet and
 * trimmings are undone here.
 */
export function featuresOf(secret: string, about: About, dictionary: Dictionary, sharedCount: number): SecretFeatures {
  const points = pointsOf(secret.slice(0, LOOKED_AT));
  const strength = strengthOf(points, dictionary);
  const contains = givenAway(points, about);
  const common = isCommon(points, strength, dictionary);
  const strong = strength.millibits >= STRONG && !common && contains.length === 0;
  const used = new Set(points.map(classOf));
  return {
    length: bucketOf(points.length),
    missing: CLASSES.filter((name) => !used.has(name)),
    dictionary: common,
    digitsOnly: points.length > 0 && used.size === 1 && used.has('digit'),
    contains,
    shared: Math.max(0, Math.trunc(sharedCount)),
    strong,
    generated: strong && GENERATED.test(secret),
  };
}

function bucketOf(length: number): SecretFeatures['length'] {
  if (length === 0) return 'empty';
  if (length < 8) return 'lt8';
  return length < 12 ? '8-11' : '12+';
}

/** A word of the dictionary as it is; or words, runs, repeats and dates with trimmings, unless there are many of them. */
function isCommon(points: Points, strength: Strength, dictionary: Dictionary): boolean {
  const folded = points.map(lower);
  const whole = [...readings(folded), ...spellings(folded)].some((form) => dictionary.has(form.join('')));
  return whole || COMMON.some(({ share, below }) => strength.patterned >= share && strength.millibits < below);
}

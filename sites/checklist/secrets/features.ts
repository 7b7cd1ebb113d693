/**
 * From a secret to what may be said about it. The only place of the checklist that sees secrets: in memory, for the
 * command line's reading over REST and for the hints beside a field while somebody types. Pure; never throws.
 */
import type { SecretFeatures } from '../facts/types.ts';
import { givenAway, type About } from './about.ts';
import type { Dictionary } from './dictionary.ts';
import { LOOKED_AT, millibitsOfWords, strengthOf, type Strength } from './strength.ts';
import { classOf, lower, pointsOf, readings, spellings, type Points } from './text.ts';

export type { About };

const STRONG = 80_000;
/**
 * Common is what is half made of words, runs, repeats, dates and addresses, and takes hardly any guessing; or little, by the
 * share of it that is, and so much less than random characters would that chance does not explain it.
 */
const COMMON = [
  { share: 0.7, below: 70_000 }, // less than five random words
  { share: 0.5, below: 55_000 },
] as const;
const HARDLY_ANY = 28_000;
/** Saved of each character, by the share: pronounceable random ones (pwgen) save less. */
const NO_CHANCE_EACH = [
  { share: 0.85, saved: 2_250 },
  { share: 0.5, saved: 2_650 },
] as const;
const NO_CHANCE = 24_000;
/** In a long secret, words, runs and years come up by chance; in a shorter one, where they are less than half of it. */
const LONG = { whole: 20, halfRandom: 16 } as const;
/** What Core makes: 20 or 32 letters and digits (2026 base 58, 2024 hexadecimal). */
const GENERATED = /^(?=.*[A-Za-z])[A-Za-z0-9]{20,}$/;
/** No password is longer; what is behind is not looked at. */
const LONGEST = 1024;
const CLASSES = ['upper', 'lower', 'digit', 'special'] as const;

/**
 * `sharedCount`: how many other accounts have the same secret. `dictionary`: see `Dictionary`; case, accents, leet and
 * trimmings are undone here.
 */
export function featuresOf(secret: string, about: About, dictionary: Dictionary, sharedCount: number): SecretFeatures {
  const points = pointsOf(secret.slice(0, LONGEST));
  const strength = strengthOf(points, dictionary);
  const contains = givenAway(points, about, dictionary, strength);
  const common = isCommon(points, strength, dictionary);
  const strong = guessingOf(points, strength) >= STRONG && !common && contains.length === 0;
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

/** What chance explains makes it no weaker. */
function guessingOf({ length }: Points, { millibits, random, patterned }: Strength): number {
  const isLong = length >= LONG.whole || (length >= LONG.halfRandom && patterned < COMMON[1].share);
  return isLong && random - millibits < NO_CHANCE ? random : millibits;
}

/** A word of the dictionary as it is, or mostly words, runs, repeats, dates and addresses. */
function isCommon(points: Points, strength: Strength, dictionary: Dictionary): boolean {
  const folded = points.map(lower);
  const whole = [...readings(folded), ...spellings(folded)].some((form) => dictionary.rankOf(form.join('')) !== null);
  const { patterned, random } = strength;
  if (whole || patterned < COMMON[1].share) return whole;
  const millibits = millibitsOfWords(points, dictionary);
  const each = (random - millibits) / Math.min(points.length, LOOKED_AT);
  const isNoChance = NO_CHANCE_EACH.some(({ share, saved }) => patterned >= share && each >= saved);
  const isCheap = COMMON.some(({ share, below }) => patterned >= share && millibits < below);
  return millibits < HARDLY_ANY || (isNoChance && isCheap);
}

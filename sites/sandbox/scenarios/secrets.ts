/** Made-up secrets with what is to be said about them. They belong to nobody. */
import type { SecretFeatures } from '../../checklist/facts/types.ts';
import type { Secret } from '../pbx.ts';

const STRONG: SecretFeatures = {
  length: '12+',
  missing: [],
  dictionary: false,
  digitsOnly: false,
  contains: [],
  shared: 0,
  strong: true,
  generated: false,
};

/** A secret whose features are told by hand, where they differ from a strong one. */
export const secret = (value: string, features: Partial<SecretFeatures> = {}): Secret => ({
  value,
  features: { ...STRONG, ...features },
});
export const strongFeatures = STRONG;
export const noSecret: Secret = { value: '', features: null };

/** A generator that gives the same numbers for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const LOWER = 'bcdfghjkmnpqrstvwxz';
const DIGITS = '23456789';
const SPECIAL = '!@$%^*_-';

const pick = (random: () => number, letters: string) => letters.charAt(Math.floor(random() * letters.length));

/** Groups like Kbf7: no word, no date, no number longer than one digit can come up by chance. */
const group = (random: () => number) =>
  pick(random, UPPER) + pick(random, LOWER) + pick(random, LOWER) + pick(random, DIGITS);

/** 20 letters and digits, the shape that Core generates. */
export const generatedSecret = (random: () => number): Secret =>
  secret(Array.from({ length: 5 }, () => group(random)).join(''), { missing: ['special'], generated: true });

/** As the guide wants it. */
export const guideSecret = (random: () => number): Secret =>
  secret(Array.from({ length: 4 }, () => group(random) + pick(random, SPECIAL)).join(''));

/** A public key with this comment: 32 bytes that nobody has the other half of. */
export const publicKey = (random: () => number, comment: string) => ({
  type: 'ssh-ed25519',
  blob: Buffer.from(Array.from({ length: 32 }, () => Math.floor(random() * 256))).toString('base64'),
  comment,
});

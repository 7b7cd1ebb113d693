/** Random passwords as MikoPBX, password managers and command lines make them, from a seed. */
import diceware from '@zxcvbn-ts/language-common/src/diceware.json';

/** Whole numbers from 0 to below `limit`. */
export type Random = (limit: number) => number;

/** Mulberry32: always the same numbers for the same seed. */
export function seeded(seed: number): Random {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

const SMALL = 'abcdefghijklmnopqrstuvwxyz';
const CAPITAL = SMALL.toUpperCase();
const DIGITS = '0123456789';
const SIGNS = '!@#$%^&*()_+-=[]{}|;:,.<>?';
const HEX = '0123456789abcdef';
const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BASE64 = `${CAPITAL}${SMALL}${DIGITS}+/`;
const MIXED = `${CAPITAL}${SMALL}${DIGITS}`;

const of = (random: Random, set: string, length: number) =>
  Array.from({ length }, () => set.charAt(random(set.length))).join('');
const from = (set: string, length: number) => (random: Random) => of(random, set, length);

/** Bytes of openssl rand -base64. */
function base64(bytes: number): (random: Random) => string {
  const characters = Math.ceil((bytes * 8) / 6);
  return (random) => of(random, BASE64, characters).padEnd(4 * Math.ceil(bytes / 3), '=');
}

function uuid(random: Random): string {
  const [a, b, c, d, e] = [8, 4, 3, 3, 12].map((length) => of(random, HEX, length));
  return `${a}-${b}-4${c}-${of(random, '89ab', 1)}${d}-${e}`;
}

/** As Safari makes them: syllables in three groups, one capital, one digit. */
function apple(random: Random): string {
  const syllable = () =>
    of(random, 'bcdfghjkmnpqrstvwxz', 1) + of(random, 'aeiouy', 1) + of(random, 'bcdfghjkmnpqrstvwxz', 1);
  const letters = Array.from(Array.from({ length: 6 }, syllable).join(''));
  const capital = random(letters.length);
  const digit = (capital + 1 + random(letters.length - 1)) % letters.length;
  const all = letters.map((letter, at) =>
    at === capital ? letter.toUpperCase() : at === digit ? of(random, DIGITS, 1) : letter,
  );
  return [0, 6, 12].map((at) => all.slice(at, at + 6).join('')).join('-');
}

const phrase = (count: number, between: string, isCapital: boolean) => (random: Random) =>
  Array.from({ length: count }, () => {
    const word = diceware[random(diceware.length)] ?? '';
    return isCapital ? word.charAt(0).toUpperCase() + word.slice(1) : word;
  }).join(between);

export const GENERATORS: Readonly<Record<string, (random: Random) => string>> = {
  'MikoPBX 2026, base 58': from(BASE58, 20),
  'MikoPBX 2024, E and md5': (random) => `E${of(random, HEX, 32)}`,
  'MikoPBX, 16 with signs': from(`${MIXED}!@#$%^&*`, 16),
  ...Object.fromEntries([16, 20, 24, 32, 64].map((length) => [`${length} hexadecimal digits`, from(HEX, length)])),
  '32 hexadecimal digits in capitals': from(HEX.toUpperCase(), 32),
  ...Object.fromEntries(
    [8, 10, 12, 14, 16, 20, 24, 32].map((length) => [`${length} letters and digits`, from(MIXED, length)]),
  ),
  ...Object.fromEntries(
    [8, 10, 12, 16, 20, 32].map((length) => [`${length} letters, digits and signs`, from(MIXED + SIGNS, length)]),
  ),
  ...Object.fromEntries(
    [10, 12, 16].map((length) => [`${length} small letters and digits`, from(SMALL + DIGITS, length)]),
  ),
  '16 letters': from(CAPITAL + SMALL, 16),
  '16 of base 32': from(`${SMALL}234567`, 16),
  ...Object.fromEntries([9, 12, 16, 24, 32].map((bytes) => [`base64 of ${bytes} bytes`, base64(bytes)])),
  UUID: uuid,
  'Apple style': apple,
  '5 words with blanks': phrase(5, ' ', false),
  '5 words with dashes': phrase(5, '-', false),
  '5 words without anything': phrase(5, '', false),
  '5 words in capitals': phrase(5, '', true),
  '6 words': phrase(6, '', false),
};

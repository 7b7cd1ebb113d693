/**
 * Hardware addresses (MAC) of phones inside a secret: 00:15:65:1a:2b:3c, 00-15-…, 0015.651a.2b3c, 001565-1a2b3c, and, where
 * the maker is known, 0015651a2b3c, at an end of the digits, with at most a number beside it. Provisioning takes them for passwords, and every phone tells its own on its label.
 */
import type { Span } from './dates.ts';
import type { Dictionary } from './dictionary.ts';

const ALONE = ['(?<![\\da-f])', '(?![\\da-f])'] as const;
/** Parts of UUIDs and numbers look like these: nothing of the kind may go on behind the sign, and a letter is in it. */
const NO_MORE = ['(?<![\\da-f]-)(?=[\\d:.\\-]*[a-f])', '(?!-[\\da-f])'] as const;
const SPELLED = [
  ['', '[\\da-f]{2}([:\\-._ ])[\\da-f]{2}(?:\\1[\\da-f]{2}){4}', ''],
  [NO_MORE[0], '[\\da-f]{4}([:\\-.])[\\da-f]{4}\\1[\\da-f]{4}', NO_MORE[1]],
  [NO_MORE[0], '[\\da-f]{6}[:\\-.][\\da-f]{6}', NO_MORE[1]],
].map(
  ([before = '', spelled = '', behind = '']) => new RegExp(`${ALONE[0]}${before}${spelled}${ALONE[1]}${behind}`, 'g'),
);
const DIGITS = /[\da-f]{12,}/g;
/** Without signs. */
export const ADDRESS_DIGITS = 12;
const MAKER = 6;
const NUMBER = /^\d{0,4}$/;

/** `text` is lower case. */
export function addressesIn(text: string, dictionary: Dictionary): readonly Span[] {
  const spelled = SPELLED.flatMap((pattern) => [...text.matchAll(pattern)]);
  const spans = spelled.map(({ index, 0: match }) => ({ from: index, to: index + match.length }));
  for (const { index, 0: run } of text.matchAll(DIGITS)) {
    // Anywhere, long random digits would hold one by chance.
    for (const at of new Set([0, run.length - ADDRESS_DIGITS])) {
      const rest = run.slice(0, at) + run.slice(at + ADDRESS_DIGITS);
      if (!NUMBER.test(rest) || !dictionary.isMaker(run.slice(at, at + MAKER))) continue;
      spans.push({ from: index + at, to: index + at + ADDRESS_DIGITS });
    }
  }
  return spans;
}

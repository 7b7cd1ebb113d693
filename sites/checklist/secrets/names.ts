/** Names taken apart: what of them may turn up in a secret or in an auth username. All in lower case. */
import { lower, pointsOf, type Points } from './text.ts';

const SHORTEST = 2;
/** Longer names are texts; the rest of them is not looked for. */
const LOOKED_AT = 256;

/** Words and numbers of a name. */
export function tokens(text = ''): Points[] {
  return text
    .slice(0, LOOKED_AT)
    .split(/[^0-9A-Za-z\u00c0-\u1fff\u2070-\u{10ffff}]+/u)
    .map((token) => pointsOf(token).map(lower))
    .filter((token) => token.length >= SHORTEST);
}

/** A name as a whole, also without its blanks. */
export function wholes(text = ''): Points[] {
  const whole = pointsOf(text.trim().slice(0, LOOKED_AT)).map(lower);
  return [whole, whole.filter((point) => point !== ' ')].filter((token) => token.length >= SHORTEST);
}

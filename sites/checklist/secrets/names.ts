/** Names taken apart: what of them may turn up in a secret or in an auth username. All in lower case. */
import { lower, pointsOf, type Points } from './text.ts';

const SHORTEST = 2;

/** Words and numbers of a name. */
export function tokens(text = ''): Points[] {
  return text
    .split(/[\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f]+/)
    .map((token) => pointsOf(token).map(lower))
    .filter((token) => token.length >= SHORTEST);
}

/** A name as a whole, also without its blanks. */
export function wholes(text = ''): Points[] {
  const whole = pointsOf(text.trim()).map(lower);
  return [whole, whole.filter((point) => point !== ' ')].filter((token) => token.length >= SHORTEST);
}

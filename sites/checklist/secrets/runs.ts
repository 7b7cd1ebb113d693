/** Runs along the rows of keyboards and alphabets, and repeats: what is no choice of its own. */
import letters from '../data/letters.json';
import type { Points } from './text.ts';

/** The longest piece that ends there. */
export interface Found {
  readonly end: number;
  readonly length: number;
}

export const SHORTEST_RUN = 3;

/** Is all of it one run, or one piece again and again ("abc", "321", "qwe", "aaa", "abab")? */
export function isRun(folded: Points): boolean {
  const isAlong = runsIn(folded).some(({ end, length }) => end === folded.length && length === end);
  return isAlong || AGAIN.test(folded.join(''));
}

const AGAIN = /^(.+)\1+$/su;

/** Places of every character on the rows of keyboards and alphabets. */
const PLACES = new Map<string, { readonly row: number; readonly at: number }[]>();
for (const [row, line] of letters.rows.entries()) {
  for (const [at, point] of Array.from(line).entries()) {
    PLACES.set(point, [...(PLACES.get(point) ?? []), { row, at }]);
  }
}

/** Runs along a row, either way, or on the spot: where each ends and how long it is. */
export function runsIn(folded: Points): Found[] {
  const found: Found[] = [];
  let open = new Map<string, number>();
  for (let i = 1; i < folded.length; i++) {
    const next = new Map<string, number>();
    for (const { before, after } of steps(folded[i - 1] ?? '', folded[i] ?? '')) {
      const length = (open.get(before) ?? 1) + 1;
      next.set(after, length);
      if (length >= SHORTEST_RUN) found.push({ end: i + 1, length });
    }
    open = next;
  }
  return found;
}

/** The runs that two neighbouring characters may belong to: as the first knows them, and as the second does. */
function steps(a: string, b: string): { readonly before: string; readonly after: string }[] {
  if (a === b) return [{ before: 'same', after: 'same' }];
  return (PLACES.get(a) ?? []).flatMap((from) =>
    (PLACES.get(b) ?? [])
      .filter((to) => to.row === from.row && Math.abs(to.at - from.at) === 1)
      .map((to) => {
        const way = `${to.row} ${to.at - from.at}`;
        return { before: `${way} ${from.at}`, after: `${way} ${to.at}` };
      }),
  );
}

/** Repeats of something that began earlier ("abcabc"): where each ends and how long it is. */
export function repeatsIn(folded: Points): Found[] {
  const found: Found[] = [];
  let row: number[] = [];
  for (let i = 1; i < folded.length; i++) {
    const next: number[] = [];
    for (let k = 0; k < i; k++) next.push(folded[k] === folded[i] ? (row[k - 1] ?? 0) + 1 : 0);
    const longest = Math.max(0, ...next);
    if (longest >= SHORTEST_RUN) found.push({ end: i + 1, length: longest });
    row = next;
  }
  return found;
}

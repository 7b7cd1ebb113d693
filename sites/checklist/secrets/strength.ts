/**
 * How much guessing a secret takes, honestly: length × log2 of the alphabet used, but a run on the keyboard or in the
 * alphabet, a repeat of what stood before, a common word, a date and a year count for what they are. The number never
 * leaves this folder.
 *
 * In thousandths of a bit and whole numbers, so that every implementation comes to the same answer.
 */
import letters from '../data/letters.json';
import { datesIn, yearsIn, type Span } from './dates.ts';
import type { Dictionary } from './dictionary.ts';
import { classOf, flat, lower, readings, type Points } from './text.ts';

export interface Strength {
  readonly millibits: number;
  /** Share of the secret, 0 to 1, that is made of words, runs, repeats, dates and years. */
  readonly patterned: number;
}

/** The list holds some 50,000 words; a date of a century is worth as much. */
const WORD = 15_000;
const DATE = 15_000;
const YEAR = 7_000;
const SHORTEST_WORD = 4;
const LONGEST_WORD = 16;
/** A run costs as much as two characters: where it starts, and where it goes. */
const SHORTEST_RUN = 3;
const RUN = 2;
/** More is not looked at: long before, every secret is strong or hopeless. */
const LOOKED_AT = 128;

/** `perCharacter`: of the whole secret, when only a rest of it is measured. */
export function strengthOf(
  points: Points,
  dictionary: Dictionary,
  perCharacter: number = millibitsPerCharacter(points),
): Strength {
  const seen = points.slice(0, LOOKED_AT);
  const folded = seen.map(lower);
  const pieces = piecesOf(folded, dictionary, perCharacter);
  // The cheapest way to put the secret together; of two as cheap, the one that says more about it.
  const best = [{ cost: 0, covered: 0 }];
  for (let end = 1; end <= folded.length; end++) {
    const before = best[end - 1] ?? { cost: 0, covered: 0 };
    let cheapest = { cost: before.cost + perCharacter, covered: before.covered };
    for (const { from, cost } of pieces[end] ?? []) {
      const start = best[from] ?? { cost: 0, covered: 0 };
      const other = { cost: start.cost + cost, covered: start.covered + end - from };
      if (other.cost < cheapest.cost || (other.cost === cheapest.cost && other.covered > cheapest.covered)) {
        cheapest = other;
      }
    }
    best.push(cheapest);
  }
  const { cost, covered } = best[folded.length] ?? { cost: 0, covered: 0 };
  return { millibits: cost, patterned: folded.length === 0 ? 0 : covered / folded.length };
}

/** What one character is worth by the classes used. Hexadecimal secrets use sixteen characters only. */
export function millibitsPerCharacter(points: Points): number {
  return Math.round(Math.log2(Math.max(alphabetOf(points), 1)) * 1000);
}

const ALPHABETS = { lower: 26, upper: 26, digit: 10, special: 33, foreignLower: 33, foreignUpper: 33, foreign: 33 };

function alphabetOf(points: Points): number {
  const text = points.join('');
  if (/\d/.test(text) && /[a-f]/i.test(text) && /^(?:[\da-f]*|[\dA-F]*)$/.test(text)) return 16;
  return [...new Set(points.map(alphabetNameOf))].reduce((sum, name) => sum + ALPHABETS[name], 0);
}

function alphabetNameOf(point: string): keyof typeof ALPHABETS {
  const kind = classOf(point);
  if (/^[\x20-\x7e]$/.test(point)) return kind;
  return kind === 'lower' ? 'foreignLower' : kind === 'upper' ? 'foreignUpper' : 'foreign';
}

interface Piece {
  readonly from: number;
  readonly cost: number;
}
/** The longest piece that ends there. */
interface Found {
  readonly end: number;
  readonly length: number;
}

/** By the place where they end. */
function piecesOf(folded: Points, dictionary: Dictionary, perCharacter: number): readonly (readonly Piece[])[] {
  const pieces: Piece[][] = Array.from({ length: folded.length + 1 }, () => []);
  const add = (from: number, to: number, cost: number) =>
    pieces[to]?.push({ from, cost: Math.min(cost, (to - from) * perCharacter) });

  const text = flat(folded);
  for (const { from, to } of datesIn(text)) add(from, to, DATE);
  for (const { from, to } of yearsIn(text)) add(from, to, YEAR);
  for (const { end, length: longest } of [...runsIn(folded), ...repeatsIn(folded)]) {
    for (let length = SHORTEST_RUN; length <= longest; length++) add(end - length, end, RUN * perCharacter);
  }
  for (const { from, to } of wordsIn(folded, dictionary)) add(from, to, WORD);
  return pieces;
}

/** Words of the dictionary, leet and accents undone. */
function wordsIn(folded: Points, dictionary: Dictionary): Span[] {
  const found: Span[] = [];
  const plain = flat(folded);
  for (const [nth, reading] of readings(folded).entries()) {
    const text = flat(reading);
    for (let from = 0; from + SHORTEST_WORD <= text.length; from++) {
      // Where a reading says the same as the plain one, that one was asked already.
      let differs = nth === 0;
      for (let to = from + 1; to <= Math.min(from + LONGEST_WORD, text.length); to++) {
        differs ||= text[to - 1] !== plain[to - 1];
        if (differs && to - from >= SHORTEST_WORD && dictionary.has(text.slice(from, to))) found.push({ from, to });
      }
    }
  }
  return found;
}

/** Places of every character on the rows of keyboards and alphabets. */
const PLACES = new Map<string, { readonly row: number; readonly at: number }[]>();
for (const [row, line] of letters.rows.entries()) {
  for (const [at, point] of Array.from(line).entries()) {
    PLACES.set(point, [...(PLACES.get(point) ?? []), { row, at }]);
  }
}

/** Runs along a row, either way, or on the spot: where each ends and how long it is. */
function runsIn(folded: Points): Found[] {
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
function repeatsIn(folded: Points): Found[] {
  const found: Found[] = [];
  let row: number[] = [];
  for (let i = 0; i < folded.length; i++) {
    const next: number[] = [];
    for (let k = 0; k < i; k++) next.push(folded[k] === folded[i] ? (row[k - 1] ?? 0) + 1 : 0);
    const longest = Math.max(0, ...next);
    if (longest >= SHORTEST_RUN) found.push({ end: i + 1, length: longest });
    row = next;
  }
  return found;
}

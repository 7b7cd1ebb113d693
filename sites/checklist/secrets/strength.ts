/**
 * How much guessing a secret takes, honestly: length × log2 of the alphabet used, but a run on the keyboard or in the
 * alphabet, a repeat of what stood before, a common word, a date and a year count for what they are. The number never
 * leaves this folder.
 *
 * In thousandths of a bit and whole numbers, so that every implementation comes to the same answer.
 */
import { datesIn, yearsIn, type Span } from './dates.ts';
import type { Dictionary } from './dictionary.ts';
import { repeatsIn, runsIn, SHORTEST_RUN } from './runs.ts';
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

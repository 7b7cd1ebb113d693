/**
 * How much guessing a secret takes, honestly: length × log2 of the alphabet used, but a run on the keyboard or in the
 * alphabet, a repeat of what stood before, a word, a date, a year and a hardware address count for what they are. The number never
 * leaves this folder.
 *
 * In thousandths of a bit and whole numbers, so that every implementation comes to the same answer.
 */
import { datesIn, yearsIn, type Span } from './dates.ts';
import type { Dictionary, Rank } from './dictionary.ts';
import { addressesIn } from './hardware.ts';
import { repeatsIn, runsIn, SHORTEST_RUN } from './runs.ts';
import { classOf, flat, lower, readings, type CharacterClass, type Points } from './text.ts';

export interface Strength {
  readonly millibits: number;
  /** What as many random characters of these classes take. */
  readonly random: number;
  /** Share of the secret, 0 to 1, that is made of words, runs, repeats, dates, years and hardware addresses. */
  readonly patterned: number;
}

/** What a word takes: a choice of some 110,000 common ones of eleven languages, half a million rare ones. */
const WORD: Readonly<Record<Rank, number>> = { common: 15_000, rare: 19_000 };
/** Capitals and small letters mixed inside a word, and signs in place of letters, are choices, too: each of them. */
const TRICK = 2_000;
/** More of them in a word are a habit ("pArOl"). */
const MOST_TRICKS = 3;
/** A date of a century. */
const DATE = 15_000;
const YEAR = 7_000;
/** The maker is known to whoever sees the phone; 24 bits are left. */
const ADDRESS = 32_000;
const SHORTEST_WORD = 3;
/** A shorter word counts where it stands alone, between signs and digits: else every random secret holds some. */
const SHORTEST_INSIDE = 4;
const LONGEST_WORD = 16;
/** A run costs as much as two characters: where it starts, and where it goes. */
const RUN = 2;
/** A long one no less: among five words that are drawn, one may come twice. */
const LONG_RUN = { length: 5, least: 10_700 } as const;
/** Around words, a sign that stood before ("Summer-Office-Phone") is no new choice, and a number one of its digits. */
const SAME_SIGN = 2_000;
const DIGIT = 3_400;
/** More is not looked at: long before, every secret is strong or hopeless. */
export const LOOKED_AT = 128;

/** `perCharacter`: of the whole secret, when only a rest of it is measured. */
export function strengthOf(
  points: Points,
  dictionary: Dictionary,
  perCharacter: number = millibitsPerCharacter(points),
): Strength {
  const seen = points.slice(0, LOOKED_AT);
  return cheapest(seen.length, piecesOf(seen, seen.map(lower), dictionary, perCharacter), perCharacter);
}

/** What a secret takes that is mostly words: what stands between them takes less than random characters do. */
export function millibitsOfWords(points: Points, dictionary: Dictionary): number {
  const perCharacter = millibitsPerCharacter(points);
  const seen = points.slice(0, LOOKED_AT);
  const folded = seen.map(lower);
  const pieces = piecesOf(seen, folded, dictionary, perCharacter);
  const between = trimmings(flat(folded));
  const all = pieces.map((list, end) => [...list, ...between.filter((piece) => piece.end === end)]);
  return cheapest(seen.length, all, perCharacter).millibits;
}

function cheapest(length: number, pieces: readonly (readonly Piece[])[], perCharacter: number): Strength {
  // The cheapest way to put the secret together; of two as cheap, the one that says more about it.
  const best = [{ cost: 0, covered: 0 }];
  for (let end = 1; end <= length; end++) {
    const before = best[end - 1] ?? { cost: 0, covered: 0 };
    let cheapest = { cost: before.cost + perCharacter, covered: before.covered };
    for (const { from, cost, isTrimming } of pieces[end] ?? []) {
      const start = best[from] ?? { cost: 0, covered: 0 };
      const other = { cost: start.cost + cost, covered: start.covered + (isTrimming ? 0 : end - from) };
      if (other.cost < cheapest.cost || (other.cost === cheapest.cost && other.covered > cheapest.covered)) {
        cheapest = other;
      }
    }
    best.push(cheapest);
  }
  const { cost, covered } = best[length] ?? { cost: 0, covered: 0 };
  return { millibits: cost, random: length * perCharacter, patterned: length === 0 ? 0 : covered / length };
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
  /** Stands between the words. */
  readonly isTrimming?: true;
}

/** By the place where they end. `points`: as written. */
function piecesOf(
  points: Points,
  folded: Points,
  dictionary: Dictionary,
  perCharacter: number,
): readonly (readonly Piece[])[] {
  const pieces: Piece[][] = Array.from({ length: folded.length + 1 }, () => []);
  const add = (from: number, to: number, cost: number) =>
    pieces[to]?.push({ from, cost: Math.min(cost, (to - from) * perCharacter) });

  const text = flat(folded);
  for (const { from, to } of datesIn(text)) add(from, to, DATE);
  for (const { from, to } of yearsIn(text)) add(from, to, YEAR);
  for (const { from, to } of addressesIn(text, dictionary)) add(from, to, ADDRESS);
  for (const { end, length: longest } of [...runsIn(folded), ...repeatsIn(folded)]) {
    for (let length = SHORTEST_RUN; length <= longest; length++)
      add(end - length, end, costOfRun(length, perCharacter));
  }
  for (const { from, to, cost } of wordsIn(points, folded, dictionary)) add(from, to, cost);
  return pieces;
}

const costOfRun = (length: number, perCharacter: number): number =>
  length < LONG_RUN.length ? RUN * perCharacter : Math.max(RUN * perCharacter, LONG_RUN.least);

interface Word extends Span {
  readonly cost: number;
}

/** Words of the dictionary, leet and accents undone. */
function wordsIn(points: Points, folded: Points, dictionary: Dictionary): Word[] {
  const found: Word[] = [];
  const plain = flat(folded);
  for (const [nth, reading] of readings(folded).entries()) {
    const text = flat(reading);
    for (let from = 0; from + SHORTEST_WORD <= text.length; from++) {
      // Where a reading says the same as the plain one, that one was asked already.
      let differs = nth === 0;
      for (let to = from + 1; to <= Math.min(from + LONGEST_WORD, text.length); to++) {
        differs ||= text[to - 1] !== plain[to - 1];
        if (!differs || to - from < SHORTEST_WORD || (to - from < SHORTEST_INSIDE && !standsAlone(plain, from, to))) {
          continue;
        }
        const rank = dictionary.rankOf(text.slice(from, to));
        if (rank !== null) found.push({ from, to, cost: WORD[rank] + TRICK * tricksIn(points, text, from, to) });
      }
    }
  }
  return found;
}

/** Between signs, digits and the ends. Whatever is not ASCII counts as a letter. */
const standsAlone = (text: string, from: number, to: number) =>
  !LETTER.test(text.charAt(from - 1)) && !LETTER.test(text.charAt(to));
export const LETTER = /[a-z\u0080-\uffff]/;

/** How often a word changes between capitals and small letters, but for a leading capital, and signs read as letters. */
function tricksIn(points: Points, read: string, from: number, to: number): number {
  let tricks = 0;
  let first = true;
  let before: CharacterClass | null = null;
  for (let i = from; i < to; i++) {
    const kind = classOf(points[i] ?? '');
    if (kind === 'upper' || kind === 'lower') {
      if (before !== null) {
        if (kind !== before && !(first && before === 'upper')) tricks++;
        first = false;
      }
      before = kind;
    } else if (LETTER.test(read.charAt(i))) tricks++;
  }
  return Math.min(tricks, MOST_TRICKS);
}

const SIGN = /[ -/:-@[-`{-~]/;
const NUMBER = /\d{2,}/g;

/** Signs that stood before, and numbers, with the place behind each. */
function trimmings(text: string): (Piece & { readonly end: number })[] {
  const places = Array.from({ length: text.length }, (_, at) => at);
  const again = places.filter((at) => SIGN.test(text.charAt(at)) && text.indexOf(text.charAt(at)) < at);
  const signs = again.map((at) => ({ from: at, end: at + 1, cost: SAME_SIGN, isTrimming: true as const }));
  const numbers = [...text.matchAll(NUMBER)].map(({ index, 0: { length } }) => ({
    ...{ from: index, end: index + length, cost: DIGIT * length },
    isTrimming: true as const,
  }));
  return [...signs, ...numbers];
}

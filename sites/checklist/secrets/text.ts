/**
 * Characters of a secret, seen the same way by every implementation of the rule: code points, combining marks left
 * out, letters only where upper and lower case are the same in all versions of Unicode that matter (Latin, Greek,
 * Cyrillic). Everything else is a special character.
 */
import letters from '../data/letters.json';

export type CharacterClass = 'upper' | 'lower' | 'digit' | 'special';
/** One code point each. */
export type Points = readonly string[];

const COMBINING = /[\u0300-\u036f]/;
const CASED = /[a-zA-Z\u00c0-\u017f\u0370-\u03ff\u0400-\u052f\u1e00-\u1eff]/;

export function pointsOf(text: string): Points {
  return Array.from(text).filter((point) => !COMBINING.test(point));
}

export function classOf(point: string): CharacterClass {
  if (point >= '0' && point <= '9' && point.length === 1) return 'digit';
  if (!CASED.test(point)) return 'special';
  if (lower(point) !== point) return 'upper';
  return point.toUpperCase() === point ? 'special' : 'lower';
}

/** Lower case, one code point for one. */
export function lower(point: string): string {
  if (!CASED.test(point)) return point;
  const [first] = point.toLowerCase();
  return first ?? point;
}

type Table = Readonly<Record<string, string>>;
const through = (table: Table, points: Points) => points.map((point) => table[point] ?? point);
const BASE: Table = Object.fromEntries(
  Object.entries(letters.base).flatMap(([base, marked]) => Array.from(marked).map((point) => [point, base])),
);

/** One code point per point, so that a regular expression's index is a place in the points. */
export const flat = (points: Points): string => points.map((point) => (point.length === 1 ? point : '\ufffd')).join('');

/** The ways to read lower-case points letter by letter: as they are, without accents, leet undone, by the keys. */
export function readings(points: Points): readonly Points[] {
  const base = through(BASE, points);
  const leet = letters.leet.map((table) => through(table, base));
  return unique([points, base, ...leet, through(letters.shifted, through(letters.layout, points))]);
}

/**
 * The ways to write a lower-case word or name: as it is, without accents, `ü` as `ue`, Cyrillic letters in Latin
 * ones, and what an English keyboard makes of Cyrillic typing ("пароль" is `gfhjkm`).
 */
export function spellings(points: Points): readonly Points[] {
  const spelled = through(BASE, through(letters.spelled, points));
  const latin = letters.cyrillic.map((table) => through(table, points));
  const written = [points, through(BASE, points), spelled, ...latin, through(letters.layout, points)];
  return unique(written.map((form) => Array.from(form.join(''))));
}

/** Cyrillic letters that look like Latin ones, as those. */
export const letterShapes = (points: Points): Points => through(letters.shapes, points);

function unique(forms: readonly Points[]): readonly Points[] {
  return [...new Map(forms.map((form) => [form.join(''), form])).values()];
}

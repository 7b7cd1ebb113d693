/**
 * Is the text that makes auth usernames differ from extensions easy to guess? Core appends it ("prefix" as the cabinet
 * calls it): 204 + MIKO = 204MIKO. Guessable is what is put together of words that every PBX knows, the company's name,
 * rows of keys, and a number of up to four digits: SIP-, miko2024, test1, Acme24.
 */
import { letterShapes, lower, pointsOf, readings, spellings, type Points } from './text.ts';
import { tokens, wholes } from './names.ts';
import { isRun } from './runs.ts';
import { LOGIN_WORDS } from './login-words.ts';

export type SuffixFlaw =
  | 'short' // fewer than three characters
  | 'number' // digits only: what comes of it is a number, too
  | 'example' // the guide's own, which every attacker has read
  | 'common' // words around a PBX
  | 'pattern' // a row of keys
  | 'company'; // name of the company or of this PBX

const SHORTEST = 3;
const EXAMPLE = 'miko';
const DIGITS_ONLY = /^\d+$/;
/** A number behind a word is counted through; a longer one is not. */
const LONGEST_NUMBER = 4;

/** Worst first: what is told when several are found. */
const FLAWS = ['company', 'common', 'example', 'pattern', 'number'] as const;
type Part = (typeof FLAWS)[number];

/** `company`: name of the PBX. null: not guessable. */
export function suffixFlaw(suffix: string, company: string): SuffixFlaw | null {
  const points = pointsOf(suffix.trim()).map(lower);
  const text = points.join('');
  if (points.length < SHORTEST) return 'short';
  if (DIGITS_ONLY.test(text)) return 'number';
  const names = new Set(
    [...wholes(company), ...tokens(company)].flatMap(spellings).map((name) => withoutSigns(name.join(''))),
  );
  const found = new Set(writings(points).map((form) => partsOf(form, names)));
  return FLAWS.find((flaw) => found.has(flaw)) ?? null;
}

/** `name`: with which the extension of that number logs in, as its own attributes say. null: not guessable. */
export function loginFlaw(name: string, number: string, company: string): SuffixFlaw | null {
  const text = name.trim();
  // Whoever dials through numbers tries all of them, not only this extension's.
  if (DIGITS_ONLY.test(text) || text === number) return 'number';
  return suffixFlaw(number === '' ? text : text.replace(number, ''), company);
}

const withoutSigns = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '');

/** The ways to read it, also without signs; a number behind it stays one while leet is undone before it. */
function writings(points: Points): readonly string[] {
  const [, head = '', number = ''] = /^(.*?)(\d*)$/su.exec(points.join('')) ?? [];
  const forms = [letterShapes(points), ...spellings(points), ...readings(points)].map((form) => form.join(''));
  const heads = readings(pointsOf(head)).map((form) => form.join('') + number);
  return [...new Set([...forms, ...heads].flatMap((form) => [form, withoutSigns(form)]))];
}

/** The worst of the parts that make the whole of it; null where something is left. */
function partsOf(text: string, names: ReadonlySet<string>): Part | null {
  /** Of what ends there; undefined: nothing does. */
  const best: (number | undefined)[] = [FLAWS.length];
  for (let end = 1; end <= text.length; end++) {
    for (let from = 0; from < end; from++) {
      const before = best[from];
      const part = before === undefined ? null : partOf(text, from, end, names);
      if (before === undefined || part === null) continue;
      const worst = part === 'sign' ? before : Math.min(before, FLAWS.indexOf(part));
      best[end] = Math.min(best[end] ?? FLAWS.length, worst);
    }
  }
  return FLAWS[best[text.length] ?? FLAWS.length] ?? null;
}

function partOf(text: string, from: number, end: number, names: ReadonlySet<string>): Part | 'sign' | null {
  const part = text.slice(from, end);
  if (part.length === 1 && withoutSigns(part) === '') return 'sign';
  if (part === EXAMPLE) return 'example';
  // Before the company: half of all PBXs are called "PBX".
  if (LOGIN_WORDS.has(part)) return 'common';
  if (names.has(part)) return 'company';
  if (part.length >= SHORTEST && isRun(Array.from(part))) return 'pattern';
  const isWhole = !/\d/.test(text.charAt(from - 1)) && !/\d/.test(text.charAt(end));
  return DIGITS_ONLY.test(part) && isWhole && part.length <= LONGEST_NUMBER ? 'number' : null;
}

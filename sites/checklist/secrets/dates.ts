/** Dates inside a secret, in the spellings people use: 24.12.1985, 1985-12-24, 24121985, 241285, 24dec85, May 3 1985. */
import letters from '../data/letters.json';

/** Places in the text: from inclusive, to exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const MONTH = `(?:${letters.months.join('|')})`;
const SEPARATED = /(?<!\d)(\d{1,4})([.\-/_, ])(\d{1,2})\2(\d{1,4})(?!\d)/g;
const GAP = '[.\\-/_, ]';
const LONG_YEAR = '(?:19|20)\\d\\d(?!\\d)';
const SHORT_YEAR = '\\d\\d(?!\\d)';
/** The first group is the day. With a short year something has to hold it apart, or random secrets hold dates. */
const NAMED = [
  `(?<!\\d)(\\d{1,2})${GAP}{0,2}${MONTH}${GAP}{0,2}${LONG_YEAR}`,
  `(?<!\\d)(\\d{1,2})${GAP}{1,2}${MONTH}${GAP}{1,2}${SHORT_YEAR}`,
  `(?<!\\d)(\\d\\d)${MONTH}${SHORT_YEAR}`,
  `${MONTH}${GAP}{0,2}(\\d{1,2})(?:st|nd|rd|th)?${GAP}{0,2}${LONG_YEAR}`,
  `${MONTH}${GAP}{0,2}(\\d{1,2})(?:st|nd|rd|th)?${GAP}{1,2}${SHORT_YEAR}`,
].map((pattern) => new RegExp(pattern, 'g'));
const DIGITS = /\d{6,}/g;
/** So long a hexadecimal secret holds dates by chance, but at its ends hardly any. */
const MIXED = /^(?=.*[a-f])[\da-f]{16,}$/;
const FEW = 4;
const YEAR = /(?:19|20)\d\d/g;

/** `text` is lower case. */
export function datesIn(text: string): readonly Span[] {
  const separated = [...text.matchAll(SEPARATED)].filter(([, a = '', , b = '', c = '']) => isDate(a, b, c));
  const named = NAMED.flatMap((pattern) => [...text.matchAll(pattern)]).filter(([, day]) => isDay(Number(day)));
  const spans = [...separated, ...named].map(({ index, 0: match }) => ({ from: index, to: index + match.length }));
  const inRuns = [...text.matchAll(DIGITS)].flatMap(({ index, 0: run }) => datesInRun(run, index));
  const found = [...spans, ...inRuns];
  return MIXED.test(text) ? found.filter((span) => isMeant(text, span)) : found;
}

/** At an end, with the year in full; or all the rest is of a few characters. */
function isMeant(text: string, { from, to }: Span): boolean {
  const isAtEnd = from === 0 || to === text.length;
  if (isAtEnd && to - from >= 8) return true;
  return new Set(text.slice(0, from) + text.slice(to)).size <= FEW;
}

/** Years of this century and the last, each counted alone. */
export function yearsIn(text: string): readonly Span[] {
  return [...text.matchAll(YEAR)].map(({ index }) => ({ from: index, to: index + 4 }));
}

/** Eight digits anywhere in a run of digits; six only where the run is six long: else every long number holds a date. */
function datesInRun(run: string, start: number): Span[] {
  if (/^(\d)\1*$/.test(run)) return [];
  const spans: Span[] = [];
  if (run.length === 6 && isDate(run.slice(0, 2), run.slice(2, 4), run.slice(4))) {
    spans.push({ from: start, to: start + 6 });
  }
  for (let i = 0; i + 8 <= run.length; i++) {
    const eight = run.slice(i, i + 8);
    const yearLast = isDate(eight.slice(0, 2), eight.slice(2, 4), eight.slice(4));
    const yearFirst = isDate(eight.slice(0, 4), eight.slice(4, 6), eight.slice(6));
    if (yearLast || yearFirst) spans.push({ from: start + i, to: start + i + 8 });
  }
  return spans;
}

/** In one of the usual orders: day month year, month day year, year month day. A year has two or four digits. */
function isDate(a: string, b: string, c: string): boolean {
  return isDayOfYear(a, b, c) || isDayOfYear(b, a, c) || isDayOfYear(c, b, a);
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDayOfYear(day: string, month: string, year: string): boolean {
  if (day.length > 2 || month.length > 2) return false;
  const isYear = year.length === 2 || (year.length === 4 && /^(?:19|20)/.test(year));
  return isYear && Number(day) >= 1 && Number(day) <= (DAYS[Number(month) - 1] ?? 0);
}

const isDay = (day: number) => day >= 1 && day <= 31;

/**
 * What is told of many PBXs repeats itself: each line is kept once, by a short name, and every telling is a list of these
 * names. `UPDATE=1` writes it anew, for whoever means a change.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Told } from './told.ts';

/** `told`: by title and place, `-name` of a line that is gone, `+name` of one that came. */
interface Kept {
  readonly lines: Map<string, string>;
  readonly told: Map<string, Readonly<Record<string, string>>>;
}

const nameOf = (line: string) => createHash('sha256').update(line).digest('hex').slice(0, 8);
const files = new Map<string, Kept>();

/** @returns what is kept of that title, in full */
export function keptLines(file: string, title: string, now: Told): unknown {
  const kept = files.get(file) ?? contentsOf(file);
  files.set(file, kept);
  if (process.env['UPDATE'] === '1') keep(file, kept, title, now);
  const told = Object.entries(kept.told.get(title) ?? {});
  return Object.fromEntries(
    told.map(([place, names]) => [place, names === '' ? [] : names.split(' ').map((name) => inFull(kept, name))]),
  );
}

/** The mark stays before it. */
const inFull = ({ lines }: Kept, name: string): string => `${name.slice(0, 1)} ${lines.get(name.slice(1)) ?? '?'}`;

function keep(file: string, { lines, told }: Kept, title: string, now: Told): void {
  told.set(
    title,
    Object.fromEntries(
      Object.entries(now).map(([place, marked]) => [
        place,
        marked
          .map((one) => {
            const [mark, text] = [one.slice(0, 1), one.slice(2)];
            lines.set(nameOf(text), text);
            return `${mark}${nameOf(text)}`;
          })
          .join(' '),
      ]),
    ),
  );
  const used = new Set(
    [...told.values()].flatMap((places) => Object.values(places).flatMap((names) => names.split(' '))),
  );
  const needed = [...lines].filter(([name]) => used.has(`+${name}`) || used.has(`-${name}`));
  needed.sort(([, a], [, b]) => (a < b ? -1 : 1));
  const all = { lines: Object.fromEntries(needed), told: Object.fromEntries(told) };
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
}

function contentsOf(file: string): Kept {
  const all: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { lines: {}, told: {} };
  if (!isKept(all)) throw new Error(file);
  return { lines: new Map(Object.entries(all.lines)), told: new Map(Object.entries(all.told)) };
}

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');
const isKept = (
  all: unknown,
): all is {
  lines: Readonly<Record<string, string>>;
  told: Readonly<Record<string, Readonly<Record<string, string>>>>;
} =>
  typeof all === 'object' &&
  all !== null &&
  'lines' in all &&
  'told' in all &&
  isTexts(all.lines) &&
  typeof all.told === 'object' &&
  all.told !== null &&
  Object.values(all.told).every(isTexts);

/**
 * Beginnings of numbers, each with how many digits may follow, as a route can say them: few patterns of classes, groups and
 * counts, without what the form of the cabinet refuses.
 */
import type { Advised } from './advice.ts';

/** Numbers that begin with `lead` and go on with one of `sizes` digits; null: with any number of them. */
export interface Cell {
  readonly lead: string;
  readonly sizes: readonly number[] | null;
}

/** Characters that the cabinet takes in a pattern. */
const LONGEST = 64;
const ANY = '[0-9]';

/** As few as this finds; the same numbers as the cells. */
export function shapesOf(cells: readonly Cell[]): readonly Advised[] {
  const byTail = new Map<string, { readonly sizes: readonly number[] | null; readonly leads: Set<string> }>();
  for (const { lead, sizes } of cells) {
    const key = sizes === null ? '' : sizes.join();
    const known = byTail.get(key) ?? { sizes, leads: new Set<string>() };
    known.leads.add(lead);
    byTail.set(key, known);
  }
  return [...byTail.values()].flatMap(({ sizes, leads }) => {
    const families = familiesOf([...leads].sort(), sizes === null);
    return families.flatMap((family) => tailsOf(sizes).flatMap((tail) => written(family, tail)));
  });
}

interface Tail {
  readonly text: string;
  readonly rest: number;
}

/** No beginning within another one: where any number of digits follows, the longer one says nothing more. */
function familiesOf(leads: readonly string[], isOpen: boolean): readonly (readonly string[])[] {
  const shorter = (lead: string) => leads.filter((other) => other !== lead && lead.startsWith(other));
  if (isOpen) return [leads.filter((lead) => shorter(lead).length === 0)];
  const byDepth = new Map<number, string[]>();
  for (const lead of leads) {
    const depth = shorter(lead).length;
    byDepth.set(depth, [...(byDepth.get(depth) ?? []), lead]);
  }
  return [...byDepth.values()];
}

function tailsOf(sizes: readonly number[] | null): readonly Tail[] {
  if (sizes === null) return [{ text: '', rest: -1 }];
  const [first = 0, ...more] = sizes;
  if (more.length === 0) return [{ text: '', rest: first }];
  // An empty way out of several is nothing that every release reads alike.
  if (first === 0) return [{ text: '', rest: 0 }, ...tailsOf(more)];
  const count = (more.at(-1) ?? first) - first + 1;
  if (count === sizes.length && count > FEW && count <= 2 * FEW && first > 1) {
    // 1 to 4 and then 1 or 5 is 2 to 9.
    return [{ text: oneOf(upTo(FEW)) + oneOf([1, count - FEW + 1]), rest: first - 2 }];
  }
  if (sizes.length > MOST_WAYS) return [...tailsOf(sizes.slice(0, MOST_WAYS)), ...tailsOf(sizes.slice(MOST_WAYS))];
  return [{ text: oneOf(sizes.map((size) => size - first + 1)), rest: first - 1 }];
}
const FEW = 4;
const MOST_WAYS = 6;
const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);
const oneOf = (counts: readonly number[]): string => `(${counts.map(digits).join('|')})`;
const digits = (count: number): string => (count === 1 ? ANY : `${ANY}{${count}}`);

/** In as many as it takes to keep each within what the cabinet takes. */
function written(leads: readonly string[], tail: Tail): readonly Advised[] {
  const text = expressionOf(leads) + tail.text;
  // A pattern is never empty: that would be taken for one that nobody filled in.
  const isBlank = text === '';
  const [pattern, rest] = isBlank ? [ANY, Math.max(-1, tail.rest - 1)] : [text, tail.rest];
  if (isBlank && tail.rest === 0) return [];
  if (pattern.length <= LONGEST || leads.length < 2) return [{ pattern, rest }];
  const half = Math.ceil(leads.length / 2);
  return [leads.slice(0, half), leads.slice(half)].flatMap((some) => written(some, tail));
}

/** 73, 74, 83, 84 → [78][34]; none of them begins another one. */
function expressionOf(texts: readonly string[]): string {
  const [only = ''] = texts;
  if (texts.length < 2) return only;
  const byFirst = new Map<string, string[]>();
  for (const text of texts) byFirst.set(text.charAt(0), [...(byFirst.get(text.charAt(0)) ?? []), text.slice(1)]);
  const byRest = new Map<string, string[]>();
  for (const [first, rests] of byFirst) {
    const rest = first === '' ? '' : expressionOf(rests);
    byRest.set(rest, [...(byRest.get(rest) ?? []), first]);
  }
  const parts = [...byRest].map(([rest, firsts]) => classOf(firsts) + rest);
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join('|')})`;
}

/** 1, 2, 3, 5 → [1-35]. */
function classOf(chars: readonly string[]): string {
  if (chars.length === 1) return chars[0] ?? '';
  const runs: string[] = [];
  for (const char of [...chars].sort()) {
    const last = runs.at(-1);
    const isNext = last !== undefined && /\d/.test(char) && Number(char) === Number(last.at(-1)) + 1;
    if (isNext) runs[runs.length - 1] = last.charAt(0) + char;
    else runs.push(char);
  }
  const text = runs.map((run) =>
    run.length > 1 && Number(run.at(-1)) - Number(run.charAt(0)) > 1 ? `${run.charAt(0)}-${run.at(-1) ?? ''}` : run,
  );
  return `[${text.join('')}]`;
}

/** In as few routes as these patterns fit into: of a known length together, of any length together. */
export function together(shapes: readonly Advised[]): readonly Advised[] {
  const kinds = [shapes.filter(({ rest }) => rest >= 0), shapes.filter(({ rest }) => rest < 0)];
  return kinds.flatMap((alike, at) => {
    const rows: Advised[][] = [];
    for (const shape of [...alike].sort((one, other) => other.pattern.length - one.pattern.length)) {
      const row = rows.find((each) => united([...each, shape], at === 1).pattern.length <= LONGEST);
      if (row === undefined) rows.push([shape]);
      else row.push(shape);
    }
    return rows.map((row) => united(row, at === 1));
  });
}

function united(shapes: readonly Advised[], isOpen: boolean): Advised {
  const [first] = shapes;
  if (first !== undefined && shapes.length === 1) return first;
  if (isOpen) return { pattern: `(${shapes.map(({ pattern }) => pattern).join('|')})`, rest: -1 };
  const least = Math.min(...shapes.map(({ rest }) => rest));
  const parts = shapes.map(({ pattern, rest }) => pattern + (rest > least ? digits(rest - least) : ''));
  return { pattern: `(${parts.join('|')})`, rest: least };
}

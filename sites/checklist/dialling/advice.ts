/**
 * What to type so that a route lets out the numbers of the home country and nothing else: patterns made from the numbering
 * table, each of which has passed the test that routes are judged by. Free numbers are in, dear ones are not.
 */
import type { OutboundRoute } from '../facts/types.ts';
import type { Country, NumberGroup } from './countries.ts';
import { testerOf, type Tester } from './tester.ts';

/** As the route form of Core takes it; `rest`: digits after the pattern, -1: any number of them. */
export interface Advised {
  readonly pattern: string;
  readonly rest: number;
}

/** Characters that the cabinet takes in a pattern. */
const LONGEST = 64;
/** More routes than this nobody types. */
const MOST = 10;
/** Deeper than this, digits tell subscribers apart. */
const DEEPEST = 3;

/** Ambiguous beginnings that may be left out: one in so many. More would cut people off. */
const ONE_IN = 10;

/** Empty where first digits cannot tell home from abroad, as in North America. `allowed`: ids of countries that may be called. */
export function adviseRoutes(
  home: Country,
  allowed: readonly Country[],
  test: Tester = testerOf(home, new Set(allowed.map(({ id }) => id))),
): readonly Advised[] {
  const judge = (advised: Advised): Verdict => {
    const [tested] = test([routeOf(advised)]);
    if (tested?.unreadable !== null || tested.abroad !== null) return 'abroad';
    return tested.premium === null ? 'home' : 'dear';
  };
  const isWayOut = (digits: string) => home.accessCodes.some((code) => digits.startsWith(code));
  const own = patternsFor(numbersOf(home), { judge, isWayOut });
  if (own === null) return [];
  const abroad = allowed.flatMap(({ id, callingCode }) => {
    const advised = { pattern: `${home.accessCodes[0] ?? '00'}${callingCode}`, rest: -1 };
    return id !== home.id && judge(advised) === 'home' ? [advised] : [];
  });
  return [...own, ...abroad];
}

/** Where a pattern leads; it is fit to be typed if nowhere but `home`. */
type Verdict = 'home' | 'dear' | 'abroad';
interface Tools {
  judge(advised: Advised): Verdict;
  /** These digits are the way abroad, so that no number at home is lost with them. */
  isWayOut(digits: string): boolean;
}

/** Usual and free numbers by what is dialled before them. */
function numbersOf(home: Country): ReadonlyMap<string, readonly NumberGroup[]> {
  const longest = Math.max(...home.lengths);
  const groups = [...home.usual, ...home.free.filter(({ lengths }) => lengths.some((length) => length <= longest))];
  const prefix = prefixOf(home);
  return new Map([
    [prefix, groups.filter(({ whole }) => !whole)],
    ...(prefix === '' ? [] : [['', groups.filter(({ whole }) => whole)] as const]),
  ]);
}

/** One of the two begins with the other. */
const isEither = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);

/** Exactly these numbers: 110, 112 → (110|112). */
export const emergencyPattern = ({ emergency }: Country): string =>
  emergency.length === 1 ? (emergency[0] ?? '') : `(${emergency.join('|')})`;

const routeOf = ({ pattern, rest }: Advised): OutboundRoute => ({
  id: '',
  name: '',
  priority: 0,
  pattern,
  rest,
  trim: 0,
  prepend: '',
  providerId: 'any',
  providerDisabled: false,
});

/** What stands before a national number. Where calling code and prefix are one digit each, people dial both: 7 and 8. */
function prefixOf({ callingCode, nationalPrefix }: Country): string {
  const areBoth = callingCode.length === 1 && nationalPrefix.length === 1 && callingCode !== nationalPrefix;
  return areBoth ? `(${callingCode}|${nationalPrefix})` : nationalPrefix;
}

/** First digits that stay at home, and how many digits may follow. */
interface Found {
  readonly prefix: string;
  readonly leads: readonly string[];
  readonly from: number;
  readonly to: number;
}

/**
 * Patterns for all of these numbers but the dear ones; null where nobody would type so many, or where numbers at home cannot
 * be told from those abroad.
 */
function patternsFor(numbers: ReadonlyMap<string, readonly NumberGroup[]>, tools: Tools): Advised[] | null {
  const alike = new Map<string, Found>();
  let lost = 0;
  let kept = 0;
  for (const [prefix, groups] of numbers) {
    const open = deeper(groups, '');
    for (let lead = open.shift(); lead !== undefined; lead = open.shift()) {
      const one = { prefix, leads: [lead], ...behind(groups, lead) };
      const verdict = tools.judge(advise(one));
      // Any number of digits may lead abroad where so many do not.
      const exact = verdict === 'home' ? [one] : byLength(one);
      if (exact.every((each) => tools.judge(advise(each)) === 'home')) {
        for (const each of exact) {
          const key = JSON.stringify([prefix, lead.length, each.from, each.to]);
          alike.set(key, { ...each, leads: [...(alike.get(key)?.leads ?? []), lead] });
        }
        kept++;
      } else if (lead.length < DEEPEST) open.push(...deeper(groups, lead));
      else if (verdict === 'abroad' && !tools.isWayOut(prefix + lead)) lost++;
    }
  }
  const found = [...alike.values()].flatMap(split);
  return found.length > MOST || lost * ONE_IN > kept ? null : found;
}

const begins = ({ leads }: NumberGroup, text: string): boolean => leads.some((lead) => isEither(lead, text));

const deeper = (groups: readonly NumberGroup[], lead: string): string[] =>
  [...'0123456789'].map((digit) => lead + digit).filter((text) => groups.some((group) => begins(group, text)));

/** How many digits follow the first ones. */
function behind(groups: readonly NumberGroup[], lead: string): { readonly from: number; readonly to: number } {
  const lengths = groups.filter((group) => begins(group, lead)).flatMap((group) => group.lengths);
  return { from: Math.max(0, Math.min(...lengths) - lead.length), to: Math.max(...lengths) - lead.length };
}

/** One pattern, or as many as it takes to keep each within what the cabinet takes. */
function split(found: Found): Advised[] {
  const whole = advise(found);
  if (whole.pattern.length <= LONGEST || found.leads.length < 2) return [whole];
  const half = Math.ceil(found.leads.length / 2);
  return [found.leads.slice(0, half), found.leads.slice(half)].flatMap((leads) => split({ ...found, leads }));
}

/**
 * One possible number of digits is said by `rest`, a few by the pattern itself, many by any number. Without {a,b}: the form
 * takes no comma, and Core would hand it to the dial plan, where it parts arguments.
 */
function advise({ prefix, leads, from, to }: Found): Advised {
  const digits = prefix + expressionOf(leads);
  if (from === to) return { pattern: digits, rest: to };
  const count = to - from + 1;
  if (from === 0 || count > mostFrom(from)) return { pattern: digits, rest: -1 };
  if (count <= FEW) return { pattern: digits + oneOf(upTo(count)), rest: from - 1 };
  // 1 to 4 and then 1 or 5 is 2 to 9.
  return { pattern: digits + oneOf(upTo(FEW)) + oneOf([1, count - FEW + 1]), rest: from - 2 };
}
const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);
const oneOf = (counts: readonly number[]): string =>
  `(${counts.map((count) => (count === 1 ? ANY : `${ANY}{${count}}`)).join('|')})`;

/** In pieces that the pattern itself can say. */
function byLength(found: Found): readonly Found[] {
  const { from, to } = found;
  if (from === 0) return [{ ...found, to: 0 }, ...(to > 0 ? byLength({ ...found, from: 1 }) : [])];
  const last = Math.min(to, from + mostFrom(from) - 1);
  return [{ ...found, to: last }, ...(last < to ? byLength({ ...found, from: last + 1 }) : [])];
}
const ANY = '[0-9]';
const FEW = 4;
/** More of them do not fit into a pattern. */
const mostFrom = (from: number): number => (from === 1 ? FEW : 2 * FEW);

/** 81, 82, 90 → (8[12]|90). */
function expressionOf(leads: readonly string[]): string {
  const tails = new Map<string, string[]>();
  for (const lead of leads) {
    const head = lead.slice(0, -1);
    tails.set(head, [...(tails.get(head) ?? []), lead.slice(-1)]);
  }
  const heads = new Map<string, string[]>();
  for (const [head, digits] of tails) heads.set(classOf(digits), [...(heads.get(classOf(digits)) ?? []), head]);
  const parts = [...heads].map(([tail, several]) => {
    if (several.every((head) => head === '')) return tail;
    return `${several.length === 1 ? (several[0] ?? '') : expressionOf(several)}${tail}`;
  });
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join('|')})`;
}

/** 1, 2, 3, 5 → [1-35]. */
function classOf(digits: readonly string[]): string {
  if (digits.length === 1) return digits[0] ?? '';
  const runs: string[] = [];
  for (const digit of digits) {
    const last = runs.at(-1);
    if (last !== undefined && Number(digit) === Number(last.at(-1)) + 1) runs[runs.length - 1] = last.charAt(0) + digit;
    else runs.push(digit);
  }
  const text = runs.map((run) =>
    Number(run.at(-1)) - Number(run.charAt(0)) > 1 ? `${run.charAt(0)}-${run.at(-1)}` : run,
  );
  return `[${text.join('')}]`;
}

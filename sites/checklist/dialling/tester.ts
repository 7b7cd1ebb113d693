/**
 * Who can be called through the outbound routes. Source: Core's OutgoingContext of 2024.1.114 and 2026.1.223.
 *
 * - A leading + is cut, then the routes are tried in order; each whose pattern fits is dialled, until one answers or is
 *   busy. So a later (backup) route opens as much as the first one, and order closes nothing.
 * - What goes out is `prepend` and the dialled number without its first `trim` characters. If that is empty the call
 *   ends there: a route that trims everything is the only way to forbid numbers to the routes after it.
 * - A route whose provider is disabled or gone is left out.
 *
 * A number gets out through a route if somebody can dial *something* that the route turns into it; so what the route
 * trims is free, and a dialled prefix for an outside line is found without being known.
 */
import type { OutboundRoute } from '../facts/types.ts';
import {
  ANY_DIGIT,
  ANY_TYPED,
  Automaton,
  slotsOf,
  slotsOfAny,
  TWO_TO_NINE,
  type Slot,
  type State,
} from './automaton.ts';
import { COUNTRIES, fillUp, type Country } from './countries.ts';
import { readPattern, type Unreadable } from './pattern.ts';
import {
  abroad,
  COMMON_CODES,
  premium,
  readsAsHome,
  type Form,
  type Sought,
  type SoughtGroup,
  type Tree,
} from './sought.ts';

/** A number that gets out. `sent` is what the provider receives. */
export interface Example {
  readonly country: string;
  readonly dialled: string;
  readonly sent: string;
}
/** What a route lets out: one example, and the ids of every country. */
export interface Reached {
  readonly example: Example;
  readonly countries: readonly string[];
}
export interface TestedRoute {
  readonly route: OutboundRoute;
  readonly unreadable: Unreadable | null;
  readonly abroad: Reached | null;
  readonly premium: Reached | null;
}

/** Routes that can make a call at all. */
export const isLive = ({ providerDisabled, providerId }: OutboundRoute): boolean =>
  !providerDisabled && providerId !== '';

/** `home` null: not known; then only numbers with an access code or a plus are tried. */
export function testRoutes(
  routes: readonly OutboundRoute[],
  home: Country | null,
  allowed: ReadonlySet<string>,
): readonly TestedRoute[] {
  return testerOf(home, allowed)(routes);
}

export type Tester = (routes: readonly OutboundRoute[]) => readonly TestedRoute[];

/** The same for several lists of routes: what is tried is worked out once. */
export function testerOf(home: Country | null, allowed: ReadonlySet<string>): Tester {
  const numbers = { abroad: abroad(home, allowed), premium: premium(home) };
  return (routes) => {
    const known = new Map<string, TestedRoute>();
    const barriers: Line[] = [];
    return routes.filter(isLive).map((route) => {
      const key = JSON.stringify([barriers.length, route.pattern, route.rest, route.trim, route.prepend]);
      const tested = known.get(key) ?? testRoute(route, home, numbers, barriers);
      known.set(key, tested);
      return { ...tested, route };
    });
  };
}

/** A route made ready for many numbers. */
interface Line {
  readonly automaton: Automaton;
  readonly trim: number;
  readonly prepend: string;
  /** After the trimmed characters, whatever they were. */
  readonly trimmed: State;
}

/** Characters that Asterisk takes in a dialled number. */
const LONGEST_DIALLED = 79;
/** The shortest number that is sought. */
const SHORTEST = 3;

function testRoute(
  route: OutboundRoute,
  home: Country | null,
  numbers: { readonly abroad: readonly SoughtGroup[]; readonly premium: readonly SoughtGroup[] },
  barriers: Line[],
): TestedRoute {
  const read = readPattern(route.pattern, route.rest);
  if (!read.ok) return { route, unreadable: read.why, abroad: null, premium: null };
  const automaton = new Automaton(read.pattern);
  const trim = Math.min(LONGEST_DIALLED, Math.max(0, Math.trunc(route.trim) || 0));
  const prepend = route.prepend.replace(/[^0-9*#+]/g, ''); // as Core's FILTER does
  const trimmed = automaton.run(automaton.start, slotsOfAny(ANY_TYPED, trim));
  const line = { automaton, trim, prepend, trimmed };
  const before = [...barriers];
  if (prepend === '' && trim >= SHORTEST) barriers.push(line);
  const tryAll = (groups: readonly SoughtGroup[]) =>
    trim + SHORTEST > LONGEST_DIALLED ? null : search(line, home, groups, before);
  return { route, unreadable: null, abroad: tryAll(numbers.abroad), premium: tryAll(numbers.premium) };
}

/**
 * How the provider reads what the route puts in front: as part of the number where it fits home or a calling code, as a
 * line of its own (a gateway's 9) where it does not.
 */
export function readings(prepend: string, home: Country | null): string[] {
  if (prepend === '' || prepend.startsWith('+')) return [prepend];
  const own = home === null ? COMMON_CODES : [...home.accessCodes, home.callingCode, home.nationalPrefix];
  if (own.some((each) => each !== '' && prepend.startsWith(each))) return [prepend];
  return COUNTRIES.some(({ callingCode }) => prepend.startsWith(callingCode)) ? [prepend, ''] : [''];
}

function search(
  line: Line,
  home: Country | null,
  groups: readonly SoughtGroup[],
  barriers: readonly Line[],
): Reached | null {
  const found: Found = { countries: new Set(), example: null, isUsual: false };
  for (const reading of readings(line.prepend, home)) {
    for (const { forms, tree } of groups) {
      for (const form of forms) {
        const way = enter(line, reading, form, home, barriers);
        if (way !== null) walk(way, tree, way.state, found);
      }
    }
  }
  return found.example === null ? null : { example: found.example, countries: [...found.countries] };
}

interface Found {
  readonly countries: Set<string>;
  example: Example | null;
  isUsual: boolean;
}

/** `isUsual`: one of the country's examples, not made up. */
interface Through {
  readonly digits: string;
  readonly isUsual: boolean;
}

/** One form through one route, with the automaton already behind the digits they share. */
interface Way {
  readonly line: Line;
  readonly form: Form;
  readonly home: Country | null;
  readonly barriers: readonly Line[];
  /** Digits of the form that a person dials; the route gives the others. */
  readonly typed: string;
  /** Digits of the number itself that the route gives. */
  readonly given: string;
  readonly state: State;
}

function enter(line: Line, reading: string, form: Form, home: Country | null, barriers: readonly Line[]): Way | null {
  const { digits } = form;
  if (!digits.startsWith(reading) && !reading.startsWith(digits)) return null;
  const typed = digits.slice(reading.length);
  // Core cuts a plus from what is dialled: only the route can put one there, or trim what stands before it.
  if (line.trim === 0 && typed.startsWith('+')) return null;
  const state = line.automaton.run(line.trimmed, slotsOf(typed));
  return state.never ? null : { line, form, home, barriers, typed, given: reading.slice(digits.length), state };
}

/** Goes down the calling codes as far as the route lets it, and notes every country it gets to. */
function walk(way: Way, tree: Tree, state: State, found: Found): void {
  const { callingCode } = tree;
  const sizes = way.line.automaton.sizes(state);
  // Digits that the route gives are not read from the state on.
  const given = Math.max(0, way.given.length - callingCode.length);
  if ((sizes & (tree.sizes >> given)) === 0) return;
  for (const sought of tree.sought) {
    if (found.countries.has(sought.country) || (sizes & (sought.sizes >> given)) === 0) continue;
    const number = firstThrough(way, callingCode, sought, state);
    if (number === null) continue;
    found.countries.add(sought.country);
    // A number as the country gives them persuades more than one that was made up to fit.
    if (found.example !== null && (found.isUsual || !number.isUsual)) continue;
    const example = exampleOf(way, sought.country, number.digits);
    found.isUsual = example !== null && number.isUsual;
    found.example = example ?? found.example;
  }
  for (const branch of tree.branches) {
    const isGiven = callingCode.length < way.given.length;
    if (isGiven && !way.given.startsWith(branch.callingCode)) continue;
    const next = isGiven ? state : way.line.automaton.step(state, branch.slot);
    if (!next.never) walk(way, branch, next, found);
  }
}

/** The first number of a country that gets through, without the form's digits: a usual one, else a made-up one. */
function firstThrough(way: Way, callingCode: string, sought: Sought, state: State): Through | null {
  const { automaton } = way.line;
  const given = way.given.slice(callingCode.length);
  for (const { text, slots } of sought.examples) {
    if (!text.startsWith(given) || !automaton.run(state, slots, given.length).accepts) continue;
    if (counts(way, callingCode + text)) return { digits: callingCode + text, isUsual: true };
  }
  for (const { text, slots } of sought.leads) {
    if (!text.startsWith(given) && !given.startsWith(text)) continue;
    const behind = automaton.run(state, slots, given.length);
    if (behind.never) continue;
    const number = madeUp(way, callingCode, given.length > text.length ? given : text, sought, behind);
    if (number !== null) return { digits: number, isUsual: false };
  }
  return null;
}

/** A number that goes on after `beginning`, behind which the automaton is at `state`. */
function madeUp(
  way: Way,
  callingCode: string,
  beginning: string,
  { lengths, exchange }: Sought,
  state: State,
): string | null {
  const { automaton } = way.line;
  const slotAt = (place: number): Slot => (place === exchange ? TWO_TO_NINE : ANY_DIGIT);
  let now = state;
  let read = beginning.length;
  for (const length of lengths) {
    for (; read < length; read++) now = automaton.step(now, slotAt(read));
    if (now.never) return null;
    if (read !== length || !now.accepts) continue;
    const usual = callingCode + fillUp(beginning, length);
    if (readsAsHome(way.home, way.form, usual)) continue;
    const open = Array.from({ length: length - beginning.length }, (_, at) => slotAt(beginning.length + at));
    const takesUsual = open.length === 0 || automaton.run(state, slotsOf(usual.slice(-open.length))).accepts;
    const number = takesUsual ? usual : other(way, callingCode + beginning, open);
    if (number !== null && counts(way, number)) return number;
  }
  return null;
}

/** Whatever the route takes behind `beginning`. */
function other(way: Way, beginning: string, open: readonly Slot[]): string | null {
  const dialled = dial(way, [...slotsOf(beginning.slice(way.given.length)), ...open]);
  return dialled === null ? null : way.given + dialled.slice(way.line.trim + way.typed.length);
}

/** A number counts where it is abroad to the provider too, and no earlier route stops it. */
const counts = (way: Way, number: string): boolean =>
  !readsAsHome(way.home, way.form, number) && !isBarred(way, number);

/** An earlier route that trims everything ends the call. Only where nothing is trimmed is it known what is dialled. */
function isBarred({ line, barriers, typed, given }: Way, number: string): boolean {
  if (line.trim > 0 || barriers.length === 0) return false;
  const dialled = typed + number.slice(given.length);
  return barriers.some(({ automaton, trim }) => dialled.length <= trim && automaton.matches(dialled));
}

/** What a person would dial, with any characters where the route trims. */
const dial = ({ line, typed }: Way, slots: readonly Slot[]): string | null =>
  line.automaton.witness([...slotsOfAny(ANY_TYPED, line.trim), ...slotsOf(typed), ...slots]);

function exampleOf(way: Way, country: string, number: string): Example | null {
  const { line, form, given } = way;
  const dialled = dial(way, slotsOf(number.slice(given.length)));
  if (dialled === null) return null;
  const sent = line.prepend + dialled.slice(line.trim);
  // People dial +44…; Core cuts the plus.
  const bare = form.careful === 'bare' && sent === dialled;
  return { country, dialled: bare ? `+${dialled}` : dialled, sent };
}

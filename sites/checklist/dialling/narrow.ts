/**
 * A route made narrower: of the numbers that it lets out those stay that are at home, in countries that may be called, short
 * ones and those for emergencies; nothing that it did not let out before, and nothing that routes are judged for.
 *
 * It is looked for in the numbers as they are dialled through this route: beginnings that it takes as a whole stay as a whole,
 * others are followed digit by digit. Each pattern that comes out has passed the test that routes are judged by.
 */
import type { OutboundRoute } from '../facts/types.ts';
import type { Advised } from './advice.ts';
import { Automaton, slotsOf, type Sizes, type State } from './automaton.ts';
import { COUNTRIES, fillUp, type Country, type NumberGroup } from './countries.ts';
import { DIALLED, readPattern } from './pattern.ts';
import { shapesOf, together, type Cell } from './shape.ts';
import { COMMON_CODES } from './sought.ts';
import { readings, type TestedRoute, type Tester } from './tester.ts';
import { beyond } from './within.ts';

export interface Dialling {
  readonly home: Country;
  /** Ids. */
  readonly allowed: ReadonlySet<string>;
  /** A person said that calls abroad are needed: only dear numbers are closed. */
  readonly needed: boolean;
  readonly test: Tester;
  /** What a route still lets out and should not. */
  readonly isTooMuch: (tested: TestedRoute) => boolean;
}

export type CannotNarrow =
  | 'unreadable'
  /** What is cut from the front is not known. */
  | 'cut'
  /** More routes than anybody reads, or numbers at home and abroad that begin alike, as in North America. */
  | 'many'
  /** It takes nothing that could be put into few patterns, and not nothing. */
  | 'unsure';

export type Narrowed =
  | {
      readonly kind: 'narrowed';
      /** The first of them in place of what it was; `NOTHING`: it lets nothing out any more. */
      readonly patterns: readonly Advised[];
      readonly emergency: readonly string[];
      /** Numbers at home that go out no more, `?` for any digit: not to be told from others, or dialled in an unusual way. */
      readonly lost: readonly string[];
    }
  | { readonly kind: 'cannot'; readonly because: CannotNarrow };

/** Takes no number, and the form of the cabinet takes it. */
export const NOTHING: Advised = { pattern: '[0-9]{0}', rest: 0 };

const MOST_ROUTES = 10;
/** As many nobody minds. */
const FEW_ROUTES = 4;
/** Of local numbers, and of services. */
const SHORT = { from: 2, to: 7 } as const;
/** Numbers of one of a few lengths are dialled without a prefix, too. */
const FEW_LENGTHS = 3;
/** Numbers at home that may be lost: one in so many. More would cut people off. */
const ONE_IN = 20;
/** Patterns that are tried in one look. */
const MOST_TRIED = 700;
/** Beginnings of a number that a route cuts off. */
const MOST_CUT = 4;
/** How closely it is looked: ways to dial a number at home that count, and digits that are told apart; of short ones, too. */
const LOOKS = [
  { forms: 4, deepest: 4, short: 2 },
  { forms: 2, deepest: 4, short: 1 },
  { forms: 1, deepest: 3, short: 1 },
] as const;
type Look = (typeof LOOKS)[number];

export function narrow(route: OutboundRoute, dialling: Dialling): Narrowed {
  const read = readPattern(route.pattern, route.rest);
  if (!read.ok) return { kind: 'cannot', because: 'unreadable' };
  const old = new Automaton(read.pattern);
  const outside = outsideOf(old, Math.max(0, Math.trunc(route.trim) || 0));
  if (outside === null) return { kind: 'cannot', because: 'cut' };
  const finder = new Finder(route, old, dialling);
  const emergency = dialling.home.emergency.filter((number) => finder.stays(number));
  let best: Found | null = null;
  for (const look of LOOKS) {
    finder.look();
    const found = lookAt(look, finder, outside, emergency);
    if (finder.isTired || found.patterns.length > MOST_ROUTES || losesMany(finder, outside, found.patterns)) continue;
    if (best === null || found.patterns.length < best.patterns.length) best = found;
    if (best.patterns.length <= FEW_ROUTES) break;
  }
  if (best === null) return { kind: 'cannot', because: 'many' };
  const { patterns, lost } = best;
  if (patterns.length === 0) return { kind: 'narrowed', patterns: [NOTHING], emergency, lost };
  // Decided again for what is really said: each passes the test, none takes what was not taken, and emergencies stay.
  const made = automataOf(patterns);
  const isSure =
    made.length === patterns.length &&
    patterns.every((one) => finder.isFine(one)) &&
    beyond(made, [old]) === null &&
    emergency.every((number) => made.some((automaton) => automaton.matches(number)));
  return isSure ? { kind: 'narrowed', patterns, emergency, lost } : { kind: 'cannot', because: 'unsure' };
}

/** Of numbers that people have at home, as they are dialled there. */
function losesMany(finder: Finder, outside: readonly string[], patterns: readonly Advised[]): boolean {
  // What the route puts in front is no part of what is dialled.
  if (finder.route.prepend !== '') return false;
  const { home } = finder.dialling;
  const { usual, nationalPrefix } = home;
  const made = automataOf(patterns);
  const taken = [...usual, ...freeOf(home)].flatMap(({ leads, lengths, whole }) =>
    leads.flatMap((lead) =>
      lengths.flatMap((length) => {
        const number = (whole ? '' : nationalPrefix) + fillUp(lead, length);
        if (length < lead.length) return [];
        return outside.map((cut) => cut + number).filter((dialled) => finder.takes(dialled));
      }),
    ),
  );
  const lost = taken.filter((number) => !made.some((automaton) => automaton.matches(number)) && finder.stays(number));
  return lost.length * ONE_IN > taken.length;
}

/** Longer ones are those of networks. */
const freeOf = ({ free, lengths }: Country): readonly NumberGroup[] =>
  free.filter((group) => group.lengths.some((length) => length <= Math.max(...lengths)));

const automataOf = (patterns: readonly Advised[]): readonly Automaton[] =>
  patterns.flatMap(({ pattern, rest }) => {
    const read = readPattern(pattern, rest);
    return read.ok ? [new Automaton(read.pattern)] : [];
  });

interface Found {
  readonly patterns: readonly Advised[];
  readonly lost: readonly string[];
}

function lookAt(look: Look, finder: Finder, outside: readonly string[], emergency: readonly string[]): Found {
  const { dialling, route } = finder;
  const wanted = wantedBy(dialling, route.prepend, look);
  const found = outside.flatMap((cut) =>
    wanted.map((each) => finder.find(cut + each.prefix, each, each.isShort ? look.short : look.deepest)),
  );
  // Also behind what is dialled for a line outside.
  const numbers = [...emergency, ...outside.flatMap((cut) => emergency.map((number) => cut + number))];
  const exact = numbers.filter((number) => finder.stays(number)).map((number): Cell => ({ lead: number, sizes: [0] }));
  const cells = withoutDoubles([...exact, ...found.flatMap((each) => each.cells)]);
  const left = outside.flatMap((cut) => leftOut(dialling, route.prepend, look).map((number) => cut + number));
  const lost = [...left.filter((number) => finder.stays(number)), ...found.flatMap((each) => each.lost)];
  return { patterns: together(shapesOf(cells)), lost: [...new Set(lost)].sort() };
}

/** What may stand where the route cuts; null: too much of it. */
function outsideOf(old: Automaton, trim: number): readonly string[] | null {
  let all = [''];
  for (let place = 0; place < trim; place++) {
    all = all.flatMap((text) =>
      [...DIALLED.slice(0, -1)].flatMap((char) =>
        old.run(old.start, slotsOf(text + char)).never ? [] : [text + char],
      ),
    );
    if (all.length > MOST_CUT) return null;
  }
  return all;
}

/** Numbers that may be called, behind digits that are dialled before them. */
interface Wanted {
  readonly prefix: string;
  readonly groups: readonly NumberGroup[];
  /** What begins so is not meant. */
  readonly barred: readonly string[];
  readonly isShort: boolean;
  /** All that begins so is dear, or abroad: nothing is lost with it. */
  readonly closed: readonly string[];
}

const any = (lengths: readonly number[]): NumberGroup => ({ leads: [''], lengths, whole: false });
const rangeOf = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Ways to dial a number at home, the usual ones first. */
function formsOf({
  callingCode,
  nationalPrefix,
  accessCodes,
  lengths,
}: Pick<Country, 'callingCode' | 'nationalPrefix' | 'accessCodes' | 'lengths'>): readonly (readonly string[])[] {
  const isBare = nationalPrefix === '' || lengths.length <= FEW_LENGTHS;
  return [
    [nationalPrefix, `+${callingCode}`],
    [callingCode],
    isBare ? [''] : [],
    accessCodes.slice(0, 1).map((code) => code + callingCode),
  ];
}

/** As they are sent. */
function sentBy({ home, allowed, needed }: Dialling, { forms: count }: Look): readonly Wanted[] {
  const { callingCode, nationalPrefix, accessCodes, lengths } = home;
  const own = [...home.usual, ...freeOf(home), ...home.others];
  const others = COUNTRIES.filter(({ id }) => id !== home.id && allowed.has(id));
  const near = others.filter((country) => country.callingCode === callingCode);
  const inside = [...own.filter(({ whole }) => !whole), ...near.flatMap(({ usual, free }) => [...usual, ...free])];
  const strange = COUNTRIES.filter(
    (each) => each.callingCode === callingCode && each.id !== home.id && !allowed.has(each.id),
  );
  const closed = [...home.dear, ...strange.flatMap(({ usual, dear }) => [...usual, ...dear])].flatMap(
    ({ leads }) => leads,
  );
  const forms = formsOf({ callingCode, nationalPrefix, accessCodes, lengths }).slice(0, count).flat();
  const codes = [...accessCodes, ...(accessCodes.includes('00') ? [] : ['00'])];
  // No number at home begins like the way abroad.
  const waysOut = (prefix: string) =>
    codes.flatMap((code) => (code !== prefix && code.startsWith(prefix) ? [code.slice(prefix.length)] : []));
  const services = rangeOf(SHORT.from, SHORT.to);
  return [
    ...[...new Set(forms)].map((prefix) => ({
      prefix,
      groups: inside,
      barred: waysOut(prefix),
      closed,
      isShort: false,
    })),
    { prefix: '', groups: own.filter(({ whole }) => whole), barred: waysOut(''), closed: [], isShort: false },
    ...others
      .filter((country) => country.callingCode !== callingCode)
      .flatMap((country) => {
        const all = [...country.usual, ...country.free, ...country.others, ...country.dear];
        const groups = [any([...new Set(all.flatMap((group) => group.lengths))].sort((a, b) => a - b))];
        return [...codes, '+', ''].map((code) => ({
          prefix: code + country.callingCode,
          groups,
          barred: [],
          closed: [],
          isShort: false,
        }));
      }),
    ...(needed
      ? [...codes, '+'].map((prefix) => ({
          prefix,
          groups: [any(rangeOf(6, 15))],
          barred: [],
          closed: [],
          isShort: false,
        }))
      : []),
    {
      prefix: '',
      groups: [any(services)],
      barred: [...codes, ...COMMON_CODES, nationalPrefix, '0'].filter((text) => text !== ''),
      closed: [],
      isShort: true,
    },
  ];
}

/** As they are dialled, where the route puts `prepend` in front. */
function wantedBy(dialling: Dialling, prepend: string, look: Look): readonly Wanted[] {
  const given = prepend.replace(/[^0-9*#+]/g, '');
  return readings(given, dialling.home).flatMap((reading) =>
    sentBy(dialling, look).flatMap((wanted): Wanted[] => {
      const { prefix, groups, closed } = wanted;
      // Short ones are dialled as they are.
      if (wanted.isShort && given !== '') return [];
      // Core cuts a plus from what is dialled.
      if (prefix.startsWith(reading)) {
        const typed = prefix.slice(reading.length);
        return typed.includes('+') ? [] : [{ ...wanted, prefix: typed }];
      }
      if (!reading.startsWith(prefix)) return [];
      const more = reading.slice(prefix.length);
      const left = closed.flatMap((text) => (text.startsWith(more) ? [text.slice(more.length)] : []));
      return [{ ...wanted, prefix: '', groups: behind(groups, more), barred: [], closed: left }];
    }),
  );
}

/** An example of each way to dial that is left out. */
const leftOut = ({ home }: Dialling, prepend: string, { forms }: Look): readonly string[] =>
  prepend === ''
    ? formsOf(home)
        .slice(forms)
        .flat()
        .map((prefix) => prefix + (home.examples[0] ?? ''))
    : [];

/** What is left of them behind digits that the route gives. */
const behind = (groups: readonly NumberGroup[], given: string): readonly NumberGroup[] =>
  groups.flatMap(({ leads, lengths, whole }) => {
    const left = leads.flatMap((lead) =>
      lead.startsWith(given) ? [lead.slice(given.length)] : given.startsWith(lead) ? [''] : [],
    );
    const sizes = lengths.map((length) => length - given.length).filter((length) => length > 0);
    return left.length === 0 || sizes.length === 0 ? [] : [{ leads: [...new Set(left)], lengths: sizes, whole }];
  });

class Finder {
  readonly route: OutboundRoute;
  readonly dialling: Dialling;
  private readonly old: Automaton;
  private readonly judged = new Map<string, boolean>();
  private most = MOST_TRIED;

  constructor(route: OutboundRoute, old: Automaton, dialling: Dialling) {
    this.route = route;
    this.old = old;
    this.dialling = dialling;
  }

  isFine({ pattern, rest }: Advised): boolean {
    const key = `${pattern} ${rest}`;
    const known = this.judged.get(key);
    if (known !== undefined) return known;
    if (this.isTired) return false;
    const [tested] = this.dialling.test([{ ...this.route, pattern, rest }]);
    const isFine = tested?.unreadable === null && !this.dialling.isTooMuch(tested);
    this.judged.set(key, isFine);
    return isFine;
  }

  /** From now on as much may be tried again. */
  look(): void {
    this.most = this.judged.size + MOST_TRIED;
  }

  /** So much was tried that nothing can be concluded. */
  get isTired(): boolean {
    return this.judged.size >= this.most;
  }

  takes(number: string): boolean {
    return this.old.matches(number);
  }

  stays(number: string): boolean {
    return this.takes(number) && this.isFine({ pattern: number, rest: 0 });
  }

  /** Beginnings of numbers that stay, behind what is dialled before them. */
  find(
    prefix: string,
    { groups, barred, closed, isShort }: Wanted,
    deepest: number,
  ): { cells: Cell[]; lost: string[] } {
    const start = this.old.run(this.old.start, slotsOf(prefix));
    const cells: Cell[] = [];
    const lost: string[] = [];
    const open = [{ here: '', state: start }];
    for (let next = open.shift(); next !== undefined && !this.isTired; next = open.shift()) {
      const { here, state } = next;
      if (barred.some((text) => here.startsWith(text))) continue;
      const some = sizesBehind(groups, here) & this.old.sizes(state);
      if (some === 0) continue;
      const isWhole = !barred.some((text) => text.startsWith(here));
      const cell = isWhole ? this.whole(prefix + here, state, some, isShort) : null;
      if (cell !== null) cells.push(cell);
      else if (here.length < deepest) {
        for (let digit = 0; digit < 10; digit++) {
          const lead = `${here}${digit}`;
          if (isMeant(groups, lead)) open.push({ here: lead, state: this.old.step(state, digit) });
        }
      } else {
        const meant = listOf(some);
        const every = this.old.everySizes(state);
        const sizes = meant.filter((size) => (every & (1 << size)) !== 0 && this.isFineFor(prefix + here, [size]));
        if (sizes.length > 0) cells.push({ lead: prefix + here, sizes });
        if (closed.some((text) => here.startsWith(text))) continue;
        const gone = meant.filter((size) => !sizes.includes(size) && this.hasOther(prefix + here, size));
        lost.push(...gone.map((size) => prefix + here + '?'.repeat(size)));
      }
    }
    return { cells, lost };
  }

  /** All that is meant, as simply as it can be said; null: not all of it may stay. */
  private whole(lead: string, state: State, some: Sizes, isShort: boolean): Cell | null {
    if ((some & ~this.old.everySizes(state)) !== 0) return null;
    const sizes = listOf(some);
    if (!isShort && sizes.length > FEW_SIZES && state.always && this.isFine({ pattern: lead, rest: -1 }))
      return { lead, sizes: null };
    return this.isFineFor(lead, sizes) ? { lead, sizes } : null;
  }

  /** Some number of these would be fine by itself. */
  private hasOther(lead: string, size: number): boolean {
    const number = fillUp(lead, lead.length + size);
    return this.stays(number);
  }

  private isFineFor(lead: string, sizes: readonly number[]): boolean {
    return shapesOf([{ lead, sizes }]).every((shape) => this.isFine(shape));
  }
}

/** More of them are said shorter as any number of digits. */
const FEW_SIZES = 4;

const listOf = (sizes: Sizes): number[] => rangeOf(0, 30).filter((size) => (sizes & (1 << size)) !== 0);

const isEither = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);

const sizesBehind = (groups: readonly NumberGroup[], lead: string): Sizes =>
  groups
    .filter(({ leads }) => leads.some((each) => isEither(each, lead)))
    .flatMap(({ lengths }) => lengths)
    .reduce((sizes, length) => (length < lead.length ? sizes : sizes | (1 << (length - lead.length))), 0);

const isMeant = (groups: readonly NumberGroup[], lead: string): boolean =>
  groups.some(({ leads }) => leads.some((each) => isEither(each, lead)));

/** What a beginning with any number of digits behind it holds already is not said twice. */
function withoutDoubles(cells: readonly Cell[]): readonly Cell[] {
  const open = cells.filter(({ sizes }) => sizes === null).map(({ lead }) => lead);
  return cells.filter(({ lead, sizes }) => sizes === null || !open.some((each) => lead.startsWith(each)));
}

/**
 * What is abroad, as a table that a dialplan can look up: beginnings of numbers, made from the numbering of the world for one
 * home country. What the table says is what `readSent` says wherever that one knows; both the dialplan and `simulate` read it.
 */
import { MAIN } from '../calls/numbers.ts';
import { COUNTRIES, PREMIUM_EVERYWHERE, type Country, type NumberGroup } from '../dialling/countries.ts';
import { COMMON_CODES } from '../dialling/sought.ts';

/**
 * `free`: at home, for emergencies, short. `premium`: dear at home, or from everywhere. `unknown`: nobody can tell. Else a
 * country, or `N881`: a calling code that is of no country.
 */
export type Place = string;
export const FREE = 'free';
export const PREMIUM = 'premium';
export const UNKNOWN = 'unknown';

/**
 * `8495/11`: numbers of 11 digits that begin with 8495. `810+8`: of 8 digits or more. Of those that fit, the longest beginning
 * decides, and of two alike the one of exactly so many digits.
 */
export type Head = string;
export interface Row {
  /** A place; `cut4.2`: what is behind four digits is looked up in `world`, else what is behind two; `bare`: all of it in `bare`. */
  readonly goes: string;
  readonly heads: readonly Head[];
}
export type Table = readonly Row[];
/** `first`: as the provider gets the number. `world`: behind a code for abroad. `bare`: without one. */
export interface PlaceTables {
  readonly first: Table;
  readonly world: Table;
  readonly bare: Table;
  /** What a route puts in front is part of the number where it begins with one of these; else it is for a gateway. */
  readonly codes: readonly string[];
}

/** Shorter ones that nobody can tell are free: within a town. */
export const SHORTEST_TOLD = 9;
const LONGEST_SHORT = 6;
const FEW_LENGTHS = 3;
/** Digits behind a calling code that a number has at least. */
const LEAST_BEHIND = 4;

const idOf = (country: string): Place => country.replace(/^\+/, 'N');
const placeOfCountry = ({ id }: Country): Place => (id === PREMIUM_EVERYWHERE ? PREMIUM : idOf(id));

class Rows {
  private readonly byHead = new Map<Head, string>();

  add(head: Head, goes: string, isStronger = false): void {
    if (isStronger || !this.byHead.has(head)) this.byHead.set(head, goes);
  }
  all(): readonly (readonly [Head, string])[] {
    return [...this.byHead];
  }
  table(): Table {
    const rows = new Map<string, Head[]>();
    for (const [head, goes] of this.byHead) {
      const heads = rows.get(goes);
      if (heads === undefined) rows.set(goes, [head]);
      else heads.push(head);
    }
    return [...rows].map(([goes, heads]) => ({ goes, heads }));
  }
}

const exact = (digits: string, length: number): Head => `${digits}/${length}`;
const atLeast = (digits: string, length: number): Head => `${digits}+${length}`;

/** Countries of the same code, as they are told apart from home. */
const near = (callingCode: string): readonly Country[] =>
  COUNTRIES.filter((country) => country.callingCode === callingCode);

/** Each group of the countries that share a code: of two as good, the one at home. */
function addNational(rows: Rows, home: Country, callingCode: string, form: string): void {
  for (const country of near(callingCode)) {
    const isHome = country.id === home.id;
    const usual = isHome ? FREE : placeOfCountry(country);
    const dear = isHome ? PREMIUM : placeOfCountry(country);
    for (const [groups, goes] of [
      [country.dear, dear],
      [country.usual, usual],
      [country.free, usual],
      [country.others, usual],
    ] as const) {
      for (const group of groups.filter(({ whole }) => !whole)) addGroup(rows, group, form, goes, isHome);
    }
  }
}

function addGroup(rows: Rows, { leads, lengths }: NumberGroup, form: string, goes: string, isStronger: boolean): void {
  for (const lead of leads) {
    for (const length of lengths) {
      if (length >= lead.length) rows.add(exact(form + lead, form.length + length), goes, isStronger);
    }
  }
}

/** Codes for abroad that are tried one after the other: another one may be the beginning of this one. */
const cuts = (...codes: readonly string[]): string => `cut${codes.map(({ length }) => length).join('.')}`;

function firstTable(home: Country): Table {
  const { nationalPrefix, lengths, callingCode, accessCodes } = home;
  const rows = new Rows();
  for (const number of home.emergency) rows.add(exact(number, number.length), FREE);
  for (const group of [...home.dearAsDialled, ...home.dear.filter(({ whole }) => whole)])
    addGroup(rows, group, '', PREMIUM, false);
  const abroad = (code: string, ...others: readonly string[]) =>
    rows.add(atLeast(code, code.length + 1 + LEAST_BEHIND), cuts(code, ...others));
  const codes = [...accessCodes, ...COMMON_CODES];
  for (const code of accessCodes) {
    const shorter = codes.filter((other) => code !== other && code.startsWith(other));
    const longer = COMMON_CODES.filter((other) => code !== other && other.startsWith(code));
    abroad(code, ...new Set([...shorter, ...longer]));
  }
  rows.add(atLeast('+', 2 + LEAST_BEHIND), cuts('+'));
  const national = nationalOf(home, callingCode, nationalPrefix, lengths);
  for (const [head, goes] of national) if (!accessCodes.some((code) => head.startsWith(code))) rows.add(head, goes);
  // Codes of other countries are taken for such where no number at home begins so.
  for (const code of COMMON_CODES.filter((each) => !accessCodes.some((own) => each.startsWith(own)))) {
    for (const [head, goes] of national) {
      const [digits = '', length] = head.split('/');
      if (code.startsWith(digits) && Number(length) >= code.length) rows.add(exact(code, Number(length)), goes);
    }
    abroad(code);
  }
  const local = Math.max(LONGEST_SHORT, Math.min(...lengths) - 1);
  for (let length = 1; length <= local; length++) rows.add(exact('', length), FREE);
  rows.add(atLeast('', Math.max(local + 1, SHORTEST_TOLD)), 'bare');
  return rows.table();
}

/** With the prefix; and without it, where lengths do not vary. */
function nationalOf(
  home: Country,
  callingCode: string,
  nationalPrefix: string,
  lengths: readonly number[],
): readonly (readonly [Head, string])[] {
  const rows = new Rows();
  if (nationalPrefix !== '') addNational(rows, home, callingCode, nationalPrefix);
  for (const group of [...home.usual, ...home.free, ...home.others].filter(({ whole }) => whole))
    addGroup(rows, group, '', FREE, false);
  const isAny = nationalPrefix === '';
  if (isAny || lengths.length <= FEW_LENGTHS) {
    const bare = new Rows();
    addNational(bare, home, callingCode, '');
    for (const [head, goes] of bare.all()) {
      if (isAny || lengths.includes(Number(head.split('/')[1]))) rows.add(head, goes);
    }
  }
  return rows.all();
}

/** Behind a code for abroad: whatever the length, by the calling code; where several share it, by their own beginnings. */
function worldTable(home: Country): Table {
  const rows = new Rows();
  const codes = new Map<string, Country>();
  for (const country of COUNTRIES) if (!codes.has(country.callingCode)) codes.set(country.callingCode, country);
  for (const [code, first] of codes) {
    const isHome = code === home.callingCode;
    if (isHome || near(code).length > 1) addNational(rows, home, code, code);
    const main = MAIN.get(code);
    const goes = isHome ? FREE : main === undefined ? placeOfCountry(first) : idOf(main);
    rows.add(atLeast(code, code.length + LEAST_BEHIND), goes);
  }
  return rows.table();
}

/** Without any code: only numbers that a country has. */
function bareTable(home: Country): Table {
  const rows = new Rows();
  for (const code of new Set(COUNTRIES.map(({ callingCode }) => callingCode))) {
    const all = near(code);
    if (code === home.callingCode || all.length > 1) {
      addNational(rows, home, code, code);
      continue;
    }
    for (const country of all) {
      const groups = [...country.usual, ...country.dear, ...country.free, ...country.others];
      const lengths = new Set(groups.filter(({ whole }) => !whole).flatMap((group) => group.lengths));
      for (const length of lengths) rows.add(exact(code, code.length + length), placeOfCountry(country));
    }
  }
  return rows.table();
}

export const placeTables = (home: Country): PlaceTables => ({
  first: firstTable(home),
  world: worldTable(home),
  bare: bareTable(home),
  codes: codesOf(home),
});

const codesOf = ({ accessCodes, nationalPrefix }: Country): readonly string[] =>
  [
    ...new Set([
      '+',
      nationalPrefix,
      ...accessCodes,
      ...COMMON_CODES,
      ...COUNTRIES.map(({ callingCode }) => callingCode),
    ]),
  ]
    .filter((code) => code !== '')
    .sort();

/** A table made ready: by beginning, what goes at which length. */
type Ready = ReadonlyMap<string, readonly (readonly [length: number, isExact: boolean, goes: string])[]>;

function ready(table: Table): Ready {
  const byDigits = new Map<string, [number, boolean, string][]>();
  for (const { goes, heads } of table) {
    for (const head of heads) {
      const [, digits = '', kind, length] = /^(\+?[0-9]*)([/+])([0-9]+)$/.exec(head) ?? [];
      const all = byDigits.get(digits) ?? [];
      all.push([Number(length), kind === '/', goes]);
      byDigits.set(digits, all);
    }
  }
  for (const all of byDigits.values()) all.sort((one, other) => Number(other[1]) - Number(one[1]));
  return byDigits;
}

function lookUp(table: Ready, number: string): string {
  for (let size = number.length; size >= 0; size--) {
    const found = table
      .get(number.slice(0, size))
      ?.find(([length, isExact]) => (isExact ? number.length === length : number.length >= length));
    if (found !== undefined) return found[2];
  }
  return UNKNOWN;
}

/** What a route puts in front, and what is left of what was dialled. */
export type PlaceOf = (put: string, rest: string) => Place;

export function placeReader(tables: PlaceTables): PlaceOf {
  const [first, world, bare] = [ready(tables.first), ready(tables.world), ready(tables.bare)];
  const told = (sent: string): Place => {
    if (!/^\+?[0-9]+$/.test(sent)) return UNKNOWN;
    const goes = lookUp(first, sent);
    if (goes === 'bare') return lookUp(bare, sent);
    if (!goes.startsWith('cut')) return goes;
    const found = goes
      .slice(3)
      .split('.')
      .map((size) => lookUp(world, sent.slice(Number(size))));
    return found.find((place) => place !== UNKNOWN) ?? UNKNOWN;
  };
  return (put, rest) => {
    const isPart = put === '' || tables.codes.some((code) => put.startsWith(code));
    const sent = isPart ? put + rest : rest;
    const whole = told(sent);
    const place = isPart && whole === UNKNOWN && put !== '' ? told(rest) : whole;
    return place === UNKNOWN && sent.length < SHORTEST_TOLD ? FREE : place;
  };
}

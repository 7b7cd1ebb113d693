/**
 * What a dialled number is: at home, abroad (to which country), dear, for an emergency. Read as the provider reads it: the
 * route over which it went cuts and adds digits first.
 */
import { Automaton } from '../dialling/automaton.ts';
import { COUNTRIES, PREMIUM_EVERYWHERE, type Country, type NumberGroup } from '../dialling/countries.ts';
import { readPattern } from '../dialling/pattern.ts';
import { COMMON_CODES } from '../dialling/sought.ts';
import type { OutboundRoute } from '../facts/types.ts';

/** `country`: id in the table of numbering; of satellites and the like `+881`. */
export type Called =
  | { readonly kind: 'home' | 'emergency' | 'short' | 'unknown'; readonly country: null }
  | { readonly kind: 'abroad'; readonly country: string }
  /** Premium, shared cost, directory; null: not of one country. */
  | { readonly kind: 'premium'; readonly country: string | null };
export type CalledKind = Called['kind'];

/** `provider`: of the route; digits of a number that only begins are filled up with `?`. */
export type ReadNumber = (dialled: string, provider: string) => Called;

/** A route made ready. */
export interface Way {
  readonly provider: string;
  readonly automaton: Automaton;
  readonly pattern: string;
  readonly trim: number;
  readonly prepend: string;
}

/** Longer ones nobody calls by accident. */
const LONGEST_SHORT = 6;
const SHORTEST_ABROAD = 9;
/** National numbers of few lengths are dialled without a prefix, too. */
const FEW_LENGTHS = 3;
/** For codes of several countries, where no group tells which. */
export const MAIN = new Map([
  ['1', 'US'],
  ['7', 'RU'],
  ['44', 'GB'],
]);
const FILLED = '2345678923456789';

const BY_CODE: ReadonlyMap<string, readonly Country[]> = COUNTRIES.reduce(
  (codes, country) => codes.set(country.callingCode, [...(codes.get(country.callingCode) ?? []), country]),
  new Map<string, readonly Country[]>(),
);

const HOME: Called = { kind: 'home', country: null };
const SHORT: Called = { kind: 'short', country: null };
const UNKNOWN: Called = { kind: 'unknown', country: null };
const EMERGENCY: Called = { kind: 'emergency', country: null };

/** Routes that can be read, in their order; also those of providers that are off now. */
export function waysOf(routes: readonly OutboundRoute[]): readonly Way[] {
  return routes.flatMap(({ providerId, pattern, rest, trim, prepend }) => {
    const read = readPattern(pattern, rest);
    if (!read.ok) return [];
    return [
      {
        provider: providerId,
        automaton: new Automaton(read.pattern),
        pattern,
        trim: Math.max(0, Math.trunc(trim) || 0),
        prepend: prepend.replace(/[^0-9*#+]/g, ''),
      },
    ];
  });
}

export function numberReader(home: Country | null, ways: readonly Way[]): ReadNumber {
  const known = new Map<string, Called>();
  return (dialled, provider) => {
    const key = `${provider} ${dialled}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const called = readAs(fill(dialled.replace(/^\+/, '')), provider, home, ways);
    known.set(key, called);
    return called;
  };
}

/** 8105255???? → 81052552345. */
const fill = (dialled: string): string => dialled.replace(/\?+$/, (open) => FILLED.slice(0, open.length));

function readAs(dialled: string, provider: string, home: Country | null, ways: readonly Way[]): Called {
  if (!/^[0-9*#]+$/.test(dialled)) return UNKNOWN;
  if (home?.emergency.includes(dialled) === true) return EMERGENCY;
  const way = ways.find((each) => each.provider === provider && each.automaton.matches(dialled));
  if (way === undefined) return readSent(dialled, home);
  const rest = dialled.slice(way.trim);
  const called = readSent(way.prepend + rest, home);
  // What a route puts in front may be for a gateway, and no part of the number.
  return called.kind === 'unknown' && way.prepend !== '' ? readSent(rest, home) : called;
}

/** As the provider gets it. */
export function readSent(sent: string, home: Country | null): Called {
  if (sent.startsWith('+')) return abroad(sent.slice(1), home) ?? UNKNOWN;
  if (!/^\d+$/.test(sent)) return UNKNOWN;
  if (home === null) return afterCode(sent, COMMON_CODES, null) ?? (sent.length <= LONGEST_SHORT ? SHORT : UNKNOWN);
  if (home.emergency.includes(sent)) return EMERGENCY;
  if (isAmong([...home.dearAsDialled, ...home.dear.filter(({ whole }) => whole)], sent)) {
    return { kind: 'premium', country: home.id };
  }
  return (
    afterCode(sent, home.accessCodes, home) ??
    national(sent, home) ??
    bare(sent, home) ??
    afterCode(sent, COMMON_CODES, home) ??
    (sent.length <= LONGEST_SHORT ? SHORT : isLocal(sent, home) ? HOME : UNKNOWN)
  );
}

function afterCode(sent: string, codes: readonly string[], home: Country | null): Called | null {
  for (const code of [...codes].sort((a, b) => b.length - a.length)) {
    const called = sent.startsWith(code) ? abroad(sent.slice(code.length), home) : null;
    if (called !== null) return called;
  }
  return null;
}

/** With the national prefix, or without one where numbers are dialled so. */
function national(sent: string, home: Country): Called | null {
  const { nationalPrefix, lengths } = home;
  if (nationalPrefix !== '' && sent.startsWith(nationalPrefix)) {
    const called = within(sent.slice(nationalPrefix.length), home, home);
    if (called !== null) return called;
  }
  if (
    isAmong(
      [...home.usual, ...home.free, ...home.others].filter(({ whole }) => whole),
      sent,
    )
  )
    return HOME;
  const isDialledSo = nationalPrefix === '' || (lengths.length <= FEW_LENGTHS && lengths.includes(sent.length));
  return isDialledSo ? within(sent, home, home) : null;
}

/** The number abroad or at home without anything in front: what Core makes of a dialled +44…. */
function bare(sent: string, home: Country): Called | null {
  return sent.length >= SHORTEST_ABROAD && !isLocal(sent, home) ? abroad(sent, home, true) : null;
}

/** Shorter than numbers of the country: within the town. */
const isLocal = (sent: string, { lengths }: Country): boolean => sent.length < Math.min(...lengths);

/** `digits` begin with a calling code. `isStrict`: only numbers that the country has. */
function abroad(digits: string, home: Country | null, isStrict = false): Called | null {
  for (const size of [3, 2, 1]) {
    const code = digits.slice(0, size);
    const first = BY_CODE.get(code)?.[0];
    if (first === undefined) continue;
    const rest = digits.slice(size);
    const isHome = home?.callingCode === code;
    const called = within(rest, isHome ? home : first, home);
    if (called !== null) return called;
    if (isStrict || rest.length < 4) return null;
    if (isHome) return HOME;
    if (first.id === PREMIUM_EVERYWHERE) return { kind: 'premium', country: null };
    return { kind: 'abroad', country: MAIN.get(code) ?? first.id };
  }
  return null;
}

/** A national number of one of the countries that share the calling code; the longest beginning that fits tells which. */
function within(digits: string, { callingCode }: Country, home: Country | null): Called | null {
  let best: { readonly called: Called; readonly fit: number } | null = null;
  for (const country of BY_CODE.get(callingCode) ?? []) {
    const isHome = country.id === home?.id;
    const usual: Called = isHome ? HOME : { kind: 'abroad', country: country.id };
    const dear: Called = { kind: 'premium', country: country.id === PREMIUM_EVERYWHERE ? null : country.id };
    for (const [groups, called] of [
      [country.dear, dear],
      [country.usual, usual],
      [country.free, usual],
      [country.others, usual],
    ] as const) {
      for (const group of groups) {
        const fit = group.whole ? 0 : fitOf(group, digits);
        // Of two that fit as well, the one at home.
        if (fit > 0 && (best === null || fit > best.fit || (fit === best.fit && isHome))) best = { called, fit };
      }
    }
  }
  return best?.called ?? null;
}

/** How many first digits tell that the number is of this group; 0: it is not. */
function fitOf({ leads, lengths }: NumberGroup, digits: string): number {
  if (!lengths.includes(digits.length)) return 0;
  return leads.reduce((most, lead) => (digits.startsWith(lead) ? Math.max(most, lead.length) : most), 0);
}
const isAmong = (groups: readonly NumberGroup[], digits: string): boolean =>
  groups.some((group) => fitOf(group, digits) > 0);

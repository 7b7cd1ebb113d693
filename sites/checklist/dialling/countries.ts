/** Numbering of the world, read from the generated table. Source and fields: scripts/generate-dialling.mjs. */
import { DIALLING } from '../data/dialling.generated.ts';

export interface Country {
  /** ISO 3166 alpha-2, or "+881" for a calling code that belongs to no country. */
  readonly id: string;
  readonly callingCode: string;
  /** Dialled before a national number, for instance 0 or 8; may be empty. */
  readonly nationalPrefix: string;
  /** Dialled before a number abroad: 00, 810, 011 … */
  readonly accessCodes: readonly string[];
  /** Fixed and mobile numbers, and those over the internet. */
  readonly usual: readonly NumberGroup[];
  /** Possible lengths of these, without any prefix, in rising order. */
  readonly lengths: readonly number[];
  /** National numbers without any prefix. */
  readonly examples: readonly string[];
  /** Premium, shared-cost and personal numbers: billed above the usual price. */
  readonly dear: readonly NumberGroup[];
  readonly free: readonly NumberGroup[];
  /** What else is a number there: those of companies, pagers … */
  readonly others: readonly NumberGroup[];
  /** Dear numbers as they are dialled, whole: directory enquiries, a carrier for one call. */
  readonly dearAsDialled: readonly NumberGroup[];
  /** 112, 911 … */
  readonly emergency: readonly string[];
}

/** National numbers that begin with one of `leads` and have one of `lengths`. */
export interface NumberGroup {
  readonly leads: readonly string[];
  readonly lengths: readonly number[];
  /** Dialled without the national prefix that other numbers of the country have. */
  readonly whole: boolean;
}

/** International premium rate: dear from everywhere. */
export const PREMIUM_EVERYWHERE = '+979';

/** Fills a range up to a number; the same digits as in scripts/generate-dialling.mjs. */
const FILLER = '23456789012345678';
export const fillUp = (beginning: string, length: number): string => (beginning + FILLER).slice(0, length);

const list = (text: string) => (text === '' ? [] : text.split(','));
const lengthOf = (char: string) => Number.parseInt(char, 36);
const lengthsOf = (text: string) => [...text].map(lengthOf);
const exampleOf = (text: string) => fillUp(text.slice(0, -1), lengthOf(text.slice(-1)));

/** 201-203,205 → 201, 202, 203, 205. */
function runsOf(text: string): string[] {
  return list(text).flatMap((run) => {
    const [from = '', to = from] = run.split('-');
    const count = Number(to) - Number(from) + 1;
    return Array.from({ length: count }, (_, i) => String(Number(from) + i).padStart(from.length, '0'));
  });
}

const groupsOf = (text: string): NumberGroup[] =>
  (text === '' ? [] : text.split('|')).map((group) => {
    const whole = group.startsWith('!');
    const [leads = '', lengths = ''] = group.slice(whole ? 1 : 0).split(':');
    return { leads: runsOf(leads), lengths: lengthsOf(lengths), whole };
  });

/** Digits that a number of any kind has, behind a carrier's code. */
const BEHIND_A_CARRIER = [9, 10, 11, 12];
/** 118xx: two more digits. 010xx+: a carrier's code, and a number behind it. */
function asDialled(text: string): NumberGroup {
  const lead = text.replace(/x*\+?$/, '');
  const length = text.replace('+', '').length;
  const lengths = text.endsWith('+') ? BEHIND_A_CARRIER.map((more) => length + more) : [length];
  return { leads: [lead], lengths, whole: true };
}

function countryOf(line: string): Country {
  const [
    id = '',
    callingCode = '',
    nationalPrefix = '',
    access = '',
    usual = '',
    examples = '',
    dear = '',
    free = '',
    others = '',
    whole = '',
    emergency = '',
  ] = line.split(';');
  const groups = groupsOf(usual);
  return {
    id,
    callingCode,
    nationalPrefix,
    accessCodes: runsOf(access),
    usual: groups,
    lengths: [...new Set(groups.flatMap(({ lengths }) => lengths))].sort((a, b) => a - b),
    examples: list(examples).map(exampleOf),
    dear: groupsOf(dear),
    free: groupsOf(free),
    others: groupsOf(others),
    dearAsDialled: list(whole).map(asDialled),
    emergency: list(emergency),
  };
}

export const COUNTRIES: readonly Country[] = DIALLING.countries.trim().split('\n').map(countryOf);
const BY_ID = new Map(COUNTRIES.map((country) => [country.id, country]));
const PART_OF = new Map(DIALLING.partOf.split(',').map((pair) => [pair.slice(0, 2), pair.slice(3)]));

/** By ISO code, in any case; a territory that is called like its country gives the country. */
export function countryById(id: string): Country | null {
  const code = id.trim().toUpperCase();
  return BY_ID.get(PART_OF.get(code) ?? code) ?? null;
}

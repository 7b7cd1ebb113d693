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
  /** Possible lengths of fixed and mobile numbers, without any prefix. */
  readonly lengths: readonly number[];
  /** First digits of its numbers, where several countries share the calling code. */
  readonly leading: readonly string[];
  /** National numbers without any prefix. */
  readonly examples: readonly string[];
  readonly premium: { readonly ranges: readonly string[]; readonly lengths: readonly number[] };
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

function countryOf(line: string): Country {
  const [
    id = '',
    callingCode = '',
    nationalPrefix = '',
    access = '',
    lengths = '',
    leading = '',
    examples = '',
    ranges = '',
    premium = '',
  ] = line.split(';');
  return {
    id,
    callingCode,
    nationalPrefix,
    accessCodes: runsOf(access),
    lengths: lengthsOf(lengths),
    leading: runsOf(leading),
    examples: list(examples).map(exampleOf),
    premium: { ranges: runsOf(ranges), lengths: lengthsOf(premium) },
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

/**
 * In which country an IPv4 address is registered. The table is coarse and says nothing where it is not sure: blocks of
 * 32,768 addresses, and of one country only (scripts/address-countries.mjs). Where somebody sits it cannot tell.
 */
import table from '../data/address-countries.json' with { type: 'json' };
import { parseAddress } from '../reach/networks.ts';
import { isPublicV4 } from '../reach/public.ts';

/** First blocks of runs, rising, with the country of each; '' where several share it or nobody has it. */
interface Runs {
  readonly starts: readonly number[];
  readonly countries: readonly string[];
}

/** Read with the first question: most PBXs have no phone at a public address. */
let read: Runs | null = null;

/** ISO 3166 alpha-2; null: not known, or IPv6. */
export function countryOf(text: string): string | null {
  const address = parseAddress(text);
  return address?.family === 4 ? countryAt(address.value) : null;
}

/** The same of an IPv4 address as a number. */
export function countryAt(address: number): string | null {
  if (!isPublicV4(address)) return null;
  read ??= runsOf();
  const block = Math.floor(address / 2 ** (32 - table.prefix));
  let low = 0;
  let high = read.starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((read.starts[middle] ?? 0) <= block) low = middle + 1;
    else high = middle;
  }
  const country = read.countries[low - 1] ?? '';
  return country === '' ? null : country;
}

function runsOf(): Runs {
  const digits = new Map([...table.alphabet].map((char, i) => [char, i]));
  const names = (table.countries.match(/../g) ?? []).map((name) => (name === '--' ? '' : name));
  const low = table.alphabet.length - table.high;
  let at = 0;
  const numeral = (): number => {
    const first = digits.get(table.runs.charAt(at++)) ?? 0;
    return first < low ? first : (first - low + 1) * low + (digits.get(table.runs.charAt(at++)) ?? 0);
  };
  const starts: number[] = [];
  const countries: string[] = [];
  for (let block = 0; at < table.runs.length;) {
    block += numeral();
    starts.push(block);
    countries.push(names[numeral()] ?? '');
  }
  return { starts, countries };
}

import { describe, expect, it } from 'vitest';
import { placeReader, placeTables, type Place } from '../../../sites/checklist/brake/places.ts';
import { readSent, type Called } from '../../../sites/checklist/calls/numbers.ts';
import { COUNTRIES, countryById, fillUp, type Country } from '../../../sites/checklist/dialling/countries.ts';

const HOMES = COUNTRIES.filter(({ id }) => /^[A-Z]{2}$/.test(id));
const KNOWN = ['RU', 'US', 'DE', 'GB', 'KZ'];
/** With `LONG=1` each, else one in so many. */
const ONE_IN = process.env['LONG'] === undefined ? 5 : 1;

function placeOf(called: Called, home: Country): Place | null {
  switch (called.kind) {
    case 'unknown':
      return null;
    case 'abroad':
      return called.country.replace('+', 'N');
    case 'premium':
      return called.country === null || called.country === home.id ? 'premium' : called.country.replace('+', 'N');
    case 'home':
    case 'emergency':
    case 'short':
      return 'free';
  }
}

/** Numbers of every country, as they are dialled from this one. */
function* numbersFrom(home: Country): Iterable<string> {
  let count = 0;
  for (const country of COUNTRIES) {
    const isNear = country.callingCode === home.callingCode;
    const forms = new Set([...home.accessCodes.slice(0, 3), '00', '+', ''].map((form) => form + country.callingCode));
    for (const form of isNear ? [...forms, home.nationalPrefix, ''] : forms) {
      for (const { leads, lengths } of [...country.usual, ...country.dear, ...country.free, ...country.others]) {
        for (const lead of leads) {
          for (const length of lengths) {
            if (length >= lead.length && (country === home || ++count % 50 === 0)) yield form + fillUp(lead, length);
          }
        }
      }
    }
  }
  yield* home.emergency;
  for (const { leads, lengths } of [
    ...home.dearAsDialled,
    ...[...home.usual, ...home.free, ...home.dear].filter(({ whole }) => whole),
  ])
    for (const lead of leads) for (const length of lengths) yield fillUp(lead, length);
}

const FIRST = /^(free|[A-Z]{2}|N\d{3,5}|premium|bare|cut[1-9](\.[1-9]){0,3})$/;
const OTHERS = /^(free|[A-Z]{2}|N\d{3,5}|premium)$/;
function isHead(head: string): boolean {
  const [, digits = '', , length = ''] = /^(\+?\d{0,15})([/+])(\d{1,2})$/.exec(head) ?? [];
  return Number(length) >= Math.max(1, digits.length) && Number(length) <= 40;
}

describe('what is abroad, as a table', () => {
  it('is what the numbers are read as, wherever that is known', () => {
    let all = 0;
    const others: string[] = [];
    for (const home of HOMES.filter(({ id }, place) => place % ONE_IN === 0 || KNOWN.includes(id))) {
      const read = placeReader(placeTables(home));
      for (const number of numbersFrom(home)) {
        const wanted = placeOf(readSent(number, home), home);
        if (wanted === null) continue;
        all++;
        const is = read('', number);
        // Where several codes for abroad begin alike, the stricter reading stands.
        if (is !== wanted && is === 'free') throw new Error(`${home.id}: ${number} would be free, and is ${wanted}`);
        if (is !== wanted) others.push(`${home.id} ${number}`);
      }
    }
    expect(all).toBeGreaterThan(10_000);
    expect(others.length / all, others.slice(0, 20).join(', ')).toBeLessThan(0.002);
  });

  it('is small enough for every country, and says nothing that the plan cannot', () => {
    for (const home of HOMES) {
      const { codes, ...tables } = placeTables(home);
      expect(codes.every((code) => /^(\+|\d{1,14})$/.test(code)) && codes.length < 400).toBe(true);
      expect(JSON.stringify(tables).length, home.id).toBeLessThan(50_000);
      for (const [name, table] of Object.entries(tables)) {
        expect(table.length).toBeLessThan(300);
        const own = name === 'first' ? FIRST : OTHERS;
        expect(
          table.filter(({ goes }) => !own.test(goes)),
          home.id,
        ).toEqual([]);
        expect(
          table.flatMap(({ heads }) => heads).filter((head) => !isHead(head)),
          home.id,
        ).toEqual([]);
      }
    }
  });

  it.each([
    ['RU', '84951234567', '', 'free'],
    ['RU', '4951234567', '', 'free'],
    ['RU', '87172123456', '', 'KZ'],
    ['RU', '8104930123456', '', 'DE'],
    ['RU', '49301234567', '', 'DE'],
    ['RU', '+4930123456', '', 'DE'],
    ['RU', '88091234567', '', 'premium'],
    ['RU', '810979123456', '', 'premium'],
    ['RU', '8104930123456', '9', 'DE'],
    ['RU', '84951234567', '9', 'free'],
    ['RU', '4951234567', '8', 'free'],
    ['RU', '30123456', '81049', 'DE'],
    ['RU', '84951234567', '1234', 'free'],
    ['RU', '8104930123456', '1234#', 'DE'],
    ['RU', '123456789012345', '', 'unknown'],
    ['RU', '12345678', '', 'free'],
    ['RU', '112', '', 'free'],
    ['RU', '810*4930', '', 'free'],
    ['RU', '8104930*123456', '', 'unknown'],
    ['DE', '030123456', '', 'free'],
    ['DE', '0043123456789', '', 'AT'],
    ['DE', '11833', '', 'premium'],
    ['US', '12125550123', '', 'free'],
    ['US', '18765550123', '', 'JM'],
    ['US', '8765550123', '', 'JM'],
    ['US', '011442071234567', '', 'GB'],
  ])('%s: %s, behind what a route puts in front (%s), is %s', (id, number, put, place) => {
    const home = countryById(id);
    expect(home).not.toBeNull();
    if (home !== null) expect(placeReader(placeTables(home))(put, number)).toBe(place);
  });
});

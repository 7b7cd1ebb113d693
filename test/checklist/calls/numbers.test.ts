import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { numberReader, readSent, waysOf } from '../../../sites/checklist/calls/numbers.ts';
import { plainNumbers } from '../../../sites/checklist/calls/plain.ts';
import { COUNTRIES, countryById } from '../../../sites/checklist/dialling/countries.ts';
import type { OutboundRoute } from '../../../sites/checklist/facts/types.ts';
import { chance } from '../../support/made-calls.ts';

const route = (more: Partial<OutboundRoute> = {}): OutboundRoute => ({
  id: '1',
  name: 'All',
  priority: 1,
  pattern: '',
  rest: -1,
  trim: 0,
  prepend: '',
  providerId: 'P',
  providerDisabled: false,
  ...more,
});

describe('a number as it is sent', () => {
  it.each([
    ['RU', '84951234567', 'home', null],
    ['RU', '89161234567', 'home', null],
    ['RU', '79161234567', 'home', null],
    ['RU', '+79161234567', 'home', null],
    ['RU', '88001234567', 'home', null],
    ['RU', '88031234567', 'premium', 'RU'],
    ['RU', '81025261234567', 'abroad', 'SO'],
    ['RU', '0025261234567', 'abroad', 'SO'],
    ['RU', '25261234567', 'abroad', 'SO'],
    ['RU', '+447911123456', 'abroad', 'GB'],
    ['RU', '810449071234567', 'premium', 'GB'],
    ['RU', '810979123456789', 'premium', null],
    ['RU', '81077272501234', 'abroad', 'KZ'],
    ['RU', '87272501234', 'abroad', 'KZ'],
    ['RU', '8108816123456', 'abroad', '+881'],
    ['RU', '112', 'emergency', null],
    ['RU', '0611', 'short', null],
    ['RU', '1234567', 'home', null],
    ['RU', '*21#', 'unknown', null],
    ['DE', '0301234567', 'home', null],
    ['DE', '09001234567', 'premium', 'DE'],
    ['DE', '11833', 'premium', 'DE'],
    ['DE', '0049301234567', 'home', null],
    ['DE', '0037122123456', 'abroad', 'LV'],
    ['US', '12125551234', 'home', null],
    ['US', '2125551234', 'home', null],
    ['US', '18765551234', 'abroad', 'JM'],
    ['US', '01125261234567', 'abroad', 'SO'],
    ['US', '19005551234', 'premium', 'US'],
    ['US', '18005551234', 'home', null],
    ['IT', '0612345678', 'home', null],
    ['IT', '3123456789', 'home', null],
  ])('%s %s: %s %s', (country, sent, kind, to) => {
    expect(readSent(sent, countryById(country))).toEqual({ kind, country: to });
  });

  it('without a home country only what has a code is abroad', () => {
    expect(readSent('0025261234567', null)).toEqual({ kind: 'abroad', country: 'SO' });
    expect(readSent('84951234567', null)).toEqual({ kind: 'unknown', country: null });
  });

  it('numbers of every country, with the code of every other, are abroad there', () => {
    for (const home of COUNTRIES.filter(({ id }) => /^[A-Z]{2}$/.test(id) && id !== 'AC')) {
      const code = home.accessCodes[0];
      if (code === undefined) continue;
      for (const { id, callingCode, examples } of COUNTRIES) {
        const [example] = examples;
        if (example === undefined || id === home.id || callingCode === home.callingCode) continue;
        expect(readSent(code + callingCode + example, home), `${home.id} ${id}`).toMatchObject({ kind: 'abroad' });
      }
    }
  });
});

describe('over a route', () => {
  it('digits for the outside line are cut, others added', () => {
    const ways = waysOf([
      route({ pattern: '9', trim: 1 }),
      route({ providerId: 'Q', pattern: '0', trim: 1, prepend: '7' }),
    ]);
    const read = numberReader(countryById('RU'), ways);
    expect(read('981025261234567', 'P')).toEqual({ kind: 'abroad', country: 'SO' });
    expect(read('984951234567', 'P')).toEqual({ kind: 'home', country: null });
    expect(read('09161234567', 'Q')).toEqual({ kind: 'home', country: null });
    expect(read('81025261234567', 'gone')).toEqual({ kind: 'abroad', country: 'SO' });
  });

  it('of a number that only begins, country and kind are told', () => {
    const read = numberReader(countryById('RU'), waysOf([route()]));
    expect(read('810252612?????', 'P')).toEqual({ kind: 'abroad', country: 'SO' });
  });

  it('text of strangers is unknown', () => {
    const read = numberReader(countryById('RU'), waysOf([route()]));
    for (const text of ['', '<script>', "'; DROP", '٣٣٣', '+', '9'.repeat(64)]) {
      expect(read(text, 'P').kind, text).toMatch(/unknown|short/);
    }
  });
});

describe('plain numbers', () => {
  const SETUPS: readonly OutboundRoute[][] = [
    [route()],
    [route({ pattern: '9', trim: 1 })],
    [route({ pattern: '(7|8)', rest: 10, trim: 1, prepend: '7' })],
  ];

  it.each(['RU', 'DE', 'US', 'GB', 'FR', 'IT', 'ES', 'KZ', 'PL', 'UA', 'TR', 'BR', 'IN', 'CN'])(
    '%s: every one of them is at home and costs nothing unusual',
    (id) => {
      const home = countryById(id);
      const random = chance(5);
      for (const routes of SETUPS) {
        const ways = waysOf(routes);
        const read = numberReader(home, ways);
        const [mine] = plainNumbers(home, ways, read);
        const ranges = mine?.ranges ?? [];
        expect(JSON.stringify(ranges).length).toBeLessThan(60_000);
        for (const range of ranges) {
          const [low = '', high = '', length = ''] = range.split(/[-/]/);
          for (let i = 0; i < 5; i++) {
            const head = String(Number(low) + Math.floor(random() * (Number(high) - Number(low) + 1))).padStart(
              low.length,
              '0',
            );
            const rest = Array.from({ length: Number(length) - head.length }, () => Math.floor(random() * 10)).join('');
            expect(read(head + rest, 'P').kind, `${range} ${head}${rest}`).toMatch(/^(home|unknown)$/);
            expect(read(head + rest, 'P').kind).not.toBe('abroad');
          }
        }
      }
    },
  );

  it('hold what people usually dial at home', () => {
    for (const [id, numbers] of [
      ['RU', ['84951234567', '89161234567']],
      ['DE', ['0301234567', '015112345678', '089123456']],
      ['GB', ['02079460000', '07911123456']],
      ['US', ['2125551234', '12125551234']],
      ['FR', ['0123456789', '0612345678']],
    ] as const) {
      const ways = waysOf([route()]);
      const home = countryById(id);
      const [mine] = plainNumbers(home, ways, numberReader(home, ways));
      for (const number of numbers) {
        const isIn = (mine?.ranges ?? []).some((range) => {
          const [low = '', high = '', length = ''] = range.split(/[-/]/);
          return (
            number.length === Number(length) &&
            low.padEnd(number.length, '0') <= number &&
            number <= high.padEnd(number.length, '9')
          );
        });
        expect(isIn, `${id} ${number}`).toBe(true);
      }
    }
  });

  it('what the library of numbers calls premium is none of them', () => {
    const random = chance(11);
    for (const id of ['RU', 'DE', 'GB', 'FR', 'IT'] as const satisfies readonly CountryCode[]) {
      const home = countryById(id);
      const ways = waysOf([route()]);
      const [mine] = plainNumbers(home, ways, numberReader(home, ways));
      for (const range of mine?.ranges ?? []) {
        const [low = '', , length = ''] = range.split(/[-/]/);
        const rest = Array.from({ length: Number(length) - low.length }, () => Math.floor(random() * 10)).join('');
        const type = parsePhoneNumberFromString(low + rest, id)?.getType();
        expect(type, low + rest).not.toBe('PREMIUM_RATE');
      }
    }
  });
});

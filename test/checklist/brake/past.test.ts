import { describe, expect, it } from 'vitest';
import { pastOf, stoppedOf, suggestedRules } from '../../../sites/checklist/brake/past.ts';
import { placeReader, placeTables } from '../../../sites/checklist/brake/places.ts';
import { simulate } from '../../../sites/checklist/brake/simulate.ts';
import type { CallSums, NumberCalls } from '../../../sites/checklist/calls/sums.ts';
import { countryById } from '../../../sites/checklist/dialling/countries.ts';
import type { OutboundRoute } from '../../../sites/checklist/facts/types.ts';

const home = countryById('RU');
if (home === null) throw new Error('no such country');
const placeOf = placeReader(placeTables(home));
const route = (id: string, providerId: string, more: Partial<OutboundRoute> = {}): OutboundRoute => ({
  ...{
    id,
    name: id,
    priority: Number(id),
    pattern: '',
    rest: -1,
    trim: 0,
    prepend: '',
    providerId,
    providerDisabled: false,
  },
  ...more,
});
const ROUTES = [route('1', 'A', { pattern: '9', trim: 1 }), route('2', 'A'), route('3', 'B')];
const number = (account: string, provider: string, dialled: string): NumberCalls => ({
  ...{ account, provider, number: dialled, whole: true, calls: 1, answered: 1, seconds: 60, longest: 60 },
  ...{ first: '', last: '', before: 0, hours: [] },
});
const sums = (numbers: readonly NumberCalls[], each: NonNullable<CallSums['each']>): CallSums => ({
  ...{ from: '2026-09-01 00:00:00', to: '2026-11-30 00:00:00', before: 0, night: [22, 6], since: null, whole: true },
  ...{ accounts: [], plain: [], numbers, each },
});

describe('the calls of the last weeks', () => {
  const numbers = [
    number('201', 'A', '98104930123456'),
    number('201', 'A', '+493012345678'),
    number('201', 'B', '+493012345678'),
    number('202', 'A', '84951234567'),
    number('202', 'A', '81033142685300'),
  ];
  const past = pastOf(
    sums(numbers, [
      [0, '2026-11-02 10:00:00', 60],
      [1, '2026-11-02 11:00:00', 10],
      [2, '2026-11-02 11:00:12', 100],
      [3, '2026-11-02 12:00:00', 60],
      [4, '2026-11-03 03:00:00', 60],
      [4, '2026-11-04 03:00:00', 60],
      [4, '2026-11-05 03:00:00', 60],
    ]),
    ROUTES,
    placeOf,
  );

  it('are read as the route sent them, and one that went on over another provider is one call', () => {
    expect(past.days).toBe(90);
    expect(past.attempts.map(({ account, route: way, place }) => [account, way, place])).toEqual([
      ['201', '1', 'DE'],
      ['201', '2', 'DE'],
      ['201', '3', 'DE'],
      ['202', '2', 'FR'],
      ['202', '2', 'FR'],
      ['202', '2', 'FR'],
    ]);
    expect(new Set(past.attempts.map(({ call }) => call)).size).toBe(5);
    expect(past.attempts[2]?.call).toBe(past.attempts[1]?.call);
  });

  it('give what is suggested: what is usual, and room for more', () => {
    const rules = suggestedRules(past, ['KZ']);
    expect(rules.places).toEqual(['FR', 'KZ']);
    expect(rules.anytime).toEqual(['202']);
    expect(simulate({ ...rules, places: ['DE', 'FR'] }, past.attempts).every((reason) => reason === null)).toBe(true);
    expect(stoppedOf(rules, past)).toMatchObject({ calls: 2, of: 5, reasons: [['place', 2]] });
  });

  it('one night of a break-in is not what is usual', () => {
    const attempt = (day: number, hour: number, minute: number, place: string, call: number) => {
      const at = `2026-11-${String(day).padStart(2, '0')} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`;
      return { at, ended: at.replace(/:00$/, ':50'), account: '201', route: '1', place, call };
    };
    const usual = Array.from({ length: 20 }, (_, day) => attempt(day + 1, 10, 0, 'DE', day));
    const night = Array.from({ length: 59 }, (_, minute) => attempt(25, 3, minute, 'SO', 100 + minute));
    const broken = { attempts: [...usual, ...night], days: 90, isWhole: true };
    const rules = suggestedRules(broken, []);
    expect(rules).toMatchObject({ places: ['DE'], anytime: [], limits: { account: { hour: 10, day: 30 } } });
    expect(stoppedOf(rules, broken)).toMatchObject({ calls: 59, of: 79 });
  });

  it('say what others would have stopped, and why', () => {
    const rules = { ...suggestedRules(past, []), anytime: [], places: ['FR'] };
    expect(stoppedOf(rules, past)).toEqual({
      calls: 5,
      of: 5,
      reasons: [
        ['hours', 3],
        ['place', 2],
      ],
      accounts: [
        ['202', 3],
        ['201', 2],
      ],
      places: [
        ['FR', 3],
        ['DE', 2],
      ],
    });
  });

  it('that nobody read suggest what is enough for most', () => {
    expect(suggestedRules(null, [])).toMatchObject({ places: [], anytime: [], limits: { account: { once: 2 } } });
  });
});

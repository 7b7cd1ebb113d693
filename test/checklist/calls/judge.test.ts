/** An ordinary year says nothing; what is planted in it is found, all of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeCalls, type JudgedCalls } from '../../../sites/checklist/calls/judge.ts';
import { numberReader, waysOf } from '../../../sites/checklist/calls/numbers.ts';
import { plainNumbers } from '../../../sites/checklist/calls/plain.ts';
import { countryById } from '../../../sites/checklist/dialling/countries.ts';
import type { OutboundRoute } from '../../../sites/checklist/facts/types.ts';
import { sumCalls, type Leg } from '../../../sites/sandbox/module/call-sums.ts';
import { at, fraud, office, TRUNK, type Fraud } from '../../support/made-calls.ts';

const ROUTE: OutboundRoute = {
  id: '1',
  name: 'All',
  priority: 1,
  pattern: '',
  rest: -1,
  trim: 0,
  prepend: '',
  providerId: TRUNK,
  providerDisabled: false,
};
const home = countryById('RU');
const ways = waysOf([ROUTE]);
const read = numberReader(home, ways);
const plain = plainNumbers(home, ways, read);

function judged(legs: readonly Leg[], from: string, to: string, before = 90): JudgedCalls {
  const sums = sumCalls(legs, { from, to, before, dusk: 22, dawn: 6, plain, each: false });
  return judgeCalls(sums, { read, allowed: new Set(), providers: new Set([TRUNK]) });
}
const saysOf = ({ accounts }: JudgedCalls) => accounts.flatMap(({ says }) => says.map(({ key }) => key));

describe('an ordinary year', () => {
  it.each([1, 2, 3])('says nothing in any fortnight (%i)', (seed) => {
    const legs = office(seed);
    for (let day = 120; day < 351; day += 7) {
      const calls = judged(legs, at(day, '00:00:00'), at(day + 14, '00:00:00'));
      expect(saysOf(calls), `day ${day}`).toEqual([]);
      expect(calls.marked).toEqual({ calls: 0, seconds: 0 });
      expect(calls.hasBefore).toBe(true);
    }
  });
});

describe('what is planted', () => {
  const legs = office(7, 300);
  const KINDS = ['night', 'premium', 'burst', 'known-country', 'through'] as const satisfies readonly Fraud[];

  it.each(KINDS)('%s: all of it is found, and nothing else', (kind) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 130, max: 280 }), (seed, day) => {
        const planted = fraud(kind, seed, day);
        const calls = judged([...legs, ...planted], at(day - 5, '00:00:00'), at(day + 9, '00:00:00'));
        const numbers = new Set(planted.map(({ number }) => number));
        const marked = calls.accounts.flatMap((account) => account.numbers.filter(({ isMarked }) => isMarked));
        expect(calls.marked.calls).toBe(planted.length);
        expect(marked.every(({ number }) => numbers.has(number))).toBe(true);
        expect(calls.accounts.filter(({ says }) => says.length > 0)).toHaveLength(1);
      }),
      { numRuns: 15 },
    );
  });

  it('says it as a fact, with what was before', () => {
    const planted = fraud('night', 3, 200);
    const { accounts } = judged([...legs, ...planted], at(195, '00:00:00'), at(209, '00:00:00'));
    const found = accounts.find(({ says }) => says.length > 0);
    expect(found?.calls.account).toBe('204');
    expect(found?.says[0]).toMatchObject({
      key: 'calls.found.new',
      params: { calls: planted.length, days: 90, from: at(200, '02:10:00').slice(0, 16) },
    });
    // It comes first, and then the costliest.
    expect(accounts[0]?.calls.account).toBe('204');
  });

  it('without calls before nothing is compared', () => {
    const planted = fraud('night', 3, 5);
    const calls = judged(planted, at(0, '00:00:00'), at(14, '00:00:00'));
    expect(calls.hasBefore).toBe(false);
    expect(calls.marked.calls).toBe(0);
    expect(calls.abroad.calls).toBe(planted.length);
  });
});

describe('sums', () => {
  it('hours hold every call once', () => {
    const legs = [...office(9, 150), ...fraud('premium', 1, 140), ...fraud('burst', 1, 141)];
    const calls = judged(legs, at(136, '00:00:00'), at(150, '00:00:00'));
    const inHours = calls.hours.reduce((sum, { abroad, premium, other }) => sum + abroad + premium + other, 0);
    expect(inHours).toBe(calls.all.calls);
    expect(calls.hours.reduce((sum, { premium }) => sum + premium, 0)).toBe(calls.premium.calls);
  });
});

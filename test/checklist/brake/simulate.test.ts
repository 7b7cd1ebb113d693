import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAYS, SCOPES, type BrakeRules, type Limit } from '../../../sites/checklist/brake/rules.ts';
import { groupOf, isWithin, simulate, type Attempt } from '../../../sites/checklist/brake/simulate.ts';

const ANY: Limit = { once: 0, hour: 0, day: 0 };
const OPEN: BrakeRules = { limits: { account: ANY, route: ANY, pbx: ANY }, hours: null, anytime: [], places: ['DE'] };
const at = (minute: number): string =>
  new Date(Date.UTC(2026, 10, 2) + minute * 60_000).toISOString().slice(0, 19).replace('T', ' ');

const attempts = fc
  .array(
    fc.record({
      minute: fc.integer({ min: 0, max: 4000 }),
      minutes: fc.integer({ min: 0, max: 90 }),
      account: fc.constantFrom('201', '202', '203'),
      route: fc.constantFrom('1', '2'),
      place: fc.constantFrom('DE', 'FR', 'free'),
    }),
    { maxLength: 60 },
  )
  .map((all) =>
    [...all]
      .sort((one, other) => one.minute - other.minute)
      .map(({ minute, minutes, ...rest }, call): Attempt => ({
        ...rest,
        at: at(minute),
        ended: at(minute + minutes),
        call,
      })),
  );
const limit = fc.record({ once: fc.nat({ max: 3 }), hour: fc.nat({ max: 4 }), day: fc.nat({ max: 6 }) });

describe('the rules over calls that were made', () => {
  it('let no more through than they say, and refuse nothing that they allow', () => {
    fc.assert(
      fc.property(attempts, fc.record({ account: limit, route: limit, pbx: limit }), (all, limits) => {
        const rules = { ...OPEN, limits };
        const found = simulate(rules, all);
        const passed = all.filter((one, place) => found[place] === null && one.place !== 'free');
        for (const scope of SCOPES) {
          for (const one of passed) {
            const alike = passed.filter((other) => groupOf(scope, other) === groupOf(scope, one));
            const { once, hour, day } = limits[scope];
            const live = alike.filter((other) => other.call <= one.call && (other.ended > one.at || other === one));
            if (once > 0) expect(live.length).toBeLessThanOrEqual(once);
            if (hour > 0)
              expect(alike.filter((other) => other.at.slice(0, 13) === one.at.slice(0, 13)).length).toBeLessThanOrEqual(
                hour,
              );
            if (day > 0)
              expect(alike.filter((other) => other.at.slice(0, 10) === one.at.slice(0, 10)).length).toBeLessThanOrEqual(
                day,
              );
          }
        }
        all.forEach((one, place) => {
          if (one.place === 'free') expect(found[place]).toBeNull();
          if (one.place === 'FR') expect(found[place]).toBe('place');
        });
        expect(simulate(OPEN, all).filter((reason) => reason !== null && reason !== 'place')).toEqual([]);
      }),
    );
  });

  it('a call that was refused is not tried over another route', () => {
    const call = { at: at(0), ended: at(1), account: '201', place: 'FR', call: 1 };
    expect(
      simulate(OPEN, [
        { ...call, route: '1' },
        { ...call, route: '2' },
      ]),
    ).toEqual(['place', 'place']);
  });

  it('hours begin with their first minute, and end before their last', () => {
    const hours = { days: DAYS.slice(0, 5), from: '08:00', to: '20:00' };
    const times: readonly (readonly [string, boolean])[] = [
      ['2026-11-02 07:59:59', false],
      ['2026-11-02 08:00:00', true],
      ['2026-11-06 19:59:59', true],
      ['2026-11-06 20:00:00', false],
      ['2026-11-07 12:00:00', false],
      ['2026-11-08 12:00:00', false],
    ];
    for (const [time, is] of times) expect(isWithin(hours, time), time).toBe(is);
    const call = { at: at(0), ended: at(1), account: '201', place: 'DE', route: '1', call: 1 };
    expect(simulate({ ...OPEN, hours }, [call])).toEqual(['hours']);
    expect(simulate({ ...OPEN, hours, anytime: ['201'] }, [call])).toEqual([null]);
  });
});

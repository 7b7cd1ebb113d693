/** The brake in a real Asterisk, held against `simulate`: calls by script, each limit, its edge, what is heard, a restart. */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { placeReader, placeTables } from '../../sites/checklist/brake/places.ts';
import { DAYS, type BrakeRules, type Limit } from '../../sites/checklist/brake/rules.ts';
import { simulate, type Attempt } from '../../sites/checklist/brake/simulate.ts';
import { countryById } from '../../sites/checklist/dialling/countries.ts';
import { Asterisk, hasAsterisk } from '../support/asterisk.ts';

const SCRIPT = new URL('../php/brake-dialplan.php', import.meta.url).pathname;
const SOUNDS = {
  place: 'im-sorry&feature-not-avail-line',
  hours: 'im-sorry&feature-not-avail-line&please-try-again',
  once: 'simul-call-limit-reached',
  hour: 'im-sorry&all-circuits-busy-now',
  day: 'im-sorry&all-circuits-busy-now',
} as const;
/** As Core's rows: 1 takes everything, 2 is its backup, 3 puts a 9 for a gateway in front of what begins with 77. */
const ROUTES = [
  { id: '3', numberbeginswith: '77', trimfrombegin: '2', prepend: '9' },
  { id: '1', numberbeginswith: '', trimfrombegin: '0', prepend: '' },
  { id: '2', numberbeginswith: '', trimfrombegin: '0', prepend: '' },
];
const ANY: Limit = { once: 0, hour: 0, day: 0 };
const OPEN: BrakeRules = {
  limits: { account: ANY, route: ANY, pbx: ANY },
  hours: null,
  anytime: [],
  places: ['DE', 'US', 'premium'],
};
const RUSSIA = countryById('RU');
if (RUSSIA === null) throw new Error('no such country');
const TABLES = placeTables(RUSSIA);
const placeOf = placeReader(TABLES);
const [BERLIN, NEW_YORK, PARIS, HOME, DEAR] = [
  '8104930123456',
  '81012125550123',
  '81033142685300',
  '84951234567',
  '88091234567',
];

interface Called {
  /** Those that it went out over. */
  readonly routes: readonly string[];
  readonly heard: readonly string[];
  readonly isOver: boolean;
}

describe.skipIf(!hasAsterisk)('a brake in a real Asterisk', () => {
  let asterisk: Asterisk;
  let calls = 0;
  /** Names of their channels. */
  const live = new Map<string, string>();

  beforeAll(async () => {
    asterisk = await Asterisk.create([...new Set(Object.values(SOUNDS).flatMap((names) => names.split('&')))]);
  });
  afterAll(() => asterisk.remove());
  beforeEach(async () => {
    for (const call of [...live.keys()]) await hangUp(call);
    await asterisk.action({ Action: 'DBDelTree', Family: 'SecurityChecklistBrake' });
  });

  function brake(rules: BrakeRules): void {
    const setting = JSON.stringify({ ...rules, numbers: ['112', '911'], ...TABLES });
    asterisk.dialplan(execFileSync('php', [SCRIPT, JSON.stringify(ROUTES)], { input: setting, encoding: 'utf8' }));
  }

  /** `fails`: routes that do not answer. */
  async function dial(
    number: string,
    account = '201',
    fails: readonly string[] = [],
  ): Promise<Called & { readonly id: string }> {
    const id = `call${++calls}`;
    const recorded = asterisk.record();
    const last = ROUTES.find(
      ({ id: route, numberbeginswith }) => number.startsWith(numberbeginswith) && !fails.includes(route),
    );
    const settled = asterisk.next(
      (event) =>
        (event['Event'] === 'Hangup' && event['Uniqueid'] === id) ||
        (event['UserEvent'] === 'Out' && event['Call'] === id && event['Route'] === last?.id),
    );
    await asterisk.action({
      Action: 'Originate',
      Channel: 'Local/idle@idle/n',
      Context: 'outgoing',
      Exten: number,
      Priority: '1',
      Async: 'true',
      ChannelId: id,
      OtherChannelId: `${id}-other`,
      Variable: `FROM_PEER=${account},CALL=${id},FAILS=${fails.join('|') || 'none'}`,
    });
    const end = await settled;
    const isOver = end['Event'] === 'Hangup';
    if (!isOver) live.set(id, end['Channel'] ?? '');
    const events = recorded().filter((event) => event['Uniqueid'] === id);
    return {
      id,
      routes: events.flatMap((event) => (event['UserEvent'] === 'Out' ? (event['Route'] ?? []) : [])),
      heard: events.flatMap((event) => (event['Application'] === 'Playback' ? (event['AppData'] ?? []) : [])),
      isOver,
    };
  }

  async function hangUp(id: string): Promise<void> {
    const gone = asterisk.next((event) => event['Event'] === 'Hangup' && event['Uniqueid'] === id);
    await asterisk.action({ Action: 'Hangup', Channel: live.get(id) ?? '', Cause: '16' });
    await gone;
    live.delete(id);
  }

  const passes = async (...call: Parameters<typeof dial>) =>
    expect(await dial(...call)).toMatchObject({ isOver: false, heard: [] });
  const hears = async (why: keyof typeof SOUNDS, ...call: Parameters<typeof dial>) =>
    expect(await dial(...call)).toMatchObject({ isOver: true, routes: [], heard: [`${SOUNDS[why]},noanswer`] });

  const limited = (scope: keyof BrakeRules['limits'], limit: Partial<Limit>): BrakeRules => ({
    ...OPEN,
    limits: { ...OPEN.limits, [scope]: { ...ANY, ...limit } },
  });
  const key = (name: string) => ({ Family: 'SecurityChecklistBrake', Key: name });
  const counted = async (name: string): Promise<string> => {
    const value = asterisk.next((event) => event['Event'] === 'DBGetResponse' && event['Key'] === name);
    const answer = await asterisk.action({ Action: 'DBGet', ...key(name) });
    return answer['Response'] === 'Success' ? ((await value)['Val'] ?? '') : '';
  };
  const store = (name: string, Val: string) => asterisk.action({ Action: 'DBPut', ...key(name), Val });

  it('at home, short and emergency numbers pass, whatever the limits', async () => {
    brake({ ...limited('pbx', { once: 1, hour: 1, day: 1 }), places: ['DE'], hours: null });
    await passes(BERLIN);
    await hears('once', BERLIN);
    await hears('place', PARIS);
    for (const free of [HOME, `77${HOME}`, '112', '911', '0850', '4951234567', '2345678']) await passes(free);
  });

  it('a country that nobody allowed is refused, and said so; so are dear numbers, and what nobody can tell', async () => {
    brake({ ...OPEN, places: ['DE'] });
    await passes(BERLIN);
    await passes(`77${BERLIN}`); // over the gateway
    for (const number of [PARIS, NEW_YORK, DEAR, '81099999999999', `77${PARIS}`, '003314268530', '8104930*123456']) {
      await hears('place', number);
    }
  });

  it.each(['account', 'route', 'pbx'] as const)('%s: at once', async (scope) => {
    brake(limited(scope, { once: 2 }));
    const first = await dial(BERLIN);
    await passes(NEW_YORK);
    await hears('once', BERLIN);
    await (scope === 'account' ? passes(BERLIN, '202') : hears('once', BERLIN, '202'));
    await hangUp(first.id);
    await passes(BERLIN);
    await hears('once', BERLIN);
  });

  it.each([
    ['account', 'hour'],
    ['account', 'day'],
    ['route', 'hour'],
    ['route', 'day'],
    ['pbx', 'hour'],
    ['pbx', 'day'],
  ] as const)('%s: in one %s, and the next one begins anew; a restart changes nothing', async (scope, unit) => {
    brake(limited(scope, { [unit]: 2 }));
    const name = `${unit}-${scope}-${{ account: '201', route: '1', pbx: 'all' }[scope]}`;
    await passes(BERLIN);
    await passes(NEW_YORK);
    await hears(unit, BERLIN);
    await (scope === 'account' ? passes(BERLIN, '202') : hears(unit, BERLIN, '202'));
    const value = await counted(name);
    expect(value).toMatch(unit === 'hour' ? /^[0-9]{10}-2$/ : /^[0-9]{8}-2$/);
    for (const call of [...live.keys()]) await hangUp(call);
    if (scope === 'pbx') {
      await asterisk.stop();
      await asterisk.start();
    }
    await hears(unit, BERLIN);
    await passes('112');
    // The hour, or the day, is over.
    await store(
      name,
      value.replace(/^[0-9]+/, (period) => String(Number(period) - 1)),
    );
    await passes(BERLIN);
    await store(name, value);
    await hears(unit, BERLIN);
  });

  it('at other hours than those that are allowed nobody calls abroad but who may', async () => {
    const now = new Date();
    const today = DAYS[(now.getDay() + 6) % 7] ?? 'mon';
    const others = DAYS.filter((day) => day !== today);
    const closed = { ...OPEN, hours: { days: others, from: '00:00', to: '23:59' }, anytime: ['299'] };
    brake(closed);
    await hears('hours', BERLIN);
    await passes(BERLIN, '299');
    await passes(BERLIN, '299-WS');
    await passes('112');
    brake({ ...closed, hours: { days: DAYS, from: '00:00', to: '23:59' } });
    await passes(BERLIN);
  });

  it('a call that goes on over a second route counts once for its account, and once for each route', async () => {
    brake(limited('account', { hour: 1 }));
    expect(await dial(BERLIN, '201', ['1'])).toMatchObject({ routes: ['1', '2'], heard: [], isOver: false });
    await hears('hour', BERLIN);
    brake(limited('route', { hour: 1 }));
    expect(await dial(BERLIN, '202', ['1'])).toMatchObject({ routes: ['1', '2'], heard: [], isOver: false });
    await hears('hour', BERLIN, '203');
  });

  it('does what the simulation does, call by call', async () => {
    const limit = fc.record({
      once: fc.integer({ min: 0, max: 3 }),
      hour: fc.integer({ min: 0, max: 5 }),
      day: fc.integer({ min: 0, max: 7 }),
    });
    const rules = fc.record({
      limits: fc.record({ account: limit, route: limit, pbx: limit }),
      places: fc.subarray(['DE', 'US', 'premium']),
    });
    const step = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({
          number: fc.constantFrom(BERLIN, NEW_YORK, PARIS, HOME, DEAR, '112', `77${BERLIN}`),
          account: fc.constantFrom('201', '202'),
          fails: fc.subarray(['1']),
        }),
      },
      { weight: 1, arbitrary: fc.nat({ max: 5 }) },
    );
    await fc.assert(
      fc.asyncProperty(rules, fc.array(step, { minLength: 5, maxLength: 16 }), async (chosen, steps) => {
        for (const call of [...live.keys()]) await hangUp(call);
        await asterisk.action({ Action: 'DBDelTree', Family: 'SecurityChecklistBrake' });
        const own: BrakeRules = { ...OPEN, ...chosen };
        brake(own);
        const attempts: (Attempt & { readonly id: string })[] = [];
        const came: boolean[] = [];
        const at = (place: number) => `2026-12-01 10:${String(place).padStart(2, '0')}:00`;
        const ended = new Map<string, string>();
        for (const [place, one] of steps.entries()) {
          if (typeof one === 'number') {
            const id = [...live.keys()][one];
            if (id === undefined) continue;
            await hangUp(id);
            ended.set(id, at(place));
            continue;
          }
          const { number, account, fails } = one;
          const done = await dial(number, account, fails);
          const ways = ROUTES.filter(({ numberbeginswith }) => number.startsWith(numberbeginswith));
          // Tried until one goes on.
          const last = ways.findIndex(({ id }) => !fails.includes(id));
          for (const { id: route, trimfrombegin, prepend } of ways.slice(0, last + 1)) {
            const isLast = route === ways[last]?.id;
            attempts.push({
              id: isLast ? done.id : '',
              at: at(place),
              ended: at(place),
              account,
              route,
              place: placeOf(prepend, number.slice(Number(trimfrombegin))),
              call: place,
            });
            came.push(done.routes.includes(route));
          }
        }
        const whole = attempts.map((one) => ({
          ...one,
          ended: ended.get(one.id) ?? (live.has(one.id) ? at(59) : one.ended),
        }));
        expect(simulate(own, whole).map((reason) => reason === null)).toEqual(came);
      }),
      { numRuns: 25 },
    );
  });

  it('takes less than 5 ms more of a call', async () => {
    const many: Limit = { once: 10_000, hour: 10_000, day: 10_000 };
    brake({
      ...OPEN,
      limits: { account: many, route: many, pbx: many },
      hours: { days: DAYS, from: '00:00', to: '23:59' },
    });
    await asterisk.action({ Action: 'Events', EventMask: 'user' });
    const time = async (extension: string): Promise<number> => {
      const marks = ['Begun', 'Ended'].map((mark) => asterisk.next((event) => event['UserEvent'] === mark));
      await asterisk.action({
        Action: 'Originate',
        Channel: 'Local/idle@idle/n',
        Context: 'loop',
        Exten: extension,
        Priority: '1',
        Async: 'true',
      });
      await marks[0];
      const begun = performance.now();
      await marks[1];
      return (performance.now() - begun) / 500;
    };
    // Whatever else the machine does at the moment.
    const best = async (extension: string) =>
      Math.min(await time(extension), await time(extension), await time(extension));
    expect((await best('1')) - (await best('0'))).toBeLessThan(5);
    await asterisk.action({ Action: 'Events', EventMask: 'on' });
  });
});

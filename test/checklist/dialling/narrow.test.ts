/** Routes made narrower: never wider, nothing that is judged, nothing lost that may be called, emergencies reachable. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Automaton } from '../../../sites/checklist/dialling/automaton.ts';
import { COUNTRIES, countryById, fillUp, type Country } from '../../../sites/checklist/dialling/countries.ts';
import { narrow, NOTHING, type Dialling, type Narrowed } from '../../../sites/checklist/dialling/narrow.ts';
import { readPattern } from '../../../sites/checklist/dialling/pattern.ts';
import { testerOf } from '../../../sites/checklist/dialling/tester.ts';
import { beyond } from '../../../sites/checklist/dialling/within.ts';
import type { OutboundRoute } from '../../../sites/checklist/facts/types.ts';
import { runs } from '../../support/runs.ts';

const country = (id: string): Country => {
  const found = countryById(id);
  if (found === null) throw new Error(`no country ${id}`);
  return found;
};
const machine = ({ pattern, rest }: Pick<OutboundRoute, 'pattern' | 'rest'>): Automaton => {
  const read = readPattern(pattern, rest);
  if (!read.ok) throw new Error(`${pattern}: ${read.why}`);
  return new Automaton(read.pattern);
};

/** As people write routes there: everything, home with and without its prefix, by length, abroad, behind a line outside. */
const HOMES =
  'RU,UA,BY,KZ,DE,AT,CH,FR,GB,IE,ES,PT,IT,NL,BE,LU,DK,NO,SE,FI,EE,LV,LT,PL,CZ,SK,HU,RO,BG,GR,TR,IL,AE,SA,EG,ZA,NG,KE,IN,CN,JP,KR,TH,VN,ID,AU,NZ,BR,AR,CL,MX,CO'
    .split(',')
    .map(country);

type Shape = Pick<OutboundRoute, 'pattern' | 'rest' | 'trim' | 'prepend'>;
function shapesOf({ nationalPrefix: n, callingCode: cc, accessCodes, lengths }: Country): readonly Shape[] {
  const [length = 9] = lengths.slice(-1);
  const plain = { trim: 0, prepend: '' };
  return [
    { ...plain, pattern: '', rest: -1 },
    { ...plain, pattern: n, rest: -1 },
    { ...plain, pattern: n, rest: length },
    { ...plain, pattern: `(${cc}|${n === '' ? '0' : n})`, rest: length },
    { ...plain, pattern: `[0-9]{${length}}`, rest: -1 },
    { ...plain, pattern: '[1-9]', rest: length - 1 },
    { ...plain, pattern: accessCodes[0] ?? '00', rest: -1 },
    // One country abroad.
    { ...plain, pattern: (accessCodes[0] ?? '00') + (cc === '44' ? '7' : '44'), rest: -1 },
    { ...plain, pattern: cc, rest: length },
    { pattern: '9', rest: -1, trim: 1, prepend: '' },
    { pattern: `9${n}`, rest: length, trim: 1, prepend: '' },
    { pattern: '[0-9]', rest: length - 1, trim: 0, prepend: n },
    { ...plain, pattern: '(1|0[1-4])', rest: 1 },
  ];
}
const routeOf = (shape: Shape): OutboundRoute => ({
  id: '1',
  name: 'r',
  priority: 1,
  providerId: 'p',
  providerDisabled: false,
  ...shape,
});

const diallings = new Map<string, Dialling>();
function dialling(home: Country, allowed: readonly string[], needed = false): Dialling {
  const key = `${home.id} ${allowed.join()} ${needed}`;
  const known = diallings.get(key);
  if (known !== undefined) return known;
  const ids = new Set(allowed);
  const made: Dialling = {
    home,
    allowed: ids,
    needed,
    test: testerOf(home, ids),
    isTooMuch: ({ abroad, premium }) => abroad !== null || premium !== null,
  };
  diallings.set(key, made);
  return made;
}
const narrowed = new Map<string, Narrowed>();
function narrowOf(route: OutboundRoute, how: Dialling): Narrowed {
  const key = JSON.stringify([how.home.id, [...how.allowed], route.pattern, route.rest, route.trim, route.prepend]);
  const known = narrowed.get(key) ?? narrow(route, how);
  narrowed.set(key, known);
  return known;
}

/** Numbers at home as they are dialled there, one of each kind; and those of countries that may be called. */
function meant(home: Country, allowed: readonly string[]): readonly string[] {
  const free = home.free.filter((group) => group.lengths.some((length) => length <= Math.max(...home.lengths)));
  const own = [...home.usual, ...free].flatMap(({ leads, lengths, whole }) =>
    leads.flatMap((lead) =>
      lengths.flatMap((length) =>
        length < lead.length ? [] : [(whole ? '' : home.nationalPrefix) + fillUp(lead, length)],
      ),
    ),
  );
  const far = allowed
    .map(country)
    .flatMap(({ callingCode, examples }) =>
      callingCode === home.callingCode
        ? []
        : examples.map((number) => (home.accessCodes[0] ?? '00') + callingCode + number),
    );
  // What begins like the way abroad is read as that.
  return [...own.filter((number) => !home.accessCodes.some((code) => number.startsWith(code))), ...far];
}
const isTold = (lost: readonly string[], number: string): boolean =>
  lost.some(
    (mask) => mask.length === number.length && [...mask].every((char, at) => char === '?' || char === number[at]),
  );

function judge(home: Country, shape: Shape, allowed: readonly string[]): 'narrowed' | 'off' | 'cannot' {
  const route = routeOf(shape);
  const how = dialling(home, allowed);
  const found = narrowOf(route, how);
  if (found.kind === 'cannot') return 'cannot';
  const old = machine(route);
  const made = found.patterns.map(machine);
  expect(beyond(made, [old])).toBeNull();
  for (const one of found.patterns) {
    expect(one.pattern).toMatch(/^[0-9#+*()[\]{}|-]{1,64}$/);
    expect(one.rest).toBeLessThanOrEqual(20);
    const [tested] = how.test([{ ...route, ...one }]);
    expect(tested, one.pattern).toMatchObject({ unreadable: null, abroad: null, premium: null });
  }
  const takes = (number: string) => made.some((automaton) => automaton.matches(number));
  const isFine = (number: string) => {
    const [tested] = how.test([{ ...route, pattern: number, rest: 0 }]);
    return tested?.abroad === null && tested.premium === null;
  };
  for (const number of home.emergency) if (old.matches(number)) expect(takes(number), number).toBe(true);
  if (shape.prepend === '' && shape.trim === 0) {
    const lost = meant(home, allowed).filter((number) => old.matches(number) && !takes(number) && isFine(number));
    expect(lost.filter((number) => !isTold(found.lost, number))).toEqual([]);
  }
  return found.patterns.length === 1 && found.patterns[0] === NOTHING ? 'off' : 'narrowed';
}

describe('a route made narrower', () => {
  it.each(HOMES.map((home) => [home.id, home] as const))('%s: as people write them there', (_, home) => {
    for (const shape of shapesOf(home)) judge(home, shape, []);
    expect(HOMES.length).toBeGreaterThanOrEqual(40);
  });

  it('any country, any of its routes, any countries that may be called', () => {
    // Those of North America are one, and told below.
    const all = COUNTRIES.filter(
      ({ id, lengths, callingCode }) => /^[A-Z]{2}$/.test(id) && lengths.length > 0 && callingCode !== '1',
    );
    const counts = { narrowed: 0, off: 0, cannot: 0 };
    fc.assert(
      fc.property(
        fc.constantFrom(...all).chain((home) => fc.tuple(fc.constant(home), fc.constantFrom(...shapesOf(home)))),
        fc.constantFrom<readonly string[]>([], ['DE'], ['KZ', 'BY']),
        ([home, shape], allowed) => {
          counts[judge(home, shape, allowed)]++;
        },
      ),
      { numRuns: runs(150) },
    );
    expect(counts.narrowed).toBeGreaterThan(counts.cannot);
    expect(counts.off).toBeGreaterThan(0);
  });

  it('Russia, the route of the factory: Kazakhstan, Abkhazia and dear numbers are out, the rest stays', () => {
    const found = narrowOf(routeOf({ pattern: '(7|8)', rest: 10, trim: 0, prepend: '' }), dialling(country('RU'), []));
    if (found.kind === 'cannot') throw new Error(found.because);
    const made = found.patterns.map(machine);
    const takes = (number: string) => made.some((one) => one.matches(number));
    for (const number of ['84951234567', '79161234567', '88001234567', '88121234567']) expect(takes(number)).toBe(true);
    for (const number of ['87011234567', '79401234567', '88091234567', '81044123456'])
      expect(takes(number)).toBe(false);
  });

  it('what leads abroad alone lets nothing out any more, and what may be called stays', () => {
    const abroad = routeOf({ pattern: '00', rest: -1, trim: 0, prepend: '' });
    expect(narrowOf(abroad, dialling(country('PL'), []))).toMatchObject({ kind: 'narrowed' });
    const off = narrowOf(routeOf({ pattern: '0044', rest: -1, trim: 0, prepend: '' }), dialling(country('PL'), []));
    expect(off).toMatchObject({ patterns: [NOTHING] });
    const germany = narrowOf(abroad, dialling(country('PL'), ['DE']));
    if (germany.kind === 'cannot') throw new Error(germany.because);
    const takes = (number: string) => germany.patterns.map(machine).some((one) => one.matches(number));
    expect([takes('00493012345678'), takes('004420123456')]).toEqual([true, false]);
  });

  it('a line outside: emergencies with and without it', () => {
    const found = narrowOf(routeOf({ pattern: '9', rest: -1, trim: 1, prepend: '' }), dialling(country('PL'), []));
    if (found.kind === 'cannot') throw new Error(found.because);
    const made = found.patterns.map(machine);
    expect(made.some((one) => one.matches('9112'))).toBe(true);
  });

  it('says why where it cannot', () => {
    const how = dialling(country('PL'), []);
    expect(narrowOf(routeOf({ pattern: '${X}', rest: 1, trim: 0, prepend: '' }), how)).toEqual({
      kind: 'cannot',
      because: 'unreadable',
    });
    expect(narrowOf(routeOf({ pattern: '', rest: -1, trim: 2, prepend: '' }), how)).toEqual({
      kind: 'cannot',
      because: 'cut',
    });
    expect(narrowOf(routeOf({ pattern: '', rest: -1, trim: 0, prepend: '' }), dialling(country('US'), []))).toEqual({
      kind: 'cannot',
      because: 'many',
    });
  });
});

describe('whether patterns take more than others', () => {
  it('an example, where they do', () => {
    const [seven, both] = [machine({ pattern: '7', rest: 3 }), machine({ pattern: '(7|8)', rest: 3 })];
    expect(beyond([seven], [both])).toBeNull();
    expect(beyond([both], [seven])).toMatch(/^8\d{3}$/);
    expect(beyond([machine(NOTHING)], [seven])).toBeNull();
  });
});

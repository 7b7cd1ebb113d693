import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countryById } from '../../../sites/checklist/dialling/countries.ts';
import { testRoutes, type TestedRoute } from '../../../sites/checklist/dialling/tester.ts';
import type { OutboundRoute } from '../../../sites/checklist/facts/types.ts';
import { runs } from '../../support/runs.ts';
import { worked } from '../../support/worked.ts';

type Change = Partial<OutboundRoute>;
const route = (pattern: string, rest: number | null, more: Change = {}): OutboundRoute => ({
  id: '1',
  name: 'Route',
  priority: 1,
  pattern,
  rest,
  trim: 0,
  prepend: '',
  providerId: 'SIP-1',
  providerDisabled: false,
  ...more,
});
const tryAll = (home: string | null, routes: readonly OutboundRoute[], allowed: readonly string[] = []) =>
  testRoutes(routes, home === null ? null : countryById(home), new Set(allowed));
function tryOne(
  home: string | null,
  pattern: string,
  rest: number | null,
  more: Change = {},
  allowed: string[] = [],
): TestedRoute {
  const [tested] = tryAll(home, [route(pattern, rest, more)], allowed);
  if (tested === undefined) throw new Error('the route was left out');
  return tested;
}

describe('a route that stays at home', () => {
  it.each([
    ['RU', '(7|8)[34]', 9, {}],
    ['RU', '(7|8)8[1-35-7]', 8, {}],
    ['RU', '[34]', 9, {}],
    ['RU', '8[34]', 9, { trim: 1, prepend: '7' }],
    ['RU', '8[34]', -1, { trim: 1, prepend: '+7' }],
    ['DE', '0[2-68]', null, {}],
    ['DE', '49[2-68]', 9, {}],
    ['FR', '0[1-7]', 8, {}],
    ['GB', '0[123]', 9, {}],
    ['GB', '07[1-9]', 8, {}],
    // Mobile and free numbers that could be read as some country's.
    ['CN', '1[3-9]', 9, {}],
    ['IT', '3[0-8]', 8, {}],
    ['US', '1(800|888|877|866)', 7, {}],
    ['RU', '(7|8)800', 7, {}],
    ['FR', '080', 7, {}],
    ['DE', '01[567]', -1, {}],
    ['US', '1416', 7, { allowed: ['CA'] }],
    ['DE', '112', 0, {}],
    // 39 894… would be dear by the calling code of home, but it is a mobile there.
    ['IT', '3', 9, {}],
    // Exit codes of one or two countries (060 of Mauritius, 0 of Samoa) begin like numbers at home.
    ['AT', '066', -1, {}],
    ['AT', '06', -1, {}],
    ['SE', '07[02369]', -1, {}],
    ['DE', '0', -1, { trim: 1, prepend: '+49', premium: true }],
  ] as const)('%s: %s and %s more', (home, pattern, rest, { ...more }) => {
    const { allowed = [], premium = false, ...change } = more as Change & { allowed?: string[]; premium?: boolean };
    const tested = tryOne(home, pattern, rest, change, allowed);
    expect(tested).toMatchObject({ unreadable: null, abroad: null });
    expect(tested.premium !== null).toBe(premium);
  });
});

describe('abroad', () => {
  it.each([
    // Everything.
    ['RU', '', null, '87023456789'],
    ['DE', '', -1, '00447234567890'],
    // Access codes: the country's own, and 00, which providers take everywhere.
    ['RU', '810', -1, '810447234567890'],
    ['RU', '00', -1, '00447234567890'],
    ['US', '011', -1, '011447234567890'],
    ['JP', '010', -1, '010447234567890'],
    ['DE', '0', -1, '00447234567890'],
    // Core cuts the plus of +44…, so what is dialled with it arrives bare.
    ['DE', '44', -1, '+447234567890'],
    ['DE', '[1-9]', -1, '+447234567890'],
    // Any length before, a fixed one after: short numbers of small countries fit into a number at home.
    ['FR', '0', 9, '0049223456'],
    ['RU', '8', 10, '87023456789'],
  ] as const)('%s: %s and %s more, for instance %s', (home, pattern, rest, number) => {
    expect(tryOne(home, pattern, rest).abroad?.example.dialled).toBe(number);
  });

  it('a neighbour that shares the calling code: 7 7xx is Kazakhstan from Russia, until it is allowed', () => {
    expect(tryOne('RU', '(7|8)7', 9).abroad).toMatchObject({ countries: ['KZ'] });
    expect(tryOne('RU', '(7|8)7', 9, {}, ['KZ']).abroad).toBeNull();
    expect(tryOne('KZ', '(7|8)[3489]', 9).abroad?.countries).toContain('RU');
    expect(tryOne('US', '1', 10).abroad?.countries).toEqual(expect.arrayContaining(['CA', 'JM', 'DO']));
    expect(tryOne('US', '1876', 7).abroad).toMatchObject({ countries: ['JM'], example: { dialled: '18762345678' } });
    expect(tryOne('DE', '001876', 7, {}, ['US', 'CA']).abroad).toMatchObject({ countries: ['JM'] });
    expect(tryOne('DE', '001212', 7, {}, ['US', 'CA']).abroad).toBeNull();
  });

  it('Abkhazia has Russian numbers at the price of a call abroad', () => {
    expect(tryOne('RU', '(7|8)940', 7).abroad).toMatchObject({ countries: ['+7840'] });
    expect(tryOne('RU', '(7|8)941', 7).abroad).toBeNull();
  });

  it('exit codes of other countries are tried, too, unless numbers at home begin so', () => {
    expect(tryOne('DE', '011', -1).abroad).not.toBeNull(); // North America's
    expect(tryOne('DE', '810', -1).abroad).not.toBeNull(); // Russia's
    expect(tryOne('RU', '010', -1).abroad).not.toBeNull(); // Japan's
    expect(tryOne('DE', '015', -1).abroad).toBeNull(); // one of Israel's, but a mobile number here
    expect(tryOne('GB', '0114', -1).abroad).toBeNull(); // Sheffield
  });

  it('dear numbers of other countries are abroad', () => {
    expect(tryOne('DE', '00449', -1).abroad).toMatchObject({ countries: ['GB'] });
  });

  it('territories that are called like the country are no abroad', () => {
    expect(tryOne('GB', '0[1-37]', 9).abroad).toBeNull(); // Jersey, Guernsey, Man
    expect(tryOne('NO', '7', 7).abroad).toBeNull(); // Svalbard
  });

  it('finds a country that no example number stands for', () => {
    expect(tryOne('DE', '0044208', -1).abroad).toMatchObject({ countries: ['GB'] });
    expect(tryOne('DE', '00882', -1).abroad).toMatchObject({ countries: ['+882'] });
  });

  it('allowed countries are left out, all others stay', () => {
    const closed = tryOne('DE', '0', -1).abroad?.countries ?? [];
    const open = tryOne('DE', '0', -1, {}, ['AT', 'CH']).abroad?.countries ?? [];
    expect(closed.filter((id) => !open.includes(id)).sort()).toEqual(['AT', 'CH']);
  });

  it('a number is not abroad because its digits could be read so: nine digits in France are a French number', () => {
    expect(tryOne('FR', '[1-9]', 8).abroad).toBeNull();
    expect(tryOne('DE', '[1-9]', 6).abroad).toBeNull(); // a local number
    expect(tryOne('RU', '(3|4)', 9).abroad).toBeNull();
  });

  it('without a home country only access codes and a plus speak for abroad', () => {
    expect(tryOne(null, '(7|8)', 10).abroad).not.toBeNull();
    expect(tryOne(null, '49', 10).abroad).toBeNull();
    expect(tryOne(null, '00', -1).abroad?.countries.length).toBeGreaterThan(200);
  });
});

describe('premium', () => {
  it.each([
    ['RU', '(7|8)', 10, '88032345678'],
    ['RU', '8', -1, '88032345678'],
    ['US', '1', 10, '19002234567'],
    ['GB', '09', 9, '09023456789'],
    ['DE', '0900', -1, '09001234567'],
    ['DE', '49', 10, '+491371234567'],
    // As people dial them: with the exit code and the own calling code, without the trunk prefix, short, by another carrier.
    ['FR', '0033', -1, '0033812345678'],
    ['IL', '1900', 6, '1900234567'],
    ['GB', '07', 9, '07023456789'],
    ['DE', '118', 2, '11823'],
    ['DE', '010', -1, '01023456789012'],
    ['DE', '0180', -1, '018023456'],
    ['FR', '118', 3, '118234'],
    ['ES', '90[57]', 6, '905234567'],
    ['US', '411', 0, '411'],
  ] as const)('%s: %s and %s more, for instance %s', (home, pattern, rest, number) => {
    expect(tryOne(home, pattern, rest).premium?.example.dialled).toBe(number);
  });

  it('is apart from abroad', () => {
    expect(tryOne('RU', '8809', 7)).toMatchObject({ abroad: null, premium: { countries: ['RU'] } });
    expect(tryOne('RU', '(7|8)7', 9)).toMatchObject({ abroad: { countries: ['KZ'] }, premium: null });
    expect(tryOne('RU', '810979', -1)).toMatchObject({ abroad: null, premium: { countries: ['+979'] } });
  });
});

describe('what goes out is what counts', () => {
  it('a prefix for an outside line is cut: whoever dials it gets abroad', () => {
    expect(tryOne('DE', '9', -1, { trim: 1 }).abroad?.example).toEqual({
      country: 'GB',
      dialled: '900447234567890',
      sent: '00447234567890',
    });
    expect(tryOne('DE', '*9#', -1, { trim: 3 }).abroad?.example.dialled).toBe('*9#00447234567890');
  });

  it('what the route puts in front leads abroad by itself', () => {
    expect(tryOne('RU', '5', -1, { trim: 1, prepend: '81044' }).abroad).toMatchObject({
      countries: ['GB'],
      example: { dialled: '57234567890', sent: '810447234567890' },
    });
    expect(tryOne('RU', '5', -1, { trim: 1, prepend: '810' }).abroad?.countries.length).toBeGreaterThan(200);
    expect(tryOne('RU', '7', 9, { prepend: '8' }).abroad).toMatchObject({
      countries: ['KZ'],
      example: { sent: '87023456789' },
    });
  });

  it('what the route puts in front can also keep a number at home', () => {
    expect(tryOne('RU', '8[34]', 9, { trim: 1, prepend: '7' }).abroad).toBeNull();
  });

  it("a gateway's own prefix is no part of the number", () => {
    expect(tryOne('DE', '00', -1, { prepend: '#31#' }).abroad?.example).toMatchObject({
      dialled: '00447234567890',
      sent: '#31#00447234567890',
    });
  });

  it('a plus that is dialled never reaches the route; one that the route adds goes out', () => {
    expect(tryOne('DE', '+', -1).abroad).toBeNull();
    expect(tryOne('DE', '44', -1, { prepend: '+' }).abroad?.example).toMatchObject({
      dialled: '447234567890',
      sent: '+447234567890',
    });
  });

  it('a route that trims more than can be dialled lets nothing out', () => {
    expect(tryOne('DE', '', -1, { trim: 99 })).toMatchObject({ abroad: null, premium: null });
  });

  it('letters in front are filtered out by Core', () => {
    expect(tryOne('DE', '7', -1, { prepend: 'w0044' }).abroad).toMatchObject({
      countries: ['GB'],
      example: { sent: '00447234567890' },
    });
  });
});

describe('several routes', () => {
  it('a backup route opens as much as the first: order closes nothing', () => {
    const tested = tryAll('DE', [route('0[2-8]', -1), route('', -1, { id: '2', providerId: 'SIP-2' })]);
    expect(tested.map(({ route: { id }, abroad }) => [id, abroad !== null])).toEqual([
      ['1', false],
      ['2', true],
    ]);
  });

  it('a disabled or missing provider takes its route out', () => {
    expect(tryAll('DE', [route('', -1, { providerDisabled: true }), route('', -1, { providerId: '' })])).toEqual([]);
  });

  it('a route that trims everything ends the call, for the routes after it only', () => {
    const barrier = route('(00|01|[1-9])', -1, { id: '0', trim: 30 });
    const open = route('', -1);
    expect(tryAll('DE', [barrier, open])[1]?.abroad).toBeNull();
    expect(tryAll('DE', [open, barrier])[0]?.abroad).not.toBeNull();
    // Shorter than the number: something is left to dial.
    expect(tryAll('DE', [{ ...barrier, trim: 8 }, open])[1]?.abroad).not.toBeNull();
    // Something is put in front, so the call goes on.
    expect(tryAll('DE', [{ ...barrier, prepend: '1' }, open])[1]?.abroad).not.toBeNull();
  });

  it('routes that are alike are told apart by their own id', () => {
    const tested = tryAll('DE', [route('0', -1), route('0', -1, { id: '2', name: 'Second' })]);
    expect(tested.map(({ route: { id, name } }) => [id, name])).toEqual([
      ['1', 'Route'],
      ['2', 'Second'],
    ]);
  });
});

describe('text of strangers', () => {
  it('a pattern that cannot be read lets nothing pass as good', () => {
    expect(tryOne('DE', '${EVIL}', -1)).toMatchObject({ unreadable: 'special', abroad: null, premium: null });
  });

  const hostile = fc.record({
    pattern: fc.oneof(
      fc.string({ maxLength: 80 }),
      fc.array(fc.constantFrom(...'0178()[]{},|?*+^.-'), { maxLength: 40 }).map((all) => all.join('')),
    ),
    rest: fc.oneof(fc.constant(null), fc.integer({ min: -5, max: 120 }), fc.double()),
    trim: fc.oneof(fc.integer({ min: -5, max: 50 }), fc.double()),
    prepend: fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('', '8', '7', '00', '+7', '9', '810')),
  });

  it('never throws, and an example is always a number that the route really takes', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom('RU', 'DE', 'US', null), ({ pattern, rest, trim, prepend }, home) => {
        const { unreadable, abroad, premium } = tryOne(home, pattern, rest, { trim, prepend });
        for (const reached of [abroad, premium]) {
          if (reached === null) continue;
          expect(unreadable).toBeNull();
          expect(new Set(reached.countries).size).toBe(reached.countries.length);
          expect(reached.example.dialled).toMatch(/^\+?[0-9*#+]+$/);
          const cut = Math.max(0, Math.trunc(trim) || 0);
          const front = prepend.replace(/[^0-9*#+]/g, '');
          expect(reached.example.sent).toBe(front + reached.example.dialled.replace(/^\+/, '').slice(cut));
        }
      }),
      { numRuns: runs(500) },
    );
  });
});

it('fifty routes cost a few milliseconds', () => {
  const routes = Array.from({ length: 50 }, (_, i) => route(`(7|8)9${i}`, 8, { id: String(i) }));
  const once = () => {
    const begin = worked();
    tryAll('RU', routes);
    return worked() - begin;
  };
  const best = Math.min(...Array.from({ length: 10 }, once));
  expect(best).toBeLessThan(20);
});

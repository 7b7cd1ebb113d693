/** What we advise to type is judged as any other route, for every country; and it loses none of the numbers there. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { adviseRoutes, emergencyPattern, type Advised } from '../../../sites/checklist/dialling/advice.ts';
import { Automaton } from '../../../sites/checklist/dialling/automaton.ts';
import { COUNTRIES, countryById, fillUp, type Country } from '../../../sites/checklist/dialling/countries.ts';
import { readPattern } from '../../../sites/checklist/dialling/pattern.ts';
import { testRoutes } from '../../../sites/checklist/dialling/tester.ts';
import type { OutboundRoute } from '../../../sites/checklist/facts/types.ts';

const route = ({ pattern, rest }: Advised): OutboundRoute => ({
  id: '1',
  name: 'Advised',
  priority: 1,
  pattern,
  rest,
  trim: 0,
  prepend: '',
  providerId: 'SIP-1',
  providerDisabled: false,
});
const country = (id: string): Country => {
  const found = countryById(id);
  if (found === null) throw new Error(`no country ${id}`);
  return found;
};
const takes = (advised: readonly Advised[], number: string) =>
  advised.some(({ pattern, rest }) => {
    const read = readPattern(pattern, rest);
    return read.ok && new Automaton(read.pattern).matches(number);
  });
const HOMES = COUNTRIES.filter(({ id }) => !id.startsWith('+'));
const ADVICE = new Map(HOMES.map((home) => [home.id, adviseRoutes(home, [])]));

describe('what we advise to type', () => {
  it('there is something for every country outside of North America', () => {
    const none = HOMES.filter(({ id }) => ADVICE.get(id)?.length === 0);
    expect(none.map(({ callingCode }) => callingCode)).toEqual(none.map(() => '1'));
  });

  it.each(HOMES.map((home) => [home.id, home] as const))(
    '%s: passes our own test, and fits into the form',
    (id, home) => {
      for (const advised of ADVICE.get(id) ?? []) {
        // What the form of both releases takes, and how many digits may follow on the newer one.
        expect(advised.pattern).toMatch(/^[0-9#+*()[\]{}|-]{1,64}$/);
        expect(advised.rest).toBeLessThanOrEqual(20);
        const [tested] = testRoutes([route(advised)], home, new Set());
        expect(tested, JSON.stringify(advised)).toMatchObject({ unreadable: null, abroad: null, premium: null });
      }
      const emergency = { pattern: emergencyPattern(home), rest: 0 };
      const [tested] = testRoutes([route(emergency)], home, new Set());
      if (home.emergency.length > 0) expect(tested).toMatchObject({ unreadable: null, abroad: null, premium: null });
      for (const number of home.emergency) expect(takes([emergency], number)).toBe(true);
    },
  );

  it('lets out fixed, mobile and free numbers', () => {
    const lost = HOMES.flatMap((home) => {
      const advised = ADVICE.get(home.id) ?? [];
      return advised.length === 0
        ? []
        : home.examples.filter(
            (number) => ![number, home.nationalPrefix + number].some((each) => takes(advised, each)),
          );
    });
    expect(lost).toEqual([]);
  });

  it('of real numbers, in every country: at least four in five kinds, and no dear one', () => {
    for (const home of HOMES) {
      const advised = ADVICE.get(home.id) ?? [];
      if (advised.length === 0) continue;
      const numbers = home.usual.flatMap(({ leads, lengths, whole }) =>
        leads.flatMap((lead) =>
          lengths.flatMap((length) => {
            const number = fillUp(lead, length);
            const isReal = parsePhoneNumberFromString(`+${home.callingCode}${number}`)?.isValid() === true;
            return isReal ? [whole ? number : home.nationalPrefix + number] : [];
          }),
        ),
      );
      const lost = numbers.filter((number) => !takes(advised, number));
      expect(lost.length, `${home.id}: ${lost.join()}`).toBeLessThanOrEqual(Math.max(1, numbers.length / 5));
    }
  });

  it('Russia: 8-800 and ordinary numbers in, premium, Kazakhstan, Abkhazia and 8-10 out', () => {
    const advised = adviseRoutes(country('RU'), []);
    for (const number of ['84952293042', '79161234567', '88001234567', '78121234567']) {
      expect(takes(advised, number), number).toBe(true);
    }
    for (const number of ['88091234567', '87011234567', '89401234567', '88401234567', '810447911123456']) {
      expect(takes(advised, number), number).toBe(false);
    }
  });

  it('countries that may be called get a pattern with the exit code', () => {
    expect(adviseRoutes(country('DE'), [country('AT')])).toContainEqual({ pattern: '0043', rest: -1 });
  });

  it.each([
    ['JP', '010'],
    ['AU', '0011'],
    ['BR', '0012'],
  ])('%s: by the code that its people dial for abroad, %s', (id, code) => {
    const patterns = adviseRoutes(country(id), [country('AT')]).map(({ pattern }) => pattern);
    expect(patterns).toContain(`${code}43`);
  });

  it('emergency numbers are one pattern, with brackets where there are several', () => {
    expect(emergencyPattern({ ...country('DE'), emergency: ['112'] })).toBe('112');
    expect(emergencyPattern({ ...country('DE'), emergency: ['110', '112'] })).toBe('(110|112)');
  });

  it('but for home, and where the code leads to other countries, too', () => {
    const patterns = (...allowed: string[]) =>
      adviseRoutes(country('DE'), allowed.map(country)).map(({ pattern }) => pattern);
    expect(patterns('RU')).toEqual(patterns());
    expect(patterns('US')).toEqual(patterns());
    expect(patterns('DE')).toEqual(patterns());
    expect(patterns('AT', 'RU', 'CZ')).toEqual([...patterns(), '0043', '00420']);
  });

  /** Kept, so that a change of the table of numbers, or of how patterns are made, is seen: `UPDATE=1` writes them anew. */
  it('is what it was, pattern by pattern', () => {
    const now = Object.fromEntries(
      [...ADVICE].map(([id, advised]) => [
        id,
        advised.map(({ pattern, rest }) => `${pattern} ${rest < 0 ? 'and any digits' : `and ${rest}`}`).join('; '),
      ]),
    );
    const file = join(import.meta.dirname, 'advised.json');
    if (process.env['UPDATE'] === '1') writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
    expect(now).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });
});

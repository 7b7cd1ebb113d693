import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json';
import { describe, expect, it } from 'vitest';
import { DIALLING } from '../../../sites/checklist/data/dialling.generated.ts';
import { COUNTRIES, countryById, fillUp, type NumberGroup } from '../../../sites/checklist/dialling/countries.ts';

const data = new URL('../../../sites/checklist/data/', import.meta.url);
const file = (name: string) => readFileSync(new URL(name, data));

describe('numbering of the world', () => {
  it('travels in less than 11 kB, and says its version and date', () => {
    expect(gzipSync(file('dialling.generated.ts')).length).toBeLessThan(11_000);
    expect(gzipSync(Buffer.concat([file('dialling.generated.ts'), file('zones.ts')])).length).toBeLessThan(15_000);
    expect(DIALLING.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(DIALLING.date).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  it('holds every country of the source, or the one whose numbering it shares', () => {
    const lost = Object.keys(metadata.countries).filter((id) => countryById(id) === null);
    expect(lost).toEqual([]);
    expect(countryById('je')?.id).toBe('GB');
    expect(countryById('XX')).toBeNull();
  });

  it.each([
    ['RU', '7', '8', ['810']],
    ['KZ', '7', '8', ['810']],
    ['DE', '49', '0', ['00']],
    ['JM', '1', '1', ['011']],
    ['JP', '81', '0', ['010']],
  ] as const)('%s: calling code, prefix, access codes', (id, callingCode, nationalPrefix, accessCodes) => {
    expect(countryById(id)).toMatchObject({ callingCode, nationalPrefix, accessCodes });
  });

  it.each([
    ['RU', ['803', '808', '809']],
    ['US', ['9002']],
    ['FI', ['600', '700']],
    ['GB', ['70', '90', '844']],
    ['ES', ['806', '905', '907']],
    ['+979', ['1', '3', '5', '9']],
  ] as const)('%s: dear ranges', (id, ranges) => {
    const leads = COUNTRIES.find((country) => country.id === id)?.dear.flatMap((group) => group.leads);
    expect(leads).toEqual(expect.arrayContaining([...ranges]));
  });

  it('no free number is dear', () => {
    const numbers = COUNTRIES.filter(({ id }) => !id.startsWith('+')).flatMap(({ id, callingCode, dear }) =>
      dear.flatMap(({ leads, lengths }) =>
        leads.flatMap((lead) => lengths.map((length) => [id, `+${callingCode}${fillUp(lead, length)}`] as const)),
      ),
    );
    expect(numbers.length).toBeGreaterThan(1000);
    const free = numbers.filter(([, number]) => parsePhoneNumberFromString(number)?.getType() === 'TOLL_FREE');
    expect(free).toEqual([]);
  });

  it('knows numbers that are dialled without the prefix of the others, and those dialled as they are', () => {
    expect(countryById('CN')?.usual.find(({ whole }) => whole)).toMatchObject({ lengths: [11] });
    expect(countryById('IL')?.dear[0]).toMatchObject({ whole: true });
    expect(countryById('DE')?.dearAsDialled).toContainEqual({ leads: ['118'], lengths: [5], whole: true });
    expect(countryById('DE')?.dearAsDialled).toContainEqual({ leads: ['010'], lengths: [14, 15, 16, 17], whole: true });
    expect(countryById('RU')?.emergency).toEqual(expect.arrayContaining(['112', '102']));
  });

  it('knows the carriers that are chosen inside an access code', () => {
    expect(countryById('AU')?.accessCodes).toEqual(expect.arrayContaining(['0011', '0014', '0019']));
    expect(countryById('CN')?.accessCodes).toEqual(['00']); // hundreds: the plain one stands for all
  });

  it('has an example of a possible length in every country', () => {
    for (const { id, examples, usual } of COUNTRIES) {
      // Premium alone, and a territory with the numbers of another country.
      if (id === '+979' || id === '+7840') continue;
      expect(examples.length, id).toBeGreaterThan(0);
      for (const example of examples) {
        expect(example, id).toMatch(/^\d+$/);
        const begins = ({ leads }: NumberGroup) => leads.some((digits) => example.startsWith(digits));
        expect(
          usual.filter(begins).flatMap(({ lengths }) => lengths),
          id,
        ).toContain(example.length);
      }
    }
  });

  it('tells the countries of a shared calling code apart', () => {
    for (const code of ['1', '7']) {
      const countries = COUNTRIES.filter(({ callingCode }) => callingCode === code);
      const all = countries.flatMap(({ usual }) => [...new Set(usual.flatMap(({ leads }) => leads))]);
      expect(all.length).toBeGreaterThan(1);
      expect(new Set(all).size).toBe(all.length);
    }
  });
});

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import metadata from 'libphonenumber-js/metadata.max.json';
import { describe, expect, it } from 'vitest';
import { DIALLING } from '../../../sites/checklist/data/dialling.generated.ts';
import { COUNTRIES, countryById } from '../../../sites/checklist/dialling/countries.ts';

const data = new URL('../../../sites/checklist/data/', import.meta.url);
const file = (name: string) => readFileSync(new URL(name, data));

describe('numbering of the world', () => {
  it('travels in less than 8 kB, and says its version and date', () => {
    expect(gzipSync(file('dialling.generated.ts')).length).toBeLessThan(8192);
    expect(gzipSync(Buffer.concat([file('dialling.generated.ts'), file('zones.ts')])).length).toBeLessThan(9000);
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
    ['RU', '7', '8', ['810'], ['3', '4', '8', '9']],
    ['KZ', '7', '8', ['810'], ['7']],
    ['DE', '49', '0', ['00'], []],
    ['JM', '1', '1', ['011'], ['658', '876']],
    ['JP', '81', '0', ['010'], []],
  ] as const)(
    '%s: calling code, prefix, access codes, first digits',
    (id, callingCode, nationalPrefix, accessCodes, leading) => {
      expect(countryById(id)).toMatchObject({ callingCode, nationalPrefix, accessCodes, leading });
    },
  );

  it.each([
    ['RU', ['803', '809']],
    ['US', ['900']],
    ['FI', ['600', '700']],
    ['+979', ['1', '3', '5', '9']],
  ] as const)('%s: premium ranges', (id, ranges) => {
    expect(COUNTRIES.find((country) => country.id === id)?.premium.ranges).toEqual(ranges);
  });

  it('knows the carriers that are chosen inside an access code', () => {
    expect(countryById('AU')?.accessCodes).toEqual(expect.arrayContaining(['0011', '0014', '0019']));
    expect(countryById('CN')?.accessCodes).toEqual(['00']); // hundreds: the plain one stands for all
  });

  it('has an example of a possible length in every country', () => {
    for (const { id, examples, lengths, leading } of COUNTRIES) {
      if (id === '+979') continue;
      expect(examples.length, id).toBeGreaterThan(0);
      for (const example of examples) {
        expect(example, id).toMatch(/^\d+$/);
        expect(lengths, id).toContain(example.length);
        if (leading.length > 0)
          expect(
            leading.some((digits) => example.startsWith(digits)),
            id,
          ).toBe(true);
      }
    }
  });

  it('tells the countries of a shared calling code apart', () => {
    for (const code of ['1', '7']) {
      const all = COUNTRIES.filter(({ callingCode }) => callingCode === code).flatMap(({ leading }) => leading);
      expect(all.length).toBeGreaterThan(1);
      expect(new Set(all).size).toBe(all.length);
    }
  });
});

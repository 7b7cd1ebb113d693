/** Digits that prove nothing: a provider at home reads them as a number at home, or as a local one. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COUNTRIES, countryById } from '../../../sites/checklist/dialling/countries.ts';
import { COMMON_CODES, abroad, premium, readsAsHome, type Form } from '../../../sites/checklist/dialling/sought.ts';

const home = (id: string) => {
  const country = countryById(id);
  if (country === null) throw new Error(`no country ${id}`);
  return country;
};
const reads = (id: string, careful: Form['careful'], digits: string, number: string) =>
  readsAsHome(home(id), { digits, careful }, number);

/** `1`: it proves nothing. Kept, so that a change of what is careful is seen: `UPDATE=1` writes them anew. */
it('what proves nothing is what it was, country by country', () => {
  const NUMBERS = ['4366012345678', '12015550123', '79161234567', '5312345678', '2025550', '881612345678'];
  const FORMS: readonly Form[] = (['home', 'foreign', 'bare'] as const).flatMap((careful) =>
    ['', '00', '011', '010', '0011', '810', '9'].map((digits) => ({ digits, careful })),
  );
  const now = Object.fromEntries(
    COUNTRIES.filter(({ id }) => !id.startsWith('+')).map((one) => [
      one.id,
      FORMS.map((form) => NUMBERS.map((number) => Number(readsAsHome(one, form, number))).join('')).join(' '),
    ]),
  );
  const file = join(import.meta.dirname, 'reads.json');
  if (process.env['UPDATE'] === '1') writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
  expect(now).toEqual(JSON.parse(readFileSync(file, 'utf8')));
});

describe('a number without any prefix', () => {
  it('of fewer than ten digits is a local one', () => {
    expect(reads('DE', 'bare', '', '441234567')).toBe(true);
    expect(reads('DE', 'bare', '', '4412345678')).toBe(false);
  });

  it.each([
    ['AR', '4412345678', true, 'numbers there have two lengths, and this is one'],
    ['AR', '441234567890', false, 'longer than any there'],
    ['EG', '4412345678', true, 'three lengths are few'],
    ['IE', '4412345678', false, 'of four nobody knows where a number ends: it comes with its prefix'],
  ])('%s, %s: %s (%s)', (id, number, expected) => {
    expect(reads(id, 'bare', '', number)).toBe(expected);
  });

  it('is the way abroad where it begins with the code for it', () => {
    // 00 from Germany, 810 from Russia; Japan has the calling code 81.
    expect(reads('RU', 'bare', '', '81012345678')).toBe(true);
    expect(reads('DE', 'bare', '', '81012345678')).toBe(false);
  });

  it('is no number at home where only its end is a code, or where it begins with one of the codes alone', () => {
    // From Finland 994 leads abroad; elsewhere it is Azerbaijan.
    expect(reads('FI', 'bare', '', '994501234567')).toBe(true);
    expect(reads('FI', 'bare', '', '441234567994')).toBe(false);
    expect(reads('DE', 'bare', '', '994501234567')).toBe(false);
  });

  it('is a number at home with its trunk prefix, of a length that is one there', () => {
    expect(reads('RU', 'home', '8', '4951234567')).toBe(true);
    expect(reads('RU', 'home', '8', '49512345678')).toBe(false);
  });
});

it('nobody doubts a form that is careful about nothing, nor one of nobody’s home', () => {
  expect(reads('DE', 'no', '', '441234567')).toBe(false);
  expect(readsAsHome(null, { digits: '', careful: 'bare' }, '441234567')).toBe(false);
});

describe('forms', () => {
  const forms = (id: string | null) => {
    const groups = abroad(id === null ? null : home(id), new Set());
    return groups[1]?.forms.map(({ digits, careful }) => `${digits} ${careful}`) ?? [];
  };

  it('begin with the codes of home, or with those that most of the world uses', () => {
    expect(forms('DE').slice(0, 3)).toEqual(['00 no', '+ no', ' bare']);
    expect(forms('RU').slice(0, 3)).toEqual(['810 no', '00 home', '+ no']);
    expect(forms(null)).toEqual([...COMMON_CODES.map((code) => `${code} no`), '+ no']);
  });

  it('try the codes of other countries where they mean nothing at home', () => {
    expect(forms('DE')).toContain('810 foreign');
    expect(forms('DE')).toContain('011 foreign');
    expect(forms('RU')).not.toContain('810 foreign');
    expect(forms('RU').filter((form) => form.startsWith('00 '))).toEqual(['00 home']);
  });

  it('of premium numbers at home are those in which people dial them', () => {
    const digits = premium(home('DE')).flatMap((group) => group.forms.map((form) => form.digits));
    expect(digits).toContain('0');
    expect(digits).toContain('0049');
    expect(digits).toContain('+49');
    expect(digits).toContain('49');
    expect(premium(null)).toHaveLength(1);
  });

  it.each([
    ['DE', ['0', '0049', '+49', '49']],
    ['IT', ['', '0039', '+39', '39']],
    ['US', ['1', '', '0111', '001', '+1', '1']],
    ['BR', ['0', '']],
    ['AT', ['0', '0043', '+43', '43']],
  ])('of premium numbers in %s: %j', (id, expected) => {
    expect(
      premium(home(id))[0]
        ?.forms.map(({ digits }) => digits)
        .slice(0, expected.length),
    ).toEqual(expected);
  });

  it('of codes of others: none that begins as a number at home does, or as one of several ways abroad', () => {
    // In Austria 060… are mobiles; from Finland 990, 991, 994 … lead abroad, and each is one of its own.
    expect(forms('AT').filter((form) => form.startsWith('06'))).toEqual([]);
    expect(forms('FI')).not.toContain('994 foreign');
    expect(forms('DE')).toContain('994 foreign');
    expect(forms('FI').slice(0, 4)).toEqual(['00 no', '990 no', '991 no', '994 no']);
  });
});

describe('countries that share a calling code', () => {
  const near = (id: string, ...allowed: string[]) => abroad(home(id), new Set(allowed))[0];

  it('are reached as if they were at home', () => {
    expect(near('RU')?.tree.sought.map(({ country }) => country)).toContain('KZ');
    expect(near('RU')?.forms.map(({ digits }) => digits)).toEqual(['8', '']);
    expect(near('RU', 'KZ')?.tree.sought.map(({ country }) => country)).not.toContain('KZ');
    expect(near('DE')).toMatchObject({ forms: [], tree: { sought: [] } });
  });
});

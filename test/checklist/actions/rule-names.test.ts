/** Names of new rules: whom they are for, whatever strangers call themselves, and never twice. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeName } from '../../../sites/checklist/actions/place-names.ts';
import { ruleNames } from '../../../sites/checklist/actions/requests.ts';
import type { Network } from '../../../sites/checklist/reach/networks.ts';
import { networksOf } from '../../../sites/checklist/reach/networks.ts';
import { rule } from '../../support/facts.ts';

const network = (text: string): Network => {
  const [one] = networksOf(text);
  if (one === undefined) throw new Error(text);
  return one;
};
const phone = (account: string, name: string) => ({
  phone: { account, address: '8.8.8.8', contact: '8.8.8.8', userAgent: '', inBrowser: false },
  name,
  maker: null,
  service: 'SIP',
});

it('a place is called by its accounts and their names, or by what was seen there', () => {
  const one = { network: '8.8.8.8/32', phones: [phone('202', 'Ivan Petrov'), phone('202', 'Ivan Petrov')] };
  expect(placeName(one, ['SIP'])).toBe('202 Ivan Petrov');
  const many = { network: '8.8.8.8/32', phones: ['1', '2', '3', '4', '5'].map((account) => phone(account, '')) };
  expect(placeName(many, ['SIP'])).toBe('1, 2, 3 +2');
  expect(placeName({ network: '8.8.8.8/32', phones: [] }, ['WEB', 'SSH'])).toBe('WEB, SSH 8.8.8.8');
});

it('text of strangers is one line without markup and without what cannot be seen', () => {
  const name = ruleNames(undefined, [])(network('8.8.8.8'), '202 <b>"Ivan"\u202e\u200b\n\t & Co\ud800');
  expect(name).toBe('202 bIvan Co');
});

/** As the PBX takes it. */
const TAKEN = /^[^<>&"'\p{Cc}]{1,100}$/u;

it('whatever is wanted, the PBX takes it, and no two are alike', () => {
  const wanted = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 130 }),
    fc.constantFrom('a'.repeat(120), '📞'.repeat(80)),
  );
  fc.assert(
    fc.property(fc.array(wanted, { minLength: 1, maxLength: 6 }), wanted, (names, taken) => {
      const nameOf = ruleNames('Own network', [rule('1', '8.8.8.8', {}, { name: taken })]);
      const made = names.flatMap((name) => [nameOf(network('8.8.8.8'), name), nameOf(network('8.8.8.8'))]);
      for (const name of made) {
        expect(name).toMatch(TAKEN);
        expect(name.trim()).toBe(name);
        expect(Buffer.from(name).toString()).toBe(name);
      }
      const all = [taken.trim(), ...made].map((name) => name.toLowerCase());
      expect(new Set(all).size).toBe(all.length);
    }),
  );
});

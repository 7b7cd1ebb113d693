/** Is what makes auth usernames differ from extensions easy to guess? */
import { describe, expect, it } from 'vitest';
import { loginFlaw, suffixFlaw } from '../../../sites/checklist/secrets/suffix.ts';

describe('a suffix', () => {
  it.each([
    ['ab', 'short'],
    ['абв', 'pattern'],
    ['123', 'number'],
    ['20242024', 'number'],
    ['MIKO', 'example'],
    ['MIKO1', 'example'],
    ['МИКО', 'example'],
    ['miko-2024', 'example'],
    ['test', 'common'],
    ['sip-admin', 'common'],
    ['SIP_2024', 'common'],
    ['t3st', 'common'],
    ['voip90817', null], // five digits are no counter
    ['sip1234', 'common'],
    ['qwe', 'pattern'],
    ['aaa', 'pattern'],
    ['qwe-2024', 'pattern'],
    ['Acme', 'company'],
    ['acme24', 'company'],
    ['Acme-Trading', 'company'],
    ['acme!test', 'company'],
    ['test!miko', 'common'],
    ['acmex', null],
    ['kq7w', null],
    ['---', 'pattern'],
  ])('%j: %s', (suffix, flaw) => {
    expect(suffixFlaw(suffix, 'Acme Trading')).toBe(flaw);
  });

  it('of a PBX that is called as all are is common, not its name', () => {
    expect(suffixFlaw('pbx', 'PBX')).toBe('common');
  });
});

describe('a name to log in with', () => {
  it.each([
    ['204', '204', 'number'],
    ['205', '204', 'number'],
    [' 204 ', '204', 'number'],
    ['204test', '204', 'common'],
    ['204kq7w', '204', null],
    ['kq7w9z', '204', null],
    ['sip204x', '204', null],
    ['kq', '204', 'short'],
    ['kq7w', '', null],
  ])('%j of %s: %s', (name, number, flaw) => {
    expect(loginFlaw(name, number, 'Acme')).toBe(flaw);
  });
});

/** @vitest-environment jsdom */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { phoneFileOf } from '../../../sites/checklist/devices/phone-files.ts';
import { runs } from '../../support/runs.ts';

const NEW = { login: '204XK7Q', secret: 'Abcdefgh23456789wxyz' };
const parsed = (text: string) => new DOMParser().parseFromString(text, 'text/xml');

it('a Yealink gets lines of its first account', () => {
  expect(phoneFileOf('Yealink', NEW)).toEqual({
    extension: 'cfg',
    type: 'text/plain',
    text: '#!version:1.0.0.1\naccount.1.auth_name = 204XK7Q\naccount.1.password = Abcdefgh23456789wxyz\n',
  });
});

it.each([
  ['Grandstream', 'gs_provision > config[version="1"]', { P36: NEW.login, P34: NEW.secret }],
  ['Snom', 'settings > phone-settings', { user_pname: NEW.login, user_pass: NEW.secret }],
  ['Cisco (SPA)', 'flat-profile', { Use_Auth_ID_1_: 'Yes', Auth_ID_1_: NEW.login, Password_1_: NEW.secret }],
])('a phone of %s gets these settings and no others', (maker, around, settings) => {
  const file = phoneFileOf(maker, NEW);
  expect(file?.extension).toBe('xml');
  const found = [...(parsed(file?.text ?? '').querySelector(around)?.children ?? [])];
  expect(Object.fromEntries(found.map(({ tagName, textContent }) => [tagName, textContent]))).toEqual(settings);
});

it('a Snom is told which of its identities', () => {
  const { documentElement } = parsed(phoneFileOf('Snom', NEW)?.text ?? '');
  expect([...documentElement.querySelectorAll('[idx]')].map((each) => each.getAttribute('idx'))).toEqual(['1', '1']);
});

it.each(['Yealink', 'Grandstream', 'Snom', 'Cisco (SPA)'])('%s: a secret that stays is not in the file', (maker) => {
  const text = phoneFileOf(maker, { ...NEW, secret: '' })?.text ?? '';
  expect(text).toContain(NEW.login);
  expect(text).not.toMatch(/pass|P34/i);
});

it('nothing for makers whose format is not known, and for no maker', () => {
  for (const maker of ['Fanvil', 'MicroSIP', 'Zoiper', 'Linphone', null]) expect(phoneFileOf(maker, NEW)).toBeNull();
});

/** Without the switch of Cisco's. */
const valuesIn = (text: string) =>
  [...parsed(text).documentElement.querySelectorAll('*:not(Use_Auth_ID_1_)')]
    .filter(({ children }) => children.length === 0)
    .map(({ textContent }) => textContent);

it('no text of strangers becomes another setting', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('a\nb = c', '</P36><P2>x</P2>', '&lt;', '"\'<>', ' x', 'ä'));
  fc.assert(
    fc.property(
      text,
      text,
      fc.constantFrom('Yealink', 'Grandstream', 'Snom', 'Cisco (SPA)'),
      (login, secret, maker) => {
        const file = phoneFileOf(maker, { login, secret });
        if (file === null) expect(/^[!-~]+$/.test(login) && /^[!-~]*$/.test(secret)).toBe(false);
        else if (file.extension === 'cfg') expect(file.text.split('\n')).toHaveLength(secret === '' ? 3 : 4);
        else expect(valuesIn(file.text)).toEqual([login, ...(secret === '' ? [] : [secret])]);
      },
    ),
    { numRuns: runs(500) },
  );
});

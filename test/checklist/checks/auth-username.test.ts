import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/auth-username.ts';
import type { Account } from '../../../sites/checklist/facts/types.ts';
import { CLEAN } from '../../support/facts.ts';
import { judgeWith } from '../../support/judge.ts';
import { findingsOf, keysIn } from '../../support/outcome.ts';

const [anna] = CLEAN.accounts;
if (anna === undefined) throw new Error('the clean PBX lost its account');
const account = (number: string, authUsername: Account['authUsername'] = null): Account => ({
  ...anna,
  number,
  page: number,
  authUsername,
});

const judge = (
  authSuffix: string | null,
  accounts: Account[] = [account('201'), account('202')],
  system = CLEAN.system,
) => judgeWith(check, { sip: { authSuffix, guestCalls: false }, accounts, system });
const RELEASE_2024 = { ...CLEAN.system, release: '2024.1.114' };

describe('auth-username', () => {
  it.each(['7', '77', '2019', '12345678', '201', ' 201 ', '0201'])('%j is a number, whatever else it is', (name) => {
    const [own] = findingsOf(judge('quokka', [account('201', name)]));
    expect(keysIn(own?.says)).toContain('checks.auth-username.flaw.number');
  });

  it.each(['anna', ' anna '])('%j is the number of the extension, if that is a word', (name) => {
    const [own] = findingsOf(judge('quokka', [account('anna', name)]));
    expect(keysIn(own?.says)).toContain('checks.auth-username.flaw.number');
  });

  it('passes with a suffix that nobody guesses', () => {
    expect(judge('quokka')).toMatchObject({ verdict: 'pass', says: { key: 'checks.auth-username.pass' } });
  });

  it('is one problem of the setting, not one per extension', () => {
    const many = Array.from({ length: 50 }, (_, i) => account(String(200 + i)));
    const outcome = judge('', many);
    expect(outcome).toMatchObject({ verdict: 'fail', offenders: { count: 50, of: 50 } });
    expect(findingsOf(outcome)).toMatchObject([
      {
        id: 'setting',
        severity: 'medium',
        subject: { kind: 'setting', id: 'SIPAuthPrefix' },
        page: { page: 'settings-sip' },
      },
    ]);
    expect(keysIn(outcome.says)).toContain('checks.auth-username.flaw.empty');
  });

  it.each([
    ['   ', 'empty'],
    ['X', 'short'],
    ['xy', 'short'],
    ['MIKO', 'example'],
    ['miko', 'example'],
    ['SIP', 'common'],
    ['Pbx', 'common'],
    ['MikoPBX', 'common'],
    ['123', 'number'],
    ['2024', 'number'],
    ['000', 'number'],
    ['777', 'number'],
    ['4829173', 'number'],
    ['abc', 'pattern'],
    ['aaa', 'pattern'],
    ['qwe', 'pattern'],
    ['Qwerty', 'pattern'],
    ['321zxc', 'pattern'],
    ['abab', 'pattern'],
    ['йцукен', 'pattern'],
    ['test', 'common'],
    ['test1', 'common'],
    ['voip', 'common'],
    ['V0IP2024', 'common'],
    ['admin', 'common'],
    ['User', 'common'],
    ['phone', 'common'],
    ['asterisk', 'common'],
    ['trunk', 'common'],
    ['sip1', 'common'],
    ['s1p', 'common'],
    ['SIP-', 'common'],
    ['_sip_', 'common'],
    ['-VoIP-01', 'common'],
    ['sipphone', 'common'],
    ['TestUser', 'common'],
    ['телефон', 'common'],
    ['Офис-2', 'common'],
    ['АТС', 'common'],
    ['еудуащт', 'common'],
    ['МИКО', 'example'],
    ['MIКО', 'example'],
    ['ЬШЛЩ', 'example'],
    ['мiко', 'example'],
    ['MIKO1', 'example'],
    ['miko2024', 'example'],
    ['2024miko', 'example'],
    ['M1K0', 'example'],
    ['sip-miko', 'common'],
    ['mikoabc', 'example'],
  ])('calls %j guessable: %s', (suffix, flaw) => {
    const outcome = judge(suffix);
    expect(outcome.verdict).toBe('fail');
    expect(keysIn(outcome.says)).toContain(`checks.auth-username.flaw.${flaw}`);
  });

  it.each([
    ['Acmetel', 'Acmetel GmbH'],
    ['acmetel', 'Acme Tel'],
    ['ACME', 'Acme Tel'],
    ['Romashka', 'ООО «Ромашка»'],
    ['Mueller', 'Müller KG'],
    ['Acme2024', 'Acme Tel'],
    ['acme-7', 'Acme Tel'],
    ['24acme', 'Acme Tel'],
    ['sipAcme', 'Acme Tel'],
    ['AcmeMiko1', 'Acme Tel'],
    ['Call24', 'Call24'],
    ['call24-1', 'Call24'],
    ['РОМАШКА2', 'ООО «Ромашка»'],
    ['hjvfirf', 'ООО «Ромашка»'],
  ])('knows the company: %s of %s', (suffix, name) => {
    expect(keysIn(judge(suffix, undefined, { ...CLEAN.system, name }).says)).toContain(
      'checks.auth-username.flaw.company',
    );
  });

  it('allows a suffix that only begins like one of them', () => {
    expect(judge('SIPhon').verdict).toBe('pass');
    expect(judge('Mikolai').verdict).toBe('pass');
  });

  it.each(['q7Kx', 'sip83417', 'miko-Tq', 'zebra', 'kiwi7', 'a7f3', 'тукан', 'lampe'])('allows %s', (suffix) => {
    expect(judge(suffix)).toMatchObject({ verdict: 'pass' });
  });

  it('is right about any number, alone or behind a word', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.constantFrom('sip', 'MIKO', 'qwe'), (number, word) => {
        expect(keysIn(judge(`${number}`.padStart(3, '0')).says)).toContain('checks.auth-username.flaw.number');
        expect(judge(`${word}${number % 10_000}`).verdict).toBe('fail');
      }),
      { numRuns: 50 },
    );
  });

  it('does not give the suffix away when it is good', () => {
    expect(JSON.stringify(judge('quokka'))).not.toContain('quokka');
  });

  it('counts the own name of an extension', () => {
    expect(judge('', [account('201', 'lamp-201-kiwi'), account('202', 'zebra')]).verdict).toBe('pass');
  });

  it.each([
    ['201', 'number'],
    ['202', 'number'],
    ['777', 'number'],
    ['201MIKO', 'example'],
    ['MIKO201', 'example'],
    ['201sip', 'common'],
    ['201x', 'short'],
    ['ab', 'short'],
    ['201123', 'number'],
    ['7654321', 'number'],
    [' 201 ', 'number'],
    ['201-2024', 'number'],
    ['test201', 'common'],
    ['admin', 'common'],
    ['201МИКО', 'example'],
  ])('names an extension whose own name %s is guessable', (own, flaw) => {
    const outcome = judge('quokka', [account('201', own), account('202')]);
    expect(outcome).toMatchObject({
      verdict: 'fail',
      says: { key: 'checks.auth-username.fail.own' },
      offenders: { count: 1, of: 2 },
    });
    expect(findingsOf(outcome)).toMatchObject([{ id: 'sip:201', page: { page: 'extension', id: '201' } }]);
    expect(keysIn(findingsOf(outcome)[0]?.says)).toContain(`checks.auth-username.flaw.${flaw}`);
  });

  it('shows the setting and the exceptions together', () => {
    const outcome = judge('MIKO', [account('201', '201'), account('202'), account('203')]);
    expect(findingsOf(outcome).map(({ id }) => id)).toEqual(['setting', 'sip:201']);
    expect(outcome).toMatchObject({ offenders: { count: 3, of: 3 } });
  });

  it('says what can be done on 2024, which has no such setting', () => {
    const outcome = judge(null, undefined, RELEASE_2024);
    expect(outcome).toMatchObject({ verdict: 'fail', action: null });
    expect(findingsOf(outcome)).toMatchObject([{ id: 'setting', page: { page: 'extensions' } }]);
    expect(keysIn(outcome.says)).toContain('checks.auth-username.flaw.no-setting');
    expect(outcome.steps?.map(({ says }) => says.key)).toEqual([
      'checks.auth-username.step.2024.update',
      'steps.spare.rule',
      'steps.username.2024',
      'checks.auth-username.step.phones',
      'steps.spare.back.rule',
    ]);
  });

  it('passes on 2024 where every extension has a good name of its own', () => {
    expect(judge(null, [account('201', '201quokka')], RELEASE_2024).verdict).toBe('pass');
  });

  it('is not applicable without extensions', () => {
    expect(judge('', [])).toMatchObject({ verdict: 'not-applicable' });
  });

  it('does not pass where own names were not read, and fails for the setting all the same', () => {
    const hidden = [account('201', { unknown: 'needs-module' })];
    expect(judge('quokka', hidden)).toMatchObject({ verdict: 'unknown', reason: 'needs-module' });
    expect(judge('', hidden)).toMatchObject({
      verdict: 'fail',
      notes: [{ key: 'checks.auth-username.unread', params: { count: 1 } }],
    });
  });

  it('does not pass where the name of the company was not read', () => {
    expect(judgeWith(check, {}, { system: 'timeout' })).toMatchObject({ verdict: 'unknown', reason: 'timeout' });
  });

  it('is unknown where the setting was not read', () => {
    expect(judgeWith(check, {}, { sip: 'forbidden' })).toMatchObject({ verdict: 'unknown', reason: 'forbidden' });
  });
});

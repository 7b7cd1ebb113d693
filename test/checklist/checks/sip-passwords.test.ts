import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/sip-passwords.ts';
import type { Account, PartData, Provider, SecretFeatures } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, strong } from '../../support/facts.ts';
import { judgeWith } from '../../support/judge.ts';
import { findingsOf, keysIn } from '../../support/outcome.ts';

const [anna] = CLEAN.accounts;
const [provider] = CLEAN.providers;
if (anna === undefined || provider === undefined) throw new Error('the clean PBX lost its account or provider');

const account = (number: string, more: Partial<Account> = {}): Account => ({
  ...anna,
  number,
  name: `Name ${number}`,
  page: number,
  ...more,
});
const trunk = (id: string, more: Partial<Provider> = {}): Provider => ({
  ...provider,
  id,
  name: `Trunk ${id}`,
  ...more,
});
const secret = (owner: string, features: Partial<SecretFeatures> = {}) => ({
  owner,
  features: { ...strong, ...features },
});
const weak: Partial<SecretFeatures> = { length: 'lt8', strong: false };
const generated: Partial<SecretFeatures> = { missing: ['special'], generated: true };

const judge = (accounts: Account[], secrets: PartData['secrets'], providers: Provider[] = []) =>
  judgeWith(check, { accounts, secrets, providers });

describe('sip-passwords', () => {
  it("speaks of own attributes only where they decide about a weak account's password", () => {
    const named = (...accounts: Account[]) =>
      JSON.stringify(judge(accounts, [secret('sip:201', weak), secret('sip:202')]).steps);
    const [bare, other] = [account('201', { secretOverridden: false }), account('202', { secretOverridden: false })];
    const without = named(bare, other);
    expect(named({ ...bare, secretOverridden: true }, other)).not.toBe(without);
    expect(named(bare, { ...other, secretOverridden: true })).toBe(without);
  });

  it('without accounts it rests on the providers', () => {
    expect(judgeWith(check, { accounts: [] }, { providers: 'needs-module' })).toMatchObject({
      verdict: 'unknown',
      reason: 'needs-module',
    });
    expect(judge([], [])).toMatchObject({ verdict: 'not-applicable' });
  });

  it('says what to do about hashed passwords where there are some', () => {
    const keys = (more: Partial<Account>) =>
      judge([account('201'), account('202', more)], [secret('sip:201', weak), secret('sip:202')]).steps?.map(
        ({ says }) => says.key,
      );
    expect(keys({ secretHashed: true })).toContain('steps.password.hashed');
    expect(keys({ secretHashed: false })).not.toContain('steps.password.hashed');
  });

  it('passes when every account meets the rule', () => {
    const outcome = judge([account('201'), account('202')], [secret('sip:201'), secret('sip:202')]);
    expect(outcome).toMatchObject({
      verdict: 'pass',
      says: { key: 'checks.sip-passwords.pass', params: { total: 2 } },
    });
  });

  it('is critical where one is guessable, and names every offender with its reasons', () => {
    const outcome = judge(
      [account('201'), account('202'), account('203')],
      [secret('sip:201', weak), secret('sip:202', { missing: ['special'], strong: false }), secret('sip:203')],
    );
    expect(outcome).toMatchObject({
      verdict: 'fail',
      severity: 'critical',
      says: { key: 'checks.sip-passwords.guessable', params: { count: 2, guessable: 1, total: 3 } },
      offenders: { count: 2, of: 3 },
    });
    const findings = findingsOf(outcome);
    expect(findings.map(({ id, severity }) => [id, severity])).toEqual([
      ['sip:201', 'critical'],
      ['sip:202', 'high'],
    ]);
    expect(findings[0]).toMatchObject({
      subject: { kind: 'account', id: '201', label: 'Name 201' },
      page: { page: 'extension', id: '201' },
    });
    expect(keysIn(findings[0]?.says)).toContain('secrets.rule.under-8');
    expect(keysIn(findings[1]?.says)).toContain('secrets.rule.special');
  });

  it('is high where passwords only break the rule', () => {
    const outcome = judge([account('201')], [secret('sip:201', { length: '8-11', strong: false })]);
    expect(outcome).toMatchObject({ verdict: 'fail', severity: 'high', says: { key: 'checks.sip-passwords.breaks' } });
  });

  it.each([
    ['a word', { dictionary: true, strong: false }, 'secrets.rule.dictionary'],
    [
      'only digits',
      { digitsOnly: true, missing: ['upper', 'lower', 'special'], strong: false },
      'secrets.rule.digits-only',
    ],
    ['a name', { contains: ['name'], strong: false }, 'secrets.rule.name'],
    ['the extension', { contains: ['number'], strong: false }, 'secrets.rule.number'],
    ['the login', { contains: ['login'], strong: false }, 'secrets.rule.login'],
    ['the company', { contains: ['company'], strong: false }, 'secrets.rule.company'],
    ['a date', { contains: ['date'], strong: false }, 'secrets.rule.date'],
    ['shared', { shared: 1 }, 'secrets.rule.shared'],
    ['empty', { length: 'empty', strong: false }, 'secrets.rule.empty'],
  ] satisfies [string, Partial<SecretFeatures>, string][])('says why: %s', (_, features, key) => {
    const outcome = judge([account('201')], [secret('sip:201', features)]);
    expect(outcome.verdict).toBe('fail');
    expect(keysIn(findingsOf(outcome)[0]?.says)).toContain(key);
  });

  it('does not alarm about what MikoPBX makes: one line for all, low', () => {
    const numbers = ['201', '202', '203'];
    const outcome = judge(
      numbers.map((number) => account(number)),
      numbers.map((number) => secret(`sip:${number}`, generated)),
    );
    expect(outcome).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      says: { key: 'checks.sip-passwords.generated', params: { count: 3 } },
    });
    expect(findingsOf(outcome).map(({ id }) => id)).toEqual(['generated']);
  });

  it('keeps that line beside real problems, without counting it as one', () => {
    const outcome = judge([account('201'), account('202')], [secret('sip:201', weak), secret('sip:202', generated)]);
    expect(outcome).toMatchObject({ verdict: 'fail', offenders: { count: 1, of: 2 } });
    expect(findingsOf(outcome).map(({ id }) => id)).toEqual(['sip:201', 'generated']);
  });

  it('does not let a shared generated password through', () => {
    const outcome = judge(
      [account('201'), account('202')],
      [secret('sip:201', { ...generated, shared: 1 }), secret('sip:202', { ...generated, shared: 1 })],
    );
    expect(outcome).toMatchObject({ verdict: 'fail', offenders: { count: 2, of: 2 } });
  });

  it('counts accounts that are switched off, and says so', () => {
    const outcome = judge([account('201', { disabled: true })], [secret('sip:201', weak)]);
    expect(outcome.verdict).toBe('fail');
    expect(keysIn(findingsOf(outcome)[0]?.says)).toContain('checks.sip-passwords.disabled');
  });

  it('says where the password comes from when attributes override it', () => {
    const outcome = judge([account('201', { secretOverridden: true })], [secret('sip:201', weak)]);
    expect(keysIn(findingsOf(outcome)[0]?.says)).toContain('checks.sip-passwords.overridden');
  });

  it('does not pass where nobody could see whether attributes override it', () => {
    const hidden = account('201', { secretOverridden: { unknown: 'not-asked' } });
    expect(judge([hidden], [secret('sip:201')])).toMatchObject({
      verdict: 'unknown',
      says: { key: 'checks.sip-passwords.unjudged' },
    });
  });

  it('judges no password where a hash is in force instead, and names whose', () => {
    const hashed = account('201', { secretHashed: true });
    for (const features of [{}, weak, generated]) {
      const outcome = judge([hashed, account('202')], [secret('sip:201', features), secret('sip:202')]);
      expect(outcome).toMatchObject({ verdict: 'unknown', says: { key: 'checks.sip-passwords.hashed' } });
      expect(outcome.steps?.map(({ says }) => says.key)).toContain('steps.password.hashed');
    }
    const beside = judge([hashed, account('202')], [secret('sip:201'), secret('sip:202', weak)]);
    expect(beside).toMatchObject({ verdict: 'fail', offenders: { count: 1, of: 2 } });
    expect(beside.notes?.map(({ key }) => key)).toContain('checks.sip-passwords.hashed');
    const inbound = trunk('SIP-1', { registration: 'inbound', secretHashed: true });
    expect(judge([], [secret('provider:SIP-1', weak)], [inbound])).toMatchObject({ verdict: 'unknown' });
  });

  it('says of demo accounts: delete them', () => {
    const outcome = judge([account('201', { demo: true })], [secret('sip:201', weak)]);
    expect(findingsOf(outcome)[0]?.says.key).toBe('checks.sip-passwords.demo');
  });

  it('judges providers that register here', () => {
    const inbound = trunk('SIP-1', { registration: 'inbound' });
    const outcome = judge([], [secret('provider:SIP-1', weak)], [inbound]);
    expect(outcome).toMatchObject({ verdict: 'fail', severity: 'critical' });
    expect(findingsOf(outcome)[0]).toMatchObject({ id: 'provider:SIP-1', page: { page: 'provider-sip', id: 'SIP-1' } });
    expect(outcome.steps?.map(({ says }) => says.key)).toContain('steps.password.provider');
  });

  it('opens the page of IAX for an IAX provider', () => {
    const inbound = trunk('IAX-1', { registration: 'inbound', kind: 'iax' });
    expect(findingsOf(judge([], [secret('provider:IAX-1', weak)], [inbound]))[0]?.page).toEqual({
      page: 'provider-iax',
      id: 'IAX-1',
    });
  });

  it('asks the provider about outgoing registration, and never fails for it', () => {
    const outcome = judge([account('201')], [secret('sip:201'), secret('provider:SIP-2', weak)], [trunk('SIP-2')]);
    expect(outcome).toMatchObject({
      verdict: 'pass',
      notes: [{ key: 'checks.sip-passwords.ask-provider', params: { names: ['Trunk SIP-2'] } }],
    });
  });

  it('has nothing to judge where a provider is known by its address', () => {
    const outcome = judge([], [], [trunk('SIP-3', { registration: 'none' })]);
    expect(outcome).toMatchObject({ verdict: 'not-applicable', notes: [{ key: 'checks.sip-passwords.by-address' }] });
  });

  it('is not applicable without accounts', () => {
    expect(judge([], [])).toMatchObject({ verdict: 'not-applicable', says: { key: 'checks.sip-passwords.none' } });
  });

  it('is unknown with the reason where secrets were not read', () => {
    expect(judgeWith(check, {}, { secrets: 'not-asked' })).toMatchObject({ verdict: 'unknown', reason: 'not-asked' });
  });

  it('is not applicable without accounts, even where secrets were not read', () => {
    expect(judgeWith(check, { accounts: [], providers: [] }, { secrets: 'not-asked' }).verdict).toBe('not-applicable');
  });

  it('does not pass where one account has no features, and says how many', () => {
    const outcome = judge([account('201'), account('202')], [secret('sip:201')]);
    expect(outcome).toMatchObject({
      verdict: 'unknown',
      says: { key: 'checks.sip-passwords.unjudged', params: { count: 1 } },
    });
  });

  it('does not pass where providers could not be read, and still shows what is weak', () => {
    const facts = { accounts: [account('201')], secrets: [secret('sip:201')] };
    expect(judgeWith(check, facts, { providers: 'forbidden' })).toMatchObject({
      verdict: 'unknown',
      reason: 'forbidden',
    });
    const bad = { ...facts, secrets: [secret('sip:201', weak)] };
    expect(judgeWith(check, bad, { providers: 'forbidden' }).verdict).toBe('fail');
  });

  it('leaves names of strangers as values', () => {
    const name = '<script>alert(1)</script>%who%';
    const [found] = findingsOf(judge([account('201', { name })], [secret('sip:201', weak)]));
    expect(found?.subject.label).toBe(name);
    expect(found?.says.params['who']).toMatchObject({ params: { name } });
  });
});

import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/web-password.ts';
import type { Login, SecretFeatures } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, NOW, strong } from '../../support/facts.ts';
import { attest, judgeWith } from '../../support/judge.ts';
import { findingsOf, keysIn } from '../../support/outcome.ts';

const judge = (changes: Partial<Login>) =>
  judgeWith(check, { webLogin: { ...CLEAN.webLogin, proven: null, ...changes } });
const proof = (
  features: Partial<SecretFeatures> = {},
  more: Partial<NonNullable<Login['proven']>> = {},
): Login['proven'] => ({
  at: NOW,
  by: 'person',
  features: { ...strong, ...features },
  current: true,
  ...more,
});

describe('web-password', () => {
  it.each([
    ['default', 'checks.web-password.is.default'],
    ['login', 'checks.web-password.is.login'],
    ['instance-id', 'checks.web-password.is.instance-id'],
    ['common', 'checks.web-password.is.common'],
  ] as const)('fails where the hash is that of a guess: %s', (which, key) => {
    const outcome = judge({ storage: 'sha512', guess: { state: 'match', which } });
    expect(outcome).toMatchObject({ verdict: 'fail', says: { key } });
    expect(findingsOf(outcome)).toMatchObject([
      { id: which, severity: 'critical', page: { page: 'settings-passwords' } },
    ]);
  });

  it.each(['plain', 'bcrypt', 'sha512'] as const)('finds the factory password stored as %s', (storage) => {
    expect(judge({ storage, guess: { state: 'match', which: 'default' } }).verdict).toBe('fail');
  });

  it('a guess that fits weighs more than a proof', () => {
    expect(judge({ guess: { state: 'match', which: 'common' }, proven: proof() }).verdict).toBe('fail');
  });

  it('judges a password that is stored as plain text, and says that it is', () => {
    const weak = judge({
      storage: 'plain',
      guess: { state: 'not-run' },
      features: { ...strong, length: '8-11', strong: false },
    });
    expect(weak).toMatchObject({ verdict: 'fail', says: { key: 'checks.web-password.weak' } });
    expect(weak.notes?.map(({ key }) => key)).toContain('checks.web-password.plain');
    const good = judge({ storage: 'plain', guess: { state: 'no-match', tried: 1003 }, features: strong });
    expect(good).toMatchObject({ verdict: 'pass', notes: [{ key: 'checks.web-password.plain' }] });
  });

  it.each([
    ['by our action', 'action', 'checks.web-password.how.action'],
    ['by a person who typed it', 'person', 'checks.web-password.how.person'],
  ] as const)('passes where it is proven %s', (_, by, key) => {
    const outcome = judge({ guess: { state: 'no-match', tried: 1003 }, proven: proof({}, { by }) });
    expect(outcome.verdict).toBe('pass');
    expect(keysIn(outcome.says)).toEqual(['checks.web-password.pass', key]);
  });

  it('passes on a proof while guesses still run', () => {
    expect(judge({ guess: { state: 'running', tried: 10, total: 1000 }, proven: proof() }).verdict).toBe('pass');
  });

  it.each([
    ['guessable', { dictionary: true, strong: false }, 'secrets.rule.dictionary'],
    ['against the rule', { length: '8-11', strong: false }, 'secrets.rule.under-12'],
  ] as const)('fails where the proof shows it to be %s', (_, features, key) => {
    const outcome = judge({ proven: proof(features) });
    expect(outcome.verdict).toBe('fail');
    expect(keysIn(outcome.says)).toContain(key);
  });

  it('warns, low, where only a class is missing', () => {
    const outcome = judge({ proven: proof({ missing: ['special'] }) });
    expect(outcome).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      says: { key: 'checks.web-password.strong-enough' },
      notes: [{ key: 'checks.web-password.how.person' }],
    });
    const weak = judge({ proven: proof({ length: '8-11', strong: false }, { by: 'action' }) });
    expect(weak).toMatchObject({ notes: [{ key: 'checks.web-password.how.action' }] });
  });

  it('holds a proof void once the hash has changed', () => {
    const outcome = judge({ guess: { state: 'no-match', tried: 5 }, proven: proof({}, { current: false }) });
    expect(outcome).toMatchObject({
      verdict: 'manual',
      says: { key: 'checks.web-password.changed', params: { at: '2026-11-23' } },
    });
  });

  it.each([
    [{ state: 'not-run' }, 'checks.web-password.not-run'],
    [{ state: 'running', tried: 5, total: 10 }, 'checks.web-password.running'],
    [{ state: 'no-match', tried: 1003 }, 'checks.web-password.no-match'],
  ] as const)('is manual until proven: %o', (guess, key) => {
    const outcome = judge({ guess });
    expect(outcome).toMatchObject({
      verdict: 'manual',
      says: { key },
      questions: [{ item: 'web-password', kind: 'password' }],
    });
  });

  it('does not take a confirmation for a proof', () => {
    const webLogin: Login = { ...CLEAN.webLogin, proven: null };
    expect(judgeWith(check, { webLogin, attestations: [attest('web-password', 'yes')] }).verdict).toBe('manual');
  });

  it('is unknown with its reason over REST', () => {
    expect(judgeWith(check, {}, { webLogin: 'needs-module' })).toMatchObject({
      verdict: 'unknown',
      reason: 'needs-module',
    });
  });

  it('leaves the login as a value', () => {
    const outcome = judge({ login: '<b>admin</b>', guess: { state: 'match', which: 'login' } });
    expect(findingsOf(outcome)[0]?.subject).toEqual({ kind: 'login', id: 'web', label: '<b>admin</b>' });
  });
});

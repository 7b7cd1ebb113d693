import { describe, expect, it } from 'vitest';
import { check as balance } from '../../../sites/checklist/checks/no-excess-balance.ts';
import { check as limit } from '../../../sites/checklist/checks/provider-spending-limit.ts';
import { CLEAN } from '../../support/facts.ts';
import { attest, judgeWith } from '../../support/judge.ts';

const [provider] = CLEAN.providers;
if (provider === undefined) throw new Error('the clean PBX has a provider');
const second = { ...provider, id: 'SIP-TRUNK-2', name: 'Second' };

describe('provider-spending-limit', () => {
  it.each([
    ['sip.provider.example', 'checks.provider-spending-limit.ask'],
    ['45.83.64.5', 'checks.provider-spending-limit.ask'],
    ['45.83.64.5:5070', 'checks.provider-spending-limit.ask'],
    ['192.168.1.9', 'checks.provider-spending-limit.ask.inside'],
    ['10.0.0.9:5070', 'checks.provider-spending-limit.ask.inside'],
  ])('%s: %s', (host, key) => {
    expect(judgeWith(limit, { providers: [{ ...provider, host }] })).toMatchObject({ questions: [{ says: { key } }] });
  });

  it('asks for each provider, and passes when each is confirmed', () => {
    const providers = [provider, second];
    expect(judgeWith(limit, { providers })).toMatchObject({
      verdict: 'manual',
      questions: [{ subject: 'SIP-TRUNK-1', validDays: 180 }, { subject: 'SIP-TRUNK-2' }],
    });
    const one = [attest('spending-limit', 'yes', 'SIP-TRUNK-1')];
    expect(judgeWith(limit, { providers, attestations: one })).toMatchObject({
      verdict: 'manual',
      questions: [{ subject: 'SIP-TRUNK-2' }],
    });
    const both = [...one, attest('spending-limit', 'yes', 'SIP-TRUNK-2')];
    expect(judgeWith(limit, { providers, attestations: both })).toMatchObject({ verdict: 'pass' });
  });

  it('counts what is confirmed already', () => {
    const attestations = [attest('spending-limit', 'yes', 'SIP-TRUNK-2')];
    expect(judgeWith(limit, { providers: [provider, second], attestations })).toMatchObject({
      offenders: { count: 1, of: 2 },
    });
  });

  it('asks again after the confirmation has ended, and takes no for no', () => {
    const old = { ...attest('spending-limit', 'yes', 'SIP-TRUNK-1'), expiresAt: '2026-11-20T00:00:00+00:00' };
    expect(judgeWith(limit, { attestations: [old] })).toMatchObject({
      verdict: 'manual',
      says: { key: 'checks.provider-spending-limit.again' },
    });
    expect(judgeWith(limit, { attestations: [attest('spending-limit', 'no', 'SIP-TRUNK-1')] })).toMatchObject({
      verdict: 'manual',
    });
  });

  it.each([{ demo: true }, { disabled: true }, { registration: 'inbound' as const }])(
    'does not apply to %j',
    (change) => {
      expect(judgeWith(limit, { providers: [{ ...provider, ...change }] })).toMatchObject({
        verdict: 'not-applicable',
      });
      expect(judgeWith(balance, { providers: [{ ...provider, ...change }] })).toMatchObject({
        verdict: 'not-applicable',
      });
    },
  );
});

describe('no-excess-balance', () => {
  const answered = (answer: string, at: string) => [
    { ...attest('balance', answer), at, expiresAt: '2028-01-01T00:00:00+00:00' },
  ];

  it('is a question', () => {
    expect(judgeWith(balance)).toMatchObject({ verdict: 'manual', questions: [{ item: 'balance' }] });
  });

  it('holds 90 days for small top-ups and a year for postpaid, whatever end was written down', () => {
    expect(judgeWith(balance, { attestations: answered('small', '2026-10-01T00:00:00+00:00') })).toMatchObject({
      verdict: 'pass',
    });
    expect(judgeWith(balance, { attestations: answered('small', '2026-08-01T00:00:00+00:00') })).toMatchObject({
      verdict: 'manual',
    });
    expect(judgeWith(balance, { attestations: answered('postpaid', '2026-01-01T00:00:00+00:00') })).toMatchObject({
      verdict: 'pass',
    });
    expect(judgeWith(balance, { attestations: answered('postpaid', '2025-10-01T00:00:00+00:00') })).toMatchObject({
      verdict: 'manual',
    });
  });

  it('passes on no other answer', () => {
    expect(judgeWith(balance, { attestations: answered('lots', '2026-11-01T00:00:00+00:00') })).toMatchObject({
      verdict: 'manual',
    });
  });
});

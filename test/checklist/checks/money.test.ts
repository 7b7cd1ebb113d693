import { describe, expect, it } from 'vitest';
import { check as balance } from '../../../sites/checklist/checks/no-excess-balance.ts';
import { check as limit } from '../../../sites/checklist/checks/provider-spending-limit.ts';
import { CLEAN, NOW } from '../../support/facts.ts';
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

  it('asks with two answers, names who is asked about, and says what to do at the provider', () => {
    const outcome = judgeWith(limit, { providers: [provider, second] });
    expect(outcome).toMatchObject({
      says: { key: 'checks.provider-spending-limit.manual', params: { names: ['Provider', 'Second'] } },
      questions: [
        { item: 'spending-limit', kind: 'choice', choices: [{ value: 'yes' }, { value: 'own' }] },
        { item: 'spending-limit' },
      ],
      offenders: { count: 2, of: 2 },
    });
    expect(outcome.steps?.map(({ says }) => says.key)).toEqual([
      'checks.provider-spending-limit.step.limit',
      'checks.provider-spending-limit.step.negative',
      'checks.provider-spending-limit.step.alerts',
    ]);
  });

  it('leaves out a PBX or gateway of ones own: nobody sends a bill', () => {
    const own = attest('spending-limit', 'own', 'SIP-TRUNK-1');
    expect(judgeWith(limit, { providers: [provider, second], attestations: [own] })).toMatchObject({
      verdict: 'manual',
      offenders: { count: 1, of: 1 },
      questions: [{ subject: 'SIP-TRUNK-2' }],
    });
    const yes = attest('spending-limit', 'yes', 'SIP-TRUNK-2');
    expect(judgeWith(limit, { providers: [provider, second], attestations: [own, yes] })).toMatchObject({
      verdict: 'pass',
      says: { params: { count: 1 } },
    });
    expect(judgeWith(limit, { attestations: [own] })).toMatchObject({
      verdict: 'not-applicable',
      says: { key: 'checks.provider-spending-limit.own' },
    });
    expect(judgeWith(limit, { providers: [] }).says.key).toBe('checks.provider-spending-limit.none');
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
    expect(judgeWith(limit, { providers: [provider, second], attestations: [old] })).toMatchObject({
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

  it('holds to the day: 90 for small top-ups, a year and a day for the others', () => {
    const DAY = 86_400_000;
    const before = (days: number) => new Date(Date.parse(NOW) - days * DAY).toISOString();
    const verdict = (answer: string, days: number) =>
      judgeWith(balance, { attestations: answered(answer, before(days)) }).verdict;
    expect([verdict('small', 89), verdict('small', 90)]).toEqual(['pass', 'manual']);
    expect([verdict('postpaid', 365), verdict('postpaid', 366)]).toEqual(['pass', 'manual']);
    expect([verdict('none', 365), verdict('none', 366)]).toEqual(['not-applicable', 'manual']);
  });

  it('says what was answered, and asks again by other words', () => {
    const key = (answer: string, at = '2026-11-01T00:00:00+00:00') =>
      judgeWith(balance, { attestations: answered(answer, at) }).says.key;
    expect(key('small')).toBe('checks.no-excess-balance.pass');
    expect(key('postpaid')).toBe('checks.no-excess-balance.pass.postpaid');
    expect(key('none')).toBe('checks.no-excess-balance.own');
    expect(key('small', '2026-01-01T00:00:00+00:00')).toBe('checks.no-excess-balance.again');
    expect(judgeWith(balance).says.key).toBe('checks.no-excess-balance.manual');
  });

  it('asks one question with three answers, and names what to do at the provider', () => {
    const outcome = judgeWith(balance);
    expect(outcome.questions).toMatchObject([
      {
        item: 'balance',
        subject: '',
        kind: 'choice',
        choices: [{ value: 'small' }, { value: 'postpaid' }, { value: 'none' }],
        validDays: 90,
      },
    ]);
    expect(outcome.steps?.map(({ says }) => says.key)).toEqual([
      'checks.no-excess-balance.step.small',
      'checks.no-excess-balance.step.alerts',
    ]);
  });

  it('is no question where each provider is a PBX or gateway of ones own, as was said at the limits', () => {
    const own = (...ids: string[]) => ids.map((id) => attest('spending-limit', 'own', id));
    const of = (attestations: ReturnType<typeof own>) =>
      judgeWith(balance, { providers: [provider, second], attestations });
    expect(of(own('SIP-TRUNK-1', 'SIP-TRUNK-2'))).toMatchObject({
      verdict: 'not-applicable',
      says: { key: 'checks.no-excess-balance.own' },
    });
    expect(of(own('SIP-TRUNK-1'))).toMatchObject({ verdict: 'manual' });
    expect(of([...own('SIP-TRUNK-1'), attest('spending-limit', 'yes', 'SIP-TRUNK-2')])).toMatchObject({
      verdict: 'manual',
    });
    expect(judgeWith(balance, { providers: [] }).says.key).toBe('checks.no-excess-balance.none');
  });
});

import { describe, expect, it } from 'vitest';
import { audit } from '../../../sites/checklist/audit.ts';
import { check } from '../../../sites/checklist/checks/secrets-rotated.ts';
import type { PartData, PartName, UnknownReason } from '../../../sites/checklist/facts/types.ts';
import { effortOf } from '../../../sites/checklist/score/first.ts';
import { CLEAN, factsWith } from '../../support/facts.ts';
import { attest, judgeWith } from '../../support/judge.ts';
import { findingsOf, keysIn } from '../../support/outcome.ts';
import { worked } from '../../support/worked.ts';

const FIRST = '2026-10-01T00:00:00+00:00';
const CLOSED = '2026-11-01T00:00:00+00:00';
const BEFORE = '2026-10-20T00:00:00+00:00';
const AFTER = '2026-11-10T00:00:00+00:00';

/** The secrets of the clean PBX (SSH takes keys only there). */
const OWNERS = ['sip:201', 'ami:crm', 'web'];
const rotation = (
  holeClosedAt: string | null,
  changedAt: string | null,
  others: Record<string, string | null> = {},
): PartData['rotation'] => ({
  firstReadingAt: FIRST,
  holeClosedAt,
  secrets: Object.entries({ ...Object.fromEntries(OWNERS.map((owner) => [owner, changedAt])), ...others }).map(
    ([owner, at]) => ({
      owner,
      changedAt: at,
    }),
  ),
});
const judge = (
  part: PartData['rotation'],
  changes: Partial<PartData> = {},
  lost: Partial<Record<PartName, UnknownReason>> = {},
) => judgeWith(check, { rotation: part, ...changes }, lost);
const answered = (answer: string) => ({ attestations: [attest('ever-exposed', answer)] });
const on = (release: string) => ({ system: { ...CLEAN.system, release } });
const patch = (state: 'fixed' | 'unpatched' | 'missing'): { patch: PartData['patch'] } => ({
  patch: { readAt: FIRST, markers: CLEAN.patch.markers.map((marker) => ({ ...marker, state })) },
});

describe('secrets-rotated', () => {
  it('closes the hole first: by the patch where there is one, else by a newer release', () => {
    const keys = (release: string) =>
      judge(rotation(null, null), { ...on(release), ...patch('unpatched') })
        .steps?.map(({ says }) => says.key)
        .join();
    expect(keys('2024.1.114')).toMatch(/^checks\.security-patch\.step/);
    expect(keys('2024.1.102')).not.toContain('security-patch');
  });

  it('is not applicable where there is nobody whose secret could be changed', () => {
    const nobody = {
      accounts: [],
      providers: [],
      ami: { ...CLEAN.ami, users: [] },
      ari: { ...CLEAN.ari, users: [] },
    };
    const lost = { webLogin: 'not-supported', ssh: 'not-supported' } as const;
    expect(judge(rotation(CLOSED, AFTER), nobody, lost)).toEqual({
      verdict: 'not-applicable',
      says: { key: 'checks.secrets-rotated.none', params: {} },
    });
  });

  describe('where readings saw the hole closed', () => {
    it('passes when every secret changed after that', () => {
      expect(judge(rotation(CLOSED, AFTER))).toMatchObject({
        verdict: 'pass',
        says: { key: 'checks.secrets-rotated.pass.since', params: { at: '2026-11-01' } },
      });
    });

    it('names every secret that did not', () => {
      const outcome = judge(rotation(CLOSED, AFTER, { 'sip:201': null, web: null }));
      expect(outcome).toMatchObject({ verdict: 'fail', offenders: { count: 2, of: 3 } });
      expect(findingsOf(outcome)).toMatchObject([
        {
          id: 'sip:201',
          severity: 'critical',
          says: { key: 'checks.secrets-rotated.not-changed' },
          page: { page: 'extension' },
        },
        { id: 'web', says: { key: 'checks.secrets-rotated.not-changed' }, page: { page: 'settings-passwords' } },
      ]);
    });

    it('says "repeat this step" of a change before the hole was closed', () => {
      const outcome = judge(rotation(CLOSED, AFTER, { 'ami:crm': BEFORE }));
      expect(findingsOf(outcome)).toMatchObject([{ id: 'ami:crm', says: { key: 'checks.secrets-rotated.too-early' } }]);
    });

    it('takes a change at the same moment for too early', () => {
      expect(judge(rotation(CLOSED, CLOSED)).verdict).toBe('fail');
    });

    it('believes the readings more than the answer', () => {
      expect(judge(rotation(CLOSED, null), answered('rotated')).verdict).toBe('fail');
    });

    it('takes an unreadable date for no change', () => {
      expect(judge(rotation(CLOSED, 'yesterday')).verdict).toBe('fail');
    });
  });

  describe('where the first reading found it closed', () => {
    it('asks once', () => {
      const outcome = judge(rotation(null, null));
      expect(outcome).toMatchObject({ verdict: 'manual', questions: [{ item: 'ever-exposed', kind: 'choice' }] });
      expect(outcome.questions?.[0]?.choices.map(({ value }) => value)).toEqual(['no', 'rotated', 'yes']);
    });

    it('passes when it never was exposed, by whose word and when', () => {
      expect(judge(rotation(null, null), answered('no'))).toMatchObject({
        verdict: 'pass',
        says: { key: 'checks.secrets-rotated.never', params: { by: 'admin', at: '2026-11-01' } },
      });
    });

    it('passes when all were changed after closing', () => {
      expect(judge(rotation(null, null), answered('rotated'))).toMatchObject({
        verdict: 'pass',
        says: { key: 'checks.secrets-rotated.pass' },
      });
    });

    it('fails when it was exposed, for each secret not changed since', () => {
      const outcome = judge(rotation(null, null, { web: AFTER }), answered('yes'));
      expect(outcome.verdict).toBe('fail');
      expect(findingsOf(outcome).map(({ id }) => id)).toEqual(['sip:201', 'ami:crm']);
    });

    it('needs no answer where everything changed since the readings began', () => {
      expect(judge(rotation(null, AFTER)).verdict).toBe('pass');
    });

    it('does not take an answer it does not know for one', () => {
      expect(judge(rotation(null, null), answered('perhaps')).verdict).toBe('manual');
    });

    it('asks again when the answer has expired', () => {
      const attestations = [{ ...attest('ever-exposed', 'no'), expiresAt: '2026-11-20T00:00:00+00:00' }];
      expect(judge(rotation(null, null), { attestations }).verdict).toBe('manual');
    });

    it('is unknown where answers could not be read', () => {
      expect(judge(rotation(null, null), {}, { attestations: 'needs-module' })).toMatchObject({
        verdict: 'unknown',
        reason: 'needs-module',
      });
    });
  });

  describe('a web hash of the old kind', () => {
    const bcrypt = { webLogin: { ...CLEAN.webLogin, storage: 'bcrypt' as const } };

    it('was not changed since 2024, whatever else is said', () => {
      const outcome = judge(rotation(null, null), { ...bcrypt, ...answered('rotated') });
      expect(findingsOf(outcome)).toMatchObject([{ id: 'web', says: { key: 'checks.secrets-rotated.since-2024' } }]);
      expect(judge(rotation(CLOSED, AFTER), bcrypt).verdict).toBe('fail');
    });

    it('is no proof against a PBX that nobody could reach', () => {
      expect(judge(rotation(null, null), { ...bcrypt, ...answered('no') }).verdict).toBe('pass');
    });

    it('fails without an answer, and still asks', () => {
      expect(judge(rotation(null, null), bcrypt)).toMatchObject({
        verdict: 'fail',
        questions: [{ item: 'ever-exposed' }],
      });
    });

    it('is no reason to repeat what was done on the patched 2024, after the upgrade; a restored copy is', () => {
      const kept = (newerSince: string) => judge({ ...rotation(CLOSED, AFTER), newerSince }, bcrypt);
      expect(kept('2026-11-12T00:00:00+00:00').verdict).toBe('pass');
      expect(kept(AFTER).verdict).toBe('fail');
    });

    it('is what 2024 makes', () => {
      const outcome = judge(rotation(CLOSED, AFTER), { ...bcrypt, ...on('2024.1.114'), ...patch('fixed') });
      expect(outcome.verdict).toBe('pass');
    });
  });

  it.each([
    ['everything', {}, { minutes: 20, phonesStop: true }],
    ['the web password alone', { 'sip:201': AFTER, 'ami:crm': AFTER }, { minutes: 2, phonesStop: false }],
    ['web and a program', { 'sip:201': AFTER }, { minutes: 4, phonesStop: false }],
    ['one extension', { web: AFTER, 'ami:crm': AFTER }, { minutes: 15, phonesStop: true }],
  ])('takes as long, and stops phones, as what is left: %s', (_, done, effort) => {
    const facts = factsWith({ rotation: rotation(CLOSED, null, done) });
    const { results, first } = audit(facts, { tool: { name: '', version: '' }, checks: [check] });
    expect(effortOf(results, [check])).toEqual(effort);
    expect(first).toMatchObject([effort]);
  });

  describe('while the hole is open', () => {
    it.each([
      ['an older release', on('2023.2.206')],
      ['2024.1.114 without the patch', { ...on('2024.1.114'), ...patch('unpatched') }],
      ['a build in between with the old files', { ...on('2025.1.158'), ...patch('unpatched') }],
    ])('fails, "close it first": %s', (_, changes) => {
      const outcome = judge(rotation(null, AFTER), changes);
      expect(outcome.verdict).toBe('fail');
      expect(findingsOf(outcome)).toMatchObject([{ id: 'hole-open', severity: 'critical', page: { page: 'update' } }]);
    });

    it('fails again when the patch took itself back', () => {
      expect(findingsOf(judge(rotation(CLOSED, AFTER), { ...on('2024.1.114'), ...patch('unpatched') }))).toMatchObject([
        { id: 'hole-open' },
      ]);
    });

    it('warns, low, where nobody can reach it', () => {
      const outcome = judge(rotation(null, null), { ...on('2024.1.114'), ...patch('unpatched'), ...answered('no') });
      expect(outcome).toMatchObject({
        verdict: 'warn',
        severity: 'low',
        says: { key: 'checks.secrets-rotated.never.open' },
      });
    });
  });

  it('is unknown where nobody can tell whether the hole is open', () => {
    const changes = { ...on('2024.1.114'), ...patch('missing') };
    expect(judge(rotation(null, AFTER), changes).verdict).toBe('unknown');
    expect(judge(rotation(null, AFTER), on('2024.1.114'), { patch: 'needs-module' })).toMatchObject({
      verdict: 'unknown',
      reason: 'needs-module',
    });
    expect(judge(rotation(null, AFTER), { ...on('somebody else'), ...patch('missing') }).verdict).toBe('unknown');
  });

  it('covers ARI, SSH with passwords and providers that register here, and no others', () => {
    const [provider] = CLEAN.providers;
    if (provider === undefined) throw new Error('the clean PBX lost its provider');
    const changes: Partial<PartData> = {
      ari: { enabled: false, origins: '*', users: [{ id: '1', username: 'app' }] },
      ssh: { passwordLogins: true, password: null, authorizedKeys: [] },
      providers: [
        provider,
        { ...provider, id: 'IN', registration: 'inbound' },
        { ...provider, id: 'IP', registration: 'none' },
      ],
    };
    const outcome = judge(
      rotation(CLOSED, AFTER, { 'ari:app': null, ssh: null, 'provider:IN': null, 'provider:IP': null }),
      changes,
    );
    expect(findingsOf(outcome).map(({ id }) => id)).toEqual(['provider:IN', 'ari:app', 'ssh']);
  });

  it('does not pass where a reading lacks a secret, or a part was not read', () => {
    const part = rotation(CLOSED, AFTER);
    const without = { ...part, secrets: part.secrets.filter(({ owner }) => owner !== 'web') };
    expect(judge(without)).toMatchObject({
      verdict: 'unknown',
      says: { key: 'checks.secrets-rotated.unread', params: { count: 1 } },
    });
    expect(judge(part, {}, { accounts: 'failed' })).toMatchObject({ verdict: 'unknown', reason: 'failed' });
    expect(keysIn(judge(part, {}, { ami: 'failed' }).says)).toContain('part.ami');
  });

  it('passes on 2024 without ARI', () => {
    expect(
      judge(rotation(CLOSED, AFTER), { ...on('2024.1.114'), ...patch('fixed') }, { ari: 'not-supported' }).verdict,
    ).toBe('pass');
  });

  it('is unknown with its reason over REST', () => {
    expect(judgeWith(check, {}, { rotation: 'needs-module' })).toMatchObject({
      verdict: 'unknown',
      reason: 'needs-module',
    });
  });

  it('is quick for many accounts', () => {
    const [anna] = CLEAN.accounts;
    if (anna === undefined) throw new Error('the clean PBX lost its account');
    const accounts = Array.from({ length: 10_000 }, (_, i) => ({ ...anna, number: String(i) }));
    const many = Object.fromEntries(accounts.map(({ number }) => [`sip:${number}`, AFTER]));
    const started = worked();
    expect(judge(rotation(CLOSED, AFTER, many), { accounts }).verdict).toBe('pass');
    expect(worked() - started).toBeLessThan(1_000);
  });
});

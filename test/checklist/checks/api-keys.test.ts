import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/api-keys.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, NOW, partsWith } from '../../support/facts.ts';
import { judgeWith } from '../../support/judge.ts';
import { findingsOf } from '../../support/outcome.ts';

type Key = PartData['apiKeys'][number];
const key = (id: string, more: Partial<Key> = {}): Key => ({
  id,
  name: `Key ${id}`,
  fullPermissions: false,
  networkFilter: true,
  createdAt: '2026-01-01T00:00:00+00:00',
  lastUsedAt: '2026-11-20T00:00:00+00:00',
  ...more,
});
const judge = (...apiKeys: Key[]) => judgeWith(check, { apiKeys });

describe('api-keys', () => {
  it('fails where a key opens everything from everywhere', () => {
    const outcome = judge(key('1', { fullPermissions: true, networkFilter: false }), key('2'));
    expect(outcome).toMatchObject({
      verdict: 'fail',
      says: { key: 'checks.api-keys.fail', params: { count: 1, total: 2 } },
      offenders: { count: 1, of: 2 },
    });
    expect(findingsOf(outcome)).toMatchObject([
      {
        id: 'open:1',
        severity: 'high',
        says: { key: 'checks.api-keys.open' },
        subject: { kind: 'api-key', id: '1', label: 'Key 1' },
        page: { page: 'api-key', id: '1' },
      },
    ]);
  });

  it('has only the open ones changed', () => {
    const { steps } = judge(key('1', { fullPermissions: true, networkFilter: false }), key('2'));
    expect(JSON.stringify(steps)).toContain('Key 1');
    expect(JSON.stringify(steps)).not.toContain('Key 2');
  });

  it.each([
    ['full rights from one network', { fullPermissions: true, networkFilter: true }],
    ['few rights from anywhere', { fullPermissions: false, networkFilter: false }],
  ])('passes with %s', (_, more) => {
    expect(judge(key('1', more))).toMatchObject({ verdict: 'pass', says: { key: 'checks.api-keys.pass' } });
  });

  it('warns, low, about keys unused for 90 days', () => {
    const outcome = judge(
      key('1', { lastUsedAt: '2026-08-25T12:00:00+00:00' }),
      key('2', { lastUsedAt: '2026-08-26T12:00:00+00:00' }),
    );
    expect(outcome).toMatchObject({ verdict: 'warn', severity: 'low' });
    expect(findingsOf(outcome)).toMatchObject([
      { id: 'unused:1', severity: 'low', says: { key: 'checks.api-keys.unused', params: { days: 90 } } },
    ]);
  });

  it('counts a key that was never used from the day it was made', () => {
    expect(findingsOf(judge(key('1', { lastUsedAt: null })))).toMatchObject([
      { says: { key: 'checks.api-keys.never' } },
    ]);
    expect(judge(key('1', { lastUsedAt: null, createdAt: NOW })).verdict).toBe('pass');
  });

  it('says that nobody can tell where there is no date', () => {
    expect(judge(key('1', { lastUsedAt: null, createdAt: null }))).toMatchObject({
      verdict: 'pass',
      notes: [{ key: 'checks.api-keys.undated' }],
    });
    expect(judge(key('1', { lastUsedAt: NOW })).notes).toEqual([]);
  });

  it('tells nothing about use where the clock cannot be trusted', () => {
    const parts = partsWith({ apiKeys: [key('1', { lastUsedAt: '2020-01-01T00:00:00+00:00' })] });
    const context = { now: null, release: { text: '', numbers: null }, attested: () => ({ state: 'none' }) as const };
    expect(check.judge(parts, context)).toMatchObject({ verdict: 'pass', notes: [{ key: 'checks.api-keys.undated' }] });
  });

  it('is not applicable without keys, and on releases that have none', () => {
    expect(judge()).toMatchObject({ verdict: 'not-applicable', says: { key: 'checks.api-keys.none' } });
    const on2024 = judgeWith(check, {}, { apiKeys: 'not-supported' });
    expect(on2024).toMatchObject({ verdict: 'not-applicable', says: { key: 'checks.api-keys.no-such' } });
  });

  it('is unknown with its reason', () => {
    expect(judgeWith(check, {}, { apiKeys: 'forbidden' })).toMatchObject({ verdict: 'unknown', reason: 'forbidden' });
  });

  it.each([
    ['2026.1.223', '99', 'fail'],
    ['2026.6.99', '99', 'fail'],
    ['2026.7.1', '99', 'pass'],
    ['2026.1.223', '1', 'pass'],
    ['2026.1.223', 'localhost', 'pass'],
    ['2026.1.223', undefined, 'pass'],
  ])('%s: a full key bound to rule %s: %s', (release, filterId, verdict) => {
    const apiKeys = [key('1', { fullPermissions: true, ...(filterId === undefined ? {} : { filterId }) })];
    const outcome = judgeWith(check, { apiKeys, system: { ...CLEAN.system, release } });
    expect(outcome).toMatchObject({ verdict });
    if (verdict === 'fail')
      expect(findingsOf(outcome)).toMatchObject([{ id: 'open:1', says: { key: 'checks.api-keys.gone' } }]);
  });

  it('does not call a filter deleted where the rules were not read', () => {
    const apiKeys = [key('1', { fullPermissions: true, filterId: '99' })];
    const system = { ...CLEAN.system, release: '2026.1.223' };
    expect(judgeWith(check, { apiKeys, system }, { firewall: 'forbidden' })).toMatchObject({ verdict: 'pass' });
  });
});

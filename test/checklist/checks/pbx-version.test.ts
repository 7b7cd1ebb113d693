import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/pbx-version.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN } from '../../support/facts.ts';
import { judgeWith } from '../../support/judge.ts';

const judge = (release: string, more: Partial<PartData> = {}) =>
  judgeWith(check, { system: { ...CLEAN.system, release }, ...more });
const ids = (outcome: ReturnType<typeof judge>) => ('findings' in outcome ? outcome.findings.map(({ id }) => id) : []);

describe('pbx-version', () => {
  it('passes below no entry of the table; offline it says how old the table is', () => {
    expect(judge('2026.9.5')).toMatchObject({ verdict: 'pass', notes: [{ key: 'checks.pbx-version.offline' }] });
    expect(judge('2026.10.1', { updates: { latest: '2026.10.1', checkedAt: null } })).toMatchObject({
      verdict: 'pass',
      notes: [],
    });
  });

  it("does not take the guide's threshold for safe", () => {
    expect(judge('2026.1.223')).toMatchObject({ verdict: 'fail', severity: 'critical' });
    expect(ids(judge('2026.1.223'))).toEqual([
      'release-2026.2.118',
      'release-2026.5.6',
      'CVE-2026-109618',
      'release-2026.6.99',
      'CVE-2026-123007',
    ]);
  });

  it('weighs as the worst hole', () => {
    expect(judge('2026.6.99')).toMatchObject({ verdict: 'fail', severity: 'high' });
    expect(ids(judge('2026.6.99'))).toEqual(['CVE-2026-123007']);
  });

  it('compares parts as numbers and strips -dev', () => {
    expect(judge('2026.10.1')).toMatchObject({ verdict: 'pass' });
    expect(judge('2026.9.5-dev')).toMatchObject({ verdict: 'pass' });
    expect(judge('2026.9.10')).toMatchObject({ verdict: 'pass' });
  });

  it('still fails for a patched 2024.1.114: others remain', () => {
    expect(judge('2024.1.114')).toMatchObject({ verdict: 'fail', says: { key: 'checks.pbx-version.patched' } });
    const patch = {
      ...CLEAN.patch,
      markers: CLEAN.patch.markers.map((marker) => ({ ...marker, state: 'unpatched' as const })),
    };
    expect(judge('2024.1.114', { patch })).toMatchObject({
      verdict: 'fail',
      says: { key: 'checks.pbx-version.holes' },
    });
  });

  it('warns low for a newer release without an advisory', () => {
    expect(judge('2026.9.5', { updates: { latest: '2026.10.2', checkedAt: null } })).toMatchObject({
      verdict: 'warn',
      severity: 'low',
    });
  });

  it('cannot judge a release without numbers', () => {
    expect(judge('mikopbx')).toMatchObject({ verdict: 'unknown', reason: 'mistyped' });
  });
});

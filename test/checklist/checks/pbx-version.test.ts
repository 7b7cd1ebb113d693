import { describe, expect, it } from 'vitest';
import { attestationLookup } from '../../../sites/checklist/attestations.ts';
import { check } from '../../../sites/checklist/checks/pbx-version.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { CLEAN, partsWith } from '../../support/facts.ts';
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
      'release-2026.3.40',
      'release-2026.5.6',
      'CVE-2026-109618',
      'release-2026.6.34',
      'release-2026.6.99',
      'release-2026.7.1',
      'CVE-2026-123007',
      'release-2026.9.5',
    ]);
  });

  it('weighs as the worst hole', () => {
    expect(judge('2026.6.99')).toMatchObject({ verdict: 'fail', severity: 'high' });
    expect(ids(judge('2026.6.99'))).toEqual(['release-2026.7.1', 'CVE-2026-123007', 'release-2026.9.5']);
  });

  it('compares parts as numbers and strips -dev', () => {
    expect(judge('2026.10.1')).toMatchObject({ verdict: 'pass' });
    expect(judge('2026.9.5-dev')).toMatchObject({ verdict: 'pass' });
    expect(judge('2026.9.10')).toMatchObject({ verdict: 'pass' });
  });

  it('still fails for a patched 2024.1.114: others remain', () => {
    const patched = judge('2024.1.114');
    expect(patched).toMatchObject({
      verdict: 'fail',
      says: { key: 'checks.pbx-version.patched', params: { release: '2024.1.114', holes: 10 } },
    });
    expect(ids(patched)).not.toContain('vendor-2024.1.114'); // told once, as closed
    const patch = {
      ...CLEAN.patch,
      markers: CLEAN.patch.markers.map((marker) => ({ ...marker, state: 'unpatched' as const })),
    };
    expect(judge('2024.1.114', { patch })).toMatchObject({
      verdict: 'fail',
      says: { key: 'checks.pbx-version.holes' },
    });
  });

  it('believes in a patch only where both decisive markers were read as fixed, on that release', () => {
    const [, ...withoutA] = CLEAN.patch.markers;
    expect(ids(judge('2024.1.114', { patch: { ...CLEAN.patch, markers: withoutA } }))).toContain('vendor-2024.1.114');
    expect(ids(judge('2023.2.206'))).toContain('vendor-2024.1.114');
    const system = { ...CLEAN.system, release: '2024.1.114' };
    expect(judgeWith(check, { system }, { patch: 'needs-module' })).toMatchObject({
      verdict: 'fail',
      says: { key: 'checks.pbx-version.holes', params: { release: '2024.1.114', holes: 11 } },
    });
  });

  it('says how old the table is once it is', () => {
    const updates = { latest: null, checkedAt: null };
    const system = { ...CLEAN.system, release: '2026.9.5' };
    const later = Date.parse('2027-02-01T00:00:00+00:00');
    const outcome = check.judge(partsWith({ system, updates }), {
      now: later,
      release: parseRelease('2026.9.5'),
      attested: attestationLookup([], later),
    });
    expect(outcome).toMatchObject({ notes: [{ key: 'checks.pbx-version.offline.age', params: { days: 63 } }] });
  });

  it('in Docker a new image is the update', () => {
    const container = { kind: 'docker', network: 'bridge', bouncer: null } as const;
    const outcome = judgeWith(check, { system: { ...CLEAN.system, release: '2026.1.223', container } });
    expect(outcome.steps?.map(({ says }) => says.key)).toContain('steps.update.docker');
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

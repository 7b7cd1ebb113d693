import { describe, expect, it } from 'vitest';
import { audit } from '../../../sites/checklist/audit.ts';
import { upgradedIn, type UpgradedFrom } from '../../../sites/checklist/path/upgraded.ts';
import { lastJudgedOf } from '../../../sites/checklist/report/last-judged.ts';
import { factsOf, SCENARIOS, type Pbx } from '../../../sites/sandbox/index.ts';
import { upgradedFrom } from '../../../sites/sandbox/module/memory.ts';

const NOON = new Date('2026-11-20T12:00:00Z');
const OLD = SCENARIOS['breached-2024'](NOON);
const SAFE = SCENARIOS['hardened-2026'](NOON);

function reportOf(pbx: Pbx) {
  const facts = factsOf(pbx, 'http://pbx', NOON);
  const report = audit(facts, { tool: { name: 'test', version: '0' } });
  return { report, kept: lastJudgedOf(report, facts.parts) };
}
const before = reportOf(OLD).kept;
const from = (at: string | null = null): UpgradedFrom =>
  upgradedFrom({ ...OLD.module, judgedOn: '2024.1.114', lastJudged: { ...before, by: 'anna' } }, at);

describe('after an upgrade', () => {
  const { report } = reportOf({ ...OLD, release: '2026.9.5', patchMarkers: SAFE.patchMarkers });

  it('tells which holes it closed, what is in order now, and what is new', () => {
    const upgraded = upgradedIn(from(), report);
    expect(upgraded).toMatchObject({ from: '2024.1.114', to: '2026.9.5' });
    expect(upgraded?.holes.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['vendor-2024.1.114', 'CVE-2025-52207', 'release-2026.9.5']),
    );
    expect(upgraded?.closed.map(({ id }) => id)).toEqual(expect.arrayContaining(['pbx-version', 'security-patch']));
    for (const { id } of upgraded?.found ?? []) {
      expect(before.checks.find(({ check }) => check === id)?.verdict).not.toMatch(/fail|warn/);
    }
  });

  it('is news for a month, and none where the release is the same or nobody knows it', () => {
    expect(upgradedIn(from('2026-11-01T00:00:00+00:00'), report)).not.toBeNull();
    expect(upgradedIn(from('2026-10-01T00:00:00+00:00'), report)).toBeNull();
    expect(upgradedIn(null, report)).toBeNull();
    expect(upgradedIn({ ...from(), from: '2026.9.5' }, report)).toBeNull();
    expect(upgradedIn(from(), { ...report, pbx: { ...report.pbx, release: null } })).toBeNull();
  });
});

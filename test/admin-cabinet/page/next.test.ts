/** What is named as next after a fix. */
import { describe, expect, it } from 'vitest';
import { nextIn } from '../../../sites/admin-cabinet/page/plan/next.ts';
import { audit } from '../../../sites/checklist/audit.ts';
import { ownerOf } from '../../../sites/checklist/actions/fixes.ts';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import type { Report } from '../../../sites/checklist/report/types.ts';
import { NOW } from '../../support/facts.ts';
import { stateOf } from '../../support/told.ts';

const judged = (name: string): Report =>
  audit(
    { version: 1, pbx: { address: '', name: '' }, readAt: NOW, parts: stateOf(name) },
    { tool: { name: '', version: '' }, checks: CHECKS },
  );
const only = ({ first, results }: Report, wanted: (check: string) => boolean): Pick<Report, 'first' | 'results'> => ({
  first: first.filter(({ check }) => wanted(check)),
  results,
});

describe('what is next', () => {
  const report = judged('sinful');
  const checks = report.first.map(({ check }) => check);
  const hasButton = (check: string): boolean => {
    const result = report.results.find(({ id }) => id === check);
    return result !== undefined && ownerOf(result) !== null;
  };

  it('is what a button mends, where that is urgent, before an upgrade', () => {
    expect(checks).toContain('pbx-version');
    const rest = only(
      report,
      (check) => check === 'pbx-version' || checks.indexOf(check) > checks.indexOf('pbx-version'),
    );
    const turned = { ...rest, first: [...rest.first, ...report.first.filter(({ check }) => hasButton(check))] };
    expect(turned.first[0]?.check).toBe('pbx-version');
    const next = nextIn(turned);
    expect(next?.isQuick).toBe(true);
    expect(hasButton(next?.step.check ?? '')).toBe(true);
    expect(['critical', 'high']).toContain(next?.result.severity);
  });
  it('is the upgrade where nothing else is urgent, or has a button', () => {
    const left = only(report, (check) => check === 'pbx-version' || !hasButton(check));
    expect(nextIn(left)).toMatchObject({ isQuick: false, step: { check: left.first[0]?.check } });
    const mild = report.results.map((result) => ({ ...result, severity: 'medium' as const }));
    expect(nextIn({ first: report.first, results: mild })?.step.check).toBe(checks[0]);
  });
  it('is nothing where nothing is left', () => {
    expect(nextIn({ first: [], results: report.results })).toBeNull();
  });
});

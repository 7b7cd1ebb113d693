import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/core-warnings.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, NOW } from '../../support/facts.ts';
import { judgeWith } from '../../support/judge.ts';

type Warnings = NonNullable<PartData['updates']['warnings']>;
const CALM: Warnings = { securityLog: 'calm', sshPassword: false, files: false };
const judge = (warnings: Partial<Warnings>) =>
  judgeWith(check, { updates: { ...CLEAN.updates, warnings: { ...CALM, ...warnings } } });

describe('core-warnings', () => {
  it('passes where Core looked and noticed nothing', () => {
    expect(judge({})).toMatchObject({ verdict: 'pass' });
  });

  it.each([
    [{ sshPassword: true }, 'ssh-password', 'critical'],
    [{ files: true }, 'files', 'critical'],
    [{ securityLog: 'flood' }, 'security-log', 'high'],
    [{ securityLog: 'growing' }, 'security-log', 'medium'],
  ] as const)('fails on %j', (warnings, id, severity) => {
    const outcome = judge(warnings);
    expect(outcome).toMatchObject({ verdict: 'fail', severity, findings: [{ id, severity }] });
    expect(outcome.steps?.length).toBeGreaterThan(0);
  });

  it('tells all of them, by the gravest', () => {
    expect(judge({ sshPassword: true, files: true, securityLog: 'growing' })).toMatchObject({
      severity: 'critical',
      findings: [{ id: 'ssh-password' }, { id: 'files' }, { id: 'security-log' }],
    });
  });

  it.each([{ securityLog: null }, { sshPassword: null }, { files: null }] as const)(
    'never passes on %j',
    (warnings) => {
      expect(judge(warnings)).toMatchObject({ verdict: 'unknown', reason: 'missing' });
    },
  );

  it('fails on what was seen although the rest was not', () => {
    expect(judge({ securityLog: null, files: true })).toMatchObject({ verdict: 'fail' });
  });

  it('cannot tell from facts without it', () => {
    expect(judgeWith(check, { updates: { latest: null, checkedAt: NOW } })).toMatchObject({
      verdict: 'unknown',
      reason: 'needs-module',
    });
    expect(judgeWith(check, {}, { updates: 'failed' })).toMatchObject({ verdict: 'unknown' });
  });
});

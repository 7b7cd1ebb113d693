import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/security-patch.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, NOW } from '../../support/facts.ts';
import { judgeWith } from '../../support/judge.ts';

type State = PartData['patch']['markers'][number]['state'];
const judge = (
  release: string,
  states: Partial<Record<string, State>>,
  more: Partial<PartData['system']> = {},
  run: PartData['patch']['run'] = null,
) =>
  judgeWith(check, {
    system: { ...CLEAN.system, release, ...more },
    patch: {
      readAt: NOW,
      markers: CLEAN.patch.markers.map((marker) => ({ ...marker, state: states[marker.id] ?? 'fixed' })),
      run,
    },
  });

describe('security-patch', () => {
  it('the files that decide are two: another one that looks old is no hole where there is no patch', () => {
    const other = { verdict: 'not-applicable', says: { key: 'checks.security-patch.other' } };
    expect(judge('2023.2.206', { C: 'unpatched' })).toMatchObject(other);
    expect(judge('2023.2.206', {})).toMatchObject(other);
    expect(judge('2023.2.206', { A: 'missing' })).toMatchObject({ verdict: 'unknown' });
    expect(judge('2023.2.206', { B: 'unreadable' })).toMatchObject({ verdict: 'unknown' });
  });

  it('passes on 2024.1.114 with every marker of the fix, and says when it was read', () => {
    expect(judge('2024.1.114', {})).toMatchObject({
      verdict: 'pass',
      notes: [{ key: 'checks.security-patch.read', params: { at: NOW.slice(0, 10) } }],
    });
  });

  it.each(['A', 'B', 'C', 'D', 'E', 'F', 'G'])('fails on 2024.1.114 while marker %s is open', (id) => {
    const severity = id === 'A' || id === 'B' ? 'critical' : 'high';
    expect(judge('2024.1.114', { [id]: 'unpatched' })).toMatchObject({ verdict: 'fail', findings: [{ id, severity }] });
  });

  it('tells whole from partial', () => {
    expect(judge('2024.1.114', { A: 'unpatched', B: 'unpatched' })).toMatchObject({
      says: { key: 'checks.security-patch.unpatched' },
    });
    expect(judge('2024.1.114', { A: 'unpatched' })).toMatchObject({ says: { key: 'checks.security-patch.partly' } });
  });

  it('says that the fix is gone where the last run had closed the hole', () => {
    const open = { A: 'unpatched', B: 'unpatched' } as const;
    const at = '2026-11-20T10:00:00+00:00';
    const says = (run: PartData['patch']['run'], states: Partial<Record<string, State>> = open) =>
      judge('2024.1.114', states, {}, run);
    expect(says({ act: 'run', at, fixed: ['A', 'B'] })).toMatchObject({
      verdict: 'fail',
      findings: [{ id: 'A', severity: 'critical' }, { id: 'B' }],
      says: { key: 'checks.security-patch.gone', params: { at: at.slice(0, 10) } },
    });
    const unpatched = { says: { key: 'checks.security-patch.unpatched' } };
    expect(says({ act: 'run', at, fixed: ['B', 'C'] })).toMatchObject(unpatched);
    expect(says({ act: 'restore', at, fixed: ['A'] })).toMatchObject(unpatched);
    expect(says({ act: 'run', at, fixed: ['A'] }, { B: 'unpatched' })).toMatchObject({
      says: { key: 'checks.security-patch.partly' },
    });
  });

  it('has it run on exactly this release, and not in Docker', () => {
    const docker = { container: { kind: 'docker', network: 'host', bouncer: null } } as const;
    expect(check.action).toBe('install-patch');
    expect(judge('2024.1.114', { A: 'unpatched' })).not.toHaveProperty('action');
    expect(judge('2024.1.114', {})).not.toHaveProperty('action');
    expect(judge('2024.1.114', { A: 'unpatched' }, docker)).toMatchObject({ action: null });
    expect(judge('2024.2.111', { A: 'unpatched' })).toMatchObject({ action: null });
  });

  it.each(['missing', 'unreadable'] as const)('is unknown where a decisive file is %s', (state) => {
    expect(judge('2024.1.114', { A: state })).toMatchObject({ verdict: 'unknown' });
  });

  it('does not apply to clean newer releases', () => {
    expect(judge('2026.1.223', {})).toMatchObject({
      verdict: 'not-applicable',
      says: { key: 'checks.security-patch.built-in' },
    });
  });

  it('does not apply to newer releases where one of the two files that decide was seen, and is unknown without both', () => {
    const builtIn = { verdict: 'not-applicable', says: { key: 'checks.security-patch.built-in' } };
    expect(judge('2026.1.223', { A: 'missing' })).toMatchObject(builtIn);
    expect(judge('2026.1.223', { B: 'unreadable' })).toMatchObject(builtIn);
    expect(judge('2026.1.223', { A: 'missing', B: 'missing' })).toMatchObject({
      verdict: 'unknown',
      says: { key: 'checks.security-patch.unread' },
    });
  });

  it.each(['2023.2.206', '2025.1.158-dev'])(
    'fails on %s with the unpatched marker: no patch exists, upgrade',
    (release) => {
      expect(judge(release, { A: 'unpatched' })).toMatchObject({
        verdict: 'fail',
        says: { key: 'checks.security-patch.no-patch' },
        action: null,
      });
    },
  );

  it('asks to be read again after a boot', () => {
    const outcome = judge('2024.1.114', {}, { bootedAt: '2026-11-24T00:00:00+00:00' });
    expect(outcome).toMatchObject({ notes: [{}, { key: 'checks.security-patch.boot' }] });
  });
});

import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/firewall-enabled.ts';
import { CLEAN, EVERYTHING, rule } from '../../support/facts.ts';
import { attest, judgeWith } from '../../support/judge.ts';

const on = { enabled: true, maxRequestsPerSecond: 0, rules: [] };
const old = { ...CLEAN.system, release: '2024.1.114' };

describe('firewall-enabled', () => {
  it('passes when on, with rules', () => {
    expect(judgeWith(check)).toMatchObject({ verdict: 'pass', says: { params: { count: 1 } } });
  });

  it('fails when off', () => {
    const outcome = judgeWith(check, { firewall: { ...CLEAN.firewall, enabled: false } });
    expect(outcome).toMatchObject({ verdict: 'fail', severity: 'critical', findings: [{ id: 'off' }] });
  });

  it('tells zero rules apart by release: open on 2026, locked out on 2024', () => {
    expect(judgeWith(check, { firewall: on })).toMatchObject({ verdict: 'fail', findings: [{ id: 'no-rules-open' }] });
    expect(judgeWith(check, { firewall: on, system: old })).toMatchObject({
      verdict: 'fail',
      findings: [{ id: 'no-rules-closed' }],
    });
  });

  it.each([
    { kind: 'docker', network: 'host', bouncer: null },
    { kind: 'docker', network: 'bridge', bouncer: null },
    { kind: 'lxc', managesFirewall: false },
  ] as const)('fails where this system cannot enforce it: %j', (container) => {
    const outcome = judgeWith(check, { system: { ...CLEAN.system, container } });
    expect(outcome).toMatchObject({ verdict: 'fail', findings: [{ id: 'container' }], action: null });
  });

  it('warns with the text of a firewall outside that closes web, SSH and SIP', () => {
    const outcome = judgeWith(check, {
      firewall: { ...CLEAN.firewall, enabled: false },
      attestations: [attest('outside-firewall', 'ALL')],
    });
    expect(outcome).toMatchObject({ verdict: 'warn', says: { key: 'exposure.outside' } });
  });

  it('fails when the rules are not in force', () => {
    const outcome = judgeWith(check, { runningRules: { v4: ['-P INPUT ACCEPT'], v6: ['-P INPUT ACCEPT'] } });
    expect(outcome).toMatchObject({ verdict: 'fail', findings: [{ id: 'not-in-force' }] });
  });

  it('never passes on rules that something else can change', () => {
    const outcome = judgeWith(check, {
      extraRules: { firewallAdditional: true, modules: ['ModuleGeoIP'], customFiles: [] },
    });
    expect(outcome).toMatchObject({ verdict: 'warn', severity: 'low', says: { key: 'exposure.not-judged' } });
  });

  it('cannot tell without the rules, and says why', () => {
    expect(judgeWith(check, {}, { firewall: 'forbidden' })).toMatchObject({ verdict: 'unknown', reason: 'forbidden' });
  });

  it('counts every rule, also one that allows nothing', () => {
    const firewall = { ...on, rules: [rule('1', '10.0.0.0/8', EVERYTHING), rule('2', '0.0.0.0/0', {})] };
    expect(judgeWith(check, { firewall })).toMatchObject({ verdict: 'pass', says: { params: { count: 2 } } });
  });
});

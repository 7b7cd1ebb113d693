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

  it('warns with the text of a firewall outside that closes every service, ping apart', () => {
    const judge = (answer: string) =>
      judgeWith(check, {
        firewall: { ...CLEAN.firewall, enabled: false },
        attestations: [{ ...attest('outside-firewall', answer), note: 'only from the office' }],
      });
    for (const answer of ['ALL', 'SIP,IAX,WEB,SSH,AMI,AJAM']) {
      expect(judge(answer)).toMatchObject({
        verdict: 'warn',
        severity: 'low',
        says: { key: 'exposure.outside.note', params: { by: 'admin', note: 'only from the office' } },
      });
    }
    expect(judge('WEB,SSH,SIP')).toMatchObject({ verdict: 'fail', severity: 'critical' });
    expect(judge('none')).toMatchObject({ verdict: 'fail' });
  });

  it('says that the confirmation of a firewall outside ran out', () => {
    const expired = { ...attest('outside-firewall', 'ALL'), expiresAt: '2026-11-02T00:00:00+00:00' };
    const outcome = judgeWith(check, { firewall: { ...CLEAN.firewall, enabled: false }, attestations: [expired] });
    expect(outcome).toMatchObject({ verdict: 'fail', notes: [{ key: 'exposure.outside.expired' }] });
  });

  it('does not take a firewall outside for help where everybody is locked out', () => {
    const outcome = judgeWith(check, { firewall: on, system: old, attestations: [attest('outside-firewall', 'ALL')] });
    expect(outcome).toMatchObject({ verdict: 'fail', findings: [{ id: 'no-rules-closed' }] });
  });

  it('warns of the lock-out before the switch on 2024, in its own menu words', () => {
    const off = { ...CLEAN.firewall, enabled: false };
    expect(judgeWith(check, { firewall: off, system: old }).steps).toMatchObject([
      { says: { params: { menu: { key: 'menu.firewall.2024' } } } },
      {},
      { says: { key: 'checks.firewall-enabled.step.switch.2024' } },
    ]);
    expect(judgeWith(check, { firewall: off }).steps).toMatchObject([
      { says: { params: { menu: { key: 'menu.firewall.2026' } } } },
      {},
      { says: { key: 'checks.firewall-enabled.step.switch' } },
    ]);
  });

  it('fails when the rules are not in force', () => {
    const outcome = judgeWith(check, { runningRules: { v4: ['-P INPUT ACCEPT'], v6: ['-P INPUT ACCEPT'] } });
    expect(outcome).toMatchObject({ verdict: 'fail', findings: [{ id: 'not-in-force' }] });
  });

  it('leaves single lines that differ to the checks of what they open', () => {
    const v4 = [
      '-P INPUT ACCEPT',
      '-A INPUT -s 192.168.1.0/24 -j ACCEPT',
      '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT',
      '-A INPUT -j DROP',
    ];
    const outcome = judgeWith(check, { runningRules: { v4, v6: ['-P INPUT DROP'] } });
    expect(outcome).toMatchObject({ verdict: 'pass', notes: [{ key: 'exposure.force.differs' }] });
  });

  it('does not take a hand-made firewall for the switch', () => {
    const closed = { v4: ['-P INPUT DROP'], v6: ['-P INPUT DROP'] };
    const extraRules = { firewallAdditional: true, modules: ['ModuleGeoIP'], customFiles: [] };
    const outcome = judgeWith(check, {
      firewall: { ...CLEAN.firewall, enabled: false },
      runningRules: closed,
      extraRules,
    });
    expect(outcome).toMatchObject({ verdict: 'fail', findings: [{ id: 'off' }] });
    expect(outcome.notes).toContainEqual({
      key: 'exposure.extra',
      params: { what: ['/etc/firewall_additional', 'ModuleGeoIP'] },
    });
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

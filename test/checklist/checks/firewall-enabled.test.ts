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

  it('fails where all is open to everybody, though the rules explain all but one service', () => {
    const firewall = { ...CLEAN.firewall, rules: [rule('1', '0.0.0.0/0', { ...EVERYTHING, SSH: false })] };
    const v6 = ['-P INPUT ACCEPT', '-A INPUT -s ::1/128 -j ACCEPT', '-A INPUT -j DROP'];
    const outcome = judgeWith(check, { firewall, runningRules: { v4: ['-P INPUT ACCEPT'], v6 } });
    expect(outcome).toMatchObject({ verdict: 'fail', findings: [{ id: 'not-in-force' }] });
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
    const off = { ...CLEAN.firewall, enabled: false, rules: [] };
    const stepsOf = (system: typeof old) => judgeWith(check, { firewall: off, system }).steps ?? [];
    const keys = (system: typeof old) => stepsOf(system).map(({ says }) => says.key);
    for (const [system, line] of [
      [old, '2024'],
      [CLEAN.system, '2026'],
    ] as const) {
      expect(keys(system)).toEqual([
        'steps.console',
        'steps.open',
        'steps.rule.add',
        'steps.rule.person',
        line === '2024' ? 'steps.provider.host' : 'steps.provider.ask',
        'steps.firewall.on',
        'steps.try',
      ]);
      expect(stepsOf(system)[1]?.says.params).toMatchObject({ menu: { key: `menu.firewall.${line}` } });
      expect(stepsOf(system)[5]?.says.params).toMatchObject({ switch: { key: `steps.switch.${line}` } });
    }
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

  const panel = (count: number, permit = '192.168.1.0/24') => ({
    ...rule('1', permit, EVERYTHING),
    services: [
      ...rule('1', permit, EVERYTHING).services,
      {
        category: 'MODULEPANEL',
        allow: true,
        ports: Array.from({ length: count }, (_, n) => ({ protocol: 'tcp' as const, from: 9000 + n, to: 9000 + n })),
      },
    ],
  });

  it('names a rule whose line iptables refuses as a whole', () => {
    const judge = (count: number) => judgeWith(check, { firewall: { ...on, rules: [panel(count)] } });
    expect(judge(7)).toMatchObject({ verdict: 'pass' }); // 8 and 7 are 15
    expect(judge(8)).toMatchObject({
      verdict: 'warn',
      severity: 'medium',
      says: { key: 'checks.firewall-enabled.refused' },
      findings: [{ id: 'refused:tcp:rule-1:192.168.1.0/24', says: { params: { count: 16, protocol: 'TCP' } } }],
    });
  });

  it('and one with a range that ends before it begins', () => {
    const ports = [{ protocol: 'udp' as const, from: 10200, to: 10000 }];
    const reversed = { ...rule('1', '10.0.0.0/8', {}), services: [{ category: 'SIP', allow: true, ports }] };
    expect(judgeWith(check, { firewall: { ...on, rules: [reversed] } })).toMatchObject({
      verdict: 'warn',
      findings: [{ id: 'refused:udp:rule-1:10.0.0.0/8', says: { key: 'checks.firewall-enabled.reversed' } }],
    });
  });

  const running = (v4: string[]) => ({ v4, v6: ['-P INPUT DROP'] });
  it('tells rules that are not loaded from a line that goes before them', () => {
    const wiped = judgeWith(check, { runningRules: running(['-P INPUT ACCEPT']) });
    expect(wiped).toMatchObject({ verdict: 'fail', findings: [{ id: 'not-in-force' }], action: 'enable-firewall' });
    const lines = [
      '-P INPUT ACCEPT',
      '-A INPUT -i eth0 -j ACCEPT',
      '-A INPUT -s 192.168.1.0/24 -j ACCEPT',
      '-A INPUT -j DROP',
    ];
    const bypassed = judgeWith(check, { runningRules: running(lines) });
    expect(bypassed).toMatchObject({
      verdict: 'fail',
      severity: 'critical',
      findings: [{ id: 'bypassed' }],
      action: null,
    });
  });

  it('a list of addresses that are kept out does not put wiped rules in force', () => {
    const list = ['185.53.88.0/24', '45.95.0.0/16'].map((source) => `-A INPUT -s ${source} -j DROP`);
    expect(judgeWith(check, { runningRules: running(['-P INPUT ACCEPT', ...list]) })).toMatchObject({
      verdict: 'fail',
      findings: [{ id: 'not-in-force' }],
    });
    // Half of the internet and more kept out: single openings, judged by the checks of what they open.
    const most = ['0.0.0.0/1', '128.0.0.0/2'].map((source) => `-A INPUT -s ${source} -j DROP`);
    const outcome = judgeWith(check, { runningRules: running(['-P INPUT ACCEPT', ...most]) });
    expect(outcome).toMatchObject({ verdict: 'pass' });
  });

  it('one service that stays closed is enough to have the rules in force', () => {
    const lines = ['-P INPUT ACCEPT', '-A INPUT -p tcp -m tcp --dport 22 -j DROP'];
    expect(judgeWith(check, { runningRules: running(lines) })).toMatchObject({ verdict: 'pass' });
  });

  it('everybody whom the cabinet lets in is no sign that its rules are not in force', () => {
    const firewall = { ...on, rules: [rule('1', '0.0.0.0/0', EVERYTHING)] };
    expect(judgeWith(check, { firewall, runningRules: running(['-P INPUT ACCEPT']) })).toMatchObject({
      verdict: 'pass',
    });
  });

  it.each(['failed', 'timeout', 'mistyped', 'unreachable'] as const)(
    'rules in force that could not be read twice alike (%s) are neither in force nor not',
    (reason) => {
      expect(judgeWith(check, {}, { runningRules: reason })).toMatchObject({ verdict: 'unknown', reason });
    },
  );

  it.each(['needs-module', 'not-asked', 'not-supported', 'forbidden', 'missing'] as const)(
    'where they cannot be had (%s), the cabinet is believed',
    (reason) => {
      expect(judgeWith(check, {}, { runningRules: reason })).toMatchObject({ verdict: 'pass' });
    },
  );
});

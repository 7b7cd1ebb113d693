import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/web-cti-closed.ts';
import type { FirewallRule, PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, rule } from '../../support/facts.ts';
import { attest, judgeWith } from '../../support/judge.ts';
import { findingsOf } from '../../support/outcome.ts';

const LAN = rule('1', '192.168.1.0/24', EVERYTHING);
const judge = (rules: FirewallRule[], more: Partial<PartData> = {}) =>
  judgeWith(check, { firewall: { ...CLEAN.firewall, rules }, ...more });
const withModule = (base: FirewallRule, category: string, ports: readonly number[]): FirewallRule => ({
  ...base,
  services: [
    ...base.services,
    { category, allow: true, ports: ports.map((port) => ({ protocol: 'tcp' as const, from: port, to: port })) },
  ],
});

describe('web-cti-closed', () => {
  it('says that all is open where no rule decides, else how many are', () => {
    const rules = [LAN, rule('2', '45.83.12.0/23', { WEB: true }), rule('3', '45.99.0.0/16', { WEB: true })];
    expect(judge(rules)).toMatchObject({ says: { key: 'checks.web-cti-closed.open', params: { count: 2 } } });
    const off = judge(rules, { firewall: { ...CLEAN.firewall, enabled: false, rules } });
    expect(off.says).toEqual(findingsOf(off)[0]?.says);
  });

  it('passes for the own network', () => {
    expect(judge([LAN])).toMatchObject({ verdict: 'pass' });
  });

  it.each([
    ['45.83.12.0/24', 'pass'],
    ['45.83.12.0/23', 'fail'],
    ['2a01:4f8:1::/56', 'pass'],
    ['2a01:4f8:1::/55', 'fail'],
    ['2002::/16', 'fail'], // 6to4 and Teredo: everybody
    ['2001::/32', 'fail'],
  ] as const)('a public network %s: %s', (permit, verdict) => {
    expect(judge([LAN, rule('2', permit, { WEB: true })])).toMatchObject({ verdict });
  });

  it.each([
    [4, 'pass'],
    [5, 'fail'],
  ] as const)('%i narrow networks of 256 addresses in all: %s', (count, verdict) => {
    const rules = Array.from({ length: count }, (_, index) =>
      rule(String(index + 2), `45.${index}.0.0/24`, { WEB: true }),
    );
    expect(judge([LAN, ...rules])).toMatchObject({ verdict });
  });

  it('sees ports, not names: a module may open 80 and 443', () => {
    const open = withModule(rule('2', '0.0.0.0/0', {}), 'MODULEPT1CCORE', [80, 443]);
    const outcome = judge([LAN, open]);
    expect(outcome).toMatchObject({ verdict: 'fail', findings: [{ subject: { kind: 'rule', id: '2' } }] });
  });

  it('sees panels with ports of their own, and AJAM, which carries ARI', () => {
    expect(judge([LAN, withModule(rule('2', '0.0.0.0/0', {}), 'MODULECTICLIENT', [4222, 8000])])).toMatchObject({
      verdict: 'fail',
    });
    expect(judge([LAN, rule('2', '0.0.0.0/0', { AJAM: true })])).toMatchObject({ verdict: 'fail' });
  });

  it('follows custom web ports', () => {
    const moved = {
      ...rule('2', '0.0.0.0/0', {}),
      services: [{ category: 'MODULEX', allow: true, ports: [{ protocol: 'tcp' as const, from: 8080, to: 8080 }] }],
    };
    expect(judge([LAN, moved], { ports: { ...CLEAN.ports, web: 8080 } })).toMatchObject({ verdict: 'fail' });
    expect(judge([LAN, moved])).toMatchObject({ verdict: 'pass' });
  });

  it('asks once about a private network that is not on this PBX; warns low until then', () => {
    const rules = [LAN, rule('2', '10.0.0.0/8', { WEB: true })];
    expect(judge(rules)).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      questions: [{ item: 'own-network', subject: '10.0.0.0/8' }, {}],
    });
    expect(judge(rules, { attestations: [attest('own-network', 'yes', '10.0.0.0/8')] })).toMatchObject({
      verdict: 'pass',
    });
    expect(judge(rules, { attestations: [attest('own-network', 'no', '10.0.0.0/8')] })).toMatchObject({
      verdict: 'fail',
    });
  });

  it('knows networks of VPN interfaces and routes', () => {
    const network = { ...CLEAN.network, routes: ['10.20.0.0/16'] };
    expect(judge([LAN, rule('2', '10.20.30.0/24', { WEB: true })], { network })).toMatchObject({ verdict: 'pass' });
  });

  it.each([
    [['10.8.0.1/24'], true, '10.8.0.0/24'],
    [['100.64.0.7/10'], true, '100.64.0.0/10'],
    [['fd00:1::2/64'], false, 'fd00:1::/64'],
  ] as const)('an interface with %j (VPN: %s) makes %s ours', (addresses, vpn, permit) => {
    const more = { name: 'x', addresses: [...addresses], internet: false, vpn };
    const network = { ...CLEAN.network, interfaces: [...CLEAN.network.interfaces, more] };
    expect(judge([LAN, rule('2', permit, { WEB: true })], { network })).toMatchObject({ verdict: 'pass' });
  });

  it.each([
    ['a wider network than the own one', '192.168.0.0/16', []],
    ["a carrier's network, where strangers sit", '100.64.0.0/10', ['100.64.0.7/10']],
    ['what only a default route leads to', '10.0.0.0/8', []],
  ] as const)('asks about %s', (_, permit, addresses) => {
    const network = {
      ...CLEAN.network,
      interfaces: [{ name: 'eth0', addresses: ['192.168.1.2/24', ...addresses], internet: true, vpn: false }],
      routes: ['0.0.0.0/0'],
    };
    expect(judge([LAN, rule('2', permit, { WEB: true })], { network })).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      findings: [{ severity: 'low', says: { key: 'checks.web-cti-closed.ask' } }],
    });
  });

  it('never says of a private network that a router stands between', () => {
    const rules = [LAN, rule('2', '10.0.0.0/8', { WEB: true })];
    const attestations = [attest('own-network', 'no', '10.0.0.0/8')];
    const outcome = judge(rules, { attestations });
    expect(outcome).toMatchObject({ verdict: 'fail', findings: [{ says: { key: 'checks.web-cti-closed.foreign' } }] });
    expect(JSON.stringify([judge(rules), outcome])).not.toContain('exposure.open.router');
  });

  it('asks again when the answer about a network ran out', () => {
    const answer = { ...attest('own-network', 'yes', '10.0.0.0/8'), expiresAt: '2026-11-02T00:00:00+00:00' };
    const outcome = judge([LAN, rule('2', '10.0.0.0/8', { WEB: true })], { attestations: [answer] });
    expect(outcome).toMatchObject({ verdict: 'warn', questions: [{ item: 'own-network', validDays: 365 }, {}] });
  });

  it('cannot tell whose a network is while the interfaces are not known, unless a person said it', () => {
    const firewall = { ...CLEAN.firewall, rules: [LAN] };
    expect(judgeWith(check, { firewall }, { network: 'timeout' })).toMatchObject({
      verdict: 'unknown',
      reason: 'timeout',
      questions: [{ item: 'own-network', subject: '192.168.1.0/24' }],
    });
    const attestations = [attest('own-network', 'yes', '192.168.1.0/24')];
    expect(judgeWith(check, { firewall, attestations }, { network: 'timeout' })).toMatchObject({ verdict: 'pass' });
  });

  it('tells a rule once, with all it opens, and the box that does it', () => {
    const both = withModule(rule('2', '0.0.0.0/0', { WEB: true, AJAM: true }), 'MODULEPT1CCORE', [80, 443, 8088, 8089]);
    const outcome = judge([LAN, both]);
    expect(findingsOf(outcome).map(({ id }) => id)).toEqual(['WEB+AJAM+MODULEPT1CCORE:rule-2:0.0.0.0/0']);
    const panel = withModule(rule('2', '0.0.0.0/0', {}), 'MODULEX', [80]);
    expect(findingsOf(judge([LAN, panel]))).toMatchObject([
      { says: { params: { by: { key: 'exposure.by.box', params: { box: { params: { service: 'MODULEX' } } } } } } },
    ]);
  });

  it('sees ports that rows still hold after the web port was moved', () => {
    const rules = [LAN, rule('2', '0.0.0.0/0', { WEB: true })]; // rows: 80 and 443
    const ports = { ...CLEAN.ports, web: 8080, webTls: 8443 };
    // Closed now, until Core renews the rows.
    expect(judge(rules, { ports })).toMatchObject({
      verdict: 'warn',
      severity: 'medium',
      says: { key: 'exposure.stale.why' },
      findings: [{ id: 'stale:WEB:rule-2:0.0.0.0/0' }],
    });
    expect(judge(rules, { ports: { ...ports, webTls: 443 } })).toMatchObject({ verdict: 'fail' });
  });

  it.each([
    ['45.83.12.0/24', '45.83.13.0/24', 'fail'], // together 45.83.12.0/23
    ['45.83.13.0/24', '45.83.14.0/24', 'fail'], // no network, but one stretch
    ['45.83.12.0/24', '45.83.14.0/24', 'pass'],
    ['45.83.12.0/25', '45.83.12.128/25', 'pass'],
    ['2a01:4f8:1::/56', '2a01:4f8:1:100::/56', 'fail'],
    ['2a01:4f8:1::/56', '2a01:4f8:1:200::/56', 'pass'],
    ['10.0.0.0/9', '10.128.0.0/9', 'warn'], // nobody confirmed that they are ours
  ] as const)('neighbours are joined: %s and %s: %s', (one, other, verdict) => {
    const outcome = judge([LAN, rule('2', one, { WEB: true }), rule('3', other, { WEB: true })]);
    expect(outcome).toMatchObject({ verdict });
    if (verdict === 'fail') expect(outcome).toMatchObject({ findings: [{ id: 'WEB:together' }] });
  });

  it.each([
    ['2a02:8109:9c0::/48', 'pass'],
    ['2a02:8109:9c0:100::/56', 'pass'],
    ['2a02:8109:9c0::/47', 'fail'],
    ['2a02:8109:9c1::/48', 'fail'], // of somebody else
  ] as const)('the IPv6 network of the PBX itself is one customer: %s: %s', (permit, verdict) => {
    const addresses = ['192.168.1.2/24', '2a02:8109:9c0:1a2::10/64'];
    const network = { ...CLEAN.network, interfaces: [{ name: 'eth0', addresses, internet: true, vpn: false }] };
    expect(judge([LAN, rule('2', permit, { WEB: true })], { network })).toMatchObject({ verdict });
  });

  it.each([
    ['private addresses only', CLEAN.network, 'high', 'exposure.open.router'],
    [
      'a public address',
      { ...CLEAN.network, interfaces: [{ name: 'eth0', addresses: ['45.83.12.7/24'], internet: true, vpn: false }] },
      'critical',
      'exposure.open.public',
    ],
  ] as const)('with %s: open is %s %s', (_, network, severity, key) => {
    const outcome = judge([rule('1', '0.0.0.0/0', { WEB: true })], {
      network: structuredClone(network) as PartData['network'],
    });
    expect(outcome).toMatchObject({ verdict: 'fail', severity, findings: [{ severity, says: { key } }] });
  });

  it('links the check of the rules for IPv6 that 2024 leaves open', () => {
    const network = {
      ...CLEAN.network,
      interfaces: [{ name: 'eth0', addresses: ['192.168.1.2/24', '2a01:4f8::7/64'], internet: true, vpn: false }],
    };
    const outcome = judge([LAN], { network, system: { ...CLEAN.system, release: '2024.1.114' } });
    expect(outcome).toMatchObject({ verdict: 'fail', findings: [{ id: 'see:firewall-trusted-subnets' }] });
  });

  it('judges by the rules in force, and says so', () => {
    const runningRules = {
      v4: ['-P INPUT ACCEPT', '-A INPUT -s 45.83.12.0/23 -p tcp -m tcp --dport 443 -j ACCEPT', '-A INPUT -j DROP'],
      v6: ['-P INPUT DROP'],
    };
    const outcome = judge([LAN], { runningRules });
    expect(outcome).toMatchObject({
      verdict: 'fail',
      findings: [{ id: 'WEB:in-force:45.83.12.0/23' }],
      notes: [{ key: 'exposure.force.differs' }],
    });
  });

  it('never passes on rules that something else can change', () => {
    const extraRules = { firewallAdditional: false, modules: [], customFiles: ['/etc/rc.local'] };
    expect(judge([LAN], { extraRules })).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      findings: [{ id: 'not-judged:file:/etc/rc.local' }],
    });
  });

  it('fails when the firewall is off: off is open', () => {
    expect(judgeWith(check, { firewall: { ...CLEAN.firewall, enabled: false } })).toMatchObject({
      verdict: 'fail',
      findings: [{ id: 'see:firewall-enabled' }],
    });
  });

  it('warns when a firewall outside closes it', () => {
    const outcome = judge([rule('1', '0.0.0.0/0', { WEB: true })], {
      attestations: [attest('outside-firewall', 'WEB,CTI')],
    });
    expect(outcome).toMatchObject({ verdict: 'warn' });
  });
});

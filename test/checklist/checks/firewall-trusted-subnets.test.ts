import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/firewall-trusted-subnets.ts';
import type { FirewallRule, PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, rule } from '../../support/facts.ts';
import { attest, judgeWith } from '../../support/judge.ts';

const LAN = rule('1', '192.168.1.0/24', EVERYTHING);
const PUBLIC: PartData['network'] = {
  ...CLEAN.network,
  interfaces: [{ name: 'eth0', addresses: ['45.83.12.7/24'], internet: true, vpn: false }],
};
const judge = (rules: FirewallRule[], more: Partial<PartData> = {}) =>
  judgeWith(check, { firewall: { ...CLEAN.firewall, rules }, network: PUBLIC, ...more });
const ids = (outcome: ReturnType<typeof judge>) => ('findings' in outcome ? outcome.findings.map(({ id }) => id) : []);

describe('firewall-trusted-subnets', () => {
  it('passes when only own networks can connect', () => {
    expect(judge([LAN])).toMatchObject({ verdict: 'pass' });
  });

  it.each([
    ['0.0.0.0/0'],
    ['::/0'],
    ['1.2.3.4/0'],
    ['44.0.0.0/4'], // a public /4
  ])('fails for SSH open to %s', (permit) => {
    const network = {
      ...PUBLIC,
      interfaces: [{ name: 'eth0', addresses: ['45.83.12.7/24', '2a01:4f8::7/64'], internet: true, vpn: false }],
    };
    const outcome = judge([LAN, rule('2', permit, { SSH: true })], { network });
    expect(outcome).toMatchObject({
      verdict: 'fail',
      severity: 'critical',
      findings: [{ subject: { kind: 'rule', id: '2' } }],
    });
  });

  it('fails for two halves that are the whole', () => {
    const outcome = judge([rule('1', '0.0.0.0/1', { SSH: true }), rule('2', '128.0.0.0/1', { SSH: true })]);
    expect(outcome).toMatchObject({ verdict: 'fail' });
    expect(ids(outcome)).toHaveLength(2);
  });

  it('fails for many rules that together cover much, exactly above 65,536 addresses', () => {
    const nets = (count: number) =>
      Array.from({ length: count }, (_, index) => rule(String(index + 1), `45.${index}.0.0/17`, { SSH: true }));
    expect(judge(nets(2))).toMatchObject({ verdict: 'pass' });
    const outcome = judge(nets(3));
    expect(outcome).toMatchObject({ verdict: 'fail', findings: [{ id: 'SSH:together' }] });
  });

  it('lets a narrower blocking rule change nothing: block is never a drop', () => {
    expect(judge([rule('1', '45.0.0.0/8', {}), rule('2', '0.0.0.0/0', { SSH: true })])).toMatchObject({
      verdict: 'fail',
    });
  });

  it('never says reachable of a PBX with private addresses only', () => {
    const outcome = judgeWith(check, {
      firewall: { ...CLEAN.firewall, rules: [rule('1', '0.0.0.0/0', { SSH: true })] },
    });
    expect(outcome).toMatchObject({
      verdict: 'fail',
      severity: 'high',
      says: { key: 'checks.firewall-trusted-subnets.router' },
      findings: [{ says: { key: 'exposure.open.router' } }],
    });
  });

  it('does not fail for ping alone', () => {
    expect(judge([LAN, rule('2', '0.0.0.0/0', { ICMP: true })])).toMatchObject({
      verdict: 'pass',
      notes: [{ key: 'checks.firewall-trusted-subnets.icmp' }],
    });
  });

  it('leaves web and panels to their own check, and links it', () => {
    const outcome = judge([LAN, rule('2', '0.0.0.0/0', { WEB: true })]);
    expect(outcome).toMatchObject({ verdict: 'fail', severity: 'critical' });
    expect(ids(outcome)).toEqual(['see:web-cti-closed']);
  });

  it('warns for open SIP where guessing is hopeless, and fails where it is not', () => {
    const sip = [LAN, rule('2', '0.0.0.0/0', { SIP: true })];
    expect(judge(sip)).toMatchObject({ verdict: 'warn', says: { key: 'checks.firewall-trusted-subnets.sip-hard' } });
    expect(judge(sip, { sip: { authSuffix: 'MIKO', guestCalls: false } })).toMatchObject({
      verdict: 'fail',
      severity: 'high',
    });
    expect(judge(sip, { fail2ban: { ...CLEAN.fail2ban, maxretry: 20, findtime: 600 } })).toMatchObject({
      verdict: 'fail',
    });
    expect(judge(sip, { secrets: [] })).toMatchObject({ verdict: 'fail' });
  });

  it.each([
    ['45.83.12.0/24', 'pass'],
    ['45.83.12.0/23', 'fail'],
    ['10.0.0.0/8', 'pass'],
  ] as const)('"never block" for %s: %s', (permit, verdict) => {
    expect(judge([LAN, rule('2', permit, {}, { neverBlock: true })])).toMatchObject({ verdict });
  });

  it('names a rule whose network is none', () => {
    const outcome = judge([LAN, rule('2', '10.0.0.0/99', EVERYTHING)]);
    expect(JSON.stringify(outcome.notes)).toContain('exposure.malformed');
  });

  it('says that 2024 leaves a public IPv6 address open', () => {
    const network = {
      ...PUBLIC,
      interfaces: [{ name: 'eth0', addresses: ['192.168.1.2/24', '2a01:4f8::7/64'], internet: true, vpn: false }],
    };
    const outcome = judge([LAN], { network, system: { ...CLEAN.system, release: '2024.1.114' } });
    expect(ids(outcome)).toEqual(['ipv6-unmanaged']);
  });

  it('points to the firewall check when everything is open', () => {
    const outcome = judgeWith(check, { firewall: { ...CLEAN.firewall, enabled: false }, network: PUBLIC });
    expect(ids(outcome)).toEqual(['see:firewall-enabled']);
  });

  it('warns with the text of a firewall outside, never passes silently', () => {
    const outcome = judge([LAN, rule('2', '0.0.0.0/0', { SSH: true })], {
      attestations: [attest('outside-firewall', 'SSH')],
    });
    expect(outcome).toMatchObject({ verdict: 'warn', says: { key: 'exposure.outside' } });
  });

  it('believes the rules in force, not the cabinet', () => {
    const runningRules = {
      v4: ['-P INPUT ACCEPT', '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT', '-A INPUT -j DROP'],
      v6: ['-P INPUT DROP'],
    };
    const outcome = judge([LAN], { runningRules });
    expect(outcome).toMatchObject({ verdict: 'fail' });
    expect(JSON.stringify(outcome)).toContain('exposure.force.differs');
  });

  it('never passes while providers, whose addresses Core opens, are not known', () => {
    const lost = judgeWith(check, { network: PUBLIC }, { providers: 'forbidden' });
    expect(lost).toMatchObject({ verdict: 'unknown', reason: 'forbidden' });
  });
});

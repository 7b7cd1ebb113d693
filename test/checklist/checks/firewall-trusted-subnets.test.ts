import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/firewall-trusted-subnets.ts';
import { say } from '../../../sites/checklist/message.ts';
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
    expect(judge([...nets(2), rule('9', '46.1.2.3', { SSH: true })])).toMatchObject({ verdict: 'fail' }); // 65,537
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

  it('never softens what hosts of a provider open, alone or together: they need no password', () => {
    const [provider] = CLEAN.providers;
    if (provider === undefined) throw new Error('no provider');
    for (const hosts of [['0.0.0.0/0'], ['45.83.0.0/16', '95.213.0.0/16']]) {
      const outcome = judge([LAN], { providers: [{ ...provider, hosts }] });
      expect(outcome).toMatchObject({ verdict: 'fail', severity: 'high' });
      expect(outcome.notes).toContainEqual(
        expect.objectContaining({
          key: 'checks.firewall-trusted-subnets.provider',
          params: { provider: 'Provider', hosts },
        }),
      );
    }
  });

  it.each([
    ['45.83.12.0/24', 'pass'],
    ['45.83.12.0/23', 'fail'],
    ['10.0.0.0/8', 'pass'],
  ] as const)('"never block" for %s: %s', (permit, verdict) => {
    expect(judge([LAN, rule('2', permit, {}, { neverBlock: true })])).toMatchObject({ verdict });
  });

  it('has beside it what makes it worse or better', () => {
    const keys = (...args: Parameters<typeof judge>) => judge(...args).notes?.map(({ key }) => key) ?? [];
    const sip = [LAN, rule('2', '0.0.0.0/0', { SIP: true })];
    const guests = (guestCalls: boolean) => ({ sip: { authSuffix: '', guestCalls } });
    expect(keys(sip, guests(true))).toContain('checks.firewall-trusted-subnets.guests');
    expect(keys(sip, guests(false))).not.toContain('checks.firewall-trusted-subnets.guests');
    expect(keys([LAN], guests(true))).not.toContain('checks.firewall-trusted-subnets.guests');
    // A firewall outside that closes one of two.
    const two = [LAN, rule('2', '0.0.0.0/0', { SSH: true, SIP: true })];
    expect(keys(two, { attestations: [attest('outside-firewall', 'SSH')] })).toContain('exposure.outside');
    expect(keys(two)).not.toContain('exposure.outside');
    // IPv6 that an old release does not filter, and that nobody reaches by a public address.
    const old = { system: { ...CLEAN.system, release: '2024.1.114' } };
    const v6: PartData['network'] = {
      ...CLEAN.network,
      interfaces: [{ name: 'eth0', addresses: ['45.83.12.7/24', '2a01:4f8::7/64'], internet: true, vpn: false }],
    };
    const note = 'checks.firewall-trusted-subnets.ipv6.note';
    expect(keys([LAN], old)).toContain(note);
    expect(keys([LAN], { ...old, network: v6 })).not.toContain(note);
    expect(keys([LAN])).not.toContain(note);
  });

  it('names a rule whose network is none', () => {
    const outcome = judge([LAN, rule('2', '10.0.0.0/99', EVERYTHING)]);
    expect(outcome.notes).toContainEqual(say('exposure.malformed', { rule: 'Rule 2', network: '10.0.0.0/99' }));
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

  it('judges by the rules in force when they close what the cabinet opens', () => {
    const runningRules = {
      v4: ['-P INPUT ACCEPT', '-A INPUT -s 192.168.1.0/24 -j ACCEPT', '-A INPUT -j DROP'],
      v6: ['-P INPUT DROP'],
    };
    const outcome = judge([LAN, rule('2', '0.0.0.0/0', { SSH: true })], { runningRules });
    expect(outcome).toMatchObject({ verdict: 'pass' });
    expect(JSON.stringify(outcome.notes)).toContain('exposure.force.closed');
  });

  it('keeps naming the rule where the rules in force differ elsewhere', () => {
    const runningRules = {
      v4: ['-P INPUT ACCEPT', '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT', '-A INPUT -j DROP'],
      v6: ['-P INPUT DROP'],
    };
    const outcome = judge([LAN, rule('2', '0.0.0.0/0', { SSH: true })], { runningRules });
    expect(ids(outcome)).toEqual(['SSH:rule-2:0.0.0.0/0']);
  });

  it('passes where sets of a module only keep out, and gives no pass where they let in', () => {
    const geo = '-A INPUT -m set --match-set geoip src -j DROP';
    const v4 = ['-P INPUT ACCEPT', geo, '-A INPUT -s 192.168.1.0/24 -j ACCEPT', '-A INPUT -j DROP'];
    const runningRules = { v4, v6: ['-P INPUT DROP'] };
    const extraRules = { firewallAdditional: false, modules: ['ModuleGeoIP'], customFiles: [] };
    expect(judge([LAN], { runningRules, extraRules })).toMatchObject({ verdict: 'pass' });
    const letting = v4.map((line) => line.replace('geoip src -j DROP', 'geoip src -j ACCEPT'));
    const outcome = judge([LAN], { runningRules: { ...runningRules, v4: letting }, extraRules });
    expect(outcome).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      says: { key: 'exposure.not-judged' },
      findings: [{ id: 'not-judged:module:ModuleGeoIP' }, { id: 'not-judged:lines' }],
    });
    expect(JSON.stringify(outcome)).not.toContain('firewall-trusted-subnets.pass');
    const catchAll = '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT';
    const open = { v4: [...v4.slice(0, -1), catchAll, '-A INPUT -j DROP'], v6: runningRules.v6 };
    const rules = [LAN, rule('2', '0.0.0.0/0', { SSH: true })];
    expect(judge(rules, { runningRules: open, extraRules })).toMatchObject({
      verdict: 'fail',
      findings: [{ id: 'SSH:rule-2:0.0.0.0/0' }],
      notes: [{ key: 'exposure.extra' }],
    });
  });

  it('does not judge by the switch alone: off, yet closed by rules in force', () => {
    const outcome = judgeWith(check, {
      firewall: { ...CLEAN.firewall, enabled: false },
      network: PUBLIC,
      runningRules: { v4: ['-P INPUT DROP'], v6: ['-P INPUT DROP'] },
    });
    expect(outcome).toMatchObject({ verdict: 'pass' });
  });

  it('softens only what the firewall outside closes, and says so', () => {
    const outcome = judge([rule('2', '0.0.0.0/0', { SSH: true, AMI: true })], {
      attestations: [attest('outside-firewall', 'AMI')],
    });
    expect(outcome).toMatchObject({ verdict: 'fail', severity: 'critical' });
    expect(ids(outcome)).toEqual(['SSH:rule-2:0.0.0.0/0', 'AMI:rule-2:0.0.0.0/0']);
    expect(outcome.notes).toMatchObject([{ key: 'exposure.outside' }]);
  });

  it('sends to the host in a container, where rules help nothing', () => {
    const container = { kind: 'docker', network: 'bridge', bouncer: null } as const;
    expect(judgeWith(check, { system: { ...CLEAN.system, container } })).toMatchObject({
      verdict: 'fail',
      action: null,
    });
    const keys = judgeWith(check, { system: { ...CLEAN.system, container } }).steps?.map(({ says }) => says.key);
    expect(keys).toEqual([
      'steps.host.console',
      'steps.host.yours',
      'steps.command',
      'steps.host.sip',
      'steps.try',
      'steps.host.last',
      'steps.host.address',
      'steps.host.answer',
    ]);
  });

  it('softens what everything-is-open leaves to the firewall outside', () => {
    const off = { firewall: { ...CLEAN.firewall, enabled: false }, network: PUBLIC };
    const all = judgeWith(check, { ...off, attestations: [attest('outside-firewall', 'SIP IAX WEB SSH AMI AJAM')] });
    expect(all).toMatchObject({ verdict: 'warn', severity: 'low' });
    const web = judgeWith(check, { ...off, attestations: [attest('outside-firewall', 'WEB')] });
    expect(web).toMatchObject({ verdict: 'fail' });
    expect(JSON.stringify('findings' in web ? web.findings : [])).not.toContain('WEB');
  });

  it('warns for hard SIP and fails for SSH of the same rule', () => {
    const outcome = judge([LAN, rule('2', '0.0.0.0/0', { SIP: true, SSH: true })]);
    expect(outcome).toMatchObject({ verdict: 'fail', severity: 'critical' });
    expect(ids(outcome)).toEqual(['SSH:rule-2:0.0.0.0/0', 'SIP:rule-2:0.0.0.0/0']);
  });

  it('has no good word for open SIP when its never-blocked strangers are not banned', () => {
    const outcome = judge([LAN, rule('2', '0.0.0.0/0', { SIP: true }, { neverBlock: true })]);
    expect(outcome).toMatchObject({ verdict: 'fail', severity: 'high' });
    expect(ids(outcome)).toEqual(['SIP:rule-2:0.0.0.0/0', 'never-block:2:0.0.0.0/0']);
    expect(outcome.notes).not.toContainEqual(
      expect.objectContaining({ key: 'checks.firewall-trusted-subnets.sip-hard' }),
    );
  });

  it('grades the services of one rule, ping as low as it is', () => {
    const outcome = judge([LAN, rule('2', '0.0.0.0/0', EVERYTHING)]);
    expect('findings' in outcome ? outcome.findings.map(({ id, severity }) => [id, severity]) : []).toEqual([
      ['IAX:rule-2:0.0.0.0/0', 'high'],
      ['SSH+AMI:rule-2:0.0.0.0/0', 'critical'],
      ['ICMP:rule-2:0.0.0.0/0', 'low'],
      ['see:web-cti-closed', 'critical'],
      ['SIP:rule-2:0.0.0.0/0', 'medium'],
    ]);
  });

  it('leaves out of the count what a firewall outside closes', () => {
    const outcome = judge([LAN, rule('2', '0.0.0.0/0', EVERYTHING)], {
      attestations: [attest('outside-firewall', 'WEB,SSH,AMI,AJAM')],
      sip: { authSuffix: null, guestCalls: true },
    });
    expect(outcome).toMatchObject({
      verdict: 'fail',
      says: { key: 'checks.firewall-trusted-subnets.open', params: { count: 2 } },
    });
  });

  it('a ticked box with old ports is no reason for a pass', () => {
    const ports = { ...CLEAN.ports, ssh: 2222 };
    const outcome = judge([LAN, rule('2', '0.0.0.0/0', { SSH: true })], { ports });
    expect(outcome).toMatchObject({ verdict: 'warn', severity: 'medium', says: { key: 'exposure.stale.why' } });
    expect(ids(outcome)).toEqual(['stale:SSH:rule-2:0.0.0.0/0']);
    // Nothing to say where the port is open anyway, or the box is for the office.
    const open = judge([LAN, rule('2', '0.0.0.0/0', { SSH: true }), rule('3', '0.0.0.0/0', {})], { ports });
    expect(ids(open)).toEqual(['stale:SSH:rule-2:0.0.0.0/0']);
    expect(judge([{ ...LAN, id: '9' }], { ports })).toMatchObject({ verdict: 'pass' });
    expect(judge([LAN, rule('2', '0.0.0.0/0', { ICMP: true })], { ports })).toMatchObject({ verdict: 'pass' });
  });

  describe('a rule that blocks nothing', () => {
    const hackers = (permit: string, allow = {}, more: Partial<FirewallRule> = {}) => rule('7', permit, allow, more);
    it.each<[string, FirewallRule[], boolean]>([
      ['inside a rule that opens', [hackers('185.53.88.0/24'), rule('2', '185.53.80.0/20', { SIP: true })], true],
      ['the same network', [hackers('185.53.88.0/24'), rule('2', '185.53.88.0/24', { SIP: true })], true],
      ['wider than one that opens', [hackers('185.53.0.0/16'), rule('2', '185.53.88.0/24', { SIP: true })], true],
      [
        'a list that one of them shares',
        [hackers('185.53.88.0/24,185.54.0.0/24'), rule('2', '185.54.0.0/24', { SIP: true })],
        true,
      ],
      ['some services of many', [hackers('192.168.1.64/26', { SIP: true })], true],
      [
        'a rule that adds ping alone',
        [hackers('185.53.88.0/24', { ICMP: true }), rule('2', '185.53.80.0/20', { SIP: true })],
        true,
      ],
      ['IPv6', [hackers('2a01:4f8:1::/64'), rule('2', '2a01:4f8:1::/48', { SIP: true })], true],
      ['nobody else opens it: that works', [hackers('185.53.88.0/24')], false],
      ['another network opens', [hackers('185.53.88.0/24'), rule('2', '185.53.89.0/24', { SIP: true })], false],
      ['other boxes are open', [hackers('192.168.1.64/26', EVERYTHING)], false],
      [
        'it opens something itself',
        [hackers('192.168.9.0/24', { SSH: true }), rule('2', '192.168.0.0/16', { SIP: true })],
        false,
      ],
      ['everybody, with exceptions', [hackers('0.0.0.0/0')], false],
      ['an office, with exceptions', [hackers('10.0.0.0/8'), rule('2', '10.0.0.7', { SIP: true })], false],
      ['it never blocks', [hackers('192.168.1.64/26', {}, { neverBlock: true })], false],
      ['it is there for NAT', [hackers('192.168.1.64/26', {}, { localNetwork: true })], false],
      ['accounts are bound to it', [hackers('192.168.1.64/26', {}, { usedBy: ['sip:201'] })], false],
      ['no network', [hackers('10.0.0.0/33')], false],
    ])('%s', (_, rules, isIdle) => {
      const outcome = judge([LAN, ...rules]);
      expect(ids(outcome).filter((id) => id.startsWith('idle:'))).toHaveLength(isIdle ? 1 : 0);
      if (isIdle)
        expect(outcome).toMatchObject({ verdict: 'warn', severity: 'low', says: { key: 'exposure.idle.why' } });
    });

    it('names who gets in, to what and by which rule, whatever their ids', () => {
      const rules = [LAN, hackers('185.53.88.0/24'), { ...rule('7', '0.0.0.0/0', { SIP: true }), name: 'Internet' }];
      const outcome = judge(rules);
      const found = 'findings' in outcome ? outcome.findings.find(({ id }) => id.startsWith('idle:')) : undefined;
      expect(found?.says.params).toMatchObject({
        rule: 'Rule 7',
        networks: ['185.53.88.0/24'],
        by: [{ params: { rule: 'Internet' } }],
      });
      expect(JSON.stringify(outcome)).toContain('"rule":"Internet"');
    });

    it('is one where lines in force keep the network out', () => {
      const kept = ['-A INPUT -s 185.53.88.0/24 -j DROP', '-A INPUT -p udp --dport 5060 -j ACCEPT', '-A INPUT -j DROP'];
      const rules = [hackers('185.53.88.0/24'), rule('2', '0.0.0.0/0', { SIP: true })];
      const idle = (v4: string[]) =>
        ids(judge(rules, { runningRules: { v4, v6: ['-P INPUT DROP'] } })).filter((id) => id.startsWith('idle'));
      expect(idle(kept)).toEqual([]);
      expect(idle(kept.slice(1))).toHaveLength(1);
    });

    it('a provider whose host is in it gets in, too', () => {
      const [provider] = CLEAN.providers;
      if (provider === undefined) throw new Error('no provider');
      const outcome = judge([LAN, hackers('185.53.88.0/24')], {
        providers: [{ ...provider, name: 'Carrier', hosts: ['185.53.88.9'] }],
      });
      expect(JSON.stringify(outcome)).toContain('Carrier');
      expect(ids(outcome)).toEqual(['idle:rule-7:185.53.88.0/24']);
    });
  });

  it.each([
    ['MODULECTICLIENT', 'critical'],
    ['MODULEZABBIXAGENT5', 'high'],
  ] as const)('%s open to everybody is %s', (category, severity) => {
    const services = [{ category, allow: true, ports: [{ protocol: 'tcp' as const, from: 4222, to: 4222 }] }];
    expect(judge([LAN, { ...rule('2', '0.0.0.0/0', {}), services }])).toMatchObject({ verdict: 'fail', severity });
  });

  it('believes a panel module about its own category', () => {
    const services = [
      { category: 'PANELPORTS', allow: true, ports: [{ protocol: 'tcp' as const, from: 9999, to: 9999 }] },
    ];
    const modules = [
      {
        id: 'ModuleCTIClientV5',
        name: 'Panel',
        version: '1',
        enabled: true,
        firewallCategories: ['PanelPorts'],
        publicRoutes: [],
      },
    ];
    const outcome = judge([LAN, { ...rule('2', '0.0.0.0/0', {}), services }], { modules });
    expect(outcome).toMatchObject({ verdict: 'fail', severity: 'critical' });
    expect(ids(outcome)).toEqual(['see:web-cti-closed']);
  });

  it('counts what Core opens for a provider', () => {
    const providers = CLEAN.providers.map((provider) => ({ ...provider, hosts: ['45.0.0.0/8'] }));
    const outcome = judge([LAN], { providers, sip: { authSuffix: '', guestCalls: false } });
    expect(outcome).toMatchObject({
      verdict: 'fail',
      findings: [{ subject: { kind: 'provider', id: 'SIP-TRUNK-1' } }],
    });
  });

  it('does not pass where a rule holds a name: what it opens depends on DNS', () => {
    const outcome = judge([LAN, rule('2', 'office.example.com', { SSH: true })]);
    expect(outcome).toMatchObject({ verdict: 'warn', findings: [{ id: 'not-judged:rule:2' }] });
    expect(JSON.stringify(outcome.notes)).not.toContain('exposure.malformed');
  });

  it('says neither reachable nor router while the addresses are not known', () => {
    const rules = [LAN, rule('2', '0.0.0.0/0', { SSH: true })];
    const outcome = judgeWith(check, { firewall: { ...CLEAN.firewall, rules } }, { network: 'timeout' });
    expect(outcome).toMatchObject({
      verdict: 'fail',
      severity: 'critical',
      says: { key: 'checks.firewall-trusted-subnets.unseen' },
      findings: [{ says: { key: 'exposure.open.unknown' } }],
    });
  });

  it('says router of IPv4 rules where only IPv6 is public, and reachable of IPv6 ones', () => {
    const network: PartData['network'] = {
      ...CLEAN.network,
      interfaces: [{ name: 'eth0', addresses: ['192.168.1.2/24', '2a01:4f8::7/64'], internet: true, vpn: false }],
    };
    expect(judge([LAN, rule('2', '0.0.0.0/0', { SSH: true })], { network })).toMatchObject({ severity: 'high' });
    expect(judge([LAN, rule('2', '::/0', { SSH: true })], { network })).toMatchObject({ severity: 'critical' });
  });

  it('cannot tell on 2024 without the addresses: nobody filters IPv6 there', () => {
    const changes = {
      firewall: { ...CLEAN.firewall, rules: [LAN] },
      system: { ...CLEAN.system, release: '2024.1.114' },
    };
    expect(judgeWith(check, changes, { network: 'timeout' })).toMatchObject({ verdict: 'unknown', reason: 'timeout' });
    expect(judgeWith(check, changes)).toMatchObject({ verdict: 'pass' });
  });

  it('cannot tell while it could not be seen whether extra rules exist', () => {
    const changes = { firewall: { ...CLEAN.firewall, rules: [LAN] } };
    expect(judgeWith(check, changes, { extraRules: 'needs-module' })).toMatchObject({
      verdict: 'unknown',
      reason: 'needs-module',
      notes: [{ key: 'exposure.otherwise' }],
    });
    const rules = [LAN, rule('2', '0.0.0.0/0', { SSH: true })];
    const open = judgeWith(check, { firewall: { ...CLEAN.firewall, rules } }, { extraRules: 'needs-module' });
    expect(open).toMatchObject({ verdict: 'fail' });
  });

  it('keeps hostile names as values', () => {
    const name = '<script>alert(1)</script>%services%';
    const outcome = judge([LAN, rule('2', '0.0.0.0/0', { SSH: true }, { name })]);
    expect(outcome).toMatchObject({
      findings: [{ subject: { label: name }, says: { params: { by: { params: { rule: name } } } } }],
    });
  });

  it('never passes while providers, whose addresses Core opens, are not known', () => {
    const lost = judgeWith(check, { network: PUBLIC }, { providers: 'forbidden' });
    expect(lost).toMatchObject({ verdict: 'unknown', reason: 'forbidden' });
  });
});

/** What is said of an opening: who gets in, by what, where to look, and how bad it is. */
import { describe, expect, it } from 'vitest';
import {
  byWhat,
  everythingOpen,
  openFinding,
  seeFinding,
  togetherFinding,
  whoIs,
} from '../../../sites/checklist/exposure/findings.ts';
import type { Measure, Opened } from '../../../sites/checklist/exposure/view.ts';
import { say } from '../../../sites/checklist/message.ts';
import { attest } from '../../support/judge.ts';
import { CLEAN, EVERYTHING, rule } from '../../support/facts.ts';
import { PUBLIC, scene, SYSTEM } from './scene.ts';

const withRules = (...rules: ReturnType<typeof rule>[]) => ({ firewall: { ...CLEAN.firewall, rules } });
const opened = (network: string, more: Partial<Opened> = {}): Opened => ({
  cause: null,
  network,
  family: network.includes(':') ? 6 : 4,
  publicAddresses: 0,
  publicV6Prefix: null,
  ...more,
});
const byRule = (ruleId: string, network: string, category = 'WEB') =>
  opened(network, { cause: { kind: 'rule', ruleId, network, category } });
const plain = (service: string) => say('exposure.service.plain', { service });

describe('who gets in', () => {
  const half = [{ family: 4 as const, from: 0, to: 2 }];
  it.each([
    ['everybody', opened('0.0.0.0/0'), say('exposure.who.everybody')],
    ['everybody of IPv6', opened('::/0'), say('exposure.who.everybody.v6')],
    ['a private network', opened('10.0.0.0/8'), say('exposure.who.network', { network: '10.0.0.0/8' })],
    ['so many', opened('8.8.0.0/16', { publicAddresses: 65_536 }), say('exposure.who.count', { count: 65_536 })],
    ['one', opened('8.8.8.8/32', { publicAddresses: 1 }), say('exposure.who.count', { count: 1 })],
    ['a network of IPv6', opened('2a00::/32'), say('exposure.who.network', { network: '2a00::/32' })],
    [
      'what is left of everybody',
      opened('0.0.0.0/0', { publicAddresses: 2, parts: half }),
      say('exposure.who.count', { count: 2 }),
    ],
    [
      'one that is left of everybody',
      opened('0.0.0.0/0', { publicAddresses: 1, parts: half }),
      say('exposure.who.count', { count: 1 }),
    ],
    [
      'what is left of IPv6',
      opened('::/0', { publicV6Prefix: 32, parts: half }),
      say('exposure.who.v6', { prefix: 32 }),
    ],
    ['nobody public of everybody', opened('0.0.0.0/0', { parts: half }), say('exposure.who.everybody')],
  ] as const)('%s', (_, opening, expected) => {
    expect(whoIs(opening)).toEqual(expected);
  });
});

describe('by what', () => {
  const some = scene(
    withRules(
      rule('7', '10.0.0.0/8', EVERYTHING, { name: 'Office' }),
      rule('8', '10.9.0.0/16', EVERYTHING, { name: '' }),
    ),
  );
  it('is a rule by its name, and the box where that has another', () => {
    expect(byWhat(some, ['WEB'], byRule('7', '10.0.0.0/8'))).toEqual(
      say('exposure.by.rule', { rule: 'Office', network: '10.0.0.0/8' }),
    );
    expect(byWhat(some, ['SSH'], byRule('7', '10.0.0.0/8'))).toEqual(
      say('exposure.by.box', { rule: 'Office', network: '10.0.0.0/8', box: plain('WEB') }),
    );
    expect(byWhat(some, ['WEB'], byRule('8', '10.9.0.0/16'))).toEqual(
      say('exposure.by.rule', { rule: '10.9.0.0/16', network: '10.9.0.0/16' }),
    );
    expect(byWhat(some, ['WEB'], byRule('99', '10.9.0.0/16'))).toEqual(
      say('exposure.by.rule', { rule: '99', network: '10.9.0.0/16' }),
    );
  });

  it('is the one of two rules of the same id that holds the network', () => {
    const twice = scene(
      withRules(
        rule('7', '10.0.0.0/8', EVERYTHING, { name: 'First' }),
        rule('7', '10.9.0.0/16', EVERYTHING, { name: 'Second' }),
        rule('8', '10.9.0.0/16', EVERYTHING, { name: 'Other' }),
      ),
    );
    const name = (network: string) => byWhat(twice, ['WEB'], byRule('7', network)).params['rule'];
    expect([name('10.0.0.0/8'), name('10.9.0.0/16'), name('10.7.0.0/16')]).toEqual(['First', 'Second', 'First']);
  });

  it('is a provider with its host, by its id where it is not known', () => {
    const of = (providerId: string) =>
      opened('203.0.113.20/32', { cause: { kind: 'provider', providerId, host: '203.0.113.20' } });
    expect(byWhat(some, ['SIP'], of('SIP-TRUNK-1'))).toEqual(
      say('exposure.by.provider', { provider: 'Provider', host: '203.0.113.20' }),
    );
    expect(byWhat(some, ['SIP'], of('SIP-2')).params['provider']).toBe('SIP-2');
    const unread = scene({}, { providers: 'forbidden' });
    expect(byWhat(unread, ['SIP'], of('SIP-TRUNK-1')).params['provider']).toBe('SIP-TRUNK-1');
  });

  it('is a line in force, or the policy where there is none', () => {
    expect(byWhat(some, ['SIP'], opened('10.0.0.0/8', { line: '-A INPUT -j ACCEPT' }))).toEqual(
      say('exposure.by.line', { line: '-A INPUT -j ACCEPT' }),
    );
    expect(byWhat(some, ['SIP'], opened('10.0.0.0/8'))).toEqual(say('exposure.by.force', { network: '10.0.0.0/8' }));
  });
});

describe('a finding', () => {
  const rules = withRules(rule('7', '0.0.0.0/0', EVERYTHING, { name: 'Internet' }));

  it('is as bad as the worst of its services, and a critical one less so behind a router', () => {
    const open = byRule('7', '0.0.0.0/0');
    const direct = openFinding(scene({ ...rules, network: PUBLIC }), ['ICMP', 'WEB'], open);
    expect(direct).toMatchObject({
      id: 'ICMP+WEB:rule-7:0.0.0.0/0',
      severity: 'critical',
      says: { key: 'exposure.open.public', params: { services: [plain('ICMP'), plain('WEB')] } },
      subject: { kind: 'rule', id: '7', label: 'Internet' },
      page: { page: 'firewall-rule', id: '7' },
    });
    expect(openFinding(scene(rules), ['WEB'], open)).toMatchObject({
      severity: 'high',
      says: { key: 'exposure.open.router' },
    });
    expect(openFinding(scene(rules, { network: 'forbidden' }), ['WEB'], open)).toMatchObject({
      severity: 'critical',
      says: { key: 'exposure.open.unknown' },
    });
    expect(openFinding(scene(rules), ['SIP'], open).severity).toBe('high');
    expect(openFinding(scene({ ...rules, network: PUBLIC }), ['ICMP'], open).severity).toBe('low');
  });

  it('of a provider leads to it', () => {
    const of = opened('203.0.113.20/32', {
      cause: { kind: 'provider', providerId: 'SIP-TRUNK-1', host: '203.0.113.20' },
    });
    expect(openFinding(scene(), ['SIP'], of)).toMatchObject({
      id: 'SIP:provider-SIP-TRUNK-1:203.0.113.20/32',
      subject: { kind: 'provider', id: 'SIP-TRUNK-1', label: 'Provider' },
      page: { page: 'provider-sip', id: 'SIP-TRUNK-1' },
    });
  });

  it('without a cause leads to own lines, or to the firewall where there are none', () => {
    const of = opened('8.8.0.0/16', { line: '-A INPUT -s 8.8.0.0/16 -j ACCEPT' });
    expect(openFinding(scene(), ['SSH', 'WEB'], of)).toMatchObject({
      id: 'SSH+WEB:in-force:8.8.0.0/16',
      subject: { kind: 'service', id: 'SSH, WEB', label: 'SSH, WEB' },
      page: { page: 'firewall' },
    });
    const extraRules = { firewallAdditional: true, modules: [], customFiles: [] };
    expect(openFinding(scene({ extraRules }), ['SSH'], of).page).toEqual({ page: 'custom-files' });
    expect(openFinding(scene({ extraRules }, { extraRules: 'forbidden' }), ['SSH'], of).page).toEqual({
      page: 'firewall',
    });
    const open = opened('0.0.0.0/0', { cause: { kind: 'open', because: 'off' } });
    expect(openFinding(scene({ extraRules }), ['SSH'], open).page).toEqual({ page: 'firewall' });
  });

  it('that another check owns names it', () => {
    expect(seeFinding('fail2ban', 'high', plain('SIP'))).toEqual({
      id: 'see:fail2ban',
      severity: 'high',
      says: plain('SIP'),
      subject: { kind: 'setting', id: 'fail2ban', label: '' },
      page: { page: 'firewall' },
    });
  });
});

describe('many networks, none too wide by itself', () => {
  const measure = (more: Partial<Measure>): Measure => ({
    service: 'SIP',
    openings: [],
    privateNetworks: [],
    publicV4: 0,
    publicV6Prefix: null,
    atLarge: true,
    ...more,
  });
  const rules = scene({
    ...withRules(
      rule('7', '8.8.0.0/24', EVERYTHING, { name: 'A' }),
      rule('8', '8.9.0.0/24', EVERYTHING, { name: 'B' }),
    ),
    network: PUBLIC,
  });
  const wide = (ruleId: string, network: string, more: Partial<Opened> = { publicAddresses: 256 }) => ({
    ...byRule(ruleId, network, 'SIP'),
    ...more,
  });

  it('count together, each rule once, private ones left out', () => {
    const openings = [
      wide('7', '8.8.0.0/24'),
      wide('7', '8.8.0.0/24'),
      wide('8', '8.9.0.0/24', { publicAddresses: 1 }),
      wide('9', '10.0.0.0/8', { publicAddresses: 0 }),
    ];
    const finding = togetherFinding(rules, measure({ openings, publicV4: 257 }));
    expect(finding).toMatchObject({
      id: 'SIP:together',
      severity: 'high',
      subject: { kind: 'service', id: 'SIP', label: 'SIP' },
      page: { page: 'firewall' },
    });
    expect(finding.says).toEqual(
      say('exposure.open.public', {
        services: [plain('SIP')],
        who: say('exposure.who.count', { count: 257 }),
        by: say('exposure.by.together', {
          by: [
            say('exposure.by.rule', { rule: 'A', network: '8.8.0.0/24' }),
            say('exposure.by.rule', { rule: 'B', network: '8.9.0.0/24' }),
          ],
        }),
      }),
    );
  });

  it('of IPv6 are told by their length', () => {
    const openings = [wide('7', '2a00::/48', { publicV6Prefix: 48 })];
    expect(togetherFinding(rules, measure({ openings, publicV6Prefix: 46 })).says.params['who']).toEqual(
      say('exposure.who.v6', { prefix: 46 }),
    );
    expect(togetherFinding(rules, measure({ openings, publicV6Prefix: 46 })).says.params['by']).toMatchObject({
      params: { by: [{ key: 'exposure.by.rule' }] },
    });
    expect(togetherFinding(rules, measure({ openings, publicV4: 1, publicV6Prefix: 46 })).says.params['who']).toEqual(
      say('exposure.who.count', { count: 1 }),
    );
  });

  it('of one provider name each of its hosts', () => {
    const host = (one: string) =>
      opened(`${one}/32`, { publicAddresses: 1, cause: { kind: 'provider', providerId: 'SIP-TRUNK-1', host: one } });
    const finding = togetherFinding(
      rules,
      measure({ openings: [host('8.8.4.4'), host('8.8.4.5'), host('8.8.4.5')], publicV4: 2 }),
    );
    expect(JSON.stringify(finding.says).match(/exposure\.by\.provider/g)).toHaveLength(2);
  });
});

describe('a firewall that decides nothing', () => {
  const off = { firewall: { ...CLEAN.firewall, enabled: false }, network: PUBLIC };
  const of = (...args: Parameters<typeof scene>) => {
    const one = scene(...args);
    return everythingOpen(one, one.view.measures);
  };

  it('is one problem, that of the firewall', () => {
    const { services, offences, inContainer } = of(off);
    expect(services).toEqual(['SIP', 'IAX', 'WEB', 'SSH', 'AMI', 'AJAM', 'ICMP']);
    expect(inContainer).toBe(false);
    expect(offences).toMatchObject([
      {
        softened: null,
        finding: {
          id: 'see:firewall-enabled',
          severity: 'critical',
          says: {
            key: 'exposure.open.public',
            params: { who: { key: 'exposure.who.everybody' }, by: { key: 'exposure.because.off' } },
          },
          subject: { kind: 'setting', id: 'PBXFirewallEnabled' },
          page: { page: 'firewall' },
        },
      },
    ]);
  });

  it('for each reason its own words', () => {
    const because = (...args: Parameters<typeof scene>) =>
      of(...args).offences.map(({ finding }) => JSON.stringify(finding.says.params['by']));
    expect(because({ firewall: { ...CLEAN.firewall, rules: [] } })[0]).toContain('exposure.because.no-rules');
    const container = { kind: 'docker', network: 'host', bouncer: null } as const;
    const docker = { ...withRules(rule('7', '10.0.0.0/8', {})), system: { ...SYSTEM, container } };
    expect(because(docker)[0]).toContain('exposure.because.container');
    expect(of(docker).inContainer).toBe(true);
  });

  it('is judged by the family that faces the internet', () => {
    const v6 = {
      ...CLEAN.network,
      interfaces: [{ name: 'eth0', addresses: ['192.168.1.2/24', '2a00:1450::7/64'], internet: true, vpn: false }],
    };
    const finding = (network: typeof v6) => of({ ...off, network }).offences[0]?.finding;
    expect(finding(v6)).toMatchObject({ severity: 'critical', says: { key: 'exposure.open.public' } });
    expect(finding({ ...v6, interfaces: CLEAN.network.interfaces })).toMatchObject({
      severity: 'high',
      says: { key: 'exposure.open.router' },
    });
  });

  it('leaves out what a firewall outside closes, and softens the rest where that is all', () => {
    const outside = (services: string) => of({ ...off, attestations: [attest('outside-firewall', services)] });
    const shown = (services: string) => outside(services).offences[0]?.finding.says.params['services'];
    expect(shown('SIP,WEB')).toEqual([plain('IAX'), plain('SSH'), plain('AMI'), say('exposure.service.ajam.2026')]);
    expect(outside('SIP,WEB').offences).toMatchObject([{ softened: null }]);
    expect(outside('ALL').offences).toMatchObject([
      { finding: { severity: 'low' }, softened: { key: 'exposure.outside' } },
    ]);
  });

  it('is none where rules decide', () => {
    expect(of(withRules(rule('7', '0.0.0.0/0', EVERYTHING)))).toEqual({
      services: [],
      offences: [],
      inContainer: false,
    });
  });
});

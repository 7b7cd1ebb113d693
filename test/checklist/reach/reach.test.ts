/** The surprises of Core's firewall, one by one. */
import { describe, expect, it } from 'vitest';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import type { Cause, ReachInput } from '../../../sites/checklist/reach/types.ts';
import { CLEAN, EVERYTHING, known, rule, unknown } from '../../support/facts.ts';

type Rules = PartData['firewall']['rules'];
type Provider = PartData['providers'][number];
type Container = PartData['system']['container'];

interface Setup {
  readonly release?: string;
  readonly enabled?: boolean;
  readonly rules?: Rules;
  readonly container?: Container;
  readonly ports?: Partial<PartData['ports']>;
  readonly providers?: ReachInput['providers'];
}
function reachWith({
  release = '2026.1.223',
  enabled = true,
  rules = [],
  container = { kind: 'none' },
  ports = {},
  providers,
}: Setup) {
  return reachOf({
    system: { ...CLEAN.system, release, container },
    ports: { ...CLEAN.ports, ...ports },
    firewall: { enabled, maxRequestsPerSecond: 0, rules },
    providers: providers ?? known([]),
  });
}
const provider = (id: string, hosts: Provider['hosts'], more: Partial<Provider> = {}): Provider => ({
  id,
  name: '',
  kind: 'sip',
  registration: 'outbound',
  host: '45.83.64.5',
  hosts,
  disabled: false,
  filterId: null,
  demo: false,
  ...more,
});
const kinds = (causes: readonly Cause[]) => causes.map(({ kind }) => kind);
const ruleIds = (causes: readonly Cause[]) => causes.flatMap((cause) => (cause.kind === 'rule' ? [cause.ruleId] : []));
const LAN = rule('1', '192.168.1.0/24', EVERYTHING);
const PUBLIC = '8.8.8.8';
const PUBLIC_V6 = '2a00:1450::1';

describe('what holds the rules', () => {
  it.each<[string, Setup, ReturnType<typeof reachWith>['enforcement'], boolean]>([
    ['2026, off', { enabled: false, rules: [LAN] }, 'off', true],
    ['2026, on without a rule: no DROP is made', {}, 'no-rules-open', true],
    ['2024, on without a rule: DROP all the same', { release: '2024.1.114' }, 'no-rules-closed', false],
    ['2026, on with a rule', { rules: [LAN] }, 'rules', false],
    ['2026, one rule that allows nothing still closes', { rules: [rule('1', '10.0.0.0/8', {})] }, 'rules', false],
    [
      'Docker, bridge: Core holds nothing',
      { rules: [LAN], container: { kind: 'docker', network: 'bridge', bouncer: null } },
      'container',
      true,
    ],
    [
      'Docker, host: nor there',
      { rules: [LAN], container: { kind: 'docker', network: 'host', bouncer: true } },
      'container',
      true,
    ],
    ['LXC without the right', { rules: [LAN], container: { kind: 'lxc', managesFirewall: false } }, 'container', true],
    [
      'LXC, right not known: not counted on',
      { rules: [LAN], container: { kind: 'lxc', managesFirewall: null } },
      'container',
      true,
    ],
    ['LXC with the right', { rules: [LAN], container: { kind: 'lxc', managesFirewall: true } }, 'rules', false],
    ['a release of the future is taken for 2026', { release: '2031.4.1' }, 'no-rules-open', true],
    ['a release that cannot be read, too', { release: 'nightly' }, 'no-rules-open', true],
  ])('%s', (_, setup, enforcement, open) => {
    const reach = reachWith(setup);
    expect(reach.enforcement).toBe(enforcement);
    expect(reach.ask(PUBLIC, 'SSH').allowed).toBe(open);
    expect(reach.exposure('SSH').atLarge).toBe(open || setup.release === '2024.1.114');
  });

  it('locked out on 2024: localhost and providers remain, and IPv6, which nobody closes', () => {
    const reach = reachWith({ release: '2024.1.114', providers: known([provider('P', ['45.83.64.9'])]) });
    expect(reach.ask('192.168.1.7', 'WEB').allowed).toBe(false);
    expect(kinds(reach.ask('127.0.0.1', 'WEB').by)).toEqual(['localhost']);
    expect(kinds(reach.ask('45.83.64.9', 'SIP').by)).toEqual(['provider']);
    expect(kinds(reach.ask(PUBLIC_V6, 'WEB').by)).toEqual(['ipv6-unmanaged']);
  });

  it('says why everything is open, for both families', () => {
    const reach = reachWith({ enabled: false });
    expect(reach.ask(PUBLIC, 'AMI').by).toEqual([{ kind: 'open', because: 'off' }]);
    expect(reach.exposure('AMI').openings.map(({ network }) => network)).toEqual(['0.0.0.0/0', '::/0']);
    expect(reach.complete).toBe(true);
  });
});

describe('rules', () => {
  it('2026: same priority by number of the rule, none before the lowest, fractions cut off', () => {
    const order = (rows: readonly (readonly [id: string, priority: number | null])[]) => {
      const rules = rows.map(([id, priority]) => rule(id, '10.0.0.0/8', { WEB: true }, { priority }));
      return ruleIds(reachWith({ rules }).ask('10.1.1.1', 'WEB').by);
    };
    expect(
      order([
        ['10', 4],
        ['9', 4],
      ]),
    ).toEqual(['9', '10']);
    expect(
      order([
        ['1', -5],
        ['2', null],
      ]),
    ).toEqual(['2', '1']);
    expect(
      order([
        ['2', 1.2],
        ['1', 1.8],
      ]),
    ).toEqual(['1', '2']);
  });

  it('a service without ports is reached by nobody, from the PBX itself neither', () => {
    const empty = { ...rule('1', '10.0.0.0/8', {}), services: [{ category: 'ModuleChat', allow: true, ports: [] }] };
    expect(reachWith({ rules: [empty] }).ask('127.0.0.1', 'ModuleChat').allowed).toBe(false);
    expect(reachWith({ rules: [empty] }).ask('127.0.0.1', 'SSH').allowed).toBe(true);
  });

  it('a permit that may be anything is open where its rule opens a port', () => {
    const named = rule('1', 'office.example', {});
    const withBox = (allow: boolean, ports: (typeof named.services)[number]['ports']) =>
      reachWith({ rules: [{ ...named, services: [{ category: 'WEB', allow, ports }] }] });
    const ports = [{ protocol: 'tcp' as const, from: 443, to: 443 }];
    expect(withBox(true, ports).unresolved).toEqual([{ kind: 'rule', ruleId: '1', host: 'office.example' }]);
    expect(withBox(true, ports).complete).toBe(false);
    expect(withBox(false, ports).complete).toBe(true);
    expect(withBox(true, []).complete).toBe(true);
  });

  it('a network with public addresses is no private one', () => {
    const rules = ['8.8.8.0/24', '192.168.1.0/24', '2a00:1450::/32', 'fd00::/8'].map((permit, i) =>
      rule(String(i + 1), permit, { WEB: true }),
    );
    expect(reachWith({ rules }).exposure('WEB').privateNetworks).toEqual(['192.168.1.0/24', 'fd00::/8']);
  });

  it('a blocked category takes nothing away: the wider rule lets in what the narrow one blocks', () => {
    const reach = reachWith({ rules: [rule('1', '10.0.0.0/8', {}), rule('2', '0.0.0.0/0', { SSH: true })] });
    expect(ruleIds(reach.ask('10.1.1.1', 'SSH').by)).toEqual(['2']);
  });

  it('what any rule allows is allowed, and every such rule is named', () => {
    const rules = [
      rule('1', '10.0.0.0/8', { SIP: true }),
      rule('2', '10.1.0.0/16', { WEB: true }),
      rule('3', '10.0.0.0/8', { WEB: true }),
    ];
    const reach = reachWith({ rules });
    expect(ruleIds(reach.ask('10.1.1.1', 'WEB').by)).toEqual(['2', '3']);
    expect(ruleIds(reach.ask('10.2.1.1', 'WEB').by)).toEqual(['3']);
    expect(ruleIds(reach.ask('10.2.1.1', 'SIP').by)).toEqual(['1']);
    expect(reach.ask('11.0.0.1', 'WEB').allowed).toBe(false);
  });

  it('2026: by priority, a catch-all last whatever its priority; 0.0.0.0/00 opens as much and is none', () => {
    const rules = [
      rule('1', '0.0.0.0/0', { WEB: true }, { priority: 1 }),
      rule('2', '10.0.0.0/8', { WEB: true }, { priority: 9 }),
      rule('3', '0.0.0.0/00', { WEB: true }, { priority: 5 }),
      rule('10', '1.2.3.4/0', { WEB: true }, { priority: 9 }),
      rule('4', '10.1.0.0/16', { WEB: true }, { priority: null }),
    ];
    expect(ruleIds(reachWith({ rules }).ask('10.1.1.1', 'WEB').by)).toEqual(['4', '3', '2', '10', '1']);
    expect(ruleIds(reachWith({ rules, release: '2024.1.114' }).ask('10.1.1.1', 'WEB').by)).toEqual([
      '1',
      '2',
      '3',
      '10',
      '4',
    ]);
  });

  it('both halves of the internet are the internet', () => {
    const halves = reachWith({
      rules: [rule('1', '0.0.0.0/1', { SSH: true }), rule('2', '128.0.0.0/1', { SSH: true })],
    });
    const whole = reachWith({ rules: [rule('1', '0.0.0.0/0', { SSH: true })] });
    expect(halves.exposure('SSH').publicV4).toBe(whole.exposure('SSH').publicV4);
    expect(halves.exposure('SSH').atLarge).toBe(true);
  });

  it('many narrow rules that together cover much are at large', () => {
    const many = Array.from({ length: 257 }, (_, i) =>
      rule(String(i + 1), `45.${i % 256}.${i >> 8}.0/24`, { SIP: true }),
    );
    expect(reachWith({ rules: many.slice(0, 256) }).exposure('SIP')).toMatchObject({
      publicV4: 65_536,
      atLarge: false,
    });
    expect(reachWith({ rules: many }).exposure('SIP')).toMatchObject({ publicV4: 65_792, atLarge: true });
  });

  it('a comma list opens each of its networks; the cause names the one that fits', () => {
    const reach = reachWith({ rules: [rule('1', '10.0.0.0/8,192.168.0.0/16', { WEB: true })] });
    expect(reach.ask('192.168.9.9', 'WEB').by).toEqual([
      { kind: 'rule', ruleId: '1', category: 'WEB', network: '192.168.0.0/16' },
    ]);
    expect(reach.exposure('WEB').privateNetworks).toEqual(['10.0.0.0/8', '192.168.0.0/16']);
  });

  it('a single address without mask is that address', () => {
    const reach = reachWith({ rules: [rule('1', '192.168.1.10', { SSH: true })] });
    expect(['192.168.1.9', '192.168.1.10', '192.168.1.11'].map((from) => reach.ask(from, 'SSH').allowed)).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('a malformed permit opens nothing and is named', () => {
    const reach = reachWith({ rules: [rule('1', '10.0.0.0/33', EVERYTHING), LAN] });
    expect(reach.malformed).toEqual([{ ruleId: '1', permit: '10.0.0.0/33' }]);
    expect(reach.ask('10.0.0.1', 'WEB').allowed).toBe(false);
    expect(reach.complete).toBe(true);
  });

  it('a name as permit is looked up by the PBX: named, not guessed, and the answer is incomplete', () => {
    const reach = reachWith({ rules: [rule('1', 'office.example', { WEB: true }), LAN] });
    expect(reach.unresolved).toEqual([{ kind: 'rule', ruleId: '1', host: 'office.example' }]);
    expect(reach.malformed).toEqual([{ ruleId: '1', permit: 'office.example' }]);
    expect(reach.complete).toBe(false);
    expect(reach.exposure('WEB').openings).toHaveLength(1);
  });

  it('a name whose categories are all blocked makes no line: nothing is missing', () => {
    expect(reachWith({ rules: [rule('1', 'office.example', {}), LAN] })).toMatchObject({
      complete: true,
      unresolved: [],
    });
  });

  it('localhost is always let in, by exactly its two addresses, and is no opening', () => {
    const reach = reachWith({ rules: [rule('1', '10.0.0.0/8', {})] });
    expect(['127.0.0.1', '::1', '127.0.0.2', '::2'].map((from) => reach.ask(from, 'AMI').allowed)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(reach.exposure('AMI').openings).toEqual([]);
  });

  it('text that is no address is not let in, even where everything is open', () => {
    expect(reachWith({ enabled: false }).ask('nobody', 'WEB')).toEqual({ allowed: false, by: [] });
  });
});

describe('IPv6', () => {
  it('without an IPv6 rule it is closed as soon as any rule is there', () => {
    expect(reachWith({ rules: [rule('1', '0.0.0.0/0', EVERYTHING)] }).ask(PUBLIC_V6, 'WEB').allowed).toBe(false);
  });

  it('ICMP over IPv6 is never let in by a rule: ip6tables refuses the line that Core writes', () => {
    const reach = reachWith({ rules: [rule('1', '::/0', EVERYTHING)] });
    expect(reach.ask(PUBLIC_V6, 'WEB').allowed).toBe(true);
    expect(reach.ask(PUBLIC_V6, 'ICMP').allowed).toBe(false);
    expect(reach.exposure('ICMP').openings).toEqual([]);
    expect(reach.exposure('WEB')).toMatchObject({ publicV4: 0, publicV6Prefix: 0, atLarge: true });
  });

  it('a network with host bits is the network', () => {
    const reach = reachWith({ rules: [rule('1', '2001:db8:21::5/64', { SSH: true })] });
    expect(reach.ask('2001:db8:21::ffff', 'SSH').allowed).toBe(true);
    expect(reach.exposure('SSH').openings[0]?.network).toBe('2001:db8:21::/64');
  });

  it('at large is wider than a /48, by union', () => {
    const exposure = (...permits: string[]) =>
      reachWith({ rules: permits.map((permit, i) => rule(String(i + 1), permit, { WEB: true })) }).exposure('WEB');
    expect(exposure('2a00:1450::/48')).toMatchObject({ publicV6Prefix: 48, atLarge: false });
    expect(exposure('2a00:1450::/48', '2a00:1450:1::/48')).toMatchObject({ publicV6Prefix: 47, atLarge: true });
    expect(exposure('fd00::/8')).toMatchObject({ publicV6Prefix: null, atLarge: false, privateNetworks: ['fd00::/8'] });
  });

  it('2024 never calls ip6tables: IPv6 is open to every service, and an IPv6 permit is refused by iptables', () => {
    const reach = reachWith({ release: '2024.1.114', rules: [rule('1', '2001:db8::/32', {}), LAN] });
    expect(kinds(reach.ask(PUBLIC_V6, 'SSH').by)).toEqual(['ipv6-unmanaged']);
    expect(reach.ask(PUBLIC_V6, 'ICMP').allowed).toBe(true);
    expect(reach.malformed).toEqual([{ ruleId: '1', permit: '2001:db8::/32' }]);
    expect(reach.exposure('SSH').openings.map(({ cause }) => cause.kind)).toEqual(['rule', 'ipv6-unmanaged']);
  });
});

describe('ports', () => {
  const rows = (category: string, ...ports: Rules[number]['services'][number]['ports']) => [
    { category, allow: true, ports },
  ];
  const tcp = (from: number, to = from) => ({ protocol: 'tcp' as const, from, to });

  it('stale rows open the old port; the service listens where the settings say', () => {
    const reach = reachWith({ ports: { web: 8080, webTls: 8443 }, rules: [rule('1', '10.0.0.0/8', { WEB: true })] });
    expect(reach.askPort('10.0.0.1', 'tcp', 443).allowed).toBe(true);
    expect(reach.askPort('10.0.0.1', 'tcp', 8443).allowed).toBe(false);
    expect(reach.ask('10.0.0.1', 'WEB').allowed).toBe(false);
  });

  it('a module that opens the port of WEB opens WEB, under its own category', () => {
    const reach = reachWith({
      rules: [rule('1', '0.0.0.0/0', {}, { services: rows('MODULEPT1CCORE', tcp(80), tcp(443), tcp(8088)) })],
    });
    expect(reach.ask(PUBLIC, 'WEB').by).toEqual([
      { kind: 'rule', ruleId: '1', category: 'MODULEPT1CCORE', network: '0.0.0.0/0' },
    ]);
    expect(reach.ask(PUBLIC, 'AJAM').allowed).toBe(true);
    expect(reach.ask(PUBLIC, 'SSH').allowed).toBe(false);
  });

  it('a module category is a service with the ports of its rows, blocked ones too', () => {
    const cti = [{ category: 'MODULECTICLIENT', allow: false, ports: [tcp(4222), tcp(8222)] }];
    const reach = reachWith({
      rules: [
        rule('1', '10.0.0.0/8', {}, { services: cti }),
        rule('2', '10.0.0.0/8', {}, { services: rows('MODULECTICLIENT', tcp(4222)) }),
      ],
    });
    expect(reach.services.at(-1)).toEqual({ id: 'MODULECTICLIENT', ports: [tcp(4222), tcp(8222)] });
    expect(ruleIds(reach.ask('10.0.0.1', 'MODULECTICLIENT').by)).toEqual(['2']);
    expect(reach.askPort('10.0.0.1', 'tcp', 8222).allowed).toBe(false);
  });

  it('any one port of a service is enough', () => {
    const reach = reachWith({ rules: [rule('1', '10.0.0.0/8', {}, { services: rows('OTHER', tcp(5000, 5061)) })] });
    expect(reach.ask('10.0.0.1', 'SIP').allowed).toBe(true);
    expect(reach.askPort('10.0.0.1', 'udp', 5060).allowed).toBe(false);
  });

  it('media ports alone are not SIP', () => {
    const udp = { protocol: 'udp' as const, from: 10000, to: 10200 };
    expect(
      reachWith({ rules: [rule('1', '10.0.0.0/8', {}, { services: rows('OTHER', udp) })] }).ask('10.0.0.1', 'SIP')
        .allowed,
    ).toBe(false);
  });

  it('a range that ends before it begins is refused', () => {
    const reach = reachWith({ rules: [rule('1', '10.0.0.0/8', {}, { services: rows('WEB', tcp(443, 80)) })] });
    expect(reach.ask('10.0.0.1', 'WEB').allowed).toBe(false);
  });

  it('a release without IAX has no such service, and no service means no', () => {
    const reach = reachWith({
      ports: { iax: null },
      release: '2024.1.114',
      rules: [rule('1', '0.0.0.0/0', { WEB: true }, { services: [] })],
    });
    expect(reach.services.map(({ id }) => id)).toEqual(['SIP', 'WEB', 'SSH', 'AMI', 'AJAM', 'ICMP']);
    expect(reach.ask(PUBLIC, 'IAX')).toEqual({ allowed: false, by: [] });
    expect(reach.exposure('__proto__').openings).toEqual([]);
  });
});

describe('providers', () => {
  const reachFor = (providers: ReachInput['providers'], more: Setup = {}) =>
    reachWith({ rules: [LAN], providers, ...more });

  it('additional hosts get SIP and media, not their own host, and nothing else', () => {
    const reach = reachFor(known([provider('P', ['45.83.64.9', '203.0.113.0/25'])]));
    expect(reach.ask('45.83.64.9', 'SIP').by).toEqual([{ kind: 'provider', providerId: 'P', host: '45.83.64.9' }]);
    expect(reach.askPort('45.83.64.9', 'udp', 10100).allowed).toBe(true);
    expect(reach.askPort('45.83.64.9', 'tcp', 5061).allowed).toBe(true);
    expect(reach.ask('45.83.64.9', 'WEB').allowed).toBe(false);
    expect(reach.ask('45.83.64.5', 'SIP').allowed).toBe(false);
    expect(reach.ask('203.0.113.127', 'SIP').allowed).toBe(true);
    expect(reach.exposure('SIP').publicV4).toBe(1);
  });

  it('the settings decide the ports, not the rows of the rules', () => {
    const reach = reachFor(known([provider('P', ['45.83.64.9'])]), { ports: { sip: 5160 } });
    expect([5060, 5160].map((port) => reach.askPort('45.83.64.9', 'udp', port).allowed)).toEqual([false, true]);
  });

  it.each([
    ['switched off', { disabled: true }],
    ['IAX', { kind: 'iax' }],
  ] as const)('one that is %s gets nothing', (_, more) => {
    expect(reachFor(known([provider('P', ['45.83.64.9'], more)])).ask('45.83.64.9', 'SIP').allowed).toBe(false);
  });

  it.each(['outbound', 'inbound', 'none'] as const)('registration (%s) and filter do not matter', (registration) => {
    const reach = reachFor(known([provider('P', ['45.83.64.9'], { registration, filterId: '77' })]));
    expect(reach.ask('45.83.64.9', 'SIP').allowed).toBe(true);
  });

  it('an IPv6 host is opened by 2026; 2024 leaves IPv6 open to it like to anybody', () => {
    const providers = known([provider('P', [PUBLIC_V6])]);
    expect(kinds(reachFor(providers).ask(PUBLIC_V6, 'SIP').by)).toEqual(['provider']);
    expect(kinds(reachFor(providers, { release: '2024.1.114' }).ask(PUBLIC_V6, 'SIP').by)).toEqual(['ipv6-unmanaged']);
  });

  it('localhost as host makes no line of its own', () => {
    const reach = reachFor(known([provider('P', ['127.0.0.1', '::1'])]));
    for (const self of ['127.0.0.1', '::1']) expect(kinds(reach.ask(self, 'SIP').by)).toEqual(['localhost']);
  });

  it('a name is reported, and makes the answer incomplete; of a provider switched off it matters to nobody', () => {
    const reach = reachFor(known([provider('P', ['sip.example', '45.83.64.9'])]));
    expect(reach.unresolved).toEqual([{ kind: 'provider', providerId: 'P', host: 'sip.example' }]);
    expect(reach.complete).toBe(false);
    expect(reach.ask('45.83.64.9', 'SIP').allowed).toBe(true);
    expect(reachFor(known([provider('P', ['sip.example'], { disabled: true })])).complete).toBe(true);
  });

  it('a name opens nothing where the firewall passes over it, and leaves no doubt; of a rule it still does', () => {
    const named = known([provider('P', ['sip.example', '45.83.64.9'])]);
    for (const release of ['2026.3.40', '2026.9.5']) {
      const reach = reachFor(named, { release });
      expect([reach.unresolved.length, reach.complete], release).toEqual([1, true]);
      expect(reach.ask('45.83.64.9', 'SIP').allowed).toBe(true);
      const rules = [rule('1', 'office.example', { SIP: true })];
      expect(reachFor(named, { release, rules }).complete).toBe(false);
    }
    // Since 2026.2.118 it may, and nobody saw its source.
    for (const release of ['2024.1.114', '2026.1.223', '2026.2.118', 'nightly']) {
      expect(reachFor(named, { release }).complete, release).toBe(false);
    }
  });

  it('providers or hosts that were not read leave the answer incomplete', () => {
    expect(reachFor(unknown()).complete).toBe(false);
    expect(reachFor(known([provider('P', { unknown: 'needs-module' })])).complete).toBe(false);
    expect(reachFor(unknown(), { enabled: false }).complete).toBe(true);
  });
});

describe('a line that iptables refuses is lost as a whole', () => {
  const tcp = (...ports: (readonly [number, number])[]) =>
    ports.map(([from, to]) => ({ protocol: 'tcp' as const, from, to }));
  const boxes = (permit: string, id: string, ...ports: (readonly [number, number])[]) => ({
    ...rule(id, permit, {}),
    services: [
      { category: 'WEB', allow: true, ports: tcp([80, 80], [443, 443]) },
      { category: 'MODULEX', allow: true, ports: tcp(...ports) },
      { category: 'SIP', allow: true, ports: [{ protocol: 'udp' as const, from: 5060, to: 5060 }] },
    ],
  });
  const singles = (count: number) => Array.from({ length: count }, (_, n) => [9000 + n, 9000 + n] as const);

  it.each([
    ['15 ports', singles(13), true],
    ['16 ports', singles(14), false],
    [
      '6 ranges and 3 ports',
      [...singles(1), ...[1, 2, 3, 4, 5, 6].map((n) => [n * 1000, n * 1000 + 9] as const)],
      true,
    ],
    ['7 ranges and 2 ports', [1, 2, 3, 4, 5, 6, 7].map((n) => [n * 1000, n * 1000 + 9] as const), false],
    ['one port many times', Array.from({ length: 20 }, () => [9000, 9000] as const), true],
    ['a range that ends before it begins', [[9001, 9000] as const], false],
  ])('%s: the web interface is open: %s', (_, ports, isOpen) => {
    for (const release of ['2024.1.114', '2026.1.223']) {
      const reach = reachWith({ release, rules: [boxes('10.0.0.0/8', '1', ...ports)] });
      expect(reach.ask('10.1.1.1', 'WEB').allowed).toBe(isOpen);
      expect(reach.ask('10.1.1.1', 'SIP').allowed).toBe(true); // the line of another protocol
      expect(reach.refused.map(({ protocol }) => protocol)).toEqual(isOpen ? [] : ['tcp']);
    }
  });

  it('all rules of one permit share a line; another spelling has its own', () => {
    const few = boxes('10.0.0.0/8', '1', ...singles(10));
    const more = boxes('10.0.0.0/8', '2', [7000, 7000], [7001, 7001], [7002, 7002], [7003, 7003]);
    const shared = reachWith({ rules: [few, more] });
    expect(shared.ask('10.1.1.1', 'WEB').allowed).toBe(false);
    expect(shared.refused).toEqual([
      { permit: '10.0.0.0/8', protocol: 'tcp', ruleIds: ['1', '2'], because: 'too-many', slots: 16 },
    ]);
    expect(reachWith({ rules: [few, { ...more, permit: '10.0.0.0/255.0.0.0' }] }).ask('10.1.1.1', 'WEB').allowed).toBe(
      true,
    );
    // What is refused of one permit takes nothing of another.
    const refused = boxes('10.0.0.0/8', '1', ...singles(14));
    const other = reachWith({ rules: [refused, { ...few, id: '2', permit: '172.16.0.0/12' }] });
    expect(['10.1.1.1', '172.16.1.1'].map((from) => other.ask(from, 'WEB').allowed)).toEqual([false, true]);
    const closed = { ...more, services: more.services.map((service) => ({ ...service, allow: false })) };
    expect(reachWith({ rules: [few, closed] }).ask('10.1.1.1', 'WEB').allowed).toBe(true);
  });

  it('a reversed range of RTP takes SIP over UDP from providers, too', () => {
    const reach = reachWith({
      rules: [rule('1', '10.0.0.0/8', { WEB: true })],
      ports: { rtpFrom: 20000, rtpTo: 10000 },
      providers: known([provider('P', ['45.83.64.9'])]),
    });
    expect(reach.askPort('45.83.64.9', 'udp', 5060).allowed).toBe(false);
    expect(reach.askPort('45.83.64.9', 'tcp', 5060).allowed).toBe(true);
  });
});

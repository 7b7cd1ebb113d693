/** Random firewalls and askers, around few places so that networks hold each other; with everything that can be odd. */
import fc from 'fast-check';
import type { Asker } from '../../../sites/checklist/actions/action.ts';
import { SECURITY_MODES } from '../../../sites/checklist/facts/security-modes.ts';
import type { FirewallRule, PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import type { ReachInput } from '../../../sites/checklist/reach/types.ts';
import { CLEAN, known, partsWith, unknown } from '../../support/facts.ts';
import { coreLines } from './core-lines.ts';

/** In `npm test` 2,000 firewalls; 100,000 where there is time (`npm run test:long`); a few for each mutant. */
export const RUNS = Number(process.env['RUNS'] ?? (process.env['LONG'] === '1' ? 100_000 : 2_000));

type Ports = PartData['ports'];
type Service = FirewallRule['services'][number];

const v4 = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom('10.0', '8.8', '192.168'), fc.nat(2), fc.nat(5)).map((p) => p.join('.')),
  },
  { weight: 1, arbitrary: fc.ipV4() },
);
const v6 = fc.nat(0xff).map((n) => `2a00:1450::${n.toString(16)}`);
const permit = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(v4, fc.constantFrom(8, 16, 22, 24, 24, 28, 32)).map((parts) => parts.join('/')) },
  { weight: 2, arbitrary: fc.constantFrom('0.0.0.0/0', '0.0.0.0/0', '::/0') },
  { weight: 1, arbitrary: fc.tuple(v6, fc.constantFrom(32, 64, 128)).map((parts) => parts.join('/')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('0.0.0.0/1', '128.0.0.0/1', '10.0.0.0/8,192.168.0.0/16', '10.0.0.1', 'office.example'),
  },
);

/** Ports of Core's boxes, as its template makes them. */
function template(ports: Ports): ReadonlyMap<string, Service['ports']> {
  const tcp = (...list: number[]) => list.map((port) => ({ protocol: 'tcp' as const, from: port, to: port }));
  const udp = (from: number, to = from) => ({ protocol: 'udp' as const, from, to });
  const all: [string, Service['ports']][] = [
    ['SIP', [udp(ports.sip), ...tcp(ports.sip, ports.sipTls), udp(ports.rtpFrom, ports.rtpTo)]],
    ['IAX', ports.iax === null ? [] : [udp(ports.iax)]],
    ['WEB', tcp(ports.web, ports.webTls)],
    ['SSH', tcp(ports.ssh)],
    ['AMI', tcp(ports.ami)],
    ['AJAM', tcp(ports.ajam, ports.ajamTls)],
    ['ICMP', [{ protocol: 'icmp', from: 0, to: 0 }]],
  ];
  return new Map(all.filter(([, rows]) => rows.length > 0));
}

const rarely = fc.integer({ min: 0, max: 39 }).map((n) => n === 0);
const oddity = fc.record({ stale: rarely, mixed: rarely, noRow: rarely, half: rarely });

const box = fc.integer({ min: 0, max: 2 }).map((n) => n > 0);
interface RuleParts {
  readonly permit: string;
  readonly allow: Readonly<Record<string, boolean>>;
  readonly priority: number;
  readonly neverBlock: boolean;
  readonly odd: Readonly<Record<'stale' | 'mixed' | 'noRow' | 'half', boolean>>;
}
const ruleParts: fc.Arbitrary<RuleParts> = fc.record({
  permit,
  allow: fc.record({
    SIP: box,
    IAX: box,
    WEB: box,
    SSH: box,
    AMI: box,
    AJAM: box,
    ICMP: box,
    MODULECTICLIENT: box,
    MODULEZABBIX: box,
  }),
  priority: fc.integer({ min: 1, max: 9 }),
  neverBlock: fc.boolean(),
  odd: oddity,
});

function ruleOf(parts: RuleParts, id: number, ports: Ports, old: boolean, modulePort: number): FirewallRule {
  const { allow: allowed, odd } = parts;
  const rows = odd.stale
    ? template({ ...ports, web: ports.web + 1, ssh: ports.ssh + 1, sip: ports.sip + 7 })
    : template(ports);
  const services = [...rows].flatMap(([category, list]): Service[] => {
    const isAllowed = allowed[category] ?? false;
    const [first, ...others] = list;
    if (odd.half && category === 'WEB' && first !== undefined) return [{ category, allow: isAllowed, ports: [first] }];
    if (odd.mixed && others.length > 0 && first !== undefined) {
      return [
        { category, allow: true, ports: [first] },
        { category, allow: false, ports: others },
      ];
    }
    return [{ category, allow: isAllowed, ports: list }];
  });
  const module = (category: string, port: number): Service => ({
    category,
    allow: allowed[category] ?? false,
    ports: [{ protocol: 'tcp', from: port, to: port }],
  });
  return {
    id: odd.noRow ? '' : String(id),
    name: `Rule ${id}`,
    permit: parts.permit,
    priority: old ? null : parts.priority,
    neverBlock: parts.neverBlock,
    localNetwork: false,
    services: [...services, module('MODULECTICLIENT', 4222), module('MODULEZABBIX', modulePort)],
    permanent: false,
    usedBy: [],
  };
}

const ports = fc
  .record({
    web: fc.constantFrom(80, 8080),
    webTls: fc.constantFrom(443, 443, 443, 443, 443, 443, 443, 443, 5061),
    ssh: fc.constantFrom(22, 2222),
  })
  .map((some): Ports => ({ ...CLEAN.ports, ...some }));

const release = fc.constantFrom('2024.1.114', '2026.1.223', '2026.1.223', '2026.9.5', '2026.2.1');
const container = fc.oneof(
  { weight: 40, arbitrary: fc.constant<PartData['system']['container']>({ kind: 'none' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<PartData['system']['container']>(
      { kind: 'docker', network: 'bridge', bouncer: null },
      { kind: 'docker', network: 'host', bouncer: null },
      { kind: 'lxc', managesFirewall: false },
      { kind: 'lxc', managesFirewall: true },
    ),
  },
);
const host = fc.oneof(v4, fc.constantFrom('sip.example', '127.0.0.1'));
const whitelistEntry = fc.oneof(
  v4,
  v4.map((text) => `${text}/24`),
  fc.constantFrom('2a00:1450::7', 'garbage'),
);
const numbers = fc.record({
  enabled: fc.boolean(),
  banning: fc.constantFrom(true, false, null),
  maxretry: fc.constantFrom(-1, 0, 3, 5, 10, 20, 101),
  findtime: fc.constantFrom(-5, 600, 3600, 21_600, 86_400),
  bantime: fc.constantFrom(-1, 59, 600, 86_400, 604_800, 2_592_000),
  whitelist: fc.array(whitelistEntry, { maxLength: 3 }),
});
const securityMode = fc.constantFrom(...SECURITY_MODES);
const fail2ban = fc.oneof(
  numbers,
  numbers.map((read) => ({ ...read, whitelistText: read.whitelist.join(' ') })),
);

export interface Case {
  readonly facts: Parts;
  readonly asker: Asker;
  readonly ours: readonly string[];
}

const networkAround = (address: string, prefix: number) =>
  `${address}/${address.includes(':') ? Math.min(128, prefix + 96) : prefix}`;

/** Rules in force: not read, those of the cabinet, or those of another one. */
type Running = 'unread' | 'agree' | 'differ';

export const cases: fc.Arbitrary<Case> = fc
  .record({
    release,
    container,
    ports,
    enabled: fc.integer({ min: 0, max: 30 }).map((n) => n > 0),
    rules: fc.oneof(
      { weight: 1, arbitrary: fc.constant<RuleParts[]>([]) },
      { weight: 20, arbitrary: fc.array(ruleParts, { minLength: 1, maxLength: 6 }) },
    ),
    modulePort: fc.constantFrom(10_050, 443),
    hosts: fc.array(host, { maxLength: 2 }),
    providersKnown: fc.integer({ min: 0, max: 20 }).map((n) => n > 0),
    running: fc.constantFrom<Running>('unread', 'agree', 'agree', 'differ'),
    fail2ban,
    securityMode,
    address: fc.oneof(
      { weight: 8, arbitrary: v4 },
      { weight: 1, arbitrary: v6 },
      { weight: 1, arbitrary: fc.constantFrom('127.0.0.1', '::1', 'nobody', '::ffff:8.8.0.1') },
    ),
    seen: fc.constantFrom<Asker['seen']>(
      ...Array<'direct'>(12).fill('direct'),
      'gateway',
      'gateway',
      'proxy',
      'bridge',
      'unknown',
    ),
    own: fc.option(fc.constantFrom(24, 28, 32, 16)),
    ours: fc.array(
      fc.oneof(
        {
          weight: 4,
          arbitrary: fc.constantFrom('192.168.0.0/16', '10.0.0.0/8', '10.0.1.0/24', '8.8.1.0/24', '192.168.1.3'),
        },
        { weight: 1, arbitrary: permit },
        {
          weight: 1,
          arbitrary: fc.constantFrom('2a00:1450::/64', '10.0.0', '300.1.1.1', '1.2.3.4/40', '2a00:1450::1'),
        },
      ),
      { maxLength: 2 },
    ),
  })
  .map((made): Case => {
    const old = made.release.startsWith('2024');
    const data: Partial<PartData> = {
      system: { ...CLEAN.system, release: made.release, container: made.container },
      ports: old ? { ...made.ports, iax: null } : made.ports,
      fail2ban: {
        ...made.fail2ban,
        securityMode: made.release === '2026.9.5' ? made.securityMode : { unknown: 'not-supported' },
      },
      modules: [
        {
          id: 'ModuleCTIClient',
          name: 'CTI client',
          version: '1',
          enabled: true,
          firewallCategories: ['ModuleCTIClient'],
          publicRoutes: [],
        },
      ],
      providers: CLEAN.providers.map((provider) => ({ ...provider, hosts: made.hosts })),
    };
    const all = data.ports ?? made.ports;
    const firewall: PartData['firewall'] = {
      enabled: made.enabled,
      maxRequestsPerSecond: 0,
      rules: made.rules.map((parts, i) => ruleOf(parts, i + 1, all, old, made.modulePort)),
    };
    const facts: Parts = {
      ...partsWith({ ...data, firewall }),
      ...(made.providersKnown ? {} : { providers: unknown('timeout') }),
    };
    const lines = linesOf(facts);
    const differ = lines.v4.filter((line) => !line.includes('ACCEPT'));
    const print = (list: readonly string[]) => ['-P INPUT ACCEPT', ...list];
    const runningRules =
      made.running === 'unread'
        ? { v4: null, v6: null }
        : { v4: print(made.running === 'agree' ? lines.v4 : differ), v6: print(lines.v6) };
    return {
      facts: { ...facts, runningRules: known(runningRules) },
      asker: {
        address: made.address,
        seen: made.seen,
        networks: made.own === null ? [] : [networkAround(made.address, made.own)],
      },
      ours: made.ours,
    };
  });

export function inputOf({ system, ports: all, firewall, providers }: Parts): ReachInput {
  if (system.state !== 'known' || all.state !== 'known' || firewall.state !== 'known') throw new Error('made known');
  return { system: system.data, ports: all.data, firewall: firewall.data, providers };
}

/** What the real Core of this release would write. */
export function linesOf(facts: Parts) {
  const input = inputOf(facts);
  return coreLines(input, input.system.release.startsWith('2024') ? '2024' : '2026');
}

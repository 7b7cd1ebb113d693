/** The lines for the host of a container, run as they are printed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeWebCti } from '../../../sites/checklist/actions/close-web-cti.ts';
import { routerCommandsV6 } from '../../../sites/checklist/actions/host-commands.ts';
import { check as atLarge } from '../../../sites/checklist/checks/firewall-trusted-subnets.ts';
import type { PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, partsWith, rule, unknown } from '../../support/facts.ts';
import { commandsOf, harmOfCommands, hostHarmOf } from './host-harm.ts';
import { Host } from './host.ts';
import { judge } from './promises.ts';

type Container = PartData['system']['container'];
const CONTAINERS: Readonly<Record<string, Container>> = {
  host: { kind: 'docker', network: 'host', bouncer: null },
  bridge: { kind: 'docker', network: 'bridge', bouncer: false },
  unknown: { kind: 'docker', network: 'unknown', bouncer: null },
  lxc: { kind: 'lxc', managesFirewall: false },
};
const PEOPLE = ['192.168.1.44', '203.0.113.77', '2001:db8:7::44'];
const OPEN = [rule('1', '0.0.0.0/0', EVERYTHING)];

const on = (...addresses: string[]): PartData['network'] => ({
  ...CLEAN.network,
  interfaces: [{ name: 'eth0', addresses, internet: true, vpn: false }],
  routes: [],
});
const NETWORKS: Readonly<Record<string, PartData['network'] | null>> = {
  office: on('192.168.1.2/24'),
  docker: on('172.17.0.2/16'),
  'both families': on('192.168.1.2/24', 'fd00:1::2/64', '2a00:1450:5::2/64', 'fe80::1/64'),
  'public only': on('94.130.1.10/24', '2a00:1450:5::2/64'),
  'IPv6 of its own only': on('94.130.1.10/24', 'fd00:1::2/64'),
  'two addresses': on('192.168.1.2/24', '10.0.0.2/24'),
  'not read': null,
};

function pbx(container: Container, network: PartData['network'] | null, more: Partial<PartData> = {}): Parts {
  const facts = partsWith({
    firewall: { ...CLEAN.firewall, rules: OPEN },
    system: { ...CLEAN.system, container },
    ...(network === null ? {} : { network }),
    ...more,
  });
  return network === null ? { ...facts, network: unknown() } : facts;
}

/** With a box of a module: single ports and ranges of both protocols, one of them where audio is. */
const withPorts = (ports: PartData['firewall']['rules'][number]['services'][number]['ports']) =>
  OPEN.map((one) => ({ ...one, services: [...one.services, { category: 'ModulePanel', allow: true, ports }] }));

const stepsOf = (facts: Parts) => judge(atLarge, facts).steps ?? [];

describe.each(Object.keys(CONTAINERS))('in %s', (name) => {
  const container = CONTAINERS[name] ?? { kind: 'none' };
  it.each(Object.keys(NETWORKS).filter((one) => name !== 'bridge' || one !== 'two addresses'))(
    'strangers are out, and nobody else after any line: %s',
    (at) => {
      const facts = pbx(container, NETWORKS[at] ?? null);
      const steps = stepsOf(facts);
      for (const person of PEOPLE) expect(hostHarmOf(facts, steps, person)).toEqual([]);
    },
  );
});

describe('whoever else uses the doors', () => {
  const phones: PartData['devices'] = [
    { account: '201-WS', address: '203.0.113.9', userAgent: 'SIP.js/0.21' },
    { account: '202', address: '203.0.113.8', userAgent: 'Yealink T46' },
    { account: '203', address: '203.0.113.7', userAgent: 'friendly-scanner' },
  ];
  it('phones in browsers elsewhere get to the ports that they live on, and to no others', () => {
    const facts = pbx({ kind: 'docker', network: 'host', bouncer: null }, on('192.168.1.2/24'), { devices: phones });
    const steps = stepsOf(facts);
    expect(hostHarmOf(facts, steps, '192.168.1.44')).toEqual([]);
    const lines = commandsOf(steps);
    expect(lines).toContain('iptables -A PBX-CLOSED -s 203.0.113.9 -p tcp -m multiport --dports 8088,8089 -j RETURN');
    expect(lines.some((line) => line.includes('203.0.113.7') || line.includes('203.0.113.8'))).toBe(false);
    const host = new Host();
    for (const line of lines) expect(host.run(line)).toBe(true);
    const lets = (port: number) => host.lets({ source: '203.0.113.9', protocol: 'tcp', port, to: '192.0.2.1' });
    expect([lets(8089), lets(22), lets(443)]).toEqual([true, false, false]);
  });
  it('audio and calls stay open, whatever ports a module names', () => {
    const range = fc
      .tuple(fc.constantFrom('tcp' as const, 'udp' as const), fc.integer({ min: 1, max: 65000 }), fc.nat(500))
      .map(([protocol, from, width]) => ({ protocol, from, to: from + width }));
    fc.assert(
      fc.property(
        fc.array(range, { maxLength: 30 }),
        fc.constantFrom(...Object.values(CONTAINERS)),
        fc.constantFrom(...PEOPLE),
        (ports, container, person) => {
          const rules = withPorts(ports);
          const facts = pbx(container, on('192.168.1.2/24'), { firewall: { ...CLEAN.firewall, rules } });
          expect(hostHarmOf(facts, stepsOf(facts), person)).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

it('closes nothing as it is written where our networks are not known', () => {
  for (const network of [null, on('94.130.1.10/24', '2a00:1450:5::2/64')]) {
    for (const container of Object.values(CONTAINERS)) {
      const lines = commandsOf(stepsOf(pbx(container, network)));
      // Only the router sees the traffic there.
      if (network !== null && container === CONTAINERS['unknown']) continue;
      expect(lines.length).toBeGreaterThan(0);
      const host = new Host();
      expect(lines.map((line) => host.run(line))).toEqual(lines.map(() => false));
      const question = { protocol: 'tcp', port: 443 } as const;
      expect(host.lets({ ...question, source: '198.51.100.77', to: '94.130.1.10' })).toBe(true);
      expect(host.lets({ ...question, source: '2a00::1', to: '2a00:1450:5::2' })).toBe(true);
    }
  }
});

it('says that only the router filters an address of its own', () => {
  const own: Container = { kind: 'docker', network: 'bridge', bouncer: null, ownInterfaces: ['eth0'] };
  const steps = stepsOf(pbx(own, on('192.168.1.2/24')));
  expect(steps.map(({ says }) => says.key)).toEqual([
    'steps.host.router',
    'checks.docker-exposure.step.network',
    'steps.host.answer',
  ]);
});

describe('the lines of a refused plan', () => {
  it.each(Object.keys(CONTAINERS))('in %s', (name) => {
    for (const network of Object.values(NETWORKS)) {
      const facts = pbx(CONTAINERS[name] ?? { kind: 'none' }, network);
      const [person = ''] = PEOPLE;
      const planned = closeWebCti.plan(facts, { ours: [] }, { address: person, seen: 'direct', networks: [] });
      const refusal = planned.accepted ? null : planned.refusal;
      if (refusal?.kind !== 'container') throw new Error('not refused');
      expect(harmOfCommands(facts, refusal.commands, ['WEB', 'SSH', 'AMI', 'AJAM'], person)).toEqual([]);
    }
  });
});

it('the router closes ranges as they are', () => {
  const { network } = partsWith({ network: on('2a00:1450:5::2/64') });
  expect(routerCommandsV6(network, [{ protocol: 'tcp', from: 8000, to: 8010 }])).toEqual([
    'ip6tables -I FORWARD -d 2a00:1450:5::2 -p tcp -m multiport --dports 8000:8010 -j DROP',
  ]);
});

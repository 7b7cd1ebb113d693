/** The model against what the real Cores generated: every case, every service, the edges of every network. */
import ipaddr from 'ipaddr.js';
import { expect, it } from 'vitest';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import { parseChain } from '../../../sites/checklist/reach/running-lines.ts';
import { decide } from '../../../sites/checklist/reach/running-packet.ts';
import { compareWithRunning } from '../../../sites/checklist/reach/running.ts';
import type { Family, Protocol } from '../../../sites/checklist/reach/types.ts';
import { describeRecorded } from '../../support/recorded.ts';
import { inputOf, readOracle, templateRows, titleOf, type Line, type OracleCase } from './oracle.ts';
import { packetFilter } from './packet-filter.ts';

const FILES = [
  { file: 'reach-oracle.json', line: '2026', cases: 139 },
  { file: 'reach-oracle-2024.json', line: '2024', cases: 32 },
] as const satisfies { file: string; line: Line; cases: number }[];

/** Addresses that are asked in every case: some of each kind, and the neighbours of localhost. */
const ALWAYS = [
  ...['127.0.0.1', '127.0.0.2', '126.255.255.255', '128.0.0.0', '0.0.0.0', '255.255.255.255', '8.8.8.8', '9.9.9.9'],
  ...['45.83.64.1', '10.0.0.1', '10.5.5.5', '172.20.1.1', '192.168.77.7', '100.64.1.1', '169.254.1.1', '203.0.113.7'],
  ...[
    '::',
    '::1',
    '::2',
    'fe80::1',
    'fd00::1',
    '2001:db8::1',
    '2a00:1450::1',
    'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  ],
];

/** First and last address of a network and the ones just outside. Names have none. */
function edges(text: string): string[] {
  const [address = '', bits] = text.split('/');
  if (!ipaddr.isValid(address)) return [];
  const parsed = ipaddr.parse(address);
  const bytes = parsed.toByteArray();
  const length = bytes.length * 8;
  const value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const size = 1n << BigInt(length - Number(bits ?? length));
  const first = value - (value % size);
  return [first - 1n, first, first + size - 1n, first + size]
    .filter((edge) => edge >= 0n && edge < 1n << BigInt(length))
    .map((edge) => {
      const array = bytes.map((_, i) => Number((edge >> BigInt(length - 8 - i * 8)) & 255n));
      return ipaddr.fromByteArray(array).toString();
    });
}

function addressesOf({ input }: OracleCase): string[] {
  const networks = [
    ...input.filters.map(({ permit }) => permit),
    ...input.providers.flatMap(({ sipHosts }) => sipHosts),
  ];
  return [...new Set([...ALWAYS, ...networks.flatMap((text) => text.split(',')).flatMap(edges)])];
}

/** Each port of each service, of settings and stale rows, with the neighbours, and one that belongs to nobody. */
function packetsOf({ input }: OracleCase): { protocol: Protocol; port: number }[] {
  const tables = [input.settings, ...(input.portRowsFrom === undefined ? [] : [input.portRowsFrom])];
  const ranges = tables.flatMap((settings) => [...templateRows(settings).values()].flat());
  const ports = ranges.flatMap(({ from, to }) => [from - 1, from, to, to + 1]).filter((port) => port > 0);
  const packets = [...new Set([...ports, 3306])].flatMap((port) => [
    { protocol: 'tcp' as const, port },
    { protocol: 'udp' as const, port },
  ]);
  return [...packets, { protocol: 'icmp', port: 0 }];
}

const familyOf = (address: string): Family => (address.includes(':') ? 6 : 4);
const hasNames = ({ input }: OracleCase) =>
  input.providers.some(
    ({ disabled, sipHosts }) => disabled === '0' && sipHosts.some((host) => !/^[\d.:/a-f]+$/.test(host)),
  );

const printed = (iptables: readonly string[], ip6tables: readonly string[]) => ({
  v4: ['-P INPUT ACCEPT', ...iptables],
  v6: ['-P INPUT ACCEPT', ...ip6tables],
});
/** What the kernel holds after DNS answered. */
const resolveNames = (written: string) => written.replace(/-s [a-z]\S+/, '-s 45.83.64.77/32');

for (const { file, line, cases } of FILES) {
  describeRecorded(`${file}: the model says what the recorded rules do`, () => {
    it(`reads all ${cases} cases`, () => {
      const oracle = readOracle(file);
      expect(oracle).toHaveLength(cases);
      expect(new Set(oracle.map(({ id }) => id)).size).toBe(cases);
    });

    it('makes the rows that the database really held', () => {
      for (const one of readOracle(file)) {
        if (one.dbDump === undefined) continue;
        const filters = new Set(one.input.filters.map(({ id }) => String(id)));
        const held = one.dbDump.allow.filter(({ nf }) => filters.has(nf));
        const made = inputOf(one, line).firewall.rules.flatMap(({ id, services }) =>
          services.flatMap(({ category, allow, ports }) =>
            ports.flatMap(({ protocol, from, to }) =>
              allow ? [{ nf: id, category, protocol, portfrom: String(from), portto: String(to) }] : [],
            ),
          ),
        );
        const sorted = (rows: readonly (typeof held)[number][]) =>
          rows.map((row) => [row.nf, row.category, row.protocol, row.portfrom, row.portto].join(' ')).sort();
        expect(sorted(made), titleOf(one)).toEqual(sorted(held));
      }
    });

    it('every packet: askPort, the rules in force and an independent packet filter agree', () => {
      const wrong: string[] = [];
      let asked = 0;
      for (const one of readOracle(file)) {
        const reach = reachOf(inputOf(one, line));
        // A container has no rules of Core: everything is open. The recording holds no line then.
        const filters = { 4: packetFilter(one.iptables, 4), 6: packetFilter(one.ip6tables, 6) };
        const chains = { 4: parseChain(one.iptables, 4), 6: parseChain(one.ip6tables, 6) };
        const packets = packetsOf(one);
        for (const source of addressesOf(one)) {
          const family = familyOf(source);
          for (const { protocol, port } of packets) {
            asked += 1;
            const kernel = filters[family](source, protocol, port);
            const model = reach.askPort(source, protocol, port);
            const running = decide(chains[family], { source, protocol, port }).fate;
            const packet = `${titleOf(one)}: ${source} ${protocol} ${port}, in the kernel ${kernel}`;
            if (model.allowed !== kernel || model.by.length > 0 !== kernel) wrong.push(`${packet}, model`);
            if (running === 'cannot-tell' ? !hasNames(one) : (running === 'allowed') !== kernel) {
              wrong.push(`${packet}, running ${running}`);
            }
          }
        }
      }
      expect(wrong.slice(0, 20)).toEqual([]);
      expect(asked).toBeGreaterThan(cases * 1000);
    });

    it('a service is reachable exactly where one of its ports is', () => {
      const wrong: string[] = [];
      for (const one of readOracle(file)) {
        const reach = reachOf(inputOf(one, line));
        const filters = { 4: packetFilter(one.iptables, 4), 6: packetFilter(one.ip6tables, 6) };
        for (const address of addressesOf(one)) {
          const kernel = filters[familyOf(address)];
          for (const { id, ports } of reach.services) {
            const open = ports.some(({ protocol, from }) => kernel(address, protocol, from));
            if (reach.ask(address, id).allowed !== open) wrong.push(`${titleOf(one)}: ${address} ${id}`);
          }
        }
      }
      expect(wrong.slice(0, 20)).toEqual([]);
    });

    it('names of providers are reported and make the model incomplete, never guessed', () => {
      for (const one of readOracle(file)) {
        const reach = reachOf(inputOf(one, line));
        const judged = reach.enforcement === 'rules' || reach.enforcement === 'no-rules-closed';
        expect(reach.complete, titleOf(one)).toBe(!(judged && hasNames(one)));
        expect(reach.unresolved.length > 0, titleOf(one)).toBe(judged && hasNames(one));
      }
    });

    it('the comparison with the rules in force agrees; a name that decides is a doubt, never a difference', () => {
      const resolved = new Set<string>();
      for (const one of readOracle(file)) {
        const reach = reachOf(inputOf(one, line));
        const asWritten = compareWithRunning(reach, printed(one.iptables, one.ip6tables));
        const inForce = compareWithRunning(reach, printed(one.iptables.map(resolveNames), one.ip6tables));
        if (reach.complete) {
          expect([asWritten, inForce], titleOf(one)).toEqual([{ agrees: true }, { agrees: true }]);
        } else {
          expect([{ agrees: true }, { unknown: 'cannot-tell' }], titleOf(one)).toContainEqual(asWritten);
          expect([{ agrees: true }, { unknown: 'incomplete' }], titleOf(one)).toContainEqual(inForce);
          resolved.add(JSON.stringify(inForce));
        }
      }
      // Both happen: SIP open to everybody anyway, and SIP open to the resolved host only.
      expect(resolved.size).toBe(2);
    });

    it('tells another firewall from this one', () => {
      const [first, ...others] = readOracle(file).filter(({ input }) => input.settings['PBXFirewallEnabled'] === '1');
      if (first === undefined) throw new Error('no case with the firewall on');
      const reach = reachOf(inputOf(first, line));
      const differing = others.filter(({ iptables, ip6tables }) => {
        const comparison = compareWithRunning(reach, printed(iptables, ip6tables));
        return 'agrees' in comparison && !comparison.agrees;
      });
      expect(differing.length).toBeGreaterThan(others.length / 2);
    });
  });
}

describeRecorded('the recorded cases hold what the model is made for', () => {
  it('containers, zero rules of both releases, stale ports, comma lists, odd masks', () => {
    const enforcements = FILES.flatMap(({ file, line }) =>
      readOracle(file).map((one) => `${line} ${reachOf(inputOf(one, line)).enforcement}`),
    );
    expect(new Set(enforcements)).toEqual(
      new Set([
        '2026 rules',
        '2026 off',
        '2026 no-rules-open',
        '2026 container',
        '2024 rules',
        '2024 off',
        '2024 no-rules-closed',
      ]),
    );
  });
});

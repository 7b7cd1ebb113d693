import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openInForce } from '../../../sites/checklist/exposure/in-force.ts';
import { addressText, networksOf } from '../../../sites/checklist/reach/networks.ts';
import { sizeOf } from '../../../sites/checklist/exposure/limits.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { piecesOf } from '../../../sites/checklist/reach/exposure.ts';
import { groundOf } from '../../../sites/checklist/reach/ground.ts';
import { publicV4, publicV6Prefix } from '../../../sites/checklist/reach/public.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import { compareWithRunning, runningRulesAllow } from '../../../sites/checklist/reach/running.ts';
import type { Family, Opening, Service } from '../../../sites/checklist/reach/types.ts';
import { CLEAN } from '../../support/facts.ts';
import { describeRecorded } from '../../support/recorded.ts';
import { inputOf, readOracle } from '../reach/oracle.ts';

/** An office on one side, the internet on the other. */
const INTERFACES: PartData['network'] = {
  ...CLEAN.network,
  interfaces: [
    { name: 'eth0', addresses: ['45.83.12.7/24'], internet: true, vpn: false },
    { name: 'eth1', addresses: ['192.168.1.2/24'], internet: false, vpn: false },
  ],
};
const SSH: Service = { id: 'SSH', ports: [{ protocol: 'tcp', from: 22, to: 22 }] };
const rowsOf = (byCabinet: readonly string[]): readonly Opening[] =>
  byCabinet.flatMap(networksOf).map(({ cidr, family }) => ({
    cause: { kind: 'rule', ruleId: '1', category: 'SSH', network: cidr },
    network: cidr,
    family,
    ...sizeOf(cidr),
  }));
function open(lines: readonly string[], byCabinet: readonly string[] = [], family: Family = 4, network = INTERFACES) {
  const ground = groundOf(lines, family, network, byCabinet.flatMap(networksOf));
  return ground === null ? null : openInForce(SSH, ground, rowsOf(byCabinet));
}
const cidrs = (lines: readonly string[], byCabinet: readonly string[] = []) =>
  open(lines, byCabinet)?.openings.map(({ network }) => network);
/** Openings with what of them is open, where that is not all. */
const parts = (lines: readonly string[], byCabinet: readonly string[] = []) =>
  open(lines, byCabinet)?.openings.map(({ network, cause, parts: open }) => [
    network,
    cause?.kind ?? null,
    ...(open ?? []).map((piece) =>
      piece.family === 4
        ? [piece.from, piece.to - 1].map((value) => addressText({ family: 4, value })).join('-')
        : 'IPv6',
    ),
  ]);

describe('what the rules in force open', () => {
  it('is not known where they were not read', () => {
    expect(groundOf(null, 4, null, [])).toBeNull();
    expect(groundOf([], 4, null, [])).toBeNull();
  });

  it('is everybody by that name, localhost or not', () => {
    expect(cidrs(['-P INPUT ACCEPT'])).toEqual(['0.0.0.0/0']);
    expect(cidrs(['-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT', '-A INPUT -j DROP'])).toEqual(['0.0.0.0/0']);
    expect(open(['-P INPUT ACCEPT'], [], 6)?.openings).toMatchObject([{ network: '::/0', cause: null }]);
  });

  it('is nobody but the PBX itself where everything is dropped', () => {
    expect(cidrs(['-A INPUT -s 127.0.0.1/32 -j ACCEPT', '-A INPUT -j DROP'])).toEqual([]);
  });

  it('has the names of the lines and of the cabinet', () => {
    const lines = [
      '-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 22 -j ACCEPT',
      '-A INPUT -s 45.83.12.0/23 -p tcp -m tcp --dport 22 -j ACCEPT',
      '-A INPUT -j DROP',
    ];
    expect(parts(lines, ['45.83.12.0/24'])).toEqual([
      ['45.83.12.0/24', 'rule'],
      ['10.0.0.0/8', null],
      ['45.83.12.0/23', null],
    ]);
  });

  it('leaves out what an earlier line drops', () => {
    const lines = ['-A INPUT -s 128.0.0.0/1 -j DROP', '-A INPUT -s 64.0.0.0/2 -j DROP', '-P INPUT ACCEPT'];
    expect(parts(lines)).toEqual([['0.0.0.0/0', null, '0.0.0.0-63.255.255.255']]);
    expect(parts(['-A INPUT ! -s 10.0.0.0/8 -j DROP', '-P INPUT ACCEPT'])).toEqual([['10.0.0.0/8', null]]);
  });

  it('keeps the name that a line says, also where an earlier one drops half of it', () => {
    const lines = ['-A INPUT -s 10.128.0.0/9 -j DROP', '-A INPUT -s 10.0.0.0/8 -j ACCEPT', '-A INPUT -j DROP'];
    expect(parts(lines)).toEqual([['10.0.0.0/8', null, '10.0.0.0-10.127.255.255']]);
  });

  it('tells a network once, not its parts that lines before name again', () => {
    const lines = ['10.1.0.0/16', '10.0.0.0/8', '192.168.4.0/24', '192.168.0.0/16'].map(
      (source) => `-A INPUT -s ${source} -j ACCEPT`,
    );
    expect(parts([...lines, '-A INPUT -j DROP'])).toEqual([
      ['10.0.0.0/8', null],
      ['192.168.0.0/16', null],
    ]);
    // Half of the wide one is closed: then it does not tell the narrow one.
    expect(parts(['-A INPUT -s 10.2.0.0/16 -j DROP', ...lines.slice(0, 2), '-A INPUT -j DROP'])).toEqual([
      ['10.0.0.0/8', null, '10.0.0.0-10.0.255.255', '10.3.0.0-10.255.255.255'],
      ['10.1.0.0/16', null],
    ]);
  });

  it('keeps the cause of the cabinet for what other lines leave of its network', () => {
    const lines = ['-A INPUT -s 185.53.88.0/24 -j DROP', '-A INPUT -p tcp --dport 22 -j ACCEPT', '-A INPUT -j DROP'];
    expect(parts(lines, ['0.0.0.0/0'])).toEqual([
      ['0.0.0.0/0', 'rule', '0.0.0.0-126.255.255.255', '128.0.0.0-185.53.87.255', '185.53.89.0-255.255.255.255'],
    ]);
    expect(open(lines, ['0.0.0.0/0'])?.openings[0]?.publicAddresses).toBe(sizeOf('0.0.0.0/0').publicAddresses - 256);
  });

  it('gives no rule of the cabinet the blame for a narrower line of somebody else', () => {
    const lines = ['-A INPUT -s 10.0.0.0/8 -p tcp --dport 22 -j ACCEPT', '-A INPUT -j DROP'];
    expect(parts(lines, ['0.0.0.0/0'])).toEqual([['10.0.0.0/8', null]]);
  });

  it('a list that keeps out leaves open what the cabinet opens, for certain', () => {
    const lines = [
      '-A INPUT -m set --match-set geo src -j DROP',
      '-A INPUT -s 10.0.0.0/8 -j ACCEPT',
      '-A INPUT -j DROP',
    ];
    expect(open(lines, ['10.0.0.0/8'])).toMatchObject({ openings: [{ network: '10.0.0.0/8' }], unclear: [] });
    expect(open(lines)).toMatchObject({ openings: [{ network: '10.0.0.0/8', cause: null }], unclear: [] });
  });

  it('names the line of which nobody can say whom it lets in', () => {
    const list = '-A INPUT -m set --match-set ours src -j ACCEPT';
    const lines = [list, '-A INPUT -s 10.0.0.0/8 -j ACCEPT', '-A INPUT -j DROP'];
    expect(open(lines, ['10.0.0.0/8'])).toMatchObject({ openings: [{ network: '10.0.0.0/8' }], unclear: [list] });
    const others = '-A INPUT -m set ! --match-set ours src -j DROP';
    expect(open([others, '-A INPUT -j ACCEPT'])).toMatchObject({ openings: [], unclear: [others] });
    // The cabinet opens it anyway: nothing worse can come of it.
    expect(open([others, '-A INPUT -j ACCEPT'], ['0.0.0.0/0'])).toMatchObject({
      openings: [{ network: '0.0.0.0/0' }],
      unclear: [],
    });
  });

  it.each([
    ['the interface of the internet lets in everybody', '-i eth0', [['0.0.0.0/0', null]]],
    ['so does any with such a name', '-i eth+', [['0.0.0.0/0', null]]],
    ['and all but another', '! -i eth1', [['0.0.0.0/0', null]]],
    ['that of the office its own network', '-i eth1', [['192.168.1.0/24', null]]],
    ['lo nobody', '-i lo', []],
    ['an address of the office who can call it', '-d 192.168.1.2', [['192.168.1.0/24', null]]],
    ['the public one everybody', '-d 45.83.12.7', [['0.0.0.0/0', null]]],
    ['broadcasts nobody', '-d 224.0.0.251/32', []],
  ])('%s', (_, condition, expected) => {
    expect(parts([`-A INPUT ${condition} -j ACCEPT`, '-A INPUT -j DROP'])).toEqual(expected);
  });

  it('names the networks of an interface where they are few, else all that comes by it', () => {
    const attached = (count: number) => ({
      ...INTERFACES,
      interfaces: [
        ...INTERFACES.interfaces.slice(0, 1),
        {
          name: 'eth1',
          addresses: Array.from({ length: count }, (_, i) => `10.${2 * i}.0.2/16`),
          internet: false,
          vpn: false,
        },
      ],
    });
    const found = (count: number) =>
      open(['-A INPUT -i eth1 -j ACCEPT', '-A INPUT -j DROP'], [], 4, attached(count))?.openings.map(
        ({ network }) => network,
      );
    expect(found(3)).toEqual(['10.0.0.0/16', '10.2.0.0/16', '10.4.0.0/16']);
    expect(found(8)).toHaveLength(8);
    expect(found(9)).toEqual(['0.0.0.0/0']);
  });

  it('an interface that is not there may come', () => {
    const line = '-A INPUT -i wg7 -j ACCEPT';
    expect(open([line, '-A INPUT -j DROP'])).toMatchObject({ openings: [], unclear: [line] });
  });

  const octet = fc.constantFrom(0, 1, 10, 126, 127, 128, 192, 255);
  const network = fc
    .tuple(octet, octet, fc.integer({ min: 0, max: 32 }))
    .map(([a, b, prefix]) => networksOf(`${a}.${b}.0.0/${prefix}`)[0]?.cidr ?? '0.0.0.0/0');
  const line = fc
    .tuple(fc.boolean(), network, fc.constantFrom('22', '443', '1:100'), fc.constantFrom('ACCEPT', 'DROP'))
    .map(
      ([not, source, port, target]) => `-A INPUT ${not ? '! ' : ''}-s ${source} -p tcp --dport ${port} -j ${target}`,
    );
  const chain = fc
    .tuple(fc.constantFrom('ACCEPT', 'DROP'), fc.array(line, { maxLength: 6 }))
    .map(([policy, lines]) => [`-P INPUT ${policy}`, ...lines]);

  it('holds an address exactly when a packet from it comes in', () => {
    fc.assert(
      fc.property(chain, fc.array(network), fc.integer({ min: 0, max: 2 ** 32 - 1 }), (lines, byCabinet, any) => {
        const found = open(lines, byCabinet);
        const pieces = (found?.openings ?? []).flatMap(piecesOf);
        const edges = pieces.flatMap((one) => (one.family === 4 ? [one.from - 1, one.from, one.to - 1, one.to] : []));
        for (const value of [any, ...edges].filter((edge) => edge >= 0 && edge < 2 ** 32)) {
          if (value >>> 24 === 127) continue; // the PBX itself
          const source = addressText({ family: 4, value });
          const comesIn = runningRulesAllow(lines, 4, { source, protocol: 'tcp', port: 22 }) === 'allowed';
          expect([source, pieces.some((one) => one.from <= value && value < one.to)]).toEqual([source, comesIn]);
        }
      }),
    );
  });
});

describeRecorded('rules that real Cores generated', () => {
  it.each([
    ['reach-oracle.json', '2026', 139],
    ['reach-oracle-2024.json', '2024', 32],
  ] as const)('%s: as many public addresses by the lines as by the model', (file, line, cases) => {
    const all = readOracle(file);
    expect(all).toHaveLength(cases);
    let compared = 0;
    for (const one of all.filter(({ mode }) => mode !== 'docker')) {
      const reach = reachOf(inputOf(one, line));
      const running = { v4: ['-P INPUT ACCEPT', ...one.iptables], v6: ['-P INPUT ACCEPT', ...one.ip6tables] };
      const comparison = compareWithRunning(reach, running);
      if (!('agrees' in comparison)) continue; // names in the rules
      for (const service of reach.services) {
        const { openings, ...model } = reach.exposure(service.id);
        const networks = ([4, 6] as const).flatMap((family) => {
          const lines = family === 4 ? running.v4 : running.v6;
          const named = openings.flatMap((opening) => networksOf(opening.network));
          const ground = groundOf(lines, family, null, named);
          return ground === null ? [] : openInForce(service, ground, openings).openings.flatMap(piecesOf);
        });
        expect([one.id, service.id, publicV4(networks), publicV6Prefix(networks)]).toEqual([
          one.id,
          service.id,
          model.publicV4,
          model.publicV6Prefix,
        ]);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(line === '2026' ? 500 : 100);
  });
});

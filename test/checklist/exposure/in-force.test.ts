import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openInForce } from '../../../sites/checklist/exposure/in-force.ts';
import { addressText, contains, networksOf, parseAddress } from '../../../sites/checklist/reach/networks.ts';
import { publicV4, publicV6Prefix } from '../../../sites/checklist/reach/public.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import { compareWithRunning, runningRulesAllow } from '../../../sites/checklist/reach/running.ts';
import type { Service } from '../../../sites/checklist/reach/types.ts';
import { describeRecorded } from '../../support/recorded.ts';
import { inputOf, readOracle } from '../reach/oracle.ts';

const SSH: Service = { id: 'SSH', ports: [{ protocol: 'tcp', from: 22, to: 22 }] };
const open = (lines: readonly string[], byCabinet: readonly string[] = []) =>
  openInForce(SSH, lines, 4, byCabinet.flatMap(networksOf));
const cidrs = (lines: readonly string[], byCabinet: readonly string[] = []) =>
  open(lines, byCabinet)?.networks.map(({ cidr }) => cidr);

describe('what the rules in force open', () => {
  it('is not known where they were not read', () => {
    expect(openInForce(SSH, null, 4, [])).toBeNull();
    expect(open([])).toBeNull();
  });

  it('is everybody by that name, localhost or not', () => {
    expect(cidrs(['-P INPUT ACCEPT'])).toEqual(['0.0.0.0/0']);
    expect(cidrs(['-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT', '-A INPUT -j DROP'])).toEqual(['0.0.0.0/0']);
    expect(openInForce(SSH, ['-P INPUT ACCEPT'], 6, [])?.networks.map(({ cidr }) => cidr)).toEqual(['::/0']);
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
    expect(cidrs(lines, ['45.83.12.0/24'])).toEqual(['10.0.0.0/8', '45.83.12.0/23', '45.83.12.0/24']);
  });

  it('leaves out what an earlier line drops', () => {
    const lines = ['-A INPUT -s 128.0.0.0/1 -j DROP', '-A INPUT -s 64.0.0.0/2 -j DROP', '-P INPUT ACCEPT'];
    expect(cidrs(lines)).toEqual(['0.0.0.0/2']);
    expect(cidrs(['-A INPUT ! -s 10.0.0.0/8 -j DROP', '-P INPUT ACCEPT'])).toEqual(['10.0.0.0/8']);
  });

  it('believes the cabinet where sets of addresses decide, and says that it is not certain', () => {
    const lines = [
      '-A INPUT -m set --match-set geo src -j DROP',
      '-A INPUT -s 10.0.0.0/8 -j ACCEPT',
      '-A INPUT -j DROP',
    ];
    expect(open(lines, ['10.0.0.0/8'])).toMatchObject({ networks: [{ cidr: '10.0.0.0/8' }], isCertain: false });
    expect(open(lines)).toMatchObject({ networks: [], isCertain: false });
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
        const edges = (found?.networks ?? []).flatMap((one) =>
          one.family === 4 ? [one.from - 1, one.from, one.to - 1, one.to] : [],
        );
        for (const value of [any, ...edges].filter((edge) => edge >= 0 && edge < 2 ** 32)) {
          if (value >>> 24 === 127) continue; // the PBX itself
          const source = addressText({ family: 4, value });
          const comesIn = runningRulesAllow(lines, 4, { source, protocol: 'tcp', port: 22 }) === 'allowed';
          const address = parseAddress(source);
          expect([source, address !== null && found?.networks.some((one) => contains(one, address))]).toEqual([
            source,
            comesIn,
          ]);
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
          const byCabinet = openings.filter((opening) => opening.family === family);
          const lines = family === 4 ? running.v4 : running.v6;
          const found = openInForce(
            service,
            lines,
            family,
            byCabinet.flatMap((opening) => networksOf(opening.network)),
          );
          return found?.networks ?? [];
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

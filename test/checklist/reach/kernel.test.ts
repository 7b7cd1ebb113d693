/**
 * The model against a real kernel: real packets through the recorded firewalls and through lines with conditions. Takes
 * minutes, root and a kernel: `LONG=1 npx vitest run test/checklist/reach/kernel.test.ts` where ../shared/tools is at hand.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Type, type Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../sites/checklist/reach/running-packet.ts';
import { parseChain } from '../../../sites/checklist/reach/running-lines.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import type { Protocol, Reach } from '../../../sites/checklist/reach/types.ts';
import { waysInto } from '../../../sites/checklist/reach/ways.ts';
import { CLEAN } from '../../support/facts.ts';
import { RECORDINGS, recorded } from '../../support/recorded.ts';
import { CONDITIONS } from './kernel-cases.ts';
import { inputOf, readOracle } from './oracle.ts';

const TOOL = join(import.meta.dirname, '../../../../shared/tools/kernel-reach');
const isHere =
  process.env['LONG'] === '1' &&
  existsSync(TOOL) &&
  existsSync(RECORDINGS) &&
  existsSync('/dev/net/tun') &&
  process.getuid?.() === 0;

const Ports = Type.Array(Type.String());
const Lines = Type.Array(Type.String());
const Asked = Type.Object({
  cases: Type.Array(
    Type.Object({
      id: Type.Union([Type.String(), Type.Number()]),
      refused: Type.Array(Type.Object({ tool: Type.String(), line: Type.String() })),
      printed: Type.Object({ v4: Lines, v6: Lines }),
      answers: Type.Record(Type.String(), Type.Object({ open: Ports, closed: Ports, never: Ports })),
    }),
  ),
});
type Answered = Static<typeof Asked>['cases'][number];

function ask(cases: unknown, ...options: readonly string[]): readonly Answered[] {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-reach-'));
  try {
    const [given, out] = [join(folder, 'cases.json'), join(folder, 'out.json')];
    writeFileSync(given, JSON.stringify(cases));
    execFileSync(TOOL, ['--cases', given, '--out', out, ...options], { stdio: 'pipe' });
    return Value.Parse(Asked, JSON.parse(readFileSync(out, 'utf8'))).cases;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The interface of the tool, as the facts would tell it. */
const WIRE = {
  ...CLEAN.network,
  interfaces: [{ name: 'wire', addresses: ['198.18.0.1/32', '2001:2::1/128'], internet: true, vpn: false }],
};

interface Packet {
  readonly source: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly comesIn: boolean;
}

function packetsOf({ answers }: Answered): readonly Packet[] {
  return Object.entries(answers).flatMap(([source, { open, closed }]) =>
    [open, closed].flatMap((list, i) =>
      list.flatMap((text) => {
        const [protocol = '', port = '0'] = text.split('/');
        const known = (['tcp', 'udp', 'icmp'] as const).find((one) => one === protocol);
        return known === undefined ? [] : [{ source, protocol: known, port: Number(port), comesIn: i === 0 }];
      }),
    ),
  );
}

const fatesBy = ({ printed }: Answered) => {
  const chains = { 4: parseChain(printed.v4, 4), 6: parseChain(printed.v6, 6) };
  const ways = { 4: waysInto(chains[4], WIRE), 6: waysInto(chains[6], WIRE) };
  return (packet: Packet) => {
    const family = packet.source.includes(':') ? 6 : 4;
    return decide(chains[family], packet, ways[family]).fate;
  };
};

describe.skipIf(!isHere)('a real kernel', () => {
  it.each([
    ['reach-oracle.json', '2026'],
    ['reach-oracle-2024.json', '2024'],
  ] as const)(
    '%s: model, rules in force and kernel agree on every packet',
    (file, line) => {
      const oracle = readOracle(file);
      const models = new Map<string | number, Reach>(oracle.map((one) => [one.id, reachOf(inputOf(one, line))]));
      const wrong: string[] = [];
      let packets = 0;
      for (const answered of ask(recorded(file), '--case-seconds', '120', '--seconds', '7200')) {
        const model = models.get(answered.id);
        const fate = fatesBy(answered);
        for (const packet of packetsOf(answered)) {
          packets += 1;
          const { source, protocol, port, comesIn } = packet;
          const text = `${answered.id}: ${source} ${protocol}/${port} ${comesIn ? 'comes in' : 'is kept out'}`;
          if (fate(packet) !== (comesIn ? 'allowed' : 'denied')) wrong.push(`${text}, lines: ${fate(packet)}`);
          if (model?.askPort(source, protocol, port).allowed !== comesIn) wrong.push(`${text}, model`);
        }
      }
      console.log(`${file}: ${packets} packets`);
      expect(wrong.slice(0, 20)).toEqual([]);
    },
    7_200_000,
  );

  it('lines with conditions: what the kernel lets in is never said to be closed', () => {
    const wrong: string[] = [];
    let packets = 0;
    for (const answered of ask(CONDITIONS, '--limits', '--case-seconds', '120', '--seconds', '3600')) {
      const one = CONDITIONS.find(({ id }) => id === answered.id);
      const fate = fatesBy(answered);
      expect([answered.id, answered.refused.map(({ line }) => line)]).toEqual([answered.id, one?.refused ?? []]);
      const seen = new Set<string>();
      for (const packet of packetsOf(answered)) {
        packets += 1;
        const said = fate(packet);
        const { source, protocol, port, comesIn } = packet;
        seen.add(said);
        const isExact = one?.exact === true && said !== (comesIn ? 'allowed' : 'denied');
        if (isExact || (comesIn && said === 'denied')) {
          wrong.push(`${answered.id}: ${source} ${protocol}/${port} ${comesIn ? 'comes in' : 'is kept out'}: ${said}`);
        }
      }
    }
    console.log(`lines with conditions: ${packets} packets`);
    expect(wrong.slice(0, 20)).toEqual([]);
  }, 3_600_000);
});

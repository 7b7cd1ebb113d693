/**
 * What the rules in force really open, stretch by stretch of the address space. Used where they differ from the rules
 * of the cabinet: then they win.
 */
import { addressText, networksOf, type Address, type Network } from '../reach/networks.ts';
import { union } from '../reach/ranges.ts';
import { parseChain, type Chain } from '../reach/running-lines.ts';
import { decide } from '../reach/running-packet.ts';
import type { Family, Service } from '../reach/types.ts';

/** IPv4 and IPv6 alike as bigint: few stretches, so speed is no matter here. */
interface Stretch {
  readonly from: bigint;
  readonly to: bigint;
}

const END: Readonly<Record<Family, bigint>> = { 4: 1n << 32n, 6: 1n << 128n };
const EVERYBODY: Readonly<Record<Family, string>> = { 4: '0.0.0.0/0', 6: '::/0' };
/** The PBX itself, and IPv4 written as IPv6: no packet comes from there, so they are not judged. */
const NEVER_A_SOURCE: Readonly<Record<Family, readonly Stretch[]>> = {
  4: [{ from: 127n << 24n, to: 128n << 24n }],
  6: [
    { from: 1n, to: 2n },
    { from: 0xffffn << 32n, to: 1n << 48n },
  ],
};

export interface InForce {
  /** Networks that may connect to at least one port of the service. */
  readonly networks: readonly Network[];
  /** False where other chains or sets of addresses decide: there the cabinet was believed. */
  readonly isCertain: boolean;
}

/** null: the rules were not read. `byCabinet`: the networks that the rules of the cabinet open to the service. */
export function openInForce(
  service: Service,
  lines: readonly string[] | null,
  family: Family,
  byCabinet: readonly Network[],
): InForce | null {
  if (lines === null || lines.length === 0) return null;
  const chain = parseChain(lines, family);
  const named = [...sourcesOf(chain), ...byCabinet, ...networksOf(EVERYBODY[family])];
  const open: Stretch[] = [];
  let isCertain = true;
  for (const stretch of stretchesOf(named, family)) {
    const fate = fateOf(service, chain, stretch.from);
    if (fate === 'cannot-tell') isCertain = false;
    const isByCabinet = () => byCabinet.some((network) => covers(asStretch(network), stretch));
    if (fate === 'allowed' || (fate === 'cannot-tell' && isByCabinet())) open.push(stretch);
  }
  // Whole networks by their names where they are open as a whole, so that a rule of the cabinet can be recognised.
  const allowed = union([...open, ...NEVER_A_SOURCE[family]]);
  const whole = named.filter(
    (network) =>
      allowed.some((range) => covers(range, asStretch(network))) &&
      open.some((range) => overlaps(range, asStretch(network))),
  );
  const isPartOf = (part: Network) => (network: Network) =>
    network.cidr !== part.cidr && covers(asStretch(network), asStretch(part));
  const told = whole.filter((network) => byCabinet.includes(network) || !whole.some(isPartOf(network)));
  const pieces = union(open)
    .flatMap((range) => split(range, family))
    .filter((piece) => !whole.some((network) => covers(asStretch(network), asStretch(piece))));
  return { networks: distinct([...told, ...pieces]), isCertain };
}

function fateOf({ ports }: Service, chain: Chain, from: bigint): 'allowed' | 'denied' | 'cannot-tell' {
  const source = addressText(asAddress(from, chain.family));
  const fates = ports
    .flatMap(({ protocol, from: first, to: last }) => [first, last].map((port) => ({ source, protocol, port })))
    .map((packet) => decide(chain, packet).fate);
  if (fates.includes('allowed')) return 'allowed';
  return fates.includes('cannot-tell') ? 'cannot-tell' : 'denied';
}

/** Stretches within which none of these networks tells two addresses apart. */
function stretchesOf(networks: readonly Network[], family: Family): Stretch[] {
  const never = NEVER_A_SOURCE[family];
  const edges = [...networks.map(asStretch), ...never].flatMap(({ from, to }) => [from, to]);
  const points = [...new Set([0n, ...edges])].filter((point) => point < END[family]).sort((a, b) => (a < b ? -1 : 1));
  return points
    .map((from, i) => ({ from, to: points[i + 1] ?? END[family] }))
    .filter((stretch) => !never.some((range) => overlaps(range, stretch)));
}

const sourcesOf = ({ rules }: Chain): Network[] =>
  rules.flatMap(({ conditions }) =>
    conditions.flatMap((condition) => (condition.kind === 'source' ? condition.networks : [])),
  );

/** A range as the fewest networks. */
function split({ from, to }: Stretch, family: Family): Network[] {
  const networks: Network[] = [];
  const bits = family === 4 ? 32 : 128;
  for (let start = from; start < to;) {
    let prefix = bits;
    const fits = (length: number) => {
      const size = 1n << BigInt(bits - length);
      return start % size === 0n && start + size <= to;
    };
    while (prefix > 0 && fits(prefix - 1)) prefix--;
    networks.push(...networksOf(`${addressText(asAddress(start, family))}/${prefix}`));
    start += 1n << BigInt(bits - prefix);
  }
  return networks;
}

function asAddress(value: bigint, family: Family): Address {
  return family === 4 ? { family, value: Number(value) } : { family, value };
}

const asStretch = ({ from, to }: Network): Stretch => ({ from: BigInt(from), to: BigInt(to) });

const covers = (outer: Stretch, inner: Stretch): boolean => outer.from <= inner.from && inner.to <= outer.to;

const overlaps = (a: Stretch, b: Stretch): boolean => a.from < b.to && b.from < a.to;

const distinct = (networks: readonly Network[]) => [
  ...new Map(networks.map((network) => [network.cidr, network])).values(),
];

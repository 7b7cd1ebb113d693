/** The rules in force, and whether the model agrees with them. Where they differ, the rules in force win. */
import type { RunningRules } from '../facts/types.ts';
import { addressText, contains, networksOf, parseAddress, type Address, type Network } from './networks.ts';
import { parseChain, type Chain, type RunningRule } from './running-lines.ts';
import { decide, isLoopback, type Fate, type Packet } from './running-packet.ts';
import type { Cause, Family, Reach, Service, ServiceId } from './types.ts';

export type { Fate, Packet } from './running-packet.ts';

/** One service that one network can or cannot reach, unlike the model says. */
export interface Difference {
  readonly service: ServiceId;
  /** An address that shows it, and the network of the line that decides (a whole family where none is named). */
  readonly address: string;
  readonly network: string;
  readonly model: boolean;
  readonly running: boolean;
}

/**
 * Why nothing can be said. not-read: the lines of a family are not there. cannot-tell: rules outside the model decide
 * (other chains, GeoIP sets). incomplete: lines that may belong to hosts which the model could not know.
 */
const DOUBTS = ['not-read', 'cannot-tell', 'incomplete'] as const;
export type Doubt = (typeof DOUBTS)[number];

export type Comparison =
  | { readonly agrees: true }
  | { readonly agrees: false; readonly differences: readonly [Difference, ...Difference[]] }
  | { readonly unknown: Doubt };

/** May the packet come in? Limits by content and rate, and Fail2Ban's bans of the moment, are not reach. */
export function runningRulesAllow(lines: readonly string[], family: Family, packet: Packet): Fate {
  return decide(parseChain(lines, family), packet).fate;
}

/**
 * Compares every service from every address at which either side can change its mind: the edges of each network that
 * the model or a line names. That is all of the address space, not a sample of it.
 */
export function compareWithRunning(reach: Reach, running: RunningRules): Comparison {
  const doubts = new Set<Doubt>();
  const differences = new Map<string, Difference>();
  for (const judgement of [...judgeFamily(reach, running.v4, 4), ...judgeFamily(reach, running.v6, 6)]) {
    if (typeof judgement === 'string') {
      doubts.add(judgement);
      continue;
    }
    const key = `${judgement.service} ${judgement.network} ${judgement.model}`;
    if (!differences.has(key)) differences.set(key, judgement);
  }
  const [first, ...others] = differences.values();
  if (first !== undefined) return { agrees: false, differences: [first, ...others] };
  const doubt = DOUBTS.find((reason) => doubts.has(reason));
  return doubt === undefined ? { agrees: true } : { unknown: doubt };
}

function* judgeFamily(reach: Reach, lines: readonly string[] | null, family: Family): Generator<Difference | Doubt> {
  // The real tool prints at least the policy: an empty answer was not read.
  if (lines === null || lines.length === 0) {
    yield 'not-read';
    return;
  }
  const chain = parseChain(lines, family);
  for (const source of turningPoints(reach, chain)) {
    for (const service of reach.services) {
      for (const packet of packetsOf(service, addressText(source))) {
        const judgement = judge(reach, chain, service.id, packet, source);
        if (judgement !== null) yield judgement;
      }
    }
  }
}

function judge(
  reach: Reach,
  chain: Chain,
  service: ServiceId,
  packet: Packet,
  source: Address,
): Difference | Doubt | null {
  const { allowed, by } = reach.askPort(packet.source, packet.protocol, packet.port);
  const { fate, rule } = decide(chain, packet);
  if (fate === 'cannot-tell') return 'cannot-tell';
  if ((fate === 'allowed') === allowed) return null;
  if (!allowed && mayBelongToUnknown(reach, service, rule)) return 'incomplete';
  const networks = allowed ? networksOfCause(by[0]) : sourcesOf(rule);
  const network = networks.find((candidate) => contains(candidate, source))?.cidr;
  return {
    service,
    address: packet.source,
    network: network ?? (chain.family === 4 ? '0.0.0.0/0' : '::/0'),
    model: allowed,
    running: !allowed,
  };
}

/** Opened for a named network, while the model misses hosts: of providers (they get SIP), or of a rule (anything). */
function mayBelongToUnknown(reach: Reach, service: ServiceId, rule: RunningRule | null): boolean {
  if (reach.complete || sourcesOf(rule).length === 0) return false;
  return service === 'SIP' || reach.unresolved.some(({ kind }) => kind === 'rule');
}

function networksOfCause(cause: Cause | undefined): readonly Network[] {
  if (cause?.kind === 'rule') return networksOf(cause.network);
  return cause?.kind === 'provider' ? networksOf(cause.host) : [];
}

function sourcesOf(rule: RunningRule | null): readonly Network[] {
  return (rule?.conditions ?? []).flatMap((condition) => (condition.kind === 'source' ? condition.networks : []));
}

/** First addresses of all stretches within which no rule tells two addresses apart, without those of the PBX itself. */
function turningPoints(reach: Reach, chain: Chain): readonly Address[] {
  const ofModel = reach.services.flatMap(({ id }) => reach.exposure(id).openings.map(({ network }) => network));
  const networks = [...new Set(ofModel)].flatMap((cidr) => networksOf(cidr)).concat(chain.rules.flatMap(sourcesOf));
  const points = chain.family === 4 ? pointsV4(networks) : pointsV6(networks);
  return points.filter(
    (address) => !isLoopback(address) && parseAddress(addressText(address))?.family === chain.family,
  );
}

function pointsV4(networks: readonly Network[]): Address[] {
  const edges = networks.flatMap((network) => (network.family === 4 ? [network.from, network.to] : []));
  const behindLoopback = 128 * 2 ** 24;
  return [...new Set([0, behindLoopback, ...edges])]
    .filter((value) => value < 2 ** 32)
    .map((value) => ({ family: 4, value }));
}

function pointsV6(networks: readonly Network[]): Address[] {
  const edges = networks.flatMap((network) => (network.family === 6 ? [network.from, network.to] : []));
  const behindLoopback = 2n;
  const behindMappedV4 = 1n << 48n;
  return [...new Set([0n, behindLoopback, behindMappedV4, ...edges])]
    .filter((value) => value < 1n << 128n)
    .map((value) => ({ family: 6, value }));
}

function packetsOf({ ports }: Service, source: string): Packet[] {
  return ports.flatMap(({ protocol, from, to }) =>
    [...new Set([from, to])].map((port) => ({ source, protocol, port })),
  );
}

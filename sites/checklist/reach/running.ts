/** The rules in force, and whether the model agrees with them. Where they differ, the rules in force win. */
import type { Network as NetworkFacts, RunningRules } from '../facts/types.ts';
import type { Fate } from './effect.ts';
import { fatesAt, groundOf, type Ground } from './ground.ts';
import { addressText, contains, networksOf, type Address, type Network } from './networks.ts';
import { parseChain, sourcesOf, type RunningRule } from './running-lines.ts';
import { decide, type Packet } from './running-packet.ts';
import { EVERYBODY, firstLayers, NONE, spanOf, strideOf } from './stretches.ts';
import type { Cause, Family, Grant, PortRange, Reach, Service, ServiceId } from './types.ts';

export type { Fate } from './effect.ts';
export type { Packet } from './running-packet.ts';

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
 *
 * `network`: the interfaces, for lines that ask for one; null where they are not known.
 */
export function compareWithRunning(
  reach: Reach,
  running: RunningRules,
  network: NetworkFacts | null = null,
): Comparison {
  const doubts = new Set<Doubt>();
  const differences = new Map<string, Difference>();
  const granted = reach.services.flatMap(({ ports }) => ports.flatMap((port) => grantsAt(reach, port)));
  const named = granted.map((grant) => grant.network);
  for (const family of [4, 6] as const) {
    const ground = groundOf(family === 4 ? running.v4 : running.v6, family, network, named);
    if (ground === null) {
      doubts.add('not-read');
      continue;
    }
    for (const judgement of judgeAll(reach, ground)) {
      if (typeof judgement === 'string') {
        doubts.add(judgement);
        continue;
      }
      const key = `${judgement.service} ${judgement.network} ${judgement.model}`;
      if (!differences.has(key)) differences.set(key, judgement);
    }
  }
  const [first, ...others] = differences.values();
  if (first !== undefined) return { agrees: false, differences: [first, ...others] };
  const doubt = DOUBTS.find((reason) => doubts.has(reason));
  return doubt === undefined ? { agrees: true } : { unknown: doubt };
}

/** Both ends of a range of ports fare like all between, or a difference begins there. */
const endsOf = ({ from, to }: PortRange): readonly number[] => (from === to ? [from] : [from, to]);

const grantsAt = (reach: Reach, range: PortRange): readonly Grant[] =>
  endsOf(range).flatMap((port) => reach.grants(range.protocol, port));

function* judgeAll(reach: Reach, ground: Ground): Generator<Difference | Doubt> {
  for (const service of reach.services) {
    for (const range of service.ports) {
      for (const port of endsOf(range)) yield* judgePort(reach, ground, service, { protocol: range.protocol, port });
    }
  }
}

function* judgePort(
  reach: Reach,
  ground: Ground,
  service: Service,
  port: { readonly protocol: PortRange['protocol']; readonly port: number },
): Generator<Difference | Doubt> {
  const { chain, stretches } = ground;
  const { family } = chain;
  const { fates, rules } = fatesAt(port, ground);
  const grants = reach.grants(port.protocol, port.port).filter(({ network }) => network.family === family);
  const first = firstLayers(
    stretches.starts.length,
    grants.map(({ network }, layer) => [layer, [strideOf(stretches, spanOf(network))]] as const),
  );
  for (const [i, start] of stretches.starts.entries()) {
    if (stretches.never[i] === true) continue;
    const grant = grants[first[i] ?? NONE];
    const allowed = grant !== undefined;
    const rule = rules[i] ?? null;
    if (fates[i] === 'cannot-tell') yield 'cannot-tell';
    else if ((fates[i] === 'allowed') !== allowed) {
      if (!allowed && mayBelongToUnknown(reach, service.id, rule)) yield 'incomplete';
      else {
        const source = addressOf(start, family);
        const networks = grant === undefined ? sourcesOf(rule) : networksOfCause(grant.cause);
        const network = networks.find((candidate) => contains(candidate, source))?.cidr ?? EVERYBODY[family];
        yield { service: service.id, address: addressText(source), network, model: allowed, running: !allowed };
      }
    }
  }
}

function addressOf(value: bigint, family: Family): Address {
  return family === 4 ? { family, value: Number(value) } : { family, value };
}

/**
 * Opened for a named network, while the model misses hosts: of providers (they get SIP), or of a rule (anything). Names of
 * providers count wherever there are any: what is in force decides, not what was read in a source.
 */
function mayBelongToUnknown(reach: Reach, service: ServiceId, rule: RunningRule | null): boolean {
  const isAllKnown = reach.complete && reach.unresolved.length === 0;
  if (isAllKnown || sourcesOf(rule).length === 0) return false;
  return service === 'SIP' || reach.unresolved.some(({ kind }) => kind === 'rule');
}

function networksOfCause(cause: Cause): readonly Network[] {
  if (cause.kind === 'rule') return networksOf(cause.network);
  return cause.kind === 'provider' ? networksOf(cause.host) : [];
}

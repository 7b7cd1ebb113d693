/** What becomes of a packet that opens a new connection, by the rules in force. */
import { effectOf, fateOf, MAY_ACCEPT, MAY_DROP, POLICY, type Fate, type PortOf } from './effect.ts';
import { contains, isLoopback, parseAddress, type Address } from './networks.ts';
import type { Chain, RunningRule } from './running-lines.ts';
import type { Protocol } from './types.ts';
import { LOOPBACK, waysInto, type Way } from './ways.ts';

export interface Packet {
  readonly source: string;
  readonly protocol: Protocol;
  readonly port: number;
}

/** The fate, and the rule that decided it; null: the policy. */
export interface Decision {
  readonly fate: Fate;
  readonly rule: RunningRule | null;
}

/** Of ways that lead in, one is enough. */
export const FROM_BEST = ['allowed', 'cannot-tell', 'denied'] as const satisfies readonly Fate[];

export function decide(chain: Chain, packet: Packet, ways: readonly Way[] = waysInto(chain, null)): Decision {
  const address = parseAddress(packet.source);
  if (address?.family !== chain.family) return { fate: 'cannot-tell', rule: null };
  const decisions = (isLoopback(address) ? [LOOPBACK] : ways)
    .filter(({ from }) => from === 'anybody' || from.some((network) => contains(network, address)))
    .map((way) => byWay(chain, address, packet, way));
  const fate = FROM_BEST.find((one) => decisions.some((decision) => decision.fate === one)) ?? 'denied';
  return decisions.find((decision) => decision.fate === fate) ?? { fate, rule: null };
}

function byWay(chain: Chain, address: Address, packet: PortOf, way: Way): Decision {
  let mayBeIn = false;
  let mayBeOut = false;
  const isFrom = (rule: RunningRule) =>
    rule.conditions.every(
      (condition) =>
        condition.kind !== 'source' ||
        condition.networks.some((network) => contains(network, address)) !== condition.negated,
    );
  for (const rule of chain.rules) {
    const effect = isFrom(rule) ? effectOf(rule, chain, packet, way) : null;
    if (effect === 'accepts' || effect === 'drops') return { fate: fateOf(effect, { mayBeIn, mayBeOut }, way), rule };
    mayBeIn ||= MAY_ACCEPT.has(effect);
    mayBeOut ||= MAY_DROP.has(effect);
  }
  return { fate: fateOf(POLICY[chain.policy], { mayBeIn, mayBeOut }, way), rule: null };
}

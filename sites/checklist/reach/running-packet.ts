/** What becomes of one packet that opens a new connection, by the rules in force. */
import { contains, parseAddress, type Address } from './networks.ts';
import type { Chain, Condition, RunningRule } from './running-lines.ts';
import type { Protocol } from './types.ts';

export interface Packet {
  readonly source: string;
  readonly protocol: Protocol;
  readonly port: number;
}

export type Fate = 'allowed' | 'denied' | 'cannot-tell';
/** The fate, and the rule that decided it; null: the policy. */
export interface Decision {
  readonly fate: Fate;
  readonly rule: RunningRule | null;
}

type Fits = 'yes' | 'no' | 'by-content' | 'unclear';

export function decide(chain: Chain, packet: Packet): Decision {
  const address = parseAddress(packet.source);
  if (address?.family !== chain.family) return { fate: 'cannot-tell', rule: null };
  let mayBeIn = false;
  let mayBeOut = false;
  const accepted = (rule: RunningRule | null): Decision => ({ fate: mayBeOut ? 'cannot-tell' : 'allowed', rule });
  const dropped = (rule: RunningRule | null): Decision => ({ fate: mayBeIn ? 'cannot-tell' : 'denied', rule });
  for (const rule of chain.rules) {
    const fits = fitsAll(rule.conditions, address, packet);
    if (fits === 'no' || rule.target === 'nothing' || rule.target === 'bans') continue;
    if (rule.target === 'accept' && fits === 'yes') return accepted(rule);
    if (rule.target === 'drop' && fits === 'yes') return dropped(rule);
    if (rule.target === 'return' && fits === 'yes') break;
    // Drops of scanners and of floods are not reach: whoever sends something else, or slower, passes them.
    if (rule.target === 'drop' && fits === 'by-content') continue;
    mayBeIn ||= rule.target !== 'drop';
    mayBeOut ||= rule.target !== 'accept';
  }
  if (chain.policy === 'unclear') return { fate: 'cannot-tell', rule: null };
  return chain.policy === 'accept' ? accepted(null) : dropped(null);
}

/** One no decides; else the least certain answer. */
function fitsAll(conditions: readonly Condition[], address: Address, packet: Packet): Fits {
  let all: Fits = 'yes';
  for (const condition of conditions) {
    const fits = negate(fitsOne(condition, address, packet), condition.negated);
    if (fits === 'no') return 'no';
    if (fits === 'unclear' || (fits === 'by-content' && all === 'yes')) all = fits;
  }
  return all;
}

function negate(fits: Fits, negated: boolean): Fits {
  if (!negated || fits === 'unclear' || fits === 'by-content') return fits;
  return fits === 'yes' ? 'no' : 'yes';
}

const yesOrNo = (fits: boolean): Fits => (fits ? 'yes' : 'no');

function fitsOne(condition: Condition, address: Address, packet: Packet): Fits {
  switch (condition.kind) {
    case 'source':
      return yesOrNo(condition.networks.some((network) => contains(network, address)));
    case 'protocol':
      return yesOrNo(condition.protocol === packet.protocol);
    case 'ports':
      return yesOrNo(condition.ranges.some(({ from, to }) => from <= packet.port && packet.port <= to));
    case 'loopback':
      return yesOrNo(isLoopback(address));
    case 'always':
      return 'yes';
    case 'never':
      return 'no';
    case 'content':
      return 'by-content';
    case 'unclear':
      return 'unclear';
  }
}

/** What only the PBX itself sends from. */
export function isLoopback(address: Address): boolean {
  return address.family === 4 ? address.value >>> 24 === 127 : address.value === 1n;
}

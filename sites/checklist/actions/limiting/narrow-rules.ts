/** Rules of the firewall that a program can be limited to: each by its id, or the one of the PBX itself, which may be a new one. */
import { ownPublicOf } from '../../exposure/facing.ts';
import { isOffice } from '../../exposure/limits.ts';
import { ownNetworksOf } from '../../exposure/own-networks.ts';
import type { FirewallRule, Parts } from '../../facts/types.ts';
import { networksOf, type Network } from '../../reach/networks.ts';
import { stateOf } from '../categories.ts';
import { covers } from '../space.ts';

/** Chosen: from the PBX itself only. */
export const THIS_PBX = 'pbx';

const RULE_ID = /^[1-9]\d{0,9}$/;
export const LOOPBACK: readonly Network[] = networksOf('127.0.0.1/32');
const LOCAL = networksOf('127.0.0.0/8');

const isLocal = ({ permit }: FirewallRule): boolean => covers(LOCAL, networksOf(permit));

/** What a request can name, and that holds somebody. */
const storedRules = ({ firewall }: Pick<Parts, 'firewall'>): readonly FirewallRule[] =>
  firewall.state === 'known'
    ? firewall.data.rules.filter(({ id, permit }) => RULE_ID.test(id) && networksOf(permit).length > 0)
    : [];

/** Narrow ones, those of our own networks first; a rule that lets nobody in to AMI is of no use to its program. */
export function narrowRules(parts: Parts): readonly FirewallRule[] {
  const home = ownPublicOf(parts.network);
  const own = parts.network.state === 'known' ? ownNetworksOf(parts.network.data) : [];
  const rank = (rule: FirewallRule): number => {
    const isOurs = own.some((network) => covers(networksOf(rule.permit), [network]));
    const isOpen = stateOf(rule, 'AMI') === 'allowed';
    return (isOurs ? 0 : 2) + (isOpen ? 0 : 1);
  };
  return storedRules(parts)
    .filter((rule) => !isLocal(rule) && isOffice(rule.permit, home))
    .map((rule, place) => ({ rule, place, rank: rank(rule) }))
    .sort((one, other) => one.rank - other.rank || one.place - other.place)
    .map(({ rule }) => rule);
}

/** That of the PBX itself; null: there is none yet. */
export const localRule = (parts: Parts): FirewallRule | null =>
  storedRules(parts).find((rule) => isLocal(rule) && covers(networksOf(rule.permit), LOOPBACK)) ?? null;

/** A new one can be made: the first of all would shut out everybody else. */
export const canAddRule = (parts: Parts): boolean =>
  parts.ports.state === 'known' && parts.system.state === 'known' && storedRules(parts).length > 0;

/** Users of AMI without a network, with what each can be limited to; and the web pages that may use ARI. */
import { isPublic, ownPublicOf } from '../../exposure/facing.ts';
import { answersEverybody, networkFlaw } from '../../exposure/program-doors.ts';
import type { FirewallRule, Parts } from '../../facts/types.ts';
import type { Message } from '../../message.ts';
import { networksOf } from '../../reach/networks.ts';
import { amiOwner, type Owner } from '../../secrets/owners.ts';
import { amiSignIns, LONG_ENOUGH, untold, type AmiSignIns } from '../ami-sign-ins.ts';
import { connectedPrograms } from '../connected-programs.ts';
import { releaseOf } from '../preview.ts';
import { programsIn } from '../renewing/programs.ts';
import { covers } from '../space.ts';
import { canAddRule, localRule, narrowRules, THIS_PBX } from './narrow-rules.ts';

export interface Limitable {
  /** Id of the row. */
  readonly id: string;
  readonly owner: Owner;
  readonly flaw: Message;
  /** A module signs in with it, and would be shut out; or no request can name it. */
  readonly bar: 'module' | 'odd' | null;
  /** From where programs sign in with it; null: nobody can tell. */
  readonly seen: AmiSignIns | null;
  /** A rule's id or `pbx`; null: nobody but a person knows. */
  readonly suggested: string | null;
}

/** In the order of the cabinet. */
export function limitablesIn(parts: Parts): readonly Limitable[] {
  const { ami, firewall } = parts;
  if (ami.state === 'unknown' || !ami.data.enabled) return [];
  const rules = firewall.state === 'known' ? firewall.data.rules : null;
  const at = { release: releaseOf(parts), home: ownPublicOf(parts.network) };
  const bars = new Map(programsIn(parts).map(({ owner, bar }) => [owner.id, bar]));
  const suggested = suggestedIn(parts);
  return ami.data.users.flatMap((user): Limitable[] => {
    const flaw = networkFlaw(user, rules, at);
    if (flaw === null) return [];
    const owner = amiOwner(user);
    const bar = bars.get(owner.id) ?? null;
    const seen = amiSignIns(parts, user.username);
    return [
      {
        id: user.id,
        owner,
        flaw,
        bar: bar === 'module' || bar === 'odd' ? bar : null,
        seen,
        suggested: suggested(user.system, seen),
      },
    ];
  });
}

function suggestedIn(parts: Parts): (isSystem: boolean, seen: AmiSignIns | null) => Limitable['suggested'] {
  const remote = remoteChoice(parts);
  const local = isLocalPossible(parts) ? THIS_PBX : null;
  const others = untold(parts);
  const isEverybodyTold = parts.connections.state === 'known' && others.length === 0;
  return (isSystem, seen) => {
    if (seen !== null && !seen.complete) return null;
    if (seen !== null && seen.addresses.length > 0) {
      const ours = others.filter((address) => !isPublic(address));
      // No rule holds the PBX itself and somebody else.
      return seen.pbx === null ? narrowest(parts, [...seen.addresses.map(({ address }) => address), ...ours]) : null;
    }
    // What came with the PBX signs in from there, if anything does.
    if (isSystem) return local ?? remote;
    if (seen !== null && seen.pbx !== null) return isEverybodyTold ? local : null;
    const isUnused = seen !== null && seen.days >= LONG_ENOUGH && isEverybodyTold;
    if (isUnused && local !== null) return local;
    return remote ?? (isNobodyConnected(parts) ? local : null);
  };
}

export const isLocalPossible = (parts: Parts): boolean => localRule(parts) !== null || canAddRule(parts);

const isNobodyConnected = (parts: Parts): boolean =>
  parts.connections.state === 'known' && connectedPrograms(parts).length === 0;

/** The first rule that holds everybody who is connected from our side; null: none does. */
function remoteChoice(parts: Parts): string | null {
  const needed = connectedPrograms(parts)
    .filter((address) => !isPublic(address))
    .flatMap(networksOf);
  return narrowRules(parts).find(({ permit }) => covers(networksOf(permit), needed))?.id ?? null;
}

/** The narrowest rule that holds all of them; null: none does. */
function narrowest(parts: Parts, addresses: readonly string[]): string | null {
  const needed = addresses.flatMap(networksOf);
  const [first, ...others] = narrowRules(parts).filter(({ permit }) => covers(networksOf(permit), needed));
  if (first === undefined) return null;
  const isWithin = (inner: FirewallRule, outer: FirewallRule) =>
    covers(networksOf(outer.permit), networksOf(inner.permit));
  return others.reduce((best, rule) => (isWithin(rule, best) && !isWithin(best, rule) ? rule : best), first).id;
}

/** Pages that ARI can be left to: the cabinet's own addresses. Empty: it answers not everybody, or is off. */
export function proposedOrigins({ ari, network }: Parts): readonly string[] {
  if (ari.state === 'unknown' || !ari.data.enabled || !answersEverybody(ari.data.origins)) return [];
  const addresses =
    network.state === 'known'
      ? network.data.interfaces.flatMap((one) => one.addresses.map((cidr) => cidr.replace(/\/\d+$/, '')))
      : [];
  const hosts = addresses.filter((text) => /^\d+(\.\d+){3}$/.test(text) && !text.startsWith('127.'));
  const first = hosts.find((host) => !isPublic(host)) ?? hosts[0] ?? '127.0.0.1';
  return [`https://${first}`];
}

export const ORIGIN = /^https?:\/\/(?:[a-z0-9](?:[a-z0-9.-]{0,198}[a-z0-9])?|\[[0-9a-f:]{2,39}\])(?::[1-9]\d{0,4})?$/;
/** That one step holds. */
export const MOST_ORIGINS = 20;

/** As typed: with blanks, commas or lines between them. */
export const originsIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .toLowerCase()
      .split(/[\s,]+/)
      .map((one) => one.replace(/\/+$/, ''))
      .filter((one) => one !== ''),
  ),
];

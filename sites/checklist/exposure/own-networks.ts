/**
 * Which private networks are this PBX's own. Private alone means little: a rented server may share 10.0.0.0/8 with
 * strangers. So a range on no interface, tunnel or route of this PBX is asked about, once.
 */
import type { AttestationLookup } from '../attestations.ts';
import type { Network as NetworkFacts } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { isWithin, networksOf, type Network } from '../reach/networks.ts';
import type { Question } from '../report/types.ts';
import { isPublicOpening, sizeOf } from './limits.ts';

export const OWN_NETWORK = 'own-network';
const VALID_DAYS = 365;

/** `own`: seen on this PBX or confirmed; `foreign`: a person said that it is not ours; `asked`: nobody said yet. */
export type Owner = 'own' | 'foreign' | 'asked';

export function ownNetworksOf({ interfaces, routes }: NetworkFacts): readonly Network[] {
  const attached = interfaces.flatMap(({ addresses, vpn }) =>
    addresses.filter((address) => vpn || !isCarrierNat(address)),
  );
  // A default route leads to everybody; so do public ones.
  return [...attached, ...routes].filter((cidr) => !isPublicOpening(sizeOf(cidr))).flatMap(networksOf);
}

export function ownerOf(cidr: string, own: readonly Network[], attested: AttestationLookup): Owner {
  const networks = networksOf(cidr);
  if (networks.length > 0 && networks.every((network) => own.some((outer) => isWithin(network, outer)))) return 'own';
  const answer = attested(OWN_NETWORK, cidr);
  if (answer.state !== 'valid') return 'asked';
  const said = answer.attestation.answer.trim().toLowerCase();
  return said === 'yes' ? 'own' : said === 'no' ? 'foreign' : 'asked';
}

/** Why a network is asked about: the true reason of several. `facts` null: the interfaces were not read. */
export function whyAsked(cidr: string, facts: NetworkFacts | null): Message {
  if (facts === null) return say('exposure.whose.unseen', { network: cidr });
  const asked = networksOf(cidr);
  const shared = facts.interfaces.find(({ addresses }) =>
    addresses.some((address) =>
      networksOf(address).some((outer) => asked.length > 0 && asked.every((network) => isWithin(network, outer))),
    ),
  );
  if (shared !== undefined) return say('exposure.whose.shared', { network: cidr, name: shared.name });
  const part = partOn(asked, facts);
  return part === null
    ? say('exposure.whose', { network: cidr })
    : say('exposure.whose.wider', { network: cidr, ...part });
}

/** What of it this PBX holds: 10.0.0.0/8 where an interface has 10.1.2.3/24, or all of a mesh VPN that gave out one address. */
function partOn(
  asked: readonly Network[],
  { interfaces }: NetworkFacts,
): { readonly part: string; readonly name: string } | null {
  const parts = interfaces.flatMap(({ name, addresses }) =>
    addresses.flatMap(networksOf).map((network) => ({ network, name })),
  );
  const inside = parts.find(({ network }) => asked.some((outer) => isWithin(network, outer)));
  return inside === undefined ? null : { part: inside.network.cidr, name: inside.name };
}

export function askOwnNetwork(network: string): Question {
  return {
    item: OWN_NETWORK,
    subject: network,
    says: say('exposure.ask.own', { network }),
    kind: 'confirm',
    choices: [
      { value: 'yes', says: say('exposure.ask.own.yes') },
      { value: 'no', says: say('exposure.ask.own.no') },
    ],
    validDays: VALID_DAYS,
  };
}

/** The network between a carrier and its customers: the neighbours there are strangers. */
const CARRIER_NAT = networksOf('100.64.0.0/10');
const isCarrierNat = (cidr: string) =>
  networksOf(cidr).some((network) => CARRIER_NAT.some((outer) => isWithin(network, outer)));

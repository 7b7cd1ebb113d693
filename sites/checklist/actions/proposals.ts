/**
 * For whom a firewall that is switched on needs rules: the person who asks, the networks of this PBX, its VPNs, providers,
 * phones and people elsewhere. Each with what is known of it, so that a person can judge; whoever may be a stranger is
 * shown, and not ticked.
 */
import type { Parts } from '../facts/types.ts';
import type { Message } from '../message.ts';
import { isOldRelease } from '../reach/enforcement.ts';
import { networksOf, type Network } from '../reach/networks.ts';
import { remembered } from '../reach/remembered.ts';
import type { ServiceId } from '../reach/types.ts';
import { usersOf } from '../users/users.ts';
import type { Person } from './action.ts';
import { allowsAll, categoriesOf } from './categories.ts';
import { openedBy } from './own-network.ts';
import { elsewhere } from './proposed/elsewhere.ts';
import { ownPlaces } from './proposed/own.ts';
import { providerPlaces } from './proposed/providers.ts';
import { isAllIn, spaceOf, type Space } from './space.ts';
import { wideRules } from './wide-rules.ts';

/** `person`: who asks; `own`: a network of this PBX; `user`: somebody who signed in or is connected. */
export type PlaceKind = 'person' | 'own' | 'vpn' | 'provider' | 'phone' | 'user';

export interface Proposal {
  /** The same in every reading. */
  readonly id: string;
  readonly kind: PlaceKind;
  /** '': not known; a person has to say it. */
  readonly network: string;
  readonly services: readonly ServiceId[];
  /** Ticked at first. */
  readonly on: boolean;
  /** What it is and what was seen there. Holds text of strangers. */
  readonly evidence: readonly Message[];
}

/** One place of one source, before places of several sources are joined. */
export interface Place extends Omit<Proposal, 'id' | 'services'> {
  /** Of what has no network yet. */
  readonly id?: string;
  readonly services: Iterable<ServiceId>;
}

export function proposalsFor(parts: Parts, person: Person): readonly Proposal[] {
  const { firewall, ports, system } = parts;
  if (firewall.state === 'unknown' || ports.state === 'unknown' || system.state === 'unknown') return [];
  const facts = { ...parts, firewall, ports, system };
  const isOld = isOldRelease(system.data.release);
  const users = usersOf(facts);
  const own = joined(ownPlaces(facts, person, users), isOld);
  const others = joined([...providerPlaces(facts), ...elsewhere(facts, users)], isOld);
  const given = givenBy(facts, own);
  const isGiven = ({ network, services }: Proposal) =>
    network !== '' && services.every((service) => networksOf(network).every((one) => isAllIn(given(service), one)));
  const ids = new Set(own.map(({ id }) => id));
  return [...own, ...others.filter((other) => !ids.has(other.id) && !isGiven(other))];
}

/** Places of one network are one. */
function joined(places: readonly Place[], isOld: boolean): Proposal[] {
  const byId = new Map<string, Proposal>();
  for (const { id: given, network: written, services, ...place } of places) {
    const [network, ...more] = networksOf(written);
    // 2024 filters no IPv6: nothing closes for them.
    if (network === undefined ? written !== '' : more.length > 0 || (isOld && network.family === 6)) continue;
    const id = network?.cidr ?? given ?? place.kind;
    const earlier = byId.get(id);
    const is: Proposal = { ...place, id, network: network?.cidr ?? '', services: [...new Set(services)] };
    byId.set(id, earlier === undefined ? is : together(earlier, is));
  }
  return [...byId.values()];
}

const together = (a: Proposal, b: Proposal): Proposal => ({
  ...a,
  services: [...new Set([...a.services, ...b.services])],
  on: a.on || b.on,
  evidence: [...a.evidence, ...b.evidence],
});

/** Who has a service once the firewall is on: by rules that stay as they are, and by the places that are ours. */
function givenBy(
  { firewall, system, modules, ports, network }: Parameters<typeof ownPlaces>[0],
  own: readonly Proposal[],
): (service: ServiceId) => Space {
  const isOld = isOldRelease(system.data.release);
  const categories = categoriesOf(firewall.data.rules, ports.data, modules);
  const wide = new Set(wideRules({ firewall, system, network }).map(({ rule }) => rule));
  const find = (service: ServiceId): readonly Network[] => [
    ...firewall.data.rules
      .filter((rule) => !wide.has(rule) && allowsAll(rule, service, categories))
      .flatMap((rule) => {
        const opened = openedBy(rule, isOld);
        return opened === null || opened === 'a name' ? [] : opened;
      }),
    ...own.filter((one) => one.on && one.services.includes(service)).flatMap((one) => networksOf(one.network)),
  ];
  return remembered((service: ServiceId) => spaceOf(find(service)));
}

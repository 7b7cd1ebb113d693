/**
 * Names of providers that stand for other addresses than before, where the rules still let in the earlier ones: what the provider
 * sends now does not arrive. Earlier addresses are known for 30 days.
 */
import type { Part, PartData, Provider } from '../facts/types.ts';
import { isRead } from '../facts/value.ts';
import { say } from '../message.ts';
import { piecesOf } from '../reach/exposure.ts';
import { networksOf, type Network } from '../reach/networks.ts';
import { isAtLeast, SURELY_PASSES_OVER_NAMES, type Release } from '../release.ts';
import { currentOf, hostsOf, serviceOf } from '../users/named-hosts.ts';
import { holds } from './limits.ts';
import type { Offence } from './offences.ts';
import type { View } from './view.ts';

export const MOVED_USES = ['providers', 'providerHosts'] as const;

interface Facts {
  readonly providers: Part<PartData['providers']>;
  readonly providerHosts: Part<PartData['providerHosts']>;
}

export interface Moved {
  readonly provider: Provider;
  readonly host: string;
  /** New addresses that are not let in. */
  readonly shut: readonly Network[];
  /** Earlier ones, which are. */
  readonly before: readonly string[];
}

export function movedHosts(view: View, { providers, providerHosts }: Facts, release: Release): readonly Moved[] {
  if (view.reach.enforcement !== 'rules' || providers.state === 'unknown' || providerHosts.state === 'unknown')
    return [];
  const named = new Map(providerHosts.data.map((host) => [host.host.toLowerCase(), host]));
  const passesOverNames = isAtLeast(release, SURELY_PASSES_OVER_NAMES) === true;
  const used = providers.data.filter(({ disabled, demo }) => !disabled && !demo);
  return used.flatMap((provider) =>
    hostsOf(provider).flatMap((host): Moved[] => {
      const answer = named.get(host);
      // A line by the name follows it by itself, whenever the firewall is written anew.
      const isLine = !passesOverNames && isRead(provider.hosts) && provider.hosts.some((one) => isSame(one, host));
      if (answer === undefined || isLine) return [];
      const began = Math.min(...answer.addresses.map(({ firstSeen }) => Date.parse(firstSeen)));
      const fresh = currentOf(answer).filter(({ firstSeen }) => Date.parse(firstSeen) > began);
      const isLetIn = (network: Network) => letsIn(view, serviceOf(provider), network);
      const before = answer.addresses.filter((one) => !fresh.includes(one)).map(({ address }) => address);
      const kept = before.filter((address) => networksOf(address).some(isLetIn));
      const shut = fresh.flatMap(({ address }) => networksOf(address)).filter((network) => !isLetIn(network));
      const reached = shut.filter(({ family }) => family === 4 || view.faces[6] === 'public');
      return kept.length > 0 && reached.length > 0 ? [{ provider, host, shut: reached, before: kept }] : [];
    }),
  );
}

export function movedOffences(moved: readonly Moved[]): readonly Offence[] {
  return moved.map(({ provider: { id, name, kind }, host, shut, before }) => {
    const now = shut.map(({ cidr }) => cidr.replace(/\/(?:32|128)$/, ''));
    const says = say('exposure.moved', { provider: name, host, now, before: [...before] });
    const finding = {
      id: `moved:${id}:${host}`,
      severity: 'medium',
      says,
      subject: { kind: 'provider', id, label: name },
      page: { page: kind === 'sip' ? 'provider-sip' : 'provider-iax', id },
    } as const;
    return { finding, softened: says };
  });
}

const isSame = (text: string, host: string): boolean => text.trim().toLowerCase() === host;

const letsIn = ({ measures, unmanagedV6 }: View, service: string, network: Network): boolean =>
  (unmanagedV6 && network.family === 6) ||
  measures.some(
    (measure) =>
      measure.service === service &&
      measure.openings.some((one) => piecesOf(one).some((piece) => holds(piece, network))),
  );

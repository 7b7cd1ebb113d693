/** Who uses this PBX from where a plan closes: each is kept, cut off, or not decided yet. What is suggested is never more than safe. */
import { scannerKind } from '../devices/scanners.ts';
import { homeOf } from '../dialling/home.ts';
import type { Parts } from '../facts/types.ts';
import { networksOf, type Network } from '../reach/networks.ts';
import { rememberedOf } from '../reach/remembered.ts';
import type { ServiceId } from '../reach/types.ts';
import { isInbound } from '../secrets/owners.ts';
import type { Place, Users } from '../users/types.ts';
import { usedIn, usersOf } from '../users/users.ts';
import { attestedIn } from './attested.ts';
import { farIn } from './far-here.ts';
import type { BoxLosses } from './losing.ts';

export const DECISIONS = ['keep', 'cut', 'later'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Somebody who would lose what they use. */
export interface Outsider {
  readonly place: Place;
  readonly network: Network;
  /** What they use and would lose. */
  readonly loses: readonly ServiceId[];
}

/** `places`: as they use this PBX. What a provider uses is not decided: it is kept. */
export function outsidersIn({ places }: Pick<Users, 'places'>, losses: BoxLosses): readonly Outsider[] {
  return places.flatMap((place): Outsider[] => {
    const [network] = networksOf(place.network);
    if (network === undefined) return [];
    const loses = usedIn(place).filter((service) => !isProviders(place, service) && losses.hits(network, service));
    return loses.length === 0 ? [] : [{ place, network, loses }];
  });
}

/** A provider's whole place keeps what the provider uses. */
const isProviders = ({ network, providers }: Place, service: ServiceId): boolean =>
  providers.some((provider) => provider.network === network && provider.service === service);

/**
 * Kept are phones of known accounts, with an ordinary name, from the country of this PBX or from a private network, where
 * nothing else was seen. Programs for break-ins are cut off. Everything else only a person knows.
 */
export const suggestionsFor = rememberedOf((parts: Parts): ((place: Place) => Decision) => {
  const { system, accounts, providers } = parts;
  const far = farIn(parts, usersOf(parts));
  const { country, allowed } = homeOf(attestedIn(parts), system.state === 'known' ? system.data : null);
  const usual = new Set([...(country === null ? [] : [country.id]), ...allowed]);
  const known = new Set([
    ...(accounts.state === 'known'
      ? accounts.data.filter(({ disabled }) => !disabled).map(({ number }) => number)
      : []),
    ...(providers.state === 'known' ? providers.data.filter(isInbound).map(({ id }) => id) : []),
  ]);
  return (place) => {
    const { phones, signIns, connections, kind } = place;
    const isStranger = phones.map(({ phone }) => scannerKind(phone.userAgent) !== null);
    if (isStranger.length > 0 && isStranger.every(Boolean)) return 'cut';
    const isOrdinary = phones.every(({ phone }) => phone.userAgent.trim() !== '' && known.has(phone.account));
    const isAtHome = place.country === null ? kind !== 'address' : usual.has(place.country);
    const talks = new Set<ServiceId>(phones.map(({ service }) => service));
    const isOnlyPhones =
      signIns.length === 0 && connections.every(({ services }) => services.some((service) => talks.has(service)));
    const isFar = phones.some(({ phone }) => far(phone) !== null);
    const isSure = phones.length > 0 && !isStranger.some(Boolean) && isOrdinary && isAtHome && isOnlyPhones && !isFar;
    // Behind a router there may be anybody.
    return isSure && kind !== 'router' ? 'keep' : 'later';
  };
});

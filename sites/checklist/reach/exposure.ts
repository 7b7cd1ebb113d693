/** Everything a service is open to, and how much of the public internet that is. */
import type { Entry } from './entries.ts';
import { networksOf } from './networks.ts';
import { publicV4, publicV6Prefix, type Piece } from './public.ts';
import type { Exposure, Opening, ServiceId } from './types.ts';

/** More than this many public IPv4 addresses, or wider than this IPv6 prefix, is "the public at large". */
export const AT_LARGE_V4 = 65_536;
export const AT_LARGE_V6 = 48;

export function openingOf({ cause, network }: Entry): Opening {
  return {
    cause,
    network: network.cidr,
    family: network.family,
    publicAddresses: publicV4([network]),
    publicV6Prefix: publicV6Prefix([network]),
  };
}

/** The addresses that an opening really opens. */
export function piecesOf({ network, parts }: Pick<Opening, 'network' | 'parts'>): readonly Piece[] {
  return parts ?? networksOf(network);
}

/** Sums of any openings, with or without a cause. */
export type ExposureOf<O> = Omit<Exposure, 'openings'> & { readonly openings: readonly O[] };

/** Sums openings up by union; also for a part of them, for instance without those of one cause. */
export function exposureOf<O extends Omit<Opening, 'cause'>>(
  service: ServiceId,
  openings: readonly O[],
): ExposureOf<O> {
  const pieces = openings.flatMap(piecesOf);
  const v4 = publicV4(pieces);
  const v6 = publicV6Prefix(pieces);
  const withoutPublic = openings.filter((opening) => opening.publicAddresses === 0 && opening.publicV6Prefix === null);
  return {
    service,
    openings,
    publicV4: v4,
    publicV6Prefix: v6,
    atLarge: v4 > AT_LARGE_V4 || (v6 !== null && v6 < AT_LARGE_V6),
    privateNetworks: [...new Set(withoutPublic.map(({ network }) => network))],
  };
}

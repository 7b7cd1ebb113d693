/** How wide is narrow. "At large" is the reach model's own (more than 65,536 IPv4 addresses, wider than a /48). */
import { exposureOf, piecesOf, type ExposureOf } from '../reach/exposure.ts';
import { networksOf, type Network } from '../reach/networks.ts';
import { publicV4, publicV6Prefix, type Piece } from '../reach/public.ts';
import { union } from '../reach/ranges.ts';
import { EVERYBODY } from '../reach/stretches.ts';
import type { Exposure, Family, Opening } from '../reach/types.ts';

/** A public /24, or one IPv6 /56, what a provider gives a customer (RFC 6177): an office, a provider. */
export const NARROW_V4 = 256;
const NARROW_V6 = 56;
/** What narrow networks may come to in all: 1,024 addresses, or as many /56s as those are /24s. */
const NARROW_IN_ALL_V4 = 1024;
const NARROW_IN_ALL_V6 = 54;
/** Some customers get that much. It is theirs where the PBX itself is in it. */
const HOME_V6 = 48;

type Size = Pick<Opening, 'publicAddresses' | 'publicV6Prefix'>;

/** No public address at all is narrow, too. */
export function isNarrow({ publicAddresses, publicV6Prefix: v6 }: Size): boolean {
  return publicAddresses <= NARROW_V4 && (v6 === null || v6 >= NARROW_V6);
}

function isNarrowInAll({ publicV4: v4, publicV6Prefix: v6 }: Pick<Exposure, 'publicV4' | 'publicV6Prefix'>): boolean {
  return v4 <= NARROW_IN_ALL_V4 && (v6 === null || v6 >= NARROW_IN_ALL_V6);
}

type Networks = Omit<Opening, 'cause'>;
export interface Narrowness {
  /** Is this opening narrow by itself? */
  of(opening: Networks): boolean;
  /** Are all of them: each one together with what lies beside it, and the sum? */
  readonly ofAll: boolean;
}

/**
 * Of everything that one service is open to. Neighbours are joined first: two halves of a network are that network.
 * `own`: addresses of this PBX. Its own IPv6 network, up to a /48, is one customer. `room`: single addresses to come.
 */
export function narrownessOf(openings: readonly Networks[], own: readonly Network[], room = 0): Narrowness {
  const joined = joinedPieces(openings.flatMap(piecesOf));
  const isOne = (piece: Piece) => isHome(piece, own) || isNarrow(sizeOfPieces([piece]));
  const strangers = joined.filter((piece) => !isHome(piece, own));
  const v6 = publicV6Prefix(strangers);
  const sum = { publicV4: publicV4(strangers) + room, publicV6Prefix: v6 === null || room === 0 ? v6 : v6 - 1 };
  return {
    of: (opening) => joinedPieces(piecesOf(opening)).every(isOne),
    ofAll: joined.every(isOne) && isNarrowInAll(sum),
  };
}

/** A permit that holds no more strangers than an office has addresses; `own` as above. None where it is malformed. */
export function isOffice(permit: string, own: readonly Network[]): boolean {
  return isNarrow(sizeOfPieces(networksOf(permit).filter((network) => !isHome(network, own))));
}

/** The IPv6 network of this PBX itself is one customer's. */
const isHome = (piece: Piece, own: readonly Network[]): boolean =>
  piece.family === 6 && (publicV6Prefix([piece]) ?? 0) >= HOME_V6 && own.some((address) => holds(piece, address));

function joinedPieces(pieces: readonly Piece[]): readonly Piece[] {
  const v4 = union(pieces.flatMap((piece) => (piece.family === 4 ? [piece] : [])));
  const v6 = union(pieces.flatMap((piece) => (piece.family === 6 ? [piece] : [])));
  return [
    ...v4.map((range) => ({ family: 4, ...range }) as const),
    ...v6.map((range) => ({ family: 6, ...range }) as const),
  ];
}

export const holds = (piece: Piece, address: Network): boolean =>
  piece.family === address.family && piece.from <= address.from && address.to <= piece.to;

/** Does this opening alone amount to the public at large? */
export function isAtLarge(opening: Omit<Opening, 'cause'>): boolean {
  return exposureOf('', [opening]).atLarge;
}

/** Everybody of a family, but for holes that change nothing about it. */
export function isEverybody({
  network,
  family,
  parts,
  publicAddresses,
  publicV6Prefix: v6,
}: Omit<Opening, 'cause'>): boolean {
  if (network !== EVERYBODY[family]) return false;
  if (parts === undefined) return true;
  return family === 4 ? publicAddresses > 2 ** 31 : v6 !== null && v6 <= 1;
}

export function isPublicOpening({ publicAddresses, publicV6Prefix: v6 }: Size): boolean {
  return publicAddresses > 0 || v6 !== null;
}

/** Size of a permit as stored; a malformed one has none. */
export function sizeOf(permit: string): Size {
  return sizeOfPieces(networksOf(permit));
}

export function sizeOfPieces(pieces: readonly Piece[]): Size {
  return { publicAddresses: publicV4(pieces), publicV6Prefix: publicV6Prefix(pieces) };
}

/** Families in which a service that is open at large is so; by many narrow networks together: what they are of. */
export function widelyOpenIn<O extends Omit<Opening, 'cause'>>({
  openings,
  publicV4: v4,
}: ExposureOf<O>): readonly Family[] {
  const alone = openings.filter(isAtLarge).map(({ family }) => family);
  return alone.length > 0 ? alone : [v4 > 0 ? 4 : 6];
}

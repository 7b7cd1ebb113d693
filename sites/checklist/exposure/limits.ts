/** How wide is narrow. "At large" is the reach model's own (more than 65,536 IPv4 addresses, wider than a /48). */
import { exposureOf, type ExposureOf } from '../reach/exposure.ts';
import { networksOf } from '../reach/networks.ts';
import { publicV4, publicV6Prefix } from '../reach/public.ts';
import { EVERYBODY } from '../reach/stretches.ts';
import type { Exposure, Family, Opening } from '../reach/types.ts';

/** A public /24, or one IPv6 /64: an office, a provider. */
const NARROW_V4 = 256;
const NARROW_V6 = 64;
/** What narrow networks may come to in all: 1,024 addresses, or as many /64s as those are /24s. */
const NARROW_IN_ALL_V4 = 1024;
const NARROW_IN_ALL_V6 = 62;

type Size = Pick<Opening, 'publicAddresses' | 'publicV6Prefix'>;

/** No public address at all is narrow, too. */
export function isNarrow({ publicAddresses, publicV6Prefix: v6 }: Size): boolean {
  return publicAddresses <= NARROW_V4 && (v6 === null || v6 >= NARROW_V6);
}

export function isNarrowInAll({
  publicV4: v4,
  publicV6Prefix: v6,
}: Pick<Exposure, 'publicV4' | 'publicV6Prefix'>): boolean {
  return v4 <= NARROW_IN_ALL_V4 && (v6 === null || v6 >= NARROW_IN_ALL_V6);
}

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
  const networks = networksOf(permit);
  return { publicAddresses: publicV4(networks), publicV6Prefix: publicV6Prefix(networks) };
}

/** Families in which a service that is open at large is so; by many narrow networks together: what they are of. */
export function widelyOpenIn<O extends Omit<Opening, 'cause'>>({
  openings,
  publicV4: v4,
}: ExposureOf<O>): readonly Family[] {
  const alone = openings.filter(isAtLarge).map(({ family }) => family);
  return alone.length > 0 ? alone : [v4 > 0 ? 4 : 6];
}

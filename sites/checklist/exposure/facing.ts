/**
 * What stands between this PBX and the internet, as far as its own addresses tell. A public address on an interface is
 * reachable as such; with private ones a router decides, and nobody can say from here what it forwards.
 */
import type { Network, Part } from '../facts/types.ts';
import { networksOf, parseAddress, type Network as AddressRange } from '../reach/networks.ts';
import { isPublicV4, publicV4, publicV6Prefix } from '../reach/public.ts';
import type { Family } from '../reach/types.ts';

/** `public`: an interface holds a public address; `router`: none does; `unknown`: the addresses could not be read. */
export type Facing = 'public' | 'router' | 'unknown';
export type Faces = Readonly<Record<Family, Facing>>;

export interface PublicAddress {
  readonly interface: string;
  readonly address: string;
  readonly family: Family;
}

/** CGNAT, link-local, ULA and documentation addresses are not public (the tables of the reach model). */
export function isPublic(address: string): boolean {
  const text = hostOf(address);
  // Asked of every phone. IPv4 written as IPv6 is none.
  const read = text.includes(':') ? null : parseAddress(text);
  if (read?.family === 4) return isPublicV4(read.value);
  const host = networksOf(text);
  return publicV4(host) > 0 || publicV6Prefix(host) !== null;
}

export function publicAddressesOf(network: Network): readonly PublicAddress[] {
  return addressesOf(network).filter(({ address }) => isPublic(address));
}

/** The same as networks of one address; none where they could not be read. */
export function ownPublicOf(network: Part<Network>): readonly AddressRange[] {
  if (network.state === 'unknown') return [];
  return publicAddressesOf(network.data).flatMap(({ address }) => networksOf(address));
}

export function facesOf(network: Part<Network>): Faces {
  if (network.state === 'unknown' || addressesOf(network.data).length === 0) return { 4: 'unknown', 6: 'unknown' };
  const families = new Set(publicAddressesOf(network.data).map(({ family }) => family));
  return { 4: families.has(4) ? 'public' : 'router', 6: families.has(6) ? 'public' : 'router' };
}

/** Addresses of the PBX itself, as they are written; without prefix. */
export function ownAddressesOf(network: Network): readonly string[] {
  return addressesOf(network).map(({ address }) => address);
}

/** Every readable address of the interfaces, without its prefix. */
function addressesOf(network: Network): PublicAddress[] {
  return network.interfaces.flatMap(({ name, addresses }) =>
    addresses.map(hostOf).flatMap((address) => {
      const family = networksOf(address)[0]?.family;
      return family === undefined ? [] : [{ interface: name, address, family }];
    }),
  );
}

const hostOf = (cidr: string) => cidr.trim().split('/', 1)[0] ?? '';

/**
 * The network around the person who asks. An address alone is a poor key where the next one differs: VPN servers and offices
 * hand out others, and over IPv6 a computer takes a new one every day (RFC 8981) out of the /64 of its network.
 */
import { ownNetworksOf } from '../exposure/own-networks.ts';
import type { Parts } from '../facts/types.ts';
import { addressText, networksOf, parseAddress, type Address } from '../reach/networks.ts';
import type { Asker } from './action.ts';
import { holds } from './space.ts';

type WhoAsks = Pick<Asker, 'address' | 'seen'>;

/** `vpn`: private, and on no interface or route of this PBX; `router`: others come from it; `v6`: a changing address. */
export interface CameFrom {
  readonly network: string;
  readonly because: 'vpn' | 'router' | 'v6';
}

/** The prefix of one network, by family. */
const AROUND = { 4: 24, 6: 64 } as const;
/** An address that was given by hand is low in its network: ::7, not ::3d1f:9a02:77c4:11ab. */
const BY_HAND = 2n ** 32n;

/** Where networks of offices and of VPNs are made (RFC 1918, RFC 4193). */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].flatMap(networksOf);

/** null: the address alone says it, or one of this PBX's own networks holds it. */
export function cameFrom({ network }: Pick<Parts, 'network'>, { address: text, seen }: WhoAsks): CameFrom | null {
  const address = parseAddress(text);
  if (address === null || (seen !== 'direct' && seen !== 'gateway')) return null;
  const attached = network.state === 'known' ? ownNetworksOf(network.data) : [];
  const own = attached.find((one) => holds([one], address));
  const isPrivate = holds(PRIVATE, address);
  if (seen === 'gateway') {
    return isPrivate ? { network: own?.cidr ?? around(address), because: 'router' } : null;
  }
  if (own !== undefined) return null;
  if (isPrivate) return { network: around(address), because: 'vpn' };
  const isChanging = holds(GLOBAL_V6, address) && isMadeUp(address);
  return isChanging ? { network: around(address), because: 'v6' } : null;
}

const GLOBAL_V6 = networksOf('2000::/3');
const isMadeUp = (address: Address): boolean => address.family === 6 && address.value % 2n ** 64n >= BY_HAND;

const around = (address: Address): string => {
  const [network] = networksOf(`${addressText(address)}/${AROUND[address.family]}`);
  return network?.cidr ?? '';
};

/** Which place an address belongs to. */
import { ownInterfaces } from '../exposure/docker.ts';
import { ownAddressesOf } from '../exposure/facing.ts';
import { isOffice } from '../exposure/limits.ts';
import { ownNetworksOf } from '../exposure/own-networks.ts';
import {
  addressText,
  contains,
  isLoopback,
  networksOf,
  parseAddress,
  type Address,
  type Network,
} from '../reach/networks.ts';
import type { PlaceKind, UsersParts } from './types.ts';

export interface Where {
  readonly network: string;
  readonly kind: PlaceKind;
  readonly name: string;
}
export interface Places {
  /** null: no address, or one of the PBX itself. */
  of(text: string): Where | null;
  /** Where a whole network of a provider is; null: it is no network, or wider than an office. */
  ofProvider(cidr: string): Where | null;
  /** All own networks, smallest first. */
  readonly own: readonly Where[];
}

interface Known {
  readonly where: Where;
  readonly network: Network;
}

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].flatMap(networksOf);
/** Spoken inside one cable only, so that no rule is made for it. */
const LINK_LOCAL = ['169.254.0.0/16', 'fe80::/10'].flatMap(networksOf);
/** So much of an IPv6 network is one customer's line; a computer takes a new address in it every day (RFC 8981). */
const AROUND = { private: { 4: 24, 6: 64 }, public: { 4: 32, 6: 64 } } as const;

/** `providers`: their networks, which hold what comes from them together. */
export function placesOf(parts: UsersParts, providers: readonly string[]): Places {
  const own = ownIn(parts);
  const self = new Set(parts.network.state === 'known' ? ownAddressesOf(parts.network.data).flatMap(normal) : []);
  const routers = routersIn(parts);
  const narrow = distinct(
    providers
      .flatMap(networksOf)
      .filter(({ cidr }) => isOffice(cidr, []))
      .map((network) => ({ where: { network: network.cidr, kind: 'address' as const, name: '' }, network })),
  );
  const outsideOf = (address: Address): Where => {
    const provider = narrow.find(({ network }) => contains(network, address));
    if (provider !== undefined) return provider.where;
    const isPrivate = PRIVATE.some((network) => contains(network, address));
    const length = AROUND[isPrivate ? 'private' : 'public'][address.family];
    const [network] = networksOf(`${addressText(address)}/${length}`);
    return { network: network?.cidr ?? '', kind: isPrivate ? 'private' : 'address', name: '' };
  };
  const of = (text: string): Where | null => {
    const address = parseAddress(text.trim());
    if (address === null || isLoopback(address)) return null;
    const normalText = addressText(address);
    if (self.has(normalText)) return null;
    if (routers.has(normalText)) return { network: networksOf(normalText)[0]?.cidr ?? '', kind: 'router', name: '' };
    return own.find(({ network }) => contains(network, address))?.where ?? outsideOf(address);
  };
  return {
    of,
    ofProvider(cidr) {
      const [network, ...more] = networksOf(cidr);
      if (network === undefined || more.length > 0 || !isOffice(cidr, [])) return null;
      return of(addressText(firstOf(network)));
    },
    own: own
      .filter(({ network }) => !LINK_LOCAL.some((local) => contains(local, firstOf(network))))
      .map(({ where }) => where),
  };
}

/** Own networks by how this PBX has them; a single address of an interface is the PBX itself and nobody else. */
function ownIn({ network, vpn }: UsersParts): readonly Known[] {
  const facts = network.state === 'known' ? network.data : null;
  const tunnels = vpn.state === 'known' ? vpn.data : [];
  const known = (kind: PlaceKind, name: string, cidr: string): Known[] =>
    networksOf(cidr)
      .filter((one) => one.prefix < (one.family === 4 ? 32 : 128))
      .map((one) => ({ where: { network: one.cidr, kind, name }, network: one }));
  // Of private ones only: a route to everybody, and the network between a carrier and its customers, are not ours.
  const ours = new Set(
    ownNetworksOf({
      interfaces: [
        ...(facts?.interfaces ?? []),
        ...tunnels.map(({ name, networks }) => ({ name, addresses: [...networks], internet: false, vpn: true })),
      ],
      routes: facts?.routes ?? [],
      topology: 'private',
      externalAddress: '',
      externalHost: '',
    }).map(({ cidr }) => cidr),
  );
  return distinct(
    [
      ...(facts?.interfaces ?? []).flatMap(({ name, addresses, vpn: isTunnel }) =>
        addresses.flatMap((cidr) => known(isTunnel ? 'vpn' : 'lan', name, cidr)),
      ),
      ...tunnels.flatMap(({ name, networks }) => networks.flatMap((cidr) => known('vpn', name, cidr))),
      ...(facts?.routes ?? []).flatMap((cidr) => known('routed', '', cidr)),
    ].filter(({ network: { cidr } }) => ours.has(cidr)),
  );
}

/** Addresses that stand for others: routers, and in a bridged container its gateway. */
function routersIn({ network, system }: UsersParts): ReadonlySet<string> {
  if (network.state === 'unknown') return new Set();
  const gateways = (network.data.gateways ?? []).flatMap(normal);
  const hidesAll =
    system.state === 'known' &&
    system.data.container.kind === 'docker' &&
    system.data.container.network !== 'host' &&
    ownInterfaces(system.data.container, network).length === 0;
  if (!hidesAll) return new Set(gateways);
  // Where the gateway was not told, Docker's own is the first address of the bridge.
  const bridges = network.data.interfaces.flatMap(({ addresses }) => addresses.flatMap(networksOf));
  const firsts = bridges.flatMap((bridge) =>
    bridge.family === 4 ? [addressText({ family: 4, value: bridge.from + 1 })] : [],
  );
  return new Set([...gateways, ...firsts]);
}

const firstOf = (network: Network): Address =>
  network.family === 4 ? { family: 4, value: network.from } : { family: 6, value: network.from };

const normal = (text: string): string[] => {
  const address = parseAddress(text);
  return address === null ? [] : [addressText(address)];
};

/** The first of each network; the smallest first, so that what is found first is the closest. */
function distinct(all: readonly Known[]): readonly Known[] {
  const seen = new Map<string, Known>();
  for (const one of all) if (!seen.has(one.network.cidr)) seen.set(one.network.cidr, one);
  return [...seen.values()].sort(
    (a, b) => b.network.prefix - a.network.prefix || (a.network.cidr < b.network.cidr ? -1 : 1),
  );
}

/** How a Docker container is connected: behind its host, as its host, or beside it with an address of its own. */
import type { Network as NetworkFacts, Part, System } from '../facts/types.ts';
import { isWithin, networksOf } from '../reach/networks.ts';

type Container = System['container'];

/** Networks that Docker gives to bridges by itself (default-address-pools of its documentation), by their size. */
const POOLS = [
  { networks: networksOf('172.16.0.0/12'), prefix: 16 },
  { networks: networksOf('192.168.0.0/16'), prefix: 20 },
];

/**
 * Interfaces with an address of their own in the network of the host (macvlan, ipvlan): their traffic never passes the
 * host's firewall, so neither the host nor a bouncer there sees it. By their kind where the reader told it; else by
 * addresses that Docker does not give to bridges.
 */
export function ownInterfaces(container: Container, network: Part<NetworkFacts>): readonly string[] {
  if (container.kind !== 'docker' || container.network === 'host') return [];
  if (container.ownInterfaces !== undefined) return container.ownInterfaces;
  if (network.state === 'unknown') return [];
  const wired = network.data.interfaces.filter(({ vpn, addresses }) => !vpn && addresses.some(isV4));
  // One that was seen to be an end of a pair is a bridge's, whatever range somebody chose for it.
  if (container.network === 'bridge' && wired.length < 2) return [];
  return wired.filter(({ addresses }) => !addresses.filter(isV4).every(isOfDocker)).map(({ name }) => name);
}

const isV4 = (cidr: string) => networksOf(cidr)[0]?.family === 4;

const isOfDocker = (cidr: string) =>
  networksOf(cidr).every((inner) =>
    POOLS.some(({ networks, prefix }) => inner.prefix === prefix && networks.some((outer) => isWithin(inner, outer))),
  );

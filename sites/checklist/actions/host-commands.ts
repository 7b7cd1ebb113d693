/**
 * What closes ports where Core cannot: commands for the host of a container, or for the router. To be read and run by
 * a person; every value in them is a number or a normalised network.
 */
import type { Parts, PartData } from '../facts/types.ts';
import { networksOf, type Network } from '../reach/networks.ts';

/** iptables takes no more ports in one line. */
const MOST_PORTS = 15;

type Tool = 'iptables' | 'ip6tables';

/** One line for ours, one for the others; the last one inserted stands first. */
function lines(chain: string, to: string, ports: readonly number[], ours: readonly Network[]): string[] {
  return (['iptables', 'ip6tables'] as const).flatMap((tool) =>
    chunks(ports).flatMap((list) => {
      const match = `${to}-p tcp -m multiport --dports ${list.join()}`;
      const own = ours.filter(({ family }) => (tool === 'iptables' ? family === 4 : family === 6));
      return [
        `${tool} -I ${chain} ${match} -j DROP`,
        ...own.map(
          ({ cidr }) => `${tool} -I ${chain} -s ${cidr} ${match} -j ${chain === 'INPUT' ? 'ACCEPT' : 'RETURN'}`,
        ),
      ];
    }),
  );
}

/** `ports`: of the PBX itself. In a bridge of Docker they are those behind the published ones. */
export function hostCommands(
  container: PartData['system']['container'],
  network: Parts['network'],
  ports: readonly number[],
  ours: readonly Network[],
): readonly string[] {
  if (container.kind === 'docker') {
    return lines(container.network === 'host' ? 'INPUT' : 'DOCKER-USER', '', ports, ours);
  }
  const v4 = addressesOf(network).filter(({ family }) => family === 4);
  return v4.flatMap((address) => {
    const all = lines('FORWARD', `-d ${bare(address)} `, ports, ours);
    return all.filter((line) => toolOf(line) === 'iptables');
  });
}

/** IPv6 that the release leaves open, closed on the router in front. */
export function routerCommandsV6(network: Parts['network'], ports: readonly number[]): readonly string[] {
  const global = addressesOf(network).filter(({ family, cidr }) => family === 6 && !cidr.startsWith('fe80:'));
  return global.flatMap((address) =>
    chunks(ports).map(
      (list) => `ip6tables -I FORWARD -d ${bare(address)} -p tcp -m multiport --dports ${list.join()} -j DROP`,
    ),
  );
}

const toolOf = (line: string): Tool => (line.startsWith('ip6tables') ? 'ip6tables' : 'iptables');

function addressesOf(network: Parts['network']): readonly Network[] {
  if (network.state === 'unknown') return [];
  return network.data.interfaces
    .flatMap(({ addresses }) => addresses)
    .flatMap((cidr) => networksOf(cidr.split('/', 1)[0] ?? ''))
    .filter(({ cidr }) => !cidr.startsWith('127.') && cidr !== '::1/128');
}

/** Of a single address. */
const bare = ({ cidr }: Network): string => cidr.split('/', 1)[0] ?? '';

function chunks(ports: readonly number[]): number[][] {
  const distinct = [...new Set(ports)].sort((a, b) => a - b);
  return Array.from({ length: Math.ceil(distinct.length / MOST_PORTS) }, (_, i) =>
    distinct.slice(i * MOST_PORTS, (i + 1) * MOST_PORTS),
  );
}

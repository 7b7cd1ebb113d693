/**
 * What closes ports where Core cannot: commands for the host of a container, or for the router. To be read and run by
 * a person; every value in them is a number or a normalised network.
 */
import type { Parts, PartData } from '../facts/types.ts';
import { networksOf, type Network } from '../reach/networks.ts';

/** iptables takes no more ports in one line. */
const MOST_PORTS = 15;
const CHAIN = 'PBX-CLOSED';

interface Hook {
  readonly chain: 'INPUT' | 'DOCKER-USER' | 'FORWARD';
  /** What of the traffic there is for the PBX; '' where all of it is. */
  readonly to: string;
}

/**
 * A chain of its own, which nothing enters before it is whole: so no line shuts anybody out before ours are let through.
 * It closes and never opens: what is let through there is still up to the lines behind.
 */
function linesOf(
  tool: 'iptables' | 'ip6tables',
  hooks: readonly Hook[],
  ports: readonly number[],
  own: string[],
): string[] {
  if (hooks.length === 0 || ports.length === 0) return [];
  return [
    `${tool} -N ${CHAIN}`,
    ...own.map((network) => `${tool} -A ${CHAIN} -s ${network} -j RETURN`),
    `${tool} -A ${CHAIN} -j DROP`,
    ...hooks.flatMap(({ chain, to }) =>
      chunks(ports).map((list) => `${tool} -I ${chain} ${to}-p tcp -m multiport --dports ${list.join()} -j ${CHAIN}`),
    ),
  ];
}

/** Where ours are not known, the line that names them fails as it is written, and those behind it are not run. */
const YOURS = 'YOUR.NETWORK';

/** `ports`: of the PBX itself. In a bridge of Docker they are those behind the published ones. */
export function hostCommands(
  container: PartData['system']['container'],
  network: Parts['network'],
  ports: readonly number[],
  ours: readonly Network[],
): readonly string[] {
  const cidrs = (family: 4 | 6) => ours.filter((own) => own.family === family).map(({ cidr }) => cidr);
  const isDocker = container.kind === 'docker';
  const v4: Hook[] = isDocker
    ? [{ chain: container.network === 'host' ? 'INPUT' : 'DOCKER-USER', to: '' }]
    : addressesOf(network)
        .filter(({ family }) => family === 4)
        .map((address) => ({ chain: 'FORWARD', to: `-d ${bare(address)} ` }));
  if (ours.length === 0) {
    const lines = linesOf('iptables', v4, ports, [YOURS]);
    return lines.length === 0 ? [] : [lines.join(' && ')];
  }
  return [
    ...linesOf('iptables', v4, ports, cidrs(4)),
    ...linesOf('ip6tables', isDocker ? v4 : [], ports, ['fe80::/10', ...cidrs(6)]),
  ];
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

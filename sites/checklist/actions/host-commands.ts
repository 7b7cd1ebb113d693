/**
 * What closes ports where Core cannot: commands for the host of a container, or for the router. To be read and run by
 * a person; every value in them is a number or a normalised network.
 */
import { ownInterfaces } from '../exposure/docker.ts';
import type { Parts, PartData } from '../facts/types.ts';
import { networksOf, type Network } from '../reach/networks.ts';
import type { Family, PortRange } from '../reach/types.ts';

/** Slots of ports that iptables takes in one line; a range needs two. */
const MOST_SLOTS = 15;
const CHAIN = 'PBX-CLOSED';

/** Where nobody can tell from here; a line that names it as it is written fails. */
const YOURS = { 4: 'YOUR.NETWORK', 6: 'YOUR.IPV6.NETWORK' } as const;
export const PBX_ADDRESS = 'PBX.ADDRESS';

const TOOLS = { 4: 'iptables', 6: 'ip6tables' } as const;

/** Where traffic for the PBX passes: `-d …` where there is other traffic, too; what the PBX asks of itself stays out. */
interface Hook {
  readonly chain: 'INPUT' | 'DOCKER-USER' | 'FORWARD';
  readonly only: string;
}

/** Somebody elsewhere who goes on using these ports. */
export interface Guest {
  readonly network: Network;
  readonly ports: readonly PortRange[];
}

export interface HostSite {
  readonly container: PartData['system']['container'];
  readonly network: Parts['network'];
  /** To close, as the PBX itself has them: in a bridge of Docker those behind the published ones. */
  readonly ports: readonly PortRange[];
  readonly ours: readonly Network[];
  readonly guests: readonly Guest[];
}

/**
 * A chain of its own, which nothing enters before it is whole: so no line shuts anybody out before ours are let through.
 * It closes and never opens: what is let through there is still up to the lines behind. Made a second time, it is emptied
 * first, so that nobody is added behind its end.
 */
function linesOf(family: Family, hooks: readonly Hook[], ports: readonly PortRange[], through: string[]): string[] {
  const tool = TOOLS[family];
  const which = portsOf(ports);
  if (hooks.length === 0 || which.length === 0) return [];
  return [
    `${tool} -N ${CHAIN} 2>/dev/null || ${tool} -F ${CHAIN}`,
    ...through.map((who) => `${tool} -A ${CHAIN} ${who} -j RETURN`),
    `${tool} -A ${CHAIN} -j DROP`,
    ...hooks.flatMap(({ chain, only }) => which.map((some) => `${tool} -I ${chain} ${only} ${some} -j ${CHAIN}`)),
  ];
}

/** Where none of our networks is known, all lines are one, which fails before anything enters the chain. */
export function hostCommands({ container, network, ports, ours, guests }: HostSite): readonly string[] {
  if (ownInterfaces(container, network).length > 0) return [];
  const isKnown = ours.some(({ family }) => family === 4);
  const of = (family: Family): string[] => {
    const through = [
      ...(family === 6 ? ['-s fe80::/10'] : []),
      ...ours.filter((own) => own.family === family).map(({ cidr }) => `-s ${cidr}`),
      ...(isKnown ? [] : [`-s ${YOURS[family]}`]),
      ...guests
        .filter((guest) => guest.network.family === family)
        .flatMap((guest) => portsOf(guest.ports).map((some) => `-s ${bare(guest.network)} ${some}`)),
    ];
    const lines = linesOf(family, hooksOf(container, network, family), ports, through);
    return isKnown || lines.length === 0 ? lines : [lines.join(' && ')];
  };
  return [...of(4), ...of(6)];
}

function hooksOf(container: HostSite['container'], network: Parts['network'], family: Family): readonly Hook[] {
  if (container.kind === 'docker' && container.network === 'host') return [{ chain: 'INPUT', only: '! -i lo' }];
  const chain = container.kind === 'docker' ? 'DOCKER-USER' : 'FORWARD';
  const all = addressesOf(network).filter((address) => address.family === family && !isLinkLocal(address));
  if (all.length === 0) return family === 4 ? [{ chain, only: `-d ${PBX_ADDRESS}` }] : [];
  return all.map((address) => ({ chain, only: `-d ${bare(address)}` }));
}

/** IPv6 that the release leaves open, closed on the router in front. */
export function routerCommandsV6(network: Parts['network'], ports: readonly PortRange[]): readonly string[] {
  const global = addressesOf(network).filter((address) => address.family === 6 && !isLinkLocal(address));
  return global.flatMap((address) =>
    portsOf(ports).map((some) => `ip6tables -I FORWARD -d ${bare(address)} ${some} -j DROP`),
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

const isLinkLocal = ({ cidr }: Network): boolean => cidr.startsWith('fe80:') || cidr.startsWith('169.254.');

/** `-p tcp -m multiport --dports …`, as many as it takes. */
function portsOf(ranges: readonly PortRange[]): readonly string[] {
  return (['tcp', 'udp'] as const).flatMap((protocol) => {
    const mine = ranges.filter((range) => range.protocol === protocol).sort((a, b) => a.from - b.from || a.to - b.to);
    const texts = new Set(mine.map(({ from, to }) => (from === to ? String(from) : `${from}:${to}`)));
    const lines: { texts: string[]; slots: number }[] = [];
    for (const text of texts) {
      const slots = text.includes(':') ? 2 : 1;
      const last = lines.at(-1);
      if (last !== undefined && last.slots + slots <= MOST_SLOTS) {
        last.texts.push(text);
        last.slots += slots;
      } else lines.push({ texts: [text], slots });
    }
    return lines.map((line) => `-p ${protocol} -m multiport --dports ${line.texts.join()}`);
  });
}

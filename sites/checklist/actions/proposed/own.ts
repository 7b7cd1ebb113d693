/** The network of the person who asks, and those of the PBX itself: all that they use now. */
import { ownerOf } from '../../exposure/own-networks.ts';
import { phonesIn } from '../affected.ts';
import type { FirewallRule, Parts } from '../../facts/types.ts';
import { say, type Message } from '../../message.ts';
import { enforcementOf, isOldRelease } from '../../reach/enforcement.ts';
import { addressText, isWithin, networksOf, parseAddress, type Network } from '../../reach/networks.ts';
import type { PortRange, ServiceId } from '../../reach/types.ts';
import { ourNetworks } from '../../steps/lack.ts';
import type { Known, Person } from '../action.ts';
import { attestedIn } from '../attested.ts';
import { cameFrom } from '../came-from.ts';
import { categoriesOf, isSayable, type Categories } from '../categories.ts';
import { AT_LEAST, boxesUsedBy, openedBy } from '../own-network.ts';
import type { Place } from '../proposals.ts';
import { covers, holds } from '../space.ts';
import { wideRules } from '../wide-rules.ts';

export type Facts = Known<'system' | 'ports' | 'firewall'>;

export function ownPlaces(facts: Facts, person: Person): readonly Place[] {
  const attested = attestedIn(facts);
  const gives = boxesFor(facts);
  const address = parseAddress(person.address);
  const networks = ourNetworks(facts);
  const isHere = (network: Network) => address !== null && holds([network], address);
  const here = (network: Network): Message[] =>
    isHere(network) ? [say('actions.place.you', { address: person.address })] : [];
  const places = networks.map((network): Place => {
    const isForeign = ownerOf(network.cidr, [], attested) === 'foreign';
    return {
      kind: isOnVpn(network, facts) ? 'vpn' : 'own',
      network: network.cidr,
      services: gives(network),
      on: !isForeign || isHere(network),
      evidence: [
        whereOf(network, facts),
        ...(isForeign ? [say('actions.place.foreign')] : []),
        ...here(network),
        ...phonesWithin(network, facts),
      ],
    };
  });
  return networks.some(isHere) ? places : [...personPlace(facts, person, gives), ...places];
}

/** Where they come from; a router that others come from, too, has to be named by them. */
function personPlace(facts: Facts, person: Person, gives: (network: Network) => readonly ServiceId[]): Place[] {
  const address = parseAddress(person.address);
  if (address === null) return [];
  const around = cameFrom(facts, person);
  const alone = person.seen === 'gateway' ? '' : addressText(address);
  const network = around?.network ?? alone;
  const [read] = networksOf(network === '' ? addressText(address) : network);
  const evidence = [say('actions.place.you', { address: person.address })];
  return read === undefined ? [] : [{ kind: 'person', network, services: gives(read), on: true, evidence }];
}

function isOnVpn({ cidr }: Network, { network }: Pick<Parts, 'network'>): boolean {
  return interfacesOn(cidr, network).some(({ vpn }) => vpn);
}

function whereOf({ cidr }: Network, { network }: Pick<Parts, 'network'>): Message {
  const [on] = interfacesOn(cidr, network);
  if (on === undefined) return say('actions.place.route');
  return say(on.vpn ? 'actions.place.vpn' : 'actions.place.interface', { name: on.name });
}

const interfacesOn = (cidr: string, network: Parts['network']) =>
  network.state === 'unknown'
    ? []
    : network.data.interfaces.filter(({ addresses }) =>
        addresses.some((address) => networksOf(address).some((one) => one.cidr === cidr)),
      );

function phonesWithin(network: Network, facts: Pick<Parts, 'devices'>): Message[] {
  const count = phonesIn(facts).filter(
    ({ address }) => address !== null && networksOf(address).some((one) => isWithin(one, network)),
  ).length;
  return count === 0 ? [] : [say('actions.place.phones', { count })];
}

/** What a network uses now, or, where a narrow rule of the cabinet says what it is to have, that and what phones live on. */
export function boxesFor(facts: Facts): (network: Network) => readonly ServiceId[] {
  const { rules } = facts.firewall.data;
  const isOld = isOldRelease(facts.system.data.release);
  const categories = categoriesOf(rules, facts.ports.data, facts.modules);
  const enforcement = enforcementOf({ system: facts.system.data, firewall: facts.firewall.data });
  const wide = new Set(wideRules(facts).map(({ rule }) => rule));
  const narrow = rules.filter((rule) => !wide.has(rule));
  const boxes = (network: Network, told: readonly FirewallRule[]) =>
    told.length === 0
      ? boxesUsedBy(network, { rules, enforcement, isOld, categories })
      : new Set([...AT_LEAST, ...boxesUsedBy(network, { rules: told, enforcement: 'rules', isOld, categories })]);
  return (network) => {
    const told = narrow.filter((rule) => {
      const opened = openedBy(rule, isOld);
      return opened !== null && opened !== 'a name' && covers(opened, [network]) && rule.services.some((s) => s.allow);
    });
    return thatFit(
      [...boxes(network, told)].filter((box) => categories.has(box) && isSayable(box)),
      categories,
    );
  };
}

/** Ports that iptables takes in one line of Core's; a range counts two. */
const SLOTS = 15;

/** Boxes of modules last: with too many ports the whole line is refused, and nobody of the network gets in by it. */
export function thatFit(boxes: readonly string[], categories: Categories): readonly string[] {
  const chosen: string[] = [];
  const rows: PortRange[] = [];
  for (const box of [...boxes].sort((a, b) => Number(isModules(a)) - Number(isModules(b)))) {
    const more = [...rows, ...(categories.get(box) ?? [])];
    if (isModules(box) && (slotsOf(more, 'tcp') > SLOTS || slotsOf(more, 'udp') > SLOTS)) continue;
    chosen.push(box);
    rows.push(...(categories.get(box) ?? []));
  }
  return chosen;
}

const CORES: ReadonlySet<string> = new Set(['SIP', 'IAX', 'WEB', 'SSH', 'AMI', 'AJAM', 'ICMP']);
const isModules = (box: string): boolean => !CORES.has(box);

function slotsOf(rows: readonly PortRange[], protocol: PortRange['protocol']): number {
  const texts = new Set(
    rows.filter((row) => row.protocol === protocol).map(({ from, to }) => (from === to ? `${from}` : `${from}:${to}`)),
  );
  return [...texts].reduce((sum, text) => sum + (text.includes(':') ? 2 : 1), 0);
}

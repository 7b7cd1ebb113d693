/** The network of the person who asks, and those of the PBX itself: all that they use now. */
import { ownerOf } from '../../exposure/own-networks.ts';
import type { FirewallRule } from '../../facts/types.ts';
import { say, type Message } from '../../message.ts';
import { enforcementOf, isOldRelease } from '../../reach/enforcement.ts';
import { addressText, isWithin, networksOf, parseAddress, type Network } from '../../reach/networks.ts';
import type { PortRange, ServiceId } from '../../reach/types.ts';
import type { Place as SeenPlace, Users } from '../../users/types.ts';
import type { Known, Person } from '../action.ts';
import { attestedIn } from '../attested.ts';
import { cameFrom } from '../came-from.ts';
import { categoriesOf, isSayable, type Categories } from '../categories.ts';
import { AT_LEAST, boxesUsedBy, openedBy } from '../own-network.ts';
import type { Place } from '../proposals.ts';
import { covers, holds } from '../space.ts';
import { wideRules } from '../wide-rules.ts';

export type Facts = Known<'system' | 'ports' | 'firewall'>;

export function ownPlaces(facts: Facts, person: Person, users: Users): readonly Place[] {
  const attested = attestedIn(facts);
  const gives = boxesFor(facts);
  const address = parseAddress(person.address);
  const inside = users.places
    .filter(({ side }) => side === 'inside')
    .flatMap((place) => networksOf(place.network).map((network) => ({ place, network })));
  const isNested = (network: Network) =>
    inside.some((other) => other.network !== network && isWithin(network, other.network));
  const isHere = (network: Network) => address !== null && holds([network], address);
  const places = inside
    .filter(({ network }) => !isNested(network))
    .map(({ place, network }): Place => {
      const isForeign = ownerOf(network.cidr, [], attested) === 'foreign';
      const seen = inside.filter((other) => other.place.lastSeen !== null && isWithin(other.network, network));
      return {
        kind: place.kind === 'vpn' ? 'vpn' : 'own',
        network: network.cidr,
        services: gives(network),
        on: !isForeign || isHere(network),
        evidence: [
          whereOf(place),
          ...(isForeign ? [say('actions.place.foreign')] : []),
          ...(isHere(network) ? [say('actions.place.you', { address: person.address })] : []),
          ...(seen.length === 0 ? [place.says] : seen.map((other) => other.place.says)),
        ],
      };
    });
  return inside.some(({ network }) => isHere(network)) ? places : [...personPlace(facts, person, gives), ...places];
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

function whereOf({ kind, name }: SeenPlace): Message {
  if (name === '') return say('actions.place.route');
  return say(kind === 'vpn' ? 'actions.place.vpn' : 'actions.place.interface', { name });
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
    const wanted = boxes(network, told);
    return thatFit(
      [...categories.keys()].filter((box) => wanted.has(box) && isSayable(box)),
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

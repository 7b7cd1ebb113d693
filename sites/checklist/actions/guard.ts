/** What must hold of every plan, whatever made it: held against the reach model before and after, port by port. */
import type { PartData, Parts } from '../facts/types.ts';
import { entriesOf, type Entry } from '../reach/entries.ts';
import { networksOf, parsePermit, type Network } from '../reach/networks.ts';
import { reachOf } from '../reach/reach.ts';
import { coreRows, staleBoxes } from '../reach/rows.ts';
import { compareWithRunning } from '../reach/running.ts';
import { overlap, servicesOf } from '../reach/services.ts';
import type { PortRange, Protocol, Reach, ReachInput } from '../reach/types.ts';
import { TESTED_RELEASES } from '../release.ts';
import type { Ours } from './ours.ts';
import type { Refusal } from './refusals.ts';
import { exampleOf, holds, isEmpty, spaceOf, within, without, type Space } from './space.ts';

/** Parts that reach is made of; providers may be unknown. */
type ReachParts = Pick<Parts, 'system' | 'ports' | 'firewall' | 'providers'>;

export function reachInputOf({ system, ports, firewall, providers }: ReachParts): ReachInput | null {
  if (system.state === 'unknown' || ports.state === 'unknown' || firewall.state === 'unknown') return null;
  return { system: system.data, ports: ports.data, firewall: firewall.data, providers };
}

/** One port whose senders change. */
export interface Shift {
  readonly protocol: Protocol;
  readonly port: number;
  readonly opened: Space;
  readonly closed: Space;
}

/** Every port at which anything changes, one for each stretch of ports that fare alike and belong to the same services. */
export function shiftsBetween(before: ReachInput, after: ReachInput): readonly Shift[] {
  const known = made.get(after);
  if (known?.before === before) return known.shifts;
  const shifts = makeShifts(before, after);
  made.set(after, { before, shifts });
  return shifts;
}

/** Several conditions are held against the same two. */
const made = new WeakMap<ReachInput, { readonly before: ReachInput; readonly shifts: readonly Shift[] }>();

function makeShifts(before: ReachInput, after: ReachInput): readonly Shift[] {
  const was = entriesOf(before).entries;
  const is = entriesOf(after).entries;
  const open = [...was, ...is].flatMap(({ ports }) => (ports === 'all' ? [] : ports));
  const spaceFor = spacesOfLists();
  const ports = portsOf([...open, ...namedPorts(before), ...namedPorts(after)]);
  const senders = [sendersTo(was, ports), sendersTo(is, ports)] as const;
  return ports.flatMap((port, i) => {
    const [earlierSenders = [], laterSenders = []] = senders.map((lists) => lists[i]);
    if (isSameList(earlierSenders, laterSenders)) return [];
    const earlier = spaceFor(earlierSenders);
    const later = spaceFor(laterSenders);
    const shift = { ...port, opened: without(later, earlier), closed: without(earlier, later) };
    return isEmpty(shift.opened) && isEmpty(shift.closed) ? [] : [shift];
  });
}

/** Many ports have the same senders. */
export function spacesOfLists(): (list: readonly Network[]) => Space {
  const made: { readonly list: readonly Network[]; readonly space: Space }[] = [];
  return (list) => {
    const known = made.find((one) => isSameList(one.list, list));
    if (known !== undefined) return known.space;
    const space = spaceOf(list);
    made.push({ list, space });
    return space;
  };
}

const isSameList = (a: readonly Network[], b: readonly Network[]): boolean =>
  a.length === b.length && a.every(({ cidr }, i) => cidr === b[i]?.cidr);

interface Port {
  readonly protocol: Protocol;
  readonly port: number;
}

const asRange = ({ protocol, port }: Port): PortRange => ({ protocol, from: port, to: port });

/** Who gets to each of the ports. Most entries open the same as others. */
function sendersTo(entries: readonly Entry[], ports: readonly Port[]): readonly (readonly Network[])[] {
  const all = ports.map((port): { readonly range: PortRange; readonly senders: Network[] } => ({
    range: asRange(port),
    senders: [],
  }));
  const known = new Map<string, typeof all>();
  for (const { network, ports: open } of entries) {
    const key = JSON.stringify(open);
    const reached = known.get(key) ?? all.filter(({ range }) => open === 'all' || open.some((o) => overlap(o, range)));
    known.set(key, reached);
    for (const { senders } of reached) senders.push(network);
  }
  return all.map(({ senders }) => senders);
}

/** By the settings and by the rows of modules, allowed or not. */
const namedPorts = ({ ports, firewall }: ReachInput): PortRange[] => [
  ...servicesOf(ports, firewall.rules).flatMap((service) => service.ports),
  ...[...coreRows(ports).values()].flat(),
];

/** First ports of all stretches that none of these ranges tells apart. */
function portsOf(ranges: readonly PortRange[]): Port[] {
  const edges = { tcp: new Set([0]), udp: new Set([0]), icmp: new Set([0]) };
  for (const { protocol, from, to } of ranges) edges[protocol].add(from).add(to + 1);
  return (['tcp', 'udp', 'icmp'] as const).flatMap((protocol) =>
    [...edges[protocol]].filter((port) => port <= 65_535).map((port) => ({ protocol, port })),
  );
}

/** What a plan names for one network that is not ours: its step says it. */
export interface Named {
  readonly network: Network;
  readonly ports: readonly PortRange[];
}

/** Nothing opens but for our own networks, and what the plan names for others. */
export function opensNothing(
  before: ReachInput,
  after: ReachInput,
  ours: readonly Network[],
  named: readonly Named[] = [],
): Refusal | null {
  for (const { protocol, port, opened } of shiftsBetween(before, after)) {
    if (isEmpty(opened)) continue;
    const address = exampleOf(without(opened, spaceOf([...ours, ...namedAt(named, { protocol, port })])));
    if (address !== null) return { kind: 'would-open', protocol, port, address };
  }
  return null;
}

/** Whoever is named keeps every port that is named for them. */
export function namedKeep(before: ReachInput, after: ReachInput, named: readonly Named[]): Refusal | null {
  for (const { protocol, port, closed } of shiftsBetween(before, after)) {
    if (isEmpty(closed)) continue;
    const address = exampleOf(within(closed, spaceOf(namedAt(named, { protocol, port }))));
    if (address !== null) return { kind: 'would-close', protocol, port, address };
  }
  return null;
}

const namedAt = (named: readonly Named[], port: Port): readonly Network[] =>
  named.flatMap(({ network, ports }) => (ports.some((range) => overlap(range, asRange(port))) ? [network] : []));

/** Nobody is cut off from anything. */
export function closesNothing(before: ReachInput, after: ReachInput): Refusal | null {
  for (const { protocol, port, closed } of shiftsBetween(before, after)) {
    const address = exampleOf(closed);
    if (address !== null) return { kind: 'would-close', protocol, port, address };
  }
  return null;
}

/** Our own networks lose no port that the settings name, also where a release leaves out a whole line of a rule. */
export function oursKeep(before: ReachInput, after: ReachInput, ours: readonly Network[]): Refusal | null {
  const own = spaceOf(ours);
  const named = servicesOf(after.ports, after.firewall.rules).flatMap(({ ports }) => ports);
  for (const { protocol, port, closed } of shiftsBetween(before, after)) {
    const isNamed = named.some((range) => overlap(range, asRange({ protocol, port })));
    const address = isNamed ? exampleOf(within(closed, own)) : null;
    if (address !== null) return { kind: 'would-close', protocol, port, address };
  }
  return null;
}

/**
 * The person keeps every port of the web interface that they had, keeps one at all, and a box WEB of a rule holds their
 * address (that is what the PBX makes sure of by itself).
 */
export function keepsAsker(
  was: Reach,
  is: Reach,
  { ports, firewall }: ReachInput,
  { address, asker: text }: Pick<Ours, 'address' | 'asker'>,
): Refusal | null {
  const { web, webTls } = ports;
  const lost = [web, webTls].find(
    (port) => was.askPort(text, 'tcp', port).allowed && !is.askPort(text, 'tcp', port).allowed,
  );
  if (lost !== undefined) return { kind: 'locked-out', address: text, port: lost };
  const isHeld = firewall.rules.some(
    ({ permit, services }) =>
      holds(networksOf(permit), address) && services.some(({ category, allow }) => category === 'WEB' && allow),
  );
  return isHeld && is.ask(text, 'WEB').allowed ? null : { kind: 'locked-out', address: text, port: webTls };
}

/** Allowed boxes whose ports Core renews with the next change, and so opens what is closed now. */
export function renewsNoPorts({ firewall, ports }: ReachInput): Refusal | null {
  const [stale] = staleBoxes(
    firewall.rules.filter(({ permit }) => parsePermit(permit).kind !== 'refused'),
    ports,
  );
  return stale === undefined ? null : { kind: 'stale-ports', rule: nameOf(stale.rule), box: stale.category };
}

/** On a release that was not tried, the model has to be what really runs. */
export function isUnderstood(input: ReachInput, running: Parts['runningRules']): Refusal | null {
  const { release } = input.system;
  if (TESTED_RELEASES.some((tested) => tested === release)) return null;
  const rules = running.state === 'known' ? running.data : { v4: null, v6: null };
  const comparison = compareWithRunning(reachOf(input), rules);
  if ('unknown' in comparison) return { kind: 'untested', release, rules: 'not-known' };
  return comparison.agrees ? null : { kind: 'untested', release, rules: 'differ' };
}

export const nameOf = ({ name, permit }: PartData['firewall']['rules'][number]): string =>
  name === '' ? permit : name;

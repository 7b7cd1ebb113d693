/** What must hold of every plan, whatever made it: held against the reach model before and after, port by port. */
import type { PartData, Parts } from '../facts/types.ts';
import { enforcementOf } from '../reach/enforcement.ts';
import { entriesOf, type Entry } from '../reach/entries.ts';
import { networksOf, parsePermit, type Network } from '../reach/networks.ts';
import { reachOf } from '../reach/reach.ts';
import { staleBoxes } from '../reach/rows.ts';
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

/** Every port at which anything changes, one for each stretch of ports that fare alike. */
export function shiftsBetween(before: ReachInput, after: ReachInput): readonly Shift[] {
  const was = entriesOf(before, enforcementOf(before)).entries;
  const is = entriesOf(after, enforcementOf(after)).entries;
  return portsOf([...was, ...is]).flatMap((port) => {
    const earlier = spaceOf(sendersTo(was, port));
    const later = spaceOf(sendersTo(is, port));
    const shift = { ...port, opened: without(later, earlier), closed: without(earlier, later) };
    return isEmpty(shift.opened) && isEmpty(shift.closed) ? [] : [shift];
  });
}

interface Port {
  readonly protocol: Protocol;
  readonly port: number;
}

const asRange = ({ protocol, port }: Port): PortRange => ({ protocol, from: port, to: port });

function sendersTo(entries: readonly Entry[], port: Port): readonly Network[] {
  const range = asRange(port);
  return entries.flatMap(({ network, ports }) =>
    ports === 'all' || ports.some((open) => overlap(open, range)) ? [network] : [],
  );
}

/** First ports of all stretches that no entry tells apart. */
function portsOf(entries: readonly Entry[]): Port[] {
  const ranges = entries.flatMap(({ ports }) => (ports === 'all' ? [] : ports));
  return (['tcp', 'udp', 'icmp'] as const).flatMap((protocol) => {
    const edges = ranges.flatMap((range) => (range.protocol === protocol ? [range.from, range.to + 1] : []));
    return [...new Set([0, ...edges])].filter((port) => port <= 65_535).map((port) => ({ protocol, port }));
  });
}

/** Nothing opens but for our own networks. */
export function opensNothing(before: ReachInput, after: ReachInput, ours: readonly Network[]): Refusal | null {
  const own = spaceOf(ours);
  for (const { protocol, port, opened } of shiftsBetween(before, after)) {
    const address = exampleOf(without(opened, own));
    if (address !== null) return { kind: 'would-open', protocol, port, address };
  }
  return null;
}

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

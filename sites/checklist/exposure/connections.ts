/**
 * A picture of who can connect: networks and providers against services, as the checks see it. What the rules in force
 * decide wins over the cabinet, as everywhere (view.ts).
 */
import type { Parts } from '../facts/types.ts';
import { isRead } from '../facts/value.ts';
import { say, type Message } from '../message.ts';
import { networksOf, outerOf, type Network } from '../reach/networks.ts';
import type { ServiceId } from '../reach/types.ts';
import { parseRelease } from '../release.ts';
import type { Page } from '../report/types.ts';
import { doubtLines, notKnown } from './doubt.ts';
import { isAtLarge, sizeOf } from './limits.ts';
import { serviceName } from './services.ts';
import { viewIfKnown, type Measure, type Opened, type View } from './view.ts';

/** By what somebody gets in. `force`: rules in force that no rule of the cabinet explains. */
export type Way =
  | { readonly kind: 'rule' | 'provider'; readonly id: string; readonly name: string }
  | { readonly kind: 'off' | 'no-rules-open' | 'container' | 'ipv6' | 'force' };

/** `together`: no single rule, but all of them at once open it to the internet at large. */
export interface Cell {
  readonly service: ServiceId;
  readonly state: 'allowed' | 'together' | 'closed';
  readonly by: readonly Way[];
}
export interface Row {
  readonly kind: 'everybody' | 'rule' | 'provider' | 'force';
  readonly id: string;
  /** Text of strangers; '' for everybody. */
  readonly name: string;
  readonly networks: readonly string[];
  readonly page: Page | null;
  /** More than a network of somebody: the internet, or much of it. */
  readonly isAtLarge: boolean;
  readonly cells: readonly Cell[];
}
export interface Connections {
  readonly services: readonly { readonly id: ServiceId; readonly name: Message }[];
  readonly rows: readonly Row[];
  readonly notes: readonly Message[];
  /** What else decides, or could not be read: more may be open than is shown. */
  readonly gaps: readonly Message[];
  /** Only private addresses: a router stands in between. */
  readonly behindRouter: boolean;
}

/** null: a part that it needs is not known. */
export function connectionsOf(parts: Parts): Connections | null {
  const view = viewIfKnown(parts);
  if (view === null) return null;
  const names = namesIn(parts);
  const release = parseRelease(parts.system.state === 'known' ? parts.system.data.release : '');
  const doors = view.measures.map(doorOf);
  const row = (kind: Row['kind'], id: string, name: string, networks: readonly string[], page: Page | null): Row => {
    const wanted = networks.flatMap(wantedIn);
    const cells = doors.map((door) => cellOf(door, wanted, names));
    return { kind, id, name, networks, page, isAtLarge: networks.some(isWide), cells };
  };
  return {
    services: view.reach.services.map(({ id }) => ({ id, name: serviceName(id, parts.modules, release) })),
    rows: [
      { kind: 'everybody', id: '', name: '', networks: [], page: null, isAtLarge: true, cells: everybody(view, names) },
      ...rulesIn(parts).map(({ id, name, permit }) => row('rule', id, name, [permit], { page: 'firewall-rule', id })),
      ...providersIn(view, parts).map(({ id, name, networks }) =>
        row('provider', id, name, networks, { page: 'provider-sip', id }),
      ),
      ...unexplained(view).map((network) => row('force', network, network, [network], { page: 'firewall' })),
    ],
    notes: view.notes,
    gaps: gapsIn(view, parts),
    behindRouter: view.faces[4] === 'router' && view.faces[6] === 'router',
  };
}

/** Hosts of providers that were not read, and names that only DNS knows, are no doubt where the rules in force are known. */
function gapsIn({ doubt, reach }: View, { providers }: Parts): readonly Message[] {
  if (doubt !== null) return doubtLines(doubt);
  if (reach.complete) return [];
  const hosts = reach.unresolved.map(({ host }) => host);
  const unread = notKnown('providers', providers);
  return unread?.kind === 'unknown' ? [unread.says] : [say('exposure.unresolved.hosts', { hosts })];
}

const isWide = (permit: string): boolean =>
  networksOf(permit).some(({ cidr, family }) => isAtLarge({ network: cidr, family, ...sizeOf(cidr) }));

type Names = (opening: Opened) => Way;

function namesIn(parts: Parts): Names {
  const rules = new Map(
    parts.firewall.state === 'known'
      ? parts.firewall.data.rules.map(({ id, name, permit }) => [id, name === '' ? permit : name])
      : [],
  );
  const providers = new Map(
    parts.providers.state === 'known' ? parts.providers.data.map(({ id, name }) => [id, name]) : [],
  );
  return ({ cause }) => {
    switch (cause?.kind) {
      case 'rule':
        return { kind: 'rule', id: cause.ruleId, name: rules.get(cause.ruleId) ?? cause.ruleId };
      case 'provider':
        return { kind: 'provider', id: cause.providerId, name: providers.get(cause.providerId) ?? cause.providerId };
      case 'open':
        return { kind: cause.because };
      case 'ipv6-unmanaged':
        return { kind: 'ipv6' };
      case 'localhost':
      case undefined:
        return { kind: 'force' };
    }
  };
}

/** A service's openings by the text of their network; those with holes by what is left of them. */
interface Door {
  readonly service: ServiceId;
  readonly whole: ReadonlyMap<string, readonly Opened[]>;
  readonly holed: readonly Opened[];
}
function doorOf({ service, openings }: Measure): Door {
  const whole = new Map<string, Opened[]>();
  for (const opening of openings) {
    if (opening.parts !== undefined) continue;
    const same = whole.get(opening.network) ?? [];
    whole.set(opening.network, same);
    same.push(opening);
  }
  return { service, whole, holed: openings.filter(({ parts }) => parts !== undefined) };
}

/** A network with all that hold it, by their texts. */
interface Wanted {
  readonly network: Network;
  readonly outer: readonly string[];
}
const wantedIn = (permit: string): readonly Wanted[] =>
  networksOf(permit).map((network) => ({ network, outer: outerOf(network) }));

/** All of a network has to be let in; what lets in a part of it is a row of its own. */
function cellOf({ service, whole, holed }: Door, wanted: readonly Wanted[], names: Names): Cell {
  const by = [
    ...wanted.flatMap(({ outer }) => outer.flatMap((network) => whole.get(network) ?? [])),
    ...holed.filter(({ parts }) =>
      wanted.some(({ network }) =>
        parts?.some((part) => part.family === network.family && part.from <= network.from && network.to <= part.to),
      ),
    ),
  ];
  return { service, state: by.length > 0 ? 'allowed' : 'closed', by: distinct(by.map(names)) };
}

function everybody(view: View, names: Names): Cell[] {
  return view.measures.map(({ service, openings, atLarge }) => {
    const wide = openings.filter(isAtLarge);
    if (wide.length > 0) return { service, state: 'allowed', by: distinct(wide.map(names)) };
    const some = openings.filter(
      ({ publicAddresses, publicV6Prefix }) => publicAddresses > 0 || publicV6Prefix !== null,
    );
    return atLarge
      ? { service, state: 'together', by: distinct(some.map(names)) }
      : { service, state: 'closed', by: [] };
  });
}

function rulesIn({ firewall }: Parts) {
  if (firewall.state === 'unknown') return [];
  // The rule for everybody is the first row already.
  return firewall.data.rules.filter(({ permit }) => !networksOf(permit).some(({ cidr }) => EVERYBODY.has(cidr)));
}
const EVERYBODY: ReadonlySet<string> = new Set(['0.0.0.0/0', '::/0']);

/** Providers whose hosts Core opens by itself. */
function providersIn(view: View, { providers }: Parts) {
  if (providers.state === 'unknown') return [];
  const opened = new Set(
    view.measures.flatMap(({ openings }) =>
      openings.flatMap(({ cause }) => (cause?.kind === 'provider' ? [cause.providerId] : [])),
    ),
  );
  return providers.data
    .filter(({ id }) => opened.has(id))
    .map(({ id, name, hosts }) => ({ id, name, networks: isRead(hosts) ? hosts : [] }));
}

/** Networks that the rules in force open and no rule of the cabinet explains; the whole internet is the first row. */
function unexplained({ measures }: View): string[] {
  const networks = measures.flatMap(({ openings }) =>
    openings.flatMap((opening) => (opening.cause === null && !EVERYBODY.has(opening.network) ? [opening.network] : [])),
  );
  return [...new Set(networks)];
}

const distinct = (ways: readonly Way[]): readonly Way[] => [
  ...new Map(ways.map((way) => ['id' in way ? `${way.kind} ${way.id}` : way.kind, way])).values(),
];

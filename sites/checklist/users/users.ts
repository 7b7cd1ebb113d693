/**
 * Joins what the facts know of people, phones, programs and providers into one list by place. Pure; linear in what was
 * read. Addresses, names and User-Agents are text of strangers.
 */
import { countryAt } from '../devices/country.ts';
import { hostOf } from '../devices/host.ts';
import { makerOf } from '../devices/makers.ts';
import { phonesOf, talksOver, type Phone } from '../devices/phones.ts';
import { scannerKind, type ScannerKind } from '../devices/scanners.ts';
import { isRead } from '../facts/value.ts';
import { addressText, networksOf, parseAddress } from '../reach/networks.ts';
import { servicesOf } from '../reach/services.ts';
import type { ServiceId } from '../reach/types.ts';
import { hostsIn, type ProviderHosts } from './provider-hosts.ts';
import {
  USERS_PARTS,
  type ConnectionHere,
  type PhoneHere,
  type Place,
  type PlaceKind,
  type ProviderHere,
  type SignInHere,
  type Unread,
  type Users,
  type UsersParts,
} from './types.ts';
import { placesOf, type Where } from './where.ts';
import { evidenceIn, type Evidence } from './words.ts';

/** Asked for again and again while a plan is made, and by a dialog with every choice of a person. */
const made = new WeakMap<UsersParts['devices'], { readonly parts: UsersParts; readonly users: Users }>();

export function usersOf(parts: UsersParts): Users {
  const earlier = made.get(parts.devices);
  if (earlier !== undefined && USERS_PARTS.every((name) => earlier.parts[name] === parts[name])) return earlier.users;
  const users = join(parts);
  made.set(parts.devices, { parts, users });
  return users;
}

function join(parts: UsersParts): Users {
  const providers = hostsIn(parts);
  const places = placesOf(
    parts,
    providers.known.map(({ network }) => network),
  );
  const found = new Map<string, Found>();
  const at = (where: Where | null): Found | null => {
    if (where === null) return null;
    const known = found.get(where.network) ?? {
      ...where,
      phones: [],
      signIns: [],
      connections: [],
      providers: [],
      seen: [],
    };
    found.set(where.network, known);
    return known;
  };
  for (const where of places.own) at(where);
  const placeless = addPhones(parts, (address) => at(places.of(address)));
  addSignIns(parts, (address) => at(places.of(address)));
  addConnections(parts, (address) => at(places.of(address)));
  for (const provider of providers.known) at(places.ofProvider(provider.network))?.providers.push(provider);
  const evidence = evidenceIn(parts, nowOf(parts));
  return {
    places: inOrder([...found.values()].map((one) => placeOf(one, evidence))),
    placeless,
    unresolved: providers.unresolved,
    wide: providers.wide,
    ...signInsOf(parts),
    unread: unreadIn(parts, providers),
    complete: isComplete(parts),
  };
}

/** A place while it is filled. */
interface Found extends Where {
  readonly phones: PhoneHere[];
  readonly signIns: SignInHere[];
  readonly connections: ConnectionHere[];
  readonly providers: ProviderHere[];
  readonly seen: string[];
}
type At = (address: string) => Found | null;

/** Phones that told a name instead of an address are left. */
function addPhones({ devices, accounts }: UsersParts, at: At): readonly Phone[] {
  if (devices.state === 'unknown') return [];
  const phones = phonesOf(devices.data);
  const seen = new Set(phones.map(({ account }) => account));
  const names = new Map<string, string>();
  // Of many accounts few are seen.
  if (accounts.state === 'known')
    for (const { number, name } of accounts.data) if (seen.has(number)) names.set(number, name);
  return phones.filter((phone) => {
    const here = phone.address === null ? null : at(phone.address);
    if (here === null) return phone.address === null;
    const { account, userAgent } = phone;
    here.phones.push({
      phone,
      name: names.get(account) ?? '',
      maker: makerOf(userAgent),
      service: talksOver(phone),
    });
    here.seen.push(devices.readAt);
    return false;
  });
}

function addSignIns({ signIns }: UsersParts, at: At): void {
  if (signIns.state === 'unknown') return;
  for (const [service, told] of [
    ['WEB', signIns.data.web],
    ['SSH', signIns.data.ssh],
  ] as const) {
    for (const { address, last, count } of isRead(told) ? told.addresses : []) {
      const here = at(address);
      here?.signIns.push({ service, address: normal(address), last, count });
      here?.seen.push(last);
    }
  }
}

function addConnections({ connections, ports, firewall }: UsersParts, at: At): void {
  if (connections.state === 'unknown') return;
  const services =
    ports.state === 'known' ? servicesOf(ports.data, firewall.state === 'known' ? firewall.data.rules : []) : [];
  const usersOfPort = (port: number): readonly ServiceId[] =>
    services.flatMap(({ id, ports: ranges }) =>
      ranges.some(({ protocol, from, to }) => protocol === 'tcp' && from <= port && port <= to) ? [id] : [],
    );
  for (const { port, address, count } of connections.data.rows) {
    const here = at(address);
    here?.connections.push({ address: normal(address), port, services: usersOfPort(port), count });
    here?.seen.push(connections.readAt);
  }
}

/** What is used from there, without what a provider uses: that is a matter of its own. */
export const usedIn = ({
  phones,
  signIns,
  connections,
}: Pick<Place, 'phones' | 'signIns' | 'connections'>): readonly ServiceId[] => [
  ...new Set([
    ...phones.flatMap(({ phone, service }) => (phone.isBoth === true ? ['SIP', service] : [service])),
    ...signIns.map(({ service }) => service),
    ...connections.flatMap(({ services }) => services),
  ]),
];

/** Anybody can open a connection to these, and many try; it says nothing about who it is. */
export const isTried = (service: ServiceId): boolean => service === 'WEB' || service === 'SSH' || service === 'SIP';

function placeOf({ seen, network, kind, name, ...uses }: Found, evidence: Evidence): Place {
  const [one] = networksOf(network);
  const services = new Set([...usedIn(uses), ...uses.providers.map(({ service }) => service)]);
  const place = {
    network,
    kind,
    side: SIDES[kind],
    name,
    ...uses,
    services: [...services].sort(),
    lastSeen: newest([...new Set(seen)]),
    country: one?.family === 4 ? countryAt(one.from) : null,
    scanner: worst(uses.phones),
  };
  return { ...place, says: evidence(place) };
}

const SIDES: Readonly<Record<PlaceKind, Place['side']>> = {
  lan: 'inside',
  vpn: 'inside',
  routed: 'inside',
  router: 'outside',
  private: 'outside',
  address: 'outside',
};

const RANKS: Readonly<Record<ScannerKind, number>> = { attack: 3, tool: 2, copy: 1 };

function worst(phones: readonly PhoneHere[]): ScannerKind | null {
  return phones.reduce<ScannerKind | null>((so, { phone }) => {
    const kind = scannerKind(phone.userAgent);
    return kind !== null && (so === null || RANKS[kind] > RANKS[so]) ? kind : so;
  }, null);
}

/** By the moment, not by the text: offsets may differ. What is no time does not count. */
function newest(times: readonly string[]): string | null {
  return times.reduce<string | null>(
    (so, time) => (Number.isNaN(Date.parse(time)) || (so !== null && Date.parse(so) >= Date.parse(time)) ? so : time),
    null,
  );
}

const KINDS: readonly PlaceKind[] = ['lan', 'vpn', 'routed', 'router', 'private', 'address'];

/** Times are read once for each: sorting asks many times. */
function inOrder(places: readonly Place[]): readonly Place[] {
  const ranks = places.map((place) => ({
    place,
    kind: KINDS.indexOf(place.kind),
    last: place.lastSeen === null ? 0 : Date.parse(place.lastSeen),
  }));
  ranks.sort(
    (a, b) =>
      a.kind - b.kind ||
      b.place.phones.length - a.place.phones.length ||
      b.last - a.last ||
      (a.place.network < b.place.network ? -1 : 1),
  );
  return ranks.map(({ place }) => place);
}

function signInsOf({ signIns }: UsersParts): Pick<Users, 'since' | 'nameless'> {
  if (signIns.state === 'unknown') return { since: { WEB: null, SSH: null }, nameless: 0 };
  const { web, ssh } = signIns.data;
  return {
    since: { WEB: isRead(web) ? web.since : null, SSH: isRead(ssh) ? ssh.since : null },
    nameless: (isRead(web) ? web.nameless : 0) + (isRead(ssh) ? ssh.nameless : 0),
  };
}

/** Only what is about users: without ports a connection is one all the same, and without accounts a phone. */
const TELLING = ['network', 'vpn', 'devices', 'signIns', 'connections', 'providers'] as const;

function unreadIn(parts: UsersParts, { known, unresolved }: ProviderHosts): readonly Unread[] {
  const whole = TELLING.flatMap((part): Unread[] => {
    const read = parts[part];
    return read.state === 'unknown' ? [{ part, service: null, reason: read.reason }] : [];
  });
  const { signIns, providerHosts } = parts;
  const services: Unread[] = [];
  if (signIns.state === 'known') {
    const { web, ssh } = signIns.data;
    if (!isRead(web)) services.push({ part: 'signIns', service: 'WEB', reason: web.unknown });
    if (!isRead(ssh)) services.push({ part: 'signIns', service: 'SSH', reason: ssh.unknown });
  }
  // Where no provider has a name, nothing had to be looked up.
  const hasNames = unresolved.length > 0 || known.some(({ host }) => host !== null);
  const names: Unread[] =
    providerHosts.state === 'unknown' && hasNames
      ? [{ part: 'providerHosts', service: null, reason: providerHosts.reason }]
      : [];
  return [...whole, ...services, ...names];
}

function isComplete({ signIns, connections }: UsersParts): boolean {
  const told = signIns.state === 'known' ? [signIns.data.web, signIns.data.ssh] : [];
  return (
    told.every((service) => !isRead(service) || service.complete) &&
    (connections.state === 'unknown' || connections.data.complete)
  );
}

/** The moment of the reading, by the clock of the PBX. */
const nowOf = ({ system, devices, signIns, connections }: UsersParts): string =>
  system.state === 'known'
    ? system.data.now
    : ([devices, signIns, connections]
        .map(({ readAt }) => readAt)
        .sort()
        .at(-1) ?? '');

/** Whatever spelling a log or the kernel has; a stranger's text that is none stays as it is. */
const normal = (text: string): string => {
  const address = parseAddress(hostOf(text));
  return address === null ? text : addressText(address);
};

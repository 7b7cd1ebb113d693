/** "Who uses this PBX": networks and addresses with what was seen of them, joined from the facts. */
import type { ScannerKind } from '../devices/scanners.ts';
import type { Phone } from '../devices/phones.ts';
import type { PartName, Parts, UnknownReason } from '../facts/types.ts';
import type { Message } from '../message.ts';
import type { ServiceId } from '../reach/types.ts';

/** The parts it is read from. Any of them may be unknown: what it would have told is missing then, and said (`unread`). */
export const USERS_PARTS = [
  ...['system', 'ports', 'firewall', 'network', 'vpn', 'modules', 'accounts'],
  ...['devices', 'signIns', 'connections', 'providers', 'providerHosts'],
] as const satisfies readonly PartName[];
export type UsersParts = Pick<Parts, (typeof USERS_PARTS)[number]>;

/**
 * `lan`, `vpn`, `routed`: an own network, on an interface, a tunnel or a route of this PBX. `router`: one address behind which
 * there may be anybody (a router of this PBX, the gateway of a container). `private`: around a private address that is on none of
 * our networks. `address`: somebody outside, one address (of IPv6 the /64 that it is in), or a network that a provider
 * names.
 */
export type PlaceKind = 'lan' | 'vpn' | 'routed' | 'router' | 'private' | 'address';

export interface Place {
  /** CIDR, in the normal spelling. */
  readonly network: string;
  readonly kind: PlaceKind;
  /** Own networks are inside. Everybody else is outside, and so is a router, because the internet may come through it. */
  readonly side: 'inside' | 'outside';
  /** Of the interface; '' where there is none. */
  readonly name: string;
  readonly phones: readonly PhoneHere[];
  readonly signIns: readonly SignInHere[];
  readonly connections: readonly ConnectionHere[];
  readonly providers: readonly ProviderHere[];
  /** What is used from here, by the ids of the reach model: a rule for this place needs no other boxes. */
  readonly services: readonly ServiceId[];
  /** ISO 8601; null: nobody was seen. That a provider's name stands for it is no sign of life. */
  readonly lastSeen: string | null;
  /** Where a public address is registered (ISO 3166 alpha-2); null: not known, or no public IPv4 address. */
  readonly country: string | null;
  /** The worst program that is registered from here: whoever keeps this place keeps a burglar in. */
  readonly scanner: ScannerKind | null;
  /** The evidence, without the address: "3 phones, 2 sign-ins to the cabinet; last seen today". */
  readonly says: Message;
}

/** Text of strangers in `phone` and `name`. */
export interface PhoneHere {
  readonly phone: Phone;
  /** Name of its account; '' where it is not known. */
  readonly name: string;
  readonly maker: string | null;
  readonly service: ServiceId;
}
export interface SignInHere {
  readonly service: 'WEB' | 'SSH';
  readonly address: string;
  readonly last: string;
  /** 0: a session of an earlier sign-in is in use. */
  readonly count: number;
}
export interface ConnectionHere {
  readonly address: string;
  readonly port: number;
  /** Services that use this port; none: it is of none that the firewall knows. */
  readonly services: readonly ServiceId[];
  readonly count: number;
}
export interface ProviderHere {
  readonly id: string;
  readonly name: string;
  readonly service: 'SIP' | 'IAX';
  /** CIDR: what of this place is the provider's. */
  readonly network: string;
  /** The name that stands for it; null: the address itself is configured. */
  readonly host: string | null;
  /** When the name was last seen to stand for it; null without one. */
  readonly resolvedAt: string | null;
}

/** What could not be read, and so is missing here. */
export interface Unread {
  readonly part: PartName;
  /** Only sign-ins of this service. */
  readonly service: 'WEB' | 'SSH' | null;
  readonly reason: UnknownReason;
}

export interface Users {
  /** Own networks first, used or not; then places outside, most phones first. */
  readonly places: readonly Place[];
  /** Phones that told a name instead of an address: nobody knows where they are. */
  readonly placeless: readonly Phone[];
  /** Hosts of providers whose addresses are not known: names without an answer. */
  readonly unresolved: readonly { readonly id: string; readonly name: string; readonly host: string }[];
  /** Providers who may send from anywhere, or from more addresses than an office has: no rule for them is narrow. */
  readonly wide: readonly { readonly id: string; readonly name: string; readonly network: string }[];
  /** From when sign-ins are known, at most 30 days back; null: not known, or nothing was read yet. */
  readonly since: { readonly WEB: string | null; readonly SSH: string | null };
  /** Sign-ins that were told without an address. */
  readonly nameless: number;
  readonly unread: readonly Unread[];
  /** There were more connections, or addresses of sign-ins, than the PBX keeps. */
  readonly complete: boolean;
}

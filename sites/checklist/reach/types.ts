/**
 * The reach model's vocabulary: who can get to which port of this PBX, and by which rule.
 *
 * "Allowed" means that the generated firewall lets a new connection in. It says nothing about passwords, and nothing
 * about routers in front of the PBX.
 */
import type { PartData, Part } from '../facts/types.ts';
import type { Network } from './networks.ts';
import type { Piece } from './public.ts';

/** What the model reads. Providers unknown: the addresses Core opens by itself are left out, and `complete` is false. */
export interface ReachInput {
  readonly system: PartData['system'];
  readonly ports: PartData['ports'];
  readonly firewall: PartData['firewall'];
  readonly providers: Part<PartData['providers']>;
}

export type Family = 4 | 6;
export type Protocol = 'tcp' | 'udp' | 'icmp';
export interface PortRange {
  readonly protocol: Protocol;
  readonly from: number;
  readonly to: number;
}

/** SIP, IAX, WEB, SSH, AMI, AJAM, ICMP by the settings' ports; other ids are categories of modules by their rows' ports. */
export type ServiceId = string;
export interface Service {
  readonly id: ServiceId;
  /** Ports that speak this service. For SIP the signalling ports; RTP alone opens nothing to log in to. */
  readonly ports: readonly PortRange[];
}

/** How this PBX enforces its rules. */
export type Enforcement =
  | 'rules' // rules decide
  | 'off' // firewall switched off: everything open
  | 'no-rules-open' // 2026: switched on, no rule: everything open
  | 'no-rules-closed' // 2024: switched on, no rule: everybody but localhost and providers locked out
  | 'container'; // Docker, LXC without rights: Core manages no iptables, everything open as far as Core goes

/** Why an address is let in. */
export type Cause =
  | { readonly kind: 'rule'; readonly ruleId: string; readonly category: string; readonly network: string }
  | { readonly kind: 'provider'; readonly providerId: string; readonly host: string }
  | { readonly kind: 'open'; readonly because: Exclude<Enforcement, 'rules' | 'no-rules-closed'> }
  | { readonly kind: 'ipv6-unmanaged' } // 2024 never calls ip6tables
  | { readonly kind: 'localhost' };

/** One network that a cause lets in. */
export interface Grant {
  readonly cause: Cause;
  readonly network: Network;
}

export interface Answer {
  readonly allowed: boolean;
  readonly by: readonly Cause[];
}

/** One network that a cause opens for a service. */
export interface Opening {
  readonly cause: Cause;
  /** Normalised CIDR. A whole family: 0.0.0.0/0 or ::/0. */
  readonly network: string;
  readonly family: Family;
  /** What of the network is really open; left out: all of it. Lines of the rules in force cut holes. */
  readonly parts?: readonly Piece[];
  /** Public IPv4 addresses in it (0 for IPv6). Private, CGNAT, link-local, documentation … are not public. */
  readonly publicAddresses: number;
  /** Prefix length that its public IPv6 addresses amount to; null: IPv4, or none of them is public. */
  readonly publicV6Prefix: number | null;
}

/** Everything one service is open to, localhost left out. */
export interface Exposure {
  readonly service: ServiceId;
  readonly openings: readonly Opening[];
  /** Public IPv4 addresses by union of all openings. */
  readonly publicV4: number;
  /** Prefix length that the union of public IPv6 openings amounts to, rounded up (48 = at most a /48); null: none. */
  readonly publicV6Prefix: number | null;
  /** More than 65,536 public IPv4 addresses, or wider than an IPv6 /48, by union. */
  readonly atLarge: boolean;
  /** Networks without a single public address (private and the like) that can connect, normalised. */
  readonly privateNetworks: readonly string[];
}

/** A line of Core that iptables refuses as a whole: what these rules open by this protocol is closed. */
export interface Refused {
  readonly permit: string;
  readonly protocol: 'tcp' | 'udp';
  readonly ruleIds: readonly string[];
  /** More than 15 ports (a range counts two), or a range that ends before it begins. */
  readonly because: 'too-many' | 'reversed';
  readonly slots: number;
}

/** A name written where a network belongs: what it opens depends on DNS at the moment the rules are made. */
export type Unresolved =
  | { readonly kind: 'provider'; readonly providerId: string; readonly host: string }
  | { readonly kind: 'rule'; readonly ruleId: string; readonly host: string };

export interface Reach {
  readonly enforcement: Enforcement;
  /** False where something that is open could not be known: providers unknown, or an `unresolved` name that the firewall looks up. */
  readonly complete: boolean;
  readonly services: readonly Service[];
  /** Permits that are not networks of this release: the real tools refuse them, or look them up as a name. */
  readonly malformed: readonly { readonly ruleId: string; readonly permit: string }[];
  readonly refused: readonly Refused[];
  /** Openings that cannot be judged and are therefore in no answer. */
  readonly unresolved: readonly Unresolved[];
  /** May this address (IPv4 or IPv6 text) connect to the service? Any one of its ports is enough. No address: no. */
  ask(address: string, service: ServiceId): Answer;
  /** May this address send to this protocol and port? What the recorded rules are compared with. */
  askPort(address: string, protocol: Protocol, port: number): Answer;
  /** Everybody who may send to this protocol and port, in the order of the generated lines. */
  grants(protocol: Protocol, port: number): readonly Grant[];
  exposure(service: ServiceId): Exposure;
}

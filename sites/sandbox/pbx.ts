/**
 * One described PBX: what its database, files and network hold. REST v3 and the facts are both read from it, so they
 * tell the same story. Immutable: a write makes the next description.
 */
import { SECURITY_MODES, type SecurityMode } from '../checklist/facts/security-modes.ts';
import { isAtLeast, parseRelease } from '../checklist/release.ts';
import type { Leg } from './module/call-sums.ts';
import type { Attestation, PartData, SecretFeatures, Waiver } from '../checklist/facts/types.ts';
import type { ModuleMemory } from './module/memory.ts';
import type { PlantedTrace } from './module/traces.ts';

/** A stored secret and what the facts say about it. `features` null: written after the start, judged by nobody here. */
export interface Secret {
  readonly value: string;
  readonly features: SecretFeatures | null;
}

/** Somebody who is connected over TCP, by the port of the PBX. */
export interface Peer {
  readonly address: string;
  readonly port: number;
}

/** A row of m_NetworkFilters. `allow`: categories that may connect; one that is missing is blocked. */
export interface NetworkFilter {
  readonly id: number;
  readonly description: string;
  readonly permit: string;
  readonly deny: string;
  readonly newerBlockIp: boolean;
  readonly localNetwork: boolean;
  readonly priority: number;
  readonly allow: Readonly<Record<string, boolean>>;
}

/** An employee with its SIP account (and, when it has one, the mobile number). `filterId` null: from anywhere. */
export interface Employee {
  readonly id: number;
  readonly number: string;
  readonly name: string;
  readonly email: string;
  readonly avatar: string;
  readonly mobile: string;
  readonly mobileDialstring: string;
  readonly secret: Secret;
  readonly disabled: boolean;
  readonly transport: string;
  readonly dtmfmode: string;
  readonly manualAttributes: string;
  readonly recording: boolean;
  readonly filterId: string | null;
  readonly ringLength: number;
  readonly forwarding: string;
  readonly forwardingOnBusy: string;
  readonly forwardingOnUnavailable: string;
  /** `[auth] username=` in the manual attributes. */
  readonly authUsername: string | null;
  /** The manual attributes set another password; `secret.features` are then of that one. */
  readonly secretOverridden: boolean;
  readonly demo: boolean;
}

/** An internal number that is no employee: queue, menu, conference, parking slot. */
export interface InternalNumber {
  readonly number: string;
  readonly type: string;
  readonly callerid: string;
}

/** A provider. Its fields that nobody judges keep Core's names, so that a record can be read and put back. */
export interface SipProvider {
  readonly id: string;
  readonly type: 'SIP' | 'IAX';
  readonly description: string;
  readonly note: string;
  readonly disabled: boolean;
  readonly username: string;
  readonly secret: Secret;
  readonly host: string;
  readonly port: number;
  readonly transport: string;
  readonly registration: 'outbound' | 'inbound' | 'none';
  readonly filterId: string | null;
  readonly additionalHosts: readonly { readonly id: string; readonly address: string }[];
  readonly other: Readonly<Record<string, unknown>>;
  readonly demo: boolean;
}

export interface OutboundRoute {
  readonly id: number;
  readonly name: string;
  readonly priority: number;
  readonly pattern: string;
  /** −1: any length. */
  readonly rest: number;
  readonly trim: number;
  readonly prepend: string;
  readonly note: string;
  readonly providerId: string;
}

export interface AmiUser {
  readonly id: number;
  readonly username: string;
  readonly description: string;
  readonly secret: Secret;
  readonly filterId: string | null;
  readonly read: readonly string[];
  readonly write: readonly string[];
  readonly eventFilter: string;
}

export interface AriUser {
  readonly id: number;
  readonly username: string;
  readonly description: string;
  readonly password: Secret;
  readonly applications: readonly string[];
  /** Core's own flag: '0' not looked at, '1' fine, '2' weak. Kept when the password changes. */
  readonly weakPassword: string;
}

export interface ApiKey {
  readonly id: number;
  readonly key: string;
  readonly description: string;
  readonly fullPermissions: boolean;
  readonly allowedPaths: Readonly<Record<string, string>>;
  readonly filterId: string | null;
  /** As stored: 'YYYY-MM-DD hh:mm:ss', or '' for never. */
  readonly createdAt: string;
  readonly lastUsedAt: string;
}

export interface Module {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly enabled: boolean;
  readonly firewall: readonly ModuleCategory[];
  readonly publicRoutes: readonly string[];
}
export interface ModuleCategory {
  readonly key: string;
  readonly name: string;
  readonly tcpPorts: readonly number[];
}

export interface Interface {
  readonly id: number;
  readonly name: string;
  readonly address: string;
  readonly prefix: number;
  readonly gateway: string;
  readonly addressV6: string;
  readonly prefixV6: number;
  readonly internet: boolean;
  readonly dhcp: boolean;
  /** A tunnel brought up by a module: Core's network page does not know it. */
  readonly vpn: boolean;
}

export interface Ban {
  readonly ip: string;
  readonly jail: string;
  readonly from: number;
  readonly until: number;
}

export interface CustomFile {
  readonly id: number;
  readonly filepath: string;
  readonly mode: 'none' | 'append' | 'override' | 'script';
  readonly description: string;
}

/** What a person logs in with. `password` null: only its hash is known, nobody can log in with it here. */
export interface Login {
  readonly password: string | null;
  readonly storage: PartData['webLogin']['storage'];
  readonly guess: PartData['webLogin']['guess'];
  readonly features: SecretFeatures | null;
  readonly proven: PartData['webLogin']['proven'];
  /** Guesses run since then, in ms: what they come to takes the place of `guess`. */
  readonly guessingSince?: number;
}

export interface Pbx {
  readonly release: string;
  readonly bootedAt: string;
  readonly container: PartData['system']['container'];
  /** m_PbxSettings: only what differs from the defaults; values as stored, always text. */
  readonly settings: Readonly<Record<string, string>>;
  readonly webLogin: Login;
  readonly sshLogin: Login;
  /** Public keys; `blob` is base64. */
  readonly authorizedKeys: readonly { readonly type: string; readonly blob: string; readonly comment: string }[];
  /** `latest`: the release itself where it is the newest; null: never heard. */
  /** What its own advice warns of. */
  readonly warnings: NonNullable<PartData['updates']['warnings']>;
  readonly updates: { readonly online: boolean; readonly latest: string | null; readonly checkedAt: string | null };
  readonly patchMarkers: PartData['patch']['markers'];
  readonly filters: readonly NetworkFilter[];
  readonly fail2ban: {
    readonly maxretry: number;
    readonly findtime: number;
    readonly bantime: number;
    readonly whitelist: string;
    readonly banning: boolean | null;
  };
  readonly bans: readonly Ban[];
  readonly firewallAdditional: boolean;
  readonly firewallModules: readonly string[];
  readonly customFiles: readonly CustomFile[];
  readonly interfaces: readonly Interface[];
  readonly nat: { readonly enabled: boolean; readonly address: string; readonly host: string };
  readonly staticRoutes: readonly string[];
  readonly providers: readonly SipProvider[];
  readonly outboundRoutes: readonly OutboundRoute[];
  readonly employees: readonly Employee[];
  readonly otherNumbers: readonly InternalNumber[];
  readonly amiUsers: readonly AmiUser[];
  readonly ariUsers: readonly AriUser[];
  readonly apiKeys: readonly ApiKey[];
  readonly modules: readonly Module[];
  readonly devices: PartData['devices'];
  /** null: it cannot be read. */
  readonly peers: readonly Peer[] | null;
  /** That went out. */
  readonly calls: readonly Leg[];
  /** What a stranger could have left, and what was there before. */
  readonly traces: readonly PlantedTrace[];
  readonly signIns: PartData['signIns'];
  /** What the names of the providers' hosts stand for. */
  readonly providerHosts: PartData['providerHosts'];
  /** What is behind the tunnels. */
  readonly vpn: PartData['vpn'];
  /** What earlier readings saw. `changedAt` by owner; one that is missing was not changed since the first reading. */
  readonly rotation: {
    readonly firstReadingAt: string;
    readonly holeClosedAt: string | null;
    readonly newerSince?: string;
    readonly changedAt: Readonly<Record<string, string>>;
  };
  readonly attestations: readonly Attestation[];
  readonly waivers: readonly Waiver[];
  readonly module: ModuleMemory;
  /** Highest row ids ever given, so that a deleted id is not given again. */
  readonly lastIds: Readonly<Record<'filter' | 'employee' | 'host' | 'route' | 'ami' | 'ari' | 'apiKey', number>>;
}

/** Lists of bans with countries, who asks, the web filter, a security mode (facts: Core since 2026.2.118). */
export const isNewest = ({ release }: Pick<Pbx, 'release'>): boolean =>
  isAtLeast(parseRelease(release), '2026.2.118') === true;

/** The security mode in force, as the web server takes it; null: a release without it. */
export function securityModeOf({ release, settings }: Pick<Pbx, 'release' | 'settings'>): SecurityMode | null {
  if (!isNewest({ release })) return null;
  return SECURITY_MODES.find((mode) => mode === settings['PBXSecurityMode']) ?? 'balanced';
}

/** 2024 has neither REST v3 nor priorities, IPv6 rules, ARI users, API keys. */
export const is2024 = (pbx: Pbx): boolean => pbx.release.startsWith('2024.');

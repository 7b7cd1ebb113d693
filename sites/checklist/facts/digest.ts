/** Digests: what a part says, in 64 characters. Equal data gives an equal digest wherever and whenever it was read. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Part, PartData, PartName, Parts } from './types.ts';
import { isRead } from './value.ts';

/** JSON without blanks, keys of every object sorted by code unit. What JSON cannot say is left out, as JSON does. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (typeof value === 'object' && value !== null) {
    const told = new Map<string, unknown>(Object.entries(value));
    const members = [...told.keys()].sort().flatMap((key) => {
      const member = told.get(key);
      return member === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(member)}`];
    });
    return `{${members.join()}}`;
  }
  return value === undefined ? 'null' : JSON.stringify(value);
}

/** SHA-256, as lower-case hex, of the canonical JSON. */
export function digestOf(value: unknown): string {
  return sha256Hex(canonicalJson(value));
}

/**
 * The digest of a part: of what it says except what changes by itself. How many addresses a jail bans is up to strangers,
 * who signed in again, used a key or looked up a name again is no news; none of it outdates a plan.
 */
export function digestOfPart<P extends PartName>(name: P, data: PartData[P]): string {
  const lasting = LASTING[name];
  return digestOf(lasting === undefined ? data : lasting(data));
}

const LASTING: { readonly [P in PartName]?: (data: PartData[P]) => unknown } = {
  fail2ban: ({ jails, ...data }) => ({ ...data, jails: jails?.map(({ name }) => ({ name })) ?? jails }),
  apiKeys: (keys) => keys.map(({ lastUsedAt: _, ...key }) => key),
  signIns: ({ web, ssh }) => ({ web: namedIn(web), ssh: namedIn(ssh) }),
  connections: ({ rows }) => rows.map(({ port, address }) => ({ port, address })),
  providerHosts: (hosts) =>
    hosts.map(({ host, addresses }) => ({
      host,
      addresses: addresses.map(({ address, target }) => ({ address, target })),
    })),
  vpn: (tunnels) =>
    tunnels.map(({ name, networks, peers }) => ({
      name,
      networks,
      peers: isRead(peers) ? peers.map((peer) => ({ name: peer.name, networks: peer.networks })) : peers,
    })),
};

/** Addresses of people, whenever they came. */
const namedIn = (service: PartData['signIns']['web']) =>
  isRead(service) ? service.addresses.map(({ address }) => address) : service;

/** One digest for several parts: of their names and own digests, an unknown part by its reason. Also the ETag of them. */
export const digestOfParts = (parts: Parts, names: readonly PartName[]): string =>
  sha256Hex(names.map((name) => `${name} ${signOf(parts[name])}`).join('\n'));

const signOf = (part: Part<unknown>): string => (part.state === 'known' ? part.digest : part.reason);

/**
 * The same of what the steps of a plan follow from. Whether Fail2Ban runs at the moment is none of it: Core stops it with
 * each change for seconds, and its settings stay.
 */
export function planDigestOf(parts: Parts, names: readonly PartName[]): string {
  const { fail2ban } = parts;
  if (fail2ban.state === 'unknown') return digestOfParts(parts, names);
  const { banning: _, banningUnknown: _unknown, jails: _jails, ...set } = fail2ban.data;
  return digestOfParts({ ...parts, fail2ban: { ...fail2ban, digest: digestOf(set) } }, names);
}

const sha256Hex = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

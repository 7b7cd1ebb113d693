/** Addresses and networks in every spelling that firewall rows hold, read as the real iptables reads them. */
import ipaddr from 'ipaddr.js';
import { rememberedText } from './remembered.ts';

/** IPv4 as a number below 2^32, IPv6 as a bigint below 2^128. */
export type Address = { readonly family: 4; readonly value: number } | { readonly family: 6; readonly value: bigint };
/** Half-open: `to` is the first address behind it. `cidr` is normalised: no host bits, IPv6 as in RFC 5952. */
export type Network =
  | { readonly family: 4; readonly cidr: string; readonly prefix: number; readonly from: number; readonly to: number }
  | { readonly family: 6; readonly cidr: string; readonly prefix: number; readonly from: bigint; readonly to: bigint };

/** What a permit (or a provider's host) amounts to. One bad part spoils a whole comma list. */
export type Permit =
  | { readonly kind: 'networks'; readonly networks: readonly Network[] }
  | { readonly kind: 'refused' } // iptables refuses it: nothing is opened
  | { readonly kind: 'unjudged' }; // a name or stranger: what it opens cannot be known from here

export const WHOLE_V4: Network = { family: 4, cidr: '0.0.0.0/0', prefix: 0, from: 0, to: 2 ** 32 };
export const WHOLE_V6: Network = { family: 6, cidr: '::/0', prefix: 0, from: 0n, to: 1n << 128n };

/** Longer texts are no address; it also bounds the work on hostile ones. */
const LONGEST = 64;
/** Addresses of phones are asked about by many checks: as many as a large PBX has. */
const MOST_READ = 20_000;
const FOUR_DECIMALS = /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/;

/** A client's address; null where the text is none. An IPv4 client of a dual-stack socket (::ffff:1.2.3.4) is IPv4. */
export const parseAddress = rememberedText(MOST_READ, LONGEST, (text): Address | null => {
  if (FOUR_DECIMALS.test(text)) {
    const value = fromOctets(text.split('.').map(Number));
    return value === null ? null : { family: 4, value };
  }
  const value = v6Value(text.replace(/%\w{1,15}$/, ''));
  if (value === null) return null;
  return value >> 32n === 0xffffn ? { family: 4, value: Number(value & 0xffffffffn) } : { family: 6, value };
});

/** The text of an address. */
export function addressText(address: Address): string {
  if (address.family === 4) return [24, 16, 8, 0].map((shift) => (address.value >>> shift) & 255).join('.');
  const parts = Array.from({ length: 8 }, (_, i) => Number((address.value >> BigInt(112 - 16 * i)) & 0xffffn));
  return new ipaddr.IPv6(parts).toString();
}

export function contains(network: Network, address: Address): boolean {
  if (network.family === 4) {
    return address.family === 4 && network.from <= address.value && address.value < network.to;
  }
  return address.family === 6 && network.from <= address.value && address.value < network.to;
}

/**
 * A permit as Core hands it to iptables or ip6tables: CIDR, single address, comma list, any mask spelling.
 * Core takes ip6tables if the text before the first slash is an IPv6 address; so a list of both families is refused.
 */
export const parsePermit = rememberedText(MOST_READ, LONGEST, (permit): Permit => {
  const text = permit.trim();
  const head = text.split('/', 1)[0] ?? '';
  const parseOne = v6Value(head) === null ? parseV4 : parseV6;
  const networks: Network[] = [];
  for (const part of text.split(',')) {
    const network = part.length > LONGEST ? null : parseOne(part);
    if (network === null) return { kind: mayBeRead(text) ? 'unjudged' : 'refused' };
    networks.push(network);
  }
  return { kind: 'networks', networks };
});

/** The networks of a text that holds nothing else, or none. */
export function networksOf(permit: string): readonly Network[] {
  const read = parsePermit(permit);
  return read.kind === 'networks' ? read.networks : [];
}

/** Not a network to us, but maybe to the PBX: a name, a mask with holes, a character that the shell acts on. */
function mayBeRead(text: string): boolean {
  const letters = text.includes(':') ? /[g-z]/i : /[a-z]/i;
  return letters.test(text) || /\/\d+\./.test(text) || /[^\w.:/,\s-]/.test(text);
}

function parseV4(text: string): Network | null {
  const { name, mask } = split(text);
  const bits = mask === null ? 32 : maskBits(mask, 32);
  if (bits === null) return null;
  // iptables never looks at the name before a null mask: "1.2.3.4/0" and even "anything/0" are everybody.
  if (bits === 0) return /^[\w.-]*$/.test(name) ? WHOLE_V4 : null;
  const address = looseQuad(name);
  return address === null ? null : networkV4(address, bits);
}

function parseV6(text: string): Network | null {
  const { name, mask } = split(text);
  const bits = mask === null ? 128 : maskBits(mask, 128);
  const value = v6Value(name);
  return bits === null || value === null ? null : networkV6(value, bits);
}

function networkV4(value: number, prefix: number): Network {
  const size = 2 ** (32 - prefix);
  const from = value - (value % size);
  return { family: 4, prefix, from, to: from + size, cidr: `${addressText({ family: 4, value: from })}/${prefix}` };
}

function networkV6(value: bigint, prefix: number): Network {
  const size = 1n << BigInt(128 - prefix);
  const from = value - (value % size);
  return { family: 6, prefix, from, to: from + size, cidr: `${addressText({ family: 6, value: from })}/${prefix}` };
}

function split(text: string): { readonly name: string; readonly mask: string | null } {
  const slash = text.lastIndexOf('/');
  return slash < 0 ? { name: text, mask: null } : { name: text.slice(0, slash), mask: text.slice(slash + 1) };
}

/** What only the PBX itself sends from. */
export function isLoopback(address: Address): boolean {
  return address.family === 4 ? address.value >>> 24 === 127 : address.value === 1n;
}

export function isWithin(inner: Network, outer: Network): boolean {
  if (inner.family === 4) return outer.family === 4 && outer.from <= inner.from && inner.to <= outer.to;
  return outer.family === 6 && outer.from <= inner.from && inner.to <= outer.to;
}

/** The texts of a network and of all that hold it. */
export function outerOf(network: Network): readonly string[] {
  const prefixes = Array.from({ length: network.prefix + 1 }, (_, i) => network.prefix - i);
  return prefixes.map((prefix) =>
    network.family === 4 ? networkV4(network.from, prefix).cidr : networkV6(network.from, prefix).cidr,
  );
}

/** Do two networks share an address? Networks hold each other or lie apart. */
export function overlaps(a: Network, b: Network): boolean {
  if (a.family === 4) return b.family === 4 && a.from < b.to && b.from < a.to;
  return b.family === 6 && a.from < b.to && b.from < a.to;
}

/** The fewest networks from one address to another, both among them. */
export function networksBetween(first: Address, last: Address): readonly Network[] {
  if (first.family !== last.family) return [];
  const longest = first.family === 4 ? 32 : 128;
  const networks: Network[] = [];
  const end = BigInt(last.value) + 1n;
  for (let start = BigInt(first.value); start < end;) {
    let prefix = longest;
    const fits = (size: bigint) => start % size === 0n && start + size <= end;
    while (prefix > 0 && fits(1n << BigInt(longest - prefix + 1))) prefix--;
    networks.push(first.family === 4 ? networkV4(Number(start), prefix) : networkV6(start, prefix));
    start += 1n << BigInt(longest - prefix);
  }
  return networks;
}

/** A mask as strtoul reads it ("00" and "010" are octal), or written out ("255.255.0.0"). */
function maskBits(mask: string, longest: 32 | 128): number | null {
  const bits = looseNumber(mask);
  if (bits !== null) return bits <= longest ? bits : null;
  try {
    return (longest === 32 ? ipaddr.IPv4.parse(mask) : ipaddr.IPv6.parse(mask)).prefixLengthFromSubnetMask();
  } catch {
    return null;
  }
}

function looseNumber(text: string): number | null {
  if (/^0[0-7]{0,9}$/.test(text)) return Number.parseInt(text, 8);
  return /^[1-9]\d{0,9}$|^0[xX][\da-fA-F]{1,8}$/.test(text) ? Number(text) : null;
}

/** iptables fills up missing octets ("10" is 10.0.0.0) and reads octal and hexadecimal ones. */
function looseQuad(text: string): number | null {
  const octets = text.split('.').map(looseNumber);
  while (octets.length < 4) octets.push(0);
  return octets.length > 4 ? null : fromOctets(octets);
}

function fromOctets(octets: readonly (number | null)[]): number | null {
  let value = 0;
  for (const octet of octets) {
    if (octet === null || octet > 255) return null;
    value = value * 256 + octet;
  }
  return value;
}

function v6Value(text: string): bigint | null {
  if (text.length > LONGEST || !text.includes(':') || text.includes('%')) return null;
  try {
    return ipaddr.IPv6.parse(text).parts.reduce((value, part) => (value << 16n) | BigInt(part), 0n);
  } catch {
    return null;
  }
}

/** The networks that count as ours, and the person who asks among them. */
import { narrownessOf, NARROW_V4, sizeOf } from '../exposure/limits.ts';
import type { PartData } from '../facts/types.ts';
import { isOldRelease } from '../reach/enforcement.ts';
import { addressText, isLoopback, networksOf, parseAddress, type Address, type Network } from '../reach/networks.ts';
import type { Asker } from './action.ts';
import type { Refusal } from './refusals.ts';
import { covers, holds, overlap } from './space.ts';

export interface Ours {
  readonly networks: readonly Network[];
  readonly address: Address;
  /** Text of the address, always the same for the same address. */
  readonly asker: string;
  /** The person's own address, where no named network holds it. */
  readonly added: Network | null;
}

/** One network, as a person writes it: an address, or a network with its length. No lists, names and old spellings. */
const WRITTEN = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:\/\d{1,3})?$/;

/** IPv4 written as IPv6: a rule for it would hold nobody, as no packet comes from there. */
const MAPPED_V4 = networksOf('::ffff:0:0/96');

/** Distinct, and without those that another one holds. */
export function readNetworks(
  texts: readonly string[],
  { release }: Pick<PartData['system'], 'release'>,
): readonly Network[] | Refusal {
  const read: Network[] = [];
  for (const text of texts) {
    const written = text.trim();
    const [network] = WRITTEN.test(written) ? networksOf(written) : [];
    if (network === undefined || overlap(MAPPED_V4, [network])) return { kind: 'not-a-network', network: text };
    if (network.family === 6 && isOldRelease(release)) return { kind: 'no-ipv6', network: network.cidr };
    read.push(network);
  }
  const distinct = [...new Map(read.map((network) => [network.cidr, network])).values()];
  return distinct.filter((network) => !distinct.some((other) => other !== network && covers([other], [network])));
}

/**
 * What a person calls ours may not be wider than an office: 256 public addresses each, 1,024 in all, neighbours joined.
 * `home`: public addresses of this PBX; the IPv6 network that they are in, up to a /48, is one customer's.
 */
export function tooWide(networks: readonly Network[], home: readonly Network[]): Refusal | null {
  const [first, ...more] = networks;
  // Mostly it is one address.
  if (first?.family === 4 && first.to - first.from <= NARROW_V4 && more.length === 0) return null;
  const openings = networks.map(({ cidr, family }) => ({ network: cidr, family, ...sizeOf(cidr) }));
  const narrow = narrownessOf(openings, home);
  const wide = openings.filter((opening) => !narrow.of(opening));
  if (wide.length === 0 && narrow.ofAll) return null;
  return { kind: 'too-wide', networks: (wide.length > 0 ? wide : openings).map(({ network }) => network) };
}

/**
 * Who can be told apart from everybody else, so that a new connection of theirs proves something; or who can sign in anew:
 * then the address of their proxy is let in.
 */
export function whoAsks(
  { address: text, seen, signsIn = false }: Asker,
  { container }: Pick<PartData['system'], 'container'>,
): Address | Refusal {
  const address = parseAddress(text);
  if (address === null) return { kind: 'bad-address', address: text };
  const isBridge = container.kind === 'docker' && container.network !== 'host';
  const really = isBridge ? 'bridge' : isLoopback(address) && seen === 'direct' ? 'proxy' : seen;
  const isTold = really === 'gateway' || (really === 'proxy' && signsIn);
  if (really === 'direct' || (isTold && !isLoopback(address))) return address;
  return { kind: 'not-a-person', seen: really === 'gateway' ? 'proxy' : really, address: addressText(address) };
}

/** The person is kept in: by a network that was named, or else by their own address alone. */
export function oursOf(
  asker: Asker,
  others: readonly string[],
  system: Pick<PartData['system'], 'release' | 'container'>,
  home: readonly Network[],
): Ours | Refusal {
  const address = whoAsks(asker, system);
  if ('kind' in address) return address;
  const text = addressText(address);
  if (address.family === 6 && isOldRelease(system.release)) return { kind: 'asker-ipv6', address: text };
  const named = readNetworks([...asker.networks, ...others], system);
  if ('kind' in named) return named;
  const wide = tooWide(named, home);
  if (wide !== null) return wide;
  if (holds(named, address)) return { networks: named, address, asker: text, added: null };
  if (asker.seen === 'gateway') return { kind: 'name-network', address: text };
  const [added] = networksOf(text);
  if (added === undefined) return { kind: 'bad-address', address: asker.address };
  const together = [...named, added];
  return tooWide(together, home) ?? { networks: together, address, asker: text, added };
}

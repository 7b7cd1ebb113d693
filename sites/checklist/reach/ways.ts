/** By which interfaces somebody outside can come, and which addresses of the PBX they meet there. */
import type { Network as NetworkFacts } from '../facts/types.ts';
import { networksOf, type Network } from './networks.ts';
import { publicV4, publicV6Prefix } from './public.ts';
import type { Chain } from './running-lines.ts';
import type { Family } from './types.ts';

export interface Way {
  /** null: whichever; no line asks. */
  readonly interface: string | null;
  /** Who comes this way. */
  readonly from: readonly Network[] | 'anybody';
  /** Addresses of the PBX that are called this way, and its other ones; null: not known. */
  readonly here: readonly Network[] | null;
  readonly elsewhere: readonly Network[];
  /** False: the interface is named by a line, but this PBX has none of that name at the moment. */
  readonly exists: boolean;
}

const ANYHOW: Way = { interface: null, from: 'anybody', here: null, elsewhere: [], exists: true };
/** What only the PBX itself uses. */
export const LOOPBACK: Way = { ...ANYHOW, interface: 'lo' };
/** A name that no line has. */
const ANOTHER = '';

/** `eth+` is every name that begins so. */
export function isInterface(name: string, pattern: string): boolean {
  return pattern.endsWith('+') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/**
 * All ways that these lines tell apart. Where the interfaces are not known (null), anybody may come by each that a line
 * names, or by another one.
 */
export function waysInto(chain: Chain, network: NetworkFacts | null): readonly Way[] {
  const conditions = chain.rules.flatMap((rule) => rule.conditions);
  const patterns = conditions.flatMap((condition) => (condition.kind === 'interface' ? [condition.pattern] : []));
  const named = [...new Set(patterns)].filter((pattern) => pattern !== 'lo');
  if (named.length === 0 && !conditions.some(({ kind }) => kind === 'destination')) {
    return [patterns.length === 0 ? ANYHOW : { ...ANYHOW, interface: ANOTHER }];
  }
  const known = network === null ? [] : interfacesOf(network, chain.family);
  const missing = named
    .filter((pattern) => !known.some((way) => isInterface(way.interface ?? ANOTHER, pattern)))
    .map((pattern) => ({ ...ANYHOW, interface: pattern.replace(/\+$/, ''), exists: known.length === 0 }));
  return known.length > 0 ? [...known, ...missing] : [...missing, { ...ANYHOW, interface: ANOTHER }];
}

/**
 * Everybody comes by the interface of the internet, and by one with a public address. By others only who is attached
 * there or has a route: an answer to anybody else would leave by the first.
 */
function interfacesOf({ interfaces, routes }: NetworkFacts, family: Family): Way[] {
  const readable = interfaces.map(({ name, internet, addresses }) => {
    const attached = addresses.flatMap(networksOf).filter((one) => one.family === family);
    const own = addresses.flatMap((address) => networksOf(hostOf(address))).filter((one) => one.family === family);
    return { name, internet, attached, own };
  });
  const isOnInternet = ({ internet, own }: (typeof readable)[number]) => internet || own.some(isPublic);
  const isAnyOnInternet = readable.some(isOnInternet);
  // The default route is that of the internet.
  const routed = routes.flatMap(networksOf).filter((one) => one.family === family && one.prefix > 0);
  return readable.map((one) => {
    const isOpen = !isAnyOnInternet || isOnInternet(one);
    const called = one.own.some(isPublic) ? one.own.filter(isPublic) : one.own;
    const all = readable.flatMap(({ own }) => own);
    const here = isOpen ? called : all;
    return {
      interface: one.name,
      from: isOpen ? 'anybody' : [...one.attached, ...routed],
      here: here.length === 0 ? null : here,
      elsewhere: all.filter((address) => !here.includes(address)),
      exists: true,
    };
  });
}

const isPublic = (network: Network): boolean => publicV4([network]) > 0 || publicV6Prefix([network]) !== null;
const hostOf = (cidr: string): string => cidr.trim().split('/', 1)[0] ?? '';

/**
 * What the options of an iptables line ask of a packet that opens a new connection from outside (iptables-extensions(8)).
 * Anything not written here is unclear.
 */
import { networksBetween, networksOf, overlaps, parseAddress, parsePermit, type Network } from './networks.ts';
import type { Family, PortRange, Protocol } from './types.ts';

/** `content`, `listed` and `unlisted` are for somebody of whom only the address is known. */
export type Asks =
  | { readonly kind: 'source'; readonly networks: readonly Network[] }
  | { readonly kind: 'destination'; readonly networks: readonly Network[] }
  | { readonly kind: 'protocol'; readonly protocol: Protocol | 'other' }
  | { readonly kind: 'ports'; readonly ranges: readonly Omit<PortRange, 'protocol'>[] }
  | { readonly kind: 'interface'; readonly pattern: string } // `eth0`, `eth+`, `lo`
  | { readonly kind: 'always' }
  | { readonly kind: 'never' }
  | { readonly kind: 'content' } // what is sent, how often or when: anybody can send one that fits, and one that does not
  | { readonly kind: 'listed' } // addresses on a list, of which we see the name only
  | { readonly kind: 'unclear' };

type ReadOption = (values: readonly string[], family: Family) => Asks;

const ALWAYS: Asks = { kind: 'always' };
const NEVER: Asks = { kind: 'never' };
const CONTENT: Asks = { kind: 'content' };
const LISTED: Asks = { kind: 'listed' };
const UNCLEAR: Asks = { kind: 'unclear' };

/** Modules whose options below say what they mean, and those that mean one thing whatever their options. */
export const MODULES: ReadonlyMap<string, Asks | 'by-options'> = byName<Asks | 'by-options'>([
  [
    'tcp udp icmp icmp6 ipv6-icmp multiport conntrack state set recent iprange addrtype pkttype mac geoip',
    'by-options',
  ],
  ['comment nfacct', ALWAYS],
  ['string u32 length tcpmss tos dscp ecn ttl hl ah esp frag hbh dst rt ipv6header', CONTENT],
  ['hashlimit limit connlimit connbytes quota statistic time cpu rpfilter', CONTENT],
]);

/** `-m` and `-j` are not among them. */
export const OPTIONS: ReadonlyMap<string, ReadOption> = byName<ReadOption>([
  ['-s --source --src', readSource],
  ['-d --destination --dst', readDestination],
  ['--src-range', ([range = ''], family) => readRange('source', range, family)],
  ['--dst-range', ([range = ''], family) => readRange('destination', range, family)],
  ['-i --in-interface', ([pattern = '']): Asks => ({ kind: 'interface', pattern })],
  ['-p --protocol', readProtocol],
  ['--dport --dports --destination-port --destination-ports', readPorts],
  // Senders choose their own port.
  ['--sport --sports --source-port --source-ports --ports', () => CONTENT],
  ['--tcp-flags', ([asked = '', set = '']) => readFlags(asked, set)],
  ['--syn', () => ALWAYS],
  ['-f --fragment', () => CONTENT],
  ['--ctstate --state', readState],
  ['--icmp-type', ([type = ''], family) => (family === 4 ? readIcmpType(type, '8') : NEVER)],
  ['--icmpv6-type', ([type = ''], family) => (family === 6 ? readIcmpType(type, '128') : NEVER)],
  ['--match-set', ([, flags = '']) => (/(?:^|,)src(?:,|$)/.test(flags) ? LISTED : UNCLEAR)],
  ['--mac-source --source-country --src-cc', () => LISTED],
  ['--rcheck --update --remove', () => LISTED],
  // Of `recent` it takes no value; in old lines it names a list.
  ['--set', ([list]) => (list === undefined ? ALWAYS : LISTED)],
  ['--name --seconds --hitcount --reap --rttl --rsource --rdest --mask', () => ALWAYS],
  ['--dst-type', ([type]) => (type === 'LOCAL' || type === 'UNICAST' ? ALWAYS : UNCLEAR)],
  ['--src-type', ([type]) => (type === 'UNICAST' ? ALWAYS : UNCLEAR)],
  ['--limit-iface-in', () => ALWAYS],
  // Nobody opens a connection by broadcast.
  ['--pkt-type', ([type]) => (type === 'unicast' ? ALWAYS : NEVER)],
  ['-c --set-counters --comment', () => ALWAYS],
]);

function byName<T>(rows: readonly (readonly [names: string, meaning: T])[]): ReadonlyMap<string, T> {
  return new Map(rows.flatMap(([names, meaning]) => names.split(' ').map((name) => [name, meaning] as const)));
}

/** A network of the other family is refused by the real tool, so no such line is in force. */
function readSource([text = '']: readonly string[], family: Family): Asks {
  if (parsePermit(text).kind === 'unjudged') return UNCLEAR;
  const networks = networksOf(text);
  return networks.every((network) => network.family === family) && networks.length > 0
    ? { kind: 'source', networks }
    : NEVER;
}

/** Sent to many at once: no way to open a connection. */
const TO_MANY = ['224.0.0.0/4', '255.255.255.255/32', 'ff00::/8'].flatMap(networksOf);

function readDestination([text = '']: readonly string[], family: Family): Asks {
  const networks = networksOf(text);
  if (networks.length === 0 || networks.some((network) => network.family !== family)) return UNCLEAR;
  if (networks.some(({ prefix }) => prefix === 0)) return ALWAYS;
  const toOne = networks.filter((network) => !TO_MANY.some((many) => overlaps(network, many)));
  return toOne.length === 0 ? NEVER : { kind: 'destination', networks: toOne };
}

function readRange(kind: 'source' | 'destination', text: string, family: Family): Asks {
  const [from, to, more] = text.split('-').map(parseAddress);
  if (from?.family !== family || to?.family !== family || more !== undefined) return UNCLEAR;
  return { kind, networks: networksBetween(from, to) };
}

/** Protocols as one family names them: ICMP of the other family never comes in. */
const PROTOCOLS: Readonly<Record<Family, ReadonlyMap<string, Protocol>>> = {
  4: byName([
    ['tcp 6', 'tcp'],
    ['udp 17', 'udp'],
    ['icmp 1', 'icmp'],
  ]),
  6: byName([
    ['tcp 6', 'tcp'],
    ['udp 17', 'udp'],
    ['ipv6-icmp icmpv6 58', 'icmp'],
  ]),
};

function readProtocol([name = '']: readonly string[], family: Family): Asks {
  if (name === 'all' || name === '0') return ALWAYS;
  return { kind: 'protocol', protocol: PROTOCOLS[family].get(name) ?? 'other' };
}

function readPorts([text = '']: readonly string[]): Asks {
  const ranges = text.split(',').map((part) => /^(\d{0,5})(?:(:)(\d{0,5}))?$/.exec(part));
  if (ranges.some((range) => range === null)) return UNCLEAR;
  return {
    kind: 'ports',
    ranges: ranges.flatMap((range) => {
      if (range === null) return [];
      const from = Number(range[1] ?? 0);
      return [{ from, to: range[2] === undefined ? from : range[3] === '' ? 65535 : Number(range[3]) }];
    }),
  };
}

/** UNTRACKED is said where other tables said so first. */
function readState([text = '']: readonly string[]): Asks {
  const states = text.split(',');
  if (states.includes('NEW')) return ALWAYS;
  return states.every((state) => ['ESTABLISHED', 'RELATED', 'INVALID'].includes(state)) ? NEVER : UNCLEAR;
}

/** The first packet of a connection has SYN, neither ACK, FIN nor RST; the others are up to the sender. */
function readFlags(asked: string, set: string): Asks {
  const looked = new Set(asked === 'ALL' ? ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG'] : asked.split(','));
  const wanted = new Set(set === 'ALL' ? looked : set.split(',').filter((flag) => flag !== 'NONE'));
  const fits = ['FIN', 'SYN', 'RST', 'ACK'].every((flag) => !looked.has(flag) || wanted.has(flag) === (flag === 'SYN'));
  if (!fits) return NEVER;
  return looked.has('PSH') || looked.has('URG') ? CONTENT : ALWAYS;
}

/** The only kind of ICMP that asks for anything is the echo request; iptables takes any unambiguous beginning of it. */
function readIcmpType(value: string, echo: string): Asks {
  if (value === echo || value === 'any' || value === '255') return ALWAYS;
  if (value.startsWith(`${echo}/`)) return CONTENT; // any code of it is answered
  return value.length > 7 && 'echo-request'.startsWith(value) ? ALWAYS : NEVER;
}

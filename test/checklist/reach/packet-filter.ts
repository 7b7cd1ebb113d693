/**
 * What the kernel does with one packet under the recorded lines. Written apart from the model and from running.ts, on
 * purpose: only the forms that Core generates, and a line of any other form is an error.
 */
import { BlockList, isIP } from 'node:net';
import type { Protocol } from '../../../sites/checklist/reach/types.ts';
import { isListed } from './listed.ts';

const LINE =
  /^-A INPUT(?: -s (?<source>\S+))?(?: -p (?<protocol>\S+))?(?: -m multiport --dport (?<ports>[\d,:]+))?(?<icmp> --icmp-type echo-reques)? -j (?<target>ACCEPT|DROP)$/;
const CONNTRACK = '-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT';
const HASHLIMIT = /^-A INPUT -p (?:udp|tcp) -m state --state NEW -m hashlimit .* -j DROP$/;

type Filter = (address: string, protocol: Protocol, port: number) => boolean;

/** A new connection, never too fast, from an address of this family: accepted? The policy is ACCEPT. */
export function packetFilter(lines: readonly string[], family: 4 | 6): Filter {
  const rules = lines
    .filter((line) => line !== CONNTRACK && !HASHLIMIT.test(line))
    .flatMap((line) => parse(line, family));
  return (address, protocol, port) => rules.find((rule) => rule.matches(address, protocol, port))?.accepts ?? true;
}

function parse(line: string, family: 4 | 6): { matches: Filter; accepts: boolean }[] {
  const groups = LINE.exec(line)?.groups;
  if (groups === undefined) throw new Error(`no such form of line: ${line}`);
  const { source, protocol, ports, icmp, target } = groups;
  // The real ip6tables refuses this option, the real iptables an IPv6 source (or a name that does not resolve): such
  // lines never exist in the kernel.
  if (icmp !== undefined && family === 6) return [];
  const inSource = source === undefined ? () => true : sourceOf(source, family);
  if (inSource === null) return [];
  const ranges = ports?.split(',').map((part) => part.split(':').map(Number));
  return [
    {
      accepts: target === 'ACCEPT',
      matches: (address, asked, port) =>
        (protocol === undefined || protocol === asked) &&
        (ranges === undefined || ranges.some(([from = -1, to = from]) => from <= port && port <= to)) &&
        inSource(address),
    },
  ];
}

/** By the operating system's own notion of networks. null: not for this family. */
function sourceOf(source: string, family: 4 | 6): ((address: string) => boolean) | null {
  const list = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  for (const part of source.split(',')) {
    const [address = '', bits = family === 4 ? '32' : '128'] = part.split('/');
    if (isIP(address) !== family) return null;
    if (Number(bits) === 0) return () => true;
    list.addSubnet(address, Number(bits), type);
  }
  return (address) => isListed(list, address, family);
}

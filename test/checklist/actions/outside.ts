/** Who gets in by the generated lines: apart from the reach model, port by port and address by address. */
import { BlockList, isIP } from 'node:net';
import type { Parts } from '../../../sites/checklist/facts/types.ts';
import type { Protocol } from '../../../sites/checklist/reach/types.ts';
import { isListed } from '../reach/listed.ts';
import { packetFilter } from '../reach/packet-filter.ts';
import { inputOf, linesOf } from './random.ts';

export type Gate = (address: string, protocol: Protocol, port: number) => boolean;

export function gateOf(facts: Parts): Gate {
  const { v4, v6 } = linesOf(facts);
  const four = packetFilter(v4, 4);
  const six = packetFilter(v6, 6);
  return (address, protocol, port) => (isIP(address) === 6 ? six : four)(address, protocol, port);
}

/** By the operating system's own notion of networks. */
export function inside(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address);
    if (family === 0) continue;
    list.addSubnet(address, Number(bits ?? (family === 4 ? 32 : 128)), family === 4 ? 'ipv4' : 'ipv6');
  }
  return (address) => isListed(list, address, isIP(address) === 6 ? 6 : 4);
}

/** First and last address of networks, and their neighbours, IPv4; for IPv6 the address itself. */
export function edgesOf(permits: readonly string[]): string[] {
  const asText = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
  return permits
    .flatMap((permit) => permit.split(','))
    .flatMap((permit) => {
      const [address = '', bits = '32'] = permit.split('/');
      if (isIP(address) === 6) return [address];
      if (isIP(address) === 0) return [];
      const value = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
      const size = 2 ** (32 - Number(bits));
      const first = value - (value % size);
      return [first - 1, first, first + size - 1, first + size]
        .filter((edge) => edge >= 0 && edge < 2 ** 32)
        .map((edge) => asText(edge));
    });
}

/** Addresses at which these facts, or these networks, change their mind; localhost left out. */
export function addressesOf(facts: Parts, networks: readonly string[]): readonly string[] {
  const permits = inputOf(facts).firewall.rules.map(({ permit }) => permit);
  const all = edgesOf(['8.8.8.8/32', '10.0.0.9/32', ...permits, ...networks]);
  const some = [...new Set(all)].filter((address) => !address.startsWith('127.') && address !== '::1');
  // Of many, some of all; the next firewall shows others.
  const step = Math.ceil(some.length / MOST);
  return some.filter((_, i) => i % step === permits.length % step);
}
const MOST = 12;

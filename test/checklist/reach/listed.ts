/** Lists of networks by the operating system's own notion of them. */
import { isIP, SocketAddress, type BlockList } from 'node:net';

/** Is the address in the list? What is none of this family is in no list. */
export function isListed(list: BlockList, address: string, family: 4 | 6): boolean {
  if (isIP(address) !== family) return false;
  const known = read.get(address) ?? new SocketAddress({ address, family: family === 4 ? 'ipv4' : 'ipv6' });
  if (read.size >= MOST) read.clear();
  read.set(address, known);
  return list.check(known);
}

/** To read one takes longer than all else, and the same few are tried at many lists. */
const read = new Map<string, SocketAddress>();
const MOST = 10_000;

/** Programs that are connected to AMI or ARI from other machines; of each user nobody can tell which. */
import type { Parts } from '../facts/types.ts';
import { addressText, isLoopback, parseAddress } from '../reach/networks.ts';

/** Addresses, those with most connections first; none where they could not be read. */
export function connectedPrograms({ connections, ports }: Pick<Parts, 'connections' | 'ports'>): readonly string[] {
  if (connections.state === 'unknown' || ports.state === 'unknown') return [];
  const { ami, ajam, ajamTls } = ports.data;
  const counts = new Map<string, number>();
  for (const { port, address, count } of connections.data.rows) {
    const parsed = parseAddress(address);
    if (![ami, ajam, ajamTls].includes(port) || parsed === null || isLoopback(parsed)) continue;
    const text = addressText(parsed);
    counts.set(text, (counts.get(text) ?? 0) + count);
  }
  return [...counts].sort(([, one], [, other]) => other - one).map(([address]) => address);
}

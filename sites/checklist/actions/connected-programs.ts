/** Programs that are connected to AMI or ARI from other machines. With which user only the log of sign-ins tells (`ami-sign-ins`). */
import type { Parts } from '../facts/types.ts';
import { addressText, isLoopback, parseAddress } from '../reach/networks.ts';

type Needed = Pick<Parts, 'connections' | 'ports'>;

/** Addresses, those with most connections first; none where they could not be read. */
export const connectedPrograms = (parts: Needed): readonly string[] =>
  connectionsOfPrograms(parts).map(({ address }) => address);

export function connectionsOfPrograms({
  connections,
  ports,
}: Needed): readonly { readonly address: string; readonly count: number }[] {
  if (connections.state === 'unknown' || ports.state === 'unknown') return [];
  const { ami, ajam, ajamTls } = ports.data;
  const counts = new Map<string, number>();
  for (const { port, address, count } of connections.data.rows) {
    const parsed = parseAddress(address);
    if (![ami, ajam, ajamTls].includes(port) || parsed === null || isLoopback(parsed)) continue;
    const text = addressText(parsed);
    counts.set(text, (counts.get(text) ?? 0) + count);
  }
  return [...counts].sort(([, one], [, other]) => other - one).map(([address, count]) => ({ address, count }));
}

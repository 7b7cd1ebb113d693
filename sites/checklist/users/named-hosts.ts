/** What the names of providers stand for by now. */
import { hostOf } from '../devices/host.ts';
import type { PartData, Provider } from '../facts/types.ts';
import { isRead } from '../facts/value.ts';

export type NamedHost = PartData['providerHosts'][number];
const DAY = 86_400_000;

/** Names with several answers give them in turns: an address that was in one of the last day still counts. */
export const currentOf = ({ resolvedAt, addresses }: NamedHost): NamedHost['addresses'] =>
  resolvedAt === null ? [] : addresses.filter(({ lastSeen }) => Date.parse(lastSeen) > Date.parse(resolvedAt) - DAY);

/** What it sends. */
export const serviceOf = ({ kind }: Provider): 'SIP' | 'IAX' => (kind === 'sip' ? 'SIP' : 'IAX');

/** Each once, in the spelling that names are compared in. */
export function hostsOf({ host, hosts }: Provider): readonly string[] {
  const written = [hostOf(host), ...(isRead(hosts) ? hosts : [])];
  return [...new Set(written.map((text) => text.trim().toLowerCase()).filter((text) => text !== ''))];
}

/** From where providers send calls that no rule of Core's own lets in: read once for every action that closes. */
import type { Provider } from '../facts/types.ts';
import { isRead } from '../facts/value.ts';
import { networksOf, type Network } from '../reach/networks.ts';
import { isAtLeast, parseRelease, PASSES_OVER_NAMES } from '../release.ts';
import { hostsIn } from '../users/provider-hosts.ts';
import type { UsersParts } from '../users/types.ts';
import type { Known } from './action.ts';
import { covers, overlap } from './space.ts';

export interface ProviderSource {
  /** Of the source: the same in every reading. */
  readonly id: string;
  readonly providerId: string;
  readonly provider: string;
  /** As the provider has it. */
  readonly host: string;
  readonly service: 'SIP' | 'IAX';
  /** null: a person has to say it. */
  readonly network: Network | null;
  /** More addresses than an office has: no rule for them is narrow. */
  readonly wide: Network | null;
}

type SourceFacts = Pick<UsersParts, 'providerHosts'> & Pick<Known<'system' | 'ports'>, 'system' | 'ports'>;

/** Of providers that are switched on. Additional hosts, whoever has them, are let in by Core itself. */
export function providerSources(facts: SourceFacts & Pick<UsersParts, 'providers'>): readonly ProviderSource[] {
  const { providers, ports, system } = facts;
  if (providers.state === 'unknown') return [];
  // Older releases hand names to iptables, which asks for their addresses.
  const passesOver = isAtLeast(parseRelease(system.data.release), PASSES_OVER_NAMES) !== false;
  const listed = providers.data.flatMap(additionalHosts);
  const opened = listed.flatMap(networksOf);
  const isOpened = (service: string, network: Network) =>
    overlap(LOOPBACK, [network]) || (service === 'SIP' && covers(opened, [network]));
  const isOpenedByName = (service: string, host: string) =>
    host === 'localhost' || (service === 'SIP' && !passesOver && listed.includes(host));
  const kinds = new Map(providers.data.map(({ id, kind }) => [id, kind]));
  const serviceOf = (id: string) => (kinds.get(id) === 'iax' ? 'IAX' : 'SIP');
  const source = (providerId: string, provider: string, host: string): Omit<ProviderSource, 'network' | 'wide'> => ({
    id: `provider:${providerId}:${host}`,
    providerId,
    provider,
    host,
    service: serviceOf(providerId),
  });
  const { known, unresolved, wide } = hostsIn(facts);
  const all: ProviderSource[] = [
    ...known.flatMap(({ id, name, network: cidr, host }) =>
      networksOf(cidr).map((network) => ({ ...source(id, name, host ?? bare(cidr)), network, wide: null })),
    ),
    ...unresolved.map(({ id, name, host }) => ({ ...source(id, name, host), network: null, wide: null })),
    ...wide.flatMap(({ id, name, network: cidr }) =>
      networksOf(cidr).map((network) => ({ ...source(id, name, cidr), network: null, wide: network })),
    ),
  ];
  return all.filter(({ service, network, wide: many, host }) => {
    if (service === 'IAX' && ports.data.iax === null) return false;
    const addresses = network ?? many;
    return addresses === null ? !isOpenedByName(service, host) : !isOpened(service, addresses);
  });
}

const additionalHosts = ({ kind, disabled, hosts }: Provider): readonly string[] =>
  kind === 'sip' && !disabled && isRead(hosts) ? hosts.map((host) => host.trim().toLowerCase()) : [];

const LOOPBACK = ['127.0.0.0/8', '::1'].flatMap(networksOf);
const bare = (cidr: string): string => cidr.replace(/\/(?:32|128)$/, '');

/** Providers: SIP or IAX for the addresses that they send from, and nothing else. */
import { isRead } from '../../facts/value.ts';
import { say } from '../../message.ts';
import { networksOf, type Network } from '../../reach/networks.ts';
import { isAtLeast, parseRelease, PASSES_OVER_NAMES } from '../../release.ts';
import { hostsIn } from '../../users/provider-hosts.ts';
import type { Place } from '../proposals.ts';
import { overlap } from '../space.ts';
import type { Facts } from './own.ts';

export interface ProviderSource {
  /** Of a host whose addresses are not known. */
  readonly id: string;
  readonly provider: string;
  /** As the provider has it. */
  readonly host: string;
  /** null: not known. */
  readonly network: Network | null;
  readonly service: 'SIP' | 'IAX';
}

/** Where enabled providers send from, but for what Core lets in by itself. */
export function providerSources(facts: Facts): readonly ProviderSource[] {
  const { providers, ports, system } = facts;
  if (providers.state === 'unknown') return [];
  const passesOver = isAtLeast(parseRelease(system.data.release), PASSES_OVER_NAMES) !== false;
  const byId = new Map(providers.data.map((provider) => [provider.id, provider]));
  const isListed = (id: string, host: string) => {
    const provider = byId.get(id);
    const hosts = provider?.kind === 'sip' && isRead(provider.hosts) ? provider.hosts : [];
    return hosts.some((one) => one.trim().toLowerCase() === host || networksOf(one).some(({ cidr }) => cidr === host));
  };
  const { known, unresolved } = hostsIn(facts);
  const sources = known.flatMap(({ id, name, service, network: cidr, host }): ProviderSource[] => {
    const [network] = networksOf(cidr);
    // Core lets addresses in by itself where they are among its additional hosts.
    if (network === undefined || overlap(LOOPBACK, [network]) || (host === null && isListed(id, cidr))) return [];
    return [{ id: `provider:${id}:${host ?? cidr}`, provider: name, host: host ?? bare(cidr), network, service }];
  });
  const asked = unresolved.flatMap(({ id, name, host }): ProviderSource[] => {
    // Names too, before 2026.2.118.
    if (host === 'localhost' || (isListed(id, host) && !passesOver)) return [];
    const service = byId.get(id)?.kind === 'iax' ? 'IAX' : 'SIP';
    return [{ id: `provider:${id}:${host}`, provider: name, host, network: null, service }];
  });
  return [...sources, ...asked].filter(({ service }) => service === 'SIP' || ports.data.iax !== null);
}

const LOOPBACK = ['127.0.0.0/8', '::1'].flatMap(networksOf);
const bare = (cidr: string): string => cidr.replace(/\/(?:32|128)$/, '');

export const providerPlaces = (facts: Facts): readonly Place[] =>
  providerSources(facts).map(({ id, provider, host, network, service }) => ({
    id,
    kind: 'provider',
    network: network?.cidr ?? '',
    services: [service],
    on: true,
    evidence: [
      network === null
        ? say('actions.place.provider.unknown', { provider, host })
        : say('actions.place.provider', { provider, host }),
    ],
  }));

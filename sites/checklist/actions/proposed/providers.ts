/** Providers: SIP or IAX for the addresses that they send from, and nothing else. */
import { hostOf } from '../../devices/host.ts';
import { ownPublicOf } from '../../exposure/facing.ts';
import { isOffice } from '../../exposure/limits.ts';
import type { Provider } from '../../facts/types.ts';
import { isRead } from '../../facts/value.ts';
import { say } from '../../message.ts';
import { isLoopback, networksOf, parseAddress, type Network } from '../../reach/networks.ts';
import { isAtLeast, parseRelease, PASSES_OVER_NAMES } from '../../release.ts';
import type { Place } from '../proposals.ts';
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
  const home = ownPublicOf(facts.network);
  return providers.data
    .filter(({ disabled, demo, kind }) => !disabled && !demo && (kind === 'sip' || ports.data.iax !== null))
    .flatMap((provider) =>
      hostsOf(provider).flatMap((host): ProviderSource[] => {
        const { id, name, kind, hosts } = provider;
        const source = {
          id: `provider:${id}:${host}`,
          provider: name,
          host,
          service: kind === 'sip' ? 'SIP' : 'IAX',
        } as const;
        // Core lets these in by itself, names too before 2026.2.118.
        const isListed = kind === 'sip' && isRead(hosts) && hosts.includes(host);
        const [network, ...more] = networksOf(host);
        if (network === undefined) return isListed && !passesOver ? [] : [{ ...source, network: null }];
        return isListed || more.length > 0 || !isOffice(network.cidr, home) ? [] : [{ ...source, network }];
      }),
    );
}

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

function hostsOf({ kind, host, hosts }: Provider): readonly string[] {
  const more = kind === 'sip' && isRead(hosts) ? hosts : [];
  return [...new Set([hostOf(host), ...more])].filter((one) => one !== '' && !isHere(one));
}

function isHere(host: string): boolean {
  const address = parseAddress(host);
  return host === 'localhost' || (address !== null && isLoopback(address));
}

/** Providers: SIP or IAX for the addresses that they send from, and nothing else. */
import { say } from '../../message.ts';
import type { Place } from '../proposals.ts';
import { providerSources } from '../provider-sources.ts';
import type { Facts } from './own.ts';

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

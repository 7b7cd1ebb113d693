/** From which addresses the providers send: those that are configured, and those that their names stand for now. */
import { isOffice } from '../exposure/limits.ts';
import { networksOf } from '../reach/networks.ts';
import { currentOf, hostsOf, serviceOf } from './named-hosts.ts';
import type { ProviderHere, Users, UsersParts } from './types.ts';

export interface ProviderHosts extends Pick<Users, 'unresolved' | 'wide'> {
  readonly known: readonly ProviderHere[];
}

/** Without providers that are switched off, and Core's demo one. */
export function hostsIn({ providers, providerHosts }: Pick<UsersParts, 'providers' | 'providerHosts'>): ProviderHosts {
  const used = providers.state === 'known' ? providers.data.filter(({ disabled, demo }) => !disabled && !demo) : [];
  const named = new Map(
    providerHosts.state === 'known' ? providerHosts.data.map((host) => [host.host.toLowerCase(), host]) : [],
  );
  const known: ProviderHere[] = [];
  const unresolved: { id: string; name: string; host: string }[] = [];
  const wide: { id: string; name: string; network: string }[] = [];
  for (const provider of used) {
    const { id, name } = provider;
    const here = { id, name, service: serviceOf(provider) };
    for (const host of hostsOf(provider)) {
      const networks = networksOf(host);
      for (const { cidr } of networks) {
        if (isOffice(cidr, [])) known.push({ ...here, network: cidr, host: null, resolvedAt: null });
        else wide.push({ id, name, network: cidr });
      }
      if (networks.length > 0) continue;
      const answer = named.get(host);
      const current = answer === undefined ? [] : currentOf(answer);
      const addresses = current.flatMap(({ address, lastSeen }) =>
        networksOf(address).map(({ cidr }) => ({ ...here, network: cidr, host, resolvedAt: lastSeen })),
      );
      if (addresses.length === 0) unresolved.push({ id, name, host });
      else known.push(...addresses);
    }
  }
  return { known: distinct(known), unresolved, wide };
}

function distinct(all: readonly ProviderHere[]): readonly ProviderHere[] {
  return [...new Map(all.map((one) => [`${one.id} ${one.network}`, one])).values()];
}

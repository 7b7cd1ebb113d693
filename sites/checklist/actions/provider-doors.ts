/** What providers need before a rule for everybody closes: Core opens their additional addresses by itself, and no other (2026). */
import type { PartData, Provider } from '../facts/types.ts';
import { isRead } from '../facts/value.ts';
import { networksOf, type Network } from '../reach/networks.ts';
import { isAtLeast, PASSES_OVER_NAMES, type Release } from '../release.ts';
import type { ProviderHosts } from '../users/provider-hosts.ts';
import type { Grant } from './closing.ts';
import type { BoxLosses } from './losing.ts';
import type { Refusal } from './refusals.ts';

/** By id of the provider: networks that a person named as those that it sends from. */
export type NamedNetworks = ReadonlyMap<string, readonly Network[]>;

export interface ProviderParts {
  readonly providers: PartData['providers'];
  readonly release: Release;
}

type Door = Pick<Grant, 'network' | 'boxes' | 'name'>;

const boxOf = ({ kind }: Provider): 'SIP' | 'IAX' => (kind === 'sip' ? 'SIP' : 'IAX');

/** The narrow rules that they need, or the first provider whose addresses nobody knows. */
export function providerDoors(
  { providers, release }: ProviderParts,
  { known, unresolved, wide }: ProviderHosts,
  named: NamedNetworks,
  losses: BoxLosses,
): readonly Door[] | Refusal {
  const byId = new Map(providers.map((provider) => [provider.id, provider]));
  const lost = (network: Network, box: string) => losses.hits(network, box);
  for (const { id, name, host } of unresolved) {
    const provider = byId.get(id);
    if (provider === undefined || named.has(id) || !losses.any(boxOf(provider))) continue;
    if (!isOpenedByName(provider, host, release)) return { kind: 'ask-provider', provider: name, host };
  }
  for (const { id, name, network } of wide) {
    const provider = byId.get(id);
    const loses = provider !== undefined && networksOf(network).some((one) => lost(one, boxOf(provider)));
    if (loses && !named.has(id)) return { kind: 'ask-provider', provider: name, host: network };
  }
  const all = [
    ...known.flatMap(({ network, service, name }) =>
      networksOf(network).map((one): Door => ({ network: one, boxes: [service], name })),
    ),
    ...[...named].flatMap(([id, networks]) => {
      const provider = byId.get(id);
      return provider === undefined
        ? []
        : networks.map((network): Door => ({ network, boxes: [boxOf(provider)], name: provider.name }));
    }),
  ];
  return all.filter(({ network, boxes }) => boxes.some((box) => lost(network, box)));
}

/** Older releases hand the name to iptables, which asks for its addresses. */
function isOpenedByName({ kind, hosts }: Provider, host: string, release: Release): boolean {
  const isListed = isRead(hosts) && hosts.some((one) => one.trim().toLowerCase() === host);
  return kind === 'sip' && isListed && isAtLeast(release, PASSES_OVER_NAMES) === false;
}

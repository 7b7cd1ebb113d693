/** What providers need before a rule for everybody closes: Core opens their additional addresses by itself, and no other (2026). */
import type { Network } from '../reach/networks.ts';
import type { Grant } from './closing.ts';
import type { BoxLosses } from './losing.ts';
import type { ProviderSource } from './provider-sources.ts';
import type { Refusal } from './refusals.ts';

/** By id of the provider: networks that a person named as those that it sends from. */
export type NamedNetworks = ReadonlyMap<string, readonly Network[]>;

type Door = Pick<Grant, 'network' | 'boxes' | 'name'>;

/** The narrow rules that they need, or the first provider whose addresses nobody knows. `named`: said for all that are here. */
export function providerDoors(
  sources: readonly ProviderSource[],
  named: readonly Door[],
  isNamed: (providerId: string) => boolean,
  losses: BoxLosses,
): readonly Door[] | Refusal {
  const asked = sources.find(({ providerId, network, wide, service }) => {
    if (network !== null || isNamed(providerId)) return false;
    return wide === null ? losses.any(service) : losses.hits(wide, service);
  });
  if (asked !== undefined) return { kind: 'ask-provider', provider: asked.provider, host: asked.host };
  const all = [
    ...sources.flatMap(({ network, service, provider }): Door[] =>
      network === null ? [] : [{ network, boxes: [service], name: provider }],
    ),
    ...named,
  ];
  return all.filter(({ network, boxes }) => boxes.some((box) => losses.hits(network, box)));
}

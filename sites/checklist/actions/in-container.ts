/** Where Core filters nothing, the host of the container does: what to run there instead. */
import type { PortRange } from '../reach/types.ts';
import { ourNetworks } from '../steps/lack.ts';
import type { Known } from './action.ts';
import { guestsOf } from './guests.ts';
import { hostCommands } from './host-commands.ts';
import type { Ours } from './ours.ts';
import type { Refusal } from './refusals.ts';
import { covers } from './space.ts';

type Facts = Known<'system' | 'ports' | 'firewall'>;

/** null: Core filters here. `ports`: to close on the host. */
export function refusedInContainer(facts: Facts, ours: Ours | Refusal, ports: readonly PortRange[]): Refusal | null {
  const { container } = facts.system.data;
  if (container.kind === 'none') return null;
  const isHidden = container.kind === 'docker' && container.network !== 'host';
  const named = 'kind' in ours ? [] : ours.networks;
  // A bridge has none of ours.
  const seen = isHidden ? [] : ourNetworks(facts).filter((network) => !covers(named, [network]));
  const own = [...named, ...seen];
  const guests = isHidden ? [] : guestsOf(facts, own);
  const commands = hostCommands({ container, network: facts.network, ports, ours: own, guests });
  return { kind: 'container', container: container.kind, commands };
}

/** What to know before a plan closes anything: about one's own networks, and what a release leaves open all the same. */
import { extraRulesNote } from '../exposure/extra-rules.ts';
import { isPublicOpening, sizeOf } from '../exposure/limits.ts';
import { ownNetworksOf } from '../exposure/own-networks.ts';
import { say } from '../message.ts';
import { isOldRelease } from '../reach/enforcement.ts';
import { networksOf } from '../reach/networks.ts';
import { reachOf } from '../reach/reach.ts';
import { compareWithRunning } from '../reach/running.ts';
import type { PortRange } from '../reach/types.ts';
import type { Known } from './action.ts';
import { reachInputOf } from './guard.ts';
import { routerCommandsV6 } from './host-commands.ts';
import type { Ours } from './ours.ts';
import { covers } from './space.ts';
import type { Warning } from './types.ts';

type Facts = Known<'system' | 'ports' | 'firewall'>;

export const warn = (id: string, says: Warning['says'], commands: readonly string[] = []): Warning => ({
  id,
  says,
  commands: [...commands],
});

/** `closed`: ports that 2024 leaves open over IPv6. */
export function warningsOf(facts: Facts, ours: Ours, closed: readonly PortRange[]): Warning[] {
  const { network, runningRules, extraRules, system } = facts;
  const warnings: Warning[] = [];
  const { added } = ours;
  if (added !== null) warnings.push(warn('added', say('actions.warn.added', { address: ours.asker })));
  const known = network.state === 'known' ? ownNetworksOf(network.data) : null;
  const holding = ours.networks.filter((own) => covers([own], networksOf(ours.asker)));
  const isSingle = holding.every(({ family, prefix }) => prefix === (family === 4 ? 32 : 128));
  if (isSingle && isPublicOpening(sizeOf(ours.asker))) {
    warnings.push(warn('single-address', say('actions.warn.single-address', { address: ours.asker })));
  } else if (isSingle && known !== null && !covers(known, holding)) {
    warnings.push(warn('single-address', say('actions.warn.single-address.vpn', { address: ours.asker })));
  }
  if (isOldRelease(system.data.release)) {
    warnings.push(warn('ipv6', say('actions.warn.ipv6'), routerCommandsV6(network, closed)));
  }
  for (const own of ours.networks) {
    if (known === null || isPublicOpening(sizeOf(own.cidr)) || covers(known, [own])) continue;
    const said = { network: own.cidr, address: ours.asker };
    const says = holding.includes(own) ? say('actions.warn.unseen.yours', said) : say('actions.warn.unseen', said);
    warnings.push(warn(`unseen:${own.cidr}`, says));
  }
  const input = reachInputOf(facts);
  if (input !== null && runningRules.state === 'known') {
    const comparison = compareWithRunning(
      reachOf(input),
      runningRules.data,
      network.state === 'known' ? network.data : null,
    );
    if ('agrees' in comparison && !comparison.agrees)
      warnings.push(warn('rules-differ', say('actions.warn.rules-differ')));
  }
  warnings.push(...extraRulesNote(extraRules).map((note) => warn('extra-rules', note)));
  if (facts.devices.state === 'unknown') warnings.push(warn('devices', say('actions.warn.devices')));
  warnings.push(warn('reload', say('actions.warn.reload')));
  return warnings;
}

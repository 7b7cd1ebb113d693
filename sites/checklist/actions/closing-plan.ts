/** The plan of closing services by ports: what every such action refuses, makes sure of and tells. */
import { extraRulesNote } from '../exposure/extra-rules.ts';
import { isPublicOpening, sizeOf } from '../exposure/limits.ts';
import { ownNetworksOf } from '../exposure/own-networks.ts';
import { serviceName } from '../exposure/services.ts';
import { say, type Message } from '../message.ts';
import { enforcementOf, isOldRelease } from '../reach/enforcement.ts';
import { networksOf } from '../reach/networks.ts';
import { reachOf } from '../reach/reach.ts';
import { compareWithRunning } from '../reach/running.ts';
import type { PortRange, Reach, ReachInput } from '../reach/types.ts';
import { ourNetworks } from '../steps/lack.ts';
import { confirmWithin, madeFrom, refuse, type CommonOptions, type Planned } from './action.ts';
import { lossesBetween, type Losses } from './affected.ts';
import type { Closing, Facts, Targets } from './closing.ts';
import {
  isUnderstood,
  keepsAsker,
  namedKeep,
  opensNothing,
  oursKeep,
  reachInputOf,
  renewsNoPorts,
  type Named,
} from './guard.ts';
import { guestsOf } from './guests.ts';
import { hostCommands, routerCommandsV6 } from './host-commands.ts';
import type { Ours } from './ours.ts';
import { changesBetween, reachLines, releaseOf } from './preview.ts';
import type { Refusal } from './refusals.ts';
import { rulesAfter } from './simulate.ts';
import { covers } from './space.ts';
import { programsBehind, stopsOf } from './stops.ts';
import { TITLES } from './titles.ts';
import type { ActionId, Affected, Plan, Step, Warning } from './types.ts';
import { undoOf } from './undo.ts';

/** Parts that the plan, or its preview, is better with. */
export const CLOSING_USES = [
  'network',
  'providers',
  'modules',
  'runningRules',
  'extraRules',
  'devices',
  'ami',
  'ari',
] as const;

/** Firewalls of which closing a box would be said, and would not be true. `ports`: those that the host of a container closes. */
export function notEnforced(
  facts: Facts,
  ours: Ours | Refusal,
  ports: readonly PortRange[],
  shared: Refusal | null,
): Refusal | null {
  const { container } = facts.system.data;
  switch (enforcementOf({ system: facts.system.data, firewall: facts.firewall.data })) {
    case 'container': {
      if (container.kind === 'none' || shared !== null) return shared;
      const isHidden = container.kind === 'docker' && container.network !== 'host';
      const named = 'kind' in ours ? [] : ours.networks;
      // A bridge has none of ours.
      const seen = isHidden ? [] : ourNetworks(facts).filter((network) => !covers(named, [network]));
      const own = [...named, ...seen];
      const guests = isHidden ? [] : guestsOf(facts, own);
      const commands = hostCommands({ container, network: facts.network, ports, ours: own, guests });
      return { kind: 'container', container: container.kind, commands };
    }
    case 'off':
      return { kind: 'firewall-off' };
    case 'no-rules-open':
      return { kind: 'no-rules', closed: false };
    case 'no-rules-closed':
      return { kind: 'no-rules', closed: true };
    case 'rules':
      return null;
  }
}

export const warn = (id: string, says: Message, commands: readonly string[] = []): Warning => ({
  id,
  says,
  commands: [...commands],
});

function warningsOf(facts: Facts, ours: Ours, targets: Targets): Warning[] {
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
    warnings.push(warn('ipv6', say('actions.warn.ipv6'), routerCommandsV6(network, targets.ports)));
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

/** The person who asks: what they keep, and what they lose with everybody else. */
function askerLine(was: Reach, is: Reach, ours: Ours, facts: Facts): Affected {
  const release = releaseOf(facts);
  const had = was.services.filter(({ id }) => was.ask(ours.asker, id).allowed).map(({ id }) => id);
  const lost = had.filter((id) => !is.ask(ours.asker, id).allowed);
  const kept = had.filter((id) => !lost.includes(id)).map((id) => serviceName(id, facts.modules, release));
  const says = say('actions.affected.asker', { address: ours.asker, services: kept });
  return { kind: 'asker', id: 'asker', label: '', address: ours.asker, maker: null, services: lost, says };
}

/** What a plan makes of the reach, and whom it cuts off. */
export interface Outcome {
  readonly losses: Losses;
  readonly is: Reach;
  readonly affected: readonly Affected[];
}

interface Made {
  readonly action: ActionId;
  readonly facts: Facts;
  readonly before: ReachInput;
  readonly ours: Ours;
  readonly targets: Targets;
  readonly closings: readonly Closing[];
  readonly steps: readonly Step[];
  /** What others than ours get by a rule that the plan names. */
  readonly named: readonly Named[];
  readonly from: Parameters<typeof madeFrom>[1];
  readonly options: Pick<CommonOptions, 'confirmSeconds'>;
  /** Who is cut off, besides the person and programs. */
  affected(losses: Losses): readonly Affected[];
  warnings(outcome: Outcome): readonly Warning[];
}

/** Everything that is promised is held against the reach model before the plan is given out. */
export function closingPlan(made: Made): Planned {
  const { action, facts, before, ours, targets, closings, steps, named, from, options } = made;
  const { firewall, made: ids } = rulesAfter(facts, steps);
  if (firewall === null) return refuse({ kind: 'nothing-to-do' });
  const then: Facts = { ...facts, firewall: { ...facts.firewall, data: firewall } };
  const after: ReachInput = { ...before, firewall };
  const was = reachOf(before);
  const is = reachOf(after);
  const refusal =
    isUnderstood(before, facts.runningRules) ??
    renewsNoPorts(after) ??
    keepsAsker(was, is, after, ours) ??
    oursKeep(before, after, ours.networks) ??
    namedKeep(before, after, named) ??
    opensNothing(before, after, ours.networks, named);
  if (refusal !== null) return refuse(refusal);
  const closed = new Set(closings.flatMap(({ boxes }) => boxes));
  const losses = lossesBetween(was, is);
  const affected = made.affected(losses);
  const { release } = facts.system.data;
  const plan: Plan = {
    version: 1,
    action,
    title: TITLES[action],
    release,
    ...madeFrom(facts, from),
    asker: { address: ours.asker, networks: ours.networks.map(({ cidr }) => cidr) },
    steps: [...steps],
    undo: [...undoOf(steps, release)],
    changes: [...changesBetween(facts, then, ids)],
    reach: [...reachLines(was, is, facts, then)],
    affected: [askerLine(was, is, ours, facts), ...affected, ...programsBehind(facts, closed, is)],
    stops: stopsOf(was, is, facts, closed),
    warnings: [...warningsOf(facts, ours, targets), ...made.warnings({ losses, is, affected })],
    confirm: confirmWithin(options.confirmSeconds, 'reach'),
  };
  return { accepted: true, plan };
}

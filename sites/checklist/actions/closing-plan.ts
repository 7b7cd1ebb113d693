/** The plan of closing services by ports: what every such action refuses, makes sure of and tells. */
import { enforcementOf } from '../reach/enforcement.ts';
import { reachOf } from '../reach/reach.ts';
import type { PortRange, Reach, ReachInput } from '../reach/types.ts';
import { confirmWithin, madeFrom, refuse, type CommonOptions, type Planned } from './action.ts';
import { lossesBetween, type Losses } from './affected.ts';
import { askerLine } from './asker-line.ts';
import type { Closing, Facts, Targets } from './closing.ts';
import { isUnderstood, keepsAsker, namedKeep, opensNothing, oursKeep, renewsNoPorts, type Named } from './guard.ts';
import { refusedInContainer } from './in-container.ts';
import type { Ours } from './ours.ts';
import { changesBetween, reachLines } from './preview.ts';
import type { Refusal } from './refusals.ts';
import { rulesAfter } from './simulate.ts';
import { programsBehind, stopsOf } from './stops.ts';
import { TITLES } from './titles.ts';
import type { ActionId, Affected, Plan, Step, Warning } from './types.ts';
import { undoOf } from './undo.ts';
import { warningsOf } from './warnings.ts';

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
  switch (enforcementOf({ system: facts.system.data, firewall: facts.firewall.data })) {
    case 'container':
      return shared ?? refusedInContainer(facts, ours, ports);
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
  const losses = lossesBetween(before, after);
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
    stops: stopsOf(was, is, facts, closed, losses),
    warnings: [...warningsOf(facts, ours, targets.ports), ...made.warnings({ losses, is, affected })],
    confirm: confirmWithin(options.confirmSeconds, 'reach'),
  };
  return { accepted: true, plan };
}

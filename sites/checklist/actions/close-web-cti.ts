/**
 * Closes the web interface, SSH, AMI, AJAM and panels for everybody but our own networks (guide: Block Web and CTI).
 *
 * A closed box takes nothing away that another rule opens, so every rule that is not wholly ours is closed, by ports and
 * not by names: a module can open 443 under a box of its own. Rules are patched, never deleted: accounts that refer to
 * one would be open to all. Our networks get what they had through rules that close, in rules of their own, first.
 */
import { ownPublicOf } from '../exposure/facing.ts';
import { enforcementOf, isOldRelease } from '../reach/enforcement.ts';
import { reachOf } from '../reach/reach.ts';
import type { ReachInput, ServiceId } from '../reach/types.ts';
import { cutOff } from './affected.ts';
import { askerLine } from './asker-line.ts';
import { confirmWithin, defineAction, madeFrom, refuse, type CommonOptions, type Planned } from './action.ts';
import { closableServices, closingsOf, sharedPort, stepsOf, targetsOf, type Facts, type Targets } from './closing.ts';
import { isUnderstood, keepsAsker, opensNothing, oursKeep, reachInputOf, renewsNoPorts } from './guard.ts';
import { refusedInContainer } from './in-container.ts';
import { oursOf, type Ours } from './ours.ts';
import { changesBetween, reachLines } from './preview.ts';
import type { Refusal } from './refusals.ts';
import { play } from './simulate.ts';
import { programsBehind, stopsOf } from './stops.ts';
import { TITLES } from './titles.ts';
import type { Plan } from './types.ts';
import { undoOf } from './undo.ts';
import { warningsOf } from './warnings.ts';

export interface CloseWebCtiOptions extends CommonOptions {
  /** What to close; everything that can be, where nothing is said. */
  readonly services?: readonly ServiceId[];
  /** Ids of rules that stay as they are although they are not ours: the item allows rules for few addresses. */
  readonly keeps?: readonly string[];
}

/** Firewalls of which closing a box would be said, and would not be true. */
function notEnforced(facts: Facts, ours: Ours | Refusal, { ports }: Targets, shared: Refusal | null): Refusal | null {
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

const USES = ['network', 'providers', 'modules', 'runningRules', 'extraRules', 'devices', 'ami', 'ari'] as const;

export const closeWebCti = defineAction<CloseWebCtiOptions, 'system' | 'ports' | 'firewall'>({
  id: 'close-web-cti',
  needs: ['system', 'ports', 'firewall'],
  uses: USES,

  plan(facts, options, asker): Planned {
    const { system, firewall, ports } = facts;
    const services = options.services ?? closableServices(facts);
    const foreign = services.find((service) => !closableServices(facts).includes(service));
    if (foreign !== undefined) return refuse({ kind: 'not-closable', service: foreign });
    const targets = targetsOf(facts, services);
    const ours = oursOf(asker, options.ours, system.data, ownPublicOf(facts.network));
    const shared = sharedPort(facts, services);
    const unenforced = notEnforced(facts, ours, targets, shared);
    if (unenforced !== null) return refuse(unenforced);
    if ('kind' in ours) return refuse(ours);
    if (shared !== null) return refuse(shared);
    const isOld = isOldRelease(system.data.release);
    const closings = closingsOf(firewall.data.rules, ours.networks, new Set(options.keeps), targets, isOld);
    if (closings.length === 0) return refuse({ kind: 'nothing-to-do' });
    const before: ReachInput = {
      system: system.data,
      ports: ports.data,
      firewall: firewall.data,
      providers: facts.providers,
    };
    const steps = stepsOf(facts, before, ours, closings, options.ruleName);
    if ('kind' in steps) return refuse(steps);
    const { facts: then, made } = play(facts, { steps });
    const after = reachInputOf(then);
    if (after === null) return refuse({ kind: 'nothing-to-do' });
    const was = reachOf(before);
    const is = reachOf(after);
    const refusal =
      isUnderstood(before, facts.runningRules) ??
      renewsNoPorts(after) ??
      keepsAsker(was, is, after, ours) ??
      oursKeep(before, after, ours.networks) ??
      opensNothing(before, after, ours.networks);
    if (refusal !== null) return refuse(refusal);
    const closed = new Set(closings.flatMap(({ boxes }) => boxes));
    const plan: Plan = {
      version: 1,
      action: 'close-web-cti',
      title: TITLES['close-web-cti'],
      release: system.data.release,
      ...madeFrom(facts, ['ports', 'firewall', 'providers', 'modules']),
      asker: { address: ours.asker, networks: ours.networks.map(({ cidr }) => cidr) },
      steps,
      undo: undoOf(steps, system.data.release),
      changes: changesBetween(facts, then, made),
      reach: reachLines(was, is, facts, then),
      affected: [askerLine(was, is, ours, facts), ...cutOff(was, is, facts), ...programsBehind(facts, closed, is)],
      stops: stopsOf(was, is, facts, closed),
      warnings: warningsOf(facts, ours, targets.ports),
      confirm: confirmWithin(options.confirmSeconds, 'reach'),
    };
    return { accepted: true, plan };
  },
});

/**
 * Closes the web interface, SSH, AMI, AJAM and panels for everybody but our own networks (guide: Block Web and CTI).
 *
 * A closed box takes nothing away that another rule opens, so every rule that is not wholly ours is closed, by ports and
 * not by names: a module can open 443 under a box of its own. Rules are patched, never deleted: accounts that refer to
 * one would be open to all. Our networks get what they had through rules that close, in rules of their own, first.
 */
import { ownPublicOf } from '../exposure/facing.ts';
import { serviceName } from '../exposure/services.ts';
import { say } from '../message.ts';
import { isOldRelease } from '../reach/enforcement.ts';
import { exposureOf } from '../reach/exposure.ts';
import type { ReachInput, ServiceId } from '../reach/types.ts';
import { defineAction, refuse, type CommonOptions, type Planned } from './action.ts';
import { allCutOff } from './affected.ts';
import { CLOSING_USES, closingPlan, notEnforced, type Outcome } from './closing-plan.ts';
import { closableServices, closingsOf, grantsForOurs, sharedPort, stepsOf, targetsOf, type Facts } from './closing.ts';
import { oursOf } from './ours.ts';
import { releaseOf } from './preview.ts';
import type { Warning } from './types.ts';
import { warn } from './warnings.ts';

export interface CloseWebCtiOptions extends CommonOptions {
  /** What to close; everything that can be, where nothing is said. */
  readonly services?: readonly ServiceId[];
  /** Ids of rules that stay as they are although they are not ours: the item allows rules for few addresses. */
  readonly keeps?: readonly string[];
}

/** What rules let strangers connect to still: the next item goes on from there. What no rule filters, it cannot close. */
function whatStaysOpen({ is }: Outcome, facts: Facts): Warning[] {
  const byRules = is.services.filter(({ id }) => {
    const openings = is.exposure(id).openings.filter(({ cause }) => cause.kind === 'rule');
    return exposureOf(id, openings).atLarge;
  });
  if (byRules.length === 0) return [];
  const release = releaseOf(facts);
  const services = byRules.map(({ id }) => serviceName(id, facts.modules, release));
  const said = { services, check: say('checks.firewall-trusted-subnets.title') };
  return [warn('stays-open', say('actions.warn.stays-open', said))];
}

export const closeWebCti = defineAction<CloseWebCtiOptions, 'system' | 'ports' | 'firewall'>({
  id: 'close-web-cti',
  needs: ['system', 'ports', 'firewall'],
  uses: CLOSING_USES,

  plan(facts, options, asker): Planned {
    const { system, firewall, ports } = facts;
    const closable = closableServices(facts);
    const services = options.services ?? closable;
    const foreign = services.find((service) => !closable.includes(service));
    if (foreign !== undefined) return refuse({ kind: 'not-closable', service: foreign });
    const targets = targetsOf(facts, services);
    const ours = oursOf(asker, options.ours, system.data, ownPublicOf(facts.network));
    const shared = sharedPort(facts, services);
    const unenforced = notEnforced(facts, ours, targets.ports, shared);
    if (unenforced !== null) return refuse(unenforced);
    if ('kind' in ours) return refuse(ours);
    if (shared !== null) return refuse(shared);
    const isOld = isOldRelease(system.data.release);
    const stays = { ours: ours.networks, keeps: new Set(options.keeps) };
    const closings = closingsOf(firewall.data.rules, stays, targets, isOld);
    if (closings.length === 0) return refuse({ kind: 'nothing-to-do' });
    const before: ReachInput = {
      system: system.data,
      ports: ports.data,
      firewall: firewall.data,
      providers: facts.providers,
    };
    const grants = grantsForOurs(facts, ours, closings);
    const steps = stepsOf({ facts, before, closings, ruleName: options.ruleName }, grants);
    if ('kind' in steps) return refuse(steps);
    return closingPlan({
      action: 'close-web-cti',
      facts,
      before,
      ours,
      targets,
      closings,
      steps,
      named: [],
      from: ['ports', 'firewall', 'providers', 'modules'],
      options,
      affected: (losses) => allCutOff(losses, facts),
      warnings: (outcome) => whatStaysOpen(outcome, facts),
    });
  },
});

/**
 * Closes the web interface, SSH, AMI, AJAM and panels for everybody but our own networks (guide: Block Web and CTI).
 *
 * A closed box takes nothing away that another rule opens, so every rule that is not wholly ours is closed, by ports and
 * not by names: a module can open 443 under a box of its own. Rules are patched, never deleted: accounts that refer to
 * one would be open to all. Our networks get what they had through rules that close, in rules of their own, first.
 */
import { extraRulesNote } from '../exposure/extra-rules.ts';
import { ownPublicOf } from '../exposure/facing.ts';
import { ownNetworksOf } from '../exposure/own-networks.ts';
import { serviceName } from '../exposure/services.ts';
import { isPublicOpening, sizeOf } from '../exposure/limits.ts';
import { say } from '../message.ts';
import { enforcementOf, isOldRelease } from '../reach/enforcement.ts';
import { networksOf } from '../reach/networks.ts';
import { reachOf } from '../reach/reach.ts';
import { compareWithRunning } from '../reach/running.ts';
import type { Reach, ReachInput, ServiceId } from '../reach/types.ts';
import { cutOff } from './affected.ts';
import { confirmWithin, defineAction, madeFrom, refuse, type CommonOptions, type Planned } from './action.ts';
import { closableServices, closingsOf, sharedPort, stepsOf, targetsOf, type Facts, type Targets } from './closing.ts';
import { isUnderstood, keepsAsker, opensNothing, oursKeep, reachInputOf, renewsNoPorts } from './guard.ts';
import { guestsOf } from './guests.ts';
import { hostCommands, routerCommandsV6 } from './host-commands.ts';
import { ourNetworks } from '../steps/lack.ts';
import { oursOf, type Ours } from './ours.ts';
import { changesBetween, reachLines, releaseOf } from './preview.ts';
import type { Refusal } from './refusals.ts';
import { play } from './simulate.ts';
import { covers } from './space.ts';
import { programsBehind, stopsOf } from './stops.ts';
import { TITLES } from './titles.ts';
import type { Affected, Plan, Warning } from './types.ts';
import { undoOf } from './undo.ts';

export interface CloseWebCtiOptions extends CommonOptions {
  /** What to close; everything that can be, where nothing is said. */
  readonly services?: readonly ServiceId[];
  /** Ids of rules that stay as they are although they are not ours: the item allows rules for few addresses. */
  readonly keeps?: readonly string[];
}

/** Firewalls of which closing a box would be said, and would not be true. */
function notEnforced(facts: Facts, ours: Ours | Refusal, { ports }: Targets, shared: Refusal | null): Refusal | null {
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

function warningsOf(facts: Facts, ours: Ours, targets: Targets): Warning[] {
  const { network, runningRules, extraRules, system } = facts;
  const warn = (id: string, says: Warning['says'], commands: readonly string[] = []): Warning => ({
    id,
    says,
    commands: [...commands],
  });
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
      warnings: warningsOf(facts, ours, targets),
      confirm: confirmWithin(options.confirmSeconds, 'reach'),
    };
    return { accepted: true, plan };
  },
});

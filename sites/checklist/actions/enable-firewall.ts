/**
 * Switches the firewall on so that nobody who uses the PBX is shut out (guide: Enable the Firewall): first rules for whom
 * a person chose, then what is open for strangers closes, and the switch last and alone.
 *
 * While the firewall is off, or on without a rule (2026), everything is open, and whatever is done to rules changes
 * nothing until the switch; so that the first rule of all shuts nobody out, it is off meanwhile. 2024 without a rule lets
 * nobody in: there each rule opens, the person's own first.
 */
import { ownPublicOf } from '../exposure/facing.ts';
import { isAtLarge } from '../exposure/limits.ts';
import { serviceName } from '../exposure/services.ts';
import type { Parts } from '../facts/types.ts';
import { say } from '../message.ts';
import { enforcementOf, isOldRelease } from '../reach/enforcement.ts';
import { exposureOf } from '../reach/exposure.ts';
import { networksOf } from '../reach/networks.ts';
import { reachOf } from '../reach/reach.ts';
import type { Enforcement, Reach, ReachInput, ServiceId } from '../reach/types.ts';
import type { Users } from '../users/types.ts';
import { usersOf } from '../users/users.ts';
import {
  confirmWithin,
  defineAction,
  madeFrom,
  MOST_STEPS,
  refuse,
  type CommonOptions,
  type Known,
  type Person,
  type Planned,
} from './action.ts';
import { lossesBetween, phonesCutOff, providersCutOff, type Losses } from './affected.ts';
import { askerLine } from './asker-line.ts';
import { categoriesOf } from './categories.ts';
import { closableServices, targetsOf } from './closing.ts';
import { givingSteps, grantsOf, isGiven, type Closing, type Grant } from './giving.ts';
import { isUnderstood, keepsAsker, opensNothing, renewsNoPorts } from './guard.ts';
import { refusedInContainer } from './in-container.ts';
import { oursOf, readNetworks, tooWide, type Ours } from './ours.ts';
import { byIn, changesBetween, reachLines, releaseOf } from './preview.ts';
import { proposalsFor, type Proposal } from './proposals.ts';
import { boxesFor } from './proposed/own.ts';
import { placeName } from './place-names.ts';
import { providerSources } from './provider-sources.ts';
import type { Refusal } from './refusals.ts';
import { rulesAfter } from './simulate.ts';
import { exampleOf, holds, overlap, spaceOf } from './space.ts';
import { programsBehind, stopsOf } from './stops.ts';
import { TITLES } from './titles.ts';
import type { Affected, Plan, Step, Warning } from './types.ts';
import { undoOf } from './undo.ts';
import { unlisted } from './unlisted.ts';
import { warn, warningsOf } from './warnings.ts';
import { wideRules } from './wide-rules.ts';

/** A rule that a person wants, as suggested or as they made it. */
export type RuleWish = Pick<Proposal, 'id' | 'network' | 'services' | 'on'>;

/** Boxes of a wide rule that close; those that are left out stay open for everybody. */
export interface WideWish {
  readonly rule: string;
  readonly closes: readonly ServiceId[];
}

export interface EnableFirewallOptions extends Omit<CommonOptions, 'ours'> {
  readonly rules: readonly RuleWish[];
  readonly wide: readonly WideWish[];
}

type Facts = Known<'system' | 'ports' | 'firewall'>;

export interface FirstFirewall extends EnableFirewallOptions {
  readonly rules: readonly Proposal[];
}

/** What a dialog opens with: everybody who is known to belong here, and nothing stays open for strangers. */
export function firstFirewall(parts: Parts, person: Person): FirstFirewall {
  return {
    rules: proposalsFor(parts, person),
    wide: wideRules(parts).map(({ rule, boxes }) => ({ rule: rule.id, closes: boxes })),
  };
}

/** A provider whose calls would stop although nobody said so: to be asked about by its name, or let in. */
function providerLost(facts: Facts, rules: readonly RuleWish[], losses: Losses): Refusal | null {
  const { sip, iax } = facts.ports.data;
  for (const { id, provider, host, network, service } of providerSources(facts)) {
    const wish = rules.find((rule) => rule.id === (network?.cidr ?? id));
    if (network === null) {
      if (wish === undefined || (wish.on && wish.network.trim() === ''))
        return { kind: 'ask-provider', provider, host };
      continue;
    }
    const address = exampleOf(spaceOf([network])) ?? host;
    if (wish?.on === false || !losses.of(address).includes(service)) continue;
    return { kind: 'would-close', protocol: 'udp', port: service === 'SIP' ? sip : (iax ?? 0), address };
  }
  return null;
}

/** Networks as they were written, each with what it is to have. */
function wished(rules: readonly RuleWish[], facts: Facts): readonly Grant[] | Refusal {
  const home = ownPublicOf(facts.network);
  const nameOf = namesFor(facts);
  const grants: Grant[] = [];
  for (const rule of rules.filter(({ on, network }) => on && network.trim() !== '')) {
    const read = readNetworks([rule.network], facts.system.data);
    if ('kind' in read) return read;
    const wide = tooWide(read, home);
    if (wide !== null) return wide;
    const { services } = rule;
    grants.push(...read.map((network) => ({ network, services, name: nameOf(rule) })));
  }
  return grantsOf(grants);
}

/** Rules for others are called after them; our own as the person's language has it. */
function namesFor(facts: Facts): (rule: RuleWish) => string | undefined {
  const providers = new Map(providerSources(facts).map((one) => [one.network?.cidr ?? one.id, one.provider]));
  const outside = usersOf(facts).places.filter(({ side }) => side === 'outside');
  const places = new Map(outside.map((place) => [place.network, place]));
  return ({ id, services }) => {
    const place = places.get(id);
    return providers.get(id) ?? (place === undefined ? undefined : placeName(place, services));
  };
}

function allSteps(
  facts: Facts,
  enforcement: Enforcement,
  grants: readonly Grant[],
  closings: readonly Closing[],
  ruleName: string | undefined,
): readonly Step[] | Refusal {
  const giving = givingSteps(facts, grants, closings, ruleName);
  if ('kind' in giving) return giving;
  const on: Step = { kind: 'firewall.switch', says: say('actions.step.firewall.on'), enabled: true };
  const off: Step = { kind: 'firewall.switch', says: say('actions.step.firewall.off'), enabled: false };
  const steps = [
    ...(enforcement === 'no-rules-open' ? [off] : []),
    ...giving,
    ...(enforcement === 'no-rules-closed' ? [] : [on]),
  ];
  return steps.length > MOST_STEPS ? { kind: 'too-many', count: steps.length, most: MOST_STEPS } : steps;
}

/** Strangers that get in all the same, by what is left open; over IPv6 2024 filters nothing, which is told apart. */
function staysOpen(facts: Facts, then: Parts, is: Reach): Warning[] {
  const open = is.services.flatMap(({ id }) => {
    const openings = is.exposure(id).openings.filter(({ cause }) => cause.kind !== 'ipv6-unmanaged');
    return id !== 'ICMP' && exposureOf(id, openings).atLarge ? [{ id, openings: openings.filter(isAtLarge) }] : [];
  });
  if (open.length === 0) return [];
  const release = releaseOf(facts);
  const services = open.map(({ id }) => serviceName(id, facts.modules, release));
  const by = [...new Map(open.flatMap(({ openings }) => openings).map((one) => [one.network, one])).values()].map(
    byIn(then),
  );
  const says =
    by.length === 0 ? say('actions.warn.open.many', { services }) : say('actions.warn.open', { services, by });
  const isSip = open.some(({ id }) => id === 'SIP');
  return [warn('open', says), ...(isSip ? [warn('open-sip', say('actions.warn.open.sip'))] : [])];
}

function moreWarnings(facts: Facts, then: Parts, is: Reach, { address }: Ours, users: Users): Warning[] {
  const { system, network, fail2ban } = facts;
  const hasV6 =
    network.state === 'known' &&
    network.data.interfaces
      .flatMap(({ addresses }) => addresses.flatMap(networksOf))
      .some((own) => own.family === 6 && !overlap(LINK_LOCAL, [own]));
  const isOld = isOldRelease(system.data.release);
  return [
    ...(!isOld && (hasV6 || address.family === 6) ? [warn('neighbours', say('actions.warn.neighbours'))] : []),
    ...staysOpen(facts, then, is),
    ...unreadOf(users),
    ...(fail2ban.state === 'known' && !fail2ban.data.enabled ? [warn('bans-off', say('actions.warn.bans-off'))] : []),
  ];
}

/** Whoever could only have been seen there may be shut out without being named. */
function unreadOf({ unread }: Users): readonly Warning[] {
  const seen = unread.filter(({ part }) => part === 'signIns' || part === 'connections' || part === 'vpn');
  return unlisted(seen, 'actions.warn.unread');
}

const LINK_LOCAL = ['fe80::/10', '::1'].flatMap(networksOf);

const USES = [
  'network',
  'modules',
  'runningRules',
  'extraRules',
  'devices',
  'accounts',
  'signIns',
  'connections',
  'providerHosts',
  'vpn',
  'ami',
  'ari',
  'fail2ban',
  'attestations',
] as const;

export const enableFirewall = defineAction<EnableFirewallOptions, 'system' | 'ports' | 'firewall' | 'providers'>({
  id: 'enable-firewall',
  needs: ['system', 'ports', 'firewall', 'providers'],
  uses: USES,

  plan(facts, { rules, wide, ruleName, confirmSeconds }, asker): Planned {
    const { system, firewall, ports } = facts;
    const enforcement = enforcementOf({ system: system.data, firewall: firewall.data });
    if (enforcement === 'rules') return refuse({ kind: 'nothing-to-do' });
    const home = ownPublicOf(facts.network);
    const grants = wished(rules, facts);
    const web = 'kind' in grants ? [] : grants.filter(({ services }) => services.includes('WEB'));
    const ours = oursOf(
      asker,
      web.map(({ network }) => network.cidr),
      system.data,
      home,
    );
    const { ports: closable } = targetsOf(facts, closableServices(facts));
    const contained = enforcement === 'container' ? refusedInContainer(facts, ours, closable) : null;
    if (contained !== null) return refuse(contained);
    if ('kind' in grants) return refuse(grants);
    if ('kind' in ours) return refuse(ours);
    const everybody = withPerson(facts, grants, ours);
    const closings = wideRules(facts).flatMap(({ rule, boxes }): Closing[] => {
      const wish = wide.find((one) => one.rule === rule.id);
      const closes = boxes.filter((box) => wish?.closes.includes(box) === true);
      return closes.length === 0 ? [] : [{ rule, boxes: closes }];
    });
    const steps = allSteps(facts, enforcement, everybody, closings, ruleName);
    if ('kind' in steps) return refuse(steps);
    const before: ReachInput = {
      system: system.data,
      ports: ports.data,
      firewall: firewall.data,
      providers: facts.providers,
    };
    const { firewall: data, made } = rulesAfter(facts, steps);
    const then: Facts = { ...facts, firewall: { ...firewall, data } };
    const after: ReachInput = { ...before, firewall: data };
    const was = reachOf(before);
    const is = reachOf(after);
    const losses = lossesBetween(before, after);
    const categories = categoriesOf(firewall.data.rules, ports.data, facts.modules);
    const networks = everybody.map(({ network }) => network);
    const refusal =
      isUnderstood(before, facts.runningRules) ??
      renewsNoPorts(after) ??
      isGiven(everybody, after, categories) ??
      keepsAsker(was, is, after, ours) ??
      providerLost(facts, rules, losses) ??
      opensNothing(before, after, networks);
    if (refusal !== null) return refuse(refusal);
    const users = usersOf(facts);
    const reach = reachLines(was, is, facts, then);
    const closed = new Set(losses.services);
    const plan: Plan = {
      version: 1,
      action: 'enable-firewall',
      title: TITLES['enable-firewall'],
      release: system.data.release,
      ...madeFrom(facts, ['ports', 'firewall', 'providers', 'modules']),
      asker: { address: ours.asker, networks: ours.networks.map(({ cidr }) => cidr) },
      steps: [...steps],
      undo: [...undoOf(steps, system.data.release)],
      changes: [...changesBetween(facts, then, made)],
      reach: [...reach],
      affected: [
        askerLine(was, is, ours, facts),
        // That strangers' ports close at the places of phones is what is asked for.
        ...phonesCutOff(losses, facts),
        ...providersCutOff(losses, facts),
        ...usersLost(facts, users, losses),
        ...programsBehind(facts, closed, is),
      ],
      stops: stopsOf(was, is, facts, closed, losses),
      warnings: [...moreWarnings(facts, then, is, ours, users), ...warningsOf(facts, ours, closable)],
      confirm: confirmWithin(confirmSeconds, 'reach'),
    };
    return { accepted: true, plan };
  },
});

/** People and programs that are seen elsewhere and lose what they use; phones and providers are told by themselves. */
function usersLost(facts: Facts, { places }: Users, losses: Losses): Affected[] {
  const release = releaseOf(facts);
  return places.flatMap(({ network, signIns, connections, says: evidence }): Affected[] => {
    const addresses = new Set([...signIns, ...connections].map(({ address }) => address));
    const used = [...signIns.map(({ service }) => service), ...connections.flatMap(({ services }) => services)];
    const lost = [...addresses].flatMap((address) => losses.of(address));
    const services = [...new Set(lost)].filter((service) => used.includes(service));
    if (services.length === 0) return [];
    const names = services.map((service) => serviceName(service, facts.modules, release));
    const says = say('actions.affected.user', { network, services: names, evidence });
    return [{ kind: 'place', id: network, label: '', address: network, maker: null, services, says }];
  });
}

/** The person's own networks come first: where a rule opens, they are in before anything else. */
function withPerson(facts: Facts, grants: readonly Grant[], { networks, address }: Ours): readonly Grant[] {
  const gives = boxesFor(facts);
  // A rule for a phone at the person's own address is none for their browser.
  const named = networks.filter(
    ({ cidr }) => !grants.some(({ network, services }) => network.cidr === cidr && services.includes('WEB')),
  );
  const all = grantsOf([...grants, ...named.map((network) => ({ network, services: ['WEB', ...gives(network)] }))]);
  const isPersons = ({ network, services }: Grant) => services.includes('WEB') && holds([network], address);
  return [...all.filter(isPersons), ...all.filter((grant) => !isPersons(grant))];
}

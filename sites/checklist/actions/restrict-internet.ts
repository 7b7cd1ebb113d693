/**
 * Closes everything that is open to everybody, or to more than an office: SIP, IAX, ping and what else there is (guide: rules
 * that allow only the required subnets). Our own networks, providers and whoever is to be kept get rules of their own first, each
 * for what it uses. Whoever is seen using the PBX and would lose that is decided about by a person, or nothing is played.
 */
import { ownPublicOf } from '../exposure/facing.ts';
import { isOffice } from '../exposure/limits.ts';
import { serviceName } from '../exposure/services.ts';
import { sipHardness } from '../exposure/sip-hard.ts';
import { viewOf } from '../exposure/view.ts';
import { levelName } from '../fail2ban/levels.ts';
import type { FirewallRule, Parts, UnknownReason } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { isOldRelease } from '../reach/enforcement.ts';
import type { Network } from '../reach/networks.ts';
import { overlap, providerPorts, servicesOf } from '../reach/services.ts';
import type { PortRange, ReachInput } from '../reach/types.ts';
import { hostsIn } from '../users/provider-hosts.ts';
import { USERS_PARTS, type Users } from '../users/types.ts';
import { usersOf } from '../users/users.ts';
import {
  defineAction,
  MOST_STEPS,
  refuse,
  type Asker,
  type CommonOptions,
  type Known,
  type Planned,
} from './action.ts';
import { phonesCutOff, type Losses } from './affected.ts';
import { categoriesOf, type Categories } from './categories.ts';
import { CLOSING_USES, closingPlan, notEnforced, type Outcome } from './closing-plan.ts';
import {
  closingsOf,
  grantsForOurs,
  sharedPort,
  stepsOf,
  targetsOf,
  type Closing,
  type Grant,
  type Targets,
} from './closing.ts';
import { boxLosses, type BoxLosses } from './losing.ts';
import { openedBy } from './own-network.ts';
import { oursOf, readNetworks, tooWide, type Ours } from './ours.ts';
import { outsidersIn, type Decision, type Outsider } from './outsiders.ts';
import { releaseOf } from './preview.ts';
import { placeName } from './place-names.ts';
import { providerDoors, type NamedNetworks } from './provider-doors.ts';
import { providerSources } from './provider-sources.ts';
import type { Refusal, Said } from './refusals.ts';
import { rulesAfter } from './simulate.ts';
import type { Affected, Step, Warning } from './types.ts';
import { unlisted } from './unlisted.ts';
import { warn } from './warnings.ts';

export interface RestrictInternetOptions extends CommonOptions {
  /** `stays`: as open as it is, for offices whose staff have addresses that change. */
  readonly sip: 'closes' | 'stays';
  /** Ids of rules that stay as they are although they are not ours. */
  readonly keeps: readonly string[];
  /** About each place outside (`Place.network`) that would lose what it uses; left out: not decided yet. */
  readonly decisions: Readonly<Record<string, Decision>>;
  /** Networks that a provider sends from, as a person knows them, by its id. */
  readonly providers: Readonly<Record<string, readonly string[]>>;
  /** Where registered phones could not be read. `cut`: a person said that those elsewhere may lose their calls. */
  readonly unseen: 'asked' | 'cut';
}

const NEEDS = ['system', 'ports', 'firewall', 'providers'] as const;
type Facts = Known<(typeof NEEDS)[number]>;
const areKnown = (parts: Parts): parts is Parts & Facts => NEEDS.every((name) => parts[name].state === 'known');
/** Beside what every closing action rests on. */
const PARTS = [
  ...new Set([...NEEDS, ...CLOSING_USES, ...USERS_PARTS, 'fail2ban', 'secrets', 'sip', 'attestations'] as const),
];

/** What closes, and who would lose what by it if nobody else got a rule. */
interface Sight {
  readonly targets: Targets;
  readonly ours: Ours;
  readonly before: ReachInput;
  readonly categories: Categories;
  readonly closings: readonly Closing[];
  readonly users: Users;
  readonly losses: BoxLosses;
  readonly outsiders: readonly Outsider[];
}

/** The same for whatever is decided: asked for with every decision, and by the plan of all of them. */
function sightOf(facts: Facts, options: RestrictInternetOptions, asker: Asker): Sight | Refusal {
  const key = JSON.stringify([options.ours, options.sip, options.keeps, asker]);
  const earlier = seen.get(facts);
  if (earlier?.key === key) return earlier.sight;
  const sight = look(facts, options, asker);
  seen.set(facts, { key, sight });
  return sight;
}

const seen = new WeakMap<Facts, { readonly key: string; readonly sight: Sight | Refusal }>();

function look(facts: Facts, options: Omit<RestrictInternetOptions, 'decisions'>, asker: Asker): Sight | Refusal {
  const { system, firewall, ports } = facts;
  const home = ownPublicOf(facts.network);
  const services = servicesOf(ports.data, firewall.data.rules)
    .map(({ id }) => id)
    .filter((id) => id !== 'SIP' || options.sip === 'closes');
  const targets = targetsOf(facts, services);
  const ours = oursOf(asker, options.ours, system.data, home);
  const shared = sharedPort(facts, services);
  const unenforced = notEnforced(facts, ours, withoutCalls(targets, facts), shared);
  if (unenforced !== null) return unenforced;
  if ('kind' in ours) return ours;
  if (shared !== null) return shared;
  const isWide = ({ permit }: FirewallRule) => !isOffice(permit, home);
  const stays = { ours: ours.networks, keeps: new Set(options.keeps) };
  const closings = closingsOf(firewall.data.rules, stays, targets, isOldRelease(system.data.release), isWide);
  if (closings.length === 0) return { kind: 'nothing-to-do' };
  const before: ReachInput = {
    system: system.data,
    ports: ports.data,
    firewall: firewall.data,
    providers: facts.providers,
  };
  const categories = categoriesOf(firewall.data.rules, ports.data, facts.modules);
  const losses = lossesOf({ facts, before, categories, ours }, closings);
  if ('kind' in losses) return losses;
  const users = usersOf(facts);
  return { targets, ours, before, categories, closings, users, losses, outsiders: outsidersIn(users, losses) };
}

/** On the host of a container, addresses of providers and phones elsewhere come first, and are not known here. */
function withoutCalls({ ports }: Targets, facts: Facts): readonly PortRange[] {
  const calls = [
    ...providerPorts(facts.ports.data),
    ...servicesOf(facts.ports.data, []).flatMap((service) => (service.id === 'IAX' ? service.ports : [])),
  ];
  return ports.filter((port) => !calls.some((other) => overlap(port, other)));
}

type Scope = Pick<Sight, 'before' | 'categories' | 'ours'> & { readonly facts: Facts };

/** What is lost where only our own networks get rules. */
function lossesOf({ facts, before, categories, ours }: Scope, closings: readonly Closing[]): BoxLosses | Refusal {
  const making = { facts, before, closings, ruleName: undefined };
  const steps = stepsOf(making, grantsForOurs(facts, ours, closings));
  if ('kind' in steps) return steps;
  return boxLosses(before, { ...before, firewall: rulesAfter(facts, steps).firewall }, categories);
}

/** Places that a person has to decide about, for what is chosen so far; none where the plan is refused anyway. */
export function outsidersFor(parts: Parts, options: RestrictInternetOptions, asker: Asker): readonly Outsider[] {
  if (!areKnown(parts)) return [];
  const sight = sightOf(parts, options, asker);
  return 'kind' in sight ? [] : sight.outsiders;
}

/** Networks of providers that were typed in, each as narrow as an office. */
function readProviders(options: RestrictInternetOptions, facts: Facts): NamedNetworks | Refusal {
  const named = new Map<string, readonly Network[]>();
  for (const [id, texts] of Object.entries(options.providers)) {
    if (texts.length === 0) continue;
    const networks = readNetworks(texts, facts.system.data);
    if ('kind' in networks) return networks;
    const wide = tooWide(networks, []);
    if (wide !== null) return wide;
    named.set(id, networks);
  }
  return named;
}

/** Who gets a rule of their own: one for each network, with what is lost. */
function grantsFor(sight: Sight, options: RestrictInternetOptions, facts: Facts): readonly Grant[] | Refusal {
  const named = readProviders(options, facts);
  if ('kind' in named) return named;
  const doors = providerDoors(
    providerSources(facts),
    facts.providers.data.flatMap(({ id, name, kind }) =>
      (named.get(id) ?? []).map((network) => ({ network, boxes: [kind === 'sip' ? 'SIP' : 'IAX'], name })),
    ),
    (id) => named.has(id),
    sight.losses,
  );
  if ('kind' in doors) return doors;
  const decided = (outsider: Outsider) => options.decisions[outsider.place.network] ?? 'later';
  const undecided = sight.outsiders.filter((outsider) => decided(outsider) === 'later');
  if (undecided.length > 0) return { kind: 'undecided', networks: undecided.map(({ place }) => place.network) };
  const kept = sight.outsiders.filter((outsider) => decided(outsider) === 'keep');
  return merged([
    ...doors,
    ...kept.map(({ place, network, loses }) => ({ network, boxes: loses, name: placeName(place, loses) })),
  ]);
}

function merged(all: readonly Pick<Grant, 'network' | 'boxes' | 'name'>[]): readonly Grant[] {
  const grants = new Map<string, Grant>();
  for (const one of all) {
    const { cidr } = one.network;
    const earlier = grants.get(cidr) ?? { ...one, boxes: [], marks: false };
    grants.set(cidr, { ...earlier, boxes: [...new Set([...earlier.boxes, ...one.boxes])] });
  }
  return [...grants.values()];
}

/** A rule of exactly such a network keeps what it is granted: nothing has to be made anew. The same list where none is. */
function sparing(all: readonly Closing[], grants: readonly Grant[], isOld: boolean): readonly Closing[] {
  const closings = all.flatMap((closing): Closing[] => {
    const opened = openedBy(closing.rule, isOld);
    const [only, ...more] = opened === null || opened === 'a name' ? [] : opened;
    const grant = more.length === 0 ? grants.find(({ network }) => network.cidr === only?.cidr) : undefined;
    if (grant === undefined) return [closing];
    const boxes = closing.boxes.filter((box) => !grant.boxes.includes(box));
    return boxes.length === 0 && !closing.unmarks ? [] : [{ ...closing, boxes }];
  });
  return closings.length === all.length && closings.every((closing, i) => closing === all[i]) ? all : closings;
}

interface Made {
  readonly closings: readonly Closing[];
  readonly steps: readonly Step[];
}

function made(sight: Sight, wanted: readonly Grant[], facts: Facts, ruleName: string | undefined): Made | Refusal {
  const { before, ours } = sight;
  const closings = sparing(sight.closings, wanted, isOldRelease(facts.system.data.release));
  if (closings.length === 0) return { kind: 'nothing-to-do' };
  const losses = closings === sight.closings ? sight.losses : lossesOf({ ...sight, facts }, closings);
  if ('kind' in losses) return losses;
  const grants = wanted.flatMap((grant): Grant[] => {
    const boxes = grant.boxes.filter((box) => losses.hits(grant.network, box));
    return boxes.length === 0 ? [] : [{ ...grant, boxes }];
  });
  const steps = stepsOf({ facts, before, closings, ruleName }, grantsForOurs(facts, ours, closings), grants);
  if ('kind' in steps) return steps;
  const count = steps.length;
  return count > MOST_STEPS ? { kind: 'too-many', count, most: MOST_STEPS } : { closings, steps };
}

/** Places that are cut off by decision, with what was seen there; their phones are told one by one. */
function placesCut(sight: Sight, options: RestrictInternetOptions, facts: Facts): readonly Affected[] {
  const release = releaseOf(facts);
  return sight.outsiders.flatMap(({ place, loses }): Affected[] => {
    const talks = new Set(place.phones.map(({ service }) => service));
    const services = loses.filter((service) => !talks.has(service));
    if (options.decisions[place.network] !== 'cut' || services.length === 0) return [];
    const names = services.map((service) => serviceName(service, facts.modules, release));
    const says = say('actions.affected.cut', { network: place.network, services: names, seen: place.says });
    return [{ kind: 'place', id: place.network, label: '', address: place.network, maker: null, services, says }];
  });
}

function warningsOf(
  sight: Sight,
  options: RestrictInternetOptions,
  facts: Facts,
  { losses, affected }: Outcome,
): Warning[] {
  const { users, outsiders } = sight;
  const kept = outsiders.filter(({ place }) => options.decisions[place.network] === 'keep').map(({ place }) => place);
  const outside = kept.filter(({ kind }) => kind === 'address').map(({ network }) => network);
  const cut = affected.filter(({ kind }) => kind === 'device').length;
  return [
    ...(options.sip === 'stays' ? sipWarnings(facts) : []),
    ...(cut === 0 ? [] : [warn('cut', say('actions.warn.cut', { count: cut }))]),
    ...(outside.length === 0 ? [] : [warn('kept', say('actions.warn.kept', { networks: outside }))]),
    ...kept.flatMap(({ network, kind, scanner }) => [
      ...(kind === 'private' ? [warn(`private:${network}`, say('actions.warn.kept.private', { network }))] : []),
      ...(scanner === null ? [] : [warn(`scanner:${network}`, say('actions.warn.kept.scanner', { network }))]),
    ]),
    ...providerNames(facts, losses, sight),
    ...(losses.services.includes('IAX') ? [warn('iax', say('actions.warn.iax'))] : []),
    ...unreadWarning(users),
  ];
}

/** Names that stand for what gets a rule: the addresses may be others tomorrow. */
function providerNames(facts: Facts, losses: Losses, { losses: boxes }: Sight): Warning[] {
  const byHost = new Map<string, { readonly provider: string; readonly addresses: string[] }>();
  for (const { name, host, network, service } of hostsIn(facts).known) {
    if (host === null || !losses.services.includes(service) || !boxes.any(service)) continue;
    const one = byHost.get(host) ?? { provider: name, addresses: [] };
    one.addresses.push(network);
    byHost.set(host, one);
  }
  return [...byHost].map(([host, { provider, addresses }]) =>
    warn(`dns:${host}`, say('actions.warn.dns', { host, provider, addresses })),
  );
}

/** What has to hold while SIP stays open to strangers, and whether it does. */
function sipWarnings(facts: Facts): Warning[] {
  const { secrets, names, guests, bans } = sipHardness(facts, { view: viewOf(facts), facts });
  const level = levelName('strong', releaseOf(facts));
  const line = (id: string, says: Message) => warn(`sip:${id}`, says);
  return [
    warn('sip', say('actions.warn.sip')),
    line('secrets', say(secrets ? 'actions.warn.sip.secrets.yes' : 'actions.warn.sip.secrets.no')),
    line('names', say(names ? 'actions.warn.sip.names.yes' : 'actions.warn.sip.names.no')),
    line('guests', say(guests ? 'actions.warn.sip.guests.yes' : 'actions.warn.sip.guests.no')),
    line('bans', bans ? say('actions.warn.sip.bans.yes', { level }) : say('actions.warn.sip.bans.no', { level })),
  ];
}

function unreadWarning({ unread, complete, nameless }: Users): readonly Warning[] {
  const told = unlisted(unread, 'actions.warn.unlisted');
  if (told.length > 0) return told;
  return complete && nameless === 0 ? [] : [warn('unread', say('actions.warn.unlisted.rest'))];
}

/** It may be that nobody telephones from elsewhere, or a whole office. */
const askedAbout = (because: UnknownReason): Said => ({
  says: say('actions.restrict.unseen', { reason: say(`reason.${because}`) }),
  steps: [
    say('actions.restrict.unseen.again'),
    say('actions.restrict.unseen.stays'),
    say('actions.restrict.unseen.cut'),
  ],
  commands: [],
  first: null,
});

export const restrictInternet = defineAction<RestrictInternetOptions, (typeof NEEDS)[number]>({
  id: 'restrict-internet',
  needs: NEEDS,
  uses: PARTS.filter((part) => !NEEDS.some((need) => need === part)),

  plan(facts, options, asker): Planned {
    const sight = sightOf(facts, options, asker);
    if ('kind' in sight) return refuse(sight);
    const { devices } = facts;
    if (devices.state === 'unknown' && options.unseen === 'asked' && sight.losses.any('SIP'))
      return refuse({ kind: 'asked', said: askedAbout(devices.reason) });
    const wanted = grantsFor(sight, options, facts);
    if ('kind' in wanted) return refuse(wanted);
    const result = made(sight, wanted, facts, options.ruleName);
    if ('kind' in result) return refuse(result);
    const { closings, steps } = result;
    return closingPlan({
      action: 'restrict-internet',
      facts,
      before: sight.before,
      ours: sight.ours,
      targets: sight.targets,
      closings,
      steps,
      named: wanted.map(({ network, boxes }) => ({
        network,
        ports: boxes.flatMap((box) => sight.categories.get(box) ?? []),
      })),
      from: ['ports', 'firewall', 'providers', 'providerHosts', 'modules'],
      options,
      affected: (losses) => [...phonesCutOff(losses, facts), ...placesCut(sight, options, facts)],
      warnings: (outcome) => warningsOf(sight, options, facts, outcome),
    });
  },
});

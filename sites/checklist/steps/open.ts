/** The steps of a check that found services open: by rules, by providers, by lines of one's own, or outside this PBX. */
import { guestsOf } from '../actions/guests.ts';
import { hostCommands, PBX_ADDRESS } from '../actions/host-commands.ts';
import type { Context } from '../check.ts';
import { ownInterfaces } from '../exposure/docker.ts';
import { ownPublicOf } from '../exposure/facing.ts';
import { isEverybody, isOffice, isPublicOpening, narrownessOf } from '../exposure/limits.ts';
import { menuOf } from '../exposure/menus.ts';
import { OUTSIDE_FIREWALL } from '../exposure/outside-firewall.ts';
import { ownerOf, ownNetworksOf } from '../exposure/own-networks.ts';
import { isBypassed, isInForce, type View } from '../exposure/view.ts';
import { hostOf } from '../devices/host.ts';
import type { FirewallRule, Provider } from '../facts/types.ts';
import { isRead } from '../facts/value.ts';
import { say, type Message } from '../message.ts';
import { AT_LARGE_V4, AT_LARGE_V6, exposureOf } from '../reach/exposure.ts';
import { overlap, providerPorts } from '../reach/services.ts';
import type { Opening, PortRange, ServiceId } from '../reach/types.ts';
import { clearsOf, type Clear, type Limit, type ProviderClear } from './clears.ts';
import { firewallSteps } from './firewall.ts';
import { ourNetworks, type FirewallFacts } from './lack.ts';
import { boxNames, is2024, typed } from './names.ts';
import { look, notHere, step, type Step } from './step.ts';

interface Wanted extends Limit {
  /** Rules whose "never block" goes, too. */
  exempts(rule: FirewallRule): boolean;
}

/** Single addresses that the steps may add: the person's, and those of phones and providers. */
const ROOM = 256;

const LEAVES_EXEMPT = { exempts: () => false };
/** Ping opens nothing to log in to. */
const countsAll = (service: ServiceId): boolean => service !== 'ICMP';

/** To the internet at large: nothing is. */
export function atLargeSteps(
  facts: FirewallFacts,
  view: View,
  context: Context,
  lines: readonly Step[] = [],
): readonly Step[] {
  const limit: Wanted = {
    counts: countsAll,
    fits: (openings: readonly Opening[], room: boolean) => {
      const { atLarge, publicV4, publicV6Prefix: v6 } = exposureOf('', openings);
      return !atLarge && !(room && (publicV4 > AT_LARGE_V4 - ROOM || (v6 !== null && v6 <= AT_LARGE_V6)));
    },
    mustGo: () => false,
    exempts: ({ neverBlock, permit }: FirewallRule) => neverBlock && !isOffice(permit, view.home),
  };
  return closeSteps(facts, view, context, limit, lines);
}

/** These services: to own and narrow networks only. */
export function narrowSteps(
  facts: FirewallFacts,
  view: View,
  context: Context,
  services: readonly ServiceId[],
  lines: readonly Step[] = [],
): readonly Step[] {
  const own = facts.network.state === 'known' ? ownNetworksOf(facts.network.data) : [];
  const home = ownPublicOf(facts.network);
  const limit: Wanted = {
    ...LEAVES_EXEMPT,
    counts: (service) => services.includes(service),
    fits: (openings, room) => {
      const strangers = openings.filter(isPublicOpening);
      const narrow = narrownessOf(strangers, home, room ? ROOM : 0);
      return strangers.every((opening) => narrow.of(opening)) && narrow.ofAll;
    },
    mustGo: (opening) => !isPublicOpening(opening) && ownerOf(opening.network, own, context.attested) === 'foreign',
  };
  return closeSteps(facts, view, context, limit, lines);
}

/** The firewall decides who connects; how much it lets in is another matter. `lines`: as below. */
export function decidingSteps(
  facts: FirewallFacts,
  view: View,
  context: Context,
  lines: readonly Step[] = [],
): readonly Step[] {
  const limit = { counts: countsAll, fits: () => true, mustGo: () => false };
  const past = isBypassed(view)
    ? lineSteps(facts, view, context, { ...limit, fits: (openings) => !openings.some(isEverybody) })
    : [];
  return closeSteps(facts, view, context, { ...limit, ...LEAVES_EXEMPT }, lines.length > 0 ? lines : past);
}

/** `lines`: what takes out lines of one's own, where they were found. */
function closeSteps(
  facts: FirewallFacts,
  view: View,
  { release }: Context,
  wanted: Wanted,
  lines: readonly Step[] = [],
): readonly Step[] {
  if (view.reach.enforcement === 'container') return containerSteps(facts, view, wanted);
  const inForce = view.reach.enforcement === 'rules' && isInForce(view);
  const { rules, providers } = clearsOf(facts, wanted, inForce);
  const others = [
    ...providers.flatMap((clear) => providerStep(clear, facts, { release })),
    ...(lines.length > 0 ? lines : lineSteps(facts, view, { release }, wanted)),
  ];
  const clears = withExempts(rules, facts.firewall.data.rules, wanted);
  return [
    ...firewallSteps(facts, view, release, clears, others),
    ...(is2024(release) && view.faces[6] === 'public' ? [notHere('router', say('steps.ipv6'), V6_LEFT)] : []),
  ];
}

/** What stays while nobody filters IPv6. */
const V6_LEFT = ['ipv6-unmanaged', 'see:firewall-trusted-subnets', 'public:'];

/** Core makes no rules here: only what stands in front of the container can. */
function containerSteps(facts: FirewallFacts, view: View, { counts }: Pick<Limit, 'counts'>): readonly Step[] {
  const { container } = facts.system.data;
  const services = view.reach.services.filter(({ id }) => counts(id));
  // Providers and phones elsewhere use these: their addresses come first, and are not known here.
  const isCalls = ({ id }: { readonly id: ServiceId }) => id === 'SIP' || id === 'IAX';
  const kept = [
    ...providerPorts(facts.ports.data),
    ...view.reach.services.filter(isCalls).flatMap(({ ports }) => ports),
  ];
  const closed = services
    .filter((service) => !isCalls(service))
    .flatMap(({ ports }) => ports)
    .filter((port) => !kept.some((other) => overlap(port, other)));
  const calls = services
    .filter(isCalls)
    .map(({ id }) =>
      id === 'SIP'
        ? say('steps.host.port', { service: 'SIP', port: facts.ports.data.sip, protocols: 'UDP, TCP' })
        : say('steps.host.port', { service: 'IAX', port: facts.ports.data.iax ?? 0, protocols: 'UDP' }),
    );
  return [
    ...(ownInterfaces(container, facts.network).length > 0 ? routerSteps(services) : hostSteps(facts, closed, calls)),
    step(say('steps.host.answer', { services: services.map(({ id }) => id) }), {
      kind: 'answer',
      item: OUTSIDE_FIREWALL,
      subject: '',
      answer: services.map(({ id }) => id).join(),
    }),
  ];
}

function hostSteps(facts: FirewallFacts, ports: readonly PortRange[], calls: readonly Message[]): Step[] {
  const { container } = facts.system.data;
  // In a bridge the container's own network is Docker's, and nobody sits there.
  const isHidden = container.kind === 'docker' && container.network !== 'host';
  const ours = isHidden ? [] : ourNetworks(facts);
  const guests = isHidden ? [] : guestsOf(facts, ours);
  const commands = hostCommands({ container, network: facts.network, ports, ours, guests });
  const own = ours.filter(({ family }) => family === 4).map(({ cidr }) => cidr);
  const phones = guests.map(({ network }) => typed(network).address);
  return [
    look(say('steps.host.console')),
    ...(commands.length === 0
      ? []
      : [look(own.length === 0 ? say('steps.host.yours') : say('steps.host.ours', { own }))]),
    ...(phones.length === 0 ? [] : [look(say('steps.host.phones', { addresses: phones }))]),
    ...(commands.some((command) => command.includes(PBX_ADDRESS)) ? [look(say('steps.host.pbx'))] : []),
    ...commands.map((command) => notHere('host', say('steps.command', { command }))),
    ...(calls.length > 0 ? [notHere('host', say('steps.host.sip', { ports: calls }))] : []),
    look(say('steps.try')),
    notHere('host', say('steps.host.last')),
    ...(container.kind === 'docker' && container.network === 'host' ? [] : [look(say('steps.host.address'))]),
  ];
}

/** With an address of its own the container is a machine in the network: the host never sees its traffic. */
const routerSteps = (services: readonly { readonly id: ServiceId }[]): Step[] => [
  notHere('router', say('steps.host.router', { services: services.map(({ id }) => id) })),
  look(say('checks.docker-exposure.step.network')),
];

function withExempts(clears: readonly Clear[], rules: readonly FirewallRule[], { exempts }: Wanted): readonly Clear[] {
  return rules.flatMap((rule): Clear[] => {
    const clear = clears.find((one) => one.rule === rule);
    if (!exempts(rule)) return clear === undefined ? [] : [clear];
    return [{ rule, boxes: clear?.boxes ?? new Set(), neverBlock: true }];
  });
}

/** Whoever sends from there is let in, and taken for the provider. */
function providerStep(
  { id, hosts: gone }: ProviderClear,
  facts: FirewallFacts,
  { release }: Pick<Context, 'release'>,
): Step[] {
  const provider = facts.providers.state === 'known' ? facts.providers.data.find((one) => one.id === id) : undefined;
  if (provider === undefined) return [];
  const field = say(is2024(release) ? 'steps.field.hosts.2024' : 'steps.field.hosts.2026');
  const said = { menu: menuOf('providers', release), provider: provider.name, field, hosts: [...gone] };
  return [step(say('steps.provider.wide', said), { kind: 'provider.hosts', id, hosts: leftOf(provider, gone) })];
}

/** What stays among them, and its own host, which Core lets in only where it is one of them. */
function leftOf({ host, hosts }: Provider, gone: ReadonlySet<string>): readonly string[] {
  const own = hostOf(host);
  const left = isRead(hosts) ? hosts.filter((one) => !gone.has(one)) : [];
  return own === '' || gone.has(own) || left.includes(own) ? left : [...left, own];
}

/** Lines in force that no rule of the cabinet explains. */
function lineSteps(
  { extraRules, modules }: FirewallFacts,
  view: View,
  { release }: Pick<Context, 'release'>,
  { counts, fits }: Limit,
): Step[] {
  const services = view.measures.flatMap(({ service, openings }): ServiceId[] => {
    const foreign = openings.filter(({ cause }) => cause === null);
    // What no rule explains counts like any other opening.
    const asOpening = foreign.map((one): Opening => ({ ...one, cause: { kind: 'localhost' } }));
    return counts(service) && foreign.length > 0 && !fits(asOpening, false) ? [service] : [];
  });
  if (services.length === 0) return [];
  const said = { services: boxNames(services, modules, release) };
  const extra = extraRules.state === 'known' ? extraRules.data : null;
  const files = extra === null ? [] : [...(extra.firewallAdditional ? [OWN_LINES] : []), ...extra.customFiles];
  if (files.length > 0) {
    const menu = menuOf('files', release);
    const all = [...new Set(files)];
    return [step(say('steps.lines.file', { ...said, menu, files: all }), { kind: 'own-lines', files: all })];
  }
  if (extra !== null && isRead(extra.modules) && extra.modules.length > 0) {
    return [notHere('files', say('steps.lines.module', { ...said, modules: extra.modules }))];
  }
  const menu = menuOf('firewall', release);
  return [step(say('steps.lines.reload', { ...said, menu }), { kind: 'firewall.reload' })];
}

const OWN_LINES = '/etc/firewall_additional';

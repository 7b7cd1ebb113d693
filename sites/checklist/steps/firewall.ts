/**
 * The steps to close what is too wide, in an order in which nobody is shut out: a way back, rules for our own networks
 * with all that they use, for the person, providers and phones elsewhere, then the wide rules, then a look from outside.
 * Where the rules do not decide yet, they are made while the firewall is off, and it is switched on last; where a line goes
 * before them, that line goes last.
 */
import { newBoxes } from '../actions/categories.ts';
import { isWithin } from '../reach/networks.ts';
import { asFields } from '../actions/requests.ts';
import { hostOf } from '../devices/host.ts';
import { phonesOf } from '../devices/phones.ts';
import { scannerKind } from '../devices/scanners.ts';
import { menuOf } from '../exposure/menus.ts';
import { isBypassed, type View } from '../exposure/view.ts';
import type { Provider } from '../facts/types.ts';
import { isRead } from '../facts/value.ts';
import { say, type Message } from '../message.ts';
import type { Network } from '../reach/networks.ts';
import { isAtLeast, PASSES_OVER_NAMES, type Release } from '../release.ts';
import { isForPeople, type Clear } from './clears.ts';
import {
  keeps,
  lackOf,
  losesExemption,
  nameOf,
  ourNetworks,
  ruleOf,
  siteOf,
  type FirewallFacts,
  type Site,
} from './lack.ts';
import { boxNames, is2024, oneNetwork, typed } from './names.ts';
import { look, notHere, step, type Effect, type Step } from './step.ts';

export const CONSOLE: Step = look(say('steps.console'));

/** Empty where nothing has to be done. `others`: what closes besides boxes of rules, done after these. */
export function firewallSteps(
  facts: FirewallFacts,
  view: View,
  release: Release,
  clears: readonly Clear[],
  others: readonly Step[] = [],
): readonly Step[] {
  const site = siteOf(facts, view, clears);
  const { inForce } = site;
  if (inForce && clears.length === 0 && others.length === 0) return [];
  const words = new Words(facts, release);
  const own = ourNetworks(facts);
  return [
    CONSOLE,
    look(say('steps.open', { menu: words.menu })),
    ...pause(view, inForce, words),
    ...own.flatMap((network) => ownStep(network, site, words)),
    // A provider's hosts let nobody into the page.
    ...(inForce && clears.length === 0 && others.every(isOfProvider) ? [] : [personStep(own, site, words)]),
    ...providerSteps(site, words, release),
    ...phoneSteps(own, site, words),
    ...clears.map((clear) => clearStep(clear, words)),
    ...others,
    ...(inForce || isBypassed(view) ? [] : [words.switchOn()]),
    look(say('steps.try')),
  ];
}

const isOfProvider = ({ effects }: Step): boolean => effects.some(({ kind }) => kind === 'provider.hosts');

/** What the steps call things in this release. */
export class Words {
  readonly menu: Message;
  readonly add: Message;
  readonly #facts: FirewallFacts;
  readonly #release: Release;

  constructor(facts: FirewallFacts, release: Release) {
    this.#facts = facts;
    this.#release = release;
    this.menu = menuOf('firewall', release);
    this.add = say(is2024(release) ? 'steps.button.add.2024' : 'steps.button.add.2026');
  }

  boxes(categories: Iterable<string>): readonly Message[] {
    return boxNames(categories, this.#facts.modules, this.#release);
  }

  get toggle(): Message {
    return say(is2024(this.#release) ? 'steps.switch.2024' : 'steps.switch.2026');
  }

  switchOn(): Step {
    const says = say('steps.firewall.on', { switch: this.toggle });
    return step(says, { kind: 'firewall.toggle', enabled: true });
  }
}

/** Without rules in force, the first new one would shut out everybody else at once: so it is off meanwhile. */
function pause(view: View, inForce: boolean, { toggle }: Words): Step[] {
  const { reach } = view;
  // Past the rules everybody gets in anyway, until the line is gone.
  if (inForce || reach.enforcement === 'off' || isBypassed(view)) return [];
  const off: Effect = { kind: 'firewall.toggle', enabled: false };
  if (reach.enforcement === 'no-rules-closed') return [step(say('steps.firewall.off.console'), off)];
  return [step(say('steps.firewall.off', { switch: toggle }), off)];
}

const allowing = (boxes: Iterable<string>): ReadonlyMap<string, boolean> =>
  new Map([...boxes].map((box) => [box, true]));

export function adding(network: Network, boxes: Iterable<string>, { categories }: Site, neverBlock = false): Effect {
  return {
    kind: 'firewall.create',
    description: 'Own network',
    ...asFields(network),
    newer_block_ip: neverBlock,
    local_network: false,
    currentRules: newBoxes(categories, new Set(boxes)),
  };
}

function ownStep(network: Network, site: Site, words: Words): Step[] {
  const { uses, lacks } = lackOf(network, site);
  const neverBlock = losesExemption(network, site);
  if (lacks.length === 0 && !neverBlock) return [];
  const own = ruleOf(network, lacks, site);
  if (own === null) {
    const said = { add: words.add, ...typed(network), boxes: words.boxes(uses) };
    const says = say(neverBlock ? 'steps.rule.add.never-block' : 'steps.rule.add', said);
    return [step(says, adding(network, uses, site, neverBlock))];
  }
  const said = { rule: nameOf(own), network: network.cidr };
  const effect: Effect = { kind: 'firewall.boxes', id: own.id, set: allowing(lacks), neverBlock: neverBlock || null };
  if (lacks.length === 0) return [step(say('steps.rule.never-block', said), effect)];
  const boxes = words.boxes(lacks);
  return [step(say(neverBlock ? 'steps.rule.open.never-block' : 'steps.rule.open', { ...said, boxes }), effect)];
}

/** Nobody can say from here where the person sits. */
function personStep(own: readonly Network[], { facts, categories, clears, inForce }: Site, words: Words): Step {
  const goes = inForce ? clears.flatMap(({ boxes }) => [...boxes]) : [...categories.keys()];
  const wanted = ['WEB', ...goes].filter((box) => categories.has(box) && isForPeople(box, facts));
  const said = { add: words.add, boxes: words.boxes(wanted) };
  const effect: Effect = { kind: 'firewall.person', currentRules: newBoxes(categories, new Set(wanted)) };
  return own.length === 0
    ? step(say('steps.rule.person.must', said), effect)
    : step(say('steps.rule.person', { ...said, own: own.map(({ cidr }) => cidr) }), effect);
}

function providerSteps(site: Site, words: Words, release: Release): Step[] {
  const { facts } = site;
  if (facts.providers.state === 'unknown')
    return [notHere('provider', say('steps.provider.unknown', { menu: words.menu }))];
  return facts.providers.data
    .filter(({ disabled, demo }) => !disabled && !demo)
    .flatMap((provider): Step[] => {
      const box = provider.kind === 'sip' ? 'SIP' : 'IAX';
      return !site.categories.has(box) ? [] : providerStep(provider, box, site, words, release);
    });
}

function providerStep(provider: Provider, box: string, site: Site, words: Words, release: Release): Step[] {
  const { id, name, kind, hosts } = provider;
  const { inForce, clears } = site;
  const host = hostOf(provider.host);
  const known = isRead(hosts) ? hosts : [];
  if (host === '' || (kind === 'sip' && known.includes(host) && !isSkipped(host, release))) return [];
  const network = oneNetwork(host);
  if (network !== null) {
    if (keeps(network, box, site) || isLetIn(network, provider) || !connects(host, box, site)) return [];
    const own = ruleOf(network, [box], site);
    const said = { provider: name, boxes: words.boxes([box]) };
    if (own !== null) {
      const effect: Effect = { kind: 'firewall.boxes', id: own.id, set: allowing([box]), neverBlock: null };
      return [step(say('steps.provider.open', { ...said, rule: nameOf(own) }), effect)];
    }
    return [
      step(say('steps.provider.add', { ...said, add: words.add, ...typed(network) }), adding(network, [box], site)),
    ];
  }
  // Where a name leads is not known here: it matters when the box closes somewhere.
  if (inForce && !clears.some(({ boxes }) => boxes.has(box))) return [];
  if (kind === 'iax' || isSkipped(host, release)) {
    const said = { provider: name, host, add: words.add, boxes: words.boxes([box]) };
    return [notHere('provider', say('steps.provider.ask', said))];
  }
  const field = say(is2024(release) ? 'steps.field.hosts.2024' : 'steps.field.hosts.2026');
  const said = { menu: menuOf('providers', release), provider: name, host, field };
  return [step(say('steps.provider.host', said), { kind: 'provider.hosts', id, hosts: [...known, host] })];
}

const isSkipped = (host: string, release: Release): boolean =>
  oneNetwork(host) === null && isAtLeast(release, PASSES_OVER_NAMES) !== false;

/** Does this address reach the box now? */
const connects = (address: string, box: string, { inForce, view }: Site): boolean =>
  !inForce || view.reach.ask(address, box).allowed;

/** By its additional addresses. */
function isLetIn(network: Network, { kind, hosts }: Provider): boolean {
  if (kind !== 'sip' || !isRead(hosts)) return false;
  return hosts.some((host) => oneNetwork(host)?.cidr === network.cidr);
}

/** Phones that are registered from elsewhere: staff at home, branches, or strangers. */
function phoneSteps(own: readonly Network[], site: Site, words: Words): Step[] {
  const { facts } = site;
  if (facts.devices.state === 'unknown') return [];
  const places = new Map<string, { network: Network; boxes: Set<string>; accounts: Set<string> }>();
  for (const { account, address, userAgent, inBrowser } of phonesOf(facts.devices.data)) {
    const network = address === null ? null : oneNetwork(address);
    if (address === null || network === null || scannerKind(userAgent) !== null) continue;
    const box = inBrowser ? 'AJAM' : 'SIP';
    if (own.some((ours) => isWithin(network, ours)) || keeps(network, box, site)) continue;
    if (!connects(address, box, site)) continue;
    const place = places.get(network.cidr) ?? { network, boxes: new Set(), accounts: new Set() };
    place.boxes.add(box);
    place.accounts.add(account);
    places.set(network.cidr, place);
  }
  if (places.size === 0) return [];
  const all = [...places.values()];
  const boxes = new Set(all.flatMap((place) => [...place.boxes]));
  const phones = all.map(({ network, accounts }) =>
    say('steps.phone', { address: typed(network).address, accounts: [...accounts] }),
  );
  const says = say('steps.rule.phones', { add: words.add, phones, boxes: words.boxes(boxes) });
  return [step(says, ...all.map(({ network, boxes: some }) => adding(network, some, site)))];
}

function clearStep({ rule, boxes, neverBlock }: Clear, words: Words): Step {
  const said = { rule: nameOf(rule), network: rule.permit, boxes: words.boxes(boxes) };
  const set = new Map([...boxes].map((box) => [box, false]));
  const effect: Effect = { kind: 'firewall.boxes', id: rule.id, set, neverBlock: neverBlock ? false : null };
  if (boxes.size === 0) return step(say('steps.rule.clear.never-block', said), effect);
  return step(say(neverBlock ? 'steps.rule.clear.both' : 'steps.rule.clear', said), effect);
}

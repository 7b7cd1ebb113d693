/** Which boxes of which rules close, and what others get first: the steps of closing services by ports. */
import { isCti, serviceName } from '../exposure/services.ts';
import type { FirewallRule, Parts } from '../facts/types.ts';
import { exemptNetworks } from '../fail2ban/exempt.ts';
import { say, type Message } from '../message.ts';
import { isOldRelease } from '../reach/enforcement.ts';
import { networksOf, type Network } from '../reach/networks.ts';
import { isSame } from '../reach/rows.ts';
import { overlap as portsOverlap, servicesOf } from '../reach/services.ts';
import type { PortRange, ReachInput, ServiceId } from '../reach/types.ts';
import type { Known } from './action.ts';
import { boxesOf, canAllow, canSay, categoriesOf, isSayable, newBoxes, type Categories } from './categories.ts';
import { nameOf } from './guard.ts';
import { boxesHeldBy } from './held.ts';
import type { Ours } from './ours.ts';
import { openedBy, rulesByNetwork } from './own-network.ts';
import { releaseOf } from './preview.ts';
import type { Refusal } from './refusals.ts';
import { asFields, ruleNames, unchangeable } from './requests.ts';
import { covers, overlap } from './space.ts';
import type { Step } from './types.ts';

export type Facts = Known<'system' | 'ports' | 'firewall'>;
type Rules = readonly FirewallRule[];

const CLOSABLE = ['WEB', 'SSH', 'AMI', 'AJAM'];
/** Phones live on these: a port that one of them shares cannot be closed while it stays. */
const PHONES = ['SIP', 'IAX', 'ICMP'];

/** Doors of people and programs, not of phones, on this PBX. */
export function closableServices({ firewall, modules }: Pick<Parts, 'firewall' | 'modules'>): readonly ServiceId[] {
  const rules = firewall.state === 'known' ? firewall.data.rules : [];
  const boxes = new Set(rules.flatMap(({ services }) => services.map(({ category }) => category)));
  return [...CLOSABLE, ...[...boxes].filter((box) => !CLOSABLE.includes(box) && isCti(box, modules))];
}

/** Boxes to close, and their ports. */
export interface Targets {
  readonly closes: (box: string, rows: readonly PortRange[]) => boolean;
  readonly ports: readonly PortRange[];
}

export function targetsOf({ ports, firewall }: Facts, services: readonly ServiceId[]): Targets {
  const { rules } = firewall.data;
  const wanted = servicesOf(ports.data, rules).filter(({ id }) => services.includes(id));
  const targets = wanted.flatMap((service) => service.ports);
  const hits = (rows: readonly PortRange[]) => rows.some((row) => targets.some((port) => portsOverlap(row, port)));
  return {
    ports: targets,
    closes: (box, rows) => services.includes(box) || (!PHONES.includes(box) && hits(rows)),
  };
}

export function sharedPort({ ports, firewall }: Facts, services: readonly ServiceId[]): Refusal | null {
  const { rules } = firewall.data;
  const all = servicesOf(ports.data, rules);
  const { rtpFrom, rtpTo } = ports.data;
  const stays = PHONES.filter((id) => !services.includes(id));
  const phones = [
    { id: 'SIP', ports: [{ protocol: 'udp', from: rtpFrom, to: rtpTo } as const] },
    ...all,
    ...rules.flatMap((rule) =>
      rule.services.filter(({ allow }) => allow).map(({ category, ports: rows }) => ({ id: category, ports: rows })),
    ),
  ].filter(({ id }) => stays.includes(id));
  for (const { id, ports: mine } of all.filter((service) => services.includes(service.id))) {
    for (const port of mine) {
      const other = phones.find(({ ports: rows }) => rows.some((row) => portsOverlap(row, port)));
      if (other !== undefined) return { kind: 'shared-port', service: id, with: other.id, port: port.from };
    }
  }
  return null;
}

export interface Closing {
  readonly rule: FirewallRule;
  readonly boxes: readonly string[];
  /** The mark "never block" goes, too. */
  readonly unmarks: boolean;
  readonly networks: readonly Network[] | 'a name';
}

/** Rules that stay as they are. */
export interface Staying {
  readonly ours: readonly Network[];
  /** Ids. */
  readonly keeps: ReadonlySet<string>;
}

/** Every rule that is neither wholly ours nor kept, with its boxes that close. `unmarks`: rules whose "never block" goes. */
export function closingsOf(
  rules: Rules,
  { ours, keeps }: Staying,
  targets: Targets,
  isOld: boolean,
  unmarks: (rule: FirewallRule) => boolean = () => false,
): Closing[] {
  return rules.flatMap((rule): Closing[] => {
    const networks = openedBy(rule, isOld);
    if (networks === null || keeps.has(rule.id) || (networks !== 'a name' && covers(ours, networks))) return [];
    const boxes = rule.services
      .filter(({ category, allow, ports }) => allow && targets.closes(category, ports))
      .map(({ category }) => category);
    const unmark = rule.neverBlock && unmarks(rule);
    return boxes.length === 0 && !unmark ? [] : [{ rule, boxes: [...new Set(boxes)], unmarks: unmark, networks }];
  });
}

/** What one network gets by a rule of its own. */
export interface Grant {
  readonly network: Network;
  readonly boxes: readonly string[];
  /** Of a new rule; undefined: as rules of this plan are named. */
  readonly name?: string;
  /** "Never block", because it had that by a rule that loses the mark. */
  readonly marks: boolean;
}

interface Missing {
  readonly rules: Rules;
  readonly closings: readonly Closing[];
  readonly ours: Ours;
  readonly isOld: boolean;
  readonly categories: Categories;
}

/** Boxes of which one of our networks had a port by a rule that closes, and no rule of ours gives it. */
function missingFor(network: Network, { rules, closings, ours, isOld, categories }: Missing): readonly string[] {
  const had = new Map<string, PortRange[]>();
  const add = (box: string, rows: readonly PortRange[]) => had.set(box, [...(had.get(box) ?? []), ...rows]);
  if (covers([network], networksOf(ours.asker))) add('WEB', categories.get('WEB') ?? []);
  for (const { rule, boxes, networks } of closings) {
    if (networks !== 'a name' && !overlap(networks, [network])) continue;
    for (const { category, allow, ports } of rule.services) if (allow && boxes.includes(category)) add(category, ports);
  }
  const closes = (rule: FirewallRule, box: string) =>
    closings.some((closing) => closing.rule === rule && closing.boxes.includes(box));
  return [...had].flatMap(([box, rows]) => {
    const giving = rules.flatMap((rule) => {
      const opened = openedBy(rule, isOld);
      if (opened === null || opened === 'a name' || !overlap(opened, [network]) || closes(rule, box)) return [];
      const open = rule.services.filter(({ category, allow }) => category === box && allow);
      return [{ opened, ports: open.flatMap(({ ports }) => ports) }];
    });
    const isGiven = (row: PortRange) =>
      covers(
        giving.flatMap(({ opened, ports }) => (ports.some((one) => isSame(one, row)) ? opened : [])),
        [network],
      );
    return rows.every(isGiven) ? [] : [box];
  });
}

/** What our own networks need first. */
export function grantsForOurs(facts: Facts, ours: Ours, closings: readonly Closing[]): readonly Grant[] {
  const { system, firewall, ports, modules } = facts;
  const { rules } = firewall.data;
  const categories = categoriesOf(rules, ports.data, modules);
  const release = releaseOf({ system });
  const isOld = isOldRelease(system.data.release);
  const unmarked = new Set(closings.flatMap(({ rule, unmarks }) => (unmarks ? [rule] : [])));
  const exempt = (marked: Rules) => exemptNetworks(marked, { whitelist: [] }, release);
  const was = exempt(rules);
  const is = exempt(rules.filter((rule) => !unmarked.has(rule)));
  return ours.networks.flatMap((network): Grant[] => {
    const boxes = missingFor(network, { rules, closings, ours, isOld, categories });
    const marks = unmarked.size > 0 && covers(was, [network]) && !covers(is, [network]);
    return boxes.length === 0 && !marks ? [] : [{ network, boxes, marks }];
  });
}

interface Making {
  readonly facts: Facts;
  readonly before: ReachInput;
  readonly closings: readonly Closing[];
  readonly ruleName: string | undefined;
}

/** Rules of ours first, then those of others, so that at no moment is anybody shut out; then what closes. */
export function stepsOf(
  { facts, before, closings, ruleName }: Making,
  ours: readonly Grant[],
  others: readonly Grant[] = [],
): readonly Step[] | Refusal {
  const { rules } = facts.firewall.data;
  const nameOfNew = ruleNames(ruleName, rules);
  const isOld = isOldRelease(facts.system.data.release);
  const categories = categoriesOf(rules, facts.ports.data, facts.modules);
  const release = releaseOf(facts);
  const names = (boxes: readonly string[]) => boxes.map((box) => serviceName(box, facts.modules, release));
  // One that closes would be said twice: a second one for its network is as good.
  const closing = new Set(closings.map(({ rule }) => rule));
  const exactly = rulesByNetwork(rules, isOld);
  const steps: Step[] = [];
  for (const grant of [...ours, ...others]) {
    const { network, boxes, marks } = grant;
    const own = (exactly.get(network.cidr) ?? []).find(
      (rule) => !closing.has(rule) && canAllow(rule, boxes, categories, isOld) && canSay(rule, boxes, categories),
    );
    if (own === undefined) {
      const odd = boxes.find((box) => !isSayable(box));
      if (odd !== undefined) return { kind: 'odd-box', rule: network.cidr, box: odd };
      // What phones of ours live on, too: the rule for everybody may be closed for them next.
      const held = ours.includes(grant) ? boxesHeldBy([network], before, categories) : [];
      const allowed = new Set([...held, ...boxes]);
      const said = { network: network.cidr, services: names([...allowed]) };
      steps.push({
        kind: 'firewall.create',
        says: marks ? say('actions.step.rule.create.marked', said) : say('actions.step.rule.create', said),
        description: nameOfNew(network, grant.name),
        ...asFields(network),
        newer_block_ip: marks,
        local_network: false,
        currentRules: newBoxes(categories, allowed),
      });
      continue;
    }
    const refusal = unchangeable(own, boxes, categories);
    if (refusal !== null) return refusal;
    steps.push({
      kind: 'firewall.patch',
      says: sayOpened(own, network, names(boxes), marks),
      id: Number(own.id),
      newer_block_ip: own.neverBlock || marks,
      currentRules: boxesOf(own, categories, new Map(boxes.map((box) => [box, true]))),
    });
  }
  for (const { rule, boxes, unmarks } of closings) {
    const refusal = unchangeable(rule, boxes, categories);
    if (refusal !== null) return refusal;
    steps.push({
      kind: 'firewall.patch',
      says: sayClosed(rule, names(boxes), unmarks),
      id: Number(rule.id),
      newer_block_ip: rule.neverBlock && !unmarks,
      currentRules: boxesOf(rule, categories, new Map(boxes.map((box) => [box, false]))),
    });
  }
  return steps;
}

function sayOpened(rule: FirewallRule, { cidr: network }: Network, services: Message[], marks: boolean): Message {
  const said = { rule: nameOf(rule), network };
  if (services.length === 0) return say('actions.step.rule.never-block.own', said);
  return marks
    ? say('actions.step.rule.open.marked', { ...said, services })
    : say('actions.step.rule.open', { ...said, services });
}

function sayClosed(rule: FirewallRule, services: Message[], unmarks: boolean): Message {
  const said = { rule: nameOf(rule), network: rule.permit };
  if (services.length === 0) return say('actions.step.rule.unmark', said);
  return unmarks
    ? say('actions.step.rule.close.unmark', { ...said, services })
    : say('actions.step.rule.close', { ...said, services });
}

/** Which boxes of which rules close, and what our own networks get first: the steps of closing services by ports. */
import { isCti, serviceName } from '../exposure/services.ts';
import type { FirewallRule, Parts } from '../facts/types.ts';
import { say } from '../message.ts';
import { isOldRelease } from '../reach/enforcement.ts';
import { networksOf, type Network } from '../reach/networks.ts';
import { overlap as portsOverlap, servicesOf } from '../reach/services.ts';
import type { PortRange, ReachInput, ServiceId } from '../reach/types.ts';
import type { Known } from './action.ts';
import { boxesOf, categoriesOf, isSayable, newBoxes, stateOf } from './categories.ts';
import { nameOf } from './guard.ts';
import { boxesHeldBy } from './held.ts';
import type { Ours } from './ours.ts';
import { openedBy } from './own-network.ts';
import { releaseOf } from './preview.ts';
import type { Refusal } from './refusals.ts';
import { asFields, ruleNames, unchangeable } from './requests.ts';
import { covers, overlap } from './space.ts';
import type { Step } from './types.ts';

export type Facts = Known<'system' | 'ports' | 'firewall'>;
type Rules = readonly FirewallRule[];

const CLOSABLE = ['WEB', 'SSH', 'AMI', 'AJAM'];
/** Phones live on these: a port that one of them shares cannot be closed. */
const PHONES = ['SIP', 'IAX', 'ICMP'];

/** Services that this action can close on this PBX. */
export function closableServices({ firewall, modules }: Pick<Parts, 'firewall' | 'modules'>): readonly ServiceId[] {
  const rules = firewall.state === 'known' ? firewall.data.rules : [];
  const boxes = new Set(rules.flatMap(({ services }) => services.map(({ category }) => category)));
  return [...CLOSABLE, ...[...boxes].filter((box) => !CLOSABLE.includes(box) && isCti(box, modules))];
}

/** Boxes to close, and the box of phones that is in the way. */
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
  const phones = [
    { id: 'SIP', ports: [{ protocol: 'udp', from: rtpFrom, to: rtpTo } as const] },
    ...all.filter(({ id }) => PHONES.includes(id)),
    ...rules.flatMap((rule) =>
      rule.services
        .filter(({ category, allow }) => allow && PHONES.includes(category))
        .map(({ category, ports: rows }) => ({ id: category, ports: rows })),
    ),
  ];
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
  readonly networks: readonly Network[] | 'a name';
}

/** Every rule that is neither wholly ours nor kept, with its boxes that close. `keeps`: ids of rules that stay as they are. */
export function closingsOf(
  rules: Rules,
  ours: readonly Network[],
  keeps: ReadonlySet<string>,
  targets: Targets,
  isOld: boolean,
): Closing[] {
  return rules.flatMap((rule): Closing[] => {
    const networks = openedBy(rule, isOld);
    if (networks === null || keeps.has(rule.id) || (networks !== 'a name' && covers(ours, networks))) return [];
    const boxes = rule.services
      .filter(({ category, allow, ports }) => allow && targets.closes(category, ports))
      .map(({ category }) => category);
    return boxes.length === 0 ? [] : [{ rule, boxes: [...new Set(boxes)], networks }];
  });
}

interface Missing {
  readonly rules: Rules;
  readonly closings: readonly Closing[];
  readonly ours: Ours;
  readonly isOld: boolean;
}

/** Boxes that one of our networks had by a rule that closes, and no rule of ours gives it. */
function missingFor(network: Network, { rules, closings, ours, isOld }: Missing): readonly string[] {
  const hadBoxes = closings
    .filter(({ networks }) => networks === 'a name' || overlap(networks, [network]))
    .flatMap(({ boxes }) => boxes);
  const isAskers = covers([network], networksOf(ours.asker));
  const wanted = [...new Set([...(isAskers ? ['WEB'] : []), ...hadBoxes])];
  const closes = (rule: FirewallRule, box: string) =>
    closings.some((closing) => closing.rule === rule && closing.boxes.includes(box));
  return wanted.filter((box) => {
    const giving = rules
      .filter((rule) => !closes(rule, box) && stateOf(rule, box) === 'allowed')
      .flatMap((rule) => {
        const opened = openedBy(rule, isOld);
        return opened === null || opened === 'a name' ? [] : opened;
      });
    return !covers(giving, [network]);
  });
}

/** Rules of ours first: at no moment is the person shut out. */
export function stepsOf(
  facts: Facts,
  before: ReachInput,
  ours: Ours,
  closings: readonly Closing[],
  ruleName: string | undefined,
): readonly Step[] | Refusal {
  const { rules } = facts.firewall.data;
  const nameOfNew = ruleNames(ruleName, rules);
  const isOld = isOldRelease(facts.system.data.release);
  const categories = categoriesOf(rules, facts.ports.data, facts.modules);
  const release = releaseOf(facts);
  const names = (boxes: readonly string[]) => boxes.map((box) => serviceName(box, facts.modules, release));
  const steps: Step[] = [];
  for (const network of ours.networks) {
    const boxes = missingFor(network, { rules, closings, ours, isOld });
    if (boxes.length === 0) continue;
    const own = rules.find((rule) => {
      const opened = openedBy(rule, isOld);
      return opened !== null && opened !== 'a name' && opened.length === 1 && opened[0]?.cidr === network.cidr;
    });
    if (own === undefined) {
      const odd = boxes.find((box) => !isSayable(box));
      if (odd !== undefined) return { kind: 'odd-box', rule: network.cidr, box: odd };
      // What its phones live on, too: the rule for everybody may be closed for them next.
      const allowed = new Set([...boxesHeldBy([network], before, categories), ...boxes]);
      steps.push({
        kind: 'firewall.create',
        says: say('actions.step.rule.create', { network: network.cidr, services: names([...allowed]) }),
        description: nameOfNew(network),
        ...asFields(network),
        newer_block_ip: false,
        local_network: false,
        currentRules: newBoxes(categories, allowed),
      });
      continue;
    }
    const refusal = unchangeable(own, boxes, categories);
    if (refusal !== null) return refusal;
    steps.push({
      kind: 'firewall.patch',
      says: say('actions.step.rule.open', { rule: nameOf(own), network: network.cidr, services: names(boxes) }),
      id: Number(own.id),
      newer_block_ip: own.neverBlock,
      currentRules: boxesOf(own, categories, new Map(boxes.map((box) => [box, true]))),
    });
  }
  for (const { rule, boxes } of closings) {
    const refusal = unchangeable(rule, boxes, categories);
    if (refusal !== null) return refusal;
    steps.push({
      kind: 'firewall.patch',
      says: say('actions.step.rule.close', { rule: nameOf(rule), network: rule.permit, services: names(boxes) }),
      id: Number(rule.id),
      newer_block_ip: rule.neverBlock,
      currentRules: boxesOf(rule, categories, new Map(boxes.map((box) => [box, false]))),
    });
  }
  return steps;
}

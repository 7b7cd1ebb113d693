/**
 * What networks are to have, and the steps that give it to them: in the rule of exactly that network, or in a new one, also
 * beside it where no request could make that rule open all of it.
 */
import { serviceName } from '../exposure/services.ts';
import { say } from '../message.ts';
import { isOldRelease } from '../reach/enforcement.ts';
import { entriesOf } from '../reach/entries.ts';
import type { FirewallRule } from '../facts/types.ts';
import { networksOf, type Network } from '../reach/networks.ts';
import { remembered } from '../reach/remembered.ts';
import { holdsPorts } from '../reach/rows.ts';
import type { ReachInput, ServiceId } from '../reach/types.ts';
import type { Known } from './action.ts';
import {
  allowsAll,
  boxesOf,
  canAllow,
  canSay,
  categoriesOf,
  isSayable,
  newBoxes,
  type Categories,
} from './categories.ts';
import { nameOf, spacesOfLists } from './guard.ts';
import { openedBy, rulesByNetwork } from './own-network.ts';
import { releaseOf } from './preview.ts';
import type { Refusal } from './refusals.ts';
import { asFields, ruleNames, unchangeable } from './requests.ts';
import { exampleOf, isAllIn, overlap, spaceOf } from './space.ts';
import type { Step } from './types.ts';

type Facts = Known<'system' | 'ports' | 'firewall'>;

export interface Grant {
  readonly network: Network;
  readonly services: readonly ServiceId[];
  /** Of a new rule; undefined: as rules of this plan are named. */
  readonly name?: string | undefined;
}

/** Boxes of rules that close. */
export interface Closing {
  readonly rule: FirewallRule;
  readonly boxes: readonly string[];
}

/** Each network once. */
export function grantsOf(grants: readonly Grant[]): readonly Grant[] {
  const byNetwork = new Map<string, Grant>();
  for (const grant of grants) {
    const { network } = grant;
    const earlier = byNetwork.get(network.cidr);
    const services = [...new Set([...(earlier?.services ?? []), ...grant.services])];
    byNetwork.set(network.cidr, { network, services, name: earlier === undefined ? grant.name : earlier.name });
  }
  return [...byNetwork.values()];
}

/** What opens comes before what closes. */
export function givingSteps(
  facts: Facts,
  grants: readonly Grant[],
  closings: readonly Closing[],
  ruleName: string | undefined,
): readonly Step[] | Refusal {
  const { rules } = facts.firewall.data;
  const categories = categoriesOf(rules, facts.ports.data, facts.modules);
  const isOld = isOldRelease(facts.system.data.release);
  const release = releaseOf(facts);
  const nameOfNew = ruleNames(ruleName, rules);
  const names = (boxes: readonly string[]) => boxes.map((box) => serviceName(box, facts.modules, release));
  const lacks = lackingBy(rules, closings, categories, isOld);
  const exactly = rulesByNetwork(rules, isOld);
  const steps: Step[] = [];
  for (const { network, services, name } of grants) {
    const odd = services.find((service) => !isSayable(service) || (categories.get(service) ?? []).length === 0);
    if (odd !== undefined) return { kind: 'odd-box', rule: network.cidr, box: odd };
    const missing = services.filter((service) => lacks(network, service));
    if (missing.length === 0) continue;
    const own = (exactly.get(network.cidr) ?? []).find(
      (rule) => canAllow(rule, missing, categories, isOld) && canSay(rule, missing, categories),
    );
    if (own === undefined) {
      steps.push({
        kind: 'firewall.create',
        says: say('actions.step.rule.create', { network: network.cidr, services: names(missing) }),
        description: nameOfNew(network, name),
        ...asFields(network),
        newer_block_ip: false,
        local_network: false,
        currentRules: newBoxes(categories, new Set(missing)),
      });
      continue;
    }
    const refusal = unchangeable(own, missing, categories);
    if (refusal !== null) return refusal;
    steps.push({
      kind: 'firewall.patch',
      says: say('actions.step.rule.open', { rule: nameOf(own), network: network.cidr, services: names(missing) }),
      id: Number(own.id),
      newer_block_ip: own.neverBlock,
      currentRules: boxesOf(own, categories, new Map(missing.map((box) => [box, true]))),
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

/** Does a network lack a service once the closings are done? */
function lackingBy(
  rules: readonly FirewallRule[],
  closings: readonly Closing[],
  categories: Categories,
  isOld: boolean,
): (network: Network, service: ServiceId) => boolean {
  const giving = remembered((service: ServiceId) =>
    spaceOf(
      rules
        .filter(
          (rule) =>
            allowsAll(rule, service, categories) &&
            !closings.some((closing) => closing.rule === rule && closing.boxes.includes(service)),
        )
        .flatMap((rule) => {
          const opened = openedBy(rule, isOld);
          return opened === null || opened === 'a name' ? [] : opened;
        }),
    ),
  );
  return (network, service) => !isAllIn(giving(service), network);
}

/**
 * Has everybody what they are to have? iptables refuses a line with too many ports, or with a range that ends before it
 * begins, as a whole, and Core goes on without it.
 */
export function isGiven(grants: readonly Grant[], after: ReachInput, categories: Categories): Refusal | null {
  const { entries, refused } = entriesOf(after);
  const spaceFor = spacesOfLists();
  const givers = remembered((service: ServiceId) =>
    (categories.get(service) ?? []).map((row) => ({
      row,
      space: spaceFor(
        entries
          .filter(({ ports }) => ports === 'all' || ports.some((open) => holdsPorts(open, row)))
          .map(({ network }) => network),
      ),
    })),
  );
  for (const { network, services } of grants) {
    for (const { row, space } of services.flatMap(givers)) {
      // Core's line about ping over IPv6 is refused by the real tool: nobody has it.
      if ((network.family === 6 && row.protocol === 'icmp') || isAllIn(space, network)) continue;
      const line = refused.find(
        ({ permit, protocol }) => protocol === row.protocol && overlap(networksOf(permit), [network]),
      );
      const address = exampleOf(spaceOf([network])) ?? network.cidr;
      if (line === undefined) return { kind: 'would-close', protocol: row.protocol, port: row.from, address };
      const { permit, protocol, because, slots } = line;
      return { kind: 'line-refused', network: permit, protocol, because, slots };
    }
  }
  return null;
}

/** A rule of the firewall that limits a program or an extension to a network: one that is there, or a new one. */
import type { Context } from '../check.ts';
import { isNarrow, sizeOf } from '../exposure/limits.ts';
import { menuOf } from '../exposure/menus.ts';
import { say } from '../message.ts';
import { adding, Words } from './firewall.ts';
import { knownFirewall, lackOf, nameOf, ourNetworks, ruleOf, siteOf, STORED, type FirewallParts } from './lack.ts';
import { oneNetwork, typed } from './names.ts';
import { decidingSteps } from './open.ts';
import { step, type Step } from './step.ts';

export interface Filter {
  /** What makes the rule, where there is none yet. */
  readonly first: readonly Step[];
  /** CIDR; null: of the person's own network. */
  readonly network: string | null;
  /** As it is called in the list of filters. */
  readonly rule: string;
}

/** null: the firewall could not be read. */
export function filterFor(facts: FirewallParts, context: Context): Filter | null {
  const found = knownFirewall(facts);
  if (found === null) return null;
  const { view } = found;
  const site = siteOf(found.facts, view);
  const own = ourNetworks(found.facts);
  const [kept] = own.flatMap((network) => ruleOf(network, [], site) ?? []);
  const narrow = found.facts.firewall.data.rules.find(
    ({ id, permit }) => STORED.test(id) && oneNetwork(permit) !== null && isNarrow(sizeOf(permit)),
  );
  const rule = kept ?? narrow;
  if (rule !== undefined) return { first: [], network: oneNetwork(rule.permit)?.cidr ?? null, rule: nameOf(rule) };

  const words = new Words(found.facts, context.release);
  const isContainer = view.reach.enforcement === 'container';
  // Where no rule decides, the first one would shut out everybody else.
  const first =
    site.inForce || isContainer || !found.facts.firewall.data.enabled ? [] : decidingSteps(found.facts, view, context);
  const [network] = own;
  const menu = menuOf('firewall', context.release);
  if (network === undefined) {
    const boxes = isContainer ? [...site.categories.keys()] : ['WEB'];
    const currentRules = Object.fromEntries([...site.categories.keys()].map((box) => [box, boxes.includes(box)]));
    const says = say('steps.filter.person', { menu, add: words.add, boxes: words.boxes(boxes) });
    return { first: [...first, step(says, { kind: 'firewall.person', currentRules })], network: null, rule: 'Person' };
  }
  // In a container Core makes a list of the forbidden out of closed boxes.
  const boxes = isContainer ? [...site.categories.keys()] : lackOf(network, site).uses;
  const says = say('steps.filter.add', { menu, add: words.add, ...typed(network), boxes: words.boxes(boxes) });
  return { first: [...first, step(says, adding(network, boxes, site))], network: network.cidr, rule: network.cidr };
}

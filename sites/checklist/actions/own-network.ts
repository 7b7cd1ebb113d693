/**
 * What a network of ours uses. A rule of its own has to hold all of that before rules for everybody close: SIP, IAX and
 * ping of its phones as much as the web interface, or the next step takes the office offline.
 */
import type { FirewallRule } from '../facts/types.ts';
import { parsePermit, type Network } from '../reach/networks.ts';
import type { Enforcement } from '../reach/types.ts';
import type { Categories } from './categories.ts';
import { overlap } from './space.ts';

/** What a rule opens, as its release reads it; null: nothing, whatever its boxes say. */
export function openedBy(rule: FirewallRule, isOld: boolean): readonly Network[] | 'a name' | null {
  const permit = parsePermit(rule.permit);
  if (permit.kind === 'unjudged') return 'a name';
  if (permit.kind === 'refused' || (isOld && permit.networks.some(({ family }) => family === 6))) return null;
  return permit.networks;
}

/** Rules of exactly one network, by that, in their order. */
export function rulesByNetwork(
  rules: readonly FirewallRule[],
  isOld: boolean,
): ReadonlyMap<string, readonly FirewallRule[]> {
  const found = new Map<string, FirewallRule[]>();
  for (const rule of rules) {
    const opened = openedBy(rule, isOld);
    const [network, ...more] = opened === null || opened === 'a name' ? [] : opened;
    if (network === undefined || more.length > 0) continue;
    const earlier = found.get(network.cidr);
    if (earlier === undefined) found.set(network.cidr, [rule]);
    else earlier.push(rule);
  }
  return found;
}

export interface Gates {
  readonly rules: readonly FirewallRule[];
  readonly enforcement: Enforcement;
  readonly isOld: boolean;
  readonly categories: Categories;
}

/** Where nobody gets in, a network needs what phones live on, and the page to go on with. */
export const AT_LEAST: ReadonlySet<string> = new Set(['SIP', 'IAX', 'ICMP', 'WEB']);

/** Boxes that this network, or a part of it, reaches now, by whatever rule; all of them where everything is open. */
export function boxesUsedBy(network: Network, { rules, enforcement, isOld, categories }: Gates): ReadonlySet<string> {
  const boxes = [...categories].flatMap(([box, rows]) => (rows.length > 0 ? [box] : []));
  switch (enforcement) {
    case 'off':
    case 'no-rules-open':
    case 'container':
      return new Set(boxes);
    case 'no-rules-closed':
      return new Set(boxes.filter((box) => AT_LEAST.has(box)));
    case 'rules': {
      const giving = rules.filter((rule) => {
        const opened = openedBy(rule, isOld);
        return opened === 'a name' || (opened !== null && overlap(opened, [network]));
      });
      const open = giving.flatMap(({ services }) => services.filter(({ allow }) => allow));
      return new Set(open.map(({ category }) => category));
    }
  }
}

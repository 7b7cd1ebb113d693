/** Rules that let in more strangers than an office has addresses: what of them closes before the firewall is switched on. */
import { ownPublicOf } from '../exposure/facing.ts';
import { isOffice } from '../exposure/limits.ts';
import type { FirewallRule, Parts } from '../facts/types.ts';
import { isOldRelease } from '../reach/enforcement.ts';
import { isSayable, stateOf } from './categories.ts';
import { openedBy } from './own-network.ts';

export interface WideRule {
  readonly rule: FirewallRule;
  /** Boxes that let strangers in; ping opens nothing to log in to. */
  readonly boxes: readonly string[];
}

const HARMLESS = 'ICMP';

export function wideRules({ firewall, system, network }: Pick<Parts, 'firewall' | 'system' | 'network'>): WideRule[] {
  if (firewall.state === 'unknown' || system.state === 'unknown') return [];
  const isOld = isOldRelease(system.data.release);
  const home = ownPublicOf(network);
  return firewall.data.rules.flatMap((rule): WideRule[] => {
    const opened = openedBy(rule, isOld);
    if (opened === null || opened === 'a name' || opened.every(({ cidr }) => isOffice(cidr, home))) return [];
    const boxes = [...new Set(rule.services.map(({ category }) => category))].filter(
      (box) => box !== HARMLESS && isSayable(box) && stateOf(rule, box) !== 'closed',
    );
    return boxes.length === 0 ? [] : [{ rule, boxes }];
  });
}

/**
 * The categories (boxes) of a firewall rule. A request about a rule says all of them: Core opens those left out of a
 * new rule, and those of an old one that it has no rows for.
 */
import type { FirewallRule, Parts, Ports } from '../facts/types.ts';
import { coreRows, isSame } from '../reach/rows.ts';
import type { PortRange } from '../reach/types.ts';

/** What is known of every category: the ports that a new row of it gets. Empty: a module's, of which no rule has rows. */
export type Categories = ReadonlyMap<string, readonly PortRange[]>;

/** Keys that a plan can say. Rows of any other are left alone, and no new rule gets them. */
const SAYABLE = /^[A-Z0-9_]{1,64}$/;
export const isSayable = (category: string): boolean => SAYABLE.test(category);

/** Core's, then those of modules: by the rows of any rule, and by the word of enabled modules. */
export function categoriesOf(
  rules: readonly FirewallRule[],
  ports: Ports,
  modules: Parts['modules'] | null,
): Categories {
  const categories = new Map(coreRows(ports));
  for (const { services } of rules) {
    for (const { category, ports: rows } of services) {
      if ((categories.get(category) ?? []).length === 0 && isSayable(category)) categories.set(category, rows);
    }
  }
  if (modules?.state === 'known') {
    for (const { enabled, firewallCategories } of modules.data) {
      for (const key of firewallCategories) {
        const category = key.toUpperCase();
        if (enabled && isSayable(category) && !categories.has(category)) categories.set(category, []);
      }
    }
  }
  return categories;
}

/** Is the box ticked? `mixed`: some of its rows are, some are not; `none`: it has no rows. */
export function stateOf({ services }: FirewallRule, category: string): 'allowed' | 'closed' | 'mixed' | 'none' {
  let state: ReturnType<typeof stateOf> = 'none';
  for (const one of services) {
    if (one.category !== category) continue;
    const now = one.allow ? 'allowed' : 'closed';
    if (state !== 'none' && state !== now) return 'mixed';
    state = now;
  }
  return state;
}

/** Every box of a rule, some of them set anew. A box without rows is said to be closed. */
export function boxesOf(
  rule: FirewallRule,
  categories: Categories,
  set: ReadonlyMap<string, boolean>,
): Record<string, boolean> {
  return Object.fromEntries(
    [...categories.keys()].map((category) => [category, set.get(category) ?? stateOf(rule, category) === 'allowed']),
  );
}

/** Boxes of a new rule: all closed but these. */
export function newBoxes(categories: Categories, allowed: ReadonlySet<string>): Record<string, boolean> {
  return Object.fromEntries([...categories.keys()].map((category) => [category, allowed.has(category)]));
}

/** Does this rule allow the box with all of its ports? */
export function allowsAll({ services }: FirewallRule, category: string, categories: Categories): boolean {
  const own = services.filter((service) => service.category === category);
  return own.length > 0 && own.every(({ allow }) => allow) && areWhole(own, category, categories);
}

/**
 * Can a request make this rule allow the boxes with all of their ports? Rules of earlier releases lack rows: Core adds none
 * to a box that has some, and since 2026 none at all.
 */
export function canAllow(
  rule: FirewallRule,
  boxes: readonly string[],
  categories: Categories,
  isOld: boolean,
): boolean {
  return boxes.every((box) => {
    const own = rule.services.filter(({ category }) => category === box);
    return own.length === 0 ? isOld : areWhole(own, box, categories);
  });
}

/** Have they a row for each port of the box? */
function areWhole(own: FirewallRule['services'], category: string, categories: Categories): boolean {
  const rows = own.flatMap(({ ports }) => ports);
  return (categories.get(category) ?? []).every((one) => rows.some((row) => isSame(row, one)));
}

/** A rule of which a request changes these boxes and no other: one that is ticked in part cannot be said as it is. */
export const canSay = (rule: FirewallRule, boxes: readonly string[], categories: Categories): boolean =>
  [...categories.keys()].every((box) => boxes.includes(box) || stateOf(rule, box) !== 'mixed');

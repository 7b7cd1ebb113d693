import { networksOf } from '../../../checklist/reach/networks.ts';
import { servicesOf } from '../../../checklist/reach/services.ts';
import type { FirewallRule, Parts } from '../../../checklist/facts/types.ts';
import type { Draft } from '../mark.ts';
import { unread, withData } from './part.ts';

/** The id of a rule that is not there yet. */
const NEW = 'new';

/**
 * A firewall rule as its form has it: a box that was not there before opens the ports of its service. The rules in force
 * are those from before, and say nothing of it.
 */
export function firewallRule(parts: Parts, draft: Extract<Draft, { kind: 'firewall-rule' }>): Parts {
  const { firewall, ports, runningRules } = parts;
  if (firewall.state === 'unknown' || ports.state === 'unknown') return parts;
  // Half typed: what is stored stands.
  if (networksOf(draft.permit).length === 0) return parts;
  const { rules } = firewall.data;
  const before = rules.find(({ id }) => id === draft.id);
  const known = servicesOf(ports.data, rules);
  const portsOf = (category: string) =>
    before?.services.find((service) => service.category === category)?.ports ??
    known.find(({ id }) => id === category)?.ports ??
    [];
  const rule: FirewallRule = {
    id: before?.id ?? NEW,
    name: draft.name,
    permit: draft.permit,
    priority: before?.priority ?? null,
    neverBlock: draft.neverBlock,
    localNetwork: before?.localNetwork ?? false,
    services: Object.entries(draft.boxes).map(([category, allow]) => ({
      category,
      allow,
      ports: [...portsOf(category)],
    })),
  };
  const others = before === undefined ? [...rules, rule] : rules.map((one) => (one === before ? rule : one));
  return {
    ...parts,
    firewall: withData(firewall, { ...firewall.data, rules: others }),
    runningRules: unread(runningRules),
  };
}

/** Which services a problem opens, and by which boxes of its rule. */
import type { FirewallRule, Parts } from '../../checklist/facts/types.ts';
import { overlap, servicesOf } from '../../checklist/reach/services.ts';
import type { Subject } from '../../checklist/report/types.ts';

/** Ids of such problems begin with their services: `WEB+SSH:rule-5:0.0.0.0/0`, `SIP:together`. */
export function servicesIn(finding: string, { kind, id }: Pick<Subject, 'kind' | 'id'>): readonly string[] {
  if (kind === 'service') return id.split(', ');
  if (kind !== 'rule' || !finding.includes(`:rule-${id}:`)) return [];
  return (finding.split(':', 1)[0] ?? '').split('+');
}

/** A box may open the port of another service: a panel on the port of the web interface. */
export function boxesOf(parts: Parts, subject: Pick<Subject, 'kind' | 'id'>, services: readonly string[]): string[] {
  const { firewall, ports } = parts;
  if (subject.kind !== 'rule' || firewall.state === 'unknown' || ports.state === 'unknown') return [];
  const rule = firewall.data.rules.find(({ id }) => id === subject.id);
  if (rule === undefined) return [];
  const open = rule.services.filter(({ allow }) => allow);
  const all = servicesOf(ports.data, firewall.data.rules);
  return [...new Set(services.flatMap((service) => boxesFor(service, open, all)))];
}

function boxesFor(
  service: string,
  open: FirewallRule['services'],
  all: ReturnType<typeof servicesOf>,
): readonly string[] {
  if (open.some(({ category }) => category === service)) return [service];
  const own = all.filter(({ id }) => id === service).flatMap(({ ports }) => ports);
  return open
    .filter(({ ports }) => ports.some((port) => own.some((mine) => overlap(port, mine))))
    .map(({ category }) => category);
}

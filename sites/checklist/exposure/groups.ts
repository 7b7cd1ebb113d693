/** What one cause opens to one network is told once for each severity, with all the services of it. */
import type { Message } from '../message.ts';
import type { Family, ServiceId } from '../reach/types.ts';
import type { Severity } from '../report/types.ts';
import type { Measure, Opened } from './view.ts';

export interface Group {
  readonly opening: Opened;
  readonly services: readonly ServiceId[];
  /** Why it is a warning only; services that fail and services that do not are told apart. */
  readonly softened: Message | null;
}

/** `counts`: which openings are problems at all. */
export function groupsOf(
  measures: readonly Measure[],
  counts: (opening: Opened, measure: Measure) => boolean,
  softened: (service: ServiceId, opening: Opened) => Message | null,
  severity: (service: ServiceId, family: Family) => Severity,
): readonly Group[] {
  const groups = new Map<string, { opening: Opened; services: Set<ServiceId>; softened: Message | null }>();
  for (const measure of measures) {
    const { service } = measure;
    for (const opening of measure.openings.filter((one) => counts(one, measure))) {
      const why = softened(service, opening);
      const key = JSON.stringify([causeKey(opening), opening.network, why, severity(service, opening.family)]);
      const group = groups.get(key) ?? { opening, services: new Set(), softened: why };
      group.services.add(service);
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ services, ...group }) => ({ ...group, services: [...services] }));
}

/** All boxes of one rule are one cause. */
function causeKey({ cause }: Opened): readonly string[] {
  if (cause?.kind === 'rule') return ['rule', cause.ruleId];
  if (cause?.kind === 'provider') return ['provider', cause.providerId, cause.host];
  return [cause?.kind ?? 'in-force'];
}

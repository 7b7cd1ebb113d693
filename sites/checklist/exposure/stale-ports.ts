/**
 * What sleeps: a ticked box that holds the ports of an earlier setting opens nothing now. Core renews its ports when it
 * makes its rules anew (at the next start, or with any change), and then it opens.
 */
import { say } from '../message.ts';
import { networksOf } from '../reach/networks.ts';
import { reachOf } from '../reach/reach.ts';
import { renewed, staleBoxes } from '../reach/rows.ts';
import type { Opening, ServiceId } from '../reach/types.ts';
import type { Finding } from '../report/types.ts';
import { whoIs } from './findings.ts';
import type { Offence } from './offences.ts';
import type { Scene } from './scene.ts';

const WHY = say('exposure.stale.why');

/** `services`: which are asked about; `isProblem`: of an opening that is to come. */
export function sleepingOffences(
  scene: Scene,
  services: readonly ServiceId[],
  isProblem: (opening: Opening) => boolean,
): readonly Offence[] {
  const { system, ports, firewall, providers } = scene.facts;
  const stale = staleBoxes(firewall.data.rules, ports.data);
  if (stale.length === 0) return [];
  const rules = renewed(firewall.data.rules, ports.data);
  const later = reachOf({
    system: system.data,
    ports: ports.data,
    firewall: { ...firewall.data, rules },
    providers,
  });
  return stale.flatMap(({ rule, category }): Offence[] => {
    const networks = networksOf(rule.permit).map(({ cidr }) => cidr);
    const coming = services.flatMap((service) => {
      const now = scene.view.measures.find((measure) => measure.service === service)?.openings ?? [];
      return later
        .exposure(service)
        .openings.filter(
          ({ cause, network }) =>
            cause.kind === 'rule' &&
            cause.ruleId === rule.id &&
            cause.category === category &&
            networks.includes(network) &&
            !now.some((opening) => opening.network === network && opening.parts === undefined),
        )
        .filter(isProblem)
        .map((opening) => ({ service, opening }));
    });
    const [first] = coming;
    if (first === undefined) return [];
    const names = [...new Set(coming.map(({ service }) => service))].map(scene.name);
    const label = rule.name === '' ? rule.permit : rule.name;
    const finding: Finding = {
      id: `stale:${category}:rule-${rule.id}:${rule.permit}`,
      severity: 'medium',
      says: say('exposure.stale', {
        rule: label,
        box: scene.name(category),
        services: names,
        who: whoIs(first.opening),
      }),
      subject: { kind: 'rule', id: rule.id, label },
      page: { page: 'firewall-rule', id: rule.id },
    };
    return [{ finding, softened: WHY }];
  });
}

/** What the checks of one PBX share when they speak of what is open: the view, the names, the weight, the firewall outside. */
import type { Context } from '../check.ts';
import type { Message } from '../message.ts';
import type { Family, ServiceId } from '../reach/types.ts';
import type { Severity } from '../report/types.ts';
import { outsideFirewall, type OutsideFirewall } from './outside-firewall.ts';
import { isCti, serviceName, severityOf } from './services.ts';
import { viewOf, type View, type ViewFacts } from './view.ts';

export interface Scene {
  readonly view: View;
  readonly facts: ViewFacts;
  readonly outside: OutsideFirewall;
  name(service: ServiceId): Message;
  /** Of a service that is open to this family, less where only a router makes the difference. */
  severity(service: ServiceId, family: Family): Severity;
  /** Why a problem with these services is softened by a firewall outside; null: it is not. */
  covered(services: readonly ServiceId[]): Message | null;
}

export function sceneOf(facts: ViewFacts, context: Context): Scene {
  const view = viewOf(facts);
  const outside = outsideFirewall(context.attested);
  const { modules } = facts;
  return {
    view,
    facts,
    outside,
    name: (service) => serviceName(service, modules, context.release),
    severity: (service, family) => {
      const severity = severityOf(service, modules);
      return severity === 'critical' && view.faces[family] === 'router' ? 'high' : severity;
    },
    // Nobody is asked about ping.
    covered: (services) =>
      services.every((service) => service === 'ICMP' || outside.covers(service, isCti(service, modules)))
        ? outside.text
        : null,
  };
}

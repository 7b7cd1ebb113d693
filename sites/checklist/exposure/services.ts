/** Which services weigh how much, and which of them are panels (CTI). */
import type { Part, PartData } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import type { Service, ServiceId } from '../reach/types.ts';
import { FIRST_REST_V3, isAtLeast, type Release } from '../release.ts';
import type { Severity } from '../report/types.ts';

type Modules = Part<PartData['modules']>;

/** Panels of MIKO and 1C by their ids: ModuleCTIClient, ModulePT1CCore and their kin. */
const CTI = /^MODULE(?:CTI|PT1C)/;

/** Is this the firewall category of a panel module, by its name or by what the module says of itself? */
export function isCti(service: ServiceId, modules: Modules): boolean {
  const category = service.toUpperCase();
  if (CTI.test(category)) return true;
  if (modules.state === 'unknown') return false;
  return modules.data.some(
    ({ id, firewallCategories }) =>
      CTI.test(id.toUpperCase()) && firewallCategories.some((own) => own.toUpperCase() === category),
  );
}

/** Who logs in here owns the PBX (critical), or calls at its expense (high). */
const SEVERITIES: Readonly<Record<string, Severity>> = {
  WEB: 'critical',
  SSH: 'critical',
  AMI: 'critical',
  AJAM: 'critical',
  ICMP: 'low',
};

export function severityOf(service: ServiceId, modules: Modules): Severity {
  return SEVERITIES[service] ?? (isCti(service, modules) ? 'critical' : 'high');
}

/** Ports of the web interface and of panels, AJAM among them: it carries ARI, WebRTC and the panel of 1C. */
export function isWebOrCti(service: ServiceId, modules: Modules): boolean {
  return service === 'WEB' || service === 'AJAM' || isCti(service, modules);
}

export function webAndCti(services: readonly Service[], modules: Modules): readonly Service[] {
  return services.filter(({ id }) => isWebOrCti(id, modules));
}

/** As the columns of Core's firewall page call it; a module by its title, which is text of strangers. */
export function serviceName(service: ServiceId, modules: Modules, release: Release): Message {
  if (service === 'AJAM') {
    return say(
      isAtLeast(release, FIRST_REST_V3) === false ? 'exposure.service.ajam.2024' : 'exposure.service.ajam.2026',
    );
  }
  const owner =
    modules.state === 'known'
      ? modules.data.find(({ firewallCategories }) =>
          firewallCategories.some((own) => own.toUpperCase() === service.toUpperCase()),
        )
      : undefined;
  return say('exposure.service.plain', { service: owner?.name ?? service });
}

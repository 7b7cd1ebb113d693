/** What stops working where services are closed, and who is behind it. */
import { isCti, serviceName } from '../exposure/services.ts';
import type { Parts } from '../facts/types.ts';
import { say } from '../message.ts';
import type { Reach, ServiceId } from '../reach/types.ts';
import { phonesIn, type Losses } from './affected.ts';
import { releaseOf } from './preview.ts';
import type { Affected, Stop } from './types.ts';

/** Modules by what they do over the closed ports. */
const ISSUES_CERTIFICATES = /^ModuleGetSsl/i;
const PROVISIONS = /provision/i;
const PANEL_1C = /^Module(?:CTI|PT1C)/i;

export function stopsOf(was: Reach, is: Reach, facts: Parts, closed: ReadonlySet<ServiceId>, losses: Losses): Stop[] {
  const modules = facts.modules.state === 'known' ? facts.modules.data.filter(({ enabled }) => enabled) : [];
  const has = (pattern: RegExp) => modules.some(({ id }) => pattern.test(id));
  const inBrowser = phonesIn(facts).some(
    // Of one that told a name it is not known where it comes from.
    (phone) => phone.inBrowser && (phone.address === null || losses.of(phone.address).includes('AJAM')),
  );
  const hasCti = [...closed].some((service) => isCti(service, facts.modules));
  const noLongerAtLarge = was.exposure('WEB').atLarge && !is.exposure('WEB').atLarge;
  const amiUsers = facts.ami.state === 'known' && facts.ami.data.enabled && ownUsers(facts.ami.data.users).length > 0;
  const stop = (id: Stop['id'], applies: boolean, seen: boolean): Stop[] =>
    applies ? [{ id, seen, says: say(`actions.stops.${id}`) }] : [];
  return [
    ...stop('webrtc', closed.has('AJAM'), inBrowser),
    ...stop('ari', closed.has('AJAM'), facts.ari.state === 'known' && facts.ari.data.enabled),
    ...stop('panel-1c', closed.has('AJAM') || hasCti, has(PANEL_1C)),
    ...stop('recordings-1c', closed.has('WEB'), has(PANEL_1C)),
    ...stop('provisioning', closed.has('WEB'), has(PROVISIONS)),
    ...stop('certificate', closed.has('WEB') && noLongerAtLarge, has(ISSUES_CERTIFICATES)),
    ...stop('ami', closed.has('AMI'), amiUsers),
    ...stop('ssh', closed.has('SSH'), false),
  ];
}

const ownUsers = <U extends { readonly system: boolean }>(users: readonly U[]) => users.filter(({ system }) => !system);

/** Programs that use what is closed, wherever they connect from: that is not known. `is`: who can connect afterwards. */
export function programsBehind(facts: Parts, closed: ReadonlySet<ServiceId>, is: Reach): Affected[] {
  const release = releaseOf(facts);
  // That 2024 leaves IPv6 open is a warning of its own.
  const networksFor = (service: ServiceId) =>
    is.exposure(service).openings.flatMap(({ cause, network }) => (cause.kind === 'ipv6-unmanaged' ? [] : [network]));
  const stillOpenTo = (services: readonly ServiceId[]) => [...new Set(services.flatMap(networksFor))];
  const name = (service: ServiceId) => serviceName(service, facts.modules, release);
  const modules = facts.modules.state === 'known' ? facts.modules.data.filter(({ enabled }) => enabled) : [];
  const behind = (kind: Affected['kind'], id: string, label: string, services: ServiceId[]): Affected => ({
    kind,
    id,
    label,
    address: null,
    maker: null,
    services,
    says: say('actions.affected.program', {
      name: label,
      services: services.map(name),
      networks: stillOpenTo(services),
    }),
  });
  const panels = modules.flatMap(({ id, name: label, firewallCategories }) => {
    const own = firewallCategories.map((key) => key.toUpperCase());
    const services = [...closed].filter((service) => own.includes(service.toUpperCase()));
    const through = PANEL_1C.test(id) ? [...services, ...['AJAM', 'WEB'].filter((one) => closed.has(one))] : services;
    return through.length === 0 ? [] : [behind('module', id, label, [...new Set(through)])];
  });
  const ami =
    closed.has('AMI') && facts.ami.state === 'known' && facts.ami.data.enabled ? ownUsers(facts.ami.data.users) : [];
  const ari = closed.has('AJAM') && facts.ari.state === 'known' && facts.ari.data.enabled ? facts.ari.data.users : [];
  return [
    ...panels,
    ...ami.map(({ id, username }) => behind('ami-user', id, username, ['AMI'])),
    ...ari.map(({ id, username }) => behind('ari-user', id, username, ['AJAM'])),
  ];
}

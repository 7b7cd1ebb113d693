/** Findings about what is open: who can connect to which service, by what, and what stands in between. */
import { say, type Message } from '../message.ts';
import { networksOf } from '../reach/networks.ts';
import type { Cause, ServiceId } from '../reach/types.ts';
import type { Finding, Page, Subject } from '../report/types.ts';
import type { Facing } from './facing.ts';
import { offence, worst, type Offence } from './offences.ts';
import { ownLinesIn } from './own-lines.ts';
import type { Scene } from './scene.ts';
import type { Measure, Opened } from './view.ts';

/** "Is reachable" is said of public addresses only: with private ones a router decides. */
const OPEN = {
  public: 'exposure.open.public',
  router: 'exposure.open.router',
  unknown: 'exposure.open.unknown',
} as const satisfies Record<Facing, string>;

/** These services, open to one network by one cause. The id holds the network: a wider one is another problem. */
export function openFinding(scene: Scene, services: readonly ServiceId[], opening: Opened): Finding {
  const { cause, network, family } = opening;
  return {
    id: `${services.join('+')}:${idOf(cause)}:${network}`,
    severity: worst(services.map((service) => scene.severity(service, family))),
    says: say(OPEN[scene.view.faces[family]], {
      services: services.map(scene.name),
      who: whoIs(opening),
      by: byWhat(scene, services, opening),
    }),
    subject: subjectOf(scene, services, cause),
    page: pageOf(scene, cause),
  };
}

/** One service, open to many networks of which none is too wide by itself. */
export function togetherFinding(scene: Scene, { service, openings, publicV4, publicV6Prefix }: Measure): Finding {
  const wide = openings.filter((opening) => opening.publicAddresses > 0 || opening.publicV6Prefix !== null);
  const family = publicV4 > 0 ? 4 : 6;
  const by = [...new Map(wide.map((opening) => [keyOf(opening.cause), byWhat(scene, [service], opening)])).values()];
  const who =
    family === 4
      ? say('exposure.who.count', { count: publicV4 })
      : say('exposure.who.v6', { prefix: publicV6Prefix ?? 0 });
  return {
    id: `${service}:together`,
    severity: scene.severity(service, family),
    says: say(OPEN[scene.view.faces[family]], {
      services: [scene.name(service)],
      who,
      by: say('exposure.by.together', { by }),
    }),
    subject: { kind: 'service', id: service, label: service },
    page: { page: 'firewall' },
  };
}

type OpenCause = Extract<Cause, { kind: 'open' }>;
const BECAUSE = {
  off: 'exposure.because.off',
  'no-rules-open': 'exposure.because.no-rules',
  container: 'exposure.because.container',
} as const satisfies Record<OpenCause['because'], string>;

export interface EverythingOpen {
  readonly services: readonly ServiceId[];
  readonly offences: readonly Offence[];
  /** Rules of the cabinet help nothing. */
  readonly inContainer: boolean;
}

/**
 * Services that are open because the firewall decides nothing (off, no rules, a container). The check of the firewall
 * itself shows that; here stands what follows for these services, without those that a firewall outside closes.
 */
export function everythingOpen(scene: Scene, measures: readonly Measure[]): EverythingOpen {
  const because = new Map(measures.flatMap(({ service, openings }) => openings.flatMap(openCause(service))));
  const services = [...because.keys()];
  const left = services.filter((service) => scene.covered([service]) === null);
  const shown = left.length > 0 ? left : services;
  const reason = because.get(shown[0] ?? '');
  if (reason === undefined) return { services, offences: [], inContainer: false };
  const { faces } = scene.view;
  const family = faces[4] === 'public' ? 4 : 6;
  const finding: Finding = {
    id: 'see:firewall-enabled',
    severity: worst(shown.map((service) => scene.severity(service, family))),
    says: say(OPEN[faces[family]], {
      services: shown.map(scene.name),
      who: say('exposure.who.everybody'),
      by: say(BECAUSE[reason], { check: say('checks.firewall-enabled.title') }),
    }),
    subject: { kind: 'setting', id: 'PBXFirewallEnabled', label: '' },
    page: { page: 'firewall' },
  };
  return { services, offences: [offence(finding, scene.covered(shown))], inContainer: reason === 'container' };
}

const openCause =
  (service: ServiceId) =>
  ({ cause }: Opened): readonly (readonly [ServiceId, OpenCause['because']])[] =>
    cause?.kind === 'open' ? [[service, cause.because]] : [];

/** A problem that another check owns and shows; `says` names it. */
export function seeFinding(check: string, severity: Finding['severity'], says: Message): Finding {
  return {
    id: `see:${check}`,
    severity,
    says,
    subject: { kind: 'setting', id: check, label: '' },
    page: { page: 'firewall' },
  };
}

/** Who gets in by an opening. */
export function whoIs({ network, parts, publicAddresses, publicV6Prefix: prefix }: Opened): Message {
  if (parts !== undefined && publicAddresses > 0) return say('exposure.who.count', { count: publicAddresses });
  if (parts !== undefined && prefix !== null) return say('exposure.who.v6', { prefix });
  if (network === '0.0.0.0/0') return say('exposure.who.everybody');
  if (network === '::/0') return say('exposure.who.everybody.v6');
  // Addresses of IPv6 are not counted.
  return publicAddresses === 0
    ? say('exposure.who.network', { network })
    : say('exposure.who.count', { count: publicAddresses });
}

/** A rule by its name, and by the box in it where that goes by another name than the service. */
export function byWhat(scene: Scene, services: readonly ServiceId[], { cause, network, line }: Opened): Message {
  if (cause?.kind === 'rule') {
    const rule = ruleName(scene, cause);
    if (services.includes(cause.category)) return say('exposure.by.rule', { rule, network });
    return say('exposure.by.box', { rule, network, box: scene.name(cause.category) });
  }
  if (cause?.kind === 'provider') {
    return say('exposure.by.provider', { provider: providerName(scene, cause.providerId), host: cause.host });
  }
  return line === undefined ? say('exposure.by.force', { network }) : say('exposure.by.line', { line });
}

/** Each host of a provider is named; of a rule it is enough to name it. */
const keyOf = (cause: Cause | null): string =>
  cause?.kind === 'provider' ? `${idOf(cause)}:${cause.host}` : idOf(cause);

const idOf = (cause: Cause | null): string =>
  cause?.kind === 'rule'
    ? `rule-${cause.ruleId}`
    : cause?.kind === 'provider'
      ? `provider-${cause.providerId}`
      : 'in-force';

function subjectOf(scene: Scene, services: readonly ServiceId[], cause: Cause | null): Subject {
  if (cause?.kind === 'rule') return { kind: 'rule', id: cause.ruleId, label: ruleName(scene, cause) };
  if (cause?.kind === 'provider') {
    return { kind: 'provider', id: cause.providerId, label: providerName(scene, cause.providerId) };
  }
  const id = services.join(', ');
  return { kind: 'service', id, label: id };
}

function pageOf({ facts }: Scene, cause: Cause | null): Page {
  if (cause?.kind === 'rule') return { page: 'firewall-rule', id: cause.ruleId };
  if (cause?.kind === 'provider') return { page: 'provider-sip', id: cause.providerId };
  return { page: cause === null && ownLinesIn(facts.extraRules) !== null ? 'custom-files' : 'firewall' };
}

/** Ids are no proof: the rule is the one that holds the network, too. */
function ruleName({ facts }: Scene, { ruleId, network }: Extract<Cause, { kind: 'rule' }>): string {
  const named = facts.firewall.data.rules.filter(({ id }) => id === ruleId);
  const rule = named.find(({ permit }) => networksOf(permit).some(({ cidr }) => cidr === network)) ?? named[0];
  return rule === undefined || rule.name === '' ? (rule?.permit ?? ruleId) : rule.name;
}

function providerName({ facts: { providers } }: Scene, id: string): string {
  const provider = providers.state === 'known' ? providers.data.find((candidate) => candidate.id === id) : undefined;
  return provider?.name ?? id;
}

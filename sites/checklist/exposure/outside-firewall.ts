/**
 * A firewall outside this PBX (cloud, host, router), as a person confirmed it. It feeds the checks of firewall, web and
 * CTI, public address and Docker alike: what it covers is no failure any more, and never a silent pass.
 *
 * The answer names services, by the ids of reach: `WEB,SSH`, `CTI` for every panel module, `ALL`; `NONE` covers nothing.
 * From where the services may still be reached, and who says so, is the note of the confirmation.
 */
import type { Attested, AttestationLookup } from '../attestations.ts';
import { say, type Message } from '../message.ts';
import type { ServiceId } from '../reach/types.ts';
import type { Question } from '../report/types.ts';

export const OUTSIDE_FIREWALL = 'outside-firewall';
const VALID_DAYS = 180;

export interface OutsideFirewall {
  /** Does it close this service? `cti`: the service is one of a panel module. */
  covers(service: ServiceId, cti?: boolean): boolean;
  /** What was confirmed, by whom and when; null without a confirmation that holds. */
  readonly text: Message | null;
  /** Said beside a failure: that a confirmation ran out, or cannot be read. */
  readonly notes: readonly Message[];
}

export function outsideFirewall(attested: AttestationLookup): OutsideFirewall {
  const answer = attested(OUTSIDE_FIREWALL);
  const services = answer.state === 'valid' ? servicesIn(answer.attestation.answer) : new Set<string>();
  const covers = (service: ServiceId, cti = false) =>
    services.has('ALL') || services.has(service.toUpperCase()) || (cti && services.has('CTI'));
  return { covers, text: services.size === 0 ? null : textOf(answer, services), notes: notesOf(answer) };
}

/** Services by the ids of reach, for questions about them. */
export const SERVICE_CHOICES: Question['choices'] = [
  ...['SIP', 'IAX', 'WEB', 'SSH', 'AMI', 'AJAM'].map((service) => ({
    value: service,
    says: say('exposure.service.plain', { service }),
  })),
  { value: 'CTI', says: say('exposure.service.cti') },
];

/** Asked wherever something is open that a firewall outside could close. */
export function askOutsideFirewall(): Question {
  return {
    item: OUTSIDE_FIREWALL,
    subject: '',
    says: say('exposure.ask.outside'),
    kind: 'services',
    choices: [
      ...SERVICE_CHOICES,
      { value: 'ALL', says: say('exposure.ask.outside.all') },
      { value: 'NONE', says: say('exposure.ask.outside.none') },
    ],
    validDays: VALID_DAYS,
  };
}

/** Service ids in an answer, upper-cased. `NONE` and `NO` name nothing. */
export function servicesIn(answer: string): ReadonlySet<string> {
  const words = answer.toUpperCase().split(/[\s,;]+/);
  return new Set(words.filter((word) => word !== '' && word !== 'NONE' && word !== 'NO'));
}

function textOf(answer: Attested, services: ReadonlySet<string>): Message | null {
  if (answer.state !== 'valid') return null;
  const { by, at, expiresAt, note } = answer.attestation;
  const said = { services: [...services], by, at: day(at), until: day(expiresAt) };
  return note === '' ? say('exposure.outside', said) : say('exposure.outside.note', { ...said, note });
}

function notesOf(answer: Attested): Message[] {
  if (answer.state === 'expired')
    return [say('exposure.outside.expired', { until: day(answer.attestation.expiresAt) })];
  return [];
}

/** The date of an ISO time. Text that is none is left out: it is a stranger's. */
const day = (time: string) => /^\d{4}-\d{2}-\d{2}/.exec(time)?.[0] ?? '';

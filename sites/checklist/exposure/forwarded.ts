/** What a router or cloud forwards to the PBX, as a person said: services by the ids of reach, or ports. */
import type { Attested } from '../attestations.ts';
import { say } from '../message.ts';
import type { Service, ServiceId } from '../reach/types.ts';
import type { Question } from '../report/types.ts';
import { SERVICE_CHOICES } from './outside-firewall.ts';

export const FORWARDED_PORTS = 'forwarded-ports';
const VALID_DAYS = 180;

export const ASK_FORWARDED: Question = {
  item: FORWARDED_PORTS,
  subject: '',
  says: say('checks.nat-vpn.ask'),
  kind: 'services',
  choices: [
    { value: 'none', says: say('checks.nat-vpn.ask.none') },
    ...SERVICE_CHOICES,
    { value: 'ALL', says: say('checks.nat-vpn.ask.all') },
  ],
  validDays: VALID_DAYS,
};

export type Forwarded =
  | { readonly kind: 'not-asked' } // nobody answered, or the answer ran out
  | { readonly kind: 'none'; readonly by: string }
  /** `services` null: words in the answer that name neither service nor port. */
  | { readonly kind: 'some'; readonly answer: string; readonly services: readonly ServiceId[] | null };

export function forwardedOf(
  answer: Attested,
  services: readonly Service[],
  isCti: (id: ServiceId) => boolean,
): Forwarded {
  if (answer.state !== 'valid') return { kind: 'not-asked' };
  const said = answer.attestation.answer.trim();
  if (said.toLowerCase() === 'none') return { kind: 'none', by: answer.attestation.by };
  const named = said
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
    .map((word) => servicesOf(word, services, isCti));
  const isClear = named.length > 0 && named.every(({ length }) => length > 0);
  return { kind: 'some', answer: said, services: isClear ? [...new Set(named.flat())] : null };
}

function servicesOf(
  word: string,
  services: readonly Service[],
  isCti: (id: ServiceId) => boolean,
): readonly ServiceId[] {
  const ports = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(TCP|UDP))?$/.exec(word);
  const from = Number(ports?.[1] ?? Number.NaN);
  const to = Number(ports?.[2] ?? from);
  return services
    .filter(({ id, ports: own }) => {
      if (word === 'ALL' || word === id.toUpperCase() || (word === 'CTI' && isCti(id))) return true;
      return own.some((range) => range.protocol !== 'icmp' && from <= range.to && range.from <= to);
    })
    .map(({ id }) => id);
}

/**
 * Phones from another country than all others. A stranger with a cracked password mostly is; so is staff on a journey, and a
 * person is asked. Said only where the others leave no doubt which country is home.
 */
import type { AttestationLookup } from '../attestations.ts';
import { homeOf } from '../dialling/home.ts';
import { isPublic, publicAddressesOf } from '../exposure/facing.ts';
import type { Parts } from '../facts/types.ts';
import { say } from '../message.ts';
import { confirmQuestion } from '../questions.ts';
import type { Question } from '../report/types.ts';
import { countryOf } from './country.ts';
import { hostOf } from './host.ts';
import type { Phone } from './phones.ts';

export const FAR_PHONE = 'far-phone';
const VALID_DAYS = 180;
/** So many accounts in one country make it the usual one. */
const MANY = 3;

export interface FarPhone {
  readonly phone: Phone;
  /** ISO 3166 alpha-2. */
  readonly country: string;
}

const subjectOf = ({ phone, country }: FarPhone): string => `${phone.account}:${country}`;

/** Without those that a person knows. */
export function farPhones(
  phones: readonly Phone[],
  { network, system }: Pick<Parts, 'network' | 'system'>,
  attested: AttestationLookup,
): readonly FarPhone[] {
  const site = siteOf(network);
  const placed = phones.flatMap((phone) => {
    const country = placeOf(phone, site);
    return country === null ? [] : [{ phone, country }];
  });
  const accountsIn = new Map<string, Set<string>>();
  for (const { phone, country } of placed) {
    accountsIn.set(country, (accountsIn.get(country) ?? new Set()).add(phone.account));
  }
  const { country: home, confirmed, allowed } = homeOf(attested, system.state === 'known' ? system.data : null);
  const usual = confirmed && home !== null ? [home.id, ...allowed] : usualOf(accountsIn);
  if (usual.length === 0) return [];
  return placed.filter(
    (one) =>
      !usual.includes(one.country) &&
      isPublic(one.phone.address ?? '') &&
      accountsIn.get(one.country)?.size === 1 &&
      !isKnown(one, attested),
  );
}

/** The one country of all accounts but single ones, where it has many; none where two have. */
function usualOf(accountsIn: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const shared = [...accountsIn].filter(([, accounts]) => accounts.size > 1);
  return shared.flatMap(([country, { size }]) => (shared.length === 1 && size >= MANY ? [country] : []));
}

/** A phone in the own network is where the PBX is, as far as its public address tells. */
function placeOf({ address }: Phone, site: string | null): string | null {
  if (address === null) return null;
  return countryOf(address) ?? (isPublic(address) ? null : site);
}

function siteOf(network: Parts['network']): string | null {
  if (network.state === 'unknown') return null;
  const own = publicAddressesOf(network.data).map(({ address }) => address);
  const places = [hostOf(network.data.externalAddress), ...own].flatMap((address) => countryOf(address) ?? []);
  return places[0] ?? null;
}

function isKnown(one: FarPhone, attested: AttestationLookup): boolean {
  const answer = attested(FAR_PHONE, subjectOf(one));
  return answer.state === 'valid' && answer.attestation.answer === 'yes';
}

export const askFarPhone = (one: FarPhone): Question =>
  confirmQuestion(
    FAR_PHONE,
    subjectOf(one),
    say('devices.ask.far', { account: one.phone.account, country: say('dialling.country', { code: one.country }) }),
    VALID_DAYS,
  );

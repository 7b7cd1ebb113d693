/** Phones that are seen in a country where no other is, told from all of them. */
import { farPhones } from '../devices/far.ts';
import type { Phone } from '../devices/phones.ts';
import type { Parts } from '../facts/types.ts';
import type { Users } from '../users/types.ts';
import { attestedIn } from './attested.ts';

/** Country (ISO 3166 alpha-2) of such a phone; null: it is none. */
export function farIn(
  parts: Pick<Parts, 'network' | 'system' | 'attestations'>,
  { places }: Pick<Users, 'places'>,
): (phone: Phone) => string | null {
  const phones = places.flatMap((place) => place.phones.map(({ phone }) => phone));
  const countries = new Map(
    farPhones(phones, parts, attestedIn(parts)).map(({ phone, country }) => [keyOf(phone), country]),
  );
  return (phone) => countries.get(keyOf(phone)) ?? null;
}

const keyOf = ({ account, address, userAgent }: Phone): string => JSON.stringify([account, address, userAgent]);

/** Phones, people and programs elsewhere, by their addresses: what they were seen to use. */
import { farPhones } from '../../devices/far.ts';
import { say, type Message } from '../../message.ts';
import type { PhoneHere, Place as SeenPlace, Users } from '../../users/types.ts';
import { isTried, usedIn } from '../../users/users.ts';
import { attestedIn } from '../attested.ts';
import type { Place } from '../proposals.ts';
import type { Facts } from './own.ts';

export function elsewhere(facts: Facts, users: Users): readonly Place[] {
  const phones = users.places.flatMap((place) => place.phones.map(({ phone }) => phone));
  const far = farPhones(phones, facts, attestedIn(facts));
  const countries = new Map(far.map(({ phone, country }) => [keyOf(phone), country]));
  return users.places.flatMap((place): Place[] => {
    const services = usedIn(place);
    if (place.side === 'inside' || services.length === 0) return [];
    const away = place.phones.flatMap(({ phone }): Message[] => {
      const country = countries.get(keyOf(phone));
      if (country === undefined) return [];
      return [
        say('actions.place.far', { account: phone.account, country: say('dialling.country', { code: country }) }),
      ];
    });
    return [
      {
        kind: place.phones.length > 0 ? 'phone' : 'user',
        network: place.network,
        services,
        // Staff beside it does not make up for somebody who breaks in.
        on: place.kind !== 'router' && place.scanner === null && away.length === 0 && isKnown(place),
        evidence: [
          place.says,
          ...names(place.phones),
          ...(place.scanner === null || place.scanner === 'attack' ? [] : [say('actions.place.scanner')]),
          ...away,
        ],
      },
    ];
  });
}

const isKnown = ({ phones, signIns, connections }: SeenPlace): boolean =>
  phones.length > 0 ||
  signIns.length > 0 ||
  connections.some(({ services }) => services.some((service) => !isTried(service)));

const keyOf = ({ account, address, userAgent }: PhoneHere['phone']): string =>
  JSON.stringify([account, address, userAgent]);

/** Of more, names alone would hide the rest. */
const MOST_NAMES = 4;

function names(phones: readonly PhoneHere[]): Message[] {
  const accounts = [...new Set(phones.map(({ phone }) => phone.account))];
  if (accounts.length === 0 || accounts.length > MOST_NAMES) return [];
  const makers = [...new Set(phones.flatMap(({ maker }) => maker ?? []))];
  return [
    makers.length === 0
      ? say('actions.place.phone', { accounts })
      : say('actions.place.phone.makers', { accounts, makers }),
  ];
}

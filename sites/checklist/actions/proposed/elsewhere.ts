/** Phones, people and programs elsewhere, by their addresses: what they were seen to use. */
import { say, type Message } from '../../message.ts';
import type { PhoneHere, Place as SeenPlace, Users } from '../../users/types.ts';
import { isTried, usedIn } from '../../users/users.ts';
import { farIn } from '../far-here.ts';
import type { Place } from '../proposals.ts';
import type { Facts } from './own.ts';

export function elsewhere(facts: Facts, users: Users): readonly Place[] {
  const far = farIn(facts, users);
  return users.places.flatMap((place): Place[] => {
    const services = usedIn(place);
    if (place.side === 'inside' || services.length === 0) return [];
    const away = place.phones.flatMap(({ phone }): Message[] => {
      const country = far(phone);
      if (country === null) return [];
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

/** Of more, names alone would hide the rest. */
const MOST_NAMES = 4;

function names(phones: readonly PhoneHere[]): Message[] {
  const accounts = [...new Set(phones.map(({ phone }) => phone.account))];
  if (accounts.length === 0 || accounts.length > MOST_NAMES) return [];
  const makers = [...new Set(phones.flatMap(({ maker }) => maker ?? []))];
  return [
    makers.length === 0
      ? say('actions.place.phone', { count: accounts.length, accounts })
      : say('actions.place.phone.makers', { count: accounts.length, accounts, makers }),
  ];
}

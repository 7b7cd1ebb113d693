/** Phones that are registered from elsewhere, by their addresses. */
import { farPhones } from '../../devices/far.ts';
import type { Phone } from '../../devices/phones.ts';
import { scannerKind } from '../../devices/scanners.ts';
import { say, type Message } from '../../message.ts';
import { isLoopback, parseAddress } from '../../reach/networks.ts';
import { phonesIn } from '../affected.ts';
import { attestedIn } from '../attested.ts';
import { makerOf } from '../../devices/makers.ts';
import type { Place } from '../proposals.ts';
import type { Facts } from './own.ts';

export function elsewhere(facts: Facts): readonly Place[] {
  const phones = phonesIn(facts);
  const far = new Map(farPhones(phones, facts, attestedIn(facts)).map(({ phone, country }) => [phone, country]));
  const places = new Map<string, Phone[]>();
  for (const phone of phones) {
    const address = phone.address === null ? null : parseAddress(phone.address);
    if (phone.address === null || address === null || isLoopback(address)) continue;
    places.set(phone.address, [...(places.get(phone.address) ?? []), phone]);
  }
  return [...places].map(([network, there]): Place => {
    const doubts = there.flatMap((phone) => doubtsAbout(phone, far.get(phone)));
    return {
      kind: 'phone',
      network,
      services: there.map(({ inBrowser }) => (inBrowser ? 'AJAM' : 'SIP')),
      // Others there do not make up for a program that breaks in.
      on: doubts.length === 0,
      evidence: [sayPhones(there), ...doubts],
    };
  });
}

function doubtsAbout({ account, userAgent }: Phone, country: string | undefined): Message[] {
  return [
    ...(scannerKind(userAgent) === null ? [] : [say('actions.place.scanner', { account })]),
    ...(country === undefined
      ? []
      : [say('actions.place.far', { account, country: say('dialling.country', { code: country }) })]),
  ];
}

/** Of more, names alone would hide the rest. */
const MOST_NAMES = 4;

function sayPhones(there: readonly Phone[]): Message {
  const accounts = [...new Set(there.map(({ account }) => account))];
  const makers = [...new Set(there.flatMap(({ userAgent }) => makerOf(userAgent) ?? []))];
  if (accounts.length > MOST_NAMES) return say('actions.place.phones', { count: accounts.length });
  const said = { count: accounts.length, accounts };
  return makers.length === 0
    ? say('actions.place.phone', said)
    : say('actions.place.phone.makers', { ...said, makers });
}

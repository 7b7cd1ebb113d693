/** Who is cut off by a plan, and who only comes from an address that loses something. */
import { hostOf } from '../devices/host.ts';
import { makerOf } from '../devices/makers.ts';
import { phonesOf, talksOver, type Phone } from '../devices/phones.ts';
import { serviceName } from '../exposure/services.ts';
import type { Parts } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { networksOf, parseAddress } from '../reach/networks.ts';
import type { Reach, ServiceId } from '../reach/types.ts';

import { releaseOf } from './preview.ts';
import { covers } from './space.ts';
import type { Affected } from './types.ts';

/** Services that an address reached before and does not reach any more. */
export function lostBy(address: string, was: Reach, is: Reach): readonly ServiceId[] {
  if (parseAddress(address) === null) return [];
  return was.services.map(({ id }) => id).filter((id) => was.ask(address, id).allowed && !is.ask(address, id).allowed);
}

/** Is there anybody who could connect to it and cannot any more? */
const closes = (service: ServiceId, was: Reach, is: Reach): boolean =>
  !covers(networksOfAll(is, service), networksOfAll(was, service));

const networksOfAll = (reach: Reach, service: ServiceId) =>
  reach.exposure(service).openings.flatMap(({ network }) => networksOf(network));

export const phonesIn = ({ devices }: Pick<Parts, 'devices'>): readonly Phone[] =>
  devices.state === 'known' ? phonesOf(devices.data) : [];

/** A phone as a plan lists it. */
export const asAffected = ({ account, address, userAgent }: Phone, says: Message, services: ServiceId[]): Affected => ({
  kind: 'device',
  id: account,
  label: userAgent,
  address,
  maker: makerOf(userAgent),
  services,
  says,
});

/** Phones and providers that lose what they talk over; then addresses at which others may be who lose something. */
export function cutOff(was: Reach, is: Reach, facts: Parts): readonly Affected[] {
  const release = releaseOf(facts);
  const names = (services: readonly ServiceId[]) => services.map((id) => serviceName(id, facts.modules, release));
  const phones = phonesIn(facts);
  const closing = was.services.map(({ id }) => id).filter((id) => closes(id, was, is));
  const devices = phones.flatMap((phone): Affected[] => {
    const { account, address, contact } = phone;
    const service = talksOver(phone);
    if (address === null) {
      if (!closing.includes(service)) return [];
      const says = say('actions.affected.device.name', { account, contact, services: names([service]) });
      return [asAffected(phone, says, [])];
    }
    if (!lostBy(address, was, is).includes(service)) return [];
    const says = say('actions.affected.device', { account, address, services: names([service]) });
    return [asAffected(phone, says, [service])];
  });
  return [...devices, ...placesOf(phones, was, is, closing, names), ...providersOf(facts, was, is, names)];
}

type Names = (services: readonly ServiceId[]) => Message[];

/** Addresses of phones that lose what phones do not talk over: other people and programs may come from there. */
function placesOf(
  phones: readonly Phone[],
  was: Reach,
  is: Reach,
  closing: readonly ServiceId[],
  names: Names,
): Affected[] {
  const places = new Map<string, Phone[]>();
  for (const phone of phones) places.set(phone.contact, [...(places.get(phone.contact) ?? []), phone]);
  return [...places].flatMap(([contact, there]): Affected[] => {
    const used = new Set<ServiceId>(there.map(talksOver));
    const address = there[0]?.address ?? null;
    // Of a name nobody knows here what it loses: everything that closes for somebody.
    const lost = address === null ? closing : lostBy(address, was, is);
    const services = lost.filter((service) => !used.has(service));
    if (services.length === 0) return [];
    const accounts = [...new Set(there.map(({ account }) => account))];
    const said = { address: contact, accounts, services: names(services) };
    const says = address === null ? say('actions.affected.place.name', said) : say('actions.affected.place', said);
    return [{ kind: 'place', id: contact, label: '', address, maker: null, services: [...services], says }];
  });
}

function providersOf({ providers }: Parts, was: Reach, is: Reach, names: Names): Affected[] {
  const enabled = providers.state === 'known' ? providers.data.filter(({ disabled }) => !disabled) : [];
  return enabled.flatMap(({ id, name, host }): Affected[] => {
    const address = hostOf(host);
    const services = networksOf(address).length === 1 ? lostBy(address, was, is) : [];
    // A provider sends calls; it has no business with the web interface.
    const calls = services.filter((service) => service === 'SIP' || service === 'IAX');
    if (calls.length === 0) return [];
    const says = say('actions.affected.provider', { provider: name, address, services: names(calls) });
    return [{ kind: 'provider', id, label: name, address, maker: null, services: calls, says }];
  });
}

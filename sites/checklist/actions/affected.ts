/** Who is cut off by a plan, and who only comes from an address that loses something. */
import { hostOf } from '../devices/host.ts';
import { makerOf } from '../devices/makers.ts';
import { phonesOf, talksOver, type Phone } from '../devices/phones.ts';
import { serviceName } from '../exposure/services.ts';
import type { Parts } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { networksOf, parseAddress } from '../reach/networks.ts';
import { overlap, servicesOf } from '../reach/services.ts';
import type { ReachInput, ServiceId } from '../reach/types.ts';
import { serviceOf } from '../users/named-hosts.ts';
import { shiftsBetween } from './guard.ts';
import { releaseOf } from './preview.ts';
import { isEmpty, isIn, union } from './space.ts';
import type { Affected } from './types.ts';

/** Who loses what. */
export interface Losses {
  /** Services of which an address reached a port before that it does not reach any more. */
  of(address: string): readonly ServiceId[];
  /** Services that somebody loses. */
  readonly services: readonly ServiceId[];
}

/** Port by port: who keeps SIP over TLS alone has lost SIP. */
export function lossesBetween(before: ReachInput, after: ReachInput): Losses {
  const shifts = shiftsBetween(before, after).filter((shift) => !isEmpty(shift.closed));
  const closed = servicesOf(before.ports, before.firewall.rules).flatMap(({ id, ports }) => {
    const mine = shifts.filter(({ protocol, port }) =>
      ports.some((one) => overlap(one, { protocol, from: port, to: port })),
    );
    return mine.length === 0 ? [] : [{ id, space: union(mine.map((shift) => shift.closed)) }];
  });
  return {
    of: (text) => {
      const address = parseAddress(text);
      return address === null ? [] : closed.flatMap(({ id, space }) => (isIn(space, address) ? [id] : []));
    },
    services: closed.map(({ id }) => id),
  };
}

export const phonesIn = ({ devices }: Pick<Parts, 'devices'>): readonly Phone[] =>
  devices.state === 'unknown' ? [] : phonesOf(devices.data);

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

/** Phones that lose what they talk over. */
export function phonesCutOff(losses: Losses, facts: Parts): readonly Affected[] {
  const names = namesIn(facts);
  return phonesIn(facts).flatMap((phone): Affected[] => {
    const { account, address, contact } = phone;
    const service = talksOver(phone);
    if (address === null) {
      if (!losses.services.includes(service)) return [];
      const says = say('actions.affected.device.name', { account, contact, services: names([service]) });
      return [asAffected(phone, says, [])];
    }
    if (!losses.of(address).includes(service)) return [];
    const says = say('actions.affected.device', { account, address, services: names([service]) });
    return [asAffected(phone, says, [service])];
  });
}

/** In words. */
const namesIn = (facts: Parts) => {
  const release = releaseOf(facts);
  return (services: readonly ServiceId[]): Message[] => services.map((id) => serviceName(id, facts.modules, release));
};

/** Addresses of phones that lose what phones do not talk over: other people and programs may come from there. */
export function placesCutOff(losses: Losses, facts: Parts): readonly Affected[] {
  const names = namesIn(facts);
  const places = new Map<string, Phone[]>();
  for (const phone of phonesIn(facts)) places.set(phone.contact, [...(places.get(phone.contact) ?? []), phone]);
  return [...places].flatMap(([contact, there]): Affected[] => {
    const used = new Set<ServiceId>(there.map(talksOver));
    const address = there[0]?.address ?? null;
    // Of a name nobody knows here what it loses: everything that closes for somebody.
    const lost = address === null ? losses.services : losses.of(address);
    const services = lost.filter((service) => !used.has(service));
    if (services.length === 0) return [];
    const accounts = [...new Set(there.map(({ account }) => account))];
    const said = { address: contact, accounts, services: names(services) };
    const says = address === null ? say('actions.affected.place.name', said) : say('actions.affected.place', said);
    return [{ kind: 'place', id: contact, label: '', address, maker: null, services: [...services], says }];
  });
}

/** Providers that lose what they send their calls over. */
export function providersCutOff(losses: Losses, facts: Parts): readonly Affected[] {
  const { providers } = facts;
  const names = namesIn(facts);
  const enabled = providers.state === 'known' ? providers.data.filter(({ disabled }) => !disabled) : [];
  return enabled.flatMap((provider): Affected[] => {
    const { id, name, host } = provider;
    const address = hostOf(host);
    const services = networksOf(address).length === 1 ? losses.of(address) : [];
    // A provider sends calls the one way that it is set up for; it has no business with anything else.
    const calls = services.filter((service) => service === serviceOf(provider));
    if (calls.length === 0) return [];
    const says = say('actions.affected.provider', { provider: name, address, services: names(calls) });
    return [{ kind: 'provider', id, label: name, address, maker: null, services: calls, says }];
  });
}

/** Phones and providers that lose what they talk over; then addresses at which others may be who lose something. */
export const allCutOff = (losses: Losses, facts: Parts): readonly Affected[] => [
  ...phonesCutOff(losses, facts),
  ...placesCutOff(losses, facts),
  ...providersCutOff(losses, facts),
];

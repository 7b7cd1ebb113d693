/** Boxes, menus and switches by the names that this release shows. Source: the recorded pages of both releases. */
import { serviceName } from '../exposure/services.ts';
import type { Parts } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { networksOf, type Network } from '../reach/networks.ts';
import { FIRST_REST_V3, isAtLeast, type Release } from '../release.ts';

export const is2024 = (release: Release): boolean => isAtLeast(release, FIRST_REST_V3) === false;

/** A box of a firewall rule. */
export function boxName(category: string, modules: Parts['modules'], release: Release): Message {
  const box = category === 'SIP' ? 'SIP & RTP' : serviceName(category, modules, release);
  return say('steps.box', { box });
}

/** Core's boxes in the order of the page, then those of modules. */
const ORDER = ['SIP', 'IAX', 'WEB', 'SSH', 'AMI', 'AJAM', 'ICMP'];
const placeOf = (category: string) => {
  const place = ORDER.indexOf(category);
  return place < 0 ? ORDER.length : place;
};

export function boxNames(
  categories: Iterable<string>,
  modules: Parts['modules'],
  release: Release,
): readonly Message[] {
  const distinct = [...new Set(categories)];
  const sorted = distinct.sort((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1));
  return sorted.map((category) => boxName(category, modules, release));
}

/** As the fields of a rule take a network: address, and "24 - 255.255.255.0" as the list of masks has it. */
export function typed({ cidr, family, prefix }: Network): { readonly address: string; readonly mask: string } {
  const address = cidr.slice(0, cidr.lastIndexOf('/'));
  if (family === 6) return { address, mask: `/${prefix}` };
  const bits = [0, 1, 2, 3].map((octet) => Math.min(8, Math.max(0, prefix - 8 * octet)));
  return { address, mask: `${prefix} - ${bits.map((count) => 256 - 2 ** (8 - count)).join('.')}` };
}

/** The only network that a text means; null: none, or several. */
export function oneNetwork(text: string): Network | null {
  const networks = networksOf(text);
  const [network] = networks;
  return network !== undefined && networks.length === 1 ? network : null;
}

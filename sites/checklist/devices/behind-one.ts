/**
 * Phones that all come from one private address. A router that rewrites the source of what it forwards (masquerading), or
 * a proxy, hides who they are: to rules by address and to bans, staff and strangers are one.
 */
import { ownInterfaces } from '../exposure/docker.ts';
import { ownAddressesOf, isPublic } from '../exposure/facing.ts';
import type { AttestationLookup } from '../attestations.ts';
import type { PartData, Parts } from '../facts/types.ts';
import { say } from '../message.ts';
import { addressText, contains, networksOf, parseAddress } from '../reach/networks.ts';
import { rememberedOf } from '../reach/remembered.ts';
import type { Question } from '../report/types.ts';
import { phonesOf, type Phone } from './phones.ts';

export const SHARED_ADDRESS = 'shared-address';
const VALID_DAYS = 365;

export interface BehindOne {
  readonly address: string;
  readonly phones: readonly Phone[];
  /** It is the address of a router of this PBX; otherwise that is likely, but not known. */
  readonly isRouter: boolean;
}

/** The parts it is read from. */
export const BEHIND_ONE = ['devices', 'network', 'system'] as const;
type Basis = Pick<Parts, (typeof BEHIND_ONE)[number]>;

/**
 * Addresses that hide several accounts, without those that a person knows as one device of ours. Where the router's address is
 * not known: several different programs, because one device with many accounts (a gateway, a DECT base) is one program.
 */
export function hiddenBehindOne(
  { devices, network, system }: Basis,
  attested: AttestationLookup,
): readonly BehindOne[] {
  if (devices.state === 'unknown' || isBridged(system, network)) return [];
  const own = network.state === 'known' ? ownAddressesOf(network.data) : [];
  const gateways = network.state === 'known' ? (network.data.gateways ?? []).flatMap(normal) : [];
  return sharedBy(devices.data).flatMap(({ address, phones }): BehindOne[] => {
    if (own.includes(address)) return [];
    const isRouter = gateways.includes(address);
    if (!isRouter && new Set(phones.map(({ userAgent }) => withoutVersion(userAgent))).size === 1) return [];
    return isKnownAsOurs(address, attested) ? [] : [{ address, phones, isRouter }];
  });
}

/** Private addresses of several accounts. Many checks ask, of the same devices. */
const sharedBy = rememberedOf((devices: PartData['devices']) => {
  const by = new Map<string, Phone[]>();
  for (const phone of phonesOf(devices)) {
    const { address } = phone;
    if (address === null) continue;
    const phones = by.get(address);
    if (phones === undefined) by.set(address, [phone]);
    else phones.push(phone);
  }
  return [...by].flatMap(([address, phones]) => {
    const isShared = phones.some(({ account }) => account !== phones[0]?.account);
    return isShared && !isPublic(address) && !isLoopback(address) ? [{ address, phones }] : [];
  });
});

/** Would who exempts this network exempt somebody who is hidden, too? */
export const holdsHidden = (hidden: readonly BehindOne[], cidr: string): boolean =>
  hidden.some(({ address: text }) => {
    const address = parseAddress(text);
    return address !== null && networksOf(cidr).some((network) => contains(network, address));
  });

/** In a bridged container the gateway stands for everybody: the check of Docker says so. */
export const isBridged = (system: Basis['system'], network: Basis['network']): boolean =>
  system.state === 'known' &&
  system.data.container.kind === 'docker' &&
  system.data.container.network !== 'host' &&
  ownInterfaces(system.data.container, network).length === 0;

function isKnownAsOurs(address: string, attested: AttestationLookup): boolean {
  const answer = attested(SHARED_ADDRESS, address);
  return answer.state === 'valid' && answer.attestation.answer === 'ours';
}

export const askSharedAddress = (address: string): Question => ({
  item: SHARED_ADDRESS,
  subject: address,
  says: say('devices.ask.shared', { address }),
  kind: 'choice',
  choices: [
    { value: 'ours', says: say('devices.ask.shared.ours') },
    { value: 'internet', says: say('devices.ask.shared.internet') },
  ],
  validDays: VALID_DAYS,
});

/** `MicroSIP/3.21.3` and `MicroSIP/3.20.7` are one program, `Yealink SIP-T31P 124.86.0.40` and another firmware one phone. */
const withoutVersion = (userAgent: string): string =>
  userAgent
    .trim()
    .replace(/(?:[/\s_-]+v?\d+(?:\.\w+)+)+$/i, '')
    .toLowerCase();

const normal = (text: string): string[] => {
  const address = parseAddress(text);
  return address === null ? [] : [addressText(address)];
};

const isLoopback = (address: string) => address === '::1' || address.startsWith('127.');

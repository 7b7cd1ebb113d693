/** Phones in browsers elsewhere: they live on the ports of AJAM, which close with the other doors. */
import { phonesOf } from '../devices/phones.ts';
import { scannerKind } from '../devices/scanners.ts';
import type { Part, Parts, Ports } from '../facts/types.ts';
import { networksOf, type Network } from '../reach/networks.ts';
import { servicesOf } from '../reach/services.ts';
import type { Guest } from './host-commands.ts';
import { covers } from './space.ts';

export function guestsOf(
  { devices, ports }: { readonly devices: Parts['devices']; readonly ports: Extract<Part<Ports>, { state: 'known' }> },
  ours: readonly Network[],
): readonly Guest[] {
  if (devices.state === 'unknown') return [];
  const used = servicesOf(ports.data, []).flatMap((service) => (service.id === 'AJAM' ? service.ports : []));
  const all = phonesOf(devices.data)
    .filter(({ inBrowser, userAgent }) => inBrowser && scannerKind(userAgent) === null)
    .flatMap(({ address }) => (address === null ? [] : networksOf(address)))
    .filter((one) => !covers([...ours, ...LOOPBACK], [one]));
  return [...new Map(all.map((network) => [network.cidr, { network, ports: used }])).values()];
}

const LOOPBACK = ['127.0.0.0/8', '::1'].flatMap((text) => networksOf(text));

/** Part `network`: interfaces that Core configures, with the addresses they really have. Tunnels of modules are not listed. */
import type { Network, PartData } from '../../../checklist/facts/types.ts';
import type { Pbx } from './context.ts';
import { ENDPOINTS } from './endpoints.ts';
import { flag, id, list, object, optional, text } from './shape.ts';

const orEmpty = optional(id);

const networkInterface = object((field) => {
  const value = (name: string) => field(name, orEmpty) ?? '';
  const vlan = Number(value('vlanid'));
  const name = vlan > 0 ? `vlan${vlan}` : field('interface', text);
  const current = [
    cidr(value('currentIpaddr'), value('currentSubnet')),
    cidr(value('currentIpv6addr'), value('currentIpv6_subnet')),
  ].filter((address) => address !== '');
  // An interface that is down at the moment has the address that it will have.
  const configured = [cidr(value('ipaddr'), value('subnet')), cidr(value('ipv6addr'), value('ipv6_subnet'))].filter(
    (address) => address !== '',
  );
  return {
    name,
    addresses: current.length > 0 ? current : configured,
    internet: field('internet', flag),
    // Its kind is not told, and a name proves none: a carrier's range on it is asked about.
    vpn: false,
    privateTopology: value('topology') === 'private',
    gateways: [value('currentGateway'), value('currentIpv6_gateway')].filter((gateway) => gateway !== ''),
  };
});

const route = object((field) => cidr(field('network', text), field('subnet', orEmpty) ?? ''));

const answer = object((field) => ({
  interfaces: field('interfaces', list(networkInterface)),
  routes: field('staticRoutes', optional(list(route))) ?? [],
  nat: field(
    'nat',
    object((inner) => ({
      usenat: inner('usenat', flag),
      address: inner('extipaddr', optional(text)) ?? '',
      host: inner('exthostname', optional(text)) ?? '',
    })),
  ),
}));

function cidr(address: string, prefix: string): string {
  if (address === '') return '';
  return prefix === '' ? address : `${address}/${prefixOf(prefix)}`;
}

/** Core stores a length; 2024 stored masks too. */
function prefixOf(prefix: string): string {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(prefix)) return prefix;
  const bits = prefix
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('');
  return String(bits.replace(/0*$/, '').length);
}

export async function readNetwork({ api }: Pbx): Promise<PartData['network']> {
  const { interfaces, routes, nat } = await api.read(ENDPOINTS.network, answer);
  return {
    interfaces: interfaces.map(({ name, addresses, internet, vpn }): Network['interfaces'][number] => ({
      name,
      addresses,
      internet,
      vpn,
    })),
    routes: routes.filter((network) => network !== ''),
    gateways: [...new Set(interfaces.flatMap(({ gateways }) => gateways))].sort(),
    topology: nat.usenat || interfaces.some((one) => one.internet && one.privateTopology) ? 'private' : 'public',
    externalAddress: nat.address,
    externalHost: nat.host,
  };
}

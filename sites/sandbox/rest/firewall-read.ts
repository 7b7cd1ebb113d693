/** Reading the firewall's rules: as a list with ports, and one by one with what may be chosen. */
import ipaddr from 'ipaddr.js';
import { categoriesOf, type Category } from '../categories.ts';
import { normalisedNetwork } from '../networks.ts';
import { isNewest, type NetworkFilter, type Pbx } from '../pbx.ts';
import { setting } from '../settings.ts';
import { done, refused, type Call, type Reply } from './resource.ts';
import { textOf } from './values.ts';

const DOCKER_SERVICES = ['WEB', 'AMI', 'SIP & RTP', 'IAX'];

const isDocker = (pbx: Pbx) => pbx.container.kind === 'docker';
export const byPriority = (filters: readonly NetworkFilter[]) =>
  [...filters].sort((a, b) => a.priority - b.priority || a.id - b.id);

/** [network, prefix]; a permit without a mask has an empty prefix. */
function halves(permit: string): readonly [string, string] {
  const [network = '', prefix = ''] = permit.split('/');
  return [network, prefix];
}

const portsOf = (category: Category) =>
  category.ports.map(({ protocol, from, to }) =>
    protocol === 'icmp'
      ? { protocol: 'ICMP' }
      : from === to
        ? { port: String(from), protocol: protocol.toUpperCase() }
        : { range: `${from}-${to}`, protocol: protocol.toUpperCase() },
  );

const rulesOf = (pbx: Pbx, actionOf: (category: Category) => unknown) =>
  Object.fromEntries(
    categoriesOf(pbx).map((category) => [
      category.key,
      { name: category.name, action: actionOf(category), ports: portsOf(category) },
    ]),
  );

/** Where the database lacks a rule for everybody, Core shows one that is not saved, with actions as text. */
function unsavedCatchAll(pbx: Pbx) {
  return {
    id: '',
    permanent: true,
    network: '0.0.0.0',
    subnet: '0',
    permit: '0.0.0.0/0',
    deny: '0.0.0.0/0',
    newer_block_ip: '0',
    local_network: '0',
    description: 'All IPv4 network',
    rules: rulesOf(pbx, () => (pbx.filters.length > 0 ? 'block' : 'allow')),
  };
}

/** Since 2026.2.118: who asks, and how Docker is connected. */
function askedFrom(pbx: Pbx, sorted: readonly NetworkFilter[], client: string): object {
  if (!isNewest(pbx)) return {};
  const isPublic = ipaddr.IPv4.isValid(client) && ipaddr.parse(client).range() === 'unicast';
  const { container } = pbx;
  return {
    clientIp: isPublic ? client : '',
    clientIpRuleId: sorted.find(({ permit }) => permit === `${client}/32`)?.id ?? '',
    clientIpVisible: container.kind !== 'docker' || container.network === 'host',
    dockerNetworkMode: container.kind === 'docker' ? container.network : 'native',
  };
}

export function list(pbx: Pbx, { data, client }: Call): Reply {
  const sorted = byPriority(pbx.filters);
  const permanent = sorted.find(({ permit }) => permit === '0.0.0.0/0');
  const items = [
    ...sorted.map((filter) => {
      const [network, subnet] = halves(normalisedNetwork(filter.permit) ?? filter.permit);
      return {
        id: filter.id,
        description: filter.description,
        permit: filter.permit,
        deny: filter.deny,
        newer_block_ip: filter.newerBlockIp,
        local_network: filter.localNetwork,
        permanent: filter === permanent,
        priority: filter.priority,
        rules: rulesOf(pbx, ({ key }) => filter.allow[key] ?? false),
        network,
        subnet,
      };
    }),
    ...(permanent === undefined ? [unsavedCatchAll(pbx)] : []),
  ];
  const offset = Number(textOf(data, 'offset') ?? 0) || 0;
  const limit = Number(textOf(data, 'limit') ?? 0) || 0;
  return done({
    items: limit > 0 ? items.slice(offset, offset + limit) : items,
    total: items.length,
    firewallEnabled: setting(pbx, 'PBXFirewallEnabled'),
    fail2banEnabled: setting(pbx, 'PBXFail2BanEnabled'),
    isDocker: isDocker(pbx),
    dockerSupportedServices: DOCKER_SERVICES,
    ...askedFrom(pbx, sorted, client),
  });
}

function availableRules(pbx: Pbx) {
  return Object.fromEntries(
    categoriesOf(pbx).map(({ key, name, ports }) => [
      key,
      {
        rules: ports.map(({ protocol, from, to, fromKey, toKey }) =>
          protocol === 'icmp'
            ? { portfrom: 0, portto: 0, protocol }
            : {
                portfrom: String(from),
                portto: String(to),
                protocol,
                ...(fromKey === undefined || toKey === undefined ? {} : { portFromKey: fromKey, portToKey: toKey }),
              },
        ),
        action: 'allow',
        shortName: name,
      },
    ]),
  );
}

function recordOf(pbx: Pbx, filter: Omit<NetworkFilter, 'id' | 'priority'>, id: number | '') {
  const [network, subnet] = halves(filter.permit);
  return {
    id,
    network,
    subnet,
    permit: filter.permit,
    deny: filter.deny,
    description: filter.description,
    newer_block_ip: filter.newerBlockIp,
    local_network: filter.localNetwork,
    currentRules: Object.fromEntries(categoriesOf(pbx).map(({ key }) => [key, filter.allow[key] ?? false])),
    availableRules: availableRules(pbx),
    isDocker: isDocker(pbx),
    dockerSupportedServices: DOCKER_SERVICES,
  };
}

export const findFilter = (pbx: Pbx, id: string) => pbx.filters.find((filter) => String(filter.id) === id);

export function record(pbx: Pbx, { id }: Call): Reply {
  const filter = findFilter(pbx, id);
  return filter === undefined
    ? refused([`Firewall rule with ID '${id}' not found`])
    : done(recordOf(pbx, filter, filter.id));
}

export function blank(pbx: Pbx): Reply {
  const allow = Object.fromEntries(categoriesOf(pbx).map(({ key }) => [key, true]));
  const filter = { description: '', permit: '0.0.0.0/0', deny: '0.0.0.0/0', newerBlockIp: false, localNetwork: false };
  return done(recordOf(pbx, { ...filter, allow }, ''));
}

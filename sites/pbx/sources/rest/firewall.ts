/**
 * Part `firewall`. Seen on 2026.1.223: ports are those of Core's templates, not of the stored rows; a category without a
 * stored row shows the template's default. Both can only show more as open than the rows do, or other ports.
 */
import type { FirewallRule, PartData } from '../../../checklist/facts/types.ts';
import { networksOf } from '../../../checklist/reach/networks.ts';
import { fit, orNull, type Api } from './api.ts';
import type { Pbx } from './context.ts';
import { ENDPOINTS } from './endpoints.ts';
import { anything, flag, id, list, map, Misfit, number, object, oneOf, optional, text, type Shape } from './shape.ts';

export interface FirewallList {
  readonly enabled: boolean;
  readonly fail2banEnabled: boolean;
  readonly isDocker: boolean;
  /** How Docker is connected: since 2026.2.118. */
  readonly dockerNetwork: 'bridge' | 'host' | 'unknown';
  /** Whoever asks comes from the internet, and by an address of their own: since 2026.2.118. */
  readonly seesClients: boolean;
  /** Not looked at yet: a rule that does not fit is no reason to lose the switches. */
  readonly items: unknown;
}

const DOCKER_NETWORKS = ['bridge', 'host'] as const;
const PROTOCOLS = { TCP: 'tcp', UDP: 'udp', ICMP: 'icmp' } as const;

const range: Shape<readonly [number, number]> = (value, place) => {
  const [from, to] = /^(\d{1,5})-(\d{1,5})$/.exec(text(value, place))?.slice(1) ?? [];
  if (from === undefined || to === undefined) throw new Misfit(`${place} must be a range`);
  return [Number(from), Number(to)];
};

const port = object((field) => {
  const protocol = PROTOCOLS[field('protocol', oneOf('TCP', 'UDP', 'ICMP'))];
  if (protocol === 'icmp') return { protocol, from: 0, to: 0 };
  const [from, to] = field('range', optional(range)) ?? [];
  if (from !== undefined && to !== undefined) return { protocol, from, to };
  const single = field('port', number);
  return { protocol, from: single, to: single };
});

/** A boolean; a word in rules that exist only on the page. */
const action: Shape<boolean> = (value, place) =>
  typeof value === 'boolean' ? value : oneOf('allow', 'block')(value, place) === 'allow';

const category = object((field) => ({
  allow: field('action', action),
  ports: field('ports', optional(list(port))) ?? [],
}));

const rule = object((field): FirewallRule => ({
  id: field('id', id),
  name: field('description', optional(text)) ?? '',
  permit: field('permit', text),
  priority: field('priority', optional(number)),
  neverBlock: field('newer_block_ip', flag),
  localNetwork: field('local_network', flag),
  services: field('rules', map(category)).map(([key, { allow, ports }]) => ({ category: key, allow, ports })),
  permanent: field('permanent', flag),
}));

const answer = object((field): FirewallList => ({
  enabled: field('firewallEnabled', flag),
  fail2banEnabled: field('fail2banEnabled', flag),
  isDocker: field('isDocker', flag),
  dockerNetwork: DOCKER_NETWORKS.find((one) => one === field('dockerNetworkMode', optional(text))) ?? 'unknown',
  // Of no weight where they are anything else.
  seesClients:
    field('clientIpVisible', optional(anything)) === true &&
    networksOf(String(field('clientIp', optional(anything)))).length > 0,
  items: field('items', anything),
}));

export const readFirewallList = (api: Api): Promise<FirewallList> => api.read(ENDPOINTS.firewall, answer);

export async function readFirewall(pbx: Pbx): Promise<PartData['firewall']> {
  const { enabled, items } = await pbx.firewall();
  const rules = fit(ENDPOINTS.firewall, list(rule), items, '/items');
  const limits = await orNull(pbx.fail2ban());
  return {
    enabled,
    maxRequestsPerSecond: limits?.maxRequestsPerSecond ?? null,
    // Rules without an id are proposals of the page: no row, so nothing that the firewall does.
    rules: rules.filter(({ id: key }) => key !== ''),
  };
}

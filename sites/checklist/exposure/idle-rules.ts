/**
 * Rules that are there to block and block nobody: Core makes no line of a cleared box, so what an address may do is the
 * union of all rules that hold it.
 */
import type { FirewallRule } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { piecesOf } from '../reach/exposure.ts';
import { isWithin, networksOf, type Network } from '../reach/networks.ts';
import { overlap } from '../reach/services.ts';
import type { PortRange, ServiceId } from '../reach/types.ts';
import { isAtLarge, isPublicOpening, sizeOfPieces } from './limits.ts';
import type { Offence } from './offences.ts';
import type { Scene } from './scene.ts';

const WHY = say('exposure.idle.why');

/** Something that lets in a network to some ports. */
interface Letting {
  readonly rule: FirewallRule | null;
  readonly name: Message;
  readonly networks: readonly Network[];
  readonly ports: readonly PortRange[];
}

export function idleOffences(scene: Scene): readonly Offence[] {
  if (scene.view.reach.enforcement !== 'rules') return [];
  const { rules } = scene.facts.firewall.data;
  const letting = [...rules.flatMap(lettingOf), ...providersOf(scene)];
  return rules.flatMap((rule): Offence[] => {
    const others = letting.filter((one) => one.rule !== rule);
    const networks = networksOf(rule.permit);
    if (networks.length === 0 || hasOtherUse(rule) || opensMore(rule, networks, others)) return [];
    const passed = passedBoxes(scene, rule, networks, others);
    if (passed.size === 0) return [];
    const label = rule.name === '' ? rule.permit : rule.name;
    const through = [...passed.values()].flat();
    const by = new Map(through.map((one) => [JSON.stringify(one.name), one.name]));
    const who = through.flatMap((one) =>
      one.networks.flatMap((other) => networks.flatMap((own) => sharedBy(own, other))),
    );
    return [
      {
        finding: {
          id: `idle:rule-${rule.id}:${rule.permit}`,
          severity: 'low',
          says: say('exposure.idle', {
            rule: label,
            networks: [...new Set(who.map(({ cidr }) => cidr))],
            services: [...passed.keys()].map(scene.name),
            by: [...by.values()],
          }),
          subject: { kind: 'rule', id: rule.id, label },
          page: { page: 'firewall-rule', id: rule.id },
        },
        softened: WHY,
      },
    ];
  });
}

/** Never blocked, a network of ours for NAT, or the address of some account: boxes are not all there is to it. */
function hasOtherUse({ neverBlock, localNetwork, permit, usedBy }: FirewallRule): boolean {
  const networks = networksOf(permit);
  const isPrivate = !isPublicOpening(sizeOfPieces(networks));
  return neverBlock || (localNetwork && isPrivate) || (usedBy ?? []).length > 0;
}

/** A rule that opens something that no other rule opens is there for that. Ping is nothing to be there for. */
function opensMore(rule: FirewallRule, networks: readonly Network[], others: readonly Letting[]): boolean {
  return rule.services.some(
    ({ category, allow, ports }) =>
      allow &&
      category !== 'ICMP' &&
      ports.some((port) => !networks.every((network) => others.some((one) => isOpenTo(one, network, port)))),
  );
}

const isOpenTo = (one: Letting, network: Network, port: PortRange): boolean =>
  one.ports.some((open) => open.protocol === port.protocol && open.from <= port.from && port.to <= open.to) &&
  one.networks.some((outer) => isWithin(network, outer));

/**
 * Who of a network that is to be blocked gets in by another one. A rule for a part of it is an exception, as from a rule
 * for everybody or for the office; from a blocked network of strangers nobody makes one.
 */
function sharedBy(blocked: Network, other: Network): readonly Network[] {
  if (isWithin(blocked, other)) return [blocked];
  const size = sizeOfPieces([blocked]);
  const isOfStrangers = isPublicOpening(size) && !isAtLarge({ network: blocked.cidr, family: blocked.family, ...size });
  return isOfStrangers && isWithin(other, blocked) ? [other] : [];
}

/** Cleared boxes whose service somebody in the network gets to all the same, with what lets them in. */
function passedBoxes(
  scene: Scene,
  rule: FirewallRule,
  networks: readonly Network[],
  others: readonly Letting[],
): ReadonlyMap<ServiceId, readonly Letting[]> {
  const passed = new Map<ServiceId, readonly Letting[]>();
  for (const { category, allow, ports } of rule.services) {
    if (allow || passed.has(category)) continue;
    const by = others.filter(
      (one) =>
        one.networks.some((other) => networks.some((network) => sharedBy(network, other).length > 0)) &&
        one.ports.some((open) => ports.some((port) => overlap(open, port))),
    );
    if (by.length > 0 && isOpenInForce(scene, category, networks)) passed.set(category, by);
  }
  return passed;
}

/** Lines of somebody else may keep the network out where the rule does not. */
function isOpenInForce(scene: Scene, service: ServiceId, networks: readonly Network[]): boolean {
  const openings = scene.view.measures.find((measure) => measure.service === service)?.openings ?? [];
  return openings
    .flatMap(piecesOf)
    .some((piece) =>
      networks.some((network) => piece.family === network.family && piece.from < network.to && network.from < piece.to),
    );
}

function lettingOf(rule: FirewallRule): readonly Letting[] {
  const ports = rule.services.flatMap(({ allow, ports: rows }) => (allow ? rows : []));
  const name = say('exposure.by.rule', { rule: rule.name === '' ? rule.permit : rule.name, network: rule.permit });
  return ports.length === 0 ? [] : [{ rule, name, networks: networksOf(rule.permit), ports }];
}

/** Core lets in the hosts of providers by itself. */
function providersOf({ view, facts }: Scene): readonly Letting[] {
  const { providers } = facts;
  const names = new Map(providers.state === 'known' ? providers.data.map(({ id, name }) => [id, name]) : []);
  return view.reach.services.flatMap(({ id, ports }) =>
    view.reach.exposure(id).openings.flatMap(({ cause, network }): Letting[] => {
      if (cause.kind !== 'provider') return [];
      const name = say('exposure.by.provider', {
        provider: names.get(cause.providerId) ?? cause.providerId,
        host: cause.host,
      });
      return [{ rule: null, name, networks: networksOf(network), ports }];
    }),
  );
}

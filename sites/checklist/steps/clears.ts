/** Which boxes of which rules have to go, so that a service is open to no more than a check allows. */
import { renewed } from '../reach/rows.ts';
import { isCti } from '../exposure/services.ts';
import type { ViewFacts } from '../exposure/view.ts';
import type { FirewallRule } from '../facts/types.ts';
import { reachOf } from '../reach/reach.ts';
import type { Opening, ServiceId } from '../reach/types.ts';

/** A rule, and what is cleared in it. */
export interface Clear {
  readonly rule: FirewallRule;
  readonly boxes: ReadonlySet<string>;
  /** The mark "never block" goes, too. */
  readonly neverBlock: boolean;
}

/** What is allowed to stay. */
export interface Limit {
  counts(service: ServiceId): boolean;
  /** Is this little enough, all together? `room`: and leaves room for rules that the steps add. */
  fits(openings: readonly Opening[], room: boolean): boolean;
  /** Goes in any case. */
  mustGo(opening: Opening): boolean;
}

/** A provider, and which of its additional addresses go. */
export interface ProviderClear {
  readonly id: string;
  readonly hosts: ReadonlySet<string>;
}

export interface Clears {
  readonly rules: readonly Clear[];
  readonly providers: readonly ProviderClear[];
}

/**
 * By the rules of the cabinet, as they are once they are saved and in force: also where the firewall is off, as it is
 * switched on in the end. The widest go first, until what stays is little enough.
 */
export function clearsOf({ system, ports, firewall, providers }: ViewFacts, limit: Limit, inForce: boolean): Clears {
  const on = { ...firewall.data, enabled: true, rules: renewed(firewall.data.rules, ports.data) };
  const held = { ...system.data, container: { kind: 'none' } as const };
  const reach = reachOf({ system: held, ports: ports.data, firewall: on, providers });
  const boxes = new Map<string, Set<string>>();
  const hosts = new Map<string, Set<string>>();
  const note = (found: Map<string, Set<string>>, id: string, value: string) =>
    found.set(id, (found.get(id) ?? new Set()).add(value));
  for (const { id } of reach.services.filter((service) => limit.counts(service.id))) {
    for (const { cause } of tooMuch(reach.exposure(id).openings, limit, !inForce)) {
      if (cause.kind === 'rule') note(boxes, cause.ruleId, cause.category);
      if (cause.kind === 'provider') note(hosts, cause.providerId, cause.host);
    }
  }
  const rules = firewall.data.rules.flatMap((rule) => {
    const own = boxes.get(rule.id);
    return own === undefined ? [] : [{ rule, boxes: own, neverBlock: false }];
  });
  return { rules, providers: [...hosts].map(([id, gone]) => ({ id, hosts: gone })) };
}

/** Openings that have to go, of those by rules and providers: of others no box decides. */
function tooMuch(openings: readonly Opening[], { fits, mustGo }: Limit, adds: boolean): readonly Opening[] {
  const ours = openings.filter(({ cause }) => cause.kind === 'rule' || cause.kind === 'provider');
  const gone = ours.filter(mustGo);
  let left = ours.filter((opening) => !gone.includes(opening));
  const candidates = left.filter((opening) => widthOf(opening) > 0).sort((a, b) => widthOf(b) - widthOf(a));
  for (const widest of candidates) {
    // Rules are added for a service where something of it closes.
    if (fits(left, adds || gone.length > 0)) break;
    gone.push(widest);
    left = left.filter((opening) => opening !== widest);
  }
  return gone;
}

/** In customers: a /24 and a /64 are one. */
const widthOf = ({ publicAddresses, publicV6Prefix: v6 }: Opening): number =>
  Math.max(publicAddresses / 256, v6 === null ? 0 : 2 ** (64 - v6));

/** Boxes that somebody far from the office uses: phones, the page, the console. Programs have a network of their own. */
export const isForPeople = (box: string, { modules }: Pick<ViewFacts, 'modules'>): boolean =>
  ['SIP', 'IAX', 'WEB', 'SSH', 'ICMP'].includes(box) || isCti(box, modules);

/** The firewall as Core makes it from the facts: a list of accepts. Nothing else ever lets anybody in. */
import type { FirewallRule, Provider } from '../facts/types.ts';
import { isAtLeast, parseRelease, SURELY_PASSES_OVER_NAMES } from '../release.ts';
import { enforcementOf, isOldRelease } from './enforcement.ts';
import { networksOf, parsePermit, WHOLE_V4, WHOLE_V6, type Network, type Permit } from './networks.ts';
import { rememberedOf } from './remembered.ts';
import { providerPorts } from './services.ts';
import type { Cause, PortRange, Reach, ReachInput, Refused, Unresolved } from './types.ts';

/** One accept: this network may send to these ports. */
export interface Entry {
  readonly cause: Cause;
  readonly network: Network;
  readonly ports: readonly PortRange[] | 'all';
}

export interface Entries extends Pick<Reach, 'complete' | 'malformed' | 'refused' | 'unresolved'> {
  /** In the order of the generated lines: the first one that fits decides, the others would have let in too. */
  readonly entries: readonly Entry[];
}

/** A rule with its permit as the release's tools read it. */
interface ReadRule {
  readonly rule: FirewallRule;
  readonly permit: Permit;
}

/** What Core does with packets from localhost, always. */
const LOCALHOST: readonly Entry[] = ['127.0.0.1', '::1']
  .flatMap((address) => networksOf(address))
  .map((network) => ({ cause: { kind: 'localhost' }, network, ports: 'all' }));

export const entriesOf = rememberedOf((input: ReachInput): Entries => {
  const enforcement = enforcementOf(input);
  const old = isOldRelease(input.system.release);
  const rules = input.firewall.rules.map((rule) => ({ rule, permit: readBy(rule.permit, old) }));
  const malformed = rules
    .filter(({ permit }) => permit.kind !== 'networks')
    .map(({ rule }) => ({ ruleId: rule.id, permit: rule.permit }));
  if (enforcement !== 'rules' && enforcement !== 'no-rules-closed') {
    return {
      entries: everything({ kind: 'open', because: enforcement }),
      complete: true,
      malformed,
      refused: [],
      unresolved: [],
    };
  }
  const providers = openingProviders(input.providers);
  const hosts = providers?.flatMap(hostsOf) ?? [];
  const unresolved = [...rules.flatMap(unresolvedOfRule), ...hosts.flatMap(unresolvedHost)];
  const passesOverNames = isAtLeast(parseRelease(input.system.release), SURELY_PASSES_OVER_NAMES) === true;
  const ofProviders = providerPorts(input.ports);
  const provided = hosts.flatMap((host) => entriesOfHost(host, withoutRefused(ofProviders), old));
  const refused = refusedLines(rules);
  return {
    entries: old ? linesOf2024(rules, provided, refused) : linesOf2026(rules, provided, refused),
    complete:
      providers !== null &&
      providers.every(({ hosts: read }) => Array.isArray(read)) &&
      unresolved.every(({ kind }) => kind === 'provider' && passesOverNames),
    malformed,
    refused,
    unresolved,
  };
});

/** 2024: rules as they come, providers, localhost; ip6tables is never called. */
function linesOf2024(rules: readonly ReadRule[], provided: readonly Entry[], refused: readonly Refused[]): Entry[] {
  const unmanaged: Entry = { cause: { kind: 'ipv6-unmanaged' }, network: WHOLE_V6, ports: 'all' };
  return [...rules.flatMap((rule) => entriesOfRule(rule, refused)), ...provided, ...LOCALHOST, unmanaged];
}

/** 2026: rules by priority, providers, localhost, and last the rules for everybody, whatever their priority. */
function linesOf2026(rules: readonly ReadRule[], provided: readonly Entry[], refused: readonly Refused[]): Entry[] {
  const entriesOf = (rule: ReadRule) => entriesOfRule(rule, refused);
  const sorted = [...rules].sort(byPriority);
  const narrow = sorted.filter(({ rule }) => !isCatchAll(rule.permit));
  const catchAlls = sorted.filter(({ rule }) => isCatchAll(rule.permit));
  return [...narrow.flatMap(entriesOf), ...provided, ...LOCALHOST, ...catchAlls.flatMap(entriesOf)];
}

const everything = (cause: Cause): Entry[] => [WHOLE_V4, WHOLE_V6].map((network) => ({ cause, network, ports: 'all' }));

/** Exactly these two spellings; "0.0.0.0/00" opens as much and is not one of them. */
const isCatchAll = (permit: string): boolean => permit === '0.0.0.0/0' || permit === '::/0';

/** By priority as an integer, then id, as Core's query sorts; a missing priority comes first. */
function byPriority({ rule: a }: ReadRule, { rule: b }: ReadRule): number {
  const place = ({ priority }: FirewallRule) => (priority === null ? Number.NEGATIVE_INFINITY : Math.trunc(priority));
  if (place(a) !== place(b)) return place(a) < place(b) ? -1 : 1;
  return Number(a.id) - Number(b.id);
}

/** Allowed categories only: a blocked one makes no line at all, so nothing is ever taken away. */
function entriesOfRule({ rule, permit }: ReadRule, refused: readonly Refused[]): Entry[] {
  if (permit.kind !== 'networks') return [];
  const lost = new Set<string>(refused.flatMap((line) => (line.permit === rule.permit ? [line.protocol] : [])));
  return permit.networks.flatMap((network) =>
    rule.services.flatMap(({ category, allow, ports }) => {
      if (!allow) return [];
      const usable = ports.filter((range) => isUsable(range, network) && !lost.has(range.protocol));
      if (usable.length === 0) return [];
      const cause = { kind: 'rule', ruleId: rule.id, category, network: network.cidr } as const;
      return [{ cause, network, ports: usable }];
    }),
  );
}

/** Core writes `-p icmp --icmp-type` for IPv6 networks too, which ip6tables refuses: ICMP over IPv6 is never let in. */
function isUsable({ protocol }: PortRange, { family }: Network): boolean {
  return family === 4 || protocol !== 'icmp';
}

/** Ports that one `-m multiport` takes; a range counts two (libxt_multiport, XT_MULTI_PORTS). */
const SLOTS = 15;

/**
 * Core writes all ports of one protocol for one permit, of all rules that have it, into one line. iptables takes that as
 * a whole or refuses it as a whole, and Core goes on without it.
 */
function refusedLines(rules: readonly ReadRule[]): readonly Refused[] {
  const lines = new Map<string, { readonly ruleIds: Set<string>; readonly ports: PortRange[] }>();
  for (const { rule } of rules) {
    const line = lines.get(rule.permit) ?? { ruleIds: new Set(), ports: [] };
    lines.set(rule.permit, line);
    const ports = rule.services.flatMap(({ allow, ports: rows }) => (allow ? rows : []));
    if (ports.length > 0) line.ruleIds.add(rule.id);
    line.ports.push(...ports);
  }
  return [...lines].flatMap(([permit, { ruleIds, ports }]) =>
    // Mostly there are few.
    2 * ports.length <= SLOTS && !ports.some(isReversed)
      ? []
      : (['tcp', 'udp'] as const).flatMap((protocol): Refused[] => {
          const why = refusalOf(ports.filter((range) => range.protocol === protocol));
          return why === null ? [] : [{ permit, protocol, ruleIds: [...ruleIds], ...why }];
        }),
  );
}

const isReversed = ({ from, to }: PortRange): boolean => from > to;

function refusalOf(ports: readonly PortRange[]): Pick<Refused, 'because' | 'slots'> | null {
  const distinct = new Map(ports.map((range) => [`${range.from}:${range.to}`, range]));
  const slots = [...distinct.values()].reduce((sum, { from, to }) => sum + (from === to ? 1 : 2), 0);
  if (ports.some(isReversed)) return { because: 'reversed', slots };
  return slots > SLOTS ? { because: 'too-many', slots } : null;
}

/** Ports of lines that iptables takes. */
function withoutRefused(ports: readonly PortRange[]): readonly PortRange[] {
  return ports.filter(({ protocol }) => refusalOf(ports.filter((range) => range.protocol === protocol)) === null);
}

function unresolvedOfRule({ rule, permit }: ReadRule): Unresolved[] {
  const opens = rule.services.some(({ allow, ports }) => allow && ports.length > 0);
  return permit.kind === 'unjudged' && opens ? [{ kind: 'rule', ruleId: rule.id, host: rule.permit }] : [];
}

type Host = { readonly kind: 'provider'; readonly providerId: string; readonly host: string };

/** Providers whose hosts Core opens: enabled SIP ones, wherever they register and whatever their filter. */
function openingProviders(providers: ReachInput['providers']): Provider[] | null {
  if (providers.state === 'unknown') return null;
  return providers.data.filter(({ kind, disabled }) => kind === 'sip' && !disabled);
}

/** The rows of m_SipHosts; a provider's own host is opened only where it is one of them. */
function hostsOf({ id, hosts }: Provider): Host[] {
  if (!Array.isArray(hosts)) return [];
  return hosts
    .filter((host) => host !== '127.0.0.1' && host !== '::1')
    .map((host) => ({ kind: 'provider', providerId: id, host }));
}

function entriesOfHost(cause: Host, ports: readonly PortRange[], old: boolean): Entry[] {
  const permit = readBy(cause.host, old);
  return permit.kind === 'networks' ? permit.networks.map((network) => ({ cause, network, ports })) : [];
}

const unresolvedHost = (host: Host): Unresolved[] => (parsePermit(host.host).kind === 'unjudged' ? [host] : []);

/** 2024 hands IPv6 to iptables too, which refuses it. */
function readBy(text: string, old: boolean): Permit {
  const permit = parsePermit(text);
  const foreign = old && permit.kind === 'networks' && permit.networks.some(({ family }) => family === 6);
  return foreign ? { kind: 'refused' } : permit;
}

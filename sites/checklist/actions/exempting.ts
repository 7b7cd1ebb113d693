/**
 * How our networks are kept from being banned, the way the release supports it: single addresses by the list of trusted
 * addresses, networks by "never block" of a rule, or by the list where it takes networks (2026.2.118 and newer; older
 * ones drop them without a word).
 */
import { ownPublicOf } from '../exposure/facing.ts';
import { serviceName } from '../exposure/services.ts';
import { exemptNetworks, judgeEntry, judgeWhitelist, meantBy } from '../fail2ban/exempt.ts';
import type { Parts, PartData } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { networksOf, type Network } from '../reach/networks.ts';
import type { ReachInput } from '../reach/types.ts';
import type { Release } from '../release.ts';
import { boxesOf, categoriesOf, newBoxes, type Categories } from './categories.ts';
import { nameOf, reachInputOf } from './guard.ts';
import { boxesHeldBy } from './held.ts';
import type { Refusal } from './refusals.ts';
import { asFields, ruleNames, unchangeable } from './requests.ts';
import { covers } from './space.ts';
import type { Step } from './types.ts';

export interface Exempting {
  readonly steps: readonly Step[];
  /** null: the list stays as it is. */
  readonly list: NewList | null;
}

/** The list of trusted addresses as it has to be. */
export interface NewList {
  readonly entries: readonly string[];
  readonly added: readonly string[];
  /** What exempts strangers, or nobody. */
  readonly removed: readonly string[];
}

type Fail2ban = PartData['fail2ban'];

/** More strangers than an office has addresses, or no address at all. */
const isUseless = (word: string, release: Release, home: readonly Network[]): boolean =>
  ['too-wide', 'no-address'].includes(judgeEntry(word, release, home));

/** Entries that exempt strangers now. `home`: public addresses of this PBX. */
export const wideEntries = (fail2ban: Fail2ban, release: Release, home: readonly Network[]): readonly string[] =>
  judgeWhitelist(fail2ban, release, home).flatMap(({ entry, judged }) => (judged === 'too-wide' ? [entry] : []));

/** Is there anything in the list that should not be there, or that this release does not read? */
export const isUntidy = (fail2ban: Fail2ban, release: Release, home: readonly Network[]): boolean =>
  judgeWhitelist(fail2ban, release, home).some(({ judged }) => ['too-wide', 'no-address', 'joined'].includes(judged));

/** Core's limit, in characters. */
const LONGEST_LIST = 500;
const SAYABLE = /^[0-9A-Fa-f:.]{2,45}(?:\/[0-9]{1,3})?$/;

/** Networks that are never banned now. */
export function exemptNow(
  firewall: Parts['firewall'],
  fail2ban: PartData['fail2ban'],
  release: Release,
): readonly Network[] {
  return exemptNetworks(firewall.state === 'known' ? firewall.data.rules : [], fail2ban, release);
}

/** An address alone is written without its length. */
export const entryOf = ({ cidr, family, prefix }: Network): string =>
  prefix === (family === 4 ? 32 : 128) ? cidr.slice(0, cidr.lastIndexOf('/')) : cidr;

export interface ExemptOptions {
  readonly ruleName: string | undefined;
  /** Takes out of the list what exempts strangers, or nobody; and writes it so that this release reads it. */
  readonly tidies: boolean;
}

export function exempt(
  networks: readonly Network[],
  { firewall, ports, modules, system, providers, fail2ban, network: ownNetwork }: Parts,
  release: Release,
  { ruleName, tidies }: ExemptOptions,
): Exempting | Refusal {
  if (fail2ban.state === 'unknown')
    return { kind: 'unknown', missing: [{ part: 'fail2ban', reason: fail2ban.reason }] };
  const home = ownPublicOf(ownNetwork);
  const wide = tidies ? wideEntries(fail2ban.data, release, home) : [];
  const already = exemptNow(firewall, without(fail2ban.data, wide), release);
  const nameOfNew = ruleNames(ruleName, firewall.state === 'known' ? firewall.data.rules : []);
  const nameOfBox = (box: string) => serviceName(box, modules, release);
  const entries: string[] = [];
  const steps: Step[] = [];
  for (const network of networks) {
    if (covers(already, [network])) continue;
    const entry = entryOf(network);
    if (judgeEntry(entry, release, home) === 'works') {
      entries.push(entry);
      continue;
    }
    const input = reachInputOf({ system, ports, firewall, providers });
    if (input === null) return { kind: 'unknown', missing: missingOf({ system, ports, firewall }) };
    const categories = categoriesOf(input.firewall.rules, input.ports, modules);
    const step = byRule(network, input, categories, { nameOfNew, nameOfBox });
    if (step.kind !== 'firewall.patch' && step.kind !== 'firewall.create') return step;
    steps.push(step);
  }
  if (entries.length === 0 && !(tidies && isUntidy(fail2ban.data, release, home))) return { steps, list: null };
  const list = rewritten(fail2ban.data, entries, { release, tidies, home });
  return fitsList(list) ? { steps, list } : { kind: 'cannot-exempt', network: entries[0] ?? '', because: 'list-full' };
}

/** Does Core, and a request, take so long a list? */
export const fitsList = ({ entries }: NewList): boolean =>
  entries.length <= 100 && entries.join(' ').length <= LONGEST_LIST;

/** With single blanks: what stood on lines of its own counts from now on, but for strangers who were not exempt before. */
export function rewritten(
  fail2ban: Fail2ban,
  added: readonly string[],
  { release, tidies, home }: { readonly release: Release; readonly tidies: boolean; readonly home: readonly Network[] },
): NewList {
  const wide = new Set(tidies ? [] : wideEntries(fail2ban, release, home));
  const stays = (word: string) => SAYABLE.test(word) && (!isUseless(word, release, home) || wide.has(word));
  const meant = meantBy(fail2ban);
  return {
    entries: [...new Set([...meant.filter(stays), ...added])],
    added: [...added],
    removed: meant.filter((word) => !stays(word)),
  };
}

function without(fail2ban: Fail2ban, entries: readonly string[]): Fail2ban {
  if (entries.length === 0) return fail2ban;
  const { whitelist, whitelistText, ...others } = fail2ban;
  const stay = (list: readonly string[]) => list.filter((entry) => !entries.includes(entry));
  return {
    ...others,
    whitelist: stay(whitelist),
    ...(whitelistText === undefined ? {} : { whitelistText: stay(whitelistText.split(' ')).join(' ') }),
  };
}

const missingOf = (parts: Pick<Parts, 'system' | 'ports' | 'firewall'>) =>
  (['system', 'ports', 'firewall'] as const).flatMap((part) => {
    const read = parts[part];
    return read.state === 'unknown' ? [{ part, reason: read.reason }] : [];
  });

type RuleStep = Extract<Step, { kind: 'firewall.patch' | 'firewall.create' }>;

interface Naming {
  readonly nameOfNew: (network: Network) => string;
  readonly nameOfBox: (box: string) => Message;
}

/** The rule of exactly this network, or a new one that holds what the network can reach already. */
function byRule(
  network: Network,
  input: ReachInput,
  categories: Categories,
  { nameOfNew, nameOfBox }: Naming,
): RuleStep | Refusal {
  const { rules } = input.firewall;
  const own = rules.find(({ permit }) => {
    const opened = networksOf(permit);
    return opened.length === 1 && opened[0]?.cidr === network.cidr;
  });
  if (own !== undefined) {
    const currentRules = boxesOf(own, categories, new Map());
    return (
      unchangeable(own, [], categories) ?? {
        kind: 'firewall.patch',
        says: say('actions.step.rule.never-block.own', { rule: nameOf(own), network: network.cidr }),
        id: Number(own.id),
        newer_block_ip: true,
        currentRules,
      }
    );
  }
  // In a container Core makes a list of the forbidden out of closed boxes: the office would be on it.
  if (input.system.container.kind !== 'none')
    return { kind: 'cannot-exempt', network: network.cidr, because: 'container' };
  // The first rule of all closes the PBX for everybody whom it does not let in.
  if (rules.length === 0) return { kind: 'cannot-exempt', network: network.cidr, because: 'first-rule' };
  // With what it has through wider rules: closing those later takes nothing from it.
  const held = boxesHeldBy([network], input, categories);
  return {
    kind: 'firewall.create',
    says:
      held.length === 0
        ? say('actions.step.rule.never-block', { network: network.cidr })
        : say('actions.step.rule.never-block.holds', { network: network.cidr, services: held.map(nameOfBox) }),
    description: nameOfNew(network),
    ...asFields(network),
    newer_block_ip: true,
    local_network: false,
    currentRules: newBoxes(categories, new Set(held)),
  };
}

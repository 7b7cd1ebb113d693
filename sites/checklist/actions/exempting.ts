/**
 * How our networks are kept from being banned, the way the release supports it: single addresses by the list of trusted
 * addresses, networks by "never block" of a rule, or by the list where it takes networks (2026.2.118 and newer; older
 * ones drop them without a word).
 */
import { exemptNetworks, judgeEntry, meantBy } from '../fail2ban/exempt.ts';
import type { FirewallRule, Parts, PartData } from '../facts/types.ts';
import { say } from '../message.ts';
import { networksOf, type Network } from '../reach/networks.ts';
import type { Release } from '../release.ts';
import { boxesOf, categoriesOf, newBoxes, type Categories } from './categories.ts';
import { nameOf } from './guard.ts';
import type { Refusal } from './refusals.ts';
import { asFields, readRuleName, unchangeable } from './requests.ts';
import { covers } from './space.ts';
import type { Step } from './types.ts';

export interface Exempting {
  readonly steps: readonly Step[];
  /** The list as it has to be; null: as it is. */
  readonly whitelist: readonly string[] | null;
}

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
const entryOf = ({ cidr, family, prefix }: Network): string =>
  prefix === (family === 4 ? 32 : 128) ? cidr.slice(0, cidr.lastIndexOf('/')) : cidr;

export function exempt(
  networks: readonly Network[],
  { firewall, ports, modules, system, fail2ban }: Parts,
  release: Release,
  ruleName: string | undefined,
): Exempting | Refusal {
  if (fail2ban.state === 'unknown')
    return { kind: 'unknown', missing: [{ part: 'fail2ban', reason: fail2ban.reason }] };
  const already = exemptNow(firewall, fail2ban.data, release);
  const entries: string[] = [];
  const steps: Step[] = [];
  for (const network of networks) {
    if (covers(already, [network])) continue;
    const entry = entryOf(network);
    if (judgeEntry(entry, release) === 'works') {
      entries.push(entry);
      continue;
    }
    if (firewall.state === 'unknown')
      return { kind: 'unknown', missing: [{ part: 'firewall', reason: firewall.reason }] };
    if (ports.state === 'unknown') return { kind: 'unknown', missing: [{ part: 'ports', reason: ports.reason }] };
    const { rules } = firewall.data;
    const categories = categoriesOf(rules, ports.data, modules);
    const step = byRule(network, rules, categories, system, ruleName);
    if (step.kind !== 'firewall.patch' && step.kind !== 'firewall.create') return step;
    steps.push(step);
  }
  if (entries.length === 0) return { steps, whitelist: null };
  // Written anew, with single blanks: what stood on lines of its own counts from now on.
  const whitelist = [...new Set([...meantBy(fail2ban.data).filter((entry) => SAYABLE.test(entry)), ...entries])];
  const [first = ''] = entries;
  const isFull = whitelist.length > 100 || whitelist.join(' ').length > LONGEST_LIST;
  return isFull ? { kind: 'cannot-exempt', network: first, because: 'list-full' } : { steps, whitelist };
}

type RuleStep = Extract<Step, { kind: 'firewall.patch' | 'firewall.create' }>;

/** The rule of exactly this network, or a new one that lets nobody in. */
function byRule(
  network: Network,
  rules: readonly FirewallRule[],
  categories: Categories,
  system: Parts['system'],
  ruleName: string | undefined,
): RuleStep | Refusal {
  const says = say('actions.step.rule.never-block', { network: network.cidr });
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
  if (system.state === 'known' && system.data.container.kind !== 'none') {
    return { kind: 'cannot-exempt', network: network.cidr, because: 'container' };
  }
  // The first rule of all closes the PBX for everybody whom it does not let in.
  if (rules.length === 0) return { kind: 'cannot-exempt', network: network.cidr, because: 'first-rule' };
  return {
    kind: 'firewall.create',
    says,
    description: readRuleName(ruleName),
    ...asFields(network),
    newer_block_ip: true,
    local_network: false,
    currentRules: newBoxes(categories, new Set()),
  };
}

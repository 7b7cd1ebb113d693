/**
 * While passwords and login names change: a phone that goes on with the old one is counted as an attacker, and with it its
 * whole office is banned. So our networks and phones are exempt first, and no longer than that.
 */
import { covers } from '../actions/space.ts';
import type { Context } from '../check.ts';
import { phonesOf } from '../devices/phones.ts';
import { scannerKind } from '../devices/scanners.ts';
import { menuOf } from '../exposure/menus.ts';
import type { Parts } from '../facts/types.ts';
import { exemptNetworks, judgeEntry, meantBy } from '../fail2ban/exempt.ts';
import { say } from '../message.ts';
import { isWithin, type Network } from '../reach/networks.ts';
import { adding, Words } from './firewall.ts';
import { knownFirewall, lackOf, nameOf, ourNetworks, ruleOf, siteOf, type FirewallParts, type Site } from './lack.ts';
import { oneNetwork, typed } from './names.ts';
import { look, step, type Step } from './step.ts';

export type SpareFacts = FirewallParts & Pick<Parts, 'fail2ban'>;
/** The parts that it is read from. */
export const SPARE_USES = [
  'system',
  'ports',
  'firewall',
  'providers',
  'runningRules',
  'extraRules',
  'network',
  'modules',
  'devices',
  'fail2ban',
] as const;

export interface Spared {
  readonly first: readonly Step[];
  /** Takes it back. */
  readonly last: readonly Step[];
}

/** Characters that Core takes in the list. */
const LONGEST_LIST = 500;

/** `accounts`: extensions (and providers that register here) whose login changes. `strangers`: addresses that get no grace. */
export function spare(
  facts: SpareFacts,
  accounts: ReadonlySet<string>,
  context: Context,
  strangers: ReadonlySet<string> = new Set(),
): Spared {
  const { release } = context;
  const { fail2ban } = facts;
  const menu = menuOf('fail2ban', release);
  if (fail2ban.state === 'unknown')
    return { first: [look(say('steps.spare.unseen', { menu, tab: say('steps.tab.banned') }))], last: [] };
  if (!fail2ban.data.enabled) return { first: [], last: [] };
  const found = knownFirewall(facts);
  const rules = facts.firewall.state === 'known' ? facts.firewall.data.rules : [];
  const exempt = exemptNetworks(rules, fail2ban.data, release);
  const bannable = found === null ? [] : ourNetworks(found.facts).filter((network) => !covers(exempt, [network]));
  const isListed = ({ cidr }: Network) => judgeEntry(cidr, release, found?.view.home) === 'works';
  const byList = bannable.filter(isListed);
  const site = found === null ? null : siteOf(found.facts, found.view);
  const byRule = bannable.filter((network) => !isListed(network)).map((network) => ruled(network, site, context));
  const held = [...exempt, ...byList, ...byRule.flatMap(({ network, first }) => (first.length > 0 ? [network] : []))];
  const places = placesOf(facts.devices, accounts, strangers).filter(
    (place) => !held.some((network) => isWithin(place, network)),
  );

  const before = meantBy(fail2ban.data);
  const wanted = [...byList.map(({ cidr }) => cidr), ...places.map((place) => typed(place).address)];
  let length = before.join(' ').length + (before.length === 0 ? -1 : 0);
  const entries = wanted.filter((entry) => (length += 1 + entry.length) <= LONGEST_LIST);
  const listing = step(say('steps.spare.list', { menu, entries }), {
    kind: 'fail2ban.whitelist',
    entries: [...before, ...entries],
  });
  const unlisting = step(say('steps.spare.back.list', { menu, entries }), {
    kind: 'fail2ban.whitelist',
    entries: before,
  });
  return {
    first: [
      ...byRule.flatMap(({ first }) => first),
      ...(entries.length > 0 ? [listing] : []),
      ...(entries.length < wanted.length ? [look(say('steps.spare.few'))] : []),
    ],
    last: [...byRule.flatMap(({ last }) => last), ...(entries.length > 0 ? [unlisting] : [])],
  };
}

/** By "never block" of its rule; without one, of a new rule that allows what it has. Not where a first rule would shut out the rest. */
function ruled(network: Network, site: Site | null, { release }: Context): Spared & { readonly network: Network } {
  const none = { network, first: [], last: [] };
  if (site === null) return none;
  const menu = menuOf('firewall', release);
  const { cidr } = network;
  const last = [
    step(say('steps.spare.back.rule', { menu, network: cidr }), {
      kind: 'firewall.never-block',
      network: cidr,
      on: false,
    }),
  ];
  const own = ruleOf(network, [], site);
  if (own !== null) {
    const says = say('steps.spare.rule', { menu, rule: nameOf(own), network: cidr });
    return { network, first: [step(says, { kind: 'firewall.never-block', network: cidr, on: true })], last };
  }
  if (!site.inForce) return none;
  const words = new Words(site.facts, release);
  const { uses } = lackOf(network, site);
  const says = say('steps.spare.add', { menu, add: words.add, ...typed(network), boxes: words.boxes(uses) });
  return { network, first: [step(says, adding(network, uses, site, true))], last };
}

/** Where the phones of these accounts are, one network for each address. */
function placesOf(
  devices: Parts['devices'],
  accounts: ReadonlySet<string>,
  strangers: ReadonlySet<string>,
): readonly Network[] {
  if (devices.state === 'unknown') return [];
  const places = phonesOf(devices.data).flatMap(({ account, address, userAgent }) => {
    if (address === null || strangers.has(address) || !accounts.has(account)) return [];
    const network = scannerKind(userAgent) === null ? oneNetwork(address) : null;
    return network === null || network.cidr.startsWith('127.') ? [] : [network];
  });
  return [...new Map(places.map((place) => [place.cidr, place])).values()];
}

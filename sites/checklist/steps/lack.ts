/** What our networks, providers and phones would lose, and so need first. */
import { boxesUsedBy, openedBy, AT_LEAST } from '../actions/own-network.ts';
import { allowsAll, categoriesOf, type Categories } from '../actions/categories.ts';
import { covers, isAllIn, overlap, spaceOf } from '../actions/space.ts';
import { ownNetworksOf } from '../exposure/own-networks.ts';
import { isInForce, viewIfKnown, type View, type ViewFacts } from '../exposure/view.ts';
import type { FirewallRule, Parts } from '../facts/types.ts';
import { renewed } from '../reach/rows.ts';
import { isOldRelease } from '../reach/enforcement.ts';
import { networksOf, type Network } from '../reach/networks.ts';
import { remembered, rememberedOf } from '../reach/remembered.ts';
import type { Clear } from './clears.ts';

export type FirewallFacts = ViewFacts & Pick<Parts, 'devices'>;

/** What they are read from, known or not. */
export type FirewallParts = Pick<Parts, keyof FirewallFacts>;

/** null: a part that decides is unknown. */
export function knownFirewall(facts: FirewallParts): { readonly facts: FirewallFacts; readonly view: View } | null {
  const { system, ports, firewall } = facts;
  const view = viewIfKnown(facts);
  if (view === null || system.state === 'unknown' || ports.state === 'unknown' || firewall.state === 'unknown')
    return null;
  return { facts: { ...facts, system, ports, firewall }, view };
}

/** The firewall now, and what is about to be cleared in it. */
export interface Site {
  readonly facts: FirewallFacts;
  readonly view: View;
  readonly categories: Categories;
  readonly clears: readonly Clear[];
  /** Do the rules of the cabinet decide now? */
  readonly inForce: boolean;
  /** The rules as they are once anything is saved. */
  readonly saved: readonly FirewallRule[];
}

export function siteOf(facts: FirewallFacts, view: View, clears: readonly Clear[] = []): Site {
  const { rules } = facts.firewall.data;
  return {
    facts,
    view,
    categories: categoriesOf(rules, facts.ports.data, facts.modules),
    clears,
    inForce: view.reach.enforcement === 'rules' && isInForce(view),
    saved: renewed(rules, facts.ports.data),
  };
}

/** Loopback and link-local addresses: nobody is met there, or no rule holds them. */
const NOBODY = ['127.0.0.0/8', '169.254.0.0/16', '::1', 'fe80::/10'].flatMap((text) => networksOf(text));

/** Private networks on interfaces, tunnels and routes of this PBX; each once, without those inside another. */
export function ourNetworks({ network, system }: ViewFacts): readonly Network[] {
  if (network.state === 'unknown') return [];
  const old = isOldRelease(system.data.release);
  const some = ownNetworksOf(network.data).filter(
    (own) => own.prefix < (own.family === 4 ? 32 : 128) && !overlap(NOBODY, [own]) && !(old && own.family === 6),
  );
  const distinct = [...new Map(some.map((own) => [own.cidr, own])).values()];
  return distinct.filter((own) => !distinct.some((other) => other !== own && covers([other], [own])));
}

/** Boxes that this network uses now. */
function usedBy(network: Network, { facts, view, categories, inForce, saved }: Site): ReadonlySet<string> {
  const { rules } = facts.firewall.data;
  const isOld = isOldRelease(facts.system.data.release);
  const byRules = boxesUsedBy(network, { rules, enforcement: 'rules', isOld, categories });
  if (!inForce) {
    // A rule of theirs says what somebody wanted them to have.
    const isTold = [...byRules].some((box) => covers(givenBy(saved, box, isOld, categories), [network]));
    const { enforcement } = view.reach;
    const wanted = isTold
      ? AT_LEAST
      : boxesUsedBy(network, { rules, isOld, categories, enforcement: open(enforcement) });
    return new Set([...byRules, ...wanted].filter((box) => categories.has(box)));
  }
  // Lines in force may let them in where no rule of the cabinet does.
  const byLines = view.measures.filter(({ service, openings }) =>
    openings.some((opening) => categories.has(service) && overlap(networksOf(opening.network), [network])),
  );
  return new Set([...byRules, ...byLines.map(({ service }) => service)]);
}

/** Where rules are there and do not decide, everything is open. */
const open = (enforcement: View['reach']['enforcement']) => (enforcement === 'rules' ? 'off' : enforcement);

function givenBy(
  rules: readonly FirewallRule[],
  box: string,
  isOld: boolean,
  categories: Categories,
): readonly Network[] {
  return rules
    .filter((rule) => allowsAll(rule, box, categories))
    .flatMap((rule) => {
      const opened = openedBy(rule, isOld);
      return opened === null || opened === 'a name' ? [] : opened;
    });
}

/** Does this network reach the box still, once everything is saved and cleared? */
export const keeps = (network: Network, box: string, site: Site): boolean => isAllIn(leftIn(site)(box), network);

/** Who reaches a box then: asked for every phone. */
const leftIn = rememberedOf(({ facts, clears, saved, categories }: Site) =>
  remembered((box: string) => {
    const isOld = isOldRelease(facts.system.data.release);
    const gone = new Set(clears.filter(({ boxes }) => boxes.has(box)).map(({ rule }) => rule.id));
    return spaceOf(
      givenBy(
        saved.filter(({ id }) => !gone.has(id)),
        box,
        isOld,
        categories,
      ),
    );
  }),
);

/** Boxes that one of our networks uses and would lose; `uses`: all of them. */
export function lackOf(
  network: Network,
  site: Site,
): { readonly uses: readonly string[]; readonly lacks: readonly string[] } {
  const uses = [...usedBy(network, site)];
  return { uses, lacks: uses.filter((box) => !keeps(network, box, site)) };
}

/** Is it never banned only by a mark that goes? */
export function losesExemption(network: Network, { facts, clears }: Site): boolean {
  const gone = clears.filter(({ neverBlock }) => neverBlock).map(({ rule }) => rule);
  const left = facts.firewall.data.rules.filter((rule) => rule.neverBlock && !gone.includes(rule));
  const exempt = (rules: readonly FirewallRule[]) =>
    covers(
      rules.flatMap(({ permit }) => networksOf(permit)),
      [network],
    );
  return gone.length > 0 && exempt([...left, ...gone]) && !exempt(left);
}

/** By this it is called on its page. */
export const nameOf = ({ name, permit }: FirewallRule): string => (name === '' ? permit : name);

/** The stored rule of exactly this network, where ticking the boxes allows all of their ports; null: none. */
export function ruleOf(
  network: Network,
  boxes: readonly string[],
  { facts, saved, categories }: Site,
): FirewallRule | null {
  const isOld = isOldRelease(facts.system.data.release);
  const own = saved.find((rule) => {
    const opened = openedBy(rule, isOld);
    if (!STORED.test(rule.id) || opened === null || opened === 'a name') return false;
    return opened.length === 1 && opened[0]?.cidr === network.cidr;
  });
  if (own === undefined) return null;
  const ticked = own.services.map((service) => ({ ...service, allow: true }));
  const has = (box: string) => ticked.some(({ category }) => category === box);
  const whole = boxes.every((box) => !has(box) || allowsAll({ ...own, services: ticked }, box, categories));
  return whole ? own : null;
}
export const STORED = /^[1-9]\d{0,9}$/;

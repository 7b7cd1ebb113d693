/**
 * Whether a fix is offered: only where the plan that its dialog opens with can be played here, or as soon as a person
 * has decided what nobody else knows, and makes the item better.
 * Decided by playing it on the facts and judging again, for the page, its reports and the command line alike.
 */
import { audit } from '../audit.ts';
import { CHECKS } from '../checks/index.generated.ts';
import type { Facts, Parts } from '../facts/types.ts';
import { ownNetworksOf } from '../exposure/own-networks.ts';
import { addressText } from '../reach/networks.ts';
import { isWrong } from '../report/order.ts';
import type { Report, Result } from '../report/types.ts';
import { WEIGHT } from '../score/score.ts';
import type { Person } from './action.ts';
import { CHOICES } from './choices/index.ts';
import { ownerOf } from './fixes.ts';
import type { Refusal } from './refusals.ts';
import { safeParts } from './safe.ts';
import { simulate } from './simulate.ts';
import type { ActionId, Plan } from './types.ts';

export type Offer =
  /** The plan is accepted, or waits for a person's word alone; and the item is better afterwards. */
  | { readonly kind: 'fix'; readonly action: ActionId }
  /** Nothing to fix, or nothing that this can fix; what it sets may still be chosen. */
  | { readonly kind: 'choose'; readonly action: ActionId }
  /** It would help, and cannot be played here. */
  | { readonly kind: 'refused'; readonly action: ActionId; readonly refusal: Refusal }
  | { readonly kind: 'none' };

/** Whose options may be chosen where nothing is wrong: a level can always be stricter. */
const CHOOSABLE: ReadonlySet<string> = new Set(['fail2ban']);

/** `person`: who asks; left out: somebody at a computer in the network of this PBX. */
export function offerOf(result: Result, facts: Facts, person: Person = atHome(facts.parts)): Offer {
  const action = ownerOf(result);
  if (action === null) return { kind: 'none' };
  if (isWrong(result)) {
    const planned = CHOICES[action].possible(facts.parts, person);
    if (planned.accepted && isBetter(result, judgedAfter(result, facts, planned.plan))) return { kind: 'fix', action };
    if (!planned.accepted && planned.refusal.kind !== 'nothing-to-do')
      return { kind: 'refused', action, refusal: planned.refusal };
  }
  return CHOOSABLE.has(result.id) && result.verdict !== 'not-applicable'
    ? { kind: 'choose', action }
    : { kind: 'none' };
}

/** How many actions "fix all that is safe" would play. */
export const safeCount = ({ parts }: Facts, person: Person): number =>
  safeParts(parts, person, [], '').filter(({ kind }) => kind === 'safe').length;

/** The report with the actions that are offered, for what leaves the page. */
export function withOffers(report: Report, facts: Facts): Report {
  const person = atHome(facts.parts);
  return {
    ...report,
    results: report.results.map((result) => {
      const offer = offerOf(result, facts, person);
      return { ...result, action: offer.kind === 'fix' ? offer.action : null };
    }),
  };
}

function judgedAfter({ id }: Result, facts: Facts, plan: Plan): Result | null {
  const checks = CHECKS.filter((check) => check.id === id);
  const [result] = audit({ ...facts, parts: simulate(facts.parts, plan) }, { tool: NO_TOOL, checks }).results;
  return result ?? null;
}

const NO_TOOL = { name: '', version: '' };

/**
 * Nothing wrong is left, or something milder, or less. What the rules in force are is not known before they are made, so
 * that "could not be checked" may be all that is left.
 */
export function isBetter(was: Judged, is: Judged | null): boolean {
  if (is === null) return false;
  if (!isWrong(is)) return true;
  const rank = (result: Judged) => WEIGHT[result.severity] * (result.verdict === 'fail' ? 2 : 1);
  if (rank(is) !== rank(was)) return rank(is) < rank(was);
  return weightOf(is.findings) < weightOf(was.findings);
}

type Judged = Pick<Result, 'verdict' | 'severity' | 'findings'>;

const weightOf = (findings: Result['findings']): number =>
  findings.reduce((sum, { severity }) => sum + WEIGHT[severity], 0);

/** Somebody in the first network of this PBX. */
function atHome({ network }: Pick<Parts, 'network'>): Person {
  const [home] = network.state === 'known' ? ownNetworksOf(network.data).filter(({ family }) => family === 4) : [];
  const address = home?.family === 4 ? addressText({ family: 4, value: home.from + 9 }) : '192.0.2.9';
  return { address, seen: 'direct' };
}

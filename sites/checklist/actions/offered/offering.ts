/**
 * Whether a fix is offered: only where the plan that its dialog opens with can be played here, or as soon as a person
 * has decided what nobody else knows, and makes the item better.
 * Decided by playing it on the facts and judging again, for the page, its reports and the command line alike.
 */
import { audit } from '../../audit.ts';
import { CHECKS } from '../../checks/index.generated.ts';
import { ownNetworksOf } from '../../exposure/own-networks.ts';
import type { Facts, Parts } from '../../facts/types.ts';
import { addressText } from '../../reach/networks.ts';
import { isWrong } from '../../report/order.ts';
import type { Result } from '../../report/types.ts';
import { WEIGHT } from '../../score/score.ts';
import type { Person } from '../action.ts';
import type { Choices, NetworkChoice } from '../choices/choices.ts';
import type { Refusal } from '../refusals.ts';
import type { ActionId, Plan } from '../types.ts';

export type Offer =
  /** The plan is accepted, or waits for a person's word alone; and the item is better afterwards. */
  | { readonly kind: 'fix'; readonly action: ActionId }
  /** Nothing to fix, or nothing that this can fix; what it sets may still be chosen. */
  | { readonly kind: 'choose'; readonly action: ActionId }
  /** It would help, and cannot be played here. */
  | { readonly kind: 'refused'; readonly action: ActionId; readonly refusal: Refusal }
  | { readonly kind: 'none' };

/** Items that own the options of an action: these may be chosen where nothing is wrong. */
const CHOOSABLE: ReadonlySet<string> = new Set([
  'fail2ban',
  'sip-passwords',
  'web-password',
  'ssh-access',
  'provider-spending-limit',
]);

/** `played`: the facts after a plan. */
export function offerBy(
  { id: action, possible }: Pick<Choices<NetworkChoice>, 'id' | 'possible'>,
  played: (parts: Parts, plan: Plan) => Parts,
  result: Result,
  facts: Facts,
  person: Person,
): Offer {
  if (isWrong(result)) {
    const planned = possible(facts.parts, person);
    if (planned.accepted && isBetter(result, judged(result, { ...facts, parts: played(facts.parts, planned.plan) })))
      return { kind: 'fix', action };
    if (!planned.accepted && planned.refusal.kind !== 'nothing-to-do' && planned.refusal.kind !== 'asked')
      return { kind: 'refused', action, refusal: planned.refusal };
  }
  const isChosen = result.id === 'ssh-access' && !opensByPassword(facts.parts);
  return CHOOSABLE.has(result.id) && result.verdict !== 'not-applicable' && !isChosen
    ? { kind: 'choose', action }
    : { kind: 'none' };
}

/** Else keys alone were chosen already. */
const opensByPassword = ({ ssh }: Parts): boolean => ssh.state === 'known' && ssh.data.passwordLogins;

function judged({ id }: Result, facts: Facts): Result | null {
  const checks = CHECKS.filter((check) => check.id === id);
  const [result] = audit(facts, { tool: NO_TOOL, checks }).results;
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
export function atHome({ network }: Pick<Parts, 'network'>): Person {
  const [home] = network.state === 'known' ? ownNetworksOf(network.data).filter(({ family }) => family === 4) : [];
  const address = home?.family === 4 ? addressText({ family: 4, value: home.from + 9 }) : '192.0.2.9';
  return { address, seen: 'direct' };
}

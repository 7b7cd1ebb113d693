/** What can be chosen for `restrict-internet`: SIP, who outside is kept, which rules stay, and from where providers send. */
import type { Parts } from '../../facts/types.ts';
import type { Asker, Person } from '../action.ts';
import { cameFrom } from '../came-from.ts';
import { asDecisions, decidedFor, type Decided } from '../decided.ts';
import { narrowRules } from '../narrow.ts';
import type { Decision } from '../outsiders.ts';
import { restrictInternet, type RestrictInternetOptions } from '../restrict-internet.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';
import { networksOfOurs } from './networks.ts';

export interface RestrictChoice extends NetworkChoice {
  readonly sip: 'closes' | 'stays';
  /** Ids of rules for few addresses that stay as they are. */
  readonly keeps: readonly string[];
  /** What the person decided, by network; about everybody else what is suggested counts. */
  readonly decisions: Readonly<Record<string, Decision>>;
  /** Networks of providers as the person typed them, by id. */
  readonly providers: Readonly<Record<string, readonly string[]>>;
  /** What is to be of phones elsewhere where they could not be read. */
  readonly unseen: 'asked' | 'cut';
}

const oursIn = (parts: Parts): readonly string[] =>
  networksOfOurs(parts).flatMap(({ network, isSure }) => (isSure ? [network] : []));
const fromOf = (parts: Parts, person: Person): string => cameFrom(parts, person)?.network ?? '';

/** Everybody outside who would lose something, with what is decided about them so far. */
export function outsideOf(parts: Parts, choice: RestrictChoice, person: Person): readonly Decided[] {
  const from = (choice.from ?? fromOf(parts, person)).trim();
  const asker: Asker = { ...person, networks: from === '' ? [] : [from] };
  return decidedFor(parts, optionsOf(choice, choice.ours ?? oursIn(parts)), asker);
}

const optionsOf = (
  { sip, keeps, decisions, providers, unseen }: RestrictChoice,
  ours: readonly string[],
): RestrictInternetOptions => ({ ours, sip, keeps, decisions, providers, unseen });

export const restrictInternetChoices = defineChoices<RestrictChoice>({
  id: 'restrict-internet',
  parts: restrictInternet.parts,
  first: (parts) => ({
    ...AS_SUGGESTED,
    sip: 'closes',
    keeps: narrowRules(parts).map(({ id }) => id),
    decisions: {},
    providers: {},
    unseen: 'asked',
  }),
  networks: networksOfOurs,
  ours: oursIn,
  from: (parts, _, person) => fromOf(parts, person),
  plan: (parts, choice, { ours, asker, ruleName }) => {
    const options = optionsOf(choice, ours);
    const decisions = asDecisions(decidedFor(parts, options, asker));
    return restrictInternet.plan(parts, { ...options, decisions, ruleName }, asker);
  },
  instead: (choice, refusal) => {
    switch (refusal.kind) {
      case 'undecided': {
        const kept = refusal.networks.map((network) => [network, 'keep'] as const);
        return { ...choice, decisions: { ...choice.decisions, ...Object.fromEntries(kept) } };
      }
      case 'asked':
        return { ...choice, unseen: 'cut' };
      case 'ask-provider':
      case 'too-many':
        return choice.sip === 'stays' ? null : { ...choice, sip: 'stays' };
      default:
        return null;
    }
  },
});

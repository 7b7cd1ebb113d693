/**
 * What a person chooses for an action, and what is suggested to them: nothing laxer than now, nothing stricter than asked.
 * To add those of an action: a file named by its id, an entry in `index.ts`, a form of the page (`page/plan/forms`).
 */
import type { PartName, Parts } from '../../facts/types.ts';
import type { Asker, Person, Planned } from '../action.ts';
import type { Refusal } from '../refusals.ts';
import type { ActionId } from '../types.ts';
import type { Suggestion } from './networks.ts';

/** In every choice. */
export interface NetworkChoice {
  /** Networks that count as ours; null: those that are suggested. */
  readonly ours: readonly string[] | null;
  /** The network that the person comes from, '' for none; null: the one that is suggested. */
  readonly from: string | null;
}

export const AS_SUGGESTED: NetworkChoice = { ours: null, from: null };

/** Whose plan it is. `ruleName`: of new rules, in the person's language. */
interface Who {
  readonly ours: readonly string[];
  readonly asker: Asker;
  readonly ruleName: string;
}

interface ChoicesDefinition<C extends NetworkChoice> {
  readonly id: ActionId;
  /** That the plan is made from. */
  readonly parts: readonly PartName[];
  /** What the dialog opens with. */
  first(parts: Parts, person: Person): C;
  /** Networks that can be ticked as ours, the sure ones first, each once. */
  networks(parts: Parts): readonly Suggestion[];
  /** Those of them that are ticked at first. */
  ours(parts: Parts, choice: C): readonly string[];
  /** The network that the person is taken to come from, where they said nothing; '': none. */
  from(parts: Parts, choice: C, person: Person): string;
  plan(parts: Parts, choice: C, who: Who): Planned;
  /** What a person could choose instead, where the plan waits for nothing but their word; null: nothing. */
  instead?(choice: C, refusal: Refusal): C | null;
}

export interface Choices<C extends NetworkChoice> extends Omit<ChoicesDefinition<C>, 'plan' | 'instead'> {
  /** `ruleName`: of new rules, in the person's language. */
  plan(parts: Parts, choice: C, person: Person, ruleName: string): Planned;
  /** The plan that the dialog opens with. */
  suggested(parts: Parts, person: Person, ruleName: string): Planned;
  /** The same, or one that waits for the person's word alone. */
  possible(parts: Parts, person: Person): Planned;
}

/** So many things a person may have to decide, one after the other. */
const WORDS = 4;

export function defineChoices<C extends NetworkChoice>(definition: ChoicesDefinition<C>): Choices<C> {
  const plan: Choices<C>['plan'] = (parts, choice, person, ruleName) => {
    const ours = choice.ours ?? definition.ours(parts, choice);
    const from = (choice.from ?? definition.from(parts, choice, person)).trim();
    return definition.plan(parts, choice, {
      ours,
      asker: { ...person, networks: from === '' ? [] : [from] },
      ruleName,
    });
  };
  const { instead, ...others } = definition;
  return {
    ...others,
    plan,
    suggested: (parts, person, ruleName) => plan(parts, definition.first(parts, person), person, ruleName),
    possible: (parts, person) => {
      let choice = definition.first(parts, person);
      let planned = plan(parts, choice, person, '');
      for (let tries = 0; tries < WORDS && !planned.accepted; tries++) {
        const next = instead?.(choice, planned.refusal) ?? null;
        if (next === null) return planned;
        choice = next;
        planned = plan(parts, choice, person, '');
      }
      return planned;
    },
  };
}

/** What can be chosen for `brake-spending`; suggested is what is usual here, and a good deal more. */
import { suggestedRules, type Past } from '../../brake/past.ts';
import type { BrakeRules } from '../../brake/rules.ts';
import { homeOf } from '../../dialling/home.ts';
import type { Parts } from '../../facts/types.ts';
import { attestedIn } from '../attested.ts';
import { brakeSpending } from '../brake-spending.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';

export interface BrakeChoice extends NetworkChoice {
  /** null: those that are suggested. */
  readonly rules: BrakeRules | null;
  /** null: the calls of the last weeks were not read. */
  readonly past: Past | null;
}

export const brakeSpendingChoices = defineChoices<BrakeChoice>({
  id: brakeSpending.id,
  parts: brakeSpending.parts,
  first: () => ({ ...AS_SUGGESTED, rules: null, past: null }),
  networks: () => [],
  ours: () => [],
  from: () => '',
  plan: (parts, choice, { asker }) =>
    brakeSpending.plan(parts, { rules: rulesOf(parts, choice), past: choice.past }, asker),
});

export function rulesOf(parts: Parts, { rules, past }: Pick<BrakeChoice, 'rules' | 'past'>): BrakeRules {
  if (rules !== null) return rules;
  const system = parts.system.state === 'known' ? parts.system.data : null;
  const { allowed, country } = homeOf(attestedIn(parts), system);
  return suggestedRules(
    past,
    [...allowed].filter((id) => id !== country?.id),
  );
}

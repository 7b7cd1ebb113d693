/** What the dialog "Fix" opens with: the plan for what is chosen at first. */
import type { Person } from '../../sites/checklist/actions/action.ts';
import type { Choices, NetworkChoice } from '../../sites/checklist/actions/choices/choices.ts';
import { simulate } from '../../sites/checklist/actions/simulate.ts';
import type { Plan } from '../../sites/checklist/actions/types.ts';
import { audit } from '../../sites/checklist/audit.ts';
import type { Facts } from '../../sites/checklist/facts/types.ts';
import type { Result } from '../../sites/checklist/report/types.ts';

export const direct = (address: string): Person => ({ address, seen: 'direct' });

/** Throws where it is refused. */
export function firstPlan<C extends NetworkChoice>(
  choices: Choices<C>,
  { parts }: Facts,
  person: Person,
  change: Partial<C> = {},
): Plan {
  const planned = choices.plan(parts, { ...choices.first(parts, person), ...change }, person, 'Own network');
  if (!planned.accepted) throw new Error(JSON.stringify(planned.refusal));
  return planned.plan;
}

/** The item when the plan has been played. */
export function itemAfter(check: string, facts: Facts, plan: Plan): Result {
  const after = { ...facts, parts: simulate(facts.parts, plan) };
  const result = audit(after, { tool: { name: 'test', version: '0' } }).results.find(({ id }) => id === check);
  if (result === undefined) throw new Error(`no check ${check}`);
  return result;
}

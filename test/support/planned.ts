/** What the dialog "Fix" opens with: the plan for what is chosen at first. */
import { firstChoice, planFor, type Choice } from '../../sites/admin-cabinet/page/plan/options.ts';
import { simulate } from '../../sites/checklist/actions/simulate.ts';
import type { ActionId, Plan } from '../../sites/checklist/actions/types.ts';
import type { Person } from '../../sites/checklist/actions/choices.ts';
import { audit } from '../../sites/checklist/audit.ts';
import type { Facts } from '../../sites/checklist/facts/types.ts';
import type { Result } from '../../sites/checklist/report/types.ts';

export const direct = (address: string): Person => ({ address, seen: 'direct' });

/** Throws where it is refused. */
export function firstPlan(action: ActionId, { parts }: Facts, person: Person, change: Partial<Choice> = {}): Plan {
  const planned = planFor(action, parts, { ...firstChoice(parts), ...change }, person, 'Own network');
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

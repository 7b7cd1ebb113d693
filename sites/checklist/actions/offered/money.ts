/** What is offered of the actions about what calls may cost; and what can be chosen for them, so that both are one piece of code. */
import type { Facts } from '../../facts/types.ts';
import type { Result } from '../../report/types.ts';
import type { Person } from '../action.ts';
import { brakeSpendingChoices } from '../choices/brake-spending.ts';
import { moneyOf } from '../fixes.ts';
import { simulate } from '../simulate.ts';
import { safeCount } from './doors.ts';
import { atHome, offerBy, type Offer } from './offering.ts';

export { safeCount };
export const MONEY_CHOICES = { 'brake-spending': brakeSpendingChoices } as const;

/** `person`: who asks; left out: somebody at a computer in the network of this PBX. */
export function offerOf(result: Result, facts: Facts, person: Person = atHome(facts.parts)): Offer {
  const action = moneyOf(result);
  return action === null ? { kind: 'none' } : offerBy(MONEY_CHOICES[action], simulate, result, facts, person);
}

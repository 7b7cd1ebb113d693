/** What is offered of the actions that limit programs; and what can be chosen for them, so that both are one piece of code. */
import type { Facts } from '../../facts/types.ts';
import type { Result } from '../../report/types.ts';
import type { Person } from '../action.ts';
import { LIMIT_CHOICES } from '../choices/limits.ts';
import { limiterOf } from '../fixes.ts';
import { simulateLimits } from '../limiting/limited.ts';
import { safeCount } from './doors.ts';
import { atHome, offerBy, type Offer } from './offering.ts';

export { LIMIT_CHOICES, safeCount };

/** `person`: who asks; left out: somebody at a computer in the network of this PBX. */
export function offerOf(result: Result, facts: Facts, person: Person = atHome(facts.parts)): Offer {
  const action = limiterOf(result);
  return action === null ? { kind: 'none' } : offerBy(LIMIT_CHOICES[action], simulateLimits, result, facts, person);
}

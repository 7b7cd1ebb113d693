/** What is offered of the actions that renew secrets; and what can be chosen for them, so that both are one piece of code. */
import type { Facts } from '../../facts/types.ts';
import type { Result } from '../../report/types.ts';
import type { Person } from '../action.ts';
import { SECRET_CHOICES } from '../choices/secrets.ts';
import { renewerOf } from '../fixes.ts';
import { simulateRenewal } from '../renewing/renewed.ts';
import { safeCount } from './doors.ts';
import { atHome, offerBy, type Offer } from './offering.ts';

export { safeCount, SECRET_CHOICES };

/** `person`: who asks; left out: somebody at a computer in the network of this PBX. */
export function offerOf(result: Result, facts: Facts, person: Person = atHome(facts.parts)): Offer {
  const action = renewerOf(result);
  return action === null ? { kind: 'none' } : offerBy(SECRET_CHOICES[action], simulateRenewal, result, facts, person);
}

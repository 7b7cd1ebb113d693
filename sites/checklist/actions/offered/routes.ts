/** What is offered of the action about routes; and what can be chosen for it, so that both are one piece of code. */
import type { Facts } from '../../facts/types.ts';
import type { Result } from '../../report/types.ts';
import type { Person } from '../action.ts';
import { restrictOutboundChoices } from '../choices/restrict-outbound.ts';
import { routerOf } from '../fixes.ts';
import { simulateRoutes } from '../routes/narrowed.ts';
import { safeCount } from './doors.ts';
import { atHome, offerBy, type Offer } from './offering.ts';

export { safeCount };
export const ROUTE_CHOICES = { 'restrict-outbound': restrictOutboundChoices } as const;

/** `person`: who asks; left out: somebody at a computer in the network of this PBX. */
export function offerOf(result: Result, facts: Facts, person: Person = atHome(facts.parts)): Offer {
  const action = routerOf(result);
  return action === null ? { kind: 'none' } : offerBy(ROUTE_CHOICES[action], simulateRoutes, result, facts, person);
}

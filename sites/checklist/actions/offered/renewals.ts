/** What is offered of the actions that renew secrets; and what can be chosen for them, so that both are one piece of code. */
import type { Facts } from '../../facts/types.ts';
import type { Result } from '../../report/types.ts';
import type { Person } from '../action.ts';
import { CHOICES } from '../choices/index.ts';
import { SECRET_CHOICES } from '../choices/secrets.ts';
import { renewerOf } from '../fixes.ts';
import { simulateRenewal } from '../renewing/renewed.ts';
import { safeCount } from './doors.ts';
import { atHome, offerBy, type Offer } from './offering.ts';

export { safeCount, SECRET_CHOICES };

/** `person`: who asks; left out: somebody at a computer in the network of this PBX. */
export function offerOf(result: Result, facts: Facts, person: Person = atHome(facts.parts)): Offer {
  const action = renewerOf(result);
  if (action === null) return NONE;
  const offer = offerBy(SECRET_CHOICES[action], simulateRenewal, result, facts, person);
  return offer.kind === 'none' && result.id === 'registered-devices' ? closing(result, facts, person) : offer;
}

const NONE: Offer = { kind: 'none' };

/** Whoever is listed with a password that is no longer good: where SIP is open, it can be closed to them. */
function closing(result: Result, { parts }: Facts, person: Person): Offer {
  const { id: action, possible } = CHOICES['restrict-internet'];
  const planned = possible(parts, person);
  const isPossible = planned.accepted || planned.refusal.kind === 'undecided';
  return result.verdict === 'warn' && isPossible ? { kind: 'choose', action } : NONE;
}

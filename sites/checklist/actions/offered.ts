/**
 * What is offered for each item, of all actions; and what can be chosen for those that renew secrets, so that whoever takes
 * that shares one piece of code with what is offered.
 */
import type { Facts } from '../facts/types.ts';
import type { Report, Result } from '../report/types.ts';
import type { Person } from './action.ts';
import { SECRET_CHOICES } from './choices/secrets.ts';
import { renewerOf } from './fixes.ts';
import * as doors from './offered/doors.ts';
import { atHome, offerBy, type Offer } from './offered/offering.ts';
import { simulateRenewal } from './renewing/renewed.ts';

export { SECRET_CHOICES, type Offer };
export const { safeCount } = doors;

/** `person`: who asks; left out: somebody at a computer in the network of this PBX. */
export function offerOf(result: Result, facts: Facts, person: Person = atHome(facts.parts)): Offer {
  const action = renewerOf(result);
  return action === null
    ? doors.offerOf(result, facts, person)
    : offerBy(SECRET_CHOICES[action], simulateRenewal, result, facts, person);
}

/** The report with the actions that are offered, for what leaves the page. */
export function withOffers(report: Report, facts: Facts): Report {
  const person = atHome(facts.parts);
  return {
    ...report,
    results: report.results.map((result) => {
      const offer = offerOf(result, facts, person);
      return { ...result, action: offer.kind === 'fix' ? offer.action : null };
    }),
  };
}

/**
 * What is offered for each item, of all actions; and what can be chosen for those that renew secrets or limit programs, so that
 * whoever takes that shares one piece of code with what is offered.
 */
import type { Facts, Parts } from '../facts/types.ts';
import type { Report, Result } from '../report/types.ts';
import type { Person } from './action.ts';
import { SECRET_CHOICES } from './choices/secrets.ts';
import { renewerOf } from './fixes.ts';
import * as doors from './offered/doors.ts';
import { atHome, offerBy, type Offer } from './offered/offering.ts';
import { simulateLimits } from './limiting/limited.ts';
import { simulateRenewal } from './renewing/renewed.ts';
import type { Plan } from './types.ts';

export { SECRET_CHOICES, type Offer };
export const { safeCount } = doors;

/** `person`: who asks; left out: somebody at a computer in the network of this PBX. */
export function offerOf(result: Result, facts: Facts, person: Person = atHome(facts.parts)): Offer {
  const action = renewerOf(result);
  if (action === null) return doors.offerOf(result, facts, person);
  const offer = offerBy(SECRET_CHOICES[action], afterwards, result, facts, person);
  // Where no network can be given, a new secret helps all the same.
  if (action !== 'restrict-ami-ari' || offer.kind === 'fix') return offer;
  const other = offerBy(SECRET_CHOICES['rotate-ami-ari'], afterwards, result, facts, person);
  return other.kind === 'fix' ? other : offer;
}

const afterwards = (parts: Parts, plan: Plan): Parts =>
  plan.action === 'restrict-ami-ari' || plan.action === 'restrict-api-keys'
    ? simulateLimits(parts, plan)
    : simulateRenewal(parts, plan);

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

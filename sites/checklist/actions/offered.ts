/** What is offered for each item, of all actions. */
import type { Facts } from '../facts/types.ts';
import type { Report, Result } from '../report/types.ts';
import type { Person } from './action.ts';
import { limiterOf, moneyOf, renewerOf, routerOf } from './fixes.ts';
import * as doors from './offered/doors.ts';
import * as limits from './offered/limits.ts';
import * as money from './offered/money.ts';
import { atHome, type Offer } from './offered/offering.ts';
import * as renewals from './offered/renewals.ts';
import * as routes from './offered/routes.ts';

export type { Offer };
export const { safeCount } = doors;
export const { SECRET_CHOICES } = renewals;
export const { LIMIT_CHOICES } = limits;
export const { ROUTE_CHOICES } = routes;
export const { MONEY_CHOICES } = money;

/** `person`: who asks; left out: somebody at a computer in the network of this PBX. */
export function offerOf(result: Result, facts: Facts, person: Person = atHome(facts.parts)): Offer {
  if (routerOf(result) !== null) return routes.offerOf(result, facts, person);
  if (moneyOf(result) !== null) return money.offerOf(result, facts, person);
  const offer = limiterOf(result) === null ? null : limits.offerOf(result, facts, person);
  if (offer?.kind === 'fix') return offer;
  if (renewerOf(result) === null) return offer ?? doors.offerOf(result, facts, person);
  // Where no network can be given, a new secret helps all the same.
  const other = renewals.offerOf(result, facts, person);
  return offer === null || other.kind === 'fix' ? other : offer;
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

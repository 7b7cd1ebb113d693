/**
 * The rules of a brake over calls that were made, one after the other, as the dialplan would have kept them
 * (Lib/Brake/BrakeDialplan.php; a real Asterisk is held against this one, docs/brake.md).
 */
import { FREE, type Place } from './places.ts';
import { DAYS, SCOPES, type BrakeRules, type Hours, type Reason, type Scope } from './rules.ts';

/** One try over one route. Times are the PBX's own: `2026-11-14 02:10:00`. */
export interface Attempt {
  readonly at: string;
  readonly ended: string;
  readonly account: string;
  readonly route: string;
  readonly place: Place;
  /** Those of one call, which may be tried over one route after the other, have the same. */
  readonly call: number;
}

/** For each attempt, in order of their beginnings: why it is refused; null: it passes. */
export function simulate(rules: BrakeRules, attempts: readonly Attempt[]): readonly (Reason | null)[] {
  const counters = new Map<string, readonly [period: string, calls: number]>();
  const counted = (key: string, period: string): number => {
    const [of, calls] = counters.get(key) ?? ['', 0];
    return of === period ? calls : 0;
  };
  const refused = new Map<number, Reason>();
  const known = new Set<number>();
  let live: readonly Attempt[] = [];

  const judge = (attempt: Attempt): Reason | null => {
    const { at, account, place, call } = attempt;
    const before = refused.get(call);
    // It was hung up: no other route was tried.
    if (before !== undefined) return before;
    if (!rules.places.includes(place)) return 'place';
    if (rules.hours !== null && !rules.anytime.includes(account) && !isWithin(rules.hours, at)) return 'hours';
    live = live.filter((other) => other.ended > at && other.call !== call);
    for (const scope of SCOPES) {
      const { once } = rules.limits[scope];
      const key = groupOf(scope, attempt);
      if (once > 0 && live.filter((other) => groupOf(scope, other) === key).length >= once) return 'once';
    }
    const limits = SCOPES.flatMap((scope) =>
      (['hour', 'day'] as const)
        .filter((unit) => rules.limits[scope][unit] > 0 && (scope === 'route' || !known.has(call)))
        .map((unit) => ({
          unit,
          key: `${unit} ${scope} ${groupOf(scope, attempt)}`,
          period: at.slice(0, unit === 'hour' ? 13 : 10),
          most: rules.limits[scope][unit],
        })),
    );
    const full = limits.find(({ key, period, most }) => counted(key, period) >= most);
    if (full !== undefined) return full.unit;
    for (const { key, period } of limits) counters.set(key, [period, counted(key, period) + 1]);
    live = [...live, attempt];
    known.add(call);
    return null;
  };

  return attempts.map((attempt) => {
    if (attempt.place === FREE) return null;
    const reason = judge(attempt);
    if (reason !== null) refused.set(attempt.call, reason);
    return reason;
  });
}

export function groupOf(scope: Scope, { account, route }: Attempt): string {
  switch (scope) {
    case 'account':
      return account;
    case 'route':
      return route;
    case 'pbx':
      return 'all';
  }
}

/** Sunday first, as dates count them. */
const WEEK = [...DAYS.slice(-1), ...DAYS.slice(0, -1)];

export function isWithin({ days, from, to }: Hours, at: string): boolean {
  const day = WEEK[new Date(`${at.slice(0, 10)}T00:00:00Z`).getUTCDay()];
  const time = at.slice(11, 16);
  return day !== undefined && days.includes(day) && time >= from && time < to;
}

/**
 * What is offered for each item, and for all together: found out by playing a plan and judging again, which takes its time
 * with many rules. So it is done once for an item, after the page is shown, one item in one task.
 */
import { useEffect, useReducer } from 'preact/hooks';
import type { Person } from '../../../checklist/actions/action.ts';
import { limiterOf, moneyOf, ownerOf, renewerOf, routerOf } from '../../../checklist/actions/fixes.ts';
import type { Offer, offerOf, safeCount } from '../../../checklist/actions/offered.ts';
import type { Facts } from '../../../checklist/facts/types.ts';
import { isWrong } from '../../../checklist/report/order.ts';
import type { Result } from '../../../checklist/report/types.ts';

export interface Offers {
  /** What is known now; while a newer one is found out, the one before. Shows itself again when it is there. */
  useOffer(result: Result, facts: Facts | null, person: Person | null): Offer;
  /** How many actions can be played together without taking anything from anybody who is seen. */
  useSafe(facts: Facts | null, person: Person | null): number;
}

const NONE: Offer = { kind: 'none' };

export interface Judge {
  readonly offerOf: typeof offerOf;
  readonly safeCount: typeof safeCount;
}
/** More code than the rest of the page: that of the actions about who gets in, those that renew secrets, those that limit programs, those about money and routes. */
export type Code = 'doors' | 'renewals' | 'limits' | 'routes' | 'money' | 'all';
const LOADS: Readonly<Record<Code, () => Promise<Judge>>> = {
  doors: () => import('../../../checklist/actions/offered/doors.ts'),
  renewals: () => import('../../../checklist/actions/offered/renewals.ts'),
  limits: () => import('../../../checklist/actions/offered/limits.ts'),
  routes: () => import('../../../checklist/actions/offered/routes.ts'),
  money: () => import('../../../checklist/actions/offered/money.ts'),
  all: () => import('../../../checklist/actions/offered.ts'),
};
const loadJudge = (code: Code): Promise<Judge> => LOADS[code]();

/** Items that two of them are about need all. */
function codeFor(result: Result): Code {
  if (routerOf(result) !== null) return 'routes';
  if (moneyOf(result) !== null) return 'money';
  const isRenewed = renewerOf(result) !== null;
  if (limiterOf(result) !== null) return isRenewed ? 'all' : 'limits';
  return isRenewed ? 'renewals' : 'doors';
}

interface Known<T> {
  readonly of: readonly unknown[];
  readonly value: T;
}

export function createOffers(
  load: (code: Code) => Promise<Judge> = loadJudge,
  soon: (work: () => void) => void = whenIdle,
): Offers {
  const waiting = new Map<string, { readonly code: Code; readonly work: (judge: Judge) => void }>();
  const listeners = new Set<() => void>();
  let isDue = false;
  let loaded: Partial<Record<Code, Promise<Judge>>> = {};

  function next(judge: Judge): void {
    isDue = false;
    const [first] = waiting;
    if (first === undefined) return;
    waiting.delete(first[0]);
    first[1].work(judge);
    for (const listener of [...listeners]) listener();
    plan();
  }
  function plan(): void {
    const [first] = waiting.values();
    if (isDue || first === undefined) return;
    isDue = true;
    (loaded[first.code] ??= load(first.code)).then(
      (judge) => soon(() => next(judge)),
      () => {
        // Nothing is offered; asked again with the next reading.
        isDue = false;
        loaded = {};
      },
    );
  }
  /** What is known of `id` for `of`, found out when there is time; until then what was known before. */
  function useKnown<T>(
    known: Map<string, Known<T>>,
    id: string,
    code: Code,
    of: readonly unknown[],
    find: ((judge: Judge) => T) | null,
  ) {
    const [, again] = useReducer((count: number) => count + 1, 0);
    const isKnown = () => known.get(id)?.of.every((one, place) => one === of[place]) === true;
    useEffect(() => {
      const listener = () => again(undefined);
      listeners.add(listener);
      return () => void listeners.delete(listener);
    }, []);
    useEffect(() => {
      if (find === null || isKnown()) return;
      const work = (judge: Judge) => {
        if (!isKnown()) known.set(id, { of, value: find(judge) });
      };
      waiting.set(id, { code, work });
      plan();
    }, of);
    return known.get(id)?.value ?? null;
  }

  const offers = new Map<string, Known<Offer>>();
  const safe = new Map<string, Known<number>>();
  return {
    useOffer(result, facts, person) {
      const isOwned = ownerOf(result) !== null;
      const find =
        facts === null || !isOwned ? null : (judge: Judge) => judge.offerOf(result, facts, person ?? undefined);
      const offer = useKnown(offers, result.id, codeFor(result), [result, facts, person], find) ?? NONE;
      // The one before may be of a problem that is gone by now.
      return isOwned && (offer.kind === 'choose' || isWrong(result)) ? offer : NONE;
    },
    useSafe(facts, person) {
      const find = facts === null || person === null ? null : (judge: Judge) => judge.safeCount(facts, person);
      return useKnown(safe, 'fix-safe', 'doors', [facts, person], find) ?? 0;
    },
  };
}

/** At the latest, in ms. */
const LATEST = 500;

/** Safari knows no idle time. */
function whenIdle(work: () => void): void {
  if (typeof window.requestIdleCallback === 'function') window.requestIdleCallback(work, { timeout: LATEST });
  else setTimeout(work);
}

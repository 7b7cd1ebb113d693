/**
 * What is offered for each item: found out by playing a plan and judging again, which takes its time with many rules. So
 * it is done once for an item, after the page is shown, one item in one task.
 */
import { useEffect, useReducer } from 'preact/hooks';
import type { Person } from '../../../checklist/actions/action.ts';
import { ownerOf } from '../../../checklist/actions/fixes.ts';
import type { Offer, offerOf } from '../../../checklist/actions/offered.ts';
import type { Facts } from '../../../checklist/facts/types.ts';
import { isWrong } from '../../../checklist/report/order.ts';
import type { Result } from '../../../checklist/report/types.ts';

export interface Offers {
  /** What is known now; while a newer one is found out, the one before. Shows itself again when it is there. */
  useOffer(result: Result, facts: Facts | null, person: Person | null): Offer;
}

const NONE: Offer = { kind: 'none' };

type Judge = typeof offerOf;
/** All actions: more code than the rest of the page. */
const loadJudge = async (): Promise<Judge> => (await import('../../../checklist/actions/offered.ts')).offerOf;

interface Known {
  readonly of: readonly unknown[];
  readonly offer: Offer;
}

export function createOffers(
  load: () => Promise<Judge> = loadJudge,
  soon: (work: () => void) => void = whenIdle,
): Offers {
  const known = new Map<string, Known>();
  const waiting = new Map<string, (judge: Judge) => void>();
  const listeners = new Set<() => void>();
  let isDue = false;
  let loaded: Promise<Judge> | null = null;

  function next(judge: Judge): void {
    isDue = false;
    const [first] = waiting;
    if (first === undefined) return;
    waiting.delete(first[0]);
    first[1](judge);
    for (const listener of [...listeners]) listener();
    plan();
  }
  function plan(): void {
    if (isDue || waiting.size === 0) return;
    isDue = true;
    (loaded ??= load()).then(
      (judge) => soon(() => next(judge)),
      () => {
        // Nothing is offered; asked again with the next reading.
        isDue = false;
        loaded = null;
      },
    );
  }
  const isKnown = (id: string, of: readonly unknown[]) =>
    known.get(id)?.of.every((one, place) => one === of[place]) === true;

  return {
    useOffer(result, facts, person) {
      const [, again] = useReducer((count: number) => count + 1, 0);
      useEffect(() => {
        const listener = () => again(undefined);
        listeners.add(listener);
        return () => void listeners.delete(listener);
      }, []);
      useEffect(() => {
        const of = [result, facts, person];
        if (facts === null || ownerOf(result) === null || isKnown(result.id, of)) return;
        waiting.set(result.id, (judge) => {
          if (isKnown(result.id, of)) return;
          known.set(result.id, { of, offer: judge(result, facts, person ?? undefined) });
        });
        plan();
      }, [result, facts, person]);
      if (ownerOf(result) === null) return NONE;
      const offer = known.get(result.id)?.offer ?? NONE;
      // The one before may be of a problem that is gone by now.
      return offer.kind === 'choose' || isWrong(result) ? offer : NONE;
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

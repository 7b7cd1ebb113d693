/**
 * One plan of several, each made on the facts that those before it leave. What one of them changes at a rule that an earlier
 * one makes is said by placeholder: the PBX gives the rule its number only then.
 */
import type { Parts } from '../facts/types.ts';
import { reachOf } from '../reach/reach.ts';
import { madeFrom } from './action.ts';
import { reachInputOf } from './guard.ts';
import { changesBetween, reachLines } from './preview.ts';
import { play } from './simulate.ts';
import { TITLES } from './titles.ts';
import type { ActionId, Affected, Confirm, Plan, Step, Stop, Warning } from './types.ts';
import { undoOf } from './undo.ts';

/** `facts`: that the first of them was made on. */
export function together(facts: Parts, plans: readonly [Plan, ...Plan[]], action: ActionId): Plan {
  const [{ version, release, asker }] = plans;
  const steps = joined(facts, plans);
  const { facts: then, made } = play(facts, { steps });
  const [before, after] = [reachInputOf(facts), reachInputOf(then)];
  return {
    version,
    action,
    title: TITLES[action],
    release,
    ...madeFrom(facts, [...new Set(plans.flatMap(({ parts }) => parts))]),
    asker: { ...asker, networks: [...new Set(plans.flatMap(({ asker: { networks } }) => networks))] },
    steps,
    undo: undoOf(steps, release),
    changes: changesBetween(facts, then, made),
    reach: before === null || after === null ? [] : reachLines(reachOf(before), reachOf(after), facts, then),
    affected: affectedBy(plans),
    stops: once<Stop>(
      plans.flatMap(({ stops }) => stops),
      ({ id }) => id,
      (one, other) => ({ ...one, seen: one.seen || other.seen }),
    ),
    warnings: once<Warning>(
      plans.flatMap(({ warnings }) => warnings),
      (warning) => JSON.stringify(warning),
      (one) => one,
    ),
    confirm: confirmOf(plans),
  };
}

function joined(facts: Parts, plans: readonly Plan[]): readonly Step[] {
  const steps: Step[] = [];
  /** Placeholders of rules that are made, by the number that they have in the facts of the later plans. */
  const places = new Map<string, string>();
  let state = facts;
  for (const plan of plans) {
    const offset = steps.length;
    const shifted = (place: string) => place.replace(/^step(\d+)/, (_, step) => `step${Number(step) + offset}`);
    for (const step of plan.steps) {
      if (step.kind !== 'firewall.patch') {
        steps.push(step);
        continue;
      }
      const place = typeof step.id === 'number' ? places.get(String(step.id)) : shifted(step.id.$from);
      steps.push(place === undefined ? step : { ...step, id: { $from: place } });
    }
    const { facts: next, made } = play(state, plan);
    for (const [place, id] of made) places.set(id, shifted(place));
    state = next;
  }
  return steps;
}

function affectedBy(plans: readonly Plan[]): readonly Affected[] {
  return once(
    plans.flatMap(({ affected }) => affected),
    // The person is told by each plan what they keep: what the last one says holds.
    ({ kind, id, address, says }) => (kind === 'asker' ? kind : JSON.stringify([kind, id, address, says.key])),
    (one, other) => ({ ...other, services: [...new Set([...one.services, ...other.services])] }),
  );
}

/** The longest time to confirm, for the reason that matters most. */
function confirmOf(plans: readonly Plan[]): Confirm | null {
  const all = plans.flatMap(({ confirm }) => (confirm === null ? [] : [confirm]));
  const [first] = all;
  if (first === undefined) return null;
  const because = (['reach', 'login', 'bans'] as const).find((one) => all.some((confirm) => confirm.because === one));
  return { seconds: Math.max(...all.map(({ seconds }) => seconds)), because: because ?? first.because };
}

function once<T>(all: readonly T[], keyOf: (one: T) => string, both: (one: T, other: T) => T): T[] {
  const found = new Map<string, T>();
  for (const one of all) {
    const earlier = found.get(keyOf(one));
    found.set(keyOf(one), earlier === undefined ? one : both(earlier, one));
  }
  return [...found.values()];
}

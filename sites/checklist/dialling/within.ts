/** Whether all that some patterns take is taken by others: every number, as both machines read it digit by digit. */
import { DIALLED } from './pattern.ts';
import type { Automaton, State } from './automaton.ts';

/** More states together than any call plan has: then nothing is known. */
const MOST_STATES = 20_000;

/** A number that one of `these` takes and none of `those`; null: there is none. `undefined`: too many to tell. */
export function beyond(these: readonly Automaton[], those: readonly Automaton[]): string | null | undefined {
  const ids = new Map<State, number>();
  const idOf = (state: State): number => ids.get(state) ?? (ids.set(state, ids.size), ids.size - 1);
  const all = [...these, ...those];
  const start = all.map(({ start: state }) => state);
  const seen = new Set<string>();
  const open: { readonly states: readonly State[]; readonly number: string }[] = [{ states: start, number: '' }];
  for (let now = open.shift(); now !== undefined; now = open.shift()) {
    const { states, number } = now;
    const inner = states.slice(0, these.length);
    const outer = states.slice(these.length);
    // What is always or never taken by a machine stays so, and has one state in all machines.
    if (inner.every(({ never }) => never) || outer.some(({ always }) => always)) continue;
    if (number !== '' && inner.some(({ accepts }) => accepts) && !outer.some(({ accepts }) => accepts)) return number;
    for (let slot = 0; slot < DIALLED.length; slot++) {
      const next = all.flatMap((automaton, at) => {
        const state = states[at];
        return state === undefined ? [] : [automaton.step(state, slot)];
      });
      const key = next.map(idOf).join();
      if (seen.has(key)) continue;
      if (seen.size > MOST_STATES) return undefined;
      seen.add(key);
      open.push({ states: next, number: number + DIALLED.charAt(slot) });
    }
  }
  return null;
}

/** What is decided about everybody outside: by a person, else as it is suggested. */
import type { Parts } from '../facts/types.ts';
import type { Asker } from './action.ts';
import { suggestionsFor, type Decision, type Outsider } from './outsiders.ts';
import { outsidersFor, type RestrictInternetOptions } from './restrict-internet.ts';

export interface Decided extends Outsider {
  readonly decision: Decision;
  readonly suggested: Decision;
}

/** `options.decisions`: what the person chose so far. */
export function decidedFor(parts: Parts, options: RestrictInternetOptions, asker: Asker): readonly Decided[] {
  const suggest = suggestionsFor(parts);
  return outsidersFor(parts, options, asker).map((outsider) => {
    const suggested = suggest(outsider.place);
    return { ...outsider, suggested, decision: options.decisions[outsider.place.network] ?? suggested };
  });
}

export const asDecisions = (decided: readonly Decided[]): Readonly<Record<string, Decision>> =>
  Object.fromEntries(decided.map(({ place, decision }) => [place.network, decision]));

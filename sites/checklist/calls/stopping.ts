/** Of the calls of a period, those to numbers that no route would take any more: by where they went, and by account. */
import { Automaton } from '../dialling/automaton.ts';
import { readPattern } from '../dialling/pattern.ts';
import { isLive } from '../dialling/tester.ts';
import type { OutboundRoute } from '../facts/types.ts';
import type { Called, ReadNumber } from './numbers.ts';
import type { CallSums, NumberCalls } from './sums.ts';

export interface CallsOfPlace {
  readonly called: Called;
  readonly calls: number;
  readonly last: string;
  /** Most calls first. */
  readonly accounts: readonly (readonly [account: string, calls: number])[];
  /** Most calls first; `?` for digits that are not told. */
  readonly numbers: readonly string[];
}
export interface Stopping {
  /** Most calls first. */
  readonly stops: readonly CallsOfPlace[];
  /** Where calls abroad went, whether or not they stop. */
  readonly abroad: readonly CallsOfPlace[];
}

const FILLED = '23456789234567892345';

export function stoppingCalls(
  { numbers }: Pick<CallSums, 'numbers'>,
  before: readonly OutboundRoute[],
  after: readonly OutboundRoute[],
  read: ReadNumber,
): Stopping {
  const [were, are] = [machines(before), machines(after)];
  const called = numbers.filter(({ calls }) => calls > 0);
  const stopping = called.filter(({ number }) => {
    const dialled = number.replace(/^\+/, '').replace(/\?+$/, (open) => FILLED.slice(0, open.length));
    return takes(were, dialled) && !takes(are, dialled);
  });
  const kindOf = ({ number, provider }: NumberCalls) => read(number, provider);
  return {
    stops: byPlace(stopping, kindOf),
    abroad: byPlace(called, kindOf).filter((place) => place.called.kind === 'abroad'),
  };
}

const machines = (routes: readonly OutboundRoute[]): readonly Automaton[] =>
  routes.filter(isLive).flatMap(({ pattern, rest }) => {
    const read = readPattern(pattern, rest);
    return read.ok ? [new Automaton(read.pattern)] : [];
  });
const takes = (all: readonly Automaton[], dialled: string): boolean =>
  /^[0-9*#]+$/.test(dialled) && all.some((one) => one.matches(dialled));

function byPlace(numbers: readonly NumberCalls[], kindOf: (number: NumberCalls) => Called): readonly CallsOfPlace[] {
  const places = new Map<string, { readonly called: Called; readonly of: NumberCalls[] }>();
  for (const number of numbers) {
    const called = kindOf(number);
    const key = `${called.kind} ${called.country ?? ''}`;
    const place = places.get(key);
    if (place === undefined) places.set(key, { called, of: [number] });
    else place.of.push(number);
  }
  return [...places.values()]
    .map(({ called, of }): CallsOfPlace => {
      const sum = (keyOf: (one: NumberCalls) => string) => {
        const sums = new Map<string, number>();
        for (const one of of) sums.set(keyOf(one), (sums.get(keyOf(one)) ?? 0) + one.calls);
        return [...sums].sort((one, other) => other[1] - one[1]);
      };
      return {
        called,
        calls: of.reduce((all, { calls }) => all + calls, 0),
        last: of.reduce((last, one) => (one.last > last ? one.last : last), ''),
        accounts: sum(({ account }) => account),
        numbers: sum(({ number }) => number).map(([number]) => number),
      };
    })
    .sort((one, other) => other.calls - one.calls);
}

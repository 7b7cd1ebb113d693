/** Sums of calls as Lib/Calls makes them of Core's records. */
import type { AccountCalls, CallSums, EachCall, HourOfCalls, NumberCalls } from '../../checklist/calls/sums.ts';

/** A call that went out. */
export interface Leg {
  readonly account: string;
  readonly provider: string;
  readonly number: string;
  /** `2026-11-14 02:10:00`, time of the PBX. */
  readonly start: string;
  readonly seconds: number;
}
export interface CallsAsked {
  readonly from: string;
  readonly to: string;
  readonly before: number;
  readonly dusk: number;
  readonly dawn: number;
  readonly plain: readonly { readonly provider: string; readonly ranges: readonly string[] }[];
  readonly each: boolean;
}

const DAY = 86_400_000;
const utc = (time: string): number => Date.parse(`${time.replace(' ', 'T')}Z`);
const hourOf = (time: string): string => time.slice(0, 13);
const textOf = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

export function sumCalls(legs: readonly Leg[], asked: CallsAsked): CallSums {
  const earliest = textOf(utc(asked.from) - asked.before * DAY);
  const all = legs.filter(({ start }) => start >= earliest && start < asked.to);
  const isPlain = plainOf(asked);
  const told = all.filter((leg) => !isPlain(leg));
  const isInside = ({ start }: Leg) => start >= asked.from;
  const before = all.filter((leg) => !isInside(leg)).map(({ start }) => start);
  const keyOf = ({ account, provider, number }: Pick<Leg, 'account' | 'provider' | 'number'>) =>
    JSON.stringify([account, provider, number]);
  const numbers = [...grouped(told, keyOf).values()]
    .map((own) => numberOf(own, asked.from))
    .sort((one, other) => other.seconds - one.seconds || other.calls - one.calls || other.before - one.before);
  const places = new Map(numbers.map((number, place) => [keyOf(number), place]));
  const each = told
    .filter(isInside)
    .sort((one, other) => one.start.localeCompare(other.start))
    .map((leg): EachCall => [places.get(keyOf(leg)) ?? 0, leg.start, Math.max(1, leg.seconds)]);
  return {
    from: asked.from,
    to: asked.to,
    before: asked.before,
    night: [asked.dusk, asked.dawn],
    since: before.sort()[0] ?? null,
    whole: true,
    accounts: [...grouped(all, ({ account }) => account)]
      .map(([account, own]) => accountOf(account, own, asked, isPlain))
      .sort((one, other) => other.calls - one.calls),
    plain: byHour(all.filter((leg) => isInside(leg) && isPlain(leg))),
    numbers,
    ...(asked.each ? { each } : {}),
  };
}

function plainOf({ plain }: CallsAsked): (leg: Leg) => boolean {
  const ranges = new Map(
    plain.map(({ provider, ranges: texts }) => [
      provider,
      texts.map((text) => {
        const [low = '', high = '', length = ''] = text.split(/[-/]/);
        return { low: low.padEnd(Number(length), '0'), high: high.padEnd(Number(length), '9') };
      }),
    ]),
  );
  return ({ provider, number }) =>
    /^\d+$/.test(number) &&
    (ranges.get(provider) ?? []).some(
      ({ low, high }) => low.length === number.length && low <= number && number <= high,
    );
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}
const byHour = (legs: readonly Leg[]): HourOfCalls[] =>
  [...grouped(legs, ({ start }) => hourOf(start))]
    .map(([hour, own]): HourOfCalls => [hour, own.length])
    .sort(([one], [other]) => one.localeCompare(other));
const mostOf = (hours: readonly HourOfCalls[]): number => Math.max(0, ...hours.map(([, calls]) => calls));
const secondsOf = (legs: readonly Leg[]): number => legs.reduce((sum, { seconds }) => sum + seconds, 0);

function accountOf(
  account: string,
  legs: readonly Leg[],
  { from, dusk, dawn }: CallsAsked,
  isPlain: (leg: Leg) => boolean,
): AccountCalls {
  const inside = legs.filter(({ start }) => start >= from);
  const before = legs.filter(({ start }) => start < from);
  const isNight = ({ start }: Leg) => Number(start.slice(11, 13)) >= dusk || Number(start.slice(11, 13)) < dawn;
  const hours = byHour(inside);
  const [busiestAt = '', busiest = 0] = hours.find(([, calls]) => calls === mostOf(hours)) ?? [];
  const [atOnce, atOnceAt] = atOnceOf(inside.filter((leg) => !isPlain(leg)));
  return {
    account,
    calls: inside.length,
    answered: inside.filter(({ seconds }) => seconds > 0).length,
    seconds: secondsOf(inside),
    busiest,
    busiestAt,
    atOnce,
    atOnceAt,
    callsBefore: before.length,
    busiestBefore: mostOf(byHour(before)),
    othersBefore: mostOf(byHour(before.filter((leg) => !isPlain(leg)))),
    nightsBefore: new Set(before.filter(isNight).map(({ start }) => start.slice(0, 10))).size,
    atOnceBefore: atOnceOf(before.filter((leg) => !isPlain(leg)))[0],
  };
}

function atOnceOf(legs: readonly Leg[]): readonly [number, string] {
  const steps = legs
    .flatMap(({ start, seconds }) => [
      { at: utc(start), step: 1, start },
      { at: utc(start) + Math.max(1, seconds) * 1000, step: -1, start: '' },
    ])
    .sort((one, other) => one.at - other.at || one.step - other.step);
  let running = 0;
  let most = 0;
  let at = '';
  for (const { step, start } of steps) {
    running += step;
    if (running >= most && step > 0) [most, at] = [running, start];
  }
  return [most, at];
}

function numberOf(legs: readonly Leg[], from: string): NumberCalls {
  const [first] = legs;
  const inside = legs.filter(({ start }) => start >= from);
  const starts = inside.map(({ start }) => start).sort();
  return {
    account: first?.account ?? '',
    provider: first?.provider ?? '',
    number: first?.number ?? '',
    whole: true,
    calls: inside.length,
    answered: inside.filter(({ seconds }) => seconds > 0).length,
    seconds: secondsOf(inside),
    longest: Math.max(0, ...inside.map(({ seconds }) => seconds)),
    first: starts[0] ?? '',
    last: starts.at(-1) ?? '',
    before: legs.length - inside.length,
    hours: byHour(inside),
  };
}

/** The calls of the last weeks, ready for `simulate`: what a brake would have stopped, and what is usual here. */
import { Automaton } from '../dialling/automaton.ts';
import { readPattern } from '../dialling/pattern.ts';
import type { CallSums } from '../calls/sums.ts';
import type { OutboundRoute } from '../facts/types.ts';
import { FREE, type Place, type PlaceOf } from './places.ts';
import type { BrakeRules, Hours, Limit, Reason, Scope } from './rules.ts';
import { groupOf, isWithin, simulate, type Attempt } from './simulate.ts';

/** Attempts abroad and to dear numbers, oldest first. */
export interface Past {
  readonly attempts: readonly Attempt[];
  readonly days: number;
  /** Nothing was left out. */
  readonly isWhole: boolean;
}

/** A second route is tried within so many seconds. */
const AT_ONCE_AFTER = 5;
/** More of them are not read (Lib/Calls/Summing.php). */
const MOST_CALLS = 20_000;

interface Way {
  readonly id: string;
  readonly provider: string;
  readonly automaton: Automaton;
  readonly trim: number;
  readonly prepend: string;
}

export function pastOf(sums: CallSums, routes: readonly OutboundRoute[], placeOf: PlaceOf): Past {
  const ways = routes.flatMap(({ id, providerId, pattern, rest, trim, prepend }): Way[] => {
    const read = readPattern(pattern, rest);
    if (!read.ok) return [];
    const put = prepend.replace(/[^0-9*#+]/g, '');
    const cut = Math.max(0, Math.trunc(trim) || 0);
    return [{ id, provider: providerId, automaton: new Automaton(read.pattern), trim: cut, prepend: put }];
  });
  const known = sums.numbers.map(({ number, provider }) => {
    const dialled = number.replace(/^\+/, '');
    const way = ways.find((each) => each.provider === provider && each.automaton.matches(dialled));
    return { route: way?.id ?? '', place: placeOf(way?.prepend ?? '', dialled.slice(way?.trim ?? 0)) };
  });
  const last = new Map<string, Attempt & { readonly provider: string }>();
  const attempts: Attempt[] = [];
  for (const [at, start, seconds] of sums.each ?? []) {
    const [number, way] = [sums.numbers[at], known[at]];
    if (number === undefined || way === undefined || way.place === FREE) continue;
    const key = `${number.account} ${number.number}`;
    const before = last.get(key);
    const isAgain =
      before !== undefined && before.provider !== number.provider && start <= later(before.ended, AT_ONCE_AFTER);
    const call = isAgain ? before.call : attempts.length;
    const ended = later(start, seconds);
    const attempt = { at: start, ended, account: number.account, route: way.route, place: way.place, call };
    attempts.push(attempt);
    last.set(key, { ...attempt, provider: number.provider });
  }
  const days = Math.round((utc(sums.to) - utc(sums.from)) / 86_400_000);
  return { attempts, days, isWhole: sums.whole && (sums.each?.length ?? 0) < MOST_CALLS };
}

const utc = (time: string): number => Date.parse(`${time.replace(' ', 'T')}Z`);
const later = (time: string, seconds: number): string =>
  new Date(utc(time) + seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');

export interface Stopped {
  readonly calls: number;
  /** Of so many. */
  readonly of: number;
  readonly reasons: readonly (readonly [Reason, number])[];
  /** The most first. */
  readonly accounts: readonly (readonly [string, number])[];
  readonly places: readonly (readonly [Place, number])[];
}

export function stoppedOf(rules: BrakeRules, { attempts }: Past): Stopped {
  const found = simulate(rules, attempts);
  const refused = new Map<number, { readonly attempt: Attempt; readonly reason: Reason }>();
  attempts.forEach((attempt, place) => {
    const reason = found[place] ?? null;
    if (reason !== null && !refused.has(attempt.call)) refused.set(attempt.call, { attempt, reason });
  });
  const all = [...refused.values()];
  return {
    calls: all.length,
    of: new Set(attempts.map(({ call }) => call)).size,
    reasons: countsOf(all.map(({ reason }) => reason)),
    accounts: countsOf(all.map(({ attempt }) => attempt.account)),
    places: countsOf(all.map(({ attempt }) => attempt.place)),
  };
}

function countsOf<T>(all: readonly T[]): readonly (readonly [T, number])[] {
  const counts = new Map<T, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}

/** Nothing is suggested that is less than this, or than twice what is usual. */
const LEAST: Readonly<Record<Scope, Limit>> = {
  account: { once: 2, hour: 10, day: 30 },
  route: { once: 4, hour: 30, day: 100 },
  pbx: { once: 5, hour: 40, day: 150 },
};
const TIMES = 2;
const MOST = 10_000;
/** What nine of ten hours or days with such calls do not exceed is usual: a break-in among them is not. */
const USUAL = 0.9;
/** On so many days somebody called there, or outside of these hours: they do so. */
const USUAL_DAYS = 3;
const WAKING: Hours = { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '06:00', to: '22:00' };

/** `allowed`: countries that somebody said may be called. null: the calls were not read. */
export function suggestedRules(past: Past | null, allowed: readonly Place[]): BrakeRules {
  const attempts = past?.attempts ?? [];
  const limit = (scope: Scope): Limit => {
    const usual = usualOf(attempts, scope);
    const twice = (unit: keyof Limit) => Math.min(MOST, Math.max(LEAST[scope][unit], TIMES * usual[unit]));
    return { once: twice('once'), hour: twice('hour'), day: twice('day') };
  };
  const onDays = (all: readonly Attempt[], nameOf: (one: Attempt) => string) =>
    countsOf([...new Set(all.map((one) => `${nameOf(one)} ${one.at.slice(0, 10)}`))].map(firstWord))
      .filter(([, days]) => days >= USUAL_DAYS)
      .map(([name]) => name);
  const nights = attempts.filter(({ at }) => !isWithin(WAKING, at));
  return {
    limits: { account: limit('account'), route: limit('route'), pbx: limit('pbx') },
    hours: WAKING,
    anytime: onDays(nights, ({ account }) => account).filter(isAccount),
    places: [...new Set([...allowed, ...onDays(attempts, ({ place }) => place)])].sort(),
  };
}
const firstWord = (text: string): string => text.slice(0, text.indexOf(' '));
export const isAccount = (text: string): boolean => /^[0-9A-Za-z_-]{1,64}$/.test(text);

function usualOf(attempts: readonly Attempt[], scope: Scope): Limit {
  const perPeriod = (digits: number) =>
    countsOf(attempts.map((each) => `${groupOf(scope, each)} ${each.at.slice(0, digits)}`)).map(([, count]) => count);
  return {
    once: usual(atOncePerDay(attempts, scope)),
    hour: usual(perPeriod(13)),
    day: usual(perPeriod(10)),
  };
}

function usual(counts: readonly number[]): number {
  const sorted = [...counts].sort((one, other) => one - other);
  return sorted[Math.ceil(USUAL * sorted.length) - 1] ?? 0;
}

function atOncePerDay(attempts: readonly Attempt[], scope: Scope): readonly number[] {
  const steps = attempts
    .flatMap((each) => {
      const group = groupOf(scope, each);
      return [
        { group, at: each.at, step: 1 },
        { group, at: each.ended, step: -1 },
      ];
    })
    .sort((one, other) => one.at.localeCompare(other.at) || one.step - other.step);
  const running = new Map<string, number>();
  const most = new Map<string, number>();
  for (const { group, at, step } of steps) {
    const now = (running.get(group) ?? 0) + step;
    running.set(group, now);
    const day = `${group} ${at.slice(0, 10)}`;
    if (step > 0) most.set(day, Math.max(most.get(day) ?? 0, now));
  }
  return [...most.values()];
}

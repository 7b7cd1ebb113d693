/**
 * What there is to see in the calls of a period. It tells facts, each with what was before; a call is marked only where the
 * time before shows that it is unlike what this PBX does: nobody is accused of a new customer, a night shift or a holiday.
 */
import { say, type Message } from '../message.ts';
import type { Called, ReadNumber } from './numbers.ts';
import type { AccountCalls, CallSums, HourOfCalls, NumberCalls } from './sums.ts';

export interface CallsScene {
  readonly read: ReadNumber;
  /** Countries that may be called. */
  readonly allowed: ReadonlySet<string>;
  readonly providers: ReadonlySet<string>;
}

/** A number that is told, with what it is. */
export interface JudgedNumber extends NumberCalls {
  readonly called: Called;
  /** Nobody here called it in the time before. */
  readonly isNew: boolean;
  /** In hours of the night. */
  readonly atNight: number;
  readonly isMarked: boolean;
  readonly weight: number;
}
export interface JudgedAccount {
  readonly calls: AccountCalls;
  readonly isProvider: boolean;
  readonly says: readonly Message[];
  /** Of the period, costliest first. */
  readonly numbers: readonly JudgedNumber[];
  readonly weight: number;
}
export interface Amount {
  readonly calls: number;
  readonly seconds: number;
}
export interface HourShown {
  readonly hour: string;
  readonly abroad: number;
  readonly premium: number;
  readonly other: number;
}
export interface JudgedCalls {
  readonly all: Amount;
  readonly abroad: Amount;
  readonly premium: Amount;
  /** Calls that something was said about. */
  readonly marked: Amount;
  /** There were calls before to compare with. */
  readonly hasBefore: boolean;
  /** Those that something is said about first, then the costliest. */
  readonly accounts: readonly JudgedAccount[];
  /** Hours with calls. */
  readonly hours: readonly HourShown[];
}

/** So many days of calls before are something to compare with. */
const ENOUGH_DAYS = 14;
/** Nights with calls before: somebody works then. */
const WORKS_AT_NIGHT = 3;
const FEW = 3;
const MANY_NUMBERS = 5;
const MANY_IN_AN_HOUR = 6;
const BURST = 12;
const BURST_OF_ALL = 90;
const AT_ONCE = 4;
const TIMES = 3;
const HOUR = 3600;
const LONG_CALL = 2 * HOUR;
const LONG_IN_ALL = 6 * HOUR;
/** Nobody knows the prices; a minute abroad or at a premium rate costs about so many times one at home. */
const WEIGHT = { home: 1, emergency: 0, short: 1, unknown: 4, abroad: 10, premium: 20 } as const;

const DAY = 86_400_000;
const ms = (time: string): number => Date.parse(`${time.slice(0, 10)}T00:00:00Z`);

export function judgeCalls(sums: CallSums, scene: CallsScene): JudgedCalls {
  const dialledBefore = new Set(sums.numbers.filter(({ before }) => before > 0).map(({ number }) => number));
  const isNight = nightOf(sums.night);
  const numbers = sums.numbers.map((each): JudgedNumber => {
    const called = scene.read(each.number, each.provider);
    const atNight = each.hours.reduce((sum, [hour, calls]) => (isNight(hour) ? sum + calls : sum), 0);
    const weight = (WEIGHT[called.kind] * each.seconds) / 60;
    return { ...each, called, isNew: !dialledBefore.has(each.number), atNight, isMarked: false, weight };
  });
  const hasBefore = sums.since !== null && ms(sums.from) - ms(sums.since) >= ENOUGH_DAYS * DAY;
  const places = placesBefore(numbers);
  const byAccount = groupsBy(numbers, ({ account }) => account);
  const accounts = sums.accounts
    .filter(({ calls }) => calls > 0)
    .map((calls) =>
      judgeAccount({ calls, numbers: byAccount.get(calls.account) ?? [], sums, scene, hasBefore, places }),
    )
    .sort((one, other) => Number(other.says.length > 0) - Number(one.says.length > 0) || other.weight - one.weight);
  const shown = accounts.flatMap((account) => account.numbers);
  const all = sums.accounts.reduce(
    (sum, { calls, seconds }) => ({ calls: sum.calls + calls, seconds: sum.seconds + seconds }),
    NOTHING,
  );
  return {
    all,
    abroad: amountOf(shown.filter(({ called }) => called.kind === 'abroad')),
    premium: amountOf(shown.filter(({ called }) => called.kind === 'premium')),
    marked: amountOf(shown.filter(({ isMarked }) => isMarked)),
    hasBefore,
    accounts,
    hours: hoursOf(sums, shown),
  };
}

function groupsBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

const NOTHING: Amount = { calls: 0, seconds: 0 };
const amountOf = (numbers: readonly NumberCalls[]): Amount =>
  numbers.reduce((sum, { calls, seconds }) => ({ calls: sum.calls + calls, seconds: sum.seconds + seconds }), NOTHING);

function nightOf([dusk = 22, dawn = 6]: readonly number[]): (hour: string) => boolean {
  return (hour) => {
    const clock = Number(hour.slice(11, 13));
    return dusk > dawn ? clock >= dusk || clock < dawn : clock >= dusk && clock < dawn;
  };
}

/** Where money goes: a country, or dear numbers of one. */
const placeOf = ({ called }: JudgedNumber): string | null =>
  called.kind === 'abroad' || called.kind === 'premium' ? `${called.kind} ${called.country ?? ''}` : null;

const placesBefore = (numbers: readonly JudgedNumber[]): ReadonlySet<string> =>
  new Set(numbers.flatMap((number) => (number.before > 0 ? (placeOf(number) ?? []) : [])));

interface Judging {
  readonly calls: AccountCalls;
  readonly numbers: readonly JudgedNumber[];
  readonly sums: CallSums;
  readonly scene: CallsScene;
  readonly hasBefore: boolean;
  readonly places: ReadonlySet<string>;
}

function judgeAccount(judging: Judging): JudgedAccount {
  const { calls, scene, places, hasBefore } = judging;
  const numbers = judging.numbers.filter((number) => number.calls > 0);
  const dear = numbers.filter((number) => placeOf(number) !== null);
  const isProvider = scene.providers.has(calls.account);
  const found = [...groupsBy(dear, (number) => placeOf(number) ?? '').values()].flatMap(
    (group) => aboutPlace(group, judging) ?? [],
  );
  const busy = aboutBursts(dear, judging);
  const says = [...found.map((each) => each.says), ...busy];
  const isOdd = says.length > 0;
  const marked = new Set(found.flatMap((each) => each.numbers));
  // Once something is unlike before, so are its first tries.
  for (const number of isOdd ? dear : []) {
    const isNewPlace = !places.has(placeOf(number) ?? '') && isForeign(number, scene);
    if (number.isNew && (busy.length > 0 || isNewPlace) && hasBefore) marked.add(number);
  }
  const judged = numbers
    .map((number) => ({ ...number, isMarked: marked.has(number) }))
    .sort((one, other) => other.weight - one.weight || other.calls - one.calls);
  const plain = calls.seconds - amountOf(numbers).seconds;
  const weight = judged.reduce((sum, number) => sum + number.weight, Math.max(0, plain) / 60);
  return { calls, isProvider, says, numbers: judged, weight };
}

/** Not a country that somebody said may be called. */
const isForeign = ({ called }: JudgedNumber, { allowed }: CallsScene): boolean =>
  called.country !== null ? called.kind === 'premium' || !allowed.has(called.country) : true;

interface Found {
  readonly says: Message;
  readonly numbers: readonly JudgedNumber[];
}

function aboutPlace(group: readonly JudgedNumber[], { calls, sums, scene, hasBefore, places }: Judging): Found | null {
  const [first] = group;
  if (first === undefined) return null;
  const fresh = group.filter(({ isNew }) => isNew);
  const at = group.length === fresh.length ? group : fresh;
  const { calls: count, seconds } = amountOf(at);
  const atNight = at.reduce((sum, number) => sum + number.atNight, 0);
  const isNewPlace = hasBefore && !places.has(placeOf(first) ?? '') && isForeign(first, scene);
  const perHour = mostInAnHour(at);
  const isUnlike =
    at.length >= MANY_NUMBERS ||
    perHour >= MANY_IN_AN_HOUR ||
    seconds >= LONG_IN_ALL ||
    at.some(({ longest }) => longest >= LONG_CALL) ||
    (first.called.kind === 'premium' && first.called.country !== null && count >= FEW && perHour >= FEW);
  const isNightly = atNight >= FEW && calls.nightsBefore < WORKS_AT_NIGHT;
  const isThrough = scene.providers.has(calls.account) && count >= FEW && !group.some(({ before }) => before > 0);
  if (count === 0 || !((isNewPlace && (isUnlike || isNightly)) || (isNightly && hasBefore) || (isThrough && hasBefore)))
    return null;
  const params = { calls: count, from: firstOf(at), to: lastOf(at), night: atNight, days: sums.before };
  const where = placeWord(first.called);
  return {
    numbers: at,
    says: isNewPlace
      ? say('calls.found.new', { ...params, where })
      : say('calls.found.numbers', { ...params, where, numbers: at.length }),
  };
}

/** More in an hour, or at a time, than ever before. */
function aboutBursts(dear: readonly JudgedNumber[], { calls, hasBefore }: Judging): readonly Message[] {
  if (!hasBefore) return [];
  const most = mostInAnHour(dear);
  const isBurst = most >= BURST && most > TIMES * calls.othersBefore;
  const hour = calls.atOnceAt.slice(0, 13);
  const isDear = callsIn(dear, hour) >= Math.min(AT_ONCE, calls.atOnce);
  const isAtOnce = calls.atOnce >= AT_ONCE && calls.atOnce > TIMES * calls.atOnceBefore && isDear;
  const isBusy = calls.busiest >= BURST_OF_ALL && calls.busiest > TIMES * calls.busiestBefore;
  return [
    ...(isBurst ? [say('calls.found.burst', { calls: most, at: busiestHour(dear), before: calls.othersBefore })] : []),
    ...(isAtOnce
      ? [
          say('calls.found.at-once', {
            calls: calls.atOnce,
            at: calls.atOnceAt.slice(0, 16),
            before: calls.atOnceBefore,
          }),
        ]
      : []),
    ...(isBusy && !isBurst
      ? [say('calls.found.busy', { calls: calls.busiest, at: `${calls.busiestAt}:00`, before: calls.busiestBefore })]
      : []),
  ];
}

const perHour = (numbers: readonly JudgedNumber[]): ReadonlyMap<string, number> =>
  sumByHour(numbers.flatMap(({ hours }) => hours));

function sumByHour(hours: readonly HourOfCalls[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [hour, calls] of hours) sums.set(hour, (sums.get(hour) ?? 0) + calls);
  return sums;
}
const mostInAnHour = (numbers: readonly JudgedNumber[]): number => Math.max(0, ...perHour(numbers).values());
const callsIn = (numbers: readonly JudgedNumber[], hour: string): number => perHour(numbers).get(hour) ?? 0;
function busiestHour(numbers: readonly JudgedNumber[]): string {
  const [first] = [...perHour(numbers)].sort((one, other) => other[1] - one[1]);
  return `${first?.[0] ?? ''}:00`;
}

const minute = (time: string): string => time.slice(0, 16);
const firstOf = (numbers: readonly JudgedNumber[]): string => minute(numbers.map(({ first }) => first).sort()[0] ?? '');
const lastOf = (numbers: readonly JudgedNumber[]): string =>
  minute(
    numbers
      .map(({ last }) => last)
      .sort()
      .at(-1) ?? '',
  );

/** To where. */
export function placeWord(called: Called): Message {
  switch (called.kind) {
    case 'abroad':
      return called.country.startsWith('+')
        ? say('calls.kind.network', { code: called.country })
        : say('dialling.country', { code: called.country });
    case 'premium':
      return called.country === null
        ? say('calls.kind.premium')
        : say('calls.kind.premium.of', { country: say('dialling.country', { code: called.country }) });
    case 'home':
    case 'emergency':
    case 'short':
    case 'unknown':
      return say(`calls.kind.${called.kind}`);
  }
}

function hoursOf(sums: CallSums, numbers: readonly JudgedNumber[]): readonly HourShown[] {
  const of = (kind: Called['kind']) => perHour(numbers.filter(({ called }) => called.kind === kind));
  const abroad = of('abroad');
  const premium = of('premium');
  const other = sumByHour([
    ...sums.plain,
    ...numbers.filter((number) => placeOf(number) === null).flatMap(({ hours }) => hours),
  ]);
  return [...new Set([...abroad.keys(), ...premium.keys(), ...other.keys()])].sort().map((hour) => ({
    hour,
    abroad: abroad.get(hour) ?? 0,
    premium: premium.get(hour) ?? 0,
    other: other.get(hour) ?? 0,
  }));
}

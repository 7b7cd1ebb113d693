/** Sums of the calls of a period, as the module reads them (docs/calls.md). Times are the PBX's own: `2026-11-14 02:10:00`. */

/** An hour, `2026-11-14 02`, and how many calls began in it. */
export type HourOfCalls = readonly [hour: string, calls: number];

export interface AccountCalls {
  /** Who dialled: an account, a number where Core names none, or a provider whose call went out again. */
  readonly account: string;
  readonly calls: number;
  readonly answered: number;
  readonly seconds: number;
  /** Most calls in an hour. */
  readonly busiest: number;
  readonly busiestAt: string;
  /** Most at a time, of calls to numbers that are told. */
  readonly atOnce: number;
  readonly atOnceAt: string;
  readonly callsBefore: number;
  readonly busiestBefore: number;
  /** Most in an hour, of calls to numbers that are told. */
  readonly othersBefore: number;
  readonly nightsBefore: number;
  readonly atOnceBefore: number;
}

export interface NumberCalls {
  readonly account: string;
  readonly provider: string;
  /** As it was dialled. */
  readonly number: string;
  /** false: several that begin alike; `?` stands for digits that are not told. */
  readonly whole: boolean;
  readonly calls: number;
  readonly answered: number;
  readonly seconds: number;
  readonly longest: number;
  /** '': not in the period. */
  readonly first: string;
  readonly last: string;
  /** Calls in the time before. */
  readonly before: number;
  readonly hours: readonly HourOfCalls[];
}

/** By the place of its number in `numbers`; how long the line was taken. */
export type EachCall = readonly [number: number, at: string, seconds: number];

export interface CallSums {
  readonly from: string;
  readonly to: string;
  /** Days. */
  readonly before: number;
  /** Hours: the first one, and the one behind the last. */
  readonly night: readonly number[];
  /** Earliest call of the time before; null: none. */
  readonly since: string | null;
  /** Nothing was left out. */
  readonly whole: boolean;
  readonly accounts: readonly AccountCalls[];
  /** To numbers that are not told. */
  readonly plain: readonly HourOfCalls[];
  readonly numbers: readonly NumberCalls[];
  /** The latest 20,000 to numbers that are told, oldest first; only where they were asked for. */
  readonly each?: readonly EachCall[];
}

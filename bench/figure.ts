import { existsSync, readFileSync } from 'node:fs';

/** One measured ratio and what it may be at most. */
export interface Figure {
  readonly name: string;
  readonly ratio: number;
  readonly limit: number;
  /** Medians in ms and sizes, for reading; they mean nothing on another machine. */
  readonly details: Readonly<Record<string, number>>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}

/** Wall time of one call in ms. */
export function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const SCHEDULE = '/proc/thread-self/schedstat';

/** Processor time of this thread so far, in ms, without what the engine compiles on others; of all of them where only that is told. */
export function ownTime(): number {
  if (existsSync(SCHEDULE)) return Number(readFileSync(SCHEDULE, 'latin1').split(' ', 1)[0]) / 1e6;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Medians of both, measured in turn after warming up, so that a drifting machine hits both alike. */
export function interleaved(
  rounds: number,
  a: () => unknown,
  b: () => unknown,
): { readonly a: number; readonly b: number } {
  for (let i = 0; i < 3; i++) {
    a();
    b();
  }
  const times = Array.from({ length: rounds }, () => ({ a: time(a), b: time(b) }));
  return { a: median(times.map((t) => t.a)), b: median(times.map((t) => t.b)) };
}

export const rounded = (value: number) => Math.round(value * 100) / 100;

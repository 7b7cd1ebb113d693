/** A scenario describes a PBX at a given moment. The same moment gives the same description. */
import type { Pbx } from '../pbx.ts';

export type Scenario = (now: Date) => Pbx;

const DAY = 86_400_000;

/** ISO 8601, so many days before the moment (negative: after). */
export const daysBefore = (now: Date, days: number): string =>
  `${new Date(now.getTime() - days * DAY).toISOString().slice(0, 19)}+00:00`;

/** As rows of Core store times. */
export const storedDaysBefore = (now: Date, days: number): string =>
  daysBefore(now, days).slice(0, 19).replace('T', ' ');

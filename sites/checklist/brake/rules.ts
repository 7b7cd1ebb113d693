/** What a brake allows, as a person decides it. The same in the plan, in the setting that the PBX keeps, and for `simulate`. */
import type { Place } from './places.ts';

export const SCOPES = ['account', 'route', 'pbx'] as const;
export type Scope = (typeof SCOPES)[number];
export const UNITS = ['once', 'hour', 'day'] as const;
export type Unit = (typeof UNITS)[number];
/** Calls abroad or to dear numbers: at once, that begin in an hour, in a day; 0: any number. */
export type Limit = Readonly<Record<Unit, number>>;

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];
/** `from` is within, `to` is not: `08:00`. */
export interface Hours {
  readonly days: readonly Day[];
  readonly from: string;
  readonly to: string;
}

export interface BrakeRules {
  /** For each account, each route, and the PBX as a whole. */
  readonly limits: Readonly<Record<Scope, Limit>>;
  /** null: at any time. */
  readonly hours: Hours | null;
  /** Accounts that may call at any time. */
  readonly anytime: readonly string[];
  /** That may be called: the first call to any other waits for a person's word. */
  readonly places: readonly Place[];
}

/** Why a call is refused, in the order in which it is looked at. */
export const REASONS = ['place', 'hours', 'once', 'hour', 'day'] as const;
export type Reason = (typeof REASONS)[number];

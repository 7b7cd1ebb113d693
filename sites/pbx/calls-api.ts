/** The calls of a period, through the module's API (docs/calls.md). */
import type { PlainOfProvider } from '../checklist/calls/plain.ts';
import type { CallSums } from '../checklist/calls/sums.ts';
import { shape, type Shape } from '../checklist/facts/shape.ts';
import type { Answer } from './errors.ts';
import type { AskedBy, Fits, ModuleCalls } from './module-calls.ts';

/** Why they were not read (Lib/Calls/CallsTrouble.php). */
export const CALLS_TROUBLES = ['missing', 'busy', 'disk', 'failed', 'broken-off'] as const;
export type CallsTrouble = (typeof CALLS_TROUBLES)[number];

export interface CallsState {
  readonly phase: 'idle' | 'reading' | 'done' | 'failed';
  /** '' unless it failed. */
  readonly trouble: CallsTrouble | '';
  readonly from: string;
  readonly to: string;
  readonly before: number;
  /** Records, of so many. */
  readonly done: number;
  readonly of: number;
}
export interface CallsQuestion {
  /** `2026-11-01 00:00:00`, time of the PBX. */
  readonly from: string;
  readonly to: string;
  readonly before: number;
  readonly dusk: number;
  readonly dawn: number;
  readonly plain: readonly PlainOfProvider[];
  /** One by one, too. */
  readonly each: boolean;
}

export interface CallsApi {
  state(asked?: AskedBy): Promise<Answer<CallsState>>;
  /** null: there is nothing. */
  found(asked?: AskedBy): Promise<Answer<CallSums | null>>;
  start(question: CallsQuestion, asked?: AskedBy): Promise<Answer<CallsState>>;
  /** Ends a reading, and forgets what one found. */
  cancel(asked?: AskedBy): Promise<Answer<CallsState>>;
}

export const createCallsApi = ({ read, write }: ModuleCalls): CallsApi => ({
  state: (asked) => read('calls/state', '', STATE, asked),
  found: (asked) => read('calls/found', '', FOUND, asked),
  start: ({ from, to, before, dusk, dawn, plain, each }, asked) =>
    write('calls/start', { from, to, before, dusk, dawn, plain, each }, STATE, asked),
  cancel: (asked) => write('calls/cancel', {}, STATE, asked),
});

const TEXT = { type: 'string' } as const;
const COUNT = { type: 'integer', minimum: 0 } as const;
const HOURS = { type: 'array', items: { type: 'array' } } as const;

const STATE: Shape<CallsState> = shape({
  type: 'object',
  required: ['phase', 'trouble', 'from', 'to', 'before', 'done', 'of'],
  properties: {
    phase: { enum: ['idle', 'reading', 'done', 'failed'] },
    trouble: { enum: [...CALLS_TROUBLES, ''] },
    from: TEXT,
    to: TEXT,
    before: COUNT,
    done: COUNT,
    of: COUNT,
  },
});
const SUMS: Shape<CallSums> = shape({
  type: 'object',
  required: ['from', 'to', 'before', 'night', 'since', 'whole', 'accounts', 'plain', 'numbers'],
  properties: {
    from: TEXT,
    to: TEXT,
    before: COUNT,
    night: { type: 'array', items: COUNT },
    since: { type: ['string', 'null'] },
    whole: { type: 'boolean' },
    accounts: {
      type: 'array',
      items: {
        type: 'object',
        required: [
          ...['account', 'calls', 'answered', 'seconds', 'busiest', 'busiestAt', 'atOnce', 'atOnceAt'],
          ...['callsBefore', 'busiestBefore', 'othersBefore', 'nightsBefore', 'atOnceBefore'],
        ],
        properties: {
          account: TEXT,
          calls: COUNT,
          answered: COUNT,
          seconds: COUNT,
          busiest: COUNT,
          busiestAt: TEXT,
          atOnce: COUNT,
          atOnceAt: TEXT,
          callsBefore: COUNT,
          busiestBefore: COUNT,
          othersBefore: COUNT,
          nightsBefore: COUNT,
          atOnceBefore: COUNT,
        },
      },
    },
    plain: HOURS,
    each: HOURS,
    numbers: {
      type: 'array',
      items: {
        type: 'object',
        required: [
          ...['account', 'provider', 'number', 'whole', 'calls', 'answered', 'seconds', 'longest'],
          ...['first', 'last', 'before', 'hours'],
        ],
        properties: {
          account: TEXT,
          provider: TEXT,
          number: TEXT,
          whole: { type: 'boolean' },
          calls: COUNT,
          answered: COUNT,
          seconds: COUNT,
          longest: COUNT,
          first: TEXT,
          last: TEXT,
          before: COUNT,
          hours: HOURS,
        },
      },
    },
  },
});
/** Pairs, which the shape does not know. */
const arePairs = (hours: readonly (readonly unknown[])[]): boolean =>
  hours.every(([hour, calls, ...more]) => typeof hour === 'string' && typeof calls === 'number' && more.length === 0);
const isCall = ([number, at, seconds, ...more]: readonly unknown[]): boolean =>
  typeof number === 'number' && typeof at === 'string' && typeof seconds === 'number' && more.length === 0;
const FOUND: Fits<CallSums | null> = {
  fits: (value): value is CallSums | null =>
    value === null ||
    (SUMS.fits(value) &&
      arePairs(value.plain) &&
      (value.each ?? []).every(isCall) &&
      value.numbers.every(({ hours }) => arePairs(hours))),
};

/** Whether the PBX is isolated and outgoing calls are stopped, through the module's API: as its kernel and its telephony say. */
import { DAYS, type BrakeRules } from '../checklist/brake/rules.ts';
import { shape, type Shape } from '../checklist/facts/shape.ts';
import type { Answer } from './errors.ts';
import type { AskedBy, ModuleCalls } from './module-calls.ts';

/** The plan that did it. */
export interface IsolatedBy {
  readonly plan: string;
  readonly person: string;
  readonly at: string;
}

/**
 * Where it is closed: before the rules of the firewall, among them (where it opens for moments, when these are made anew), or there are
 * no such addresses. null: it is open.
 */
export type Closed = 'mangle' | 'filter' | 'none' | null;

export interface Isolated {
  readonly networks: readonly string[];
  /** Networks whose phones go on. */
  readonly phones: readonly string[];
  readonly v4: Closed;
  readonly v6: Closed;
  /** Packets that were turned away. */
  readonly dropped: number;
  readonly by: IsolatedBy | null;
}

export interface CallsStopped {
  /** That may be called. */
  readonly numbers: readonly string[];
  readonly inForce: boolean;
  readonly by: IsolatedBy | null;
}

/** Calls abroad and to dear numbers are limited. */
export interface Braked extends BrakeRules {
  readonly inForce: boolean;
  readonly by: IsolatedBy | null;
}

export interface IsolationNow {
  readonly isolated: Isolated | null;
  readonly calls: CallsStopped | null;
  readonly brake: Braked | null;
}

export interface IsolationApi {
  now(asked?: AskedBy): Promise<Answer<IsolationNow>>;
}

export const createIsolationApi = ({ read }: ModuleCalls): IsolationApi => ({
  now: (asked) => read('isolation', '', NOW, asked),
});

const TEXT = { type: 'string' } as const;
const TEXTS = { type: 'array', items: TEXT } as const;
const CLOSED = { enum: ['mangle', 'filter', 'none', null] };
const BY = {
  type: ['object', 'null'],
  required: ['plan', 'person', 'at'],
  properties: { plan: TEXT, person: TEXT, at: TEXT },
} as const;

const LIMIT = {
  type: 'object',
  required: ['once', 'hour', 'day'],
  properties: { once: { type: 'integer' }, hour: { type: 'integer' }, day: { type: 'integer' } },
} as const;

const NOW: Shape<IsolationNow> = shape({
  type: 'object',
  required: ['isolated', 'calls', 'brake'],
  properties: {
    isolated: {
      type: ['object', 'null'],
      required: ['networks', 'phones', 'v4', 'v6', 'dropped', 'by'],
      properties: {
        networks: TEXTS,
        phones: TEXTS,
        v4: CLOSED,
        v6: CLOSED,
        dropped: { type: 'integer', minimum: 0 },
        by: BY,
      },
    },
    calls: {
      type: ['object', 'null'],
      required: ['numbers', 'inForce', 'by'],
      properties: { numbers: TEXTS, inForce: { type: 'boolean' }, by: BY },
    },
    brake: {
      type: ['object', 'null'],
      required: ['limits', 'hours', 'anytime', 'places', 'inForce', 'by'],
      properties: {
        limits: {
          type: 'object',
          required: ['account', 'route', 'pbx'],
          properties: { account: LIMIT, route: LIMIT, pbx: LIMIT },
        },
        hours: {
          type: ['object', 'null'],
          required: ['days', 'from', 'to'],
          properties: { days: { type: 'array', items: { enum: [...DAYS] } }, from: TEXT, to: TEXT },
        },
        anytime: TEXTS,
        places: TEXTS,
        inForce: { type: 'boolean' },
        by: BY,
      },
    },
  },
});

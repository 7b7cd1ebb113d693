/** What a stranger could have left, through the module's API (docs/traces.md). */
import { shape, type Shape } from '../checklist/facts/shape.ts';
import {
  TRACE_KINDS,
  TRACE_SOURCES,
  type FoundItem,
  type TraceKindId,
  type TracesFound,
} from '../checklist/traces/found.ts';
import type { Answer } from './errors.ts';
import type { AskedBy, Fits, ModuleCalls } from './module-calls.ts';

export interface TracesApi {
  found(asked?: AskedBy): Promise<Answer<TracesFound>>;
  /** Somebody says that a thing is theirs, or no longer; false: it is another one by now. */
  accept(kind: TraceKindId, item: FoundItem, fine: boolean, asked?: AskedBy): Promise<Answer<boolean>>;
}

export const createTracesApi = ({ read, write }: ModuleCalls): TracesApi => ({
  found: (asked) => read('traces/found', '', FOUND, asked),
  async accept(kind, { id, print }, fine, asked) {
    const answer = await write('traces/fine', { kind, id, print, fine }, DONE, asked);
    return answer.ok ? { ok: true, value: answer.value.done } : answer;
  },
});

const TEXT = { type: 'string' } as const;
const MAYBE_TEXT = { type: ['string', 'null'] } as const;
const HASH = { type: 'string', pattern: '^[0-9a-f]{16}$' } as const;

const DONE: Shape<{ readonly done: boolean }> = shape({
  type: 'object',
  required: ['done'],
  properties: { done: { type: 'boolean' } },
});
const KIND = {
  anyOf: [
    {
      type: 'object',
      required: ['state', 'items'],
      properties: {
        state: { enum: ['known'] },
        items: {
          type: 'array',
          items: {
            type: 'object',
            required: ['id', 'print', 'what', 'absent', 'present', 'by', 'former', 'fine'],
            properties: {
              id: HASH,
              print: HASH,
              what: { type: 'object', patternProperties: { '^(.*)$': TEXT } },
              absent: MAYBE_TEXT,
              present: TEXT,
              by: { enum: TRACE_SOURCES },
              former: { type: 'boolean' },
              fine: { type: ['object', 'null'], required: ['by', 'at'], properties: { by: TEXT, at: TEXT } },
            },
          },
        },
      },
    },
    {
      type: 'object',
      required: ['state', 'reason', 'detail'],
      properties: { state: { enum: ['unknown'] }, reason: TEXT, detail: TEXT },
    },
  ],
} as const;
const FOUND: Fits<TracesFound> = shape<TracesFound>({
  type: 'object',
  required: ['readAt', 'since', 'goodAt', 'copies', 'kinds'],
  properties: {
    readAt: TEXT,
    since: TEXT,
    goodAt: MAYBE_TEXT,
    copies: {
      type: 'object',
      required: ['count', 'oldest', 'newest', 'complete'],
      properties: {
        count: { type: 'integer', minimum: 0 },
        oldest: MAYBE_TEXT,
        newest: MAYBE_TEXT,
        complete: { type: 'boolean' },
      },
    },
    kinds: { type: 'object', properties: Object.fromEntries(TRACE_KINDS.map((kind) => [kind, KIND])) },
  },
});

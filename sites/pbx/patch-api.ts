/** The vendor's fix of 2024.1.114, through the module's API (docs/patch.md). */
import { shape, type Shape } from '../checklist/facts/shape.ts';
import type { PartData } from '../checklist/facts/types.ts';
import type { Answer } from './errors.ts';
import type { AskedBy, ModuleCalls } from './module-calls.ts';

export type PatchMarker = PartData['patch']['markers'][number];

/** Why a script could not be had or run (Lib/Patch/Trouble.php). */
export const PATCH_TROUBLES = [
  'address',
  'no-connection',
  'certificate',
  'timeout',
  'cut-off',
  'not-found',
  'status',
  'redirected',
  'redirect-loop',
  'empty',
  'too-large',
  'web-page',
  'not-text',
  'not-a-shell-script',
  'broken-script',
  'other-script',
  'other-release',
  'container',
  'plan-running',
  'too-late',
  'disk',
  'failed',
] as const;
export type PatchTrouble = (typeof PATCH_TROUBLES)[number];

export const PATCH_ENDS = ['exit', 'timeout', 'signal', 'broken-off'] as const;

/** The script that lies there to be looked at. */
export interface PatchScript {
  readonly sha256: string;
  readonly size: number;
  readonly from: 'vendor' | 'address' | 'file';
  /** '': of a file. */
  readonly host: string;
  readonly at: string;
  readonly person: string;
}
export interface PatchRun {
  readonly act: 'run' | 'restore';
  readonly at: string;
  /** null: it goes on. */
  readonly endedAt: string | null;
  readonly person: string;
  readonly sha256: string;
  readonly ended: (typeof PATCH_ENDS)[number] | null;
  readonly exit: number | null;
  /** `skipped` bytes are missing between the two. */
  readonly output: { readonly begin: string; readonly skipped: number; readonly end: string };
  readonly before: readonly PatchMarker[];
  readonly after: readonly PatchMarker[];
}
export interface PatchState {
  /** Something was handed in that root has not taken yet. */
  readonly waits: boolean;
  readonly phase: 'idle' | 'fetching' | 'running';
  /** Id of what was dealt with last. */
  readonly order: string;
  readonly trouble: { readonly code: PatchTrouble; readonly detail: string } | null;
  readonly script: PatchScript | null;
  readonly run: PatchRun | null;
  /** Hash of the script that can take itself back. */
  readonly kept: string | null;
}

/** Where a script comes from. `text`: of the file. */
export type PatchSource =
  | { readonly from: 'vendor' }
  | { readonly from: 'address'; readonly address: string }
  | { readonly from: 'file'; readonly text: string };

export interface PatchApi {
  state(asked?: AskedBy): Promise<Answer<PatchState>>;
  /** The hash is of the text that comes with it. */
  script(asked?: AskedBy): Promise<Answer<{ readonly sha256: string; readonly text: string }>>;
  /** Id of the order. Nothing is run. */
  fetch(source: PatchSource, asked?: AskedBy): Promise<Answer<string>>;
  /** `typed`: at least eight characters of the hash that was looked at. */
  run(sha256: string, typed: string, asked?: AskedBy): Promise<Answer<string>>;
  restore(sha256: string, asked?: AskedBy): Promise<Answer<string>>;
}

export function createPatchApi({ read, write }: ModuleCalls): PatchApi {
  const order = async (resource: string, body: object, asked?: AskedBy): Promise<Answer<string>> => {
    const answer = await write(`patch/${resource}`, body, DONE, asked);
    return answer.ok ? { ok: true, value: answer.value.id } : answer;
  };
  return {
    state: (asked) => read('patch/state', '', STATE, asked),
    script: (asked) => read('patch/script', '', SCRIPT, asked),
    fetch: (source, asked) => order('fetch', { address: '', text: '', ...source }, asked),
    run: (sha256, typed, asked) => order('run', { sha256, typed }, asked),
    restore: (sha256, asked) => order('restore', { sha256 }, asked),
  };
}

const TEXT = { type: 'string' } as const;
const MAYBE_TEXT = { type: ['string', 'null'] } as const;
const COUNT = { type: 'integer', minimum: 0 } as const;

const MARKERS = {
  type: 'array',
  items: {
    type: 'object',
    required: ['id', 'file', 'state'],
    properties: {
      id: { enum: ['A', 'B', 'C', 'D', 'E', 'F', 'G'] },
      file: TEXT,
      state: { enum: ['fixed', 'unpatched', 'missing', 'unreadable'] },
    },
  },
} as const;

const DONE: Shape<{ readonly id: string }> = shape({ type: 'object', required: ['id'], properties: { id: TEXT } });
const SCRIPT: Shape<{ readonly sha256: string; readonly text: string }> = shape({
  type: 'object',
  required: ['sha256', 'text'],
  properties: { sha256: TEXT, text: TEXT },
});
const STATE: Shape<PatchState> = shape({
  type: 'object',
  required: ['waits', 'phase', 'order', 'trouble', 'script', 'run', 'kept'],
  properties: {
    waits: { type: 'boolean' },
    phase: { enum: ['idle', 'fetching', 'running'] },
    order: TEXT,
    trouble: {
      type: ['object', 'null'],
      required: ['code', 'detail'],
      properties: { code: { enum: PATCH_TROUBLES }, detail: TEXT },
    },
    script: {
      type: ['object', 'null'],
      required: ['sha256', 'size', 'from', 'host', 'at', 'person'],
      properties: {
        sha256: TEXT,
        size: COUNT,
        from: { enum: ['vendor', 'address', 'file'] },
        host: TEXT,
        at: TEXT,
        person: TEXT,
      },
    },
    run: {
      type: ['object', 'null'],
      required: ['act', 'at', 'endedAt', 'person', 'sha256', 'ended', 'exit', 'output', 'before', 'after'],
      properties: {
        act: { enum: ['run', 'restore'] },
        at: TEXT,
        endedAt: MAYBE_TEXT,
        person: TEXT,
        sha256: TEXT,
        ended: { enum: [...PATCH_ENDS, null] },
        exit: { type: ['integer', 'null'] },
        output: {
          type: 'object',
          required: ['begin', 'skipped', 'end'],
          properties: { begin: TEXT, skipped: COUNT, end: TEXT },
        },
        before: MARKERS,
        after: MARKERS,
      },
    },
    kept: MAYBE_TEXT,
  },
});

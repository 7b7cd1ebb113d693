/** Evidence of a break-in, through the module's API (docs/evidence.md). */
import { shape, type Shape } from '../checklist/facts/shape.ts';
import type { Answer } from './errors.ts';
import type { AskedBy, ModuleCalls } from './module-calls.ts';

/** Why nothing, or no more, was collected (Lib/Evidence/Trouble.php). */
export const EVIDENCE_TROUBLES = ['disk', 'too-late', 'broken-off', 'failed'] as const;
export const EVIDENCE_PHASES = ['idle', 'collecting', 'hashing', 'stopped', 'ready'] as const;
/** Recordings: in the archive; listed there and hashed afterwards; the same, because there is no room for them. */
const HOW = ['included', 'hashed', 'no-room'] as const;

/** What can be saved. */
export type EvidencePart = 'archive' | 'hashes';

/** Local time of the PBX, to the minute: `2026-11-30T08:00`. */
export interface EvidencePeriod {
  readonly from: string;
  readonly to: string;
}
export interface EvidenceArchive extends EvidencePeriod {
  readonly id: string;
  readonly person: string;
  readonly at: string;
  /** It is deleted then; null: it is not whole yet. */
  readonly until: string | null;
  /** Recordings were to be in it. */
  readonly wanted: boolean;
  readonly rotationHeld: boolean;
  /** Of work, so far. */
  readonly seconds: number;
  /** Bytes that it may become; 0: not known yet. */
  readonly expected: number;
  readonly written: number;
  readonly members: number;
  /** That could not be had. */
  readonly skipped: number;
  readonly size: number | null;
  /** Of its list of hashes, which every file in it is in. */
  readonly sha256: string | null;
  /** Seconds that the clock of the PBX is behind; null: nobody could be asked. */
  readonly clock: { readonly offset: number | null; readonly source: string };
  readonly recordings: {
    readonly files: number;
    readonly bytes: number;
    readonly how: (typeof HOW)[number];
    readonly doneFiles: number;
    readonly doneBytes: number;
    readonly missing: number;
    /** Of the list of their hashes. */
    readonly sha256: string | null;
  };
}
export interface EvidenceState {
  /** Something was handed in that root has not taken yet. */
  readonly waits: boolean;
  readonly phase: (typeof EVIDENCE_PHASES)[number];
  /** Id of what was dealt with last. */
  readonly order: string;
  /** `detail`: of a full disk, bytes that are missing, as far as that is known. */
  readonly trouble: { readonly code: (typeof EVIDENCE_TROUBLES)[number]; readonly detail: string } | null;
  readonly archive: EvidenceArchive | null;
}

export interface EvidenceApi {
  state(asked?: AskedBy): Promise<Answer<EvidenceState>>;
  /** Id of the order. */
  start(period: EvidencePeriod, recordings: boolean, asked?: AskedBy): Promise<Answer<string>>;
  resume(asked?: AskedBy): Promise<Answer<string>>;
  /** Also while it is being collected. */
  remove(asked?: AskedBy): Promise<Answer<string>>;
  /** Address that the browser saves it from; good for half a day, and from here only. */
  link(part: EvidencePart, asked?: AskedBy): Promise<Answer<string>>;
}

export function createEvidenceApi({ base, read, write }: ModuleCalls): EvidenceApi {
  const order = async (resource: string, body: object, asked?: AskedBy): Promise<Answer<string>> => {
    const answer = await write(`evidence/${resource}`, body, DONE, asked);
    return answer.ok ? { ok: true, value: answer.value.id } : answer;
  };
  return {
    state: (asked) => read('evidence/state', '', STATE, asked),
    start: ({ from, to }, recordings, asked) => order('start', { from, to, recordings }, asked),
    resume: (asked) => order('resume', {}, asked),
    remove: (asked) => order('remove', {}, asked),
    async link(part, asked) {
      const answer = await write('evidence/ticket', { part }, TICKET, asked);
      if (!answer.ok) return answer;
      return { ok: true, value: `${base}evidence/download?ticket=${answer.value.ticket}` };
    },
  };
}

const TEXT = { type: 'string' } as const;
const MAYBE_TEXT = { type: ['string', 'null'] } as const;
const COUNT = { type: 'integer', minimum: 0 } as const;

const DONE: Shape<{ readonly id: string }> = shape({ type: 'object', required: ['id'], properties: { id: TEXT } });
const TICKET: Shape<{ readonly ticket: string }> = shape({
  type: 'object',
  required: ['ticket'],
  properties: { ticket: { type: 'string', pattern: '^[a-z]+\\.[0-9]+\\.[0-9a-f]+$' } },
});
const STATE: Shape<EvidenceState> = shape({
  type: 'object',
  required: ['waits', 'phase', 'order', 'trouble', 'archive'],
  properties: {
    waits: { type: 'boolean' },
    phase: { enum: EVIDENCE_PHASES },
    order: TEXT,
    trouble: {
      type: ['object', 'null'],
      required: ['code', 'detail'],
      properties: { code: { enum: EVIDENCE_TROUBLES }, detail: TEXT },
    },
    archive: {
      type: ['object', 'null'],
      required: [
        ...['id', 'person', 'at', 'until', 'from', 'to', 'wanted', 'rotationHeld', 'seconds', 'expected', 'written'],
        ...['members', 'skipped', 'size', 'sha256', 'clock', 'recordings'],
      ],
      properties: {
        id: TEXT,
        person: TEXT,
        at: TEXT,
        until: MAYBE_TEXT,
        from: TEXT,
        to: TEXT,
        wanted: { type: 'boolean' },
        rotationHeld: { type: 'boolean' },
        seconds: COUNT,
        expected: COUNT,
        written: COUNT,
        members: COUNT,
        skipped: COUNT,
        size: { type: ['integer', 'null'] },
        sha256: MAYBE_TEXT,
        clock: {
          type: 'object',
          required: ['offset', 'source'],
          properties: { offset: { type: ['number', 'null'] }, source: TEXT },
        },
        recordings: {
          type: 'object',
          required: ['files', 'bytes', 'how', 'doneFiles', 'doneBytes', 'missing', 'sha256'],
          properties: {
            files: COUNT,
            bytes: COUNT,
            how: { enum: HOW },
            doneFiles: COUNT,
            doneBytes: COUNT,
            missing: COUNT,
            sha256: MAYBE_TEXT,
          },
        },
      },
    },
  },
});

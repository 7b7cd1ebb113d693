/** Renewed passwords that are still being taken to the phones, through the module's API (docs/module-api.md, docs/rotation.md). */
import { shape, type Shape } from '../checklist/facts/shape.ts';
import type { Answer } from './errors.ts';
import type { AskedBy, ModuleCalls } from './module-calls.ts';

/**
 * Back with the new one; not seen since; turned down since, most likely with the old one; has the old one again; somebody changed
 * it since; not known, because the log could not be read.
 */
export const RETURN_STATES = ['back', 'waiting', 'old-tried', 'given-back', 'changed', 'unknown'] as const;
export type ReturnState = (typeof RETURN_STATES)[number];

/** Whether the new passwords are shown, and why not. `consent`: over plain HTTP, to who has typed that they want it. */
export const SHEET_STATES = ['open', 'consent', 'plain-http', 'other-person', 'closed'] as const;
export type SheetState = (typeof SHEET_STATES)[number];

/** A phone or program of an owner, in its own words. */
export interface OwnDevice {
  readonly address: string;
  readonly userAgent: string;
}

/** Whose password was renewed. Times are seconds since 1970, by the clock of the PBX. */
export interface RotatedOwner {
  /** `sip:204`, `ami:3`, `ari:1`. */
  readonly owner: string;
  /** Number of the extension, or name of the user. */
  readonly number: string;
  readonly name: string;
  readonly state: ReturnState;
  /** Signed in with the new one. */
  readonly back: { readonly first: number; readonly last: number; readonly address: string } | null;
  /** Turned down: all since then, or all since it is back. */
  readonly refused: { readonly count: number; readonly last: number; readonly address: string } | null;
  readonly devices: readonly OwnDevice[];
}

export interface OpenRotation {
  readonly plan: string;
  readonly action: string;
  readonly person: string;
  readonly playedAt: number;
  readonly now: number;
  /** Until then the old ones can be given back. */
  readonly until: number;
  readonly sheet: SheetState;
  /** An old one can be given back to one of them; else only to all, as their logins changed together. */
  readonly singly: boolean;
  /** The log was read as far as this; null: there was no line yet. */
  readonly readTo: number | null;
  readonly isBehind: boolean;
  /** Why the log cannot be read; null: it can. */
  readonly trouble: string | null;
  readonly owners: readonly RotatedOwner[];
}

/** One line of the sheet: the one way out of the PBX for a new password. */
export interface SheetRow {
  readonly owner: string;
  readonly number: string;
  readonly name: string;
  readonly login: string;
  /** '': stays as it was. */
  readonly secret: string;
  readonly devices: readonly OwnDevice[];
}

export interface Sheet {
  readonly rows: readonly SheetRow[];
}

/** What has to be typed over plain HTTP; the same in every language, so that nobody types it by chance. */
export const SHEET_CONSENT = 'PLAIN HTTP';

export interface RotationApi {
  /** Newest first. */
  open(asked?: AskedBy): Promise<Answer<readonly OpenRotation[]>>;
  sheet(plan: string, consent: string, asked?: AskedBy): Promise<Answer<Sheet>>;
  /** "I have it": they are not shown again. */
  closeSheet(plan: string, asked?: AskedBy): Promise<Answer<string>>;
  /** The old ones are wiped, and the exemption from bans ends. */
  finish(plan: string, asked?: AskedBy): Promise<Answer<string>>;
}

export function createRotationApi({ read, write }: ModuleCalls): RotationApi {
  const done = async (resource: string, id: string, asked?: AskedBy): Promise<Answer<string>> => {
    const answer = await write(resource, { id }, DONE, asked);
    return answer.ok ? { ok: true, value: answer.value.id } : answer;
  };
  return {
    async open(asked) {
      const answer = await read('plans/rotations', '', OPEN, asked);
      return answer.ok ? { ok: true, value: answer.value.rotations } : answer;
    },
    sheet: (id, consent, asked) => write('plans/sheet', { id, consent }, SHEET, asked),
    closeSheet: (id, asked) => done('plans/sheet-closed', id, asked),
    finish: (id, asked) => done('plans/rotated', id, asked),
  };
}

const TEXT = { type: 'string' } as const;
const COUNT = { type: 'integer', minimum: 0 } as const;
const TRUTH = { type: 'boolean' } as const;

const DEVICES = {
  type: 'array',
  items: { type: 'object', required: ['address', 'userAgent'], properties: { address: TEXT, userAgent: TEXT } },
} as const;

const OWNER = {
  type: 'object',
  required: ['owner', 'number', 'name', 'state', 'back', 'refused', 'devices'],
  properties: {
    owner: TEXT,
    number: TEXT,
    name: TEXT,
    state: { enum: RETURN_STATES },
    back: {
      type: ['object', 'null'],
      required: ['first', 'last', 'address'],
      properties: { first: COUNT, last: COUNT, address: TEXT },
    },
    refused: {
      type: ['object', 'null'],
      required: ['count', 'last', 'address'],
      properties: { count: COUNT, last: COUNT, address: TEXT },
    },
    devices: DEVICES,
  },
} as const;

const ROTATION = {
  type: 'object',
  required: [
    ...['plan', 'action', 'person', 'playedAt', 'now', 'until', 'sheet', 'singly'],
    ...['readTo', 'isBehind', 'trouble', 'owners'],
  ],
  properties: {
    plan: TEXT,
    action: TEXT,
    person: TEXT,
    playedAt: COUNT,
    now: COUNT,
    until: COUNT,
    sheet: { enum: SHEET_STATES },
    singly: TRUTH,
    readTo: { type: ['integer', 'null'] },
    isBehind: TRUTH,
    trouble: { type: ['string', 'null'] },
    owners: { type: 'array', items: OWNER },
  },
} as const;

const OPEN: Shape<{ readonly rotations: readonly OpenRotation[] }> = shape({
  type: 'object',
  required: ['rotations'],
  properties: { rotations: { type: 'array', items: ROTATION } },
});

const SHEET: Shape<Sheet> = shape({
  type: 'object',
  required: ['rows'],
  properties: {
    rows: {
      type: 'array',
      items: {
        type: 'object',
        required: ['owner', 'number', 'name', 'login', 'secret', 'devices'],
        properties: { owner: TEXT, number: TEXT, name: TEXT, login: TEXT, secret: TEXT, devices: DEVICES },
      },
    },
  },
});

const DONE: Shape<{ readonly id: string }> = shape({ type: 'object', required: ['id'], properties: { id: TEXT } });

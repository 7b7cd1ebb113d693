/** Plans through the module's API (docs/module-api.md, docs/player.md): begin, watch, confirm, go back, undo. */
import type { Asker } from '../checklist/actions/action.ts';
import type { Plan } from '../checklist/actions/types.ts';
import { shape, type Shape } from '../checklist/facts/shape.ts';
import type { Answer } from './errors.ts';
import type { AskedBy, ModuleCalls } from './module-calls.ts';

/** What a plan is begun and confirmed with, and the person as the PBX sees them. Good for `seconds`. */
export interface PlanNonce {
  readonly nonce: string;
  /** Key of the door, where a WebSocket shows a connection of its own. */
  readonly door: string;
  readonly seconds: number;
  /** Of the connection. */
  readonly address: string;
  readonly seen: Asker['seen'];
  /** The PBX knows when this person signed in, so that they can do it anew to confirm. */
  readonly signsIn: boolean;
}

export const PLAN_PHASES = [
  'asked',
  'accepted',
  'playing',
  'applying',
  'waiting',
  'undoing',
  'done',
  'undone',
  'refused',
  'stuck',
  'dismissed',
] as const;
export type PlanPhase = (typeof PLAN_PHASES)[number];

/**
 * As before, as planned, or neither; what somebody else changed meanwhile and the way back put back, too, or left because
 * they made it stricter, or much later.
 */
export const OBJECT_STATES = ['old', 'new', 'other', 'put-back', 'left'] as const;
export type ObjectState = (typeof OBJECT_STATES)[number];

/** A step that did not work out, and that the plan stands without. */
export interface MissedStep {
  /** From 1. */
  readonly step: number;
  /** In the words of the PBX. */
  readonly detail: string;
}

/** A step in a line; the journal has all of it. */
export interface PlanStep {
  readonly kind: string;
  /** Of a rule that was there before. */
  readonly id?: number;
  readonly network?: string;
  readonly subnet?: number;
  readonly enabled?: boolean;
  readonly maxretry?: number;
  /** Of Core's limits for its web interface. */
  readonly mode?: string;
  /** Whose password. */
  readonly which?: string;
  /** That is put back, by its key. */
  readonly object?: string;
  /** Of an extension that gets a new password. */
  readonly number?: string;
}

/** Somebody who is still connected over what the plan closed. */
export interface Peer {
  /** Box of the firewall. */
  readonly service: string;
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
}
export type Connected =
  | {
      readonly state: 'known';
      readonly peers: readonly Peer[];
      /** So many are not named. */
      readonly more: number;
    }
  /** Could not be read: which is not nobody. */
  | { readonly state: 'unknown' };

/** What a plan made for a while, until the PBX takes it away by itself. */
export interface Due {
  /** Of the plan. */
  readonly id: string;
  readonly steps: readonly PlanStep[];
  readonly comment: string;
  readonly person: string;
  readonly until: string;
  readonly secondsLeft: number | null;
  /** Why it could not be taken away, a code: a person has to look. null: it has not been tried. */
  readonly trouble: string | null;
}

/** What begins by itself at its time, or what became of it until a person has seen it. */
export interface Later {
  /** Of the plan. */
  readonly id: string;
  readonly action: string | null;
  readonly steps: readonly PlanStep[];
  readonly comment: string;
  readonly person: string;
  readonly address: string;
  /** By the calendar of the PBX; null: what was written down is damaged. */
  readonly at: string | null;
  /** Until when it has to be confirmed then; null: it need not be. */
  readonly until: string | null;
  /** `accepted`: it waits for its time. */
  readonly phase: PlanPhase;
  readonly reason: string | null;
}

/** What a person changed by hand while a plan watches: the objects that are other than when it began, by key. */
export interface Edits {
  /** The last change is in force: from then on it can be confirmed. */
  readonly inForce: boolean;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** How far the plan is that is being played, or was last. */
export interface PlanStatus {
  /** null: handed in, and not taken over yet. */
  readonly id: string | null;
  readonly phase: PlanPhase;
  /** Id of the plan that it undoes. */
  readonly undoes: string | null;
  /** Which one it is; null: the player has not looked yet. */
  readonly action: string | null;
  readonly steps: readonly PlanStep[];
  /** In the words of whoever began it; '': none. */
  readonly comment: string;
  readonly person: string;
  readonly address: string;
  readonly endedAt: string | null;
  /** Why it was refused, or went back: a code. */
  readonly reason: string | null;
  /** Steps begun, and steps done. */
  readonly step: number;
  readonly done: number;
  /** What a confirmation needs, a new connection or a new sign-in; null: it is not waiting. */
  readonly confirmedBy: 'connection' | 'sign-in' | null;
  /** Until it goes back by itself; null: it is not waiting. */
  readonly secondsLeft: number | null;
  /** The player has said nothing for a while. */
  readonly silent: boolean;
  readonly missed: readonly MissedStep[];
  /** By key of the object ("rule:3", "fail2ban"): told where it is not as it should be, or as what is in conflict. */
  readonly objects: Readonly<Record<string, ObjectState>>;
  /** null: it watches nobody. */
  readonly edits: Edits | null;
  /** null: it is not in force, or closes nothing. */
  readonly connected: Connected | null;
  /** Ids of plans that can be undone. */
  readonly undoable: readonly string[];
  /** What is there for a while. */
  readonly due: readonly Due[];
  /** Ids of plans that renewed secrets, of which the old ones are still kept (rotation-api.ts). */
  readonly rotations: readonly string[];
  /** null: nothing begins by itself. */
  readonly later: Later | null;
  /** It began by itself: its person confirms it from any page. */
  readonly beganLater: boolean;
}

/** Whether the chain of hashes of the journal holds. */
export interface JournalVerdict {
  readonly holds: boolean;
  readonly rows: number;
  readonly chained: number;
  readonly head: string | null;
  readonly brokenAt: number | null;
}

/** What a person says beside the plan itself. */
export interface PlanMore {
  readonly comment?: string;
  /** After so many seconds what the plan made is taken away again; null: it stays. */
  readonly ends?: number | null;
  /** The password that its steps set, as the person typed it; null: they set none. */
  readonly typed?: string | null;
  /** When it begins; null: at once. */
  readonly later?: LaterTimes | null;
}

/** By the calendar of the PBX, without its zone: `2026-11-30T22:00`. */
export interface LaterTimes {
  readonly at: string;
  /** Until when it has to be confirmed. */
  readonly until: string;
  /** The zone that the person has seen: where the PBX has another one by now, it refuses. */
  readonly zone: string;
}

/** A while, in seconds: a minute to 30 days. */
export const WHILE = { shortest: 60, longest: 2_592_000 } as const;

/** The longest comment that the PBX takes, in characters. */
export const LONGEST_COMMENT = 200;

export interface PlansApi {
  nonce(asked?: AskedBy): Promise<Answer<PlanNonce>>;
  /** Id of the plan. What is for people stays here. */
  start(plan: Plan, nonce: string, more?: PlanMore, asked?: AskedBy): Promise<Answer<string>>;
  /** null: there was none yet. */
  current(asked?: AskedBy): Promise<Answer<PlanStatus | null>>;
  /** `password`: the one that the plan has set; null: it sets none. */
  confirm(id: string, nonce: string, password?: string | null, asked?: AskedBy): Promise<Answer<string>>;
  /** Five more minutes to confirm, up to an hour in all. */
  extend(id: string, asked?: AskedBy): Promise<Answer<string>>;
  /** Goes back at once, or tries again where the way back did not work out. */
  revert(id: string, asked?: AskedBy): Promise<Answer<string>>;
  /** What was there for a while goes now; or a person has seen that it could not be taken away. */
  end(id: string, asked?: AskedBy): Promise<Answer<string>>;
  /** What was to begin later does not; or a person has seen what became of it. */
  cancel(id: string, asked?: AskedBy): Promise<Answer<string>>;
  /** A person has dealt with what the way back left. */
  dismiss(id: string, asked?: AskedBy): Promise<Answer<string>>;
  /** Id of the undo, which is a plan of its own. `only`: keys of the objects that are undone; null: all. */
  undo(id: string, nonce: string, only?: readonly string[] | null, asked?: AskedBy): Promise<Answer<string>>;
  verifyJournal(asked?: AskedBy): Promise<Answer<JournalVerdict>>;
}

export function createPlansApi({ read, write }: ModuleCalls): PlansApi {
  const begun = async (resource: string, body: object, asked?: AskedBy): Promise<Answer<string>> => {
    const answer = await write(resource, body, BEGUN, asked);
    return answer.ok ? { ok: true, value: answer.value.id } : answer;
  };
  return {
    nonce: (asked) => read('plans/nonce', '', NONCE, asked),
    start: (plan, nonce, { comment = '', ends = null, later = null, typed = null } = {}, asked) =>
      begun('plans', { plan: essenceOf(plan), nonce, comment, ends, later, typed }, asked),
    async current(asked) {
      const answer = await read('plans/current', '', CURRENT, asked);
      return answer.ok ? { ok: true, value: statusOf(answer.value.plan) } : answer;
    },
    confirm: (id, nonce, password = null, asked) => begun('plans/confirm', { id, nonce, password }, asked),
    extend: (id, asked) => begun('plans/extend', { id }, asked),
    revert: (id, asked) => begun('plans/revert', { id }, asked),
    end: (id, asked) => begun('plans/end', { id }, asked),
    cancel: (id, asked) => begun('plans/cancel', { id }, asked),
    dismiss: (id, asked) => begun('plans/dismiss', { id }, asked),
    undo: (id, nonce, only = null, asked) => begun('plans/undo', { id, nonce, only }, asked),
    verifyJournal: (asked) => read('journal/verify', '', VERDICT, asked),
  };
}

/** Without what is for people, which can be long: the PBX reads none of it. */
function essenceOf({ version, action, release, parts, factsDigest, asker, steps, undo, confirm }: Plan): object {
  const bare = steps.map(({ says: _, ...step }) => step);
  return {
    version,
    action,
    release,
    parts,
    factsDigest,
    asker: { address: asker.address },
    steps: bare,
    undo,
    confirm,
  };
}

/** Of which nothing is known yet. */
export const NO_PLAN: PlanStatus = {
  id: null,
  phase: 'asked',
  undoes: null,
  action: null,
  steps: [],
  comment: '',
  person: '',
  address: '',
  endedAt: null,
  reason: null,
  step: 0,
  done: 0,
  missed: [],
  confirmedBy: null,
  secondsLeft: null,
  silent: false,
  objects: {},
  edits: null,
  connected: null,
  undoable: [],
  due: [],
  rotations: [],
  later: null,
  beganLater: false,
};

type Sent = Partial<PlanStatus> & Pick<PlanStatus, 'id' | 'phase'>;

const UNKNOWN = {
  id: null,
  undoes: null,
  action: null,
  steps: [],
  comment: '',
  reason: null,
  missed: [],
  objects: {},
  edits: null,
  connected: null,
};

function statusOf(sent: Sent | null): PlanStatus | null {
  if (sent === null) return null;
  const status = { ...NO_PLAN, ...sent };
  // Until the new plan is taken over, the rest is about the one before.
  return sent.phase === 'asked' ? { ...status, ...UNKNOWN } : status;
}

const TEXT = { type: 'string' } as const;
const MAYBE_TEXT = { type: ['string', 'null'] } as const;
const COUNT = { type: 'integer', minimum: 0 } as const;
const MAYBE_COUNT = { type: ['integer', 'null'], minimum: 0 } as const;
const TRUTH = { type: 'boolean' } as const;

const STEP = {
  type: 'object',
  required: ['kind'],
  properties: {
    kind: TEXT,
    id: { type: 'integer' },
    network: TEXT,
    subnet: COUNT,
    enabled: TRUTH,
    maxretry: COUNT,
    mode: TEXT,
    which: TEXT,
    object: TEXT,
  },
} as const;
const DUE = {
  type: 'object',
  required: ['id', 'steps', 'comment', 'person', 'until', 'secondsLeft', 'trouble'],
  properties: {
    id: TEXT,
    steps: { type: 'array', items: STEP },
    comment: TEXT,
    person: TEXT,
    until: TEXT,
    secondsLeft: MAYBE_COUNT,
    trouble: MAYBE_TEXT,
  },
} as const;
const LATER = {
  type: ['object', 'null'],
  required: ['id', 'action', 'steps', 'comment', 'person', 'address', 'at', 'until', 'phase', 'reason'],
  properties: {
    id: TEXT,
    action: MAYBE_TEXT,
    steps: { type: 'array', items: STEP },
    comment: TEXT,
    person: TEXT,
    address: TEXT,
    at: MAYBE_TEXT,
    until: MAYBE_TEXT,
    phase: { enum: PLAN_PHASES },
    reason: MAYBE_TEXT,
  },
} as const;
const MISSED = {
  type: 'object',
  required: ['step', 'detail'],
  properties: { step: COUNT, detail: TEXT },
} as const;
const PEER = {
  type: 'object',
  required: ['service', 'address', 'port', 'protocol'],
  properties: { service: TEXT, address: TEXT, port: COUNT, protocol: TEXT },
} as const;
const CONNECTED = {
  anyOf: [
    { type: 'null' },
    { type: 'object', required: ['state'], properties: { state: { const: 'unknown' } } },
    {
      type: 'object',
      required: ['state', 'peers', 'more'],
      properties: { state: { const: 'known' }, peers: { type: 'array', items: PEER }, more: COUNT },
    },
  ],
} as const;

const STATES = { type: 'object' } as const;
const EDITS = {
  type: ['object', 'null'],
  required: ['inForce', 'before', 'after'],
  properties: { inForce: TRUTH, before: STATES, after: STATES },
} as const;

const NONCE: Shape<PlanNonce> = shape({
  type: 'object',
  required: ['nonce', 'door', 'seconds', 'address', 'seen', 'signsIn'],
  properties: {
    nonce: TEXT,
    door: TEXT,
    seconds: COUNT,
    address: TEXT,
    seen: { enum: ['direct', 'gateway', 'proxy', 'bridge', 'unknown'] },
    signsIn: TRUTH,
  },
});
const BEGUN: Shape<{ readonly id: string }> = shape({ type: 'object', required: ['id'], properties: { id: TEXT } });
const CURRENT: Shape<{ readonly plan: Sent | null }> = shape({
  type: 'object',
  required: ['plan'],
  properties: {
    plan: {
      type: ['object', 'null'],
      required: ['id', 'phase'],
      properties: {
        id: MAYBE_TEXT,
        phase: { enum: PLAN_PHASES },
        undoes: MAYBE_TEXT,
        action: MAYBE_TEXT,
        steps: { type: 'array', items: STEP },
        comment: TEXT,
        person: TEXT,
        address: TEXT,
        endedAt: MAYBE_TEXT,
        reason: MAYBE_TEXT,
        step: COUNT,
        done: COUNT,
        missed: { type: 'array', items: MISSED },
        confirmedBy: { enum: ['connection', 'sign-in', null] },
        secondsLeft: MAYBE_COUNT,
        silent: TRUTH,
        objects: { type: 'object', patternProperties: { '': { enum: OBJECT_STATES } } },
        edits: EDITS,
        connected: CONNECTED,
        undoable: { type: 'array', items: TEXT },
        due: { type: 'array', items: DUE },
        rotations: { type: 'array', items: TEXT },
        later: LATER,
        beganLater: TRUTH,
      },
    },
  },
});
const VERDICT: Shape<JournalVerdict> = shape({
  type: 'object',
  required: ['holds', 'rows', 'chained', 'head', 'brokenAt'],
  properties: { holds: TRUTH, rows: COUNT, chained: COUNT, head: MAYBE_TEXT, brokenAt: MAYBE_COUNT },
});

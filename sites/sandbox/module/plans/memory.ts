/** Plans as the sandbox keeps them: the one that is played or was last, those that can be undone, nonces, knobs. */
import { randomBytes } from 'node:crypto';
import type { Asker } from '../../../checklist/actions/action.ts';
import type { Plan, Step } from '../../../checklist/actions/types.ts';
import type { Pbx } from '../../pbx.ts';
import type { Connected } from './connected.ts';

/** What goes wrong, and how quick it is. */
export interface PlanKnobs {
  /** For one step, in ms. */
  readonly stepMs: number;
  readonly seen: Asker['seen'];
  /** So many confirmations are taken for those of an older connection, whatever they came over. */
  readonly sameConnection: number;
  /** This step is refused by Core. */
  readonly failAt: number | null;
  /** Bans cannot be ended: the server of Fail2Ban does not answer. */
  readonly unbanFails: boolean;
  /** The first object stays as it is on the way back. */
  readonly wayBackFails: boolean;
  /** The log of the telephony cannot be read: nobody knows who is back. */
  readonly logFails: boolean;
}

/** What the log of the telephony tells of an owner of a new secret. In seconds since 1970. */
export interface Comeback {
  readonly back: { readonly first: number; readonly last: number; readonly address: string } | null;
  readonly refused: { readonly count: number; readonly last: number; readonly address: string } | null;
}

export type Phase =
  'accepted' | 'playing' | 'applying' | 'waiting' | 'undoing' | 'done' | 'undone' | 'refused' | 'stuck' | 'dismissed';
export type Kept = Pick<
  Pbx,
  | 'filters'
  | 'fail2ban'
  | 'settings'
  | 'employees'
  | 'amiUsers'
  | 'ariUsers'
  | 'apiKeys'
  | 'webLogin'
  | 'sshLogin'
  | 'outboundRoutes'
  | 'authorizedKeys'
>;
export type States = Readonly<Record<string, unknown>>;

/** How a person shows that they still get in. */
export type Proof = 'connection' | 'sign-in';

export interface PlanRecord {
  readonly id: string;
  /** null: puts back what another plan touched. */
  readonly steps: readonly Step[] | null;
  readonly action: string;
  readonly comment: string;
  /** The password that its steps set. */
  readonly typed: string;
  /** When what it makes is taken away again, in ms; null: it stays. */
  readonly ends: number | null;
  /** When it begins by itself, and until when it is confirmed then, in ms; null: at once. */
  readonly later: { readonly at: number; readonly until: number; readonly plan: Plan } | null;
  /** Of the undo that is the end of a plan. */
  readonly cause: '' | 'end';
  readonly undoes: string | null;
  /** Keys of what an undo puts back; empty: everything. */
  readonly only: readonly string[];
  /** Keys of what it touches, in that order. */
  readonly objects: readonly string[];
  readonly person: string;
  readonly address: string;
  readonly nonce: string;
  /** In ms. */
  readonly acceptedAt: number;
  readonly confirmSeconds: number | null;
  /** What a confirmation needs; null: it need not be confirmed. */
  readonly proof: Proof | null;
  readonly phase: Phase;
  readonly reason: string | null;
  readonly begun: number;
  readonly done: number;
  /** Steps that did not work out, and that the plan stands without. */
  readonly missed: readonly { readonly step: number; readonly detail: string }[];
  /** When it goes on, in ms. */
  readonly next: number;
  readonly deadline: number | null;
  /** The newest connection when the change came into force. */
  readonly reference: number;
  /** In ms: only who signed in later confirms. null: a new connection counts. */
  readonly signInAfter: number | null;
  /** Ids of new rules by the place of their step. */
  readonly made: Readonly<Record<string, number>>;
  readonly kept: Kept | null;
  /** Everything that plans can change, as the plan left it; null: not so far yet. */
  readonly stood: Kept | null;
  readonly before: States;
  readonly after: States;
  readonly states: Readonly<Record<string, string>>;
  /** When it was done; null: nothing was closed, or it is not done. */
  readonly connected: Connected | null;
  readonly endedAt: number | null;
  /** When new secrets came into force, in ms; null: not yet, or there are none. */
  readonly playedAt: number | null;
  /** The person has what was renewed. */
  readonly sheetClosed: boolean;
}

export interface Nonce {
  readonly nonce: string;
  readonly binding: string;
  /** In ms. */
  readonly at: number;
  /** Key of the door. */
  readonly door: string;
  /** Number of the connection that it was given over, and of a knock. */
  readonly over: number;
  readonly knocked: number;
}

/** What is there for a while. */
export interface Due {
  readonly plan: string;
  /** In ms. */
  readonly at: number;
  readonly trouble: string | null;
}

export interface PlanMemory {
  readonly knobs: PlanKnobs;
  readonly nonces: readonly Nonce[];
  readonly current: PlanRecord | null;
  readonly played: readonly PlanRecord[];
  readonly due: readonly Due[];
  /** By owner, as in Lib/Plan/Owner. */
  readonly comebacks: Readonly<Record<string, Comeback>>;
  /** What is to begin later, or what became of it until a person has seen it. */
  readonly later: PlanRecord | null;
}

export const noPlans: PlanMemory = {
  knobs: {
    stepMs: 350,
    seen: 'direct',
    sameConnection: 0,
    failAt: null,
    unbanFails: false,
    wayBackFails: false,
    logFails: false,
  },
  nonces: [],
  current: null,
  played: [],
  due: [],
  comebacks: {},
  later: null,
};

/** Accepted at this time, in ms: an undo of nothing yet. */
export const freshRecord = (at: number, delay: number): PlanRecord => ({
  id: randomBytes(8).toString('hex'),
  steps: null,
  action: 'undo',
  comment: '',
  typed: '',
  ends: null,
  later: null,
  cause: '',
  undoes: null,
  only: [],
  objects: [],
  person: '',
  address: '',
  nonce: '',
  acceptedAt: at,
  confirmSeconds: null,
  proof: null,
  phase: 'accepted',
  reason: null,
  begun: 0,
  done: 0,
  missed: [],
  next: at + delay,
  deadline: null,
  reference: 0,
  signInAfter: null,
  made: {},
  kept: null,
  stood: null,
  before: {},
  after: {},
  states: {},
  connected: null,
  endedAt: null,
  playedAt: null,
  sheetClosed: false,
});

const OVER: ReadonlySet<Phase> = new Set(['done', 'undone', 'refused', 'dismissed']);
export const isOver = ({ phase }: PlanRecord): boolean => OVER.has(phase);

export const withPlans = (pbx: Pbx, change: Partial<PlanMemory>): Pbx => ({
  ...pbx,
  module: { ...pbx.module, plans: { ...pbx.module.plans, ...change } },
});

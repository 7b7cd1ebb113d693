/**
 * What persons do through the module's API (docs/module-api.md): answers, accepted risks, last judged, journal, and the
 * passwords of the two logins. Nothing throws; a refusal of the module is the error `refused` with its code.
 */
import type { Attestation, Login, Waiver } from '../checklist/facts/types.ts';
import type { LastJudged } from '../checklist/report/types.ts';
import type { Answer } from './errors.ts';

/** A login whose password only the PBX has, as a hash. */
export type LoginName = 'web' | 'ssh';
/** Likely passwords tried against the hash. */
export type Guess = Login['guess'];

export type NewAttestation = Pick<Attestation, 'item' | 'subject' | 'answer' | 'note'> & {
  /** 1 to 3660. */
  readonly validDays: number;
};
/** `expiresAt`: ISO 8601 with offset, at most 3660 days ahead. */
export type NewWaiver = Pick<Waiver, 'check' | 'finding' | 'reason' | 'expiresAt'>;

/** `person`: '' when the module did it by itself. `details`: what was written; null where the row is damaged. */
export interface JournalEntry {
  readonly id: number;
  readonly at: string;
  readonly person: string;
  readonly address: string;
  readonly action: string;
  readonly details: Readonly<Record<string, unknown>> | null;
}
/** Newest first. `next`: what to ask `before` for older ones; null: there are none. */
export interface JournalPage {
  readonly entries: readonly JournalEntry[];
  readonly next: number | null;
}

export interface AskedBy {
  readonly signal?: AbortSignal;
}

export interface ModuleApi {
  /** null: nothing was judged yet. */
  lastJudged(asked?: AskedBy): Promise<Answer<LastJudged | null>>;
  keepLastJudged(judged: LastJudged, asked?: AskedBy): Promise<Answer<LastJudged>>;
  /** Takes the place of an older answer of the same item and subject. */
  attest(answer: NewAttestation, asked?: AskedBy): Promise<Answer<Attestation>>;
  /** false: there was none. */
  withdrawAttestation(of: Pick<Attestation, 'item' | 'subject'>, asked?: AskedBy): Promise<Answer<boolean>>;
  waive(risk: NewWaiver, asked?: AskedBy): Promise<Answer<Waiver>>;
  /** false: there was none. */
  withdrawWaiver(of: Pick<Waiver, 'check' | 'finding'>, asked?: AskedBy): Promise<Answer<boolean>>;
  /** At most 500 entries; 100 unless asked otherwise. */
  journal(page?: { readonly before?: number; readonly limit?: number }, asked?: AskedBy): Promise<Answer<JournalPage>>;
  /** Its progress is in the facts: parts `webLogin` and `ssh`. */
  startGuessing(which: LoginName, asked?: AskedBy): Promise<Answer<Guess>>;
  cancelGuessing(which: LoginName, asked?: AskedBy): Promise<Answer<Guess>>;
  /** Does the typed password fit the stored one? Five tries in 15 minutes per PBX. */
  provePassword(which: LoginName, password: string, asked?: AskedBy): Promise<Answer<boolean>>;
}

/**
 * What persons do through the module's API (docs/module-api.md): answers, accepted risks, last judged, journal, and the
 * passwords of the two logins. Nothing throws; a refusal of the module is the error `refused` with its code.
 */
import { shape, type Shape } from '../checklist/facts/shape.ts';
import { ATTESTATION, GUESS, WAIVER } from '../checklist/facts/shapes.generated.ts';
import type { Attestation, Login, Waiver } from '../checklist/facts/types.ts';
import type { UpgradedFrom } from '../checklist/path/upgraded.ts';
import { LAST_JUDGED } from '../checklist/report/shapes.generated.ts';
import type { LastJudged } from '../checklist/report/types.ts';
import { VERDICTS } from '../checklist/report/vocabulary.ts';
import type { Client } from './client.ts';
import type { Answer } from './errors.ts';
import { createModuleCalls, type AskedBy, type Fits, type ModuleCalls } from './module-calls.ts';
import { createPlansApi, type PlansApi } from './plans-api.ts';

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
  /** Of this row and all before it, in hexadecimal. */
  readonly hash?: string | null;
}
/** Newest first. `next`: what to ask `before` for older ones; null: there are none. */
export interface JournalPage {
  readonly entries: readonly JournalEntry[];
  readonly next: number | null;
}

/** What a page showed last, and who looked at it. */
export type KeptJudged = LastJudged & { readonly by?: string; readonly upgraded?: UpgradedFrom };

export interface ModuleApi {
  readonly plans: PlansApi;
  /** For the contracts of pieces that are loaded later. */
  readonly calls: ModuleCalls;
  /** null: nothing was judged yet. */
  lastJudged(asked?: AskedBy): Promise<Answer<KeptJudged | null>>;
  keepLastJudged(judged: LastJudged, asked?: AskedBy): Promise<Answer<LastJudged>>;
  /** Takes the place of an older answer of the same item and subject. */
  attest(answer: NewAttestation, asked?: AskedBy): Promise<Answer<Attestation>>;
  /** false: there was none. */
  withdrawAttestation(of: Pick<Attestation, 'item' | 'subject'>, asked?: AskedBy): Promise<Answer<boolean>>;
  waive(risk: NewWaiver, asked?: AskedBy): Promise<Answer<Waiver>>;
  /** false: there was none. */
  withdrawWaiver(of: Pick<Waiver, 'check' | 'finding'>, asked?: AskedBy): Promise<Answer<boolean>>;
  /** Does this person see marks beside settings? Whoever is no person does. */
  flagsOn(asked?: AskedBy): Promise<Answer<boolean>>;
  /** What it is now. */
  switchFlags(on: boolean, asked?: AskedBy): Promise<Answer<boolean>>;
  /** At most 500 entries; 100 unless asked otherwise. */
  journal(page?: { readonly before?: number; readonly limit?: number }, asked?: AskedBy): Promise<Answer<JournalPage>>;
  /** Its progress is in the facts: parts `webLogin` and `ssh`. */
  startGuessing(which: LoginName, asked?: AskedBy): Promise<Answer<Guess>>;
  cancelGuessing(which: LoginName, asked?: AskedBy): Promise<Answer<Guess>>;
  /** Does the typed password fit the stored one? Five tries in 15 minutes per PBX. */
  provePassword(which: LoginName, password: string, asked?: AskedBy): Promise<Answer<boolean>>;
}

export function createModuleApi(client: Client): ModuleApi {
  const calls = createModuleCalls(client);
  const { read, write } = calls;
  const withdrawn = (answer: Answer<{ readonly withdrawn: boolean }>): Answer<boolean> =>
    answer.ok ? { ok: true, value: answer.value.withdrawn } : answer;

  const isOn = (answer: Answer<{ readonly on: boolean }>): Answer<boolean> =>
    answer.ok ? { ok: true, value: answer.value.on } : answer;

  return {
    plans: createPlansApi(calls),
    calls,
    lastJudged: (asked) => read('last-judged', '', MAYBE_LAST_JUDGED, asked),
    keepLastJudged: (judged, asked) => write('last-judged', judged, LAST_JUDGED, asked),
    attest: ({ item, subject, answer, note, validDays }, asked) =>
      write('attestations', { item, subject, answer, note, validDays }, ATTESTATION, asked),
    withdrawAttestation: async ({ item, subject }, asked) =>
      withdrawn(await write('attestations/withdraw', { item, subject }, WITHDRAWN, asked)),
    waive: ({ check, finding, reason, expiresAt }, asked) =>
      write('waivers', { check, finding, reason, expiresAt }, WAIVER, asked),
    withdrawWaiver: async ({ check, finding }, asked) =>
      withdrawn(await write('waivers/withdraw', { check, finding }, WITHDRAWN, asked)),
    flagsOn: async (asked) => isOn(await read('flags', '', FLAGS, asked)),
    switchFlags: async (on, asked) => isOn(await write('flags-switch', { on }, SWITCH, asked)),
    journal(page = {}, asked) {
      const query = Object.entries(page).map(([name, value]) => `${name}=${value}`);
      return read('journal', query.length === 0 ? '' : `?${query.join('&')}`, JOURNAL_PAGE, asked);
    },
    startGuessing: (which, asked) => write('guesses/start', { which }, GUESS, asked),
    cancelGuessing: (which, asked) => write('guesses/cancel', { which }, GUESS, asked),
    async provePassword(which, password, asked) {
      const answer = await write('passwords/prove', { which, password }, MATCHED, asked);
      return answer.ok ? { ok: true, value: answer.value.matched } : answer;
    },
  };
}

const TEXT = { type: 'string' } as const;
const TRUTH = { type: 'boolean' } as const;
const ID = { type: 'integer', minimum: 1 } as const;

const WITHDRAWN: Shape<{ readonly withdrawn: boolean }> = shape({
  type: 'object',
  required: ['withdrawn'],
  properties: { withdrawn: TRUTH },
});
const MATCHED: Shape<{ readonly matched: boolean }> = shape({
  type: 'object',
  required: ['matched'],
  properties: { matched: TRUTH },
});
const SWITCH: Shape<{ readonly on: boolean }> = shape({
  type: 'object',
  required: ['on'],
  properties: { on: TRUTH },
});
/** Without parts there are no facts. */
const FLAGS: Shape<{ readonly on: boolean }> = shape({
  type: 'object',
  required: ['on', 'facts', 'lastJudged'],
  properties: { on: TRUTH, facts: { type: 'null' }, lastJudged: { type: ['object', 'null'] } },
});
const UPGRADED: Shape<UpgradedFrom> = shape({
  type: 'object',
  required: ['from', 'at', 'checks'],
  properties: {
    from: TEXT,
    at: { type: ['string', 'null'] },
    checks: {
      type: 'array',
      items: {
        type: 'object',
        required: ['check', 'verdict'],
        properties: { check: TEXT, verdict: { enum: VERDICTS } },
      },
    },
  },
});
const MAYBE_LAST_JUDGED: Fits<KeptJudged | null> = {
  fits: (value): value is KeptJudged | null =>
    value === null ||
    (LAST_JUDGED.fits(value) &&
      (!('by' in value) || typeof value.by === 'string') &&
      (!('upgraded' in value) || UPGRADED.fits(value.upgraded))),
};
const JOURNAL_PAGE: Shape<JournalPage> = shape({
  type: 'object',
  required: ['entries', 'next'],
  properties: {
    entries: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'at', 'person', 'address', 'action', 'details'],
        properties: {
          id: ID,
          at: TEXT,
          person: TEXT,
          address: TEXT,
          action: TEXT,
          details: { type: ['object', 'null'] },
          hash: { type: ['string', 'null'] },
        },
      },
    },
    next: { type: ['integer', 'null'] },
  },
});

/** The writes of the module's API: fields of the body, and what becomes of the PBX. */
import type { Attestation, Waiver } from '../../checklist/facts/types.ts';
import { LAST_JUDGED } from '../../checklist/report/shapes.generated.ts';
import type { LastJudged } from '../../checklist/report/types.ts';
import { isoOf } from '../facts/parts.ts';
import type { Login, Pbx } from '../pbx.ts';
import type { Fields } from './fields.ts';
import { cancelGuessing, guessAt, startGuessing } from './guessing.ts';
import { upgradedFrom } from './memory.ts';
import { FIELD, judgeNew, LOGINS, prove } from './passwords.ts';
import { invalid, Refused } from './refused.ts';

export interface Writing {
  readonly pbx: Pbx;
  readonly fields: Fields;
  /** Who writes. */
  readonly by: string;
  /** What tells their login from others. */
  readonly binding: string;
  readonly client: string;
  /** Number of the connection that it came over. */
  readonly connection: number;
  readonly isEncrypted: boolean;
  /** In ms; null: not known. */
  readonly signedInAt: number | null;
  readonly now: Date;
}
export interface Written {
  readonly status: number;
  readonly json: unknown;
  readonly pbx: Pbx;
  /** For the journal; null: there is nothing to tell. */
  readonly details: Readonly<Record<string, unknown>> | null;
}
export interface Write {
  readonly fields: readonly string[];
  run(writing: Writing): Written;
}

const DAY = 86_400_000;
const MOST_DAYS = 3660;
const MOST_ROWS = 1000;

function put<Row>(rows: readonly Row[], row: Row, isSame: (other: Row) => boolean): readonly Row[] {
  const others = rows.filter((other) => !isSame(other));
  if (others.length >= MOST_ROWS) throw new Refused(409, 'too-many');
  return [...others, row];
}

const attest: Write = {
  fields: ['item', 'subject', 'answer', 'note', 'validDays'],
  run({ pbx, fields, by, now }) {
    const days = fields.number('validDays', 1, MOST_DAYS);
    const attestation: Attestation = {
      item: fields.id('item'),
      subject: fields.line('subject', 255),
      answer: fields.visible('answer', fields.line('answer', 1000)),
      by,
      at: isoOf(now),
      expiresAt: isoOf(new Date(now.getTime() + days * DAY)),
      note: fields.lines('note', 2000),
    };
    const { item, subject } = attestation;
    const isSame = (other: Attestation) => other.item === item && other.subject === subject;
    const attestations = put(pbx.attestations, attestation, isSame);
    return { status: 201, json: attestation, pbx: { ...pbx, attestations }, details: attestation };
  },
};

const withdrawAttestation: Write = {
  fields: ['item', 'subject'],
  run({ pbx, fields }) {
    const [item, subject] = [fields.id('item'), fields.line('subject', 255)];
    const attestations = pbx.attestations.filter((other) => other.item !== item || other.subject !== subject);
    const withdrawn = attestations.length < pbx.attestations.length;
    return {
      status: 200,
      json: { withdrawn },
      pbx: { ...pbx, attestations },
      details: withdrawn ? { item, subject } : null,
    };
  },
};

const waive: Write = {
  fields: ['check', 'finding', 'reason', 'expiresAt'],
  run({ pbx, fields, by, now }) {
    const end = fields.time('expiresAt');
    if (end <= now || end.getTime() > now.getTime() + MOST_DAYS * DAY) throw invalid('expiresAt');
    const waiver: Waiver = {
      check: fields.id('check'),
      finding: fields.line('finding', 255),
      reason: fields.visible('reason', fields.lines('reason', 2000)),
      by,
      at: isoOf(now),
      expiresAt: isoOf(end),
    };
    const { check, finding } = waiver;
    const waivers = put(pbx.waivers, waiver, (other) => other.check === check && other.finding === finding);
    return { status: 201, json: waiver, pbx: { ...pbx, waivers }, details: waiver };
  },
};

const withdrawWaiver: Write = {
  fields: ['check', 'finding'],
  run({ pbx, fields }) {
    const [check, finding] = [fields.id('check'), fields.line('finding', 255)];
    const waivers = pbx.waivers.filter((other) => other.check !== check || other.finding !== finding);
    const withdrawn = waivers.length < pbx.waivers.length;
    return {
      status: 200,
      json: { withdrawn },
      pbx: { ...pbx, waivers },
      details: withdrawn ? { check, finding } : null,
    };
  },
};

const isSameScore = (now: LastJudged, before: LastJudged | null) =>
  JSON.stringify(now.score) === JSON.stringify(before?.score);

function judgedAs({ release, module }: Pbx, judged: LastJudged, by: string, now: Date): Pbx['module'] {
  const isOther = module.judgedOn !== '' && module.judgedOn !== release;
  const upgraded = isOther ? upgradedFrom(module, judged.at) : module.upgraded;
  const isBad = judged.checks.some(({ verdict, severity }) => verdict === 'fail' && severity === 'critical');
  const traces = isBad ? module.traces : { ...module.traces, goodAt: now.getTime() };
  return { ...module, lastJudged: { ...judged, by }, judgedOn: release, upgraded, traces };
}

const keepLastJudged: Write = {
  fields: ['version', 'at', 'score', 'checks'],
  run({ pbx, fields, by, now }) {
    fields.time('at');
    const [version, at, score, checks] = ['version', 'at', 'score', 'checks'].map(fields.value);
    const judged: unknown = { version, at, score, checks };
    if (!LAST_JUDGED.fits(judged))
      throw invalid(
        LAST_JUDGED.misfit(judged)
          .slice(1)
          .replace(/[ /].*/, ''),
      );
    return {
      status: 200,
      json: judged,
      pbx: { ...pbx, module: judgedAs(pbx, judged, by, now) },
      // Looking is no change; another grade is.
      details: isSameScore(judged, pbx.module.lastJudged) ? null : { at: judged.at, score: judged.score },
    };
  },
};

const switchFlags: Write = {
  fields: ['on'],
  run({ pbx, fields, by }) {
    const on = fields.truth('on');
    const others = pbx.module.flagsOff.filter((login) => login !== by);
    const flagsOff = on ? others : [...others, by];
    // A preference: the journal does not tell it.
    return { status: 200, json: { on }, pbx: { ...pbx, module: { ...pbx.module, flagsOff } }, details: null };
  },
};

const guessing = (change: (login: Login, now: Date) => Login): Write => ({
  fields: ['which'],
  run({ pbx, fields, now }) {
    const which = fields.oneOf('which', LOGINS);
    const login = change(pbx[FIELD[which]], now);
    return { status: 202, json: guessAt(login, now), pbx: { ...pbx, [FIELD[which]]: login }, details: { which } };
  },
});

const provePassword: Write = {
  fields: ['which', 'password'],
  run({ pbx, fields, now }) {
    const which = fields.oneOf('which', LOGINS);
    const typed = fields.line('password', 255, 1);
    const { pbx: next, matched } = prove(pbx, which, typed, now, 'person');
    return {
      status: 200,
      json: { matched },
      pbx: next,
      details: { which, outcome: matched ? 'matched' : 'not-matched' },
    };
  },
};

const judgePassword: Write = {
  fields: ['which', 'password'],
  run({ pbx, fields }) {
    const which = fields.oneOf('which', LOGINS);
    // Nothing changes, so the journal does not tell it.
    return { status: 200, json: judgeNew(pbx, which, fields.line('password', 255, 1)), pbx, details: null };
  },
};

export const WRITES: ReadonlyMap<string, Write> = new Map([
  ['attestations', attest],
  ['attestations/withdraw', withdrawAttestation],
  ['waivers', waive],
  ['waivers/withdraw', withdrawWaiver],
  ['last-judged', keepLastJudged],
  ['flags-switch', switchFlags],
  ['guesses/start', guessing(startGuessing)],
  ['guesses/cancel', guessing(cancelGuessing)],
  ['passwords/prove', provePassword],
  ['passwords/judge', judgePassword],
]);

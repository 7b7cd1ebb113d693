/** The requests about plans (docs/module-api.md). */
import { randomBytes } from 'node:crypto';
import { isRenewing } from '../../../checklist/actions/renewing/kinds.ts';
import type { Plan, Step } from '../../../checklist/actions/types.ts';
import { isoOf } from '../../facts/parts.ts';
import type { Pbx } from '../../pbx.ts';
import { isData } from '../../rest/values.ts';
import { setting } from '../../settings.ts';
import { LONGEST_PASSWORD } from '../../../checklist/secrets/policy.ts';
import { judgeNew, prove, type LoginId } from '../passwords.ts';
import { invalid, Refused } from '../refused.ts';
import type { Write, Writing } from '../writes.ts';
import { connectedTo } from './connected.ts';
import { isoIn, momentIn } from './calendar.ts';
import { mustHold } from './holds.ts';
import { freshRecord, isOver, withPlans, type PlanRecord, type Proof } from './memory.ts';
import { bansSooner, closesSomething, objectsOf, opensSomething, putBack } from './objects.ts';
import { editedIn, isWatching, settled } from './edits.ts';
import { foreignIn } from './foreign.ts';
import { openRotations } from './rotations.ts';
import { archived, ended, endingOf, goBack, isRotation, tell, told, withoutRule } from './player.ts';

/** In characters. */
const LONGEST_COMMENT = 200;
const NONCE_LIFE = 600_000;
/** New secrets can be undone for so long, in seconds. */
const LONGEST_KEPT = 86_400;
/** What a plan that renews secrets may do besides. */
const BESIDES: ReadonlySet<string> = new Set([
  ...['fail2ban.patch', 'fail2ban.unban', 'api-key.limit', 'ssh.remove-keys', 'passkeys.end', 'sessions.end'],
]);
/** Time to confirm an undo that takes something from somebody, or opens something again, in seconds. */
const UNDO_SECONDS = 300;

interface Came {
  readonly binding: string;
  readonly client: string;
  readonly connection: number;
  readonly signedInAt: number | null;
  readonly now: Date;
}

export function giveNonce(
  pbx: Pbx,
  { binding, client, connection, signedInAt, now }: Came,
): { readonly pbx: Pbx; readonly json: object } {
  const nonce = randomBytes(16).toString('hex');
  const door = randomBytes(16).toString('hex');
  const { nonces, knobs } = pbx.module.plans;
  const seen = isBridged(pbx) ? 'bridge' : knobs.seen;
  const given = { nonce, door, binding, at: now.getTime(), over: connection, knocked: 0 };
  return {
    pbx: withPlans(pbx, { nonces: [...nonces, given] }),
    json: { nonce, door, seconds: NONCE_LIFE / 1000, address: client, seen, signsIn: signedInAt !== null },
  };
}

/** Somebody opens a WebSocket at the door; null: not with a key. */
export function knockedAt(pbx: Pbx, door: string, connection: number): Pbx | null {
  const { nonces } = pbx.module.plans;
  if (!nonces.some((one) => one.door === door)) return null;
  return withPlans(pbx, {
    nonces: nonces.map((one) => (one.door === door ? { ...one, knocked: connection } : one)),
  });
}

const isBridged = ({ container }: Pbx): boolean => container.kind === 'docker' && container.network !== 'host';

/** How far the plan is, as the API shows it. */
export function shown(pbx: Pbx, now: Date): object | null {
  const { current, played, later } = pbx.module.plans;
  const also = {
    undoable: played.map((one) => one.id),
    due: dueIn(pbx, now),
    later: laterIn(pbx, later),
    rotations: openRotations(pbx).map(({ plan }) => plan),
  };
  if (current === null) return later === null ? null : { id: null, phase: 'dismissed', objects: {}, ...also };
  const { id, undoes, person, address, phase, reason, deadline, endedAt } = current;
  return {
    id,
    undoes,
    action: current.action,
    steps: told(current).map(brief),
    comment: current.comment,
    person,
    address,
    acceptedAt: isoOf(new Date(current.acceptedAt)),
    endedAt: endedAt === null ? null : isoOf(new Date(endedAt)),
    phase,
    reason,
    step: current.begun,
    done: current.done,
    missed: current.missed,
    confirmedBy: deadline === null ? null : current.proof,
    until: deadline === null ? null : isoOf(new Date(deadline)),
    objects: current.states,
    edits: isWatching(current) ? { inForce: phase === 'waiting', ...editedIn(current) } : null,
    connected: phase === 'waiting' && current.kept !== null ? connectedTo(pbx, current.kept) : current.connected,
    ...also,
    beganLater: current.later !== null,
    shownAt: isoOf(now),
    secondsLeft: deadline === null ? null : Math.max(0, Math.ceil((deadline - now.getTime()) / 1000)),
    silent: false,
  };
}

function laterIn(pbx: Pbx, record: PlanRecord | null): object | null {
  if (record?.later === undefined || record.later === null) return null;
  const { id, action, comment, person, address, phase, reason, confirmSeconds } = record;
  const [at, until] = [record.later.at, record.later.until].map((ms) => isoIn(setting(pbx, 'PBXTimezone'), ms));
  const steps = told(record).map(brief);
  return {
    id,
    action,
    steps,
    comment,
    person,
    address,
    at,
    until: confirmSeconds === null ? null : until,
    phase,
    reason,
  };
}

function dueIn({ module: { plans } }: Pbx, now: Date): readonly object[] {
  return plans.due.flatMap(({ plan, at, trouble }) => {
    const played = plans.played.find(({ id }) => id === plan);
    // Renewed secrets have a page of their own, as long as all is well.
    if (played === undefined || (isRotation(played) && trouble === null)) return [];
    const { comment, person } = played;
    const secondsLeft = Math.max(0, Math.ceil((at - now.getTime()) / 1000));
    return [
      { id: plan, steps: told(played).map(brief), comment, person, until: isoOf(new Date(at)), secondsLeft, trouble },
    ];
  });
}

const BRIEF = ['kind', 'id', 'network', 'subnet', 'enabled', 'maxretry', 'mode', 'object', 'number', 'which'];
const brief = (step: object): object =>
  Object.fromEntries(
    Object.entries(withoutRule(step)).filter(([name, value]) => BRIEF.includes(name) && typeof value !== 'object'),
  );

function mustBeFree({ module: { plans } }: Pbx): void {
  if (plans.current !== null && !isOver(plans.current)) throw new Refused(409, 'plan-running');
}

function used({ pbx, binding, now }: Writing, nonce: string): Pbx {
  const { nonces } = pbx.module.plans;
  const held = nonces.find((one) => one.nonce === nonce && one.binding === binding);
  if (held === undefined || now.getTime() - held.at > NONCE_LIFE) throw new Refused(403, 'bad-nonce');
  // What was begun with it can still be knocked for.
  return withPlans(pbx, { nonces: nonces.map((one) => (one === held ? { ...one, binding: '' } : one)) });
}

/** The page makes them, and the schema holds them: the sandbox looks only at what it reads itself. */
const isPlan = (value: unknown): value is Plan =>
  isData(value) && Array.isArray(value['steps']) && Array.isArray(value['parts']) && isData(value['asker']);

function newRecord(writing: Writing, nonce: string): PlanRecord {
  const { by, client, now } = writing;
  const { stepMs } = writing.pbx.module.plans.knobs;
  return { ...freshRecord(now.getTime(), stepMs), person: by, address: client, nonce };
}

/** What this person can show later. */
function proofOf({ pbx, connection, signedInAt }: Writing, nonce: string): Proof {
  const { knobs, nonces } = pbx.module.plans;
  const isBetween = isBridged(pbx) || knobs.seen === 'proxy';
  const given = nonces.find((one) => one.nonce === nonce);
  if (given === undefined) throw new Refused(403, 'bad-nonce');
  if (!isBetween && Math.max(connection, given.knocked) > given.over) return 'connection';
  if (signedInAt !== null) return 'sign-in';
  throw new Refused(409, isBetween ? 'behind-proxy' : 'same-connection');
}

const startPlan: Write = {
  fields: ['plan', 'nonce', 'comment', 'ends', 'later', 'typed'],
  run(writing) {
    const { pbx, fields, client, now } = writing;
    const nonce = fields.line('nonce', 32, 32);
    const comment = fields.line('comment', LONGEST_COMMENT);
    const ends = fields.value('ends') === null ? null : fields.number('ends', 60, 2_592_000);
    const plan = fields.value('plan');
    if (!isPlan(plan)) throw invalid('plan');
    const isRotating = plan.steps.some(isRenewing);
    if (ends !== null && !isRotating && plan.steps.some(({ kind }) => kind !== 'firewall.create'))
      throw invalid('ends');
    if (ends !== null && isRotating && ends > LONGEST_KEPT) throw invalid('ends');
    if (isRotating && plan.steps.some((step) => !isRenewing(step) && !BESIDES.has(step.kind))) throw invalid('plan');
    const logins = loginsIn(plan.steps);
    const typed = fields.value('typed') === null ? '' : fields.line('typed', LONGEST_PASSWORD, 1);
    if ((typed !== '') !== logins.length > 0) throw invalid('typed');
    mustBeFree(pbx);
    const later = timesOf(pbx, fields, now);
    const isNow = isRotating || typed !== '' || isWatching(plan);
    if (later !== null && (ends !== null || isNow)) throw invalid('later');
    if (later !== null && pbx.module.plans.later?.phase === 'accepted') throw new Refused(409, 'another-later');
    mustHold(pbx, plan, client, now);
    if (plan.confirm === null && typed !== '') throw new Refused(409, 'confirm-missing');
    if (logins.some((which) => !judgeNew(pbx, which, typed).fits)) throw new Refused(422, 'weak-password');
    const record: PlanRecord = {
      ...newRecord(writing, nonce),
      typed,
      steps: plan.steps,
      action: plan.action,
      comment,
      ends: ends === null && !isRotating ? null : now.getTime() + (ends ?? LONGEST_KEPT) * 1000,
      later: later === null ? null : { ...later, plan },
      objects: objectsOf(plan.steps, pbx),
      confirmSeconds: plan.confirm?.seconds ?? null,
      proof: plan.confirm === null ? null : proofOf(writing, nonce),
    };
    const { id } = record;
    const begun = used(writing, nonce);
    const at = later === null ? {} : { at: isoIn(setting(pbx, 'PBXTimezone'), later.at) };
    const next =
      later === null
        ? withPlans(begun, { current: record })
        : withPlans(tell(begun, record, 'plan/later', { action: plan.action, steps: told(record).map(brief), ...at }), {
            later: record,
          });
    return {
      status: 202,
      json: { id },
      pbx: next,
      details: { plan: id, action: plan.action, ...(comment === '' ? {} : { comment }), ...at },
    };
  },
};

const WALL = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;
/** In ms. */
const LATEST = 30 * 86_400_000;
const TO_CONFIRM = { shortest: 180_000, longest: 3_600_000 } as const;

/** When it begins by itself, by the calendar of the PBX; null: at once. */
function timesOf(
  pbx: Pbx,
  fields: Writing['fields'],
  now: Date,
): { readonly at: number; readonly until: number } | null {
  const later = fields.value('later');
  if (later === null) return null;
  if (!isData(later) || Object.keys(later).sort().join() !== 'at,until,zone') throw invalid('later');
  const zone = String(later['zone']);
  const [at, until] = ['at', 'until'].map((name) => {
    const wall = later[name];
    const moment = typeof wall === 'string' && WALL.test(wall) ? momentIn(zone, wall) : null;
    if (moment === null) throw invalid(`later.${name}`);
    return moment;
  });
  if (at === undefined || until === undefined) throw invalid('later');
  if (zone !== setting(pbx, 'PBXTimezone')) throw new Refused(409, 'other-clock');
  const [ahead, toConfirm] = [at - now.getTime(), until - at];
  const isPossible =
    ahead >= 0 && ahead <= LATEST && toConfirm >= TO_CONFIRM.shortest && toConfirm <= TO_CONFIRM.longest;
  if (!isPossible) throw invalid('later.at');
  return { at, until };
}

/** The plan that is being played, by its id. */
function mustBe({ module: { plans } }: Pbx, id: string, ...phases: readonly PlanRecord['phase'][]): PlanRecord {
  if (plans.current?.id !== id) throw new Refused(404, 'no-such-plan');
  if (phases.includes(plans.current.phase)) return plans.current;
  throw new Refused(409, plans.current.reason === 'too-late' ? 'too-late' : 'not-waiting');
}

const loginsIn = (steps: readonly Step[] | null): readonly LoginId[] =>
  steps?.flatMap((step) => (step.kind === 'login.password' ? [step.which] : [])) ?? [];

/** Whoever sets a password shows that they know it. */
function known(pbx: Pbx, { steps }: PlanRecord, typed: string | null, now: Date): Pbx {
  return loginsIn(steps).reduce((next, which) => {
    if (typed === null) throw new Refused(409, 'no-password');
    const { pbx: proven, matched } = prove(next, which, typed, now, 'action');
    if (!matched) throw new Refused(403, 'wrong-password');
    return proven;
  }, pbx);
}

const confirmPlan: Write = {
  fields: ['id', 'nonce', 'password'],
  run(writing) {
    const { pbx: is, fields, by, client, connection, signedInAt, now } = writing;
    const id = fields.line('id', 16, 16);
    const nonce = fields.line('nonce', 32, 32);
    const typed = fields.value('password') === null ? null : fields.line('password', 255, 1);
    const record = mustBe(is, id, 'waiting');
    if (record.person !== by) throw new Refused(403, 'other-person');
    if (record.address !== client) throw new Refused(403, 'other-address');
    // What began by itself is confirmed with any nonce of its person.
    if (record.later === null && record.nonce !== nonce) throw new Refused(403, 'bad-nonce');
    const knocked = is.module.plans.nonces.find((one) => one.nonce === nonce)?.knocked ?? 0;
    if (record.signInAfter === null && Math.max(connection, knocked) <= record.reference) {
      throw new Refused(409, 'same-connection');
    }
    if (record.signInAfter !== null && (signedInAt === null || signedInAt <= record.signInAfter)) {
      throw new Refused(409, 'old-sign-in');
    }
    const pbx = known(is, record, typed, now);
    const held = record.later === null || record.nonce === nonce ? pbx : used({ ...writing, pbx }, nonce);
    const states = isWatching(record) ? {} : foreignIn(held, record);
    const reason = Object.keys(states).length === 0 ? null : 'changed-meanwhile';
    const confirmed = { ...settled(record), nonce, states, reason, next: now.getTime() };
    const { pbx: told, record: over } = ended(held, confirmed, 'done');
    return {
      status: 202,
      json: { id },
      pbx: archived(withPlans(told, { current: over }), over),
      details: { plan: id },
    };
  },
};

/** What is given when somebody needs more time, and the longest time in all, in ms. */
const MORE = 300_000;
const LONGEST = 3_600_000;

const extendPlan: Write = {
  fields: ['id'],
  run({ pbx, fields }) {
    const id = fields.line('id', 16, 16);
    const record = mustBe(pbx, id, 'waiting');
    if (record.deadline === null) throw new Refused(409, 'not-waiting');
    const began = record.deadline - 1000 * (record.confirmSeconds ?? 0);
    const deadline = Math.max(record.deadline, Math.min(began + LONGEST, record.deadline + MORE));
    const confirmSeconds = Math.round((deadline - began) / 1000);
    const current = { ...record, deadline, confirmSeconds, next: deadline };
    return { status: 202, json: { id }, pbx: withPlans(pbx, { current }), details: { plan: id } };
  },
};

const revertPlan: Write = {
  fields: ['id'],
  run({ pbx, fields, now }) {
    const id = fields.line('id', 16, 16);
    const record = mustBe(pbx, id, 'waiting', 'stuck');
    const reason = record.phase === 'stuck' ? (record.reason ?? 'asked') : 'asked';
    const back = goBack(pbx, record, reason, now.getTime());
    return { status: 202, json: { id }, pbx: withPlans(back.pbx, { current: back.record }), details: { plan: id } };
  },
};

const dismissPlan: Write = {
  fields: ['id'],
  run({ pbx, fields, by, client, now }) {
    const id = fields.line('id', 16, 16);
    const record = { ...mustBe(pbx, id, 'stuck', 'accepted'), person: by, address: client, next: now.getTime() };
    const over = ended(pbx, record, 'dismissed');
    return { status: 202, json: { id }, pbx: withPlans(over.pbx, { current: over.record }), details: { plan: id } };
  },
};

/** Keys of objects; empty: all of them. */
function onlyIn(value: unknown): readonly string[] {
  if (value === null) return [];
  const keys = Array.isArray(value) ? value.filter((key) => typeof key === 'string') : [];
  if (keys.length === 0 || keys.length > 2000) throw invalid('only');
  return keys;
}

const undoPlan: Write = {
  fields: ['id', 'nonce', 'only'],
  run(writing) {
    const { pbx, fields } = writing;
    const only = onlyIn(fields.value('only'));
    const of = fields.line('id', 16, 16);
    const nonce = fields.line('nonce', 32, 32);
    mustBeFree(pbx);
    const played = pbx.module.plans.played.find(({ id }) => id === of);
    if (played?.kept === undefined || played.kept === null) throw new Refused(404, 'no-such-plan');
    const { kept, made } = played;
    const objects = only.length === 0 ? played.objects : only;
    const then = objects.reduce((next, key) => putBack(next, key, kept, made), pbx);
    const isConfirmed = closesSomething(pbx, then) || bansSooner(pbx, then) || opensSomething(pbx, then);
    const record: PlanRecord = {
      ...newRecord(writing, nonce),
      undoes: of,
      only,
      objects,
      made,
      confirmSeconds: isConfirmed ? UNDO_SECONDS : null,
      proof: isConfirmed ? proofOf(writing, nonce) : null,
    };
    const next = withPlans(used(writing, nonce), { current: record });
    return {
      status: 202,
      json: { id: record.id },
      pbx: next,
      details: { plan: record.id, undoes: of, ...(only.length === 0 ? {} : { only }) },
    };
  },
};

const endPlan: Write = {
  fields: ['id'],
  run({ pbx, fields, by, now }) {
    const id = fields.line('id', 16, 16);
    mustBeFree(pbx);
    const due = pbx.module.plans.due.find(({ plan }) => plan === id);
    if (due === undefined) throw new Refused(404, 'no-such-plan');
    const rest = pbx.module.plans.due.filter((one) => one !== due);
    const next =
      due.trouble === null
        ? withPlans(pbx, { current: endingOf(pbx, id, now.getTime(), by) })
        : withPlans(pbx, { due: rest });
    return { status: 202, json: { id }, pbx: next, details: { of: id } };
  },
};

const cancelPlan: Write = {
  fields: ['id'],
  run({ pbx, fields, by, client, now }) {
    const id = fields.line('id', 16, 16);
    const { later } = pbx.module.plans;
    if (later?.id !== id) throw new Refused(404, 'no-such-plan');
    const record = { ...later, person: by, address: client, next: now.getTime() };
    const next = later.phase === 'accepted' ? ended(pbx, record, 'dismissed').pbx : pbx;
    return { status: 202, json: { id }, pbx: withPlans(next, { later: null }), details: { plan: id } };
  },
};

export const PLAN_WRITES: ReadonlyMap<string, Write> = new Map([
  ['plans', startPlan],
  ['plans/confirm', confirmPlan],
  ['plans/extend', extendPlan],
  ['plans/revert', revertPlan],
  ['plans/dismiss', dismissPlan],
  ['plans/undo', undoPlan],
  ['plans/end', endPlan],
  ['plans/cancel', cancelPlan],
]);

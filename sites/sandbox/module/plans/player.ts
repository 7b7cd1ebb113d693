/** Plays the plan as far as the clock is: docs/player.md, without what only a real PBX can break. */
import { isRenewing } from '../../../checklist/actions/renewing/kinds.ts';
import type { Step } from '../../../checklist/actions/types.ts';
import { isoOf } from '../../facts/parts.ts';
import type { Pbx } from '../../pbx.ts';
import { setting } from '../../settings.ts';
import { note } from '../journal.ts';
import { Refused } from '../refused.ts';
import { isoIn } from './calendar.ts';
import { connectedTo, type Connected } from './connected.ts';
import { editedIn, everythingIn, isWatching, noticed, withNew } from './edits.ts';
import { foreignIn, mergedWith } from './foreign.ts';
import { mustHold } from './holds.ts';
import { freshRecord, isOver, withPlans, type Kept, type PlanRecord, type States } from './memory.ts';
import { playStep, putBack, stateOf, unexempt } from './objects.ts';
import { changedAt, isSecretKey, ownerIn, ownerOf } from './secrets.ts';

interface Played {
  readonly pbx: Pbx;
  readonly record: PlanRecord;
}

/** `newest`: number of the newest connection. */
export function advance(pbx: Pbx, now: Date, newest: number): Pbx {
  const { current: watched } = pbx.module.plans;
  let next = watched === null ? pbx : withPlans(pbx, { current: noticed(watched, pbx, newest, now) });
  for (;;) {
    const { current } = next.module.plans;
    if (current === null || isOver(current)) {
      const due = next.module.plans.due.find(({ at, trouble }) => trouble === null && at <= now.getTime());
      const begun = due === undefined ? beganLater(next, now) : null;
      if (due === undefined && begun === null) return next;
      next = due === undefined ? (begun ?? next) : withPlans(next, { current: endingOf(next, due.plan, due.at, '') });
      continue;
    }
    if (current.phase === 'stuck' || current.next > now.getTime()) return next;
    const played = goOn(next, current, newest);
    next = seen(withPlans(played.pbx, { current: played.record }), played.record);
    if (played.record.phase === 'done') next = archived(next, played.record);
    else if (isOver(played.record) && played.record.cause === 'end') next = troubled(next, played.record);
  }
}

/** It waits for others for so long, in ms. */
const LATE = 300_000;

/** What was to begin by now begins, or is refused because another plan took too long; null: nothing was. */
function beganLater(pbx: Pbx, now: Date): Pbx | null {
  const { later, current } = pbx.module.plans;
  if (later?.phase !== 'accepted' || later.later === null || later.later.at > now.getTime()) return null;
  const from = Math.max(later.later.at, current?.endedAt ?? 0);
  if (from <= later.later.at + LATE) {
    return withPlans(pbx, { later: null, current: { ...later, next: from + delay(pbx) } });
  }
  const over = ended(pbx, { ...later, reason: 'plan-running', next: later.later.at + LATE }, 'refused');
  return withPlans(over.pbx, { later: over.record });
}

/** What began by itself and is not in force is shown until a person has seen it. */
const seen = (pbx: Pbx, record: PlanRecord): Pbx =>
  record.later !== null && (record.phase === 'refused' || record.phase === 'undone')
    ? withPlans(pbx, { later: record })
    : pbx;

/** Why it may not begin any more; null: it may. */
function refusalOf(pbx: Pbx, { later, address, next }: PlanRecord): string | null {
  if (later === null) return null;
  try {
    mustHold(pbx, later.plan, address, new Date(next));
    return null;
  } catch (refused) {
    if (refused instanceof Refused) return refused.code;
    throw refused;
  }
}

/** The end of a plan that was for a while, by whoever wants it sooner; '': by itself. */
export function endingOf(pbx: Pbx, plan: string, at: number, person: string): PlanRecord | null {
  const ending = played(pbx, plan);
  if (ending === undefined) return null;
  const isEnding = (key: string) => (isRotation(ending) ? key === 'fail2ban' : key.startsWith('rule:step'));
  const objects = ending.objects.filter(isEnding);
  const { stepMs } = pbx.module.plans.knobs;
  return { ...freshRecord(at, stepMs), cause: 'end', person, undoes: plan, objects, made: ending.made };
}

/** It stayed: a person has to know. */
function troubled(pbx: Pbx, { undoes, reason }: PlanRecord): Pbx {
  const due = pbx.module.plans.due.map((one) => (one.plan === undoes ? { ...one, trouble: reason ?? 'other' } : one));
  return withPlans(pbx, { due });
}

export const keptOf = ({
  filters,
  fail2ban,
  settings,
  employees,
  amiUsers,
  ariUsers,
  apiKeys,
  webLogin,
  sshLogin,
  outboundRoutes,
  authorizedKeys,
}: Pbx): Kept => ({
  filters,
  fail2ban,
  settings,
  employees,
  amiUsers,
  ariUsers,
  apiKeys,
  webLogin,
  sshLogin,
  outboundRoutes,
  authorizedKeys,
});

/** Whether it gives new secrets. */
export const isRotation = ({ steps }: PlanRecord): boolean => steps?.some(isRenewing) ?? false;

export const statesOf = (pbx: Kept, { objects, made }: Pick<PlanRecord, 'objects' | 'made'>): States =>
  Object.fromEntries(objects.map((key) => [key, stateOf(pbx, key, made)]));

/** Keys of objects that are not as the plan left them. */
export function changedSince(pbx: Pbx, played: PlanRecord): readonly string[] {
  const now = statesOf(pbx, played);
  return played.objects.filter((key) => JSON.stringify(now[key]) !== JSON.stringify(played.after[key]));
}

const played = (pbx: Pbx, id: string | null) => pbx.module.plans.played.find((record) => record.id === id);

function goOn(pbx: Pbx, record: PlanRecord, newest: number): Played {
  switch (record.phase) {
    case 'accepted':
      return begin(pbx, record);
    case 'playing':
      return record.done < stepsOf(record) ? step(pbx, record) : apply(pbx, record);
    case 'applying':
      return record.confirmSeconds === null
        ? ended(pbx, record, 'done')
        : wait(
            pbx,
            { ...record, reference: newest, signInAfter: record.proof === 'sign-in' ? record.next : null },
            record.confirmSeconds,
          );
    case 'waiting':
      return goBack(pbx, record, 'too-late', record.next);
    case 'undoing':
      return wayBack(pbx, record);
    case 'done':
    case 'undone':
    case 'refused':
    case 'stuck':
    case 'dismissed':
      return { pbx, record };
  }
}

const stepsOf = ({ steps, objects }: PlanRecord) => steps?.length ?? objects.length;
/** As the journal has them. */
export const told = ({ steps, objects }: PlanRecord): readonly Told[] =>
  steps ?? [...objects].reverse().map((object) => ({ kind: 'undo', object }));

/** Which rule limits a user is in what it meant before and after. */
export const withoutRule = (step: object): object =>
  'kind' in step && step.kind === 'ami.network'
    ? Object.fromEntries(Object.entries(step).filter(([name]) => name !== 'network'))
    : step;

type Told = Step | { readonly kind: 'undo'; readonly object: string };
/** The same for the journal: those of one kind that renew secrets are told in one piece, and no secret is. */
function toldAtOnce(record: PlanRecord): readonly Run[] {
  const runs: { kind: Told['kind']; first: number; all: (string | number)[]; says: object }[] = [];
  told(record).forEach((step, index) => {
    const [last, name] = [runs.at(-1), nameIn(step)];
    const isOne = name !== null && last?.kind === step.kind && last.all.length > 0 && last.all.length < AT_ONCE;
    if (isOne) last.all.push(name);
    else runs.push({ kind: step.kind, first: index + 1, all: name === null ? [] : [name], says: bare(step) });
  });
  return runs.map(({ kind, first, all, says }) =>
    all.length > 1 ? { first, to: { to: first + all.length - 1 }, says: { kind, all } } : { first, to: {}, says },
  );
}

interface Run {
  /** Places of its first step, and of its last where it holds several. */
  readonly first: number;
  readonly to: object;
  readonly says: object;
}

const AT_ONCE = 50;
const SECRETS: ReadonlySet<string> = new Set(['says', 'suffix', 'secret']);
const bare = (step: Told): object => ({
  ...Object.fromEntries(Object.entries(withoutRule(step)).filter(([name]) => !SECRETS.has(name))),
  // Whether it was typed, and not the words.
  ...(step.kind === 'ssh.keys-only' ? { console: step.console !== '' } : {}),
});

/** Whose secret it is about; null: nobody's, or everybody's. */
function nameIn(step: Told): string | number | null {
  switch (step.kind) {
    case 'undo':
      return isSecretKey(step.object) ? step.object : null;
    case 'account.secret':
      return step.number;
    case 'ami.secret':
    case 'ari.secret':
      return step.id;
    case 'sip.suffix':
    case 'login.password':
    case 'ssh.keys-only':
    case 'firewall.patch':
    case 'firewall.create':
    case 'firewall.switch':
    case 'fail2ban.patch':
    case 'fail2ban.switch':
    case 'fail2ban.mode':
    case 'fail2ban.unban':
    case 'ami.network':
    case 'ari.origins':
    case 'api-key.limit':
    case 'route.narrow':
    case 'route.add':
    case 'edits.watch':
    case 'isolation.on':
    case 'calls.stop':
    case 'calls.brake':
    case 'calls.end':
    case 'sessions.end':
    case 'ssh.remove-keys':
    case 'passkeys.end':
      return null;
  }
}

const delay = (pbx: Pbx) => pbx.module.plans.knobs.stepMs;

function begin(pbx: Pbx, record: PlanRecord): Played {
  const undone = played(pbx, record.undoes);
  const changed = undone === undefined ? [] : inTheWay(pbx, record, undone);
  if (changed.length > 0) {
    const states = Object.fromEntries(changed.map((key) => [key, 'other']));
    return ended(pbx, { ...record, reason: 'conflict', states }, 'refused');
  }
  const reason = refusalOf(pbx, record);
  if (reason !== null) return ended(pbx, { ...record, reason }, 'refused');
  const steps = toldAtOnce(record).map(({ says }) => says);
  const objects = isWatching(record) ? everythingIn(pbx) : record.objects;
  const { action, confirmSeconds, undoes, ends } = record;
  const cause = { ...causeOf(record), ...atOf(pbx, record), ...(ends === null ? {} : { ends: isoOf(new Date(ends)) }) };
  return {
    pbx: tell(pbx, record, 'plan/begins', { action, undoes: undoes ?? '', steps, confirmSeconds, ...cause }),
    record: {
      ...record,
      phase: 'playing',
      kept: keptOf(pbx),
      objects,
      before: statesOf(pbx, { ...record, objects }),
      next: record.next + delay(pbx),
    },
  };
}

/** Of what is taken away at its end that alone counts, and what is gone already is no conflict. */
function inTheWay(pbx: Pbx, { cause, objects }: PlanRecord, undone: PlanRecord): readonly string[] {
  const changed = changedSince(pbx, undone);
  const isOpen = (key: string) => key !== 'fail2ban' || !isRotation(undone);
  if (cause === '') return changed.filter((key) => objects.includes(key) && isOpen(key));
  const now = statesOf(pbx, undone);
  const isGone = (key: string) => JSON.stringify(now[key]) === JSON.stringify(undone.before[key]);
  return changed.filter((key) => objects.includes(key) && isOpen(key) && !isGone(key));
}

function step(pbx: Pbx, record: PlanRecord): Played {
  const place = record.done + 1;
  const begun = { ...record, begun: place };
  const undone = played(pbx, record.undoes);
  const key = record.objects.at(-place) ?? '';
  const one = record.steps?.[record.done];
  const run = toldAtOnce(record).find(({ first }) => first === place);
  const told = run === undefined ? pbx : tell(pbx, record, 'plan/step', { step: place, ...run.to, ...run.says });
  if (one?.kind === 'fail2ban.unban' && pbx.module.plans.knobs.unbanFails && record.objects.length > 0) {
    const detail = '422 Unprocessable Entity';
    const missed = [...record.missed, { step: place, detail }];
    return {
      pbx: tell(told, record, 'plan/missed', { step: place, detail }),
      record: { ...begun, done: place, missed, next: record.next + delay(pbx) },
    };
  }
  if (pbx.module.plans.knobs.failAt === place) return goBack(told, begun, 'step-refused', record.next);
  const after =
    one === undefined
      ? { pbx: undone === undefined ? told : givenBack(told, key, undone, record.made), made: record.made }
      : playStep(told, one, place, record.made, record.typed);
  const owner = one === undefined ? (isSecretKey(key) ? ownerIn(key) : null) : ownerOf(one);
  const changed = one?.kind === 'login.password' ? one.which : owner;
  const next = changed === null ? after.pbx : changedAt(after.pbx, changed, record.next);
  const ms = owner === null ? delay(pbx) : delay(pbx) / QUICKER;
  return { pbx: next, record: { ...begun, done: place, made: after.made, next: record.next + ms } };
}

/** Core takes a new secret so many times quicker than a rule. */
const QUICKER = 5;

function givenBack(pbx: Pbx, key: string, undone: PlanRecord, made: PlanRecord['made']): Pbx {
  if (key === 'fail2ban' && isRotation(undone)) return unexempt(pbx, undone);
  return undone.kept === null ? pbx : putBack(pbx, key, undone.kept, made);
}

function apply(pbx: Pbx, record: PlanRecord): Played {
  const after = statesOf(pbx, record);
  return {
    pbx,
    record: {
      ...record,
      phase: 'applying',
      after,
      stood: keptOf(pbx),
      playedAt: isRotation(record) ? record.next : null,
      next: record.next + 2 * delay(pbx),
    },
  };
}

function wait(pbx: Pbx, record: PlanRecord, seconds: number): Played {
  const deadline = record.later?.until ?? record.next + seconds * 1000;
  return {
    pbx: tell(pbx, record, 'plan/waits', { until: isoOf(new Date(deadline)) }),
    record: { ...record, phase: 'waiting', deadline, next: deadline },
  };
}

/** `at`: when it begins to go back, in ms. */
export function goBack(pbx: Pbx, record: PlanRecord, reason: string, at: number): Played {
  return {
    pbx: tell(pbx, { ...record, next: at }, 'plan/goes-back', { reason, detail: '' }),
    record: { ...record, phase: 'undoing', reason, deadline: null, next: at + 2 * delay(pbx) },
  };
}

function wayBack(pbx: Pbx, played: PlanRecord): Played {
  const record = isWatching(played) ? withNew(played, pbx) : played;
  const { kept, objects, made } = record;
  if (kept === null) return ended(pbx, record, 'undone');
  const fails = pbx.module.plans.knobs.wayBackFails ? objects[0] : undefined;
  // Whatever was changed while it watched is what goes back.
  const foreign = isWatching(record) ? [] : objects.filter((key) => foreignIn(pbx, record)[key] === 'other');
  const merged = isWatching(record) ? kept : mergedWith(kept, record.stood, pbx);
  const back = [...objects]
    .reverse()
    .filter((key) => key !== fails)
    .reduce((then, key) => putBack(then, key, merged, made), pbx);
  const is = statesOf(back, record);
  const state = (key: string) => {
    const text = JSON.stringify(is[key]);
    const isForeign = foreign.includes(key) && key !== fails;
    if (
      isForeign &&
      text === JSON.stringify(stateOf(merged, key, made)) &&
      text !== JSON.stringify(record.before[key])
    ) {
      return 'left';
    }
    return text === JSON.stringify(record.before[key])
      ? isForeign
        ? 'put-back'
        : 'old'
      : text === JSON.stringify(record.after[key])
        ? 'new'
        : 'other';
  };
  const states = Object.fromEntries(objects.map((key) => [key, state(key)]));
  const isBack = !Object.values(states).some((one) => one === 'new' || one === 'other');
  const named = Object.fromEntries(Object.entries(states).filter(([, one]) => !isBack || one !== 'old'));
  return ended(back, { ...record, states: named }, isBack ? 'undone' : 'stuck');
}

export function ended(
  pbx: Pbx,
  record: PlanRecord,
  phase: 'done' | 'undone' | 'refused' | 'stuck' | 'dismissed',
): Played {
  const connected = phase === 'done' && record.kept !== null ? connectedTo(pbx, record.kept) : null;
  const details = {
    ...(record.reason === null ? {} : { reason: record.reason }),
    ...(record.undoes === null ? {} : { undoes: record.undoes }),
    ...causeOf(record),
    ...atOf(pbx, record),
    steps: record.done,
    ...(record.missed.length === 0
      ? {}
      : { missed: Object.fromEntries(record.missed.map(({ step, detail }) => [step, detail])) }),
    ...(Object.keys(record.states).length === 0 ? {} : { objects: record.states }),
    ...(isWatching(record)
      ? editedIn(record)
      : { before: known(record.before), ...(phase === 'done' ? { after: known(record.after) } : {}) }),
    ...(connected === null ? {} : { connected: counted(connected) }),
  };
  return {
    pbx: tell(pbx, record, `plan/${phase}`, details),
    record: { ...record, typed: '', phase, connected, deadline: null, endedAt: record.next },
  };
}

const atOf = (pbx: Pbx, { later }: PlanRecord): object =>
  later === null ? {} : { at: isoIn(setting(pbx, 'PBXTimezone'), later.at) };

/** Of secrets there is nothing to tell. */
const known = (states: States): States =>
  Object.fromEntries(Object.entries(states).filter(([key]) => !isSecretKey(key)));

const causeOf = ({ cause }: PlanRecord): object => (cause === '' ? {} : { cause });

const counted = (connected: Connected): number | string =>
  connected.state === 'known' ? connected.peers.length + connected.more : connected.state;

/** What is done can be undone, but for passwords; what was undone cannot be undone again. */
export function archived(pbx: Pbx, record: PlanRecord): Pbx {
  if (record.objects.some((key) => key === 'secret:web' || key === 'secret:ssh')) return pbx;
  if (isWatching(record) && record.objects.length === 0) return pbx;
  const { played: earlier, due } = pbx.module.plans;
  const { id: plan, ends: at, only } = record;
  if (only.length > 0) {
    const rest = (one: PlanRecord) => ({ ...one, objects: one.objects.filter((key) => !only.includes(key)) });
    return withPlans(pbx, { played: earlier.map((one) => (one.id === record.undoes ? rest(one) : one)) });
  }
  return withPlans(pbx, {
    due:
      record.undoes !== null
        ? due.filter((one) => one.plan !== record.undoes)
        : at === null
          ? due
          : [...due, { plan, at, trouble: null }],
    played: record.undoes === null ? [...earlier, record] : earlier.filter(({ id }) => id !== record.undoes),
  });
}

export function tell(pbx: Pbx, { id, person, address, next }: PlanRecord, action: string, details: object): Pbx {
  return note(pbx, { at: isoOf(new Date(next)), person, address, action, details: { plan: id, ...details } });
}

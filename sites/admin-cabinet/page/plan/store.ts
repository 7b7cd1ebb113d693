/**
 * The plan that the PBX plays: begun here, watched, confirmed over a new connection, undone. What this
 * browser began is kept in it, so that a page that is opened again can still confirm.
 */
import type { Person } from '../../../checklist/actions/action.ts';
import type { Plan } from '../../../checklist/actions/types.ts';
import { shape, type Shape } from '../../../checklist/facts/shape.ts';
import { say, type Message } from '../../../checklist/message.ts';
import type { Score } from '../../../checklist/report/types.ts';
import type { Speak } from '../../../checklist/speak.ts';
import type { Answer, PbxError, RefusalCode } from '../../../pbx/errors.ts';
import { NO_PLAN } from '../../../pbx/plans-api.ts';
import type { Due, Later, PlanMore, PlanNonce, PlanPhase, PlansApi, PlanStatus } from '../../../pbx/plans-api.ts';

/** What this browser began. */
export interface Begun {
  readonly id: string;
  readonly nonce: string;
  readonly door: string;
  /** In the language in which it was begun. */
  readonly title: string;
  readonly steps: readonly string[];
  /** Of the score before it; left out: there was none. */
  readonly points?: number;
}

export interface DueHere extends Due {
  /** null: not known. */
  readonly at: number | null;
}

export interface PlansState {
  /** The plan that is to be shown; null: none. */
  readonly status: PlanStatus | null;
  /** null: begun elsewhere. */
  readonly begun: Begun | null;
  /** When it goes back by itself, on the clock of `now`, in ms; null: it is not waiting. */
  readonly until: number | null;
  readonly doing: 'confirm' | 'extend' | 'revert' | 'dismiss' | null;
  readonly trouble: { readonly title: Message; readonly error: PbxError } | null;
  /** Why it is not known at the moment how far it is. */
  readonly lost: PbxError | null;
  /** Plans that can be undone. */
  readonly undoable: readonly string[];
  /** What is there for a while, each with the time that is left on the clock of `now`, in ms. */
  readonly due: readonly DueHere[];
  /** Plans that renewed secrets, of which the old ones are still kept. */
  readonly rotations: readonly string[];
  /** What begins by itself, or what became of it; null: nothing. */
  readonly later: Later | null;
  /** Who asks, as the PBX sees them; null: not known yet. */
  readonly person: Person | null;
  /** Grows whenever a plan is over. */
  readonly over: number;
}

export interface PlansStore {
  current(): PlansState;
  subscribe(listener: () => void): () => void;
  /** Looks how far it is; goes on looking for as long as something happens. */
  look(): Promise<void>;
  /** Asks the PBX who asks, so that nothing is offered that this person cannot confirm. */
  meet(): Promise<void>;
  /** `score`: before it. */
  start(plan: Plan, speak: Speak, score: Score | null, more?: PlanMore): Promise<Answer<string>>;
  /** `only`: keys of the objects that are put back; left out: all. */
  undo(of: string, title: string, only?: readonly string[]): Promise<Answer<string>>;
  /** `password`: the one that the plan has set. */
  confirm(password?: string): Promise<void>;
  extend(): Promise<void>;
  revert(): Promise<void>;
  dismiss(): Promise<void>;
  /** What was to begin later does not; or a person has seen what became of it. */
  cancel(id: string): Promise<PbxError | null>;
  /** What is there for a while goes now; or a person has seen that it stayed. */
  end(id: string): Promise<PbxError | null>;
  /** The person has read how it ended. */
  hide(): void;
}

export interface PlansStoreOptions {
  readonly api: PlansApi;
  /** What the browser keeps; it may refuse. */
  readonly memory: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  /** Shows the PBX a connection of our own. */
  readonly knock: (door: string) => Promise<void>;
  /** The PBX has changed. */
  readonly onOver: () => void;
  /** In ms. */
  readonly now?: () => number;
  readonly pause?: (ms: number) => Promise<void>;
}

const KEY = 'module-security-checklist-plan';
/**
 * So often it is looked how far the plan is, in ms. Core's strictest mode shuts out an address that sends 90 requests in a
 * minute, for ten minutes: the person who is to confirm would be shut out by their own page.
 */
const EVERY: Readonly<Record<'moves' | 'waits' | 'stuck', number>> = { moves: 1500, waits: 3000, stuck: 5000 };
/** Before the player says something of a plan that was just handed in, the one before may still be told. */
const SOON = 15_000;
/** Until what was planned for later is told. */
const LOOKS = 10;
/** Idle connections of the browser are used up first. */
const QUICK_TRIES = 6;
const QUICK = 150;
/** Until the PBX has heard it, in ms. */
const END_TAKES = 3000;
/** Each knocks, too. */
const LATER_TRY = 5000;

/** The web server takes the module over within a minute of its being switched on; until then nobody can be told from others. */
export const BETWEEN_MEETINGS = 5000;
export const MOST_MEETINGS = 12;
export const isSoonTold = ({ seen }: Pick<PlanNonce, 'seen'>): boolean => seen === 'unknown';

const OVER: ReadonlySet<PlanPhase> = new Set(['done', 'undone', 'refused', 'dismissed']);
export const isOver = ({ phase }: PlanStatus): boolean => OVER.has(phase);

const paceOf = ({ phase }: PlanStatus): keyof typeof EVERY =>
  phase === 'waiting' ? 'waits' : phase === 'stuck' ? 'stuck' : 'moves';

/** Answers after which the next try, over another connection, can do better. */
const AGAIN: ReadonlySet<RefusalCode> = new Set(['same-connection', 'not-yet', 'busy']);
function isWorthAnotherTry(error: PbxError): boolean {
  switch (error.kind) {
    case 'refused':
      return AGAIN.has(error.code);
    case 'unreachable':
    case 'timeout':
    case 'server-error':
    case 'not-a-pbx':
    case 'broken-json':
      return true;
    default:
      return false;
  }
}

const NOTHING: PlansState = {
  status: null,
  begun: null,
  until: null,
  doing: null,
  trouble: null,
  lost: null,
  undoable: [],
  due: [],
  rotations: [],
  later: null,
  person: null,
  over: 0,
};

export function createPlansStore(options: PlansStoreOptions): PlansStore {
  const { api, memory, knock, onOver, now = () => performance.now(), pause = sleep } = options;
  const listeners = new Set<() => void>();
  let state: PlansState = { ...NOTHING, begun: remembered(memory) };
  let startedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | null = null;

  function show(change: Partial<PlansState>): void {
    state = { ...state, ...change };
    for (const listener of [...listeners]) listener();
  }

  /** Of what this browser has just begun, whatever is still told of the one before. */
  function fresh(told: PlanStatus | null): PlanStatus | null {
    const { begun, status } = state;
    const isBefore = begun !== null && told?.id !== begun.id && now() - startedAt < SOON;
    return isBefore ? (status ?? told) : told;
  }

  function take(told: PlanStatus | null): void {
    const status = fresh(told);
    const wasActive = state.status !== null && !isOver(state.status);
    const left = status?.secondsLeft ?? null;
    show({
      status: status === null || isToBeShown(status) ? status : null,
      until: left === null ? null : soonest(left),
      lost: null,
      undoable: told?.undoable ?? [],
      rotations: told?.rotations ?? [],
      later: told?.later ?? null,
      due: (told?.due ?? []).map((due) => ({
        ...due,
        at: due.secondsLeft === null ? null : now() + due.secondsLeft * 1000,
      })),
      ...(status?.phase === 'waiting' || status?.phase === 'stuck' ? {} : { trouble: null }),
    });
    if (status === null || !isOver(status)) return;
    if (status.phase === 'dismissed' || (state.begun !== null && status.id !== state.begun.id)) forget();
    if (!wasActive) return;
    show({ over: state.over + 1 });
    onOver();
  }

  /** Over and begun elsewhere: history tells it. */
  const isToBeShown = (status: PlanStatus) =>
    !isOver(status) || (status.phase !== 'dismissed' && status.id === state.begun?.id);

  /** Whole seconds and answers on their way would make it jump. */
  function soonest(left: number): number {
    const until = now() + left * 1000;
    return state.until !== null && Math.abs(state.until - until) < 2000 ? Math.min(state.until, until) : until;
  }

  async function watch(): Promise<void> {
    for (;;) {
      const answer = await api.current();
      if (answer.ok) take(answer.value);
      else show({ lost: answer.error });
      const { status } = state;
      if (status === null || isOver(status)) return;
      await pause(EVERY[paceOf(status)]);
    }
  }

  const look = (): Promise<void> => (looking ??= watch().finally(() => (looking = null)));

  function forget(): void {
    keep(memory, null);
    show({ begun: null });
  }

  async function begin(
    what: (nonce: string) => Promise<Answer<string>>,
    told: Omit<Begun, 'id' | 'nonce' | 'door'>,
    undoes: string | null,
    isLater = false,
  ): Promise<Answer<string>> {
    const given = await api.nonce();
    if (!given.ok) return given;
    const { nonce, door } = given.value;
    await knock(door);
    const answer = await what(nonce);
    if (!answer.ok) return answer;
    if (isLater) {
      await lookFor(answer.value);
      return answer;
    }
    const begun = { id: answer.value, nonce, door, ...told };
    keep(memory, begun);
    startedAt = now();
    show({
      begun,
      status: { ...NO_PLAN, id: answer.value, undoes },
      until: null,
      trouble: null,
      lost: null,
      doing: null,
    });
    void look();
    return answer;
  }

  /** What began by itself, perhaps long after its nonce was given, is ours with a new one. */
  async function own(id: string): Promise<PbxError | null> {
    const given = await api.nonce();
    if (!given.ok) return given.error;
    const { nonce, door } = given.value;
    const begun = { id, nonce, door, title: '', steps: [] };
    keep(memory, begun);
    show({ begun });
    return null;
  }

  /** Told by the PBX some seconds later. */
  async function heard(answer: Answer<string>): Promise<PbxError | null> {
    const error = failed(answer);
    if (error !== null) return error;
    await pause(END_TAKES);
    await look();
    return null;
  }

  /** Root has taken it, and has not said so yet. */
  async function lookFor(later: string): Promise<void> {
    for (let tries = 0; tries < LOOKS; tries++) {
      await look();
      if (state.later?.id === later) return;
      await pause(EVERY.moves);
    }
  }

  /** Until it is confirmed, over, or refused for a reason that does not pass. */
  async function confirmed(id: string, { nonce, door }: Begun, password: string | null): Promise<PbxError | null> {
    for (let tries = 0; state.status?.id === id && state.status.phase === 'waiting'; tries++) {
      if (state.status.confirmedBy !== 'sign-in') await knock(door);
      const answer = await api.confirm(id, nonce, password);
      if (answer.ok) return null;
      if (!isWorthAnotherTry(answer.error)) return answer.error;
      await pause(tries < QUICK_TRIES ? QUICK : LATER_TRY);
    }
    return null;
  }

  async function act(
    doing: NonNullable<PlansState['doing']>,
    title: Message,
    what: (id: string) => Promise<PbxError | null>,
  ): Promise<void> {
    const id = state.status?.id ?? null;
    // To go back is always possible, also while a confirmation is being tried.
    if (id === null || (state.doing !== null && (state.doing !== 'confirm' || doing === 'confirm'))) return;
    show({ doing, trouble: null });
    const error = await what(id);
    if (error === null) {
      const answer = await api.current();
      if (answer.ok) take(answer.value);
    }
    show({ doing: null, trouble: error === null ? null : { title, error } });
    void look();
  }

  const failed = (answer: Answer<string>): PbxError | null => (answer.ok ? null : answer.error);

  return {
    current: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    look,
    async meet() {
      for (let tries = 0; tries < MOST_MEETINGS; tries++) {
        const given = await api.nonce();
        if (given.ok) show({ person: personOf(given.value) });
        if (!given.ok || !isSoonTold(given.value)) return;
        await pause(BETWEEN_MEETINGS);
      }
    },
    start: (plan, speak, score, more) =>
      begin(
        (nonce) => api.start(plan, nonce, more),
        {
          title: speak(plan.title),
          steps: plan.steps.map(({ says }) => speak(says)),
          ...(score?.state === 'scored' ? { points: score.points } : {}),
        },
        null,
        (more?.later ?? null) !== null,
      ),
    undo: (of, title, only) => begin((nonce) => api.undo(of, nonce, only), { title, steps: [] }, of),
    confirm: (password) =>
      act('confirm', say('page.plan.not-confirmed'), async (id) => {
        const error = state.status?.beganLater === true ? await own(id) : null;
        return error ?? (state.begun === null ? null : confirmed(id, state.begun, password ?? null));
      }),
    extend: () => act('extend', say('page.plan.not-extended'), async (id) => failed(await api.extend(id))),
    revert: () => act('revert', say('page.plan.not-reverted'), async (id) => failed(await api.revert(id))),
    dismiss: () => act('dismiss', say('page.plan.not-dismissed'), async (id) => failed(await api.dismiss(id))),
    end: async (id) => heard(await api.end(id)),
    cancel: async (id) => heard(await api.cancel(id)),
    hide() {
      forget();
      show({ status: null, trouble: null });
    },
  };
}

const personOf = ({ address, seen, signsIn }: PlanNonce): Person => ({ address, seen, signsIn });

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const BEGUN: Shape<Begun> = shape({
  type: 'object',
  required: ['id', 'nonce', 'door', 'title', 'steps'],
  properties: {
    id: { type: 'string' },
    nonce: { type: 'string' },
    door: { type: 'string' },
    title: { type: 'string' },
    steps: { type: 'array', items: { type: 'string' } },
    points: { type: 'integer' },
  },
});

/** A browser may keep nothing, or keep it from us: then only this page can confirm. */
function remembered(memory: PlansStoreOptions['memory']): Begun | null {
  try {
    const kept: unknown = JSON.parse(memory?.getItem(KEY) ?? 'null');
    return BEGUN.fits(kept) ? kept : null;
  } catch {
    return null;
  }
}

function keep(memory: PlansStoreOptions['memory'], begun: Begun | null): void {
  try {
    if (begun === null) memory?.removeItem(KEY);
    else memory?.setItem(KEY, JSON.stringify(begun));
  } catch {
    // Full, or forbidden.
  }
}

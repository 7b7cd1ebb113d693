/** The reading of calls as the PBX tells it: asked again and again while it goes on, also where another tab asked for it. */
import type { CallSums } from '../../../checklist/calls/sums.ts';
import type { CallsApi, CallsQuestion, CallsState } from '../../../pbx/calls-api.ts';
import type { Answer, PbxError } from '../../../pbx/errors.ts';

export interface CallsView {
  /** null: not known yet. */
  readonly state: CallsState | null;
  /** What was found; null: nothing yet. */
  readonly sums: CallSums | null;
  readonly error: PbxError | null;
}
export interface CallsStore {
  current(): CallsView;
  subscribe(listener: () => void): () => void;
  start(): void;
  stop(): void;
  ask(question: CallsQuestion): Promise<void>;
  cancel(): Promise<void>;
}

/** So often while it goes on, in ms. */
export const EVERY = 2000;

export function createCallsStore(
  api: CallsApi,
  after: (ms: number, act: () => void) => () => void = (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
): CallsStore {
  const listeners = new Set<() => void>();
  let view: CallsView = { state: null, sums: null, error: null };
  let isOn = false;
  let cancelLook: () => void = () => undefined;
  /** Of what was asked last: answers to earlier questions are late. */
  let turn = 0;

  function show(change: Partial<CallsView>): void {
    view = { ...view, ...change };
    for (const listener of [...listeners]) listener();
  }

  async function take(asking: Promise<Answer<CallsState>>): Promise<void> {
    cancelLook();
    const mine = ++turn;
    const answer = await asking;
    if (!isOn || mine !== turn) return;
    if (!answer.ok) {
      show({ error: answer.error });
      next();
      return;
    }
    const state = answer.value;
    if (state.phase === 'done') {
      const found = await api.found();
      if (mine !== turn) return;
      if (found.ok) show({ state, sums: found.value, error: null });
      else show({ error: found.error });
    } else show({ state, sums: null, error: null });
    next();
  }

  function next(): void {
    const goesOn = view.state?.phase === 'reading';
    if (isOn && goesOn) cancelLook = after(EVERY, () => void take(api.state()));
  }

  return {
    current: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start() {
      isOn = true;
      void take(api.state());
    },
    stop() {
      isOn = false;
      cancelLook();
    },
    ask: (question) => take(api.start(question)),
    cancel: () => take(api.cancel()),
  };
}

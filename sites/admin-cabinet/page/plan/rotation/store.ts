/** The rotation as the PBX tells it, again and again while somebody looks. */
import type { PbxError } from '../../../../pbx/errors.ts';
import type { OpenRotation, RotationApi } from '../../../../pbx/rotation-api.ts';

export interface RotationState {
  /** Newest first; empty until they are known. */
  readonly rotations: readonly OpenRotation[];
  /** Why it is not known at the moment. */
  readonly lost: PbxError | null;
}

export interface RotationStore {
  current(): RotationState;
  subscribe(listener: () => void): () => void;
  /** Asks until `stop` is called. */
  start(): void;
  stop(): void;
  /** Something was done: asks now. */
  look(): Promise<void>;
}

/** So often, in ms: what the PBX has seen is on the page within two seconds. */
export const EVERY = 1800;
/** While nobody looks at the page, and after a failure. */
export const SELDOM = 15_000;

export interface RotationStoreOptions {
  readonly api: Pick<RotationApi, 'open'>;
  /** Whether somebody else asks the PBX as often just now: a plan that is being played. */
  readonly isBusy: () => boolean;
  readonly isHidden?: () => boolean;
  readonly after?: (ms: number, act: () => void) => () => void;
}

export function createRotationStore({
  api,
  isBusy,
  isHidden = () => document.hidden,
  after = later,
}: RotationStoreOptions): RotationStore {
  const listeners = new Set<() => void>();
  let state: RotationState = { rotations: [], lost: null };
  let isOn = false;
  let asking: Promise<void> | null = null;
  let cancel: () => void = () => undefined;

  function show(change: Partial<RotationState>): void {
    state = { ...state, ...change };
    for (const listener of [...listeners]) listener();
  }

  async function ask(): Promise<void> {
    const answer = await api.open();
    if (answer.ok) show({ rotations: answer.value, lost: null });
    else show({ lost: answer.error });
  }

  function next(): void {
    cancel();
    if (!isOn) return;
    const wait = state.lost !== null || isHidden() || isBusy() ? SELDOM : EVERY;
    cancel = after(wait, () => void look());
  }

  const look = (): Promise<void> =>
    (asking ??= ask().finally(() => {
      asking = null;
      next();
    }));

  return {
    current: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start() {
      isOn = true;
      void look();
    },
    stop() {
      isOn = false;
      cancel();
    },
    look,
  };
}

function later(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

/** The fix as root tells it: asked again and again while something is being done, and through the restart of the web server that a script may cause. */
import type { Answer, PbxError } from '../../../../pbx/errors.ts';
import type { PatchApi, PatchSource, PatchState } from '../../../../pbx/patch-api.ts';

export interface PatchView {
  /** null: not known yet. */
  readonly patch: PatchState | null;
  /** Of the script that lies there; null: it is not here yet. */
  readonly text: string | null;
  /** Something was asked for, or goes on. */
  readonly isBusy: boolean;
  /** Why it is not known at the moment. */
  readonly lost: PbxError | null;
  /** Why the PBX did not take what was asked. */
  readonly refused: PbxError | null;
  /** Root did not take it up. */
  readonly notTaken: boolean;
}

export interface PatchStore {
  current(): PatchView;
  subscribe(listener: () => void): () => void;
  start(): void;
  stop(): void;
  fetch(source: PatchSource): Promise<void>;
  run(sha256: string, typed: string): Promise<void>;
  restore(sha256: string): Promise<void>;
}

export interface PatchStoreOptions {
  readonly api: PatchApi;
  /** A script came to its end: the PBX is another one. */
  readonly onRun: () => void;
  readonly after?: (ms: number, act: () => void) => () => void;
}

/** So often while something goes on, in ms. */
export const EVERY = 2000;
/** So many looks may pass until root has it: longer than root would still begin. */
export const PATIENCE = 35;

export function createPatchStore({ api, onRun, after = later }: PatchStoreOptions): PatchStore {
  const listeners = new Set<() => void>();
  let view: PatchView = { patch: null, text: null, isBusy: false, lost: null, refused: null, notTaken: false };
  let isOn = false;
  let cancel: () => void = () => undefined;
  /** What was asked for, and is not over; `id` null: not by this dialog. */
  let expected: { readonly id: string | null; readonly looks: number } | null = null;

  function show(change: Partial<PatchView>): void {
    view = { ...view, ...change };
    for (const listener of [...listeners]) listener();
  }

  async function look(): Promise<void> {
    cancel();
    const answer = await api.state();
    if (!isOn) return;
    if (answer.ok) await take(answer.value);
    else show({ lost: answer.error });
    next();
  }

  async function take(patch: PatchState): Promise<void> {
    const before = view.patch;
    const goesOn = patch.phase !== 'idle' || (patch.waits && !view.notTaken);
    if (expected === null && goesOn && patch.phase === 'idle') expected = { id: null, looks: 0 };
    const isTaken = expected?.id === null ? !patch.waits : patch.order === expected?.id;
    if (expected !== null && patch.phase === 'idle' && !isTaken) {
      expected = expected.looks + 1 >= PATIENCE ? null : { ...expected, looks: expected.looks + 1 };
      show({ patch, lost: null, isBusy: expected !== null, notTaken: expected === null });
      return;
    }
    if (!goesOn) expected = null;
    const isOther = before?.script?.sha256 !== patch.script?.sha256;
    show({ patch, lost: null, isBusy: goesOn, ...(isOther ? { text: null } : {}) });
    if (patch.script !== null && view.text === null) await read(patch.script.sha256);
    const ranNow = before?.run?.endedAt === null || before?.run?.at !== patch.run?.at;
    const endedAt = patch.run?.endedAt ?? null;
    if (before !== null && endedAt !== null && ranNow) onRun();
  }

  /** What is shown is what that hash is of. */
  async function read(sha256: string): Promise<void> {
    const answer = await api.script();
    if (answer.ok && answer.value.sha256 === sha256) show({ text: answer.value.text });
  }

  function next(): void {
    cancel();
    const isWaiting = view.isBusy || view.lost !== null || (view.patch?.script !== null && view.text === null);
    if (isOn && isWaiting) cancel = after(EVERY, () => void look());
  }

  async function ask(what: () => Promise<Answer<string>>): Promise<void> {
    cancel();
    show({ isBusy: true, refused: null, notTaken: false });
    const answer = await what();
    if (answer.ok) expected = { id: answer.value, looks: 0 };
    else show({ isBusy: false, refused: answer.error });
    await look();
  }

  return {
    current: () => view,
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
    fetch: (source) => ask(() => api.fetch(source)),
    run: (sha256, typed) => ask(() => api.run(sha256, typed)),
    restore: (sha256) => ask(() => api.restore(sha256)),
  };
}

function later(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

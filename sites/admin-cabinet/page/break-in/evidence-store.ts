/** Evidence as root tells of it: asked again and again while something is being done. */
import type { Answer, PbxError } from '../../../pbx/errors.ts';
import type { EvidenceApi, EvidencePart, EvidencePeriod, EvidenceState } from '../../../pbx/evidence-api.ts';

export interface EvidenceView {
  /** null: not known yet. */
  readonly evidence: EvidenceState | null;
  /** Something was asked for that root has not taken yet. */
  readonly isAsked: boolean;
  /** Why it is not known at the moment. */
  readonly lost: PbxError | null;
  /** Why the PBX did not take what was asked. */
  readonly refused: PbxError | null;
  /** Root did not take it up. */
  readonly notTaken: boolean;
}

export interface EvidenceStore {
  current(): EvidenceView;
  subscribe(listener: () => void): () => void;
  start(): void;
  stop(): void;
  collect(period: EvidencePeriod, recordings: boolean): Promise<void>;
  resume(): Promise<void>;
  remove(): Promise<void>;
  /** Did the browser begin? */
  save(part: EvidencePart): Promise<boolean>;
}

export interface EvidenceStoreOptions {
  readonly api: EvidenceApi;
  /** The browser saves what is there. */
  readonly open: (address: string) => void;
  readonly after?: (ms: number, act: () => void) => () => void;
}

/** So often while something goes on, in ms. */
export const EVERY = 2000;
/** So many looks may pass until root has it. */
export const PATIENCE = 20;

export function createEvidenceStore({ api, open, after = later }: EvidenceStoreOptions): EvidenceStore {
  const listeners = new Set<() => void>();
  let view: EvidenceView = { evidence: null, isAsked: false, lost: null, refused: null, notTaken: false };
  let isOn = false;
  let cancel: () => void = () => undefined;
  /** What was asked for here, and is not taken yet. */
  let expected: { readonly id: string; readonly looks: number } | null = null;

  function show(change: Partial<EvidenceView>): void {
    view = { ...view, ...change };
    for (const listener of [...listeners]) listener();
  }

  async function look(): Promise<void> {
    cancel();
    const answer = await api.state();
    if (!isOn) return;
    if (answer.ok) take(answer.value);
    else show({ lost: answer.error });
    const { evidence, isAsked, lost } = view;
    const goesOn = evidence?.phase === 'collecting' || evidence?.phase === 'hashing';
    if (isAsked || goesOn || lost !== null) cancel = after(EVERY, () => void look());
  }

  function take(evidence: EvidenceState): void {
    const isTaken = expected === null || (!evidence.waits && evidence.order === expected.id);
    const looks = (expected?.looks ?? 0) + 1;
    const isPatient = expected !== null && !isTaken && looks < PATIENCE;
    const notTaken = !isTaken && !isPatient;
    expected = isPatient && expected !== null ? { ...expected, looks } : null;
    show({
      evidence,
      lost: null,
      isAsked: expected !== null || (evidence.waits && !notTaken),
      ...(notTaken && { notTaken }),
    });
  }

  async function ask(what: () => Promise<Answer<string>>): Promise<void> {
    cancel();
    show({ isAsked: true, refused: null, notTaken: false });
    const answer = await what();
    if (answer.ok) expected = { id: answer.value, looks: 0 };
    else show({ isAsked: false, refused: answer.error });
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
    collect: (period, recordings) => ask(() => api.start(period, recordings)),
    resume: () => ask(() => api.resume()),
    remove: () => ask(() => api.remove()),
    async save(part) {
      show({ refused: null });
      const answer = await api.link(part);
      if (answer.ok) open(answer.value);
      else show({ refused: answer.error });
      return answer.ok;
    },
  };
}

function later(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

/**
 * What the page shows: the report of the facts as they come, and what its persons write. Writes go to the PBX first; what
 * they changed is read again from there, so that the page never shows what the PBX does not hold.
 */
import { audit, type AuditOptions } from '../../checklist/audit.ts';
import type { Facts, Parts, PartName } from '../../checklist/facts/types.ts';
import { unsettledIn } from '../../checklist/facts/value.ts';
import type { UpgradedFrom } from '../../checklist/path/upgraded.ts';
import { lastJudgedOf } from '../../checklist/report/last-judged.ts';
import type { Report, Score } from '../../checklist/report/types.ts';
import type { Answer, PbxError } from '../../pbx/errors.ts';
import type { FactsStore, Reading } from '../../pbx/facts-store.ts';
import type { ModuleApi } from '../../pbx/module-api.ts';

/** The time before this visit. `person`: '' where the module does not tell. */
export interface LastChecked {
  readonly at: string;
  readonly person: string;
  readonly score: Score;
}

export interface PageState {
  readonly reading: Reading;
  /** null: nothing has come yet. */
  readonly report: Report | null;
  /** All of it is being read, because somebody asked for that. */
  readonly checking: boolean;
  /** Checks that use a part which has not come yet: they are being read. */
  readonly pending: ReadonlySet<string>;
  /** null: never, or it could not be read. */
  readonly last: LastChecked | null;
  /** How it stood on the release before; null: there was none, or it is not known. */
  readonly upgraded: UpgradedFrom | null;
  /** Why the result was not kept on the PBX. */
  readonly notKept: PbxError | null;
}

export interface PageStore {
  current(): PageState;
  subscribe(listener: () => void): () => void;
  /** Reads the PBX (again), or only what holds these parts. */
  check(parts?: readonly PartName[]): Promise<Reading>;
  cancel(): void;
  /** For what follows something on the PBX by itself. */
  readonly calls: ModuleApi['calls'];
  /** Asks the module for something that is no part of the facts. */
  ask<T>(what: (api: ModuleApi) => Promise<Answer<T>>): Promise<Answer<T>>;
  /** Writes, and reads again what that changed. */
  write<T>(what: (api: ModuleApi) => Promise<Answer<T>>, changes: readonly PartName[]): Promise<Answer<T>>;
}

export interface PageStoreOptions {
  readonly facts: FactsStore;
  readonly api: ModuleApi;
  readonly tool: AuditOptions['tool'];
}

/** What is other in a moment is asked for so often, in ms. */
const LOOK_AGAIN = 5000;
/** So often in a row for what Core is just making anew: a minute or so. */
const UNSETTLED = 8;

export function createPageStore({ facts, api, tool }: PageStoreOptions): PageStore {
  const listeners = new Set<() => void>();
  let judged: Facts | null = null;
  let state: PageState = {
    ...judge(facts.current(), null),
    checking: false,
    last: null,
    upgraded: null,
    notKept: null,
  };
  let abort: AbortController | null = null;
  let kept: string | null = null;
  let looking: ReturnType<typeof setTimeout> | undefined;
  let looked = 0;
  let due: ReturnType<typeof setTimeout> | undefined;
  /** Asked once, and before anything is kept. */
  let asked: Promise<void> | null = null;

  function judge(reading: Reading, earlier: Report | null): Pick<PageState, 'reading' | 'report' | 'pending'> {
    const report = reading.facts === null || reading.facts === judged ? earlier : audit(reading.facts, { tool });
    judged = reading.facts;
    return { reading, report, pending: report === null ? new Set() : pendingIn(report, reading) };
  }
  function show(change: Partial<PageState>): void {
    state = { ...state, ...change };
    for (const listener of [...listeners]) listener();
  }
  /** Judging is a task of its own, after that of reading, so that neither holds up the page for long. */
  const judgeNow = () => {
    if (due !== undefined) clearTimeout(due);
    due = undefined;
    show(judge(facts.current(), state.report));
  };
  facts.subscribe(() => (due ??= setTimeout(judgeNow)));

  async function askLast(): Promise<void> {
    const result = await api.lastJudged();
    if (!result.ok || result.value === null) return;
    const { at, score, by = '', upgraded = null } = result.value;
    show({ last: { at, person: by, score }, upgraded });
  }

  async function keep({ facts: read, slices, busy }: Reading): Promise<void> {
    const { report } = state;
    const isComplete = !busy && slices.every((slice) => slice.state === 'read');
    if (!isComplete || read === null || report === null || report.factsDigest === kept || looking !== undefined) return;
    kept = report.factsDigest;
    await asked;
    const answer = await api.keepLastJudged(lastJudgedOf(report, read.parts));
    show({ notKept: answer.ok ? null : answer.error });
  }

  async function check(parts?: readonly PartName[]): Promise<Reading> {
    asked ??= askLast();
    if (parts === undefined) show({ checking: true });
    clearTimeout(looking);
    looking = undefined;
    abort = new AbortController();
    const { signal } = abort;
    const reading = await facts.read(parts === undefined ? { signal } : { parts, signal });
    await nextTask();
    judgeNow();
    if (!reading.busy) show({ checking: false });
    const { facts: read, busy } = reading;
    const unsettled = read === null || busy ? [] : unsettledIn(read.parts);
    looked = unsettled.length === 0 ? 0 : looked + 1;
    const passing = [
      ...(read !== null && isGuessing(read.parts) ? GUESSED : []),
      ...(looked > UNSETTLED ? [] : unsettled),
    ];
    if (passing.length > 0) looking = setTimeout(() => void check(passing), LOOK_AGAIN);
    void keep(reading);
    return reading;
  }
  return {
    current: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    check,
    cancel: () => abort?.abort(),
    calls: api.calls,
    ask: (what) => what(api),
    async write(what, changes) {
      const answer = await what(api);
      if (answer.ok) await check(changes);
      return answer;
    },
  };
}

const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve));

function pendingIn({ results }: Report, { slices, busy }: Reading): ReadonlySet<string> {
  if (!busy) return new Set();
  const missing = new Set<string>(
    slices.flatMap(({ state, readAt, parts }) =>
      readAt === null && (state === 'waiting' || state === 'reading') ? parts : [],
    ),
  );
  return new Set(results.filter(({ parts }) => parts.some((part) => missing.has(part))).map(({ id }) => id));
}

const GUESSED = ['webLogin', 'ssh'] as const;

function isGuessing({ webLogin, ssh }: Parts): boolean {
  const logins = [webLogin.state === 'known' ? webLogin.data : null, ssh.state === 'known' ? ssh.data.password : null];
  return logins.some((login) => login?.guess.state === 'running');
}

/** Having the fix run, as the page follows it. */
import { expect, it } from 'vitest';
import { createPatchStore, EVERY, PATIENCE } from '../../../sites/admin-cabinet/page/plan/patch/store.ts';
import { endLine, hasClosed, resultLine, troubleLine } from '../../../sites/admin-cabinet/page/plan/patch/words.ts';
import type { Answer, PbxError } from '../../../sites/pbx/errors.ts';
import {
  PATCH_ENDS,
  PATCH_TROUBLES,
  type PatchApi,
  type PatchMarker,
  type PatchRun,
  type PatchState,
} from '../../../sites/pbx/patch-api.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';

const SHA = 'ab'.repeat(32);
const IDLE: PatchState = {
  waits: false,
  phase: 'idle',
  order: '',
  trouble: null,
  script: null,
  run: null,
  kept: null,
};
const SCRIPT: PatchState['script'] = { sha256: SHA, size: 7, from: 'vendor', host: 'x', at: '', person: 'boss' };
const marker = (id: PatchMarker['id'], state: PatchMarker['state']): PatchMarker => ({ id, file: '', state });
const RUN: PatchRun = {
  act: 'run',
  at: '2026-11-30T12:00:00+00:00',
  endedAt: null,
  person: 'boss',
  sha256: SHA,
  ended: null,
  exit: null,
  output: { begin: '', skipped: 0, end: '' },
  before: [marker('A', 'unpatched')],
  after: [],
};
const DONE: PatchRun = { ...RUN, endedAt: RUN.at, ended: 'exit', exit: 0, after: [marker('A', 'fixed')] };
const GONE: PbxError = { at: '', kind: 'unreachable', why: 'refused' };

function opened(first: PatchState = IDLE) {
  const said: { state: PatchState | PbxError; text: string; order: string | PbxError; asked: string[]; runs: number } =
    {
      state: first,
      text: 'echo 1\n',
      order: 'order-1',
      asked: [],
      runs: 0,
    };
  const answer = <T>(value: T | PbxError, is: (value: T | PbxError) => value is PbxError): Promise<Answer<T>> =>
    Promise.resolve(is(value) ? { ok: false, error: value } : { ok: true, value });
  const isError = (value: unknown): value is PbxError => typeof value === 'object' && value !== null && 'kind' in value;
  const order = (what: string) => {
    said.asked.push(what);
    return answer<string>(said.order, isError);
  };
  const api: PatchApi = {
    state: () => answer<PatchState>(said.state, isError),
    script: () => Promise.resolve({ ok: true, value: { sha256: SHA, text: said.text } }),
    fetch: ({ from }) => order(`fetch ${from}`),
    run: (sha256, typed) => order(`run ${sha256} ${typed}`),
    restore: (sha256) => order(`restore ${sha256}`),
  };
  let due: (() => void) | null = null;
  const store = createPatchStore({
    api,
    onRun: () => said.runs++,
    after: (ms, act) => {
      expect(ms).toBe(EVERY);
      due = act;
      return () => (due = null);
    },
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  const start = async () => {
    store.start();
    await settled();
  };
  const pass = async () => {
    const act = due;
    due = null;
    act?.();
    await settled();
    return act !== null;
  };
  return { store, said, start, pass };
}

it('asks once, and again only while something goes on', async () => {
  const { store, start, pass, said } = opened();
  await start();
  expect(store.current()).toMatchObject({ patch: IDLE, isBusy: false });
  expect(await pass()).toBe(false);
  await store.fetch({ from: 'vendor' });
  expect(said.asked).toEqual(['fetch vendor']);
  expect(store.current().isBusy).toBe(true);
  said.state = { ...IDLE, order: 'order-1', phase: 'fetching' };
  expect(await pass()).toBe(true);
  expect(store.current()).toMatchObject({ isBusy: true, text: null });
  said.state = { ...IDLE, order: 'order-1', script: SCRIPT };
  await pass();
  expect(store.current()).toMatchObject({ isBusy: false, text: 'echo 1\n' });
  expect(await pass()).toBe(false);
});

it('shows no text that is of another script', async () => {
  const { store, start, said, pass } = opened({ ...IDLE, script: { ...SCRIPT, sha256: 'cd'.repeat(32) } });
  await start();
  expect(store.current().text).toBeNull();
  said.state = { ...IDLE, script: SCRIPT };
  expect(await pass()).toBe(true);
  expect(store.current().text).toBe('echo 1\n');
});

it('follows a run through a restart of the web server, and says once that it is over', async () => {
  const { store, start, said, pass } = opened({ ...IDLE, script: SCRIPT });
  await start();
  await store.run(SHA, 'abababab');
  said.state = { ...IDLE, order: 'order-1', phase: 'running', script: SCRIPT, run: RUN, kept: SHA };
  await pass();
  said.state = GONE;
  expect(await pass()).toBe(true);
  expect(store.current()).toMatchObject({ lost: GONE, isBusy: true });
  said.state = { ...IDLE, order: 'order-1', script: SCRIPT, run: DONE, kept: SHA };
  expect(await pass()).toBe(true);
  expect(store.current()).toMatchObject({ lost: null, isBusy: false, patch: { run: { ended: 'exit' } } });
  expect([said.runs, await pass()]).toEqual([1, false]);
});

it('one that was over when the dialog opened is no news', async () => {
  const { start, said } = opened({ ...IDLE, run: DONE });
  await start();
  expect(said.runs).toBe(0);
});

it('says what the PBX refuses', async () => {
  const { store, start, said } = opened({ ...IDLE, kept: SHA });
  await start();
  said.order = { at: '', kind: 'refused', code: 'patch-running', status: 409, said: '', seconds: null };
  await store.restore(SHA);
  expect(store.current()).toMatchObject({ refused: said.order, isBusy: false });
});

it('says when nobody takes it up', async () => {
  const { store, start, pass } = opened();
  await start();
  await store.fetch({ from: 'vendor' });
  let looks = 1;
  while (await pass()) looks++;
  expect(looks).toBe(PATIENCE);
  expect(store.current()).toMatchObject({ notTaken: true, isBusy: false });
});

it('says so, too, when the order lies there and nobody comes for it', async () => {
  const { store, said, start, pass } = opened();
  await start();
  said.state = { ...IDLE, waits: true };
  await store.fetch({ from: 'vendor' });
  let looks = 1;
  while (await pass()) looks++;
  expect(looks).toBe(PATIENCE);
  expect(store.current()).toMatchObject({ notTaken: true, isBusy: false });
});

it('of an order that lay there when the dialog opened, too; and shows the script that is there', async () => {
  const { store, start, pass } = opened({ ...IDLE, waits: true, script: SCRIPT });
  await start();
  let looks = 1;
  while (store.current().isBusy && (await pass())) looks++;
  expect(looks).toBe(PATIENCE);
  expect(store.current()).toMatchObject({ notTaken: true, isBusy: false });
  expect(await pass()).toBe(true);
  expect(store.current()).toMatchObject({ notTaken: true, isBusy: false, text: 'echo 1\n' });
  expect(await pass()).toBe(false);
});

it('waits no longer for an order that lay there and was taken', async () => {
  const { store, said, start, pass } = opened({ ...IDLE, waits: true });
  await start();
  expect(store.current().isBusy).toBe(true);
  said.state = { ...IDLE, order: 'another' };
  expect(await pass()).toBe(true);
  expect(store.current()).toMatchObject({ notTaken: false, isBusy: false });
  expect(await pass()).toBe(false);
});

it('counts as open again what was closed before, and says that a restart may undo it where something was closed', () => {
  const back: PatchRun = {
    ...DONE,
    act: 'restore',
    before: [marker('A', 'fixed'), marker('B', 'unpatched'), marker('C', 'fixed')],
    after: [marker('A', 'unpatched'), marker('B', 'unpatched'), marker('C', 'fixed')],
  };
  expect(resultLine(back)).toEqual({ key: 'page.patch.result.back', params: { count: 1 } });
  expect(resultLine({ ...back, before: back.after })).toMatchObject({ key: 'page.patch.result.open' });
  expect([hasClosed(DONE), hasClosed(back)]).toEqual([true, false]);
  expect(hasClosed({ ...DONE, before: DONE.after })).toBe(false);
  expect(hasClosed({ ...DONE, after: [marker('A', 'unpatched')] })).toBe(false);
});

it('asks no more when the dialog is closed', async () => {
  const { store, start, pass } = opened({ ...IDLE, phase: 'running', run: RUN });
  await start();
  store.stop();
  expect(await pass()).toBe(false);
});

it.each(['en', 'ru'] as const)('has words for everything that may happen (%s)', (language) => {
  const speak = speaker(LOCALES[language]);
  const lines = [
    ...PATCH_TROUBLES.map((code) => troubleLine({ code, detail: 'x' })),
    ...PATCH_ENDS.map((ended) => endLine({ ...DONE, ended })),
    endLine(RUN),
    endLine({ ...RUN, act: 'restore' }),
    endLine({ ...DONE, exit: 3 }),
    resultLine(DONE),
    resultLine({ ...DONE, after: [marker('A', 'missing')] }),
    resultLine({ ...DONE, after: [marker('A', 'unpatched')] }),
    resultLine({ ...DONE, act: 'restore' }),
    resultLine({ ...DONE, act: 'restore', before: [marker('A', 'fixed')], after: [marker('A', 'unpatched')] }),
  ].map(speak);
  expect(new Set(lines).size).toBe(lines.length);
  for (const line of lines) expect(line).not.toMatch(/%|undefined/);
});

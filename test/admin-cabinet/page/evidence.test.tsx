// @vitest-environment jsdom
/** Evidence as the page follows it: what is asked, what is shown, in both languages. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, it } from 'vitest';
import { createEvidenceStore, EVERY, PATIENCE } from '../../../sites/admin-cabinet/page/break-in/evidence-store.ts';
import { clockLine, sizeOf, timeLeft, troubleLine } from '../../../sites/admin-cabinet/page/break-in/evidence-words.ts';
import Evidence from '../../../sites/admin-cabinet/page/break-in/evidence.tsx';
import { SurroundingsProvider, type PageSurroundings } from '../../../sites/admin-cabinet/page/context.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import type { Answer, PbxError } from '../../../sites/pbx/errors.ts';
import {
  EVIDENCE_TROUBLES,
  type EvidenceApi,
  type EvidenceArchive,
  type EvidenceState,
} from '../../../sites/pbx/evidence-api.ts';
import type { ModuleCalls } from '../../../sites/pbx/module-calls.ts';

const PERIOD = { from: '2026-11-16T00:00', to: '2026-11-30T12:00' };
const IDLE: EvidenceState = { waits: false, phase: 'idle', order: '', trouble: null, archive: null };
const ARCHIVE: EvidenceArchive = {
  ...PERIOD,
  id: '20261130-120000',
  person: '<b>boss</b>',
  at: '2026-11-30T12:00:00+00:00',
  until: null,
  wanted: false,
  rotationHeld: true,
  seconds: 60,
  expected: 1_000_000_000,
  written: 250_000_000,
  members: 20,
  skipped: 0,
  size: null,
  sha256: null,
  clock: { offset: null, source: '' },
  recordings: { files: 3, bytes: 9000, how: 'hashed', doneFiles: 1, doneBytes: 3000, missing: 0, sha256: null },
};
const SHA = 'ab'.repeat(32);
const READY: EvidenceArchive = {
  ...ARCHIVE,
  size: 999_000_000,
  sha256: SHA,
  until: '2026-12-07T12:00:00+00:00',
  skipped: 2,
};
const COLLECTING: EvidenceState = { ...IDLE, phase: 'collecting', order: 'order-1', archive: ARCHIVE };
const GONE: PbxError = { at: '', kind: 'unreachable', why: 'refused' };

function opened(first: EvidenceState) {
  const said: { state: Answer<EvidenceState>; order: Answer<string>; asked: string[]; saved: string[] } = {
    state: { ok: true, value: first },
    order: { ok: true, value: 'order-1' },
    asked: [],
    saved: [],
  };
  const order = (what: string) => {
    said.asked.push(what);
    return Promise.resolve(said.order);
  };
  const api: EvidenceApi = {
    state: () => Promise.resolve(said.state),
    start: ({ from, to }, recordings) => order(`start ${from} ${to} ${recordings}`),
    resume: () => order('resume'),
    remove: () => order('remove'),
    link: (part) => order(`link ${part}`),
  };
  let due: (() => void) | null = null;
  const store = createEvidenceStore({
    api,
    open: (address) => said.saved.push(address),
    after(ms, act) {
      expect(ms).toBe(EVERY);
      due = act;
      return () => (due = null);
    },
  });
  const settle = async () => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  return {
    said,
    store,
    settle,
    isDue: () => due !== null,
    async next(state?: EvidenceState) {
      if (state !== undefined) said.state = { ok: true, value: state };
      const act = due;
      due = null;
      act?.();
      await settle();
    },
  };
}

it('asks on while something goes on, and no longer', async () => {
  const { store, settle, isDue, next, said } = opened(IDLE);
  store.start();
  await settle();
  expect(isDue()).toBe(false);
  await store.collect(PERIOD, true);
  expect(said.asked).toEqual(['start 2026-11-16T00:00 2026-11-30T12:00 true']);
  expect(store.current()).toMatchObject({ isAsked: true });
  await next({ ...IDLE, waits: true });
  expect(store.current()).toMatchObject({ isAsked: true });
  await next(COLLECTING);
  expect(store.current()).toMatchObject({ isAsked: false, evidence: { phase: 'collecting' } });
  await next({ ...COLLECTING, phase: 'hashing', archive: READY });
  expect(isDue()).toBe(true);
  await next({ ...COLLECTING, phase: 'ready', archive: READY });
  expect(isDue()).toBe(false);
  store.stop();
});

it('says that nobody took it up, and asks through a web server that is away', async () => {
  const { store, settle, isDue, next, said } = opened(IDLE);
  store.start();
  await settle();
  await store.resume();
  for (let look = 1; look < PATIENCE; look++) await next();
  expect(store.current()).toMatchObject({ isAsked: false, notTaken: true });
  expect(isDue()).toBe(false);
  said.state = { ok: false, error: GONE };
  await store.remove();
  expect(store.current()).toMatchObject({ lost: GONE });
  await next(COLLECTING);
  expect(store.current()).toMatchObject({ lost: null, notTaken: false });
});

it('what is refused is said, and what is there is saved', async () => {
  const { store, settle, said } = opened({ ...IDLE, phase: 'ready', archive: READY });
  store.start();
  await settle();
  await store.save('archive');
  expect(said.saved).toEqual(['order-1']);
  said.order = { ok: false, error: GONE };
  await store.save('hashes');
  await store.remove();
  expect(said.saved).toHaveLength(1);
  expect(store.current()).toMatchObject({ refused: GONE, isAsked: false });
});

function shown(language: 'en' | 'ru', state: EvidenceState) {
  const calls: ModuleCalls = {
    base: '/pbxcore/api/module-security-checklist/',
    read: (_resource, _query, shape) =>
      Promise.resolve(shape.fits(state) ? { ok: true, value: state } : { ok: false, error: GONE }),
    write: () => Promise.resolve({ ok: false, error: GONE }),
  };
  const speak = speaker(LOCALES[language], language);
  const never = (): never => {
    throw new Error('not here');
  };
  const surroundings: PageSurroundings = {
    store: { calls, current: never, subscribe: never, check: never, cancel: never, ask: never, write: never },
    speak,
    wholly: speak,
    language,
    cabinet: '',
    host: '',
    announce: () => undefined,
    plans: null,
    moreWords: () => Promise.resolve(),
  };
  const place = document.createElement('div');
  return act(async () => {
    render(
      <SurroundingsProvider value={surroundings}>
        <Evidence calls={calls} period={PERIOD} />
      </SurroundingsProvider>,
      place,
    );
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  }).then(() => place);
}

it.each(['en', 'ru'] as const)('shows every state with its words: %s', async (language) => {
  const states: readonly EvidenceState[] = [
    IDLE,
    COLLECTING,
    { ...COLLECTING, archive: { ...ARCHIVE, expected: 0, rotationHeld: false } },
    { ...COLLECTING, phase: 'stopped', trouble: { code: 'disk', detail: '5000000' } },
    { ...COLLECTING, phase: 'hashing', archive: READY },
    {
      ...COLLECTING,
      phase: 'ready',
      archive: { ...READY, recordings: { ...READY.recordings, how: 'no-room', sha256: SHA } },
    },
  ];
  for (const state of states) {
    const place = await shown(language, state);
    const text = place.textContent;
    expect(text).not.toMatch(/page\.evidence|%\w+%|undefined|NaN/);
    expect(place.querySelectorAll('button').length).toBeGreaterThan(0);
    expect(place.querySelector('b')).toBeNull();
  }
});

it('is deleted by who says so twice', async () => {
  const place = await shown('en', { ...COLLECTING, phase: 'ready', archive: READY });
  const button = (name: string) =>
    [...place.querySelectorAll('button')].find(({ textContent }) => textContent.includes(name));
  expect(button('Yes, delete it')).toBeUndefined();
  await act(() => button('Delete from the PBX')?.click());
  expect(place.querySelector('[role=alert]')?.textContent).toContain('cannot be had back');
  await act(() => button('No, keep it')?.click());
  expect(place.querySelector('[role=alert]')).toBeNull();
  expect(place.textContent).toContain(SHA);
  expect(place.querySelector('pre')?.textContent).toContain('cd evidence-20261130-120000');
});

it('sizes, times and troubles', () => {
  expect(sizeOf(0, 'en')).toBe('0 byte');
  expect(sizeOf(1_440_000_000, 'en')).toBe('1.4 GB');
  expect(sizeOf(52_428_800, 'ru')).toMatch(/^52.МБ$/);
  expect(sizeOf(3e18, 'en')).toMatch(/TB$/);
  expect(timeLeft(ARCHIVE)).toMatchObject({ key: 'time.minutes', params: { count: 3 } });
  expect(timeLeft({ ...ARCHIVE, seconds: 0 })).toBeNull();
  expect(timeLeft({ ...ARCHIVE, written: ARCHIVE.expected })).toBeNull();
  for (const code of EVIDENCE_TROUBLES) expect(troubleLine({ code, detail: '' }, 'en').key).toContain(code);
  expect(troubleLine({ code: 'disk', detail: '2000000' }, 'en')).toMatchObject({ params: { size: '2 MB' } });
  const clocks = [null, 0.3, 12.34, -7].map((offset) => clockLine({ ...ARCHIVE, clock: { offset, source: 'x' } }).key);
  expect(clocks.map((key) => key.slice('page.evidence.clock.'.length))).toEqual([
    'unknown',
    'exact',
    'behind',
    'ahead',
  ]);
});

import { describe, expect, it } from 'vitest';
import type { Facts, PartName } from '../../sites/checklist/facts/types.ts';
import { PART_NAMES } from '../../sites/checklist/facts/decode.ts';
import { createFactsStore, SLICES, type Reading, type SliceName } from '../../sites/pbx/facts-store.ts';
import type { PbxError } from '../../sites/pbx/errors.ts';
import type { FactsSource, ReadError, ReadOptions } from '../../sites/pbx/read.ts';
import { factsWith } from '../support/facts.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const AT = new Date(NOW).toISOString();
const TIMEOUT: PbxError = { at: 'GET /facts', kind: 'timeout' };

/** A source whose answers wait until the test gives them. */
function slowSource() {
  const asked: {
    readonly parts: readonly PartName[];
    readonly signal: AbortSignal | undefined;
    answer: (how?: Facts | ReadError) => void;
  }[] = [];
  const source: FactsSource = {
    read: ({ parts = [], signal }: ReadOptions) =>
      new Promise((resolve) => {
        const answer = (how: Facts | ReadError = factsWith()) =>
          resolve('kind' in how ? { ok: false, error: how } : { ok: true, value: how });
        asked.push({ parts, signal, answer });
        signal?.addEventListener('abort', () => resolve({ ok: false, error: { at: '', kind: 'cancelled' } }));
      }),
  };
  const store = createFactsStore(source, { now: () => NOW });
  const heard: Reading[] = [];
  store.subscribe((reading) => heard.push(reading));
  /** The answer to the request that is open now. */
  const answer = async (how?: Facts | ReadError) => {
    asked.at(-1)?.answer(how);
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { store, asked, heard, answer };
}
const states = ({ slices }: Reading) => slices.map(({ state }) => state).join(' ');
const stateOf = (reading: Reading, part: PartName) => {
  const read = reading.facts?.parts[part];
  return read?.state === 'unknown' ? read.reason : read?.state;
};
const sliceOf = ({ slices }: Reading, name: SliceName) => slices.find((slice) => slice.name === name);

it('every part is in one slice', () => {
  expect(Object.values(SLICES).flat().sort()).toEqual([...PART_NAMES].sort());
});

describe('reading', () => {
  it('fills as it goes, one slice after the other', async () => {
    const { store, asked, heard, answer } = slowSource();
    expect(store.current()).toMatchObject({ facts: null, busy: false });
    const done = store.read();
    expect(states(store.current())).toBe('reading waiting waiting waiting waiting');
    expect(store.current().busy).toBe(true);
    await answer();
    expect(states(store.current())).toBe('read reading waiting waiting waiting');
    expect(stateOf(store.current(), 'firewall')).toBe('known');
    expect(stateOf(store.current(), 'secrets')).toBe('not-asked');
    for (let i = 0; i < 4; i++) await answer();
    const outcome = await done;
    expect(outcome).toBe(store.current());
    expect(states(outcome)).toBe('read read read read read');
    expect(outcome.busy).toBe(false);
    expect(outcome.facts?.parts).toEqual(factsWith().parts);
    expect(outcome.slices.map(({ readAt }) => readAt)).toEqual([AT, AT, AT, AT, AT]);
    expect(asked.map(({ parts }) => parts)).toEqual(Object.values(SLICES));
    expect(heard.at(-1)).toBe(outcome);
  });

  it('a slice that fails says why; the others come, and its parts say it too', async () => {
    const { store, answer } = slowSource();
    const done = store.read();
    await answer(TIMEOUT);
    expect(store.current().facts).toBeNull();
    for (let i = 0; i < 4; i++) await answer();
    const outcome = await done;
    expect(sliceOf(outcome, 'settings')).toMatchObject({ state: 'failed', error: TIMEOUT, readAt: null });
    expect(states(outcome)).toBe('failed read read read read');
    expect(outcome.facts?.parts.firewall).toMatchObject({
      state: 'unknown',
      reason: 'timeout',
      detail: 'GET /facts timeout',
    });
    expect(stateOf(outcome, 'accounts')).toBe('known');
  });

  it('what was known stays when it cannot be read again', async () => {
    const { store, answer } = slowSource();
    const first = store.read();
    for (let i = 0; i < 5; i++) await answer();
    await first;
    const again = store.read({ parts: ['accounts'] });
    await answer(TIMEOUT);
    const outcome = await again;
    expect(sliceOf(outcome, 'accounts')).toMatchObject({ state: 'failed', readAt: AT });
    expect(stateOf(outcome, 'accounts')).toBe('known');
  });

  it.each<ReadError>([
    { at: '', kind: 'unauthorized', mode: 'page', said: '' },
    { at: '', kind: 'no-module' },
    { at: '', kind: 'rate-limited', seconds: 300, said: '' },
    { at: '', kind: 'refused', code: 'not-an-admin', status: 403, said: '', seconds: null },
  ])('after $kind nothing more is asked', async (error) => {
    const { store, asked, answer } = slowSource();
    const done = store.read();
    await answer(error);
    expect(states(await done)).toBe('failed failed failed failed failed');
    expect(asked).toHaveLength(1);
  });

  it('some parts: only those are asked for, of a failed slice all', async () => {
    const { store, asked, answer } = slowSource();
    const first = store.read();
    for (const how of [undefined, TIMEOUT, undefined, undefined, undefined]) await answer(how);
    await first;
    const again = store.read({ parts: ['waivers', 'patch'] });
    await answer(factsWith({ waivers: [] }, { firewall: 'not-asked' }));
    await answer();
    const outcome = await again;
    expect(asked.slice(5).map(({ parts }) => parts)).toEqual([['waivers'], SLICES.system]);
    expect(stateOf(outcome, 'firewall')).toBe('known');
    expect(states(outcome)).toBe('read read read read read');
  });
});

describe('ending', () => {
  it('by the signal: at once, what was read stays', async () => {
    const { store, asked, answer } = slowSource();
    const stop = new AbortController();
    const done = store.read({ signal: stop.signal });
    await answer();
    stop.abort();
    expect(store.current().busy).toBe(false);
    expect(states(store.current())).toBe('read waiting waiting waiting waiting');
    await done;
    expect(asked).toHaveLength(2);
    expect(asked[1]?.signal?.aborted).toBe(true);
    expect(stateOf(store.current(), 'firewall')).toBe('known');
    const next = store.read({ parts: ['waivers'] });
    await answer();
    expect(states(await next)).toBe('read waiting waiting waiting waiting');
  });

  it('by a signal that has been given already: nothing is asked', async () => {
    const { store, asked } = slowSource();
    expect((await store.read({ signal: AbortSignal.abort() })).busy).toBe(false);
    expect(asked).toHaveLength(0);
  });

  it('by another reading, which reads what was left', async () => {
    const { store, asked, answer } = slowSource();
    const first = store.read();
    await answer();
    const second = store.read({ parts: ['waivers'] });
    expect(asked[1]?.signal?.aborted).toBe(true);
    for (let i = 0; i < 5; i++) await answer();
    await first;
    expect(states(await second)).toBe('read read read read read');
    expect(asked.slice(2).map(({ parts }) => parts)).toEqual([['waivers'], ...Object.values(SLICES).slice(1)]);
  });

  it('a late answer of an ended reading changes nothing', async () => {
    const { store, asked, answer } = slowSource();
    const stop = new AbortController();
    void store.read({ signal: stop.signal });
    const [slow] = asked;
    stop.abort();
    slow?.answer();
    await answer();
    expect(store.current().facts).toBeNull();
  });

  it('listeners that left hear nothing', async () => {
    const { store, answer } = slowSource();
    let count = 0;
    store.subscribe(() => count++)();
    void store.read();
    await answer();
    expect(count).toBe(0);
  });
});

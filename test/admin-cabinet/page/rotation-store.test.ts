/** Looking who is back: every two seconds, and far less where nobody looks or somebody else asks as often. */
import { describe, expect, it } from 'vitest';
import {
  createRotationStore,
  EVERY,
  SELDOM,
  type RotationStoreOptions,
} from '../../../sites/admin-cabinet/page/plan/rotation/store.ts';
import type { Answer } from '../../../sites/pbx/errors.ts';
import type { OpenRotation } from '../../../sites/pbx/rotation-api.ts';

const ROTATION: OpenRotation = {
  plan: '0123456789abcdef',
  action: 'rotate-sip-passwords',
  person: 'admin',
  playedAt: 1_796_022_000,
  now: 1_796_022_060,
  until: 1_796_108_400,
  sheet: 'open',
  singly: true,
  readTo: null,
  isBehind: false,
  trouble: null,
  owners: [],
};

function opened(more: Partial<RotationStoreOptions> = {}) {
  const answers: Answer<readonly OpenRotation[]>[] = [];
  const waits: { readonly ms: number; act: (() => void) | null }[] = [];
  let asked = 0;
  const store = createRotationStore({
    api: { open: () => Promise.resolve(answers[Math.min(asked++, answers.length - 1)] ?? { ok: true, value: [] }) },
    isBusy: () => false,
    isHidden: () => false,
    after(ms, act) {
      const wait = { ms, act: act as (() => void) | null };
      waits.push(wait);
      return () => void (wait.act = null);
    },
    ...more,
  });
  const turn = async () => {
    waits.at(-1)?.act?.();
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { store, answers, waits, turn, asked: () => asked };
}
const started = async (more: Partial<RotationStoreOptions> = {}) => {
  const all = opened(more);
  all.answers.push({ ok: true, value: [ROTATION] });
  all.store.start();
  await new Promise((resolve) => setTimeout(resolve));
  return all;
};

describe('asking', () => {
  it('is done at once, then so often that nothing is older than two seconds', async () => {
    const { store, waits, turn, asked } = await started();
    expect(store.current().rotations).toEqual([ROTATION]);
    expect(waits.at(-1)?.ms).toBe(EVERY);
    expect(EVERY).toBeLessThan(2000);
    await turn();
    expect(asked()).toBe(2);
  });
  it.each([
    ['nobody looks at the page', { isHidden: () => true }],
    ['a plan is being played', { isBusy: () => true }],
  ])('is seldom while %s', async (_, more) => {
    const { waits } = await started(more);
    expect(waits.at(-1)?.ms).toBe(SELDOM);
  });
  it('is seldom after a failure, and what was known stays', async () => {
    const { store, answers, waits, turn } = await started();
    answers.push({ ok: false, error: { at: 'GET plans/rotations', kind: 'timeout' } });
    await turn();
    expect(waits.at(-1)?.ms).toBe(SELDOM);
    expect(store.current()).toMatchObject({ rotations: [ROTATION], lost: { kind: 'timeout' } });
  });
  it('ends when it is stopped, also while an answer is on its way', async () => {
    const { store, waits, turn, asked } = await started();
    const going = store.look();
    store.stop();
    await going;
    const before = asked();
    expect(waits.every(({ act }) => act === null)).toBe(true);
    await turn();
    expect(asked()).toBe(before);
  });
  it('asks once where two want to know', async () => {
    const { store, asked } = await started();
    await Promise.all([store.look(), store.look()]);
    expect(asked()).toBe(2);
  });
});

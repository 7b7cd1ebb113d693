/** The plan that the page watches: what is shown, asked again, kept in the browser and forgotten. */
import { describe, expect, it } from 'vitest';
import { createPlansStore, type PlansStore } from '../../../sites/admin-cabinet/page/plan/store.ts';
import { ACTIONS } from '../../../sites/checklist/actions/index.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import type { Answer, PbxError, RefusalCode } from '../../../sites/pbx/errors.ts';
import type { PlanNonce, PlansApi, PlanStatus } from '../../../sites/pbx/plans-api.ts';
import { factsOf, SCENARIOS } from '../../../sites/sandbox/index.ts';

const speak = speaker(LOCALES.en);
const ok = <T>(value: T): Promise<Answer<T>> => Promise.resolve({ ok: true, value });
const no = (error: PbxError): Promise<Answer<never>> => Promise.resolve({ ok: false, error });
const refusal = (code: RefusalCode): PbxError => ({
  at: 'x',
  kind: 'refused',
  code,
  status: 409,
  said: '',
  seconds: null,
});
const CUT: PbxError = { at: 'x', kind: 'unreachable', why: 'other' };

const STATUS: PlanStatus = {
  id: 'a',
  phase: 'playing',
  undoes: null,
  action: null,
  steps: [],
  comment: '',
  person: 'admin',
  address: '192.168.1.20',
  endedAt: null,
  reason: null,
  step: 1,
  done: 0,
  missed: [],
  confirmedBy: null,
  secondsLeft: null,
  silent: false,
  objects: {},
  edits: null,
  connected: null,
  undoable: [],
  due: [],
  rotations: [],
  later: null,
  beganLater: false,
};
const waiting = (secondsLeft: number): PlanStatus => ({ ...STATUS, phase: 'waiting', secondsLeft });
const over = (phase: 'done' | 'undone' | 'refused' | 'dismissed', id = 'a'): PlanStatus => ({ ...STATUS, id, phase });

const plan = (() => {
  const { parts } = factsOf(SCENARIOS['factory-2026'](new Date()), 'http://x', new Date());
  const asker = { address: '192.168.1.20', seen: 'direct', networks: [] } as const;
  const planned = ACTIONS['close-web-cti'].plan(parts, { ours: ['192.168.1.0/24'] }, asker);
  if (!planned.accepted) throw new Error(planned.refusal.kind);
  return planned.plan;
})();

/** Answers in their order, the last one for ever; time goes on only while somebody waits. */
function watched(
  statuses: readonly (PlanStatus | null | PbxError)[],
  memory = new Map<string, string>(),
  seen: () => PlanNonce['seen'] = () => 'direct',
) {
  let now = 0;
  let asked = 0;
  const confirmed: string[] = [];
  const reverted: string[] = [];
  const confirmations: (PbxError | null)[] = [];
  const overs: number[] = [];
  const api: PlansApi = {
    nonce: () => ok({ nonce: 'n', door: 'd', seconds: 600, address: '192.168.1.20', seen: seen(), signsIn: false }),
    start: () => ok('a'),
    undo: () => ok('a'),
    end: (id) => ok(id),
    cancel: (id) => ok(id),
    current() {
      const status = statuses[Math.min(asked++, statuses.length - 1)] ?? null;
      return status !== null && 'kind' in status ? no(status) : ok(status);
    },
    confirm(id, nonce) {
      confirmed.push(`${id} ${nonce}`);
      const error = confirmations.shift() ?? null;
      return error === null ? ok(id) : no(error);
    },
    revert(id) {
      reverted.push(id);
      return ok(id);
    },
    extend: (id) => ok(id),
    dismiss: (id) => ok(id),
    verifyJournal: () => ok({ holds: true, rows: 0, chained: 0, head: null, brokenAt: null }),
  };
  const knocked: string[] = [];
  const store = createPlansStore({
    api,
    knock: (door) => Promise.resolve(void knocked.push(door)),
    memory: {
      getItem: (key) => memory.get(key) ?? null,
      setItem: (key, value) => void memory.set(key, value),
      removeItem: (key) => void memory.delete(key),
    },
    onOver: () => overs.push(now),
    now: () => now,
    pause(ms) {
      now += ms;
      return Promise.resolve();
    },
  });
  const phases: string[] = [];
  store.subscribe(() => {
    const phase = store.current().status?.phase ?? 'none';
    if (phases.at(-1) !== phase) phases.push(phase);
  });
  return { store, phases, confirmed, reverted, confirmations, overs, memory, asked: () => asked };
}
const settled = async (store: PlansStore) => {
  for (let i = 0; i < 50; i++) await store.look();
};

describe('watching', () => {
  it('nothing was ever played: asks once and shows nothing', async () => {
    const { store, asked } = watched([null]);
    await store.look();
    expect(store.current()).toMatchObject({ status: null, over: 0 });
    expect(asked()).toBe(1);
  });

  it('what is over and was begun elsewhere is not shown, but what can be undone is known', async () => {
    const { store, overs } = watched([{ ...over('done'), undoable: ['a', 'b'] }]);
    await store.look();
    expect(store.current()).toMatchObject({ status: null, undoable: ['a', 'b'] });
    expect(overs).toEqual([]);
  });

  it('follows what somebody else began, and says when it is over', async () => {
    const { store, phases, overs } = watched([STATUS, waiting(9), { ...STATUS, phase: 'undoing' }, over('undone')]);
    await store.look();
    expect(phases).toEqual(['playing', 'waiting', 'undoing', 'none']);
    expect(overs).toEqual([6000]);
    expect(store.current().over).toBe(1);
  });

  it('goes on asking while the PBX does not answer', async () => {
    const { store, phases, asked } = watched([STATUS, CUT, CUT, over('undone')]);
    await store.look();
    expect(asked()).toBe(4);
    expect(phases).toEqual(['playing', 'none']);
    expect(store.current().lost).toBeNull();
  });

  it('does not ask for ever where nothing is known to run', async () => {
    const { store, asked } = watched([CUT]);
    await store.look();
    expect(asked()).toBe(1);
    expect(store.current().lost).toEqual(CUT);
  });

  it('the time left never jumps up by what an answer took', async () => {
    const { store } = watched([waiting(100), waiting(98), waiting(95), over('done')]);
    const untils: number[] = [];
    store.subscribe(() => {
      const { until } = store.current();
      if (until !== null && untils.at(-1) !== until) untils.push(until);
    });
    await store.look();
    expect(untils).toEqual([100_000]);
  });
});

describe('beginning', () => {
  it('keeps in the browser what confirming needs, until the person has read the end', async () => {
    const { store, memory, phases } = watched([STATUS, waiting(300), over('done')]);
    expect(await store.start(plan, speak, null)).toEqual({ ok: true, value: 'a' });
    const kept: unknown = JSON.parse([...memory.values()].join(''));
    expect(kept).toMatchObject({ id: 'a', nonce: 'n', title: 'Close the web interface and CTI' });
    await settled(store);
    expect(phases).toEqual(['asked', 'playing', 'waiting', 'done']);
    expect(store.current().status?.phase).toBe('done');
    store.hide();
    expect(store.current()).toMatchObject({ status: null, begun: null });
    expect(memory.size).toBe(0);
  });

  it('is not taken for over by what is still told of the one before', async () => {
    const { store, phases, overs } = watched([over('done', 'before'), over('done', 'before'), STATUS, over('done')]);
    await store.start(plan, speak, null);
    await settled(store);
    expect(phases).toEqual(['asked', 'playing', 'done']);
    expect(overs).toHaveLength(1);
  });

  it('a page that is opened again can confirm, and tells how it ended', async () => {
    const { memory } = await begun();
    const { store, confirmed } = watched([waiting(200), waiting(199), over('done')], memory);
    const looking = store.look();
    await Promise.resolve();
    await store.confirm();
    await looking;
    expect(confirmed).toEqual(['a n']);
    expect(store.current().status?.phase).toBe('done');
  });

  it.each(['no JSON', '{"id":1}', '[]', 'null'])('what is kept and does not fit is nothing: %s', (text) => {
    const memory = new Map([['module-security-checklist-plan', text]]);
    expect(watched([null], memory).store.current().begun).toBeNull();
  });

  it('a browser that keeps nothing changes nothing', async () => {
    const fails = () => {
      throw new Error('forbidden');
    };
    const memory = { getItem: fails, setItem: fails, removeItem: fails };
    const { api } = { api: apiOf(over('done')) };
    const store = createPlansStore({
      api,
      memory,
      knock: () => Promise.resolve(),
      onOver: () => undefined,
      pause: () => Promise.resolve(),
    });
    expect((await store.start(plan, speak, null)).ok).toBe(true);
    await settled(store);
    expect(store.current().status?.phase).toBe('done');
  });

  const apiOf = (status: PlanStatus): PlansApi => ({
    nonce: () => ok({ nonce: 'n', door: 'd', seconds: 600, address: '', seen: 'direct', signsIn: false }),
    start: () => ok('a'),
    undo: () => ok('a'),
    end: (id) => ok(id),
    cancel: (id) => ok(id),
    current: () => ok(status),
    confirm: (id) => ok(id),
    revert: (id) => ok(id),
    extend: (id) => ok(id),
    dismiss: (id) => ok(id),
    verifyJournal: () => no(CUT),
  });
  async function begun() {
    const one = watched([STATUS, over('done')]);
    await one.store.start(plan, speak, null);
    return one;
  }
});

describe('who asks', () => {
  const met = async (...seen: readonly PlanNonce['seen'][]) => {
    let asked = 0;
    const { store } = watched([null], new Map(), () => seen[Math.min(asked++, seen.length - 1)] ?? 'unknown');
    await store.meet();
    return { asked, seen: store.current().person?.seen };
  };

  it('is asked again while the web server has not taken the module over, for a minute', async () => {
    expect(await met('unknown', 'unknown', 'direct')).toEqual({ asked: 3, seen: 'direct' });
    expect(await met('unknown')).toEqual({ asked: 12, seen: 'unknown' });
    expect(await met('proxy')).toEqual({ asked: 1, seen: 'proxy' });
  });
});

describe('confirming', () => {
  const stays = [waiting(300), ...Array.from({ length: 30 }, () => waiting(299)), over('done')];
  async function waits() {
    const one = watched(stays);
    await one.store.start(plan, speak, null);
    await Promise.resolve();
    for (let i = 0; one.store.current().status?.phase !== 'waiting' && i < 50; i++) await Promise.resolve();
    return one;
  }

  it('asks again, quietly, over older connections, a web server that restarts, and lost answers', async () => {
    const { store, confirmed, confirmations } = await waits();
    const same = refusal('same-connection');
    confirmations.push(same, same, refusal('not-yet'), CUT, { at: 'x', kind: 'timeout' }, refusal('busy'));
    await store.confirm();
    expect(confirmed).toHaveLength(7);
    expect(store.current()).toMatchObject({ doing: null, trouble: null });
  });

  it.each(['other-person', 'other-address', 'too-late', 'bad-nonce', 'no-such-plan'] as const)(
    'stops where another try would not help: %s',
    async (code) => {
      const { store, confirmed, confirmations } = await waits();
      confirmations.push(refusal(code));
      await store.confirm();
      expect(confirmed).toHaveLength(1);
      expect(store.current().trouble?.error).toMatchObject({ code });
    },
  );

  it('can be given up by going back', async () => {
    const { store, confirmations, reverted } = await waits();
    confirmations.push(...Array.from({ length: 500 }, () => refusal('same-connection')));
    const confirming = store.confirm();
    await store.revert();
    await confirming;
    expect(reverted).toEqual(['a']);
  });
});

describe('a plan for later', () => {
  const LATER = {
    id: 'a',
    action: 'close-web-cti',
    steps: [],
    comment: '',
    person: 'admin',
    address: '192.168.1.20',
    at: '2026-11-30T22:00:00+03:00',
    until: '2026-11-30T22:15:00+03:00',
    phase: 'accepted',
    reason: null,
  } as const;
  const times = { at: '2026-11-30T22:00', until: '2026-11-30T22:15', zone: 'Europe/Moscow' };

  it('is shown as that, and is no plan that runs or that this browser began', async () => {
    const none: PlanStatus = { ...STATUS, id: null, phase: 'dismissed', later: LATER };
    const { store, memory } = watched([{ ...none, phase: 'asked', later: null }, null, null, none]);
    expect((await store.start(plan, speak, null, { later: times })).ok).toBe(true);
    expect(store.current()).toMatchObject({ status: null, begun: null, later: LATER });
    expect([...memory.keys()]).toEqual([]);
  });

  it('is confirmed by a page that was opened after it began, with a nonce of its own', async () => {
    const began: PlanStatus = { ...waiting(800), beganLater: true, confirmedBy: 'connection' };
    const { store, confirmed, memory } = watched([...Array.from({ length: 20 }, () => began), over('done')]);
    const looking = store.look();
    await Promise.resolve();
    await store.confirm();
    await looking;
    expect(confirmed).toEqual(['a n']);
    expect(store.current().status?.phase).toBe('done');
    expect([...memory.values()].join()).toContain('"id":"a"');
  });

  it('is cancelled', async () => {
    const none: PlanStatus = { ...STATUS, id: null, phase: 'dismissed' };
    const { store } = watched([{ ...none, later: LATER }, none]);
    await store.look();
    expect(store.current().later).toEqual(LATER);
    expect(await store.cancel('a')).toBeNull();
    expect(store.current().later).toBeNull();
  });
});

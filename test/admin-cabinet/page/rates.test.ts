/**
 * Whatever the page waits for, it asks far less often than the strictest limit of Core's web server allows. That counts every
 * request of an address in a minute, whoever sends it, and shuts the address out for ten minutes and longer: in the mode
 * "paranoid" a page is refused above 90 of them, a request of the API above 180.
 */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPageStore } from '../../../sites/admin-cabinet/page/store.ts';
import { createRotationStore, EVERY } from '../../../sites/admin-cabinet/page/plan/rotation/store.ts';
import { createPlansStore, isOver } from '../../../sites/admin-cabinet/page/plan/store.ts';
import { ACTIONS } from '../../../sites/checklist/actions/index.ts';
import type { Plan } from '../../../sites/checklist/actions/types.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import type { Answer } from '../../../sites/pbx/errors.ts';
import type { ModuleApi } from '../../../sites/pbx/module-api.ts';
import type { PlansApi, PlanStatus } from '../../../sites/pbx/plans-api.ts';
import { CLEAN, factsWith } from '../../support/facts.ts';
import { fakePbx } from '../../support/page.ts';

/** The rest is for the person, for the other pages of the cabinet, and for colleagues behind the same address. */
const FAR_BELOW = 60;
const SMALLEST = 90;
const MINUTE = 60_000;

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
const WAITING: PlanStatus = { ...STATUS, phase: 'waiting', confirmedBy: 'connection', secondsLeft: 3600 };
/** Over, and its new passwords are not in all phones yet. */
const ROTATED: PlanStatus = { ...STATUS, phase: 'done', rotations: ['a'] };
const STUCK: PlanStatus = { ...STATUS, phase: 'stuck' };

const ok = <T>(value: T): Promise<Answer<T>> => Promise.resolve({ ok: true, value });

/** The stores of the page, with every request noted that they send. */
function opened(status: () => PlanStatus | null, isGuessing = false) {
  const times: number[] = [];
  const note = () => void times.push(Date.now());
  const pbx = fakePbx(
    factsWith(
      isGuessing ? { webLogin: { ...CLEAN.webLogin, guess: { state: 'running', tried: 1, total: 1003 } } } : {},
    ),
  );
  pbx.before = note;
  const counted = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          note();
          return Reflect.apply(value, target, args) as unknown;
        };
      },
    });
  const again = () => {
    const error = { at: 'x', kind: 'refused', code: 'same-connection', status: 409, said: '', seconds: null } as const;
    return Promise.resolve({ ok: false as const, error });
  };
  const plans: PlansApi = counted({
    nonce: () => ok({ nonce: 'n', door: 'd', seconds: 600, address: '192.168.1.20', seen: 'direct', signsIn: false }),
    start: () => ok('a'),
    undo: () => ok('a'),
    current: () => ok(status()),
    confirm: again,
    extend: ok,
    revert: ok,
    dismiss: ok,
    end: ok,
    cancel: ok,
    verifyJournal: () => ok({ holds: true, rows: 0, chained: 0, head: null, brokenAt: null }),
  });
  const api: ModuleApi = { ...counted(pbx.api), plans };
  const page = createPageStore({ facts: pbx.facts, api: counted(pbx.api), tool: { name: 'test', version: '0' } });
  const store = createPlansStore({
    api: api.plans,
    memory: null,
    knock: () => {
      note();
      return Promise.resolve();
    },
    onOver: () => void page.check(),
  });
  const open = () => {
    void page.check();
    void store.look();
    void store.meet();
  };
  /** The panel of new passwords, while somebody looks at it. */
  const returns = createRotationStore({
    api: counted({ open: () => ok([]) }),
    isBusy: () => {
      const now = store.current().status;
      return now !== null && !isOver(now);
    },
    isHidden: () => false,
  });
  /** The most requests within one minute. */
  const most = () => Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + MINUTE).length));
  return { store, open, most, returns };
}

const speak = speaker(LOCALES.en);
const plan: Plan = (() => {
  const parts = factsWith({ fail2ban: { ...CLEAN.fail2ban, maxretry: 20 } }).parts;
  const asker = { address: '192.168.1.20', seen: 'direct', networks: [] } as const;
  const planned = ACTIONS['set-fail2ban-level'].plan(parts, { ours: [], level: 'strong' }, asker);
  if (!planned.accepted) throw new Error(planned.refusal.kind);
  return planned.plan;
})();

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] }));
afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
});

it('a page that is opened, and stays open', async () => {
  const { open, most } = opened(() => null);
  open();
  await pass(10 * MINUTE);
  expect(most()).toBeGreaterThan(5);
  expect(most()).toBeLessThanOrEqual(FAR_BELOW / 2);
});

it('a plan that is begun, plays for long, waits, and is over', async () => {
  let status: PlanStatus | null = null;
  const { open, store, most } = opened(() => status);
  open();
  await pass(1000);
  status = STATUS;
  await store.start(plan, speak, null);
  await pass(90_000);
  status = WAITING;
  await pass(5 * MINUTE);
  status = { ...STATUS, phase: 'undoing' };
  await pass(90_000);
  status = { ...STATUS, phase: 'undone' };
  await pass(MINUTE);
  expect(store.current().over).toBe(1);
  expect(most()).toBeGreaterThan(15);
  expect(most()).toBeLessThanOrEqual(FAR_BELOW);
});

it('a confirmation that comes over no new connection, tried until the time is over', async () => {
  const { open, store, most } = opened(() => WAITING);
  open();
  await store.start(plan, speak, null);
  await pass(2 * MINUTE);
  void store.confirm();
  await pass(5 * MINUTE);
  expect(store.current().doing).toBe('confirm');
  expect(most()).toBeLessThanOrEqual(FAR_BELOW);
});

it('a plan that is stuck', async () => {
  const { open, most } = opened(() => STUCK);
  open();
  await pass(10 * MINUTE);
  expect(most()).toBeLessThanOrEqual(FAR_BELOW / 2);
});

it('passwords that are being guessed', async () => {
  const { open, most } = opened(() => null, true);
  open();
  await pass(2 * MINUTE);
  expect(most()).toBeGreaterThan(8);
  expect(most()).toBeLessThanOrEqual(FAR_BELOW / 2);
});

it('new passwords on their way to the phones, while somebody looks on', async () => {
  const { open, returns, most } = opened(() => ROTATED);
  open();
  returns.start();
  await pass(10 * MINUTE);
  returns.stop();
  expect(most()).toBeGreaterThan(MINUTE / EVERY - 2);
  expect(most()).toBeLessThanOrEqual(FAR_BELOW);
});

it('one of them is given back meanwhile', async () => {
  let status = ROTATED;
  const { open, store, returns, most } = opened(() => status);
  open();
  returns.start();
  await pass(2 * MINUTE);
  status = STATUS;
  await store.undo('a', '');
  await pass(90_000);
  status = ROTATED;
  await pass(2 * MINUTE);
  returns.stop();
  expect(most()).toBeLessThan(SMALLEST);
});

it('all of it at once', async () => {
  const { open, store, most } = opened(() => WAITING, true);
  open();
  await store.start(plan, speak, null);
  await pass(5000);
  void store.confirm();
  await pass(2 * MINUTE);
  expect(store.current().doing).toBe('confirm');
  expect(most()).toBeLessThan(SMALLEST);
});

/** Plans through the module's API, against the embedded PBX: begun, confirmed, gone back, undone, refused. */
import { afterEach, describe, expect, it } from 'vitest';
import { CHOICES } from '../../sites/checklist/actions/choices/index.ts';
import { ACTIONS } from '../../sites/checklist/actions/index.ts';
import type { Plan } from '../../sites/checklist/actions/types.ts';
import { undoOf } from '../../sites/checklist/actions/undo.ts';
import { say } from '../../sites/checklist/message.ts';
import { withoutAuth, withPageToken } from '../../sites/pbx/auth.ts';
import { createModuleApi } from '../../sites/pbx/module-api.ts';
import type { PlanStatus } from '../../sites/pbx/plans-api.ts';
import { readFacts } from '../../sites/pbx/read.ts';
import { moduleSource } from '../../sites/pbx/sources/module.ts';
import { startSandbox, type PlanKnobs, type Sandbox, type ScenarioName } from '../../sites/sandbox/index.ts';
import { openRotations } from '../../sites/sandbox/module/plans/rotations.ts';
import type { Pbx } from '../../sites/sandbox/pbx.ts';
import { withSettings } from '../../sites/sandbox/settings.ts';
import { signedIn2024, withCookie } from './signed-in.ts';
import { clientOf } from './support.ts';

const running: Sandbox[] = [];
afterEach(() => Promise.all(running.splice(0).map((sandbox) => sandbox.close())));

const OURS = ['192.168.1.0/24'];

async function open(knobs: Partial<PlanKnobs> = {}, scenario: ScenarioName = 'factory-2026') {
  let now = Date.now();
  const sandbox = await startSandbox({ scenario, rateLimit: false, now: () => new Date(now) });
  running.push(sandbox);
  sandbox.plans({ stepMs: 100, ...knobs });
  const client =
    scenario === 'breached-2024'
      ? clientOf(sandbox.url, withoutAuth, withCookie(await signedIn2024(sandbox)))
      : clientOf(
          sandbox.url,
          withPageToken(() => Promise.resolve(sandbox.tokenFor('admins'))),
        );
  const { plans, journal } = createModuleApi(client);
  const nonce = async () => value(await plans.nonce());
  const plan = async (action: 'close-web-cti' | 'set-fail2ban-level' = 'close-web-cti'): Promise<Plan> => {
    const { parts } = value(await readFacts(moduleSource(client)));
    const { address, seen } = await nonce();
    const asker = { address, seen, networks: [] };
    const planned =
      action === 'close-web-cti'
        ? ACTIONS[action].plan(parts, { ours: OURS }, asker)
        : ACTIONS[action].plan(parts, { ours: OURS, level: 'paranoid' }, asker);
    if (!planned.accepted) throw new Error(JSON.stringify(planned.refusal));
    return planned.plan;
  };
  const current = async (): Promise<PlanStatus | null> => value(await plans.current());
  /** Plays until it waits or is over. */
  const settle = async () => {
    for (let times = 0; times < 60; times++) {
      now += 100;
      const status = await current();
      if (status !== null && !['accepted', 'playing', 'applying', 'undoing'].includes(status.phase)) return status;
    }
    throw new Error('goes on for ever');
  };
  const begin = async (what: Plan) => {
    const { nonce: held } = await nonce();
    const id = value(await plans.start(what, held, { comment: 'for the auditor' }));
    return { id, nonce: held };
  };
  const wait = (ms: number) => (now += ms);
  return { sandbox, client, plans, journal, nonce, plan, begin, current, settle, wait };
}
const value = <T>(answer: { readonly ok: boolean; readonly value?: T; readonly error?: unknown }): T => {
  if (!answer.ok || answer.value === undefined) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};
const code = (answer: { readonly ok: boolean; readonly error?: unknown }) => ({ ...answer }).error;
const allowed = (sandbox: Sandbox) => sandbox.pbx().filters.map(({ permit, allow }) => [permit, allow['WEB']]);

const SWITCHED: readonly (readonly [ScenarioName, string, boolean])[] = [
  ['factory-2026', 'off', false],
  ['factory-2026', 'without a rule', true],
  ['breached-2024', 'off', false],
  ['newest-2026', 'off', false],
];

describe('a test build between the releases', () => {
  it('is changed by nothing but the way back', async () => {
    const { sandbox, plan, plans, nonce, begin, settle } = await open();
    const { id, nonce: held } = await begin(await plan('set-fail2ban-level'));
    await settle();
    value(await plans.confirm(id, held));
    await settle();
    const done = allowed(sandbox);
    const next = await plan();
    sandbox.change((pbx) => ({ ...pbx, release: '2025.4.1-dev' }));
    const refused = await plans.start({ ...next, release: '2025.4.1-dev' }, (await nonce()).nonce);
    expect(code(refused)).toMatchObject({ kind: 'refused', code: 'checks-only' });
    expect(allowed(sandbox)).toEqual(done);
    value(await plans.undo(id, (await nonce()).nonce));
    expect((await settle()).undoes).toBe(id);
  });
});

describe('new secrets', () => {
  const says = say('actions.value.text', { value: '' });
  const rotated = async () => {
    const opened = await open();
    const numbers = opened.sandbox
      .pbx()
      .employees.filter(({ secretOverridden }) => !secretOverridden)
      .slice(0, 3)
      .map(({ number }) => number);
    const { maxretry, findtime, bantime } = opened.sandbox.pbx().fail2ban;
    const steps: Plan['steps'] = [
      { kind: 'fail2ban.patch', says, maxretry, findtime, bantime, whitelist: ['198.51.100.77'] },
      ...numbers.map((number) => ({
        kind: 'account.secret' as const,
        says,
        number,
        secret: { $secret: { length: 20 } },
      })),
    ];
    const base = await opened.plan('set-fail2ban-level');
    const plan: Plan = { ...base, steps, undo: [...undoOf(steps, base.release)], confirm: null };
    const secrets = () =>
      opened.sandbox
        .pbx()
        .employees.filter(({ number }) => numbers.includes(number))
        .map(({ secret }) => secret.value);
    const before = secrets();
    const list = opened.sandbox.pbx().fail2ban.whitelist;
    const { id } = await opened.begin(plan);
    const undo = async (only: readonly string[] | null) => {
      value(await opened.plans.undo(id, (await opened.nonce()).nonce, only));
      return opened.settle();
    };
    return { ...opened, id, numbers, secrets, before, list, undo, status: await opened.settle() };
  };
  const keyOf = (number: string | undefined) => `secret:sip:${number}`;

  it('are made for each, told by nobody, and end by themselves', async () => {
    const { status, secrets, before, sandbox, list, journal, wait, current, settle } = await rotated();
    expect(status).toMatchObject({ phase: 'done', reason: null, due: [] });
    for (const secret of secrets()) expect(secret).toMatch(/^[2-9A-HJ-NP-Za-km-z]{20}$/);
    expect(new Set([...secrets(), ...before]).size).toBe(6);
    const told = JSON.stringify([await journal(), await current()]);
    for (const secret of [...secrets(), ...before]) expect(told).not.toContain(secret);
    expect(openRotations(sandbox.pbx())).toMatchObject([{ sheetClosed: false }]);
    const made = secrets();
    wait(86_400_000);
    await settle();
    expect(secrets()).toEqual(made);
    expect(sandbox.pbx().fail2ban.whitelist).toBe(list);
    expect(openRotations(sandbox.pbx())).toEqual([]);
    expect((await current())?.undoable).toEqual([]);
  });

  it('are given back one by one, and what somebody changed since is not overwritten', async () => {
    const { numbers, secrets, before, undo, sandbox } = await rotated();
    expect(await undo([keyOf(numbers[1])])).toMatchObject({ phase: 'done' });
    expect(secrets()[1]).toBe(before[1]);
    expect(secrets()[0]).not.toBe(before[0]);
    sandbox.change((pbx) => ({
      ...pbx,
      employees: pbx.employees.map((one) =>
        one.number === numbers[0] ? { ...one, secret: { value: 'by hand', features: null } } : one,
      ),
    }));
    expect(Object.values(openRotations(sandbox.pbx())[0]?.owners ?? {})).toEqual(['other', 'old', 'new']);
    expect(await undo([keyOf(numbers[0])])).toMatchObject({
      phase: 'refused',
      reason: 'conflict',
      objects: { [keyOf(numbers[0])]: 'other' },
    });
    expect(await undo([keyOf(numbers[2])])).toMatchObject({ phase: 'done' });
    expect(secrets()).toEqual(['by hand', before[1], before[2]]);
  });
});

describe('a plan for later', () => {
  const ZONE = 'Europe/Moscow';
  const wall = (ms: number) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' })
      .format(ms)
      .replace(' ', 'T');
  const inMinutes = (at: number, until: number, zone = ZONE) => {
    const now = Date.now();
    return { at: wall(now + at * 60_000), until: wall(now + until * 60_000), zone };
  };
  const planned = async (times = inMinutes(60, 75)) => {
    const opened = await open();
    const before = opened.sandbox.pbx().filters;
    const { nonce: held } = await opened.nonce();
    const id = value(await opened.plans.start(await opened.plan(), held, { comment: 'tonight', later: times }));
    return { ...opened, id, before };
  };

  it('says what, when and by whom, and changes nothing until then', async () => {
    const { sandbox, before, current, id, wait } = await planned();
    const status = await current();
    expect(status).toMatchObject({ id: null, beganLater: false });
    expect(status?.later).toMatchObject({
      id,
      action: 'close-web-cti',
      comment: 'tonight',
      phase: 'accepted',
      reason: null,
    });
    expect(status?.later?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00\+03:00$/);
    wait(58 * 60_000);
    await current();
    expect(sandbox.pbx().filters).toEqual(before);
  });

  it('is played at its time, and confirmed with another nonce', async () => {
    const { sandbox, before, current, settle, id, wait, nonce, plans, journal } = await planned();
    wait(60 * 60_000);
    await current();
    const status = await settle();
    expect(status).toMatchObject({ id, phase: 'waiting', beganLater: true, later: null });
    expect(status.secondsLeft).toBeGreaterThan(600);
    expect(status.secondsLeft).toBeLessThanOrEqual(900);
    const { nonce: another } = await nonce();
    expect(value(await plans.confirm(id, another))).toBe(id);
    expect(await settle()).toMatchObject({ phase: 'done', undoable: [id] });
    expect(sandbox.pbx().filters).not.toEqual(before);
    const actions = value(await journal()).entries.map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['plans', 'plan/later', 'plan/begins', 'plan/done']));
  });

  it('not confirmed, it goes back, and says so until somebody has seen it', async () => {
    const { sandbox, before, current, settle, id, wait, plans } = await planned();
    wait(60 * 60_000);
    await current();
    await settle();
    wait(16 * 60_000);
    await current();
    const status = await settle();
    expect(status).toMatchObject({ phase: 'undone', later: { id, phase: 'undone', reason: 'too-late' } });
    expect(sandbox.pbx().filters).toEqual(before);
    await plans.cancel(id);
    expect((await current())?.later).toBeNull();
  });

  it('is not begun on a PBX that is another one by then', async () => {
    const { sandbox, current, settle, wait } = await planned();
    sandbox.change((pbx) => ({
      ...pbx,
      filters: pbx.filters.map((one) => ({ ...one, allow: { ...one.allow, SSH: false } })),
    }));
    const changed = sandbox.pbx().filters;
    wait(61 * 60_000);
    await current();
    expect(await settle()).toMatchObject({ phase: 'refused', later: { phase: 'refused', reason: 'stale-plan' } });
    expect(sandbox.pbx().filters).toEqual(changed);
  });

  it('waits for another plan for some minutes, and is refused truly', async () => {
    const { current, settle, wait, plan, begin, plans, id } = await planned();
    wait(59 * 60_000);
    const other = await begin(await plan('set-fail2ban-level'));
    await settle();
    value(await plans.extend(other.id));
    wait(8 * 60_000);
    value(await plans.revert(other.id));
    await settle();
    expect((await current())?.later).toMatchObject({ id, phase: 'refused', reason: 'plan-running' });
  });

  it('is cancelled by whoever may write', async () => {
    const { sandbox, before, current, id, wait, plans } = await planned();
    expect(code(await plans.cancel('0'.repeat(16)))).toMatchObject({ code: 'no-such-plan' });
    value(await plans.cancel(id));
    expect((await current()) ?? null).toBeNull();
    wait(61 * 60_000);
    await current();
    expect(sandbox.pbx().filters).toEqual(before);
  });

  it('one at a time, at a time that there is, by the calendar that was shown', async () => {
    const { nonce, plan, plans } = await planned();
    const start = async (later: ReturnType<typeof inMinutes>) =>
      code(await plans.start(await plan(), (await nonce()).nonce, { later }));
    expect(await start(inMinutes(20, 35))).toMatchObject({ code: 'another-later' });
    expect(await start(inMinutes(20, 21))).toMatchObject({ code: 'invalid' });
    expect(await start(inMinutes(-2, 20))).toMatchObject({ code: 'invalid' });
    expect(await start(inMinutes(20, 35, 'Europe/Berlin'))).toMatchObject({ code: 'other-clock' });
    expect(await start({ ...inMinutes(20, 35), at: '2027-03-28T02:30', zone: 'Europe/Berlin' })).toMatchObject({
      code: 'invalid',
    });
  });
});

describe('somebody for a while', () => {
  const begun = async (scenario: ScenarioName = 'hardened-2026', network = '203.0.113.77') => {
    const opened = await open({}, scenario);
    // Nobody from outside gets in yet.
    opened.sandbox.change((pbx) => ({ ...pbx, filters: pbx.filters.filter(({ permit }) => permit !== '0.0.0.0/0') }));
    const { parts } = value(await readFacts(moduleSource(opened.client)));
    const { address, seen } = await opened.nonce();
    const asked = { network, services: ['WEB', 'SSH'], ruleName: 'Technician' };
    const planned = ACTIONS['let-in'].plan(parts, asked, { address, seen, networks: [] });
    if (!planned.accepted) throw new Error(JSON.stringify(planned.refusal));
    const before = opened.sandbox.pbx().filters;
    const { nonce: held } = await opened.nonce();
    const id = value(await opened.plans.start(planned.plan, held, { ends: 3600 }));
    expect(await opened.settle()).toMatchObject({ phase: 'done', due: [{ id, trouble: null }] });
    return { ...opened, id, before };
  };
  const permits = (sandbox: Sandbox) => sandbox.pbx().filters.map(({ permit }) => permit);

  it.each(['hardened-2026', 'newest-2026', 'breached-2024'] as const)(
    '%s: is in, and out by itself',
    async (scenario) => {
      const { sandbox, before, wait, current, settle, journal } = await begun(scenario);
      expect(permits(sandbox)).toContain('203.0.113.77/32');
      wait(3_400_000);
      expect((await current())?.due[0]?.secondsLeft).toBeLessThan(210);
      wait(300_000);
      await current();
      expect(await settle()).toMatchObject({ phase: 'done', due: [], undoable: [] });
      expect(permits(sandbox)).toEqual(before.map(({ permit }) => permit));
      expect(value(await journal()).entries[0]).toMatchObject({
        action: 'plan/done',
        person: '',
        details: { cause: 'end' },
      });
    },
  );

  it('goes sooner when somebody wants it', async () => {
    const { sandbox, before, plans, settle, id } = await begun();
    value(await plans.end(id));
    expect(await settle()).toMatchObject({ phase: 'done', due: [] });
    expect(permits(sandbox)).toEqual(before.map(({ permit }) => permit));
    expect(code(await plans.end(id))).toMatchObject({ code: 'no-such-plan' });
  });

  it('stays and is told where somebody changed it, until a person has seen that', async () => {
    const { sandbox, plans, wait, current, settle, id } = await begun();
    sandbox.change((pbx) => ({
      ...pbx,
      filters: pbx.filters.map((one) => (one.permit === '203.0.113.77/32' ? { ...one, description: 'stays' } : one)),
    }));
    wait(3_700_000);
    await current();
    expect(await settle()).toMatchObject({ phase: 'refused', reason: 'conflict', due: [{ id, trouble: 'conflict' }] });
    expect(permits(sandbox)).toContain('203.0.113.77/32');
    value(await plans.end(id));
    expect((await current())?.due).toEqual([]);
    expect(permits(sandbox)).toContain('203.0.113.77/32');
  });

  it('is only for what makes rules', async () => {
    const { plans, nonce, plan } = await open({}, 'breached-2024');
    const { nonce: held } = await nonce();
    expect(code(await plans.start(await plan(), held, { ends: 3600 }))).toMatchObject({ status: 422 });
  });
});

describe.each(SWITCHED)('%s, firewall %s', (scenario, _, isOn) => {
  const start = async () => {
    const opened = await open({}, scenario);
    opened.sandbox.change((pbx) => ({
      ...withSettings(pbx, { PBXFirewallEnabled: isOn ? '1' : '0', PBXFail2BanEnabled: '0' }),
      filters: isOn ? [] : pbx.filters,
    }));
    const { parts } = value(await readFacts(moduleSource(opened.client)));
    const { address, seen } = await opened.nonce();
    const { rules, wide } = CHOICES['enable-firewall'].first(parts, { address, seen });
    // What nobody knows here, a person answers.
    const answered = rules.map((rule) => (rule.network === '' ? { ...rule, network: '198.51.100.77' } : rule));
    const planned = ACTIONS['enable-firewall'].plan(parts, { rules: answered, wide }, { address, seen, networks: [] });
    if (!planned.accepted) throw new Error(JSON.stringify(planned.refusal));
    return { ...opened, what: planned.plan };
  };

  it('is switched on alone, after its rules, and goes back exactly when nobody confirms', async () => {
    const { sandbox, what, begin, settle, wait } = await start();
    const { filters, settings } = sandbox.pbx();
    await begin(what);
    expect(await settle()).toMatchObject({ phase: 'waiting', done: what.steps.length });
    expect(sandbox.pbx().settings).toMatchObject({ PBXFirewallEnabled: '1', PBXFail2BanEnabled: '0' });
    expect(sandbox.pbx().filters.length).toBeGreaterThan(filters.length);
    expect(allowed(sandbox)).not.toContainEqual(['0.0.0.0/0', true]);
    wait(301_000);
    expect(await settle()).toMatchObject({ phase: 'undone', reason: 'too-late' });
    expect(sandbox.pbx()).toMatchObject({ filters, settings });
  });

  it('is confirmed, and undone later', async () => {
    const { sandbox, what, begin, settle, plans, current } = await start();
    const { filters, settings } = sandbox.pbx();
    const { id, nonce } = await begin(what);
    await settle();
    let answer = await plans.confirm(id, nonce);
    for (let tries = 0; tries < 8 && !answer.ok; tries++) answer = await plans.confirm(id, nonce);
    expect(value(answer)).toBe(id);
    expect(await current()).toMatchObject({ phase: 'done', undoable: [id] });
    expect(sandbox.pbx().settings).toMatchObject({ PBXFirewallEnabled: '1' });
    expect([filters, settings]).not.toEqual([sandbox.pbx().filters, sandbox.pbx().settings]);
  });
});

describe('a plan', () => {
  it('is played step by step, waits, and is confirmed over a new connection', async () => {
    const { sandbox, plan, begin, current, settle, plans, wait } = await open();
    expect(await current()).toBeNull();
    const what = await plan();
    const { id, nonce } = await begin(what);
    expect(await current()).toMatchObject({ id, phase: 'accepted', done: 0, person: 'admins' });
    wait(250);
    expect(await current()).toMatchObject({ phase: 'playing', done: 1 });
    expect(await settle()).toMatchObject({ phase: 'waiting', done: what.steps.length, secondsLeft: 300, reason: null });
    let answer = await plans.confirm(id, nonce);
    for (let tries = 0; tries < 8 && !answer.ok; tries++) {
      expect(code(answer)).toMatchObject({ kind: 'refused', code: 'same-connection', status: 409 });
      answer = await plans.confirm(id, nonce);
    }
    expect(value(answer)).toBe(id);
    expect(await current()).toMatchObject({ phase: 'done', undoable: [id], secondsLeft: null });
    expect(allowed(sandbox)).not.toContainEqual(['0.0.0.0/0', true]);
  });

  it('goes back when nobody confirms, exactly', async () => {
    const { sandbox, plan, begin, settle, plans, wait } = await open();
    const { filters, fail2ban, settings } = sandbox.pbx();
    const { id, nonce } = await begin(await plan());
    await settle();
    wait(301_000);
    expect(await settle()).toMatchObject({ phase: 'undone', reason: 'too-late', undoable: [] });
    expect(sandbox.pbx()).toMatchObject({ filters, fail2ban, settings });
    expect(code(await plans.confirm(id, nonce))).toMatchObject({ code: 'too-late' });
  });

  it('goes back when it is asked to', async () => {
    const { sandbox, plan, begin, settle, plans } = await open();
    const { filters } = sandbox.pbx();
    const { id } = await begin(await plan());
    await settle();
    expect(value(await plans.revert(id))).toBe(id);
    expect(await settle()).toMatchObject({ phase: 'undone', reason: 'asked' });
    expect(sandbox.pbx().filters).toEqual(filters);
  });

  const closed = (pbx: Pbx, id: number, box: string, allow: boolean): Pbx => ({
    ...pbx,
    filters: pbx.filters.map((one) => (one.id === id ? { ...one, allow: { ...one.allow, [box]: allow } } : one)),
  });
  const internet = ({ filters }: Pbx): number => filters.find(({ permit }) => permit === '0.0.0.0/0')?.id ?? 0;

  it('names what somebody else opened again before it is confirmed', async () => {
    const { sandbox, plan, begin, settle, plans } = await open();
    const { id, nonce } = await begin(await plan());
    await settle();
    sandbox.change((pbx) => closed(pbx, internet(pbx), 'WEB', true));
    for (let tries = 0; tries < 9 && !(await plans.confirm(id, nonce)).ok; tries++);
    expect(await settle()).toMatchObject({
      phase: 'done',
      reason: 'changed-meanwhile',
      objects: { [`rule:${internet(sandbox.pbx())}`]: 'other' },
    });
  });

  it('puts back what somebody else opened meanwhile, leaves what they closed, and names both', async () => {
    for (const [box, allow, is] of [
      ['WEB', true, 'put-back'],
      ['SIP', false, 'left'],
    ] as const) {
      const { sandbox, plan, begin, settle, plans } = await open();
      const { filters } = sandbox.pbx();
      const key = `rule:${internet(sandbox.pbx())}`;
      const { id } = await begin(await plan());
      await settle();
      sandbox.change((pbx) => closed(pbx, internet(pbx), box, allow));
      value(await plans.revert(id));
      expect(await settle()).toMatchObject({ phase: 'undone', objects: { [key]: is } });
      const now = sandbox.pbx().filters;
      expect(now).toEqual(
        is === 'left' ? closed({ ...sandbox.pbx(), filters }, internet(sandbox.pbx()), box, false).filters : filters,
      );
    }
  });

  it('is rolled back where a step fails', async () => {
    const { sandbox, plan, begin, settle } = await open({ failAt: 2 });
    const { filters } = sandbox.pbx();
    await begin(await plan());
    expect(await settle()).toMatchObject({ phase: 'undone', reason: 'step-refused', done: 1 });
    expect(sandbox.pbx().filters).toEqual(filters);
  });

  it('says what is what where even the way back fails, until a person deals with it', async () => {
    const { sandbox, plan, begin, settle, plans, current } = await open({ failAt: 2, wayBackFails: true });
    const what = await plan();
    const { id } = await begin(what);
    const stuck = await settle();
    expect(stuck.phase).toBe('stuck');
    expect(Object.values(stuck.objects)).toContain('other');
    expect(code(await plans.start(what, 'x'.repeat(32)))).toMatchObject({ code: 'plan-running' });
    sandbox.plans({ wayBackFails: false });
    value(await plans.revert(id));
    expect(await settle()).toMatchObject({ phase: 'undone', objects: {} });
    sandbox.plans({ wayBackFails: true });
    const again = await begin(await plan());
    await settle();
    value(await plans.dismiss(again.id));
    expect((await current())?.phase).toBe('dismissed');
  });

  it.each([
    ['stale-plan', (plan: Plan): Plan => ({ ...plan, factsDigest: '0'.repeat(64) })],
    ['other-asker', (plan: Plan): Plan => ({ ...plan, asker: { ...plan.asker, address: '192.168.1.21' } })],
    ['confirm-missing', (plan: Plan): Plan => ({ ...plan, confirm: null })],
  ])('is refused: %s', async (expected, forge) => {
    const { plan, nonce, plans, current } = await open();
    const forged = forge(await plan());
    expect(code(await plans.start(forged, (await nonce()).nonce))).toMatchObject({ kind: 'refused', code: expected });
    expect(await current()).toBeNull();
  });

  it('needs a nonce that was given, once, and not long ago', async () => {
    const { plan, begin, plans, settle, nonce, wait } = await open();
    const what = await plan();
    expect(code(await plans.start(what, 'f'.repeat(32)))).toMatchObject({ code: 'bad-nonce' });
    const old = await nonce();
    wait(601_000);
    expect(code(await plans.start(what, old.nonce))).toMatchObject({ code: 'bad-nonce' });
    const { id, nonce: used } = await begin(what);
    await settle();
    value(await plans.revert(id));
    await settle();
    expect(code(await plans.start(await plan(), used))).toMatchObject({ code: 'bad-nonce' });
  });
});

describe('who watches a plan', () => {
  const PEERS = [
    { address: '203.0.113.9', port: 443 },
    { address: '192.168.1.20', port: 443 },
    { address: '2001:db8::9', port: 5038 },
    { address: '203.0.113.9', port: 40_000 },
  ];
  const told = async (sandbox: Sandbox, json: object) => {
    const end = sandbox.trouble({ path: /plans\/current/, trouble: { kind: 'json', status: 200, body: json } });
    const client = clientOf(
      sandbox.url,
      withPageToken(() => Promise.resolve(sandbox.tokenFor('admins'))),
    );
    const answer = await createModuleApi(client).plans.current();
    end();
    return answer;
  };

  it('learns what is played, step by step', async () => {
    const { plan, begin, settle } = await open();
    const what = await plan();
    await begin(what);
    const { action, steps } = await settle();
    expect(action).toBe('close-web-cti');
    expect(steps.map(({ kind }) => kind)).toEqual(what.steps.map(({ kind }) => kind));
    expect(JSON.stringify(steps)).not.toContain('currentRules');
  });

  it('learns who is still connected over what is closed, and the journal how many', async () => {
    const { sandbox, plan, begin, settle, plans, current, journal } = await open();
    sandbox.change((pbx) => ({ ...pbx, peers: PEERS }));
    const { id, nonce } = await begin(await plan());
    expect((await current())?.connected).toBeNull();
    const { connected } = await settle();
    expect(connected).toMatchObject({ state: 'known', more: 0 });
    expect(connected?.state === 'known' ? connected.peers : []).toContainEqual({
      service: 'WEB',
      address: '203.0.113.9',
      port: 443,
      protocol: 'tcp',
    });
    expect(JSON.stringify(connected)).not.toMatch(/192\.168\.1\.20|40000/);
    sandbox.change((pbx) => ({ ...pbx, peers: [] }));
    expect((await current())?.connected).toEqual({ state: 'known', peers: [], more: 0 });
    for (let tries = 0; tries < 9; tries++) if ((await plans.confirm(id, nonce)).ok) break;
    expect(await current()).toMatchObject({ phase: 'done', connected: { state: 'known', peers: [] } });
    const { entries } = value(await journal({ limit: 500 }));
    expect(entries.find(({ action }) => action === 'plan/done')?.details).toMatchObject({ connected: 0 });
  });

  it('learns that it could not be read, and of many a hundred', async () => {
    const { sandbox, plan, begin, settle, current } = await open();
    sandbox.change((pbx) => ({ ...pbx, peers: null }));
    await begin(await plan());
    expect((await settle()).connected).toEqual({ state: 'unknown' });
    const many = Array.from({ length: 130 }, (_, last) => ({ address: `198.51.100.${last}`, port: 22 }));
    sandbox.change((pbx) => ({ ...pbx, peers: many }));
    const connected = (await current())?.connected;
    expect(connected).toMatchObject({ state: 'known', more: 30 });
    expect(connected?.state === 'known' && connected.peers.length).toBe(100);
  });

  it('learns nothing of it where nothing is closed, or all is as before', async () => {
    const { sandbox, plan, begin, settle, plans } = await open();
    sandbox.change((pbx) => ({ ...pbx, peers: PEERS }));
    const bans = await begin(await plan('set-fail2ban-level'));
    expect((await settle()).connected).toBeNull();
    value(await plans.revert(bans.id));
    await settle();
    const { id } = await begin(await plan());
    expect((await settle()).connected).not.toBeNull();
    value(await plans.revert(id));
    expect(await settle()).toMatchObject({ phase: 'undone', connected: null });
  });

  it('of a player of an earlier version learns less', async () => {
    const { sandbox } = await open();
    const answer = value(await told(sandbox, { plan: { id: 'a', phase: 'waiting' } }));
    expect(answer).toMatchObject({ action: null, steps: [], connected: null });
  });

  it.each([
    { connected: { state: 'known', peers: [], more: -1 } },
    { connected: { state: 'known' } },
    { connected: { state: 'known', peers: [{ service: 'WEB', address: 7, port: 443, protocol: 'tcp' }], more: 0 } },
    { connected: { state: 'nobody' } },
    { connected: [] },
    { steps: [{ id: 4 }] },
    { steps: [{ kind: 'firewall.patch', id: '4' }] },
    { action: 5 },
  ])('is not told what does not fit: %o', async (part) => {
    const { sandbox } = await open();
    const answer = await told(sandbox, { plan: { id: 'a', phase: 'waiting', ...part } });
    expect(answer.ok).toBe(false);
  });
});

it('bans that cannot be ended are told and cost no plan', async () => {
  const { plan, begin, settle } = await open({ unbanFails: true });
  const what = await plan('set-fail2ban-level');
  expect(what.steps.map(({ kind }) => kind)).toContain('fail2ban.unban');
  await begin(what);
  const step = what.steps.findIndex(({ kind }) => kind === 'fail2ban.unban') + 1;
  expect(await settle()).toMatchObject({ phase: 'waiting', missed: [{ step, detail: '422 Unprocessable Entity' }] });
});

describe('undoing', () => {
  async function played() {
    const pbx = await open();
    const before = pbx.sandbox.pbx();
    const { id, nonce } = await pbx.begin(await pbx.plan('set-fail2ban-level'));
    await pbx.settle();
    for (let tries = 0; tries < 9; tries++) if ((await pbx.plans.confirm(id, nonce)).ok) break;
    expect((await pbx.current())?.phase).toBe('done');
    return { ...pbx, id, before };
  }

  it('puts back what was there, and is confirmed as its plan was where it opens again', async () => {
    const { sandbox, plans, nonce, settle, id, before, current, wait } = await played();
    const stricter = sandbox.pbx().fail2ban.maxretry;
    value(await plans.undo(id, (await nonce()).nonce));
    expect(await settle()).toMatchObject({ phase: 'waiting', undoes: id, undoable: [id] });
    wait(301_000);
    expect(await settle()).toMatchObject({ phase: 'undone', reason: 'too-late' });
    expect(sandbox.pbx().fail2ban.maxretry).toBe(stricter);
    const held = await nonce();
    const undo = value(await plans.undo(id, held.nonce));
    await settle();
    for (let tries = 0; tries < 9 && !(await plans.confirm(undo, held.nonce)).ok; tries++);
    expect(await settle()).toMatchObject({ phase: 'done', undoes: id, undoable: [] });
    expect(sandbox.pbx().fail2ban).toMatchObject({ maxretry: before.fail2ban.maxretry });
    expect(code(await plans.undo(id, (await nonce()).nonce))).toMatchObject({ code: 'no-such-plan' });
    expect((await current())?.undoable).toEqual([]);
  });

  it('never overwrites what somebody changed since', async () => {
    const { sandbox, plans, nonce, settle, id } = await played();
    sandbox.change((pbx) => ({ ...pbx, fail2ban: { ...pbx.fail2ban, maxretry: 7 } }));
    value(await plans.undo(id, (await nonce()).nonce));
    expect(await settle()).toMatchObject({ phase: 'refused', reason: 'conflict', objects: { fail2ban: 'other' } });
    expect(sandbox.pbx().fail2ban.maxretry).toBe(7);
  });
});

describe('the security mode', () => {
  const onNewest = () => open({}, 'newest-2026');
  const modeStep: Plan['steps'][number] = {
    kind: 'fail2ban.mode',
    says: { key: 'actions.step.fail2ban.on', params: {} },
    mode: 'strict',
  };

  it('is set with the level, put back, and overwritten by nobody', async () => {
    const { sandbox, plan, begin, settle, plans, nonce } = await onNewest();
    const mode = () => sandbox.pbx().settings['PBXSecurityMode'];
    const { id, nonce: held } = await begin(await plan('set-fail2ban-level'));
    expect(await settle()).toMatchObject({ phase: 'waiting' });
    for (let tries = 0; tries < 9 && !(await plans.confirm(id, held)).ok; tries++);
    expect(mode()).toBe('paranoid');
    sandbox.change((pbx) => withSettings(pbx, { PBXSecurityMode: 'relaxed' }));
    value(await plans.undo(id, (await nonce()).nonce));
    expect(await settle()).toMatchObject({ reason: 'conflict', objects: { 'setting:PBXSecurityMode': 'other' } });
    sandbox.change((pbx) => withSettings(pbx, { PBXSecurityMode: 'paranoid' }));
    const again = await nonce();
    const undo = value(await plans.undo(id, again.nonce));
    expect(await settle()).toMatchObject({ phase: 'waiting', undoes: id });
    for (let tries = 0; tries < 9 && !(await plans.confirm(undo, again.nonce)).ok; tries++);
    expect(mode()).toBe('balanced');
  });

  it('that somebody made stricter meanwhile stays, a laxer one goes back; both are named', async () => {
    for (const [theirs, is, then] of [
      ['paranoid', 'left', 'paranoid'],
      ['relaxed', 'put-back', 'balanced'],
    ] as const) {
      const { sandbox, plan, begin, settle, plans } = await onNewest();
      const what = await plan('set-fail2ban-level');
      const { id } = await begin({ ...what, steps: [modeStep], undo: [{ kind: 'setting', key: 'PBXSecurityMode' }] });
      await settle();
      sandbox.change((pbx) => withSettings(pbx, { PBXSecurityMode: theirs }));
      value(await plans.revert(id));
      expect(await settle()).toMatchObject({ phase: 'undone', objects: { 'setting:PBXSecurityMode': is } });
      expect(sandbox.pbx().settings['PBXSecurityMode']).toBe(then);
    }
  });

  it('an earlier release has none, and says so', async () => {
    const { plan, plans, nonce } = await open();
    const what = await plan('set-fail2ban-level');
    expect(what.steps.map(({ kind }) => kind)).not.toContain('fail2ban.mode');
    const answer = await plans.start({ ...what, steps: [...what.steps, modeStep] }, (await nonce()).nonce);
    expect(code(answer)).toMatchObject({ kind: 'refused', status: 409, code: 'no-such-setting' });
  });
});

it('the journal is a chain, and a changed row breaks it', async () => {
  const { sandbox, plan, begin, settle, plans, journal } = await open();
  await begin(await plan());
  await settle();
  const { entries } = value(await journal({ limit: 500 }));
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['plans', 'plan/begins', 'plan/step', 'plan/waits']),
  );
  const verdict = value(await plans.verifyJournal());
  expect(verdict).toMatchObject({ holds: true, rows: entries.length, head: entries[0]?.hash });
  sandbox.change((pbx) => {
    const rows = pbx.module.journal.map((row) => (row.id === 2 ? { ...row, person: 'nobody' } : row));
    return { ...pbx, module: { ...pbx.module, journal: rows } };
  });
  expect(value(await plans.verifyJournal())).toMatchObject({ holds: false, brokenAt: 2 });
});

/** A plan that sets passwords, against the embedded PBX: the password comes beside it, and confirms it. */
import { afterEach, beforeAll, expect, it } from 'vitest';
import { ACTIONS } from '../../sites/checklist/actions/index.ts';
import { withPageToken } from '../../sites/pbx/auth.ts';
import { createModuleApi } from '../../sites/pbx/module-api.ts';
import { judgeOnPbx } from '../../sites/pbx/passwords-api.ts';
import { readFacts } from '../../sites/pbx/read.ts';
import { moduleSource } from '../../sites/pbx/sources/module.ts';
import { SCENARIOS, startSandbox, type Sandbox } from '../../sites/sandbox/index.ts';
import { judgeNew } from '../../sites/sandbox/module/passwords.ts';
import type { Answer } from '../../sites/pbx/errors.ts';
import { clientOf } from './support.ts';

const TYPED = 'gT7#wq-Lpm2xV';
const running: Sandbox[] = [];
// The dictionary is opened once, which takes longer than a request may.
beforeAll(() => void judgeNew(SCENARIOS['factory-2026'](new Date()), 'web', TYPED));
afterEach(() => Promise.all(running.splice(0).map((sandbox) => sandbox.close())));

const value = <T>(answer: Answer<T, unknown>): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};
const code = (answer: Answer<unknown>) =>
  answer.ok ? 'ok' : answer.error.kind === 'refused' ? answer.error.code : answer.error.kind;

async function open() {
  let now = Date.now();
  const sandbox = await startSandbox({ scenario: 'factory-2026', rateLimit: false, now: () => new Date(now) });
  running.push(sandbox);
  sandbox.plans({ stepMs: 100 });
  const client = clientOf(
    sandbox.url,
    withPageToken(() => Promise.resolve(sandbox.tokenFor('admins'))),
  );
  const api = createModuleApi(client);
  const { plans } = api;
  const begin = async (typed: string | null) => {
    const { parts } = value(await readFacts(moduleSource(client)));
    const { nonce, address, seen } = value(await plans.nonce());
    const asker = { address, seen, networks: [] };
    const planned = ACTIONS['change-web-password'].plan(parts, { fits: true, also: true }, asker);
    if (!planned.accepted) throw new Error(JSON.stringify(planned.refusal));
    expect(JSON.stringify(planned.plan)).not.toContain(TYPED);
    return { nonce, answer: await plans.start(planned.plan, nonce, { typed }) };
  };
  const settle = async () => {
    for (let times = 0; times < 60; times++) {
      now += 100;
      const status = value(await plans.current());
      if (status !== null && !['accepted', 'playing', 'applying', 'undoing'].includes(status.phase)) return status;
    }
    throw new Error('goes on for ever');
  };
  const confirm = async (id: string, nonce: string, password: string | null) => {
    let said = code(await plans.confirm(id, nonce, password));
    for (let tries = 0; tries < 9 && said === 'same-connection'; tries++)
      said = code(await plans.confirm(id, nonce, password));
    return said;
  };
  return { sandbox, api, begin, settle, confirm, wait: (ms: number) => void (now += ms) };
}

it('is confirmed with the password alone, and then known to be good; it cannot be undone', async () => {
  const { sandbox, api, begin, settle, confirm } = await open();
  const { nonce, answer } = await begin(TYPED);
  const id = value(answer);
  expect(await settle()).toMatchObject({ phase: 'waiting', steps: [{ which: 'web' }] });
  expect(await confirm(id, nonce, null)).toBe('no-password');
  expect(await confirm(id, nonce, 'admin')).toBe('wrong-password');
  expect(await confirm(id, nonce, TYPED)).toBe('ok');
  expect(value(await api.plans.current())).toMatchObject({ phase: 'done', undoable: [] });
  expect(sandbox.pbx().webLogin).toMatchObject({
    password: TYPED,
    storage: 'sha512',
    proven: { by: 'action', current: true },
  });
  const told = JSON.stringify([value(await api.journal({ limit: 100 })), value(await api.plans.current())]);
  expect(told).not.toContain(TYPED);
  expect(told).not.toContain('"print"');
});

it('goes back when nobody confirms', async () => {
  const { sandbox, begin, settle, wait } = await open();
  const { webLogin, sshLogin } = sandbox.pbx();
  value((await begin(TYPED)).answer);
  await settle();
  expect(sandbox.pbx().webLogin.password).toBe(TYPED);
  wait(301_000);
  expect(await settle()).toMatchObject({ phase: 'undone', reason: 'too-late' });
  expect([sandbox.pbx().webLogin, sandbox.pbx().sshLogin]).toEqual([webLogin, sshLogin]);
});

it.each([
  ['no password', null, 'invalid'],
  ['a word of the dictionary', 'Password-2024!', 'weak-password'],
  ['an apostrophe', "gT7#wq'Lpm2xV", 'weak-password'],
])('%s: nothing is begun', async (_, typed, refused) => {
  const { begin } = await open();
  expect(code((await begin(typed)).answer)).toBe(refused);
});

it('is judged while it is typed as when the plan comes, and nobody is told', async () => {
  const { api, begin, sandbox } = await open();
  const before = value(await api.journal({ limit: 100 }));
  for (const [typed, refused] of [
    ['Summer-Office-Phone1', 'weak-password'],
    ["gT7#wq'Lpm2xV", 'weak-password'],
    [TYPED, 'ok'],
  ] as const) {
    const judged = value(await judgeOnPbx(api.calls, 'web', typed));
    expect([typed, judged.fits]).toEqual([typed, refused === 'ok']);
    expect(judged.features.dictionary).toBe(typed.startsWith('Summer'));
    expect(value(await api.journal({ limit: 100 }))).toEqual(before);
    if (refused !== 'ok') expect(code((await begin(typed)).answer)).toBe(refused);
  }
  expect(JSON.stringify(sandbox.pbx())).not.toContain(TYPED);
});

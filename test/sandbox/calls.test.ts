/** Calls on the embedded PBX: what the page may ask, and what strangers left in them. */
import { afterEach, expect, it } from 'vitest';
import { judgeCalls } from '../../sites/checklist/calls/judge.ts';
import { callsGround, lastDays, NIGHT, periodOf } from '../../sites/checklist/calls/scene.ts';
import { decodeFacts } from '../../sites/checklist/facts/decode.ts';
import { createCallsApi, type CallsQuestion } from '../../sites/pbx/calls-api.ts';
import type { ModuleCalls } from '../../sites/pbx/module-calls.ts';
import { factsOf, startSandbox, type Sandbox } from '../../sites/sandbox/index.ts';
import { signedIn2024 } from '../pbx/signed-in.ts';
import { at } from './support/json.ts';

const BASE = '/pbxcore/api/module-security-checklist/';
const running: Sandbox[] = [];
afterEach(() => Promise.all(running.splice(0).map((sandbox) => sandbox.close())));

async function opened() {
  let now = Date.parse('2026-11-30T12:00:00Z');
  const sandbox = await startSandbox({ scenario: 'breached-2024', rateLimit: false, now: () => new Date(now) });
  running.push(sandbox);
  const cookie = await signedIn2024(sandbox);
  const ask = async (resource: string, method: string, body?: object, more: Record<string, string> = {}) => {
    const response = await fetch(`${sandbox.url}${BASE}${resource}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { Cookie: cookie, 'Content-Type': 'application/json', ...more },
    });
    const json: unknown = await response.json();
    return { ok: response.ok, json };
  };
  const token = String(at((await ask('page-token', 'GET')).json, 'token'));
  const calls: ModuleCalls = {
    base: '/pbxcore/api/module-security-checklist/',
    async read(resource, _query, shape) {
      const { json } = await ask(resource, 'GET');
      if (!shape.fits(json)) throw new Error(`${resource} ${JSON.stringify(json)}`);
      return { ok: true, value: json };
    },
    async write(resource, body, shape) {
      const { ok, json } = await ask(resource, 'POST', body, { 'X-Security-Checklist': token });
      if (!ok || !shape.fits(json)) throw new Error(`${resource} ${String(at(json, 'error', 'code'))}`);
      return { ok: true, value: json };
    },
  };
  const decoded = decodeFacts(factsOf(sandbox.pbx(), sandbox.url, new Date(now)));
  if (!decoded.ok) throw new Error(decoded.error.kind);
  return { sandbox, api: createCallsApi(calls), facts: decoded.facts, pass: (ms: number) => void (now += ms) };
}

it('from the question to what strangers did, all of it', async () => {
  const { api, facts, pass, sandbox } = await opened();
  const ground = callsGround(facts.parts);
  const days = lastDays('2026-11-30T12:00:00+00:00');
  const period = periodOf(days.from, days.to);
  if (period === null) throw new Error('no period');
  expect(await api.found()).toEqual({ ok: true, value: null });
  expect(await api.start({ ...period, ...NIGHT, before: 90, plain: ground.plain, each: false })).toMatchObject({
    value: { phase: 'reading', from: '2026-11-17 00:00:00', to: '2026-12-01 00:00:00' },
  });
  expect(await api.found()).toEqual({ ok: true, value: null });
  pass(2000);
  expect(await api.state()).toMatchObject({ value: { phase: 'done' } });
  const found = await api.found();
  if (!found.ok || found.value === null) throw new Error('nothing found');
  const judged = judgeCalls(found.value, ground);
  expect(judged.marked.calls).toBe(59);
  expect(judged.accounts.filter(({ says }) => says.length > 0).map(({ calls }) => calls.account)).toEqual([
    '201',
    '202',
  ]);
  expect(JSON.stringify(sandbox.pbx().module.journal)).not.toContain('00252');
  await api.cancel();
  expect(await api.state()).toMatchObject({ value: { phase: 'idle' } });
  expect(await api.found()).toEqual({ ok: true, value: null });
});

it('what does not fit is refused', async () => {
  const { api } = await opened();
  const good: CallsQuestion = {
    from: '2026-11-01 00:00:00',
    to: '2026-11-15 00:00:00',
    before: 90,
    dusk: 22,
    dawn: 6,
    each: false,
    plain: [],
  };
  for (const bad of [
    { from: '2026-11-31 00:00:00' },
    { to: '2026-11-01 00:00:00' },
    { before: 367 },
    { dusk: 25 },
    { plain: [{ provider: 'P', ranges: ['9-8/11'] }] },
  ]) {
    await expect(api.start({ ...good, ...bad }), JSON.stringify(bad)).rejects.toThrow('invalid');
  }
});

it('says why they were not read', async () => {
  const { api, sandbox, pass } = await opened();
  sandbox.calls({ trouble: 'busy' });
  await api.start({
    from: '2026-11-01 00:00:00',
    to: '2026-11-15 00:00:00',
    before: 90,
    dusk: 22,
    dawn: 6,
    plain: [],
    each: false,
  });
  pass(2000);
  expect(await api.state()).toMatchObject({ value: { phase: 'failed', trouble: 'busy' } });
});

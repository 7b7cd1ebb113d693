/** Traces on the embedded PBX: what the page may ask, and what it keeps. */
import { afterEach, expect, it } from 'vitest';
import { judgeTraces } from '../../sites/checklist/traces/judge.ts';
import type { ModuleCalls } from '../../sites/pbx/module-calls.ts';
import { createTracesApi } from '../../sites/pbx/traces-api.ts';
import { startSandbox, type Sandbox } from '../../sites/sandbox/index.ts';
import { signedIn2024 } from '../pbx/signed-in.ts';
import { at } from './support/json.ts';

const BASE = '/pbxcore/api/module-security-checklist/';
const running: Sandbox[] = [];
afterEach(() => Promise.all(running.splice(0).map((sandbox) => sandbox.close())));

async function opened() {
  const now = new Date('2026-11-30T12:00:00Z');
  const sandbox = await startSandbox({ scenario: 'breached-2024', rateLimit: false, now: () => now });
  running.push(sandbox);
  const cookie = await signedIn2024(sandbox);
  const ask = async (resource: string, body?: object, more: Record<string, string> = {}) => {
    const response = await fetch(`${sandbox.url}${BASE}${resource}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: { Cookie: cookie, 'Content-Type': 'application/json', ...more },
    });
    const json: unknown = await response.json();
    return { ok: response.ok, json };
  };
  const token = String(at((await ask('page-token')).json, 'token'));
  const calls: ModuleCalls = {
    base: BASE,
    async read(resource, _query, shape) {
      const { json } = await ask(resource);
      if (!shape.fits(json)) throw new Error(`${resource} ${JSON.stringify(json)}`);
      return { ok: true, value: json };
    },
    async write(resource, body, shape) {
      const { ok, json } = await ask(resource, body, { 'X-Security-Checklist': token });
      if (!ok || !shape.fits(json)) throw new Error(`${resource} ${String(at(json, 'error', 'code'))}`);
      return { ok: true, value: json };
    },
  };
  const api = createTracesApi(calls);
  const judged = async () => {
    const answer = await api.found();
    if (!answer.ok) throw new Error(answer.error.kind);
    return judgeTraces(answer.value, '2026-11-16T00:00', {});
  };
  return { sandbox, api, judged };
}

it('one of each kind is told; what somebody says is theirs is put aside, and comes back', async () => {
  const { api, judged, sandbox } = await opened();
  const before = await judged();
  expect(before.count).toBe(13);
  const trace = before.traces.find(({ kind }) => kind.id === 'ami-users')?.traces[0];
  if (trace === undefined) throw new Error('no trace');
  expect(await api.accept('ami-users', trace.item, true)).toEqual({ ok: true, value: true });
  expect(await judged()).toMatchObject({ count: 12, settled: [{ item: { fine: { by: 'admin' } } }] });
  expect(sandbox.pbx().module.journal.at(-1)).toMatchObject({ action: 'traces/fine', details: { kind: 'ami-users' } });
  expect(await api.accept('ami-users', { ...trace.item, print: '0'.repeat(16) }, true)).toMatchObject({ value: false });
  await api.accept('ami-users', trace.item, false);
  expect((await judged()).count).toBe(13);
});

it('what does not fit is refused', async () => {
  const { api, judged } = await opened();
  const [group] = (await judged()).traces;
  const item = group?.traces[0]?.item;
  if (item === undefined) throw new Error('no trace');
  await expect(api.accept('ssh-keys', { ...item, id: '../etc' }, true)).rejects.toThrow('invalid');
});

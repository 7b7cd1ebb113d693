/** Evidence on the sandbox: what the page may ask, and what becomes of it. */
import { afterEach, expect, it } from 'vitest';
import { createEvidenceApi, type EvidenceState } from '../../sites/pbx/evidence-api.ts';
import type { ModuleCalls } from '../../sites/pbx/module-calls.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sites/sandbox/index.ts';
import { signedIn2024 } from '../pbx/signed-in.ts';
import { at } from './support/json.ts';

const BASE = '/pbxcore/api/module-security-checklist/';
const PERIOD = { from: '2026-11-16T00:00', to: '2026-11-30T12:00' };
const running: Sandbox[] = [];
afterEach(() => Promise.all(running.splice(0).map((sandbox) => sandbox.close())));

async function opened(scenario: SandboxOptions['scenario'] = 'breached-2024') {
  let now = Date.parse('2026-11-30T12:00:00Z');
  const sandbox = await startSandbox({ scenario, rateLimit: false, now: () => new Date(now) });
  running.push(sandbox);
  const is2024 = sandbox.pbx().release.startsWith('2024');
  const who: Record<string, string> = is2024
    ? { Cookie: await signedIn2024(sandbox) }
    : { Authorization: `Bearer ${sandbox.tokenFor('admins')}` };
  const ask = async (resource: string, method: string, body?: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${sandbox.url}${BASE}${resource}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { ...who, 'Content-Type': 'application/json', ...headers },
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
      if (!ok) throw new Error(String(at(json, 'error', 'code')));
      if (!shape.fits(json)) throw new Error(`${resource} ${JSON.stringify(json)}`);
      return { ok: true, value: json };
    },
  };
  const api = createEvidenceApi(calls);
  const state = async (): Promise<EvidenceState> => {
    const answer = await api.state();
    if (!answer.ok) throw new Error('no state');
    return answer.value;
  };
  return { sandbox, api, state, pass: (ms: number) => (now += ms) };
}

it.each(['breached-2024', 'factory-2026'] as const)(
  'is collected, hashed, saved and deleted on %s',
  async (scenario) => {
    const { sandbox, api, state, pass } = await opened(scenario);
    expect(await state()).toMatchObject({ phase: 'idle', archive: null });
    await api.start(PERIOD, false);
    await expect(api.start(PERIOD, false)).rejects.toThrow('evidence-there');
    await expect(api.link('archive')).rejects.toThrow('no-evidence');
    pass(350);
    expect(await state()).toMatchObject({
      phase: 'collecting',
      archive: { ...PERIOD, size: null, written: 26_214_400 },
    });
    pass(350);
    expect(await state()).toMatchObject({ phase: 'hashing', archive: { recordings: { how: 'hashed', sha256: null } } });
    await expect(api.link('hashes')).rejects.toThrow('no-evidence');
    pass(700);
    expect((await state()).archive?.recordings).toMatchObject({ doneFiles: 1200, missing: 0 });
    const link = await api.link('archive');
    if (!link.ok) throw new Error('no link');
    const saved = await fetch(sandbox.url + link.value);
    expect(saved.headers.get('content-disposition')).toContain('evidence.tar');
    expect((await fetch(`${sandbox.url}${BASE}evidence/download?ticket=x`)).status).toBe(403);
    await api.remove();
    expect(await state()).toMatchObject({ phase: 'idle', archive: null });
    expect((await fetch(sandbox.url + link.value)).status).toBe(403);
    expect(sandbox.pbx().module.journal.map(({ action }) => action)).toEqual([
      'evidence/start',
      'evidence/collected',
      'evidence/hashed',
      'evidence/ticket',
      'evidence/removed',
      'evidence/remove',
    ]);
  },
);

it('stops on a full disk and goes on', async () => {
  const { sandbox, api, state, pass } = await opened();
  sandbox.evidence({ trouble: { code: 'disk', detail: '1000' } });
  await api.start(PERIOD, true);
  expect(await state()).toMatchObject({ phase: 'stopped', trouble: { code: 'disk' } });
  sandbox.evidence({ trouble: null });
  await api.resume();
  pass(700);
  expect(await state()).toMatchObject({ phase: 'ready', archive: { recordings: { how: 'included' } } });
  pass(8 * 86_400_000);
  expect(await state()).toMatchObject({ phase: 'idle' });
});

it('a period is one', async () => {
  const { api } = await opened();
  await expect(api.start({ from: PERIOD.to, to: PERIOD.from }, true)).rejects.toThrow('invalid');
  await expect(api.start({ ...PERIOD, to: '2026-11-30' }, true)).rejects.toThrow('invalid');
});

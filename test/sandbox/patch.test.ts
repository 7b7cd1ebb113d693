/** The fix of 2024.1.114 on the sandbox: what the page may ask, and what becomes of it. */
import { afterEach, expect, it } from 'vitest';
import { createPatchApi, type PatchApi, type PatchState } from '../../sites/pbx/patch-api.ts';
import type { ModuleCalls } from '../../sites/pbx/module-calls.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sites/sandbox/index.ts';
import { signedIn2024 } from '../pbx/signed-in.ts';
import { at } from './support/json.ts';

const BASE = '/pbxcore/api/module-security-checklist/';
const running: Sandbox[] = [];
afterEach(() => Promise.all(running.splice(0).map((sandbox) => sandbox.close())));

async function opened(options: Partial<SandboxOptions> = {}) {
  let now = Date.parse('2026-11-30T12:00:00Z');
  const sandbox = await startSandbox({
    scenario: 'breached-2024',
    rateLimit: false,
    now: () => new Date(now),
    ...options,
  });
  running.push(sandbox);
  const is2024 = sandbox.pbx().release.startsWith('2024');
  const who: Record<string, string> = is2024
    ? { Cookie: await signedIn2024(sandbox) }
    : { Authorization: `Bearer ${sandbox.tokenFor('admins')}` };
  const bearer = { ...who, 'Content-Type': 'application/json' };
  const ask = async (resource: string, method: string, body?: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${sandbox.url}${BASE}${resource}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { ...bearer, ...headers },
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
  const api = createPatchApi(calls);
  return { sandbox, api, pass: (ms: number) => (now += ms), state: () => stateOf(api) };
}

async function stateOf(api: PatchApi): Promise<PatchState> {
  const answer = await api.state();
  if (!answer.ok) throw new Error('no state');
  return answer.value;
}

async function fetched(options: Partial<SandboxOptions> = {}) {
  const opening = await opened(options);
  await opening.api.fetch({ from: 'vendor' });
  expect(await opening.state()).toMatchObject({ phase: 'fetching', script: null });
  opening.pass(1000);
  const { script } = await opening.state();
  if (script === null) throw new Error('no script');
  return { ...opening, sha256: script.sha256 };
}

it('is had, looked at, run and taken back', async () => {
  const { api, sandbox, pass, state, sha256 } = await fetched();
  const shown = await api.script();
  expect(shown).toEqual({ ok: true, value: { sha256, text: sandbox.pbx().module.patch.text } });
  await api.run(sha256, sha256.slice(0, 8));
  expect(await state()).toMatchObject({ phase: 'running', kept: sha256, run: { ended: null } });
  await expect(api.run(sha256, sha256)).rejects.toThrow('patch-running');
  pass(1000);
  expect(await state()).toMatchObject({ phase: 'idle', run: { act: 'run', ended: 'exit', exit: 0 } });
  expect(sandbox.pbx().patchMarkers.every(({ state: is }) => is === 'fixed')).toBe(true);
  await api.restore(sha256);
  pass(1000);
  expect(await state()).toMatchObject({ run: { act: 'restore', ended: 'exit' } });
  expect(sandbox.pbx().patchMarkers.every(({ state: is }) => is === 'unpatched')).toBe(true);
  expect(sandbox.pbx().module.journal.map(({ action }) => action)).toEqual([
    'patch/fetch',
    'patch/fetched',
    'patch/run',
    'patch/done',
    'patch/restore',
    'patch/done',
  ]);
});

it('only what was looked at is run, by who types its hash', async () => {
  const { api, sha256 } = await fetched();
  await expect(api.run('0'.repeat(64), '00000000')).rejects.toThrow('other-script');
  await expect(api.run(sha256, sha256.slice(0, 7))).rejects.toThrow('invalid');
  await expect(api.restore(sha256)).rejects.toThrow('other-script');
});

it('says why a script could not be had', async () => {
  const { api, sandbox, pass, state } = await opened();
  sandbox.patch({ trouble: { code: 'certificate', detail: '' } });
  await api.fetch({ from: 'vendor' });
  pass(1000);
  expect(await state()).toMatchObject({ phase: 'idle', trouble: { code: 'certificate' }, script: null });
  await api.fetch({ from: 'file', text: '<html>' });
  pass(1000);
  expect(await state()).toMatchObject({ trouble: { code: 'web-page' } });
  await api.fetch({ from: 'address', address: 'http://x.example/' });
  expect(await state()).toMatchObject({ trouble: { code: 'address' } });
  await api.fetch({ from: 'file', text: `echo${' '.repeat(1_000_000)}` });
  pass(1000);
  expect(await state()).toMatchObject({ trouble: null, script: { from: 'file', host: '' } });
});

it.each(['hardened-2026', 'factory-2026'] as const)('is nothing for %s', async (scenario) => {
  const { api } = await opened({ scenario });
  await expect(api.fetch({ from: 'vendor' })).rejects.toThrow('no-patch');
});

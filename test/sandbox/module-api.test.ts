/** The conditions of the module's API, in their order (docs/module-api.md). */
import { afterEach, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../sites/sandbox/index.ts';
import { at } from './support/json.ts';

const BASE = '/pbxcore/api/module-security-checklist/';
const running: Sandbox[] = [];
afterEach(() => Promise.all(running.splice(0).map((sandbox) => sandbox.close())));

async function opened() {
  const sandbox = await startSandbox({ scenario: 'factory-2026', rateLimit: false });
  running.push(sandbox);
  const bearer = { Authorization: `Bearer ${sandbox.tokenFor('admins')}`, 'Content-Type': 'application/json' };
  const ask = async (
    resource: string,
    init: { readonly method?: string; readonly body?: string; readonly headers?: Record<string, string> } = {},
  ) => {
    const response = await fetch(`${sandbox.url}${BASE}${resource}`, {
      ...init,
      headers: { ...bearer, ...init.headers },
    });
    const text = await response.text();
    const body: unknown = text === '' ? null : JSON.parse(text);
    return { status: response.status, body, code: response.ok ? null : at(body, 'error', 'code') };
  };
  const token = String(at((await ask('page-token')).body, 'token'));
  const post = (body: string, headers: Record<string, string> = {}) =>
    ask('attestations', { method: 'POST', body, headers: { 'X-Security-Checklist': token, ...headers } });
  return { sandbox, ask, post };
}
const BODY = JSON.stringify({ item: 'a', subject: '', answer: 'yes', note: '', validDays: 1 });

it('unknown resources and methods', async () => {
  const { ask } = await opened();
  expect(await ask('nosuch')).toMatchObject({ status: 404, code: 'unknown-action' });
  expect(await ask('attestations')).toMatchObject({ status: 405, code: 'wrong-method' });
  expect(await ask('facts', { method: 'POST', body: '{}' })).toMatchObject({ status: 405, code: 'wrong-method' });
});

it.each([
  ['not-json', 415, { 'Content-Type': 'text/plain' }, BODY],
  ['too-large', 413, {}, JSON.stringify({ note: 'x'.repeat(70_000) })],
  ['wrong-origin', 403, { Origin: 'https://elsewhere.example' }, BODY],
  ['wrong-origin', 403, { 'Sec-Fetch-Site': 'cross-site' }, BODY],
  ['no-page-token', 403, { 'X-Security-Checklist': 'x' }, BODY],
  ['not-json', 400, {}, '[1'],
  ['not-json', 400, {}, '[1]'],
  ['invalid', 422, {}, '{}'],
  ['invalid', 422, {}, JSON.stringify({ item: 'a', subject: '', answer: 'yes', note: '', validDays: 1, more: 1 })],
])('%s (%i)', async (code, status, headers, body) => {
  const { post } = await opened();
  expect(await post(body, headers)).toMatchObject({ status, code });
  expect(await post(BODY)).toMatchObject({ status: 201 });
});

it('own origin fits', async () => {
  const { post, sandbox } = await opened();
  expect(await post(BODY, { Origin: sandbox.url, 'Sec-Fetch-Site': 'same-origin' })).toMatchObject({ status: 201 });
});

it('no more than a thousand', async () => {
  const { post } = await opened();
  for (let i = 0; i < 1000; i++) await post(BODY.replace('"a"', `"a${i}"`));
  expect(await post(BODY)).toMatchObject({ status: 409, code: 'too-many' });
  expect(await post(BODY.replace('"a"', '"a7"'))).toMatchObject({ status: 201 });
});

/** The conditions of the module's API, in their order (docs/module-api.md). */
import { afterEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sites/sandbox/index.ts';
import { at } from './support/json.ts';

const BASE = '/pbxcore/api/module-security-checklist/';
const running: Sandbox[] = [];
afterEach(() => Promise.all(running.splice(0).map((sandbox) => sandbox.close())));

async function opened(options: Partial<SandboxOptions> = {}) {
  const sandbox = await startSandbox({ scenario: 'factory-2026', rateLimit: false, ...options });
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
    const tag = response.headers.get('etag') ?? '';
    return { status: response.status, body, tag, code: response.ok ? null : at(body, 'error', 'code') };
  };
  const token = String(at((await ask('page-token')).body, 'token'));
  const post = (body: string, headers: Record<string, string> = {}, resource = 'attestations') =>
    ask(resource, { method: 'POST', body, headers: { 'X-Security-Checklist': token, ...headers } });
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

describe('marks beside settings', () => {
  const PARTS = 'flags?parts=system,patch,secrets,waivers';
  const JUDGED = {
    version: 1,
    at: '2026-11-20T10:00:00+00:00',
    score: { state: 'not-scored', judged: 3, of: 17, accepted: 0 },
    checks: [],
  };

  it('are the asked parts with what was last judged', async () => {
    const { ask, post } = await opened({ now: () => new Date('2026-11-20T10:00:00Z') });
    await post(JSON.stringify(JUDGED), {}, 'last-judged');
    const { body: facts } = await ask('facts?parts=sip,ports');
    expect(await ask('flags?parts=sip,ports')).toMatchObject({
      status: 200,
      body: { on: true, facts, lastJudged: JUDGED },
    });
    const { body } = await ask('flags?parts=');
    expect(body).toMatchObject({ on: true, facts: null, lastJudged: JUDGED });
    expect(await ask('flags?parts=sip,nothing')).toMatchObject({ status: 422, code: 'invalid' });
    expect(await ask('flags?parts[]=sip')).toMatchObject({ status: 422, code: 'invalid' });
  });

  it('are off for who switched them off', async () => {
    const { ask, post } = await opened();
    const { tag } = await ask(PARTS);
    expect(await post('{"on":false}', {}, 'flags-switch')).toMatchObject({ status: 200, body: { on: false } });
    const off = await ask(PARTS, { headers: { 'If-None-Match': tag } });
    expect(off).toMatchObject({ status: 200, body: { on: false, facts: null, lastJudged: null } });
    expect(await ask(PARTS, { headers: { 'If-None-Match': off.tag } })).toMatchObject({ status: 304, body: null });
    expect(await post('{"on":true}', {}, 'flags-switch')).toMatchObject({ status: 200, body: { on: true } });
    expect(await ask(PARTS)).toMatchObject({ tag, body: { on: true } });
  });

  it('are on for everybody else', async () => {
    const { ask, sandbox } = await opened();
    sandbox.change((pbx) => ({ ...pbx, module: { ...pbx.module, flagsOff: ['another'] } }));
    expect(await ask('flags')).toMatchObject({ body: { on: true } });
  });

  it.each(['{}', '{"on":1}', '{"on":"false"}', '{"on":null}', '{"on":true,"more":1}'])(
    '%s switches nothing',
    async (body) => {
      const { ask, post } = await opened();
      expect(await post(body, {}, 'flags-switch')).toMatchObject({ status: 422, code: 'invalid' });
      expect(await ask('flags')).toMatchObject({ body: { on: true } });
    },
  );

  it('a forged write switches nothing', async () => {
    const { ask, post } = await opened();
    for (const headers of [{ Origin: 'https://elsewhere.example' }, { 'X-Security-Checklist': 'x' }]) {
      expect(await post('{"on":false}', headers, 'flags-switch')).toMatchObject({ status: 403 });
    }
    expect(await ask('flags')).toMatchObject({ body: { on: true } });
  });

  it('have a tag that the clock does not move, and a day, a waiver and a judgement do', async () => {
    let now = Date.parse('2026-11-20T10:00:00Z');
    const { ask, post, sandbox } = await opened({ now: () => new Date(now) });
    const tags: string[] = [];
    const look = async () => {
      const { tag } = await ask(PARTS);
      expect(tag).toMatch(/^"[0-9a-f]{64}"$/);
      tags.push(tag);
      return ask(PARTS, { headers: { 'If-None-Match': `W/${tag}` } });
    };
    expect(await look()).toMatchObject({ status: 304 });
    now += 300_000;
    await look();
    expect(new Set(tags).size).toBe(1);
    const waiver = { check: 'fail2ban', finding: '', reason: 'A test', expiresAt: '2026-12-24T00:00:00Z' };
    await post(JSON.stringify(waiver), {}, 'waivers');
    await look();
    await post(JSON.stringify(JUDGED), {}, 'last-judged');
    await look();
    sandbox.change((pbx) => ({ ...pbx, release: '2027.1.1' }));
    await look();
    expect(new Set(tags).size).toBe(4);
    // By then the bearer is too old; a key sees the same.
    const key = { headers: { Authorization: `Bearer ${sandbox.apiKey}` } };
    expect(tags).toContain((await ask(PARTS, key)).tag);
    now += 86_400_000;
    expect(tags).not.toContain((await ask(PARTS, key)).tag);
  });
});

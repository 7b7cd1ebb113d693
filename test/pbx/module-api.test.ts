/** What persons do through the module's API, against the embedded PBX. */
import { afterEach, describe, expect, it } from 'vitest';
import { withKey, withoutAuth, withPageToken } from '../../sites/pbx/auth.ts';
import type { ClientOptions } from '../../sites/pbx/client.ts';
import { createModuleApi, type ModuleApi } from '../../sites/pbx/module-api.ts';
import { nodePort } from '../../sites/pbx/node.ts';
import { moduleSource } from '../../sites/pbx/sources/module.ts';
import { readFacts } from '../../sites/pbx/read.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sites/sandbox/index.ts';
import { signedIn2024, withCookie } from './signed-in.ts';
import { clientOf } from './support.ts';

const BASE = '/pbxcore/api/module-security-checklist/';
const running: Sandbox[] = [];
afterEach(() => Promise.all(running.splice(0).map((sandbox) => sandbox.close())));

interface Opened {
  readonly sandbox: Sandbox;
  readonly api: ModuleApi;
  readonly asked: string[];
  clientAs(role: string, options?: Partial<ClientOptions>): ReturnType<typeof clientOf>;
}
async function open(
  options: Partial<SandboxOptions> = {},
  clientOptions: Partial<ClientOptions> = {},
): Promise<Opened> {
  const sandbox = await startSandbox({ scenario: 'factory-2026', ...options });
  running.push(sandbox);
  const asked: string[] = [];
  const port = nodePort();
  const clientAs = (role: string, more: Partial<ClientOptions> = {}) => {
    const token = sandbox.tokenFor(role);
    return clientOf(
      sandbox.url,
      withPageToken(() => Promise.resolve(token)),
      {
        fetch(url, init) {
          asked.push(`${init.method} ${url.slice((sandbox.url + BASE).length)}`);
          return port.fetch(url, init);
        },
        ...clientOptions,
        ...more,
      },
    );
  };
  return { sandbox, asked, clientAs, api: createModuleApi(clientAs('admins')) };
}
const ANSWER = { item: 'home-country', subject: '', answer: 'DE', note: 'said\nso', validDays: 180 };
const soon = () => new Date(Date.now() + 86_400_000).toISOString();
const value = <T>(answer: { readonly ok: boolean; readonly value?: T; readonly error?: unknown }): T => {
  if (!answer.ok || answer.value === undefined) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};

describe('answers and accepted risks', () => {
  it('are kept, seen in the facts, taken back, and told in the journal', async () => {
    const { api, clientAs, asked } = await open();
    const attestation = value(await api.attest(ANSWER));
    expect(attestation).toMatchObject({ item: 'home-country', answer: 'DE', by: 'admins', note: 'said\nso' });
    const waiver = value(await api.waive({ check: 'fail2ban', finding: '', reason: 'A test', expiresAt: soon() }));
    expect(waiver).toMatchObject({ check: 'fail2ban', reason: 'A test', by: 'admins' });
    const facts = value(await readFacts(moduleSource(clientAs('admins'))));
    expect(facts.parts.attestations).toMatchObject({ data: [attestation] });
    expect(facts.parts.waivers).toMatchObject({ data: [waiver] });

    expect(value(await api.withdrawAttestation({ item: 'home-country', subject: '' }))).toBe(true);
    expect(value(await api.withdrawAttestation({ item: 'home-country', subject: '' }))).toBe(false);
    expect(value(await api.withdrawWaiver({ check: 'fail2ban', finding: '' }))).toBe(true);
    expect(value(await api.withdrawWaiver({ check: 'fail2ban', finding: '' }))).toBe(false);

    const { entries, next } = value(await api.journal());
    expect(entries.map(({ action }) => action)).toEqual([
      'waivers/withdraw',
      'attestations/withdraw',
      'waivers',
      'attestations',
    ]);
    expect(entries[3]).toMatchObject({ person: 'admins', address: '192.168.1.20', details: { answer: 'DE' } });
    expect(next).toBeNull();
    expect(asked.filter((one) => one === 'GET page-token')).toHaveLength(1);
  });

  it('the journal comes in pages', async () => {
    const { api } = await open();
    for (const answer of ['DE', 'FR', 'IT']) value(await api.attest({ ...ANSWER, answer }));
    const first = value(await api.journal({ limit: 2 }));
    expect(first.entries.map(({ id }) => id)).toEqual([3, 2]);
    expect(first.next).toBe(2);
    const rest = value(await api.journal({ before: first.next ?? 0, limit: 2 }));
    expect(rest.entries.map(({ id }) => id)).toEqual([1]);
    expect(rest.next).toBeNull();
  });

  it.each([
    ['item', { item: 'Not an id' }],
    ['answer', { answer: '  ' }],
    ['note', { note: 'x'.repeat(2001) }],
    ['subject', { subject: 'two\nlines' }],
    ['validDays', { validDays: 0 }],
  ])('what does not fit is refused with the name of the field: %s', async (field, change) => {
    const { api } = await open({ says: (code, { field: name = '' }) => `${code}: ${name}` });
    expect(await api.attest({ ...ANSWER, ...change })).toEqual({
      ok: false,
      error: {
        at: `POST ${BASE}attestations`,
        kind: 'refused',
        code: 'invalid',
        status: 422,
        said: `invalid: ${field}`,
        seconds: null,
      },
    });
    expect(value(await api.journal()).entries).toEqual([]);
  });
  it('an end in the past or far ahead is refused', async () => {
    const { api } = await open();
    for (const expiresAt of ['2020-01-01T00:00:00Z', '2999-01-01T00:00:00Z', 'tomorrow']) {
      const answer = await api.waive({ check: 'fail2ban', finding: '', reason: 'x', expiresAt });
      expect(answer).toMatchObject({ error: { code: 'invalid' } });
    }
  });
});

it('last judged is null at first, then what was kept', async () => {
  const { api } = await open();
  expect(await api.lastJudged()).toEqual({ ok: true, value: null });
  const judged = {
    version: 1,
    at: '2026-11-20T10:00:00+00:00',
    score: { state: 'not-scored', judged: 3, of: 17, accepted: 0 },
    checks: [{ check: 'fail2ban', verdict: 'warn', severity: 'high', accepted: [], digests: { fail2ban: 'failed' } }],
  } as const;
  const own = { ...judged, checks: judged.checks.map((check) => ({ ...check, accepted: [] })) };
  expect(value(await api.keepLastJudged(own))).toEqual(judged);
  expect(value(await api.lastJudged())).toEqual({ ...judged, by: 'admins' });
});

describe('the switch of the marks beside settings', () => {
  it('is on until a person switches it off, and leaves no row in the journal', async () => {
    const { api, asked, sandbox } = await open();
    expect(await api.flagsOn()).toEqual({ ok: true, value: true });
    expect(await api.switchFlags(false)).toEqual({ ok: true, value: false });
    expect(await api.flagsOn()).toEqual({ ok: true, value: false });
    expect(value(await createModuleApi(clientOf(sandbox.url, withKey(sandbox.apiKey))).flagsOn())).toBe(true);
    expect(await api.switchFlags(true)).toEqual({ ok: true, value: true });
    expect(await api.flagsOn()).toEqual({ ok: true, value: true });
    expect(value(await api.journal()).entries).toEqual([]);
    expect(asked.filter((one) => one.includes('flags'))).toEqual([
      'GET flags',
      'POST flags-switch',
      'GET flags',
      'POST flags-switch',
      'GET flags',
    ]);
  });

  it('is read beside what was last judged', async () => {
    const { api } = await open();
    const score = { state: 'not-scored', judged: 3, of: 17, accepted: 0 } as const;
    value(await api.keepLastJudged({ version: 1, at: '2026-11-20T10:00:00+00:00', score, checks: [] }));
    expect(await api.flagsOn()).toEqual({ ok: true, value: true });
  });

  it.each([
    [{}],
    [null],
    [{ on: 'yes', facts: null, lastJudged: null }],
    [{ on: true }],
    [{ on: true, facts: null }],
    [{ on: true, facts: {}, lastJudged: null }],
    [{ on: true, facts: null, lastJudged: 'x' }],
  ])('%j is no answer', async (body) => {
    const { api, sandbox } = await open();
    sandbox.trouble({ path: `${BASE}flags`, trouble: { kind: 'json', status: 200, body } });
    expect(await api.flagsOn()).toMatchObject({ error: { at: `GET ${BASE}flags`, kind: 'broken-json' } });
  });

  it.each([[{}], [{ on: 1 }], [null]])('%j is no answer to a switch', async (body) => {
    const { api, sandbox } = await open();
    sandbox.trouble({ path: `${BASE}flags-switch`, trouble: { kind: 'json', status: 200, body } });
    expect(await api.switchFlags(false)).toMatchObject({ error: { kind: 'broken-json' } });
  });

  it('is for persons', async () => {
    const { sandbox, clientAs } = await open();
    const withoutPerson = createModuleApi(clientOf(sandbox.url, withKey(sandbox.apiKey)));
    expect(await withoutPerson.switchFlags(false)).toMatchObject({ error: { code: 'no-person' } });
    const manager = createModuleApi(clientAs('managers'));
    expect(await manager.flagsOn()).toMatchObject({ error: { code: 'not-an-admin', status: 403 } });
  });
});

describe('the passwords of the two logins', () => {
  it('are guessed, and the facts tell how far it is', async () => {
    let now = Date.parse('2026-11-20T10:00:00Z');
    const { api, clientAs } = await open({ scenario: 'hardened-2026', now: () => new Date(now) });
    const guess = async () => {
      const facts = value(await readFacts(moduleSource(clientAs('admins')), { parts: ['webLogin'] }));
      return facts.parts.webLogin.state === 'known' ? facts.parts.webLogin.data.guess : null;
    };
    expect(value(await api.startGuessing('web'))).toEqual({ state: 'running', tried: 0, total: 1003 });
    now += 2000;
    expect(await guess()).toEqual({ state: 'running', tried: 200, total: 1003 });
    now += 60_000;
    expect(await guess()).toEqual({ state: 'no-match', tried: 1003 });
    value(await api.startGuessing('web'));
    expect(value(await api.cancelGuessing('web'))).toEqual({ state: 'not-run' });
    expect(await guess()).toEqual({ state: 'not-run' });
  });

  it('are proven; after five tries the sixth has to wait', async () => {
    const { api, clientAs } = await open();
    expect(await api.provePassword('web', 'wrong')).toEqual({ ok: true, value: false });
    expect(await api.provePassword('web', 'admin')).toEqual({ ok: true, value: true });
    const facts = value(await readFacts(moduleSource(clientAs('admins'))));
    expect(facts.parts.webLogin).toMatchObject({ data: { proven: { by: 'person', features: { strong: false } } } });
    for (let i = 0; i < 3; i++) await api.provePassword('ssh', 'wrong');
    const refused = await api.provePassword('web', 'admin');
    expect(refused).toMatchObject({ error: { kind: 'refused', code: 'too-many-tries', status: 429 } });
    const seconds = !refused.ok && refused.error.kind === 'refused' ? refused.error.seconds : null;
    expect(seconds).toBeGreaterThan(800);
    expect(seconds).toBeLessThanOrEqual(900);
    expect(JSON.stringify(value(await api.journal()))).not.toMatch(/wrong|"admin"/);
    // Its own refusal does not silence the client.
    expect((await api.lastJudged()).ok).toBe(true);
  });
});

describe('the page token', () => {
  it('is renewed once when it is no longer good', async () => {
    let now = Date.parse('2026-11-20T10:00:00Z');
    const { sandbox, asked } = await open({ now: () => new Date(now), scenario: 'breached-2024' });
    const cookie = await signedIn2024(sandbox);
    const api = createModuleApi(clientOf(sandbox.url, withoutAuth, withCookie(cookie, asked)));
    value(await api.attest({ ...ANSWER, item: 'a' }));
    now += 13 * 3_600_000;
    value(await api.attest({ ...ANSWER, item: 'b' }));
    expect(asked).toEqual([
      'GET page-token',
      'POST attestations',
      'POST attestations',
      'GET page-token',
      'POST attestations',
    ]);
    expect(value(await api.journal()).entries.map(({ action }) => action)).toEqual([
      'attestations',
      'refused/no-page-token',
      'attestations',
    ]);
  });

  it('that is refused again is an error', async () => {
    const { sandbox, asked, clientAs } = await open();
    sandbox.trouble({
      path: `${BASE}page-token`,
      trouble: { kind: 'json', status: 200, body: { token: 'worth nothing' } },
    });
    const api = createModuleApi(clientAs('admins'));
    expect(await api.attest(ANSWER)).toMatchObject({ error: { code: 'no-page-token', status: 403 } });
    expect(asked).toEqual(['GET page-token', 'POST attestations', 'GET page-token', 'POST attestations']);
  });

  it('is asked for once by writes at the same time, and again after it could not be had', async () => {
    const { sandbox, asked, clientAs } = await open();
    const end = sandbox.trouble({ path: `${BASE}page-token`, trouble: { kind: 'status', status: 500 } });
    const api = createModuleApi(clientAs('admins'));
    expect(await api.attest(ANSWER)).toMatchObject({ error: { kind: 'server-error', status: 500 } });
    end();
    const both = await Promise.all(['a', 'b'].map((item) => api.attest({ ...ANSWER, item })));
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    expect(asked.filter((one) => one === 'GET page-token')).toHaveLength(2);
  });
});

describe('who may', () => {
  it('another role: nothing', async () => {
    const { clientAs } = await open();
    const api = createModuleApi(clientAs('managers'));
    expect(await api.journal()).toMatchObject({ error: { kind: 'refused', code: 'not-an-admin', status: 403 } });
  });
  it('a key: read only', async () => {
    const { sandbox } = await open();
    const api = createModuleApi(clientOf(sandbox.url, withKey(sandbox.apiKey)));
    expect((await api.journal()).ok).toBe(true);
    expect(await api.attest(ANSWER)).toMatchObject({ error: { code: 'no-person' } });
  });
  it('nobody: Core says so', async () => {
    const { sandbox } = await open();
    const api = createModuleApi(clientOf(sandbox.url, withoutAuth));
    expect(await api.journal()).toMatchObject({ error: { kind: 'unauthorized' } });
  });
});

describe('trouble', () => {
  const trouble = async (knob: Parameters<Sandbox['trouble']>[0]['trouble'], options: Partial<ClientOptions> = {}) => {
    const opened = await open({}, options);
    value(await opened.api.attest(ANSWER));
    opened.sandbox.trouble({ path: `${BASE}attestations`, trouble: knob });
    const before = opened.asked.length;
    const answer = await opened.api.attest(ANSWER);
    return { error: answer.ok ? null : answer.error, times: opened.asked.length - before, ...opened };
  };
  it('a cut connection: said, and not sent again', async () => {
    const { error, times } = await trouble({ kind: 'cut' });
    expect(error).toMatchObject({ kind: 'unreachable', why: 'cut' });
    expect(times).toBe(1);
  });
  it('time-out', async () => {
    const { error, times } = await trouble({ kind: 'delay', ms: 300 }, { timeout: 100 });
    expect(error).toMatchObject({ kind: 'timeout' });
    expect(times).toBe(1);
  });
  it('429 of nginx, with the seconds', async () => {
    const { error, times } = await trouble({ kind: 'status', status: 429, retryAfter: 20 });
    expect(error).toMatchObject({ kind: 'rate-limited', seconds: 20 });
    expect(times).toBe(1);
  });
  it.each([401, 403, 500])('%i of Core', async (status) => {
    const { error } = await trouble({ kind: 'status', status });
    expect(error).toMatchObject({ kind: { 401: 'unauthorized', 403: 'forbidden', 500: 'server-error' }[status] });
  });
  it('a busy PBX is asked again: it did nothing', async () => {
    const { api, sandbox } = await open();
    value(await api.attest(ANSWER));
    sandbox.trouble({ path: `${BASE}attestations`, trouble: { kind: 'status', status: 503 }, times: 2 });
    expect((await api.attest(ANSWER)).ok).toBe(true);
  });
  it('an answer that does not fit the contract', async () => {
    const { error } = await trouble({ kind: 'json', status: 201, body: { item: 5 } });
    expect(error).toEqual({ at: `POST ${BASE}attestations`, kind: 'broken-json', how: 'envelope' });
  });
  it('cancelled', async () => {
    const { api } = await open();
    expect(await api.attest(ANSWER, { signal: AbortSignal.abort() })).toMatchObject({ error: { kind: 'cancelled' } });
  });
});

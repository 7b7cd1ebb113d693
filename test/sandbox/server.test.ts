import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeFacts } from '../../sites/checklist/facts/decode.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sites/sandbox/index.ts';
import { at, list, object } from './support/json.ts';

const FACTS = '/pbxcore/api/module-security-checklist/facts';
const V3 = '/pbxcore/api/v3/';

const running: Sandbox[] = [];
async function start(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ scenario: 'factory-2026', ...options });
  running.push(sandbox);
  return sandbox;
}
afterEach(() => Promise.all(running.splice(0).map((sandbox) => sandbox.close())));

interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}
async function ask(
  sandbox: Sandbox,
  path: string,
  init: RequestInit & { readonly headers?: Record<string, string> } = {},
): Promise<Said> {
  const response = await fetch(sandbox.url + path, {
    ...init,
    headers: { Authorization: `Bearer ${sandbox.apiKey}`, ...init.headers },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
const json = (body: unknown, method = 'POST') => ({
  method,
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json' },
});
/** Raw bytes to the server; what comes back until the connection ends. */
function raw(sandbox: Sandbox, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1', () => socket.write(bytes));
    let said = '';
    socket.on('data', (chunk) => {
      said += chunk.toString('latin1');
      if (said.includes('\r\n\r\n')) socket.end();
    });
    socket.on('close', () => resolve(said));
    socket.on('error', reject);
  });
}

describe('the module API', () => {
  it('sends all parts, or the ones that are asked for', async () => {
    const sandbox = await start();
    const all = await ask(sandbox, FACTS);
    expect(all.status).toBe(200);
    expect(Object.keys(object(at(all.body, 'parts')))).toHaveLength(28);
    const some = await ask(sandbox, `${FACTS}?parts=firewall,fail2ban`);
    expect(Object.keys(object(at(some.body, 'parts')))).toEqual(['firewall', 'fail2ban']);
    expect((await ask(sandbox, `${FACTS}?parts=nosuch`)).status).toBe(422);
    expect((await ask(sandbox, FACTS, { method: 'POST' })).status).toBe(405);
  });

  it('says "not changed" by ETag until a part changes, also when a proxy made the tag weak', async () => {
    const sandbox = await start();
    const path = `${FACTS}?parts=fail2ban`;
    const etag = (await ask(sandbox, path)).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
    const again = await ask(sandbox, path, { headers: { 'If-None-Match': `W/${etag}` } });
    expect([again.status, again.text]).toEqual([304, '']);
    await ask(sandbox, `${V3}fail2ban`, json({ maxretry: 3 }, 'PATCH'));
    expect((await ask(sandbox, path, { headers: { 'If-None-Match': etag } })).status).toBe(200);
  });

  it('is for administrators and keys with full rights only', async () => {
    const sandbox = await start();
    const status = async (headers: Record<string, string>) => (await ask(sandbox, FACTS, { headers })).status;
    expect(await status({ Authorization: `Bearer ${sandbox.tokenFor('admins')}` })).toBe(200);
    expect(await status({ Authorization: `Bearer ${sandbox.tokenFor('operators')}` })).toBe(403);
    expect(await status({ Authorization: 'Bearer wrong' })).toBe(401);
  });

  it('tells what REST wrote, and leaves out the features of a secret that nobody judged', async () => {
    const sandbox = await start();
    await ask(sandbox, `${V3}firewall:disable`, json({}));
    await ask(sandbox, `${V3}employees/110`, json({ sip_secret: 'Wq4$mZx9!tRk2@Lp' }, 'PATCH'));
    const decoded = decodeFacts((await ask(sandbox, FACTS)).body);
    if (!decoded.ok) throw new Error('not decoded');
    const { firewall, fail2ban, secrets } = decoded.facts.parts;
    expect(firewall).toMatchObject({ state: 'known', data: { enabled: false } });
    expect(fail2ban).toMatchObject({ state: 'known', data: { enabled: false } });
    expect(JSON.stringify(secrets)).not.toContain('sip:201');
    expect(JSON.stringify(secrets)).toContain('sip:202');
  });

  it('never tells a secret', async () => {
    const sandbox = await start();
    const { text } = await ask(sandbox, FACTS);
    const { employees, amiUsers, providers } = sandbox.pbx();
    for (const { secret } of [...employees, ...amiUsers, ...providers]) expect(text).not.toContain(secret.value);
  });
});

describe('2024', () => {
  it('knows no REST v3 and no keys, and signs in by form and cookie', async () => {
    const sandbox = await start({ scenario: 'breached-2024' });
    const v3 = await ask(sandbox, `${V3}firewall`);
    expect([v3.status, at(v3.body, 'errors', 0)]).toEqual([404, '404 (Not Found)']);
    expect((await ask(sandbox, FACTS)).status).toBe(401);
    expect((await ask(sandbox, '/pbxcore/api/system/ping')).text).toBe('PONG');

    const form = (password: string) => ({
      method: 'POST',
      body: new URLSearchParams({ login: 'admin', password }).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Requested-With': 'XMLHttpRequest' },
    });
    expect(at((await ask(sandbox, '/admin-cabinet/session/start', form('wrong'))).body, 'success')).toBe(false);
    const signedIn = await ask(sandbox, '/admin-cabinet/session/start', form(sandbox.login?.password ?? ''));
    expect(at(signedIn.body, 'success')).toBe(true);
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const facts = await ask(sandbox, FACTS, { headers: { Cookie: cookie } });
    expect([facts.status, at(facts.body, 'parts', 'system', 'data', 'release')]).toEqual([200, '2024.1.114']);
  });
});

describe('signing in', () => {
  it('gives a token and a cookie that renews it; logout ends the cookie', async () => {
    const sandbox = await start();
    const { login, password } = sandbox.login ?? { login: '', password: '' };
    const signedIn = await ask(sandbox, `${V3}auth:login`, json({ login, password }));
    const token = String(at(signedIn.body, 'data', 'accessToken'));
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect((await ask(sandbox, `${V3}firewall`, { headers: { Authorization: `Bearer ${token}` } })).status).toBe(200);
    const refresh = () => ask(sandbox, `${V3}auth:refresh`, { method: 'POST', headers: { Cookie: cookie } });
    expect((await refresh()).status).toBe(200);
    await ask(sandbox, `${V3}auth:logout`, { method: 'POST', headers: { Cookie: cookie } });
    expect((await refresh()).status).toBe(401);
  });

  it('ends a token after its time and an address after ten failures', async () => {
    let clock = Date.parse('2026-11-23T12:00:00Z');
    const sandbox = await start({ now: () => new Date(clock) });
    const headers = { Authorization: `Bearer ${sandbox.tokenFor('admins')}` };
    expect((await ask(sandbox, `${V3}firewall`, { headers })).status).toBe(200);
    clock += 1_600_000;
    expect((await ask(sandbox, `${V3}firewall`, { headers })).status).toBe(401);

    const wrong = async () => (await ask(sandbox, `${V3}auth:login`, json({ login: 'admin', password: 'x' }))).status;
    for (let attempt = 0; attempt < 10; attempt++) expect(await wrong()).toBe(401);
    expect(await wrong()).toBe(429);
    clock += 300_001;
    expect(await wrong()).toBe(401);
  });

  it('lets a key with a network filter in from nowhere, as Core does', async () => {
    const sandbox = await start({ scenario: 'hardened-2026' });
    const key = sandbox.pbx().apiKeys[0]?.key ?? '';
    const { status } = await ask(sandbox, `${V3}sip:getStatuses`, { headers: { Authorization: `Bearer ${key}` } });
    expect(status).toBe(401);
  });
});

describe('the rate limit of nginx', () => {
  it('blocks an address for five minutes, only where the PBX has it on', async () => {
    let clock = Date.parse('2026-11-23T12:00:00Z');
    const now = () => new Date(clock);
    const limited = await start({ now });
    const ping = async (sandbox: Sandbox) => (await ask(sandbox, `${V3}system:ping`)).status;
    for (let request = 0; request < 200; request++) await ping(limited);
    expect(await ping(limited)).toBe(429);
    clock += 299_000;
    expect(await ping(limited)).toBe(429);
    clock += 301_000;
    expect(await ping(limited)).toBe(200);

    const free = await start({ now, rateLimit: false });
    for (let request = 0; request < 201; request++) await ping(free);
    expect(await ping(free)).toBe(200);
  });
});

describe('trouble on purpose', () => {
  const path = `${V3}firewall`;

  it.each([
    [401, "The user isn't authenticated."],
    [403, 'Access denied.'],
    [429, 'Too many requests'],
    [500, 'Internal Server Error'],
    [503, 'queue is full'],
  ])('answers %i', async (status, text) => {
    const sandbox = await start();
    sandbox.trouble({ path, trouble: { kind: 'status', status, retryAfter: 2 } });
    const said = await ask(sandbox, path);
    expect(said.status).toBe(status);
    expect(said.text).toContain(text);
    expect(said.headers.get('retry-after')).toBe('2');
    expect((await ask(sandbox, `${V3}fail2ban`)).status).toBe(200);
  });

  it('is there as often as asked, and until it is taken away', async () => {
    const sandbox = await start();
    sandbox.trouble({ path: /firewall$/, times: 2, trouble: { kind: 'status', status: 500 } });
    expect([await statusOf(sandbox), await statusOf(sandbox), await statusOf(sandbox)]).toEqual([500, 500, 200]);
    const end = sandbox.trouble({ path, trouble: { kind: 'status', status: 503 } });
    expect(await statusOf(sandbox)).toBe(503);
    end();
    expect(await statusOf(sandbox)).toBe(200);
  });
  const statusOf = async (sandbox: Sandbox) => (await ask(sandbox, path)).status;

  it('delays, cuts, halves, and puts a page in the place of the answer', async () => {
    const sandbox = await start();
    const once = (trouble: Parameters<Sandbox['trouble']>[0]['trouble']) =>
      sandbox.trouble({ path, times: 1, trouble });
    once({ kind: 'delay', ms: 80 });
    const before = performance.now();
    expect(await statusOf(sandbox)).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(70);
    once({ kind: 'cut' });
    await expect(ask(sandbox, path)).rejects.toThrow();
    once({ kind: 'cut', afterBytes: 20 });
    await expect(ask(sandbox, path)).rejects.toThrow();
    once({ kind: 'truncate' });
    const half = await ask(sandbox, path);
    expect([half.status, half.body]).toEqual([200, null]);
    once({ kind: 'html' });
    expect((await ask(sandbox, path)).text).toContain('<html>');
    expect(await statusOf(sandbox)).toBe(200);
  });

  it('does not hold up closing', async () => {
    const sandbox = await start();
    sandbox.trouble({ path, trouble: { kind: 'delay', ms: 60_000 } });
    const waiting = ask(sandbox, path).catch(() => 'cut');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await sandbox.close();
    expect(await waiting).toBe('cut');
  });
});

describe('hostile input to the server itself', () => {
  const alive = async (sandbox: Sandbox) => expect((await ask(sandbox, `${V3}system:ping`)).status).toBe(200);

  it.each([
    ['a body that is too large', `${V3}firewall`, { method: 'POST', body: 'x'.repeat(5_000_000) }, 413],
    ['a path that is not encoded rightly', '/pbxcore/api/v3/%E0%A4%A', {}, 400],
    ['a path that climbs, encoded', `${V3}..%2f..%2fetc%2fpasswd`, {}, 403],
    ['a query that climbs', `${V3}firewall?file=..%2f..%2fetc`, {}, 403],
    ['a path of Core that is not here', '/pbxcore/api/v3/system:executeBashCommand', json({ command: 'id' }), 405],
    ['names of the language', `${V3}constructor`, {}, 404],
    ['names of the language as a method', `${V3}firewall:constructor`, {}, 405],
    ['names of the language as a setting', `${V3}general-settings/constructor`, {}, 422],
    [
      'a polluting body',
      `${V3}firewall`,
      { ...json(null), body: '{"__proto__":{"network":"10.0.0.0","subnet":"8"}}' },
      422,
    ],
    [
      'nothing but depth',
      `${V3}firewall`,
      { ...json(null), body: `${'['.repeat(100_000)}${']'.repeat(100_000)}` },
      422,
    ],
    ['something else than a form', `${V3}fail2ban`, { ...json(null, 'PATCH'), body: '\u0000\uffff{{{' }, 200],
    ['the cabinet', '/admin-cabinet/extensions/index', {}, 404],
    ['a foreign part', `${FACTS}?parts=__proto__`, {}, 422],
    ['parts as a list', `${FACTS}?parts[]=firewall`, {}, 422],
  ])('%s', async (_, path, init, status) => {
    const sandbox = await start();
    expect((await ask(sandbox, path, init)).status).toBe(status);
    await alive(sandbox);
  });

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', '400'],
    ['a header that never ends', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`, '431'],
    ['a climbing path as it is', 'GET /pbxcore/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n', '403'],
    ['another protocol', 'GET /pbxcore HTTP/9.9\r\n\r\n', '400'],
  ])('%s', async (_, bytes, status) => {
    const sandbox = await start();
    expect((await raw(sandbox, bytes)).slice(0, 40)).toContain(status);
    await alive(sandbox);
  });

  it('answers any value for any field of a rule with a rule or a refusal', async () => {
    const sandbox = await start({ rateLimit: false });
    const values = [null, true, 0, -1, 1e308, '', ' ', '\u0000', 'x'.repeat(10_000), [], {}, [[1]], { a: { b: 1 } }];
    for (const field of ['network', 'subnet', 'description', 'newer_block_ip', 'currentRules', 'id']) {
      for (const value of values) {
        const body = { network: '10.0.0.0', subnet: '8', [field]: value };
        const { status } = await ask(sandbox, `${V3}firewall`, json(body));
        expect([201, 422]).toContain(status);
      }
    }
    expect(list(at((await ask(sandbox, `${V3}firewall`)).body, 'data', 'items')).length).toBeGreaterThan(1);
  });
});

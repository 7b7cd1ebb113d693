import { afterEach, describe, expect, it, vi } from 'vitest';
import { withKey, withLogin, withPageToken } from '../../sites/pbx/auth.ts';
import { createClient } from '../../sites/pbx/client.ts';
import { detailOf, reasonOf } from '../../sites/pbx/errors.ts';
import { pacer } from '../../sites/pbx/pacer.ts';
import type { FetchPort } from '../../sites/pbx/port.ts';
import { refusal } from '../support/refusals.ts';
import { json, serve, type Handler, type Said, type Served } from '../support/serve.ts';
import { envelope } from './small-pbx.ts';
import { clientOf, KEY } from './support.ts';

const servers: Served[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
async function started(handler: Handler): Promise<Served> {
  const server = await serve(handler);
  servers.push(server);
  return server;
}
/** Answers one after the other, the last one from then on. */
const inTurn = (...answers: readonly Said[]): Handler => {
  let next = 0;
  return () => answers[Math.min(next++, answers.length - 1)] ?? {};
};
const GOOD = json(envelope({ fine: true }));
const html = (status: number): Said => ({
  status,
  headers: { 'Content-Type': 'text/html' },
  body: '<html><title>Proxy</title></html>',
});
const PATH = '/pbxcore/api/v3/firewall';

/** What one request comes to, and how often it was sent. */
async function outcome(handler: Handler, options: Parameters<typeof clientOf>[2] = {}) {
  const server = await started(handler);
  const answer = await clientOf(server.url, withKey(KEY), options).get(PATH);
  return { answer: answer.ok ? answer.value.data : answer.error, times: server.asked.length };
}
const at = `GET ${PATH}`;

describe('every kind of error has its own name', () => {
  it('unreachable: nothing listens', async () => {
    const server = await serve(() => ({}));
    await server.close();
    expect(await clientOf(server.url).get(PATH)).toEqual({
      ok: false,
      error: { at, kind: 'unreachable', why: 'refused' },
    });
  });
  it('unreachable: no such name', async () => {
    expect(await clientOf('http://no-such-pbx.invalid').get(PATH)).toMatchObject({
      error: { kind: 'unreachable', why: 'name' },
    });
  });
  it('cut: the connection ends in the middle of a body; asked once more, then said', async () => {
    const cut: Said = { body: '{"result":true,"data":{', end: 'cut' };
    expect(await outcome(() => cut)).toEqual({ answer: { at, kind: 'unreachable', why: 'cut' }, times: 2 });
    expect((await outcome(inTurn(cut, GOOD))).answer).toEqual({ fine: true });
  });
  it('for no known reason, as browsers say it while the web server restarts: asked again, three times', async () => {
    let left = 3;
    let times = 0;
    const fetch: FetchPort = () => {
      times++;
      if (left-- > 0) return Promise.reject(new TypeError('Failed to fetch'));
      return Promise.resolve({
        status: 200,
        headers: { get: () => null },
        text: () => Promise.resolve(GOOD.body ?? ''),
      });
    };
    const client = () => clientOf('http://192.168.1.2', withKey(KEY), { fetch });
    expect((await client().get(PATH)).ok).toBe(true);
    expect(times).toBe(4);
    left = 4;
    expect(await client().get(PATH)).toEqual({ ok: false, error: { at, kind: 'unreachable', why: 'other' } });
    left = 1;
    times = 0;
    expect(await client().post(PATH, {})).toMatchObject({ error: { kind: 'unreachable', why: 'other' } });
    expect(times).toBe(1);
  });
  it('timeout: a slow server', async () => {
    expect(await outcome(() => ({ end: 'hang' }), { timeout: 50 })).toEqual({
      answer: { at, kind: 'timeout' },
      times: 1,
    });
  });
  it('not-a-pbx: a page of a proxy, whatever its status', async () => {
    expect((await outcome(() => html(200))).answer).toEqual({ at, kind: 'not-a-pbx', status: 200 });
    expect((await outcome(() => html(404))).answer).toEqual({ at, kind: 'not-a-pbx', status: 404 });
  });
  it('not-found: a page of nginx behind a path that Core has not, once Core was heard', async () => {
    const server = await started(({ path }) => (path.endsWith('nosuch') ? html(404) : GOOD));
    const client = clientOf(server.url);
    await client.get(PATH);
    expect(await client.get('/pbxcore/api/v3/auth:nosuch')).toMatchObject({ error: { kind: 'not-found' } });
  });
  it('broken-json: truncated, invalid, no answer of Core', async () => {
    expect((await outcome(() => ({ body: '{"result":true,"data":{"a":"b' }))).answer).toMatchObject({
      how: 'truncated',
    });
    expect((await outcome(() => ({ body: 'PONG' }))).answer).toMatchObject({ kind: 'broken-json', how: 'invalid' });
    expect((await outcome(() => ({ body: '{"result":true]' }))).answer).toMatchObject({ how: 'invalid' });
    expect((await outcome(() => json([1, 2]))).answer).toEqual({ at, kind: 'broken-json', how: 'envelope' });
  });
  it('unauthorized: Core says 401 to a wrong key and to one without the right', async () => {
    expect(await outcome(() => refusal(401))).toEqual({
      answer: { at, kind: 'unauthorized', mode: 'key', said: "The user isn't authenticated." },
      times: 1,
    });
  });
  it('forbidden: a role without the right; filtered and banned: the guard of nginx', async () => {
    expect((await outcome(() => refusal(403))).answer).toMatchObject({ kind: 'forbidden', said: 'Access denied.' });
    const guard = (body: string): Said => ({ status: 403, headers: { 'Content-Type': 'text/plain' }, body });
    expect((await outcome(() => guard('Security violation detected\n'))).answer).toEqual({ at, kind: 'filtered' });
    expect((await outcome(() => guard('Access denied\n'))).answer).toEqual({ at, kind: 'banned' });
    expect((await outcome(() => guard('No.\n'))).answer).toEqual({ at, kind: 'forbidden', said: 'No.' });
  });
  it('rejected: 422 with the words of Core, whatever shape its messages have', async () => {
    for (const messages of [{ error: ['Bad', 'worse'] }, { error: { a: 'Bad', b: 'worse' } }, ['Bad', 'worse']]) {
      const answer = json({ result: false, data: [], messages }, 422);
      expect((await outcome(() => answer)).answer).toEqual({ at, kind: 'rejected', status: 422, said: 'Bad; worse' });
    }
  });
  it('rejected: a 200 that says it went wrong', async () => {
    const answer = json({ result: false, data: [], messages: ['API action not found'] });
    expect((await outcome(() => answer)).answer).toMatchObject({
      kind: 'rejected',
      status: 200,
      said: 'API action not found',
    });
  });
  it('server-error: 500 with the words of Core', async () => {
    const answer = json({ result: false, data: [], messages: { error: ['Network error'] } }, 500);
    expect(await outcome(() => answer)).toEqual({
      answer: { at, kind: 'server-error', status: 500, said: 'Network error' },
      times: 1,
    });
  });
  it('redirected: never followed', async () => {
    const answer: Said = { status: 302, headers: { Location: 'https://elsewhere.example/login?x=1' } };
    expect(await outcome(() => answer)).toEqual({
      answer: { at, kind: 'redirected', to: 'https://elsewhere.example' },
      times: 1,
    });
  });
  it('an error names method and path, without query, key and address, and one line of what was said', async () => {
    const server = await started(() => json({ result: false, messages: [`no\u0000\n${KEY} ${'x'.repeat(400)}`] }, 422));
    const answer = await clientOf(server.url).get(`${PATH}?secret=1`);
    if (answer.ok) throw new Error('it went well');
    expect(answer.error.at).toBe(at);
    const text = JSON.stringify(answer.error);
    expect(text).not.toContain(KEY);
    expect(text).not.toContain('secret');
    expect(text.length).toBeLessThan(420);
    expect(detailOf(answer.error)).toMatch(/^GET \/pbxcore\/api\/v3\/firewall rejected 422: no … x+…$/);
    expect(reasonOf(answer.error)).toBe('failed');
  });
});

describe('patience', () => {
  it('503, then well: asked again', async () => {
    expect(await outcome(inTurn({ status: 503 }, { status: 503 }, GOOD))).toEqual({ answer: { fine: true }, times: 3 });
  });
  it('503 for good: three more times, then said', async () => {
    expect(await outcome(() => ({ status: 503 }))).toMatchObject({
      answer: { kind: 'server-error', status: 503 },
      times: 4,
    });
  });
  it('429 with a short wait: sat out once', async () => {
    const wait: Said = { status: 429, headers: { 'Retry-After': '0' } };
    expect(await outcome(inTurn(wait, GOOD))).toEqual({ answer: { fine: true }, times: 2 });
    expect(await outcome(() => wait)).toMatchObject({ answer: { kind: 'rate-limited', seconds: 0 }, times: 2 });
  });
  it('429 with a long wait: said with the seconds, and nothing is sent until they are over', async () => {
    const said = 'Too many attempts. Your IP address is blocked for 300 seconds.';
    const server = await started(() => json({ result: false, data: [], messages: { error: [said] } }, 429));
    let clock = 0;
    const client = clientOf(server.url, withKey(KEY), { now: () => clock });
    expect(await client.get(PATH)).toMatchObject({ error: { kind: 'rate-limited', seconds: 300, said } });
    clock = 100_000;
    expect(await client.get(PATH)).toMatchObject({ error: { kind: 'rate-limited', seconds: 200 } });
    expect(server.asked).toHaveLength(1);
    clock = 301_000;
    await client.get(PATH);
    expect(server.asked).toHaveLength(2);
  });
  it('429 of nginx, which names no time: five minutes of silence', async () => {
    const server = await started(() => ({
      status: 429,
      headers: { 'Content-Type': 'text/plain' },
      body: 'Too many requests\n',
    }));
    const client = clientOf(server.url, withKey(KEY), { now: () => 0 });
    expect(await client.get(PATH)).toMatchObject({ error: { seconds: null, said: 'Too many requests' } });
    expect(await client.get(PATH)).toMatchObject({ error: { seconds: 300 } });
    expect(server.asked).toHaveLength(1);
  });
  it('never more than the given number in any minute', async () => {
    vi.useFakeTimers({ now: 0 });
    try {
      const times: number[] = [];
      const fetch: FetchPort = () => {
        times.push(Date.now());
        return Promise.resolve({
          status: 200,
          headers: { get: () => null },
          text: () => Promise.resolve('{"result":true}'),
        });
      };
      const address = { base: 'https://pbx', https: true, host: 'pbx' };
      const client = createClient({ address, auth: withKey(KEY), fetch, paced: pacer(180) });
      const all = Promise.all(Array.from({ length: 500 }, () => client.get(PATH)));
      await vi.advanceTimersByTimeAsync(240_000);
      await all;
      expect(times).toHaveLength(500);
      for (const [i, time] of times.entries()) {
        const later = times[i + 180];
        if (later !== undefined) expect(later - time).toBeGreaterThanOrEqual(60_000);
      }
    } finally {
      vi.useRealTimers();
    }
  });
  it('cancelled: at once, before, during and between attempts', async () => {
    const server = await started(() => ({ end: 'hang' }));
    const stop = new AbortController();
    const waiting = clientOf(server.url).get(PATH, { signal: stop.signal });
    await vi.waitFor(() => expect(server.asked).toHaveLength(1));
    stop.abort();
    expect(await waiting).toEqual({ ok: false, error: { at, kind: 'cancelled' } });
    expect(await clientOf(server.url).get(PATH, { signal: stop.signal })).toMatchObject({
      error: { kind: 'cancelled' },
    });
    expect(server.asked).toHaveLength(1);

    const busy = await started(() => ({ status: 503 }));
    const later = new AbortController();
    const retrying = clientOf(busy.url, withKey(KEY), { backOff: 60_000 }).get(PATH, { signal: later.signal });
    await vi.waitFor(() => expect(busy.asked).toHaveLength(1));
    later.abort();
    expect(await retrying).toMatchObject({ error: { kind: 'cancelled' } });
  });
});

describe('a wrong key', () => {
  it('is not tried for ever: after three refusals and no grant nothing more is sent', async () => {
    const server = await started(() => refusal(401));
    const client = clientOf(server.url);
    for (let i = 0; i < 6; i++) {
      expect(await client.get(`/pbxcore/api/v3/r${i}`)).toMatchObject({
        error: { at: `GET /pbxcore/api/v3/r${i}`, kind: 'unauthorized' },
      });
    }
    expect(server.asked).toHaveLength(3);
  });
  it('with some rights goes on being asked', async () => {
    const server = await started(({ path }) => (path.endsWith('firewall') ? GOOD : refusal(401)));
    const client = clientOf(server.url);
    await client.get(PATH);
    for (let i = 0; i < 6; i++) await client.get(`/pbxcore/api/v3/r${i}`);
    expect(server.asked).toHaveLength(7);
  });
});

describe('login', () => {
  const PASSWORD = 'Pass-word-77';
  /** Tokens t1, t2, …; only the newest is valid, and none after `expire()`. */
  function session(refresh: () => Said | null = () => null) {
    let count = 0;
    let valid = '';
    const issue = (headers: Record<string, string>): Said => {
      valid = `t${++count}`;
      return { ...json(envelope({ accessToken: valid, tokenType: 'Bearer', expiresIn: 900 })), headers };
    };
    const handler: Handler = ({ path, body, headers }) => {
      if (path.endsWith('auth:login')) {
        const right = body === JSON.stringify({ login: 'admin', password: PASSWORD, rememberMe: false });
        return right
          ? issue({ 'Set-Cookie': 'refreshToken=r-cookie-1; path=/; HttpOnly; SameSite=Strict' })
          : refusal(401);
      }
      if (path.endsWith('auth:refresh')) {
        return refresh() ?? (headers.cookie === 'refreshToken=r-cookie-1' ? issue({}) : refusal(401));
      }
      return headers.authorization === `Bearer ${valid}` ? GOOD : refusal(401);
    };
    return { handler, expire: () => (valid = 'none') };
  }
  const paths = (server: Served) => server.asked.map(({ path }) => path.replace(/^.*\//, ''));

  it('signs in once, for all requests', async () => {
    const server = await started(session().handler);
    const client = clientOf(server.url, withLogin('admin', PASSWORD));
    await Promise.all([client.get(PATH), client.get(PATH), client.get(PATH)]);
    expect(paths(server)).toEqual(['auth:login', 'firewall', 'firewall', 'firewall']);
  });
  it('an expired token is renewed exactly once, also when several requests find it expired', async () => {
    const { handler, expire } = session();
    const server = await started(handler);
    const client = clientOf(server.url, withLogin('admin', PASSWORD));
    await client.get(PATH);
    expire();
    const answers = await Promise.all([client.get(PATH), client.get(PATH), client.get(PATH)]);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(paths(server).filter((path) => path === 'auth:refresh')).toHaveLength(1);
    expect(paths(server).filter((path) => path === 'auth:login')).toHaveLength(1);
  });
  it('a refresh that is refused is not repeated, nor is the password', async () => {
    const { handler, expire } = session(() => refusal(401));
    const server = await started(handler);
    const client = clientOf(server.url, withLogin('admin', PASSWORD));
    await client.get(PATH);
    expire();
    for (let i = 0; i < 4; i++)
      expect(await client.get(PATH)).toMatchObject({ error: { kind: 'unauthorized', mode: 'login' } });
    expect(paths(server)).toEqual(['auth:login', 'firewall', 'firewall', 'auth:refresh']);
  });
  it('a fresh token that is refused too is not renewed again and again', async () => {
    const { handler } = session();
    const server = await started((asked) => (asked.path === PATH ? refusal(401) : handler(asked)));
    const client = clientOf(server.url, withLogin('admin', PASSWORD));
    for (let i = 0; i < 5; i++) expect(await client.get(PATH)).toMatchObject({ error: { kind: 'unauthorized' } });
    expect(paths(server).filter((path) => path === 'auth:refresh')).toHaveLength(1);
    expect(paths(server).filter((path) => path === 'firewall').length).toBeLessThanOrEqual(4);
  });
  it('a wrong password is sent once', async () => {
    const server = await started(session().handler);
    const client = clientOf(server.url, withLogin('admin', 'wrong-password'));
    for (let i = 0; i < 5; i++) {
      const answer = await client.get(PATH);
      expect(answer).toMatchObject({ error: { kind: 'unauthorized', mode: 'login' } });
      expect(JSON.stringify(answer)).not.toContain('wrong-password');
    }
    expect(paths(server)).toEqual(['auth:login']);
  });
  it('a sign-in that was only slow is tried again by the next request', async () => {
    const { handler } = session();
    let slow = true;
    const server = await started((asked) => (slow ? { end: 'hang' } : handler(asked)));
    const client = clientOf(server.url, withLogin('admin', PASSWORD), { timeout: 200 });
    expect(await client.get(PATH)).toMatchObject({ error: { kind: 'timeout' } });
    slow = false;
    expect(await client.get(PATH)).toMatchObject({ ok: true });
  });
  it('the token of the page is read again once', async () => {
    const tokens = ['old', 'new', 'new'];
    const read = vi.fn(() => Promise.resolve(tokens.shift() ?? 'new'));
    const server = await started(({ headers }) => (headers.authorization === 'Bearer new' ? GOOD : refusal(401)));
    expect(await clientOf(server.url, withPageToken(read)).get(PATH)).toMatchObject({ ok: true });
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('gets a newer token itself where the page has none, and keeps it until the page has', async () => {
    const asked: unknown[] = [];
    const server = await started(({ headers }) => {
      asked.push(headers.authorization);
      return headers.authorization === 'Bearer old' ? json({}, 401) : GOOD;
    });
    let token = 'old';
    const refresh = vi.fn(() => Promise.resolve('fresh'));
    const client = clientOf(
      server.url,
      withPageToken(() => Promise.resolve(token), refresh),
    );
    expect(await client.get(PATH)).toMatchObject({ ok: true });
    expect(await client.get(PATH)).toMatchObject({ ok: true });
    token = 'new';
    expect(await client.get(PATH)).toMatchObject({ ok: true });
    expect(asked).toEqual(['Bearer old', 'Bearer fresh', 'Bearer fresh', 'Bearer new']);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('gives up where the sign-in is over', async () => {
    const server = await started(() => json({}, 401));
    const refresh = vi.fn(() => Promise.resolve(null));
    const client = clientOf(
      server.url,
      withPageToken(() => Promise.resolve('old'), refresh),
    );
    expect(await client.get(PATH)).toMatchObject({ ok: false, error: { kind: 'unauthorized' } });
    expect(refresh).toHaveBeenCalledTimes(1);
  });
});

/**
 * The embedded PBX gives the answers that the real Core gave: the recorded write flows are played in their order
 * against a sandbox that starts in the recorded state. Every pair is either played or left out for a named reason, and
 * both numbers are asserted.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Pbx } from '../../sites/sandbox/pbx.ts';
import { startSandbox, type Sandbox } from '../../sites/sandbox/server.ts';
import { describeRecorded } from '../support/recorded.ts';
import { isObject } from './support/json.ts';
import { comparable, storedRows } from './support/stored.ts';
import { FULL_KEY, LIMITED_KEY, recordedFlows, recordedStart, type Flow } from './support/recorded-start.ts';

/** Pairs that the embedded PBX does not answer, by name, with the reason. */
const LEFT_OUT: readonly { readonly why: string; readonly count: number; readonly is: (flow: Flow) => boolean }[] = [
  { why: 'log files and archives are not embedded', count: 8, is: ({ name }) => name.startsWith('syslog ') },
  { why: 'the bell menu (advice) is not embedded', count: 2, is: ({ name }) => name.startsWith('advice ') },
  {
    why: 'a static file of the cabinet',
    count: 1,
    is: ({ name }) => name === 'request flood: static file while blocked',
  },
];

/** What must have happened before a pair, and was not recorded as a pair of its own. */
const BEFORE: Readonly<Record<string, (play: Play) => Promise<void>>> = {
  'auth login after 10 failures (429)': async ({ ask }) => {
    for (let attempt = 0; attempt < 7; attempt++) {
      await ask({ method: 'POST', path: '/pbxcore/api/v3/auth:login', body: { login: 'admin', password: 'wrong' } });
    }
  },
  'request flood: answer of the nginx limiter': async ({ ask }) => {
    for (let request = 0; request < 200; request++) {
      await ask({ method: 'GET', path: '/pbxcore/api/v3/system:ping', client: FLOODER });
    }
  },
};

/** Values that are made anew each time, or depend on the machine that was recorded. */
const IGNORED_DATA: Readonly<Record<string, readonly string[]>> = {
  'passwords generate default': ['password', 'score', 'strength'],
  'passwords generate length 24 no special': ['password', 'score', 'strength'],
  'passwords generate length 4': ['password', 'score', 'strength'],
  'passwords generate length 500': ['password', 'score', 'strength'],
  'auth login good': ['accessToken'],
  'auth login good, rememberMe': ['accessToken'],
  'auth login with new password': ['accessToken'],
  'auth refresh with cookie': ['accessToken'],
  'api-keys generateKey': ['key'],
  'api-keys create full permissions': ['created_at', 'key_display'],
  'api-keys PATCH to limited, with description': ['created_at', 'key_display'],
  // Set by a worker that looks at passwords from time to time.
  'asterisk-rest-users PATCH strong password': ['weakPassword'],
  'asterisk-rest-users record': ['weakPassword'],
};

const FLOODER = '192.168.1.66';
const NOW = new Date('2026-11-23T07:17:00Z');

interface Ask {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly client?: string;
}
interface Said {
  readonly status: number;
  readonly text: string;
  readonly body: unknown;
  readonly cookie: string | null;
}
interface Play {
  ask(ask: Ask): Promise<Said>;
}

describeRecorded('recorded answers of Core 2026.1.223', () => {
  const flows = recordedFlows();
  const leftOut = flows.filter((flow) => LEFT_OUT.some(({ is }) => is(flow)));
  const played = flows.filter((flow) => !leftOut.includes(flow));
  let sandbox: Sandbox;
  let token = '';
  let refreshCookie = '';
  let comparedTables = 0;
  // The recorder took its time; nginx counts requests per minute.
  let clock = NOW.getTime();

  async function ask({ method, path, body, raw, headers = {}, client }: Ask): Promise<Said> {
    const sent = raw ?? (body === undefined || body === null ? undefined : JSON.stringify(body));
    const response = await fetch(sandbox.url + path, {
      method,
      headers: {
        ...(sent === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
        ...(client === undefined ? {} : { 'X-Sandbox-Client': client }),
      },
      ...(sent === undefined ? {} : { body: sent }),
    });
    const said = await response.text();
    return { status: response.status, text: said, body: parsed(said), cookie: response.headers.get('set-cookie') };
  }

  beforeAll(async () => {
    const start = recordedStart(flows, NOW);
    sandbox = await startSandbox({ scenario: () => start, now: () => new Date(clock) });
    token = sandbox.tokenFor('admins');
  });
  afterAll(() => sandbox.close());

  it('plays 267 of the 278 pairs and says why it leaves out the others', () => {
    expect(flows).toHaveLength(278);
    for (const { why, count, is } of LEFT_OUT) expect([why, flows.filter(is).length]).toEqual([why, count]);
    expect(played).toHaveLength(267);
  });

  it.each(played.map((flow) => [`#${flow.index} ${flow.name}`, flow] as const))('%s', async (_, flow) => {
    clock += 500;
    await BEFORE[flow.name]?.({ ask });
    const said = await ask({
      method: flow.method,
      path: flow.path,
      body: flow.body,
      ...(flow.raw === null ? {} : { raw: flow.raw }),
      headers: { ...authorization(flow, sandbox.pbx()), ...contentType(flow), ...cookie(flow) },
      ...clientOf(flow),
    });
    if (flow.name === 'auth login good') refreshCookie = /refreshToken=[^;]+/.exec(said.cookie ?? '')?.[0] ?? '';
    expect(said.status).toBe(flow.status);
    if (flow.answerText !== null) expect(said.text).toBe(flow.answerText);
    else expect(relevant(said.body, flow)).toEqual(relevant(flow.answer, flow));
    for (const { sql, rows } of comparable(flow)) {
      comparedTables++;
      expect([sql, storedRows(sandbox.pbx(), sql)]).toEqual([sql, rows]);
    }
  });

  it('kept what the real Core kept', () => expect(comparedTables).toBe(74));

  function authorization({ auth }: Flow, pbx: Pbx): Record<string, string> {
    const key = (part: string) => pbx.apiKeys.find((one) => one.key.includes(part))?.key ?? '';
    if (auth === 'none') return {};
    if (auth === 'Bearer admin JWT') return { Authorization: `Bearer ${token}` };
    if (auth === 'custom: Bearer <jwt>') return { Authorization: `Bearer ${sandbox.tokenFor('operators')}` };
    if (auth.startsWith('custom: ')) return { Authorization: auth.slice('custom: '.length) };
    return { Authorization: `Bearer ${key(auth.includes('limited') ? LIMITED_KEY : FULL_KEY)}` };
  }

  const cookie = ({ name }: Flow): Record<string, string> => {
    if (name === 'auth refresh with cookie') return { Cookie: refreshCookie };
    return name === 'auth refresh bad cookie' ? { Cookie: 'refreshToken=0123456789abcdef' } : {};
  };
});

const contentType = ({ name }: Flow): Record<string, string> => {
  if (name.includes('form-urlencoded')) return { 'Content-Type': 'application/x-www-form-urlencoded' };
  return name === 'text/plain JSON' ? { 'Content-Type': 'text/plain' } : {};
};

function clientOf({ name, note }: Flow): { client?: string } {
  if (note.includes('as localhost') || name.endsWith('from localhost') || name.endsWith('from loopback')) {
    return { client: '127.0.0.1' };
  }
  if (name.includes('other address')) return { client: '192.168.1.67' };
  // The recorder was not counted by nginx: loopback is exempt, and PHP saw a LAN address.
  return name.startsWith('request flood') ? { client: FLOODER } : {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Without what is new each time; a crash by its first sentence, without Core's paths. */
function relevant(body: unknown, flow: Flow): unknown {
  if (!isObject(body)) return body;
  const { pid: _pid, meta: _meta, ...rest } = body;
  const ignored = IGNORED_DATA[flow.name] ?? [];
  const data = isObject(rest['data'])
    ? Object.fromEntries(Object.entries(rest['data']).filter(([key]) => !ignored.includes(key)))
    : rest['data'];
  return {
    ...rest,
    ...('data' in rest ? { data } : {}),
    ...('messages' in rest ? { messages: withoutStack(rest['messages']) } : {}),
  };
}

function withoutStack(messages: unknown): unknown {
  if (!isObject(messages) || !Array.isArray(messages['error'])) return messages;
  const error = messages['error'].map((line: unknown) => String(line).replace(/ in file .*$/s, ''));
  return { ...messages, error };
}

/**
 * The one client of a PBX, for browser, Node and tests: it asks politely (paced, patient with a busy PBX, silent when the
 * PBX says so), renews a token once, and turns whatever comes back into an answer or a named error. It never throws.
 */
import type { PbxAddress } from './address.ts';
import type { Auth, SignIn } from './auth.ts';
import { cleaned, envelopeOf, type Envelope } from './envelope.ts';
import type { Answer, PbxError } from './errors.ts';
import { isRecord } from './json.ts';
import { isOfCore, judge, secondsToWait, type Heard, type Reply } from './judge.ts';
import { pause, within, type Paced } from './pace.ts';
import { passing } from './passing.ts';
import { TransportError, type FetchAnswer, type FetchPort } from './port.ts';

export interface ClientOptions {
  readonly address: PbxAddress;
  readonly auth: Auth;
  readonly fetch: FetchPort;
  /** For one attempt, in ms. Core's own slow answers (it asks its release server) take up to ten seconds. */
  readonly timeout?: number;
  /** Before every attempt: `pacer` where there can be many, else `unpaced`. */
  readonly paced: Paced;
  /** First wait after a 503, in ms; doubled each time. */
  readonly backOff?: number;
  /** The client's clock, in ms. */
  readonly now?: () => number;
}

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  /** The ETag that the asker knows: an unchanged answer is 304 without data. */
  readonly ifNoneMatch?: string | undefined;
  /** Without any token: for what everybody may ask. */
  readonly anonymous?: boolean;
}

export interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Client {
  readonly address: PbxAddress;
  /** Any JSON of a 2xx answer. `path` from the root, with its query. */
  json(path: string, options?: AskOptions): Promise<Answer<Reply>>;
  /** An answer of Core that says it went well. */
  get(path: string, options?: AskOptions): Promise<Answer<Envelope>>;
  /**
   * Any JSON of a 2xx answer to something that changes the PBX. Sent once: not again after the connection broke or after a
   * 429, for it may have been done or counted already.
   */
  post(path: string, body: unknown, options?: SendOptions): Promise<Answer<Reply>>;
  /** A public page's text, asked without any token. */
  page(path: string, options?: AskOptions): Promise<Answer<string>>;
}

interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal | undefined;
  /** Sent again only where the PBX says that it did nothing. */
  readonly once?: boolean;
}

const TIMEOUT = 20_000;
const BACK_OFF = 500;
const RETRIES = 3;
/** A wait that the PBX asks for is sat out up to this long, once; a longer one is an error. In seconds. */
const LONGEST_WAIT = 60;
/** Silence after a 429 that names no time: Core's nginx blocks an address for five minutes. In seconds. */
const BLOCKED = 300;
/** Refused so often before anything was ever granted, the key is wrong, and asking on only looks like an attack. */
const REFUSALS = 3;

export function createClient(options: ClientOptions): Client {
  const { address, auth, fetch, paced, timeout = TIMEOUT, backOff = BACK_OFF, now = Date.now } = options;
  /** What the answers so far have taught. */
  let speaksCore = false;
  let granted = false;
  let refused: readonly PbxError[] = [];
  let renewable = true;
  let silence: { readonly until: number; readonly said: string } | null = null;

  /** One attempt; nothing is judged yet. */
  async function attempt(request: Request, token: string | null): Promise<Answer<Heard>> {
    const { method, path, body, signal } = request;
    const at = nameOf(request);
    const headers = {
      Accept: 'application/json',
      ...request.headers,
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    };
    const started: { answer: FetchAnswer | null } = { answer: null };
    try {
      const heard = await paced(signal, () =>
        within(timeout, signal, async (end) => {
          const init = {
            method,
            headers,
            signal: end,
            redirect: 'manual',
            ...(body === undefined ? {} : { body }),
          } as const;
          const answer = (started.answer = await fetch(`${address.base}${path}`, init));
          const text = await answer.text();
          return { status: answer.status, text, header: (name: string) => answer.headers.get(name) };
        }),
      );
      if (typeof heard === 'string') return failed({ at, kind: heard });
      speaksCore ||= isOfCore(heard);
      return { ok: true, value: heard };
    } catch (error) {
      if (error instanceof TransportError) return failed({ at, ...error.failure });
      return failed({ at, kind: 'unreachable', why: started.answer === null ? 'other' : 'cut' });
    }
  }

  /** Attempts while the PBX is busy, hangs up, or asks for a short wait. */
  async function persist(request: Request, token: string | null): Promise<Answer<Heard>> {
    let waited = false;
    for (let tries = 0; ; tries++) {
      const left = silence === null ? 0 : Math.ceil((silence.until - now()) / 1000);
      if (silence !== null && left > 0) {
        return failed({ at: nameOf(request), kind: 'rate-limited', seconds: left, said: silence.said });
      }
      const answer = await attempt(request, token);
      const wait = waitBefore(request, answer, tries, waited);
      if (wait === null) return answer;
      waited = answer.ok && answer.value.status === 429;
      await pause(wait, request.signal);
    }
  }

  /** How long to wait before the same request is worth another try, in ms; null: it is not. */
  function waitBefore({ once }: Request, answer: Answer<Heard>, tries: number, waited: boolean): number | null {
    if (!answer.ok) {
      if (once === true || answer.error.kind !== 'unreachable') return null;
      // A browser does not say why; Core restarts its web server after some changes, which takes a second or two.
      if (answer.error.why === 'other') return tries < RETRIES ? backOff * 2 ** tries : null;
      return answer.error.why === 'cut' && tries === 0 ? backOff : null;
    }
    if (answer.value.status === 503) return tries < RETRIES ? backOff * 2 ** tries : null;
    if (answer.value.status !== 429 || waited || once === true) return null;
    const seconds = secondsToWait(answer.value);
    return seconds !== null && seconds <= LONGEST_WAIT ? seconds * 1000 : null;
  }

  /** With the token; after a 401 once more with a newer one, where there is one. */
  async function authorised(request: Request): Promise<Answer<Heard>> {
    const last = refused.at(-1);
    if (!granted && last !== undefined && refused.length >= REFUSALS) return failed({ ...last, at: nameOf(request) });
    const signIn = signInWith(request.signal);
    const token = await auth.token(signIn);
    if (!token.ok) return token;
    const answer = await persist(request, token.value);
    if (!answer.ok || answer.value.status !== 401 || !renewable) return answer;
    const newer = await auth.renew(token.value, signIn);
    if (!newer.ok) return newer;
    if (newer.value === null) return answer;
    const again = await persist(request, newer.value);
    // Refused although it is fresh: this is not about age, so no further one is asked for.
    if (again.ok && again.value.status === 401) renewable = false;
    return again;
  }

  function signInWith(signal: AbortSignal | undefined): SignIn {
    return async (path, body, cookie) => {
      const headers = cookie === null ? {} : { Cookie: `refreshToken=${cookie}` };
      const request: Request = { method: 'POST', path, headers, body: passing(body), signal };
      const heard = await persist(request, null);
      const reply = understood(request, heard);
      if (!heard.ok) return heard;
      if (!reply.ok) return reply;
      const data = envelopeOf(reply.value.json)?.data;
      const token = isRecord(data) ? data['accessToken'] : undefined;
      if (typeof token !== 'string') return failed({ at: nameOf(request), kind: 'broken-json', how: 'envelope' });
      const given = /(?:^|[\s,;])refreshToken=([^;,\s]+)/.exec(heard.value.header('set-cookie') ?? '');
      return { ok: true, value: { token, cookie: given?.[1] ?? null } };
    };
  }

  function understood(request: Request, heard: Answer<Heard>): Answer<Reply> {
    if (!heard.ok) return heard;
    const { base } = address;
    return judge(heard.value, { at: nameOf(request), base, mode: auth.mode, secrets: auth.secrets(), speaksCore });
  }

  /** Draws the consequences for the requests to come. */
  function remember(reply: Answer<Reply>): Answer<Reply> {
    if (reply.ok) {
      granted = renewable = true;
      refused = [];
    } else if (isUnauthorized(reply.error)) {
      refused = [...refused, reply.error];
    } else if (reply.error.kind === 'rate-limited') {
      silence = { until: now() + (reply.error.seconds ?? BLOCKED) * 1000, said: reply.error.said };
    }
    return reply;
  }

  async function json(
    path: string,
    { signal, ifNoneMatch, anonymous = false }: AskOptions = {},
  ): Promise<Answer<Reply>> {
    const headers = ifNoneMatch === undefined ? {} : { 'If-None-Match': ifNoneMatch };
    const request: Request = { method: 'GET', path, headers, signal };
    if (anonymous) return understood(request, await persist(request, null));
    return remember(understood(request, await authorised(request)));
  }

  return {
    address,
    json,
    async post(path, body, { signal, headers = {} } = {}) {
      const request: Request = { method: 'POST', path, headers, body: passing(body), signal, once: true };
      return remember(understood(request, await authorised(request)));
    },
    async get(path, asked) {
      const reply = await json(path, asked);
      if (!reply.ok) return reply;
      const at = nameOf({ method: 'GET', path });
      const envelope = envelopeOf(reply.value.json);
      if (envelope === null) return failed({ at, kind: 'broken-json', how: 'envelope' });
      if (envelope.result) return { ok: true, value: envelope };
      const said = cleaned(envelope.messages, auth.secrets());
      return failed({ at, kind: 'rejected', status: reply.value.status, said });
    },
    async page(path, { signal } = {}) {
      const request: Request = { method: 'GET', path, headers: { Accept: 'text/html' }, signal };
      const heard = await persist(request, null);
      if (heard.ok && heard.value.status === 200) return { ok: true, value: heard.value.text };
      const reply = understood(request, heard);
      return reply.ok ? failed({ at: nameOf(request), kind: 'not-a-pbx', status: reply.value.status }) : reply;
    },
  };
}

const failed = (error: PbxError): { readonly ok: false; readonly error: PbxError } => ({ ok: false, error });

const isUnauthorized = (error: PbxError) =>
  error.kind === 'unauthorized' || (error.kind === 'refused' && error.status === 401);

/** Method and path. Queries stay out. */
const nameOf = ({ method, path }: Pick<Request, 'method' | 'path'>): string =>
  `${method} ${path.split('?', 1).join('')}`;

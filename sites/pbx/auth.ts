/** Who asks. The client puts the token into the header and, after a 401, asks once for a new one. */
import type { Answer, AuthMode, PbxErrorKind } from './errors.ts';

/** What the PBX answers to signing in: `token` from the body, `cookie` from the header where a port shows it (Node). */
export interface Session {
  readonly token: string;
  readonly cookie: string | null;
}
export type SignIn = (path: string, body: unknown, cookie: string | null) => Promise<Answer<Session>>;

export interface Auth {
  readonly mode: AuthMode;
  /** The bearer token of the next request; null: ask without one. Signs in when that was not done yet. */
  token(signIn: SignIn): Promise<Answer<string | null>>;
  /** A newer token, after `refused` was answered 401; null: there is no newer one. */
  renew(refused: string | null, signIn: SignIn): Promise<Answer<string | null>>;
  /** Everything that must never be shown. */
  secrets(): readonly string[];
}

const none = { ok: true, value: null } as const;

export const withoutAuth: Auth = {
  mode: 'none',
  token: () => Promise.resolve(none),
  renew: () => Promise.resolve(none),
  secrets: () => [],
};

/** An API key of the PBX: sent as it is, never renewed. */
export function withKey(key: string): Auth {
  return {
    mode: 'key',
    token: () => Promise.resolve({ ok: true, value: key }),
    renew: () => Promise.resolve(none),
    secrets: () => [key],
  };
}

/**
 * The page's own token, kept by Core's scripts. `read` is asked again after a 401, once. The same token again means that
 * those have no newer one (a computer that slept): then `refresh` may get one, for this client only.
 */
export function withPageToken(
  read: () => Promise<string | null>,
  refresh: () => Promise<string | null> = () => Promise.resolve(null),
): Auth {
  let current: string | null = null;
  let replaced: { readonly expired: string | null; readonly by: string } | null = null;
  const ask = async () => {
    const seen = await read();
    current = replaced !== null && seen === replaced.expired ? replaced.by : seen;
    return { ok: true, value: current } as const;
  };
  return {
    mode: 'page',
    token: ask,
    async renew(refused) {
      const answer = await ask();
      if (answer.value !== refused) return answer;
      const [expired, by] = [await read(), await refresh()];
      if (by === null) return none;
      replaced = { expired, by };
      return ask();
    },
    secrets: () => (current === null ? [] : [current]),
  };
}

/**
 * Name and password: `auth:login`, then `auth:refresh` with the cookie of the sign-in. A refused password is never tried
 * again: Core blocks the address after ten.
 */
export function withLogin(login: string, password: string): Auth {
  let session: Promise<Answer<Session>> | null = null;
  let held: Session | null = null;

  const start = async (asked: Promise<Answer<Session>>): Promise<Answer<Session>> => {
    const answer = await asked;
    if (answer.ok) held = answer.value;
    else if (!FINAL.has(answer.error.kind)) session = null;
    return answer;
  };
  const signedIn = (signIn: SignIn) => (session ??= start(signIn(LOGIN, { login, password, rememberMe: false }, null)));
  const tokenOf = (answer: Answer<Session>): Answer<string | null> =>
    answer.ok ? { ok: true, value: answer.value.token } : answer;

  return {
    mode: 'login',
    token: async (signIn) => tokenOf(await signedIn(signIn)),
    async renew(refused, signIn) {
      const before = signedIn(signIn);
      const now = await before;
      // Refused at the same time as another request that has renewed it already.
      if (session !== before || !now.ok || now.value.token !== refused) return tokenOf(await signedIn(signIn));
      const { cookie } = now.value;
      const refreshed = signIn(REFRESH, {}, cookie).then((answer) =>
        answer.ok ? { ...answer, value: { ...answer.value, cookie: answer.value.cookie ?? cookie } } : answer,
      );
      session = start(refreshed);
      return tokenOf(await session);
    },
    secrets: () => [password, ...(held === null ? [] : [held.token, held.cookie ?? ''])],
  };
}
const LOGIN = '/pbxcore/api/v3/auth:login';
export const REFRESH = '/pbxcore/api/v3/auth:refresh';
/** Asking again would not help, and would count. */
const FINAL: ReadonlySet<PbxErrorKind> = new Set([
  'unauthorized',
  'forbidden',
  'filtered',
  'banned',
  'rate-limited',
  'rejected',
  'not-found',
]);

/** Who may talk to this PBX: tokens, refresh tokens, sessions of 2024, failed attempts. In memory, per server. */
import { randomBytes } from 'node:crypto';
import type { Pbx } from './pbx.ts';
import { setting } from './settings.ts';

interface Token {
  readonly login: string;
  readonly role: string;
  readonly until: number;
}

export interface Sessions {
  /** A token as Core gives after a login; tests use it for roles that only modules make. */
  issue(login: string, role: string): string;
  /** Logs a person in, or says how many attempts are left; null: none (blocked for five minutes). */
  login(pbx: Pbx, client: string, login: string, password: string): LoginOutcome;
  refresh(refreshToken: string): string | null;
  logout(refreshToken: string): void;
  /** A login since 2026: the value of its cookie. */
  openLogin(login: string): string;
  /** When the login was that this cookie renews, in ms; null: there is none. */
  signedInAt(refreshToken: string): number | null;
  person(token: string): { readonly login: string; readonly role: string } | null;
  /** A session of 2024: the value of its cookie. */
  openSession(login: string): string;
  session(cookie: string): { readonly login: string; readonly role: string } | null;
}
export type LoginOutcome =
  | { readonly state: 'in'; readonly accessToken: string; readonly refreshToken: string }
  | { readonly state: 'wrong'; readonly attemptsLeft: number }
  | { readonly state: 'blocked' };

const ATTEMPTS = 10;
const WINDOW = 300_000;
export const TOKEN_SECONDS = 900;
const LEEWAY = 600_000;
const MONTH = 30 * 86_400_000;

export function createSessions(now: () => number): Sessions {
  const tokens = new Map<string, Token>();
  const refreshTokens = new Map<string, Token>();
  const sessions = new Map<string, Token>();
  const failures = new Map<string, { count: number; until: number }>();

  const issue = (login: string, role: string) => {
    const token = `${segment()}.${segment()}.${segment()}`;
    tokens.set(token, { login, role, until: now() + TOKEN_SECONDS * 1000 + LEEWAY });
    return token;
  };
  const valid = (from: Map<string, Token>, key: string) => {
    const token = from.get(key);
    return token === undefined || token.until < now() ? null : token;
  };
  /** A success does not forgive earlier failures. */
  const failed = (client: string) => {
    const known = failures.get(client);
    return known === undefined || known.until < now() ? 0 : known.count;
  };

  const openLogin = (login: string) => {
    const refreshToken = randomBytes(32).toString('hex');
    refreshTokens.set(refreshToken, { login, role: 'admins', until: now() + MONTH });
    return refreshToken;
  };

  return {
    issue,
    openLogin,
    login(pbx, client, login, password) {
      if (failed(client) >= ATTEMPTS) return { state: 'blocked' };
      const right =
        pbx.webLogin.password !== null && login === setting(pbx, 'WebAdminLogin') && password === pbx.webLogin.password;
      if (!right) {
        failures.set(client, { count: failed(client) + 1, until: now() + WINDOW });
        return { state: 'wrong', attemptsLeft: ATTEMPTS - failed(client) };
      }
      return { state: 'in', accessToken: issue(login, 'admins'), refreshToken: openLogin(login) };
    },
    refresh(refreshToken) {
      const known = valid(refreshTokens, refreshToken);
      return known === null ? null : issue(known.login, known.role);
    },
    logout(refreshToken) {
      refreshTokens.delete(refreshToken);
    },
    signedInAt(refreshToken) {
      const known = valid(refreshTokens, refreshToken);
      return known === null ? null : known.until - MONTH;
    },
    person: (token) => personOf(valid(tokens, token)),
    openSession(login) {
      const cookie = randomBytes(16).toString('hex');
      sessions.set(cookie, { login, role: 'admins', until: now() + MONTH });
      return cookie;
    },
    session: (cookie) => personOf(valid(sessions, cookie)),
  };
}

const personOf = (token: Token | null) => (token === null ? null : { login: token.login, role: token.role });
const segment = () => randomBytes(24).toString('base64url');

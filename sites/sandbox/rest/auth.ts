/** `auth`: login, refresh by cookie, logout. */
import { TOKEN_SECONDS } from '../sessions.ts';
import { action, done, refused, type Handler, type Resource } from './resource.ts';
import { textOf } from './values.ts';

const token = (accessToken: string) => ({ accessToken, tokenType: 'Bearer', expiresIn: TOKEN_SECONDS });

const login: Handler = (pbx, { data, client, sessions }) => {
  const name = textOf(data, 'login');
  // Not trimmed: blanks belong to a password.
  const password = data['password'];
  if (name === undefined || typeof password !== 'string') {
    return refused(['Either login+password or sessionToken must be provided'], 400);
  }
  const outcome = sessions.login(pbx, client, name, password);
  switch (outcome.state) {
    case 'blocked':
      return refused(['Too many authorization attempts. Your IP address is blocked for 300 seconds.'], 429);
    case 'wrong':
      return refused([`Authorization error, you have ${outcome.attemptsLeft} attempts left`], 401);
    case 'in': {
      const lasting = data['rememberMe'] === true ? '; Max-Age=2592000' : '';
      return done(
        { ...token(outcome.accessToken), login: name },
        { cookie: `refreshToken=${outcome.refreshToken}${lasting}; path=/; HttpOnly; SameSite=Strict` },
      );
    }
  }
};

const refresh: Handler = (_, { cookies, sessions }) => {
  const sent = cookies['refreshToken'];
  if (sent === undefined || sent === '') return refused(['Refresh token is missing in cookie'], 401);
  const accessToken = sessions.refresh(sent);
  return accessToken === null
    ? refused(['Refresh token expired or not found'], 401)
    : done({ ...token(accessToken), homePage: '/admin-cabinet/extensions/index' });
};

const logout: Handler = (_, { cookies, sessions }) => {
  sessions.logout(cookies['refreshToken'] ?? '');
  return done([], { cookie: 'refreshToken=; Max-Age=0; path=/; HttpOnly; SameSite=Strict' });
};

export const auth: Resource = {
  name: 'auth',
  ids: null,
  custom: {
    login: { POST: action('login', 'Auth\\LoginAction::main', login) },
    refresh: { POST: action('refresh', 'Auth\\RefreshAction::main', refresh) },
    logout: { POST: action('logout', 'Auth\\LogoutAction::main', logout) },
  },
  open: ['login', 'refresh'],
};

/** One request in, one answer and the next description out. Everything a PBX does between nginx and its database. */
import { callerOf, keyMay, type Caller } from './access.ts';
import {
  envelope,
  error2024,
  forbidden,
  methodNotAllowed,
  moduleEnvelope,
  nginxPage,
  notFound,
  plainJson,
  text,
  unauthenticated,
  type Answer,
} from './http/answer.ts';
import type { Incoming } from './http/incoming.ts';
import { legacyModule } from './legacy-module.ts';
import { API, moduleApi } from './module/api.ts';
import { savedEvidence } from './module/evidence.ts';
import type { Says } from './module/refused.ts';
import type { PageTokens } from './module/tokens.ts';
import { is2024, type ApiKey, type Pbx } from './pbx.ts';
import { adviceFor } from './rest/advice.ts';
import { route, V3 } from './rest/router.ts';
import { textOf } from './rest/values.ts';
import { setting } from './settings.ts';
import type { Sessions } from './sessions.ts';

export interface World {
  readonly pbx: Pbx;
  readonly sessions: Sessions;
  /** The key that the sandbox made for its own user; it is no row of the PBX. */
  readonly ownKey: ApiKey;
  readonly tokens: PageTokens;
  readonly says: Says;
  readonly address: string;
  readonly now: Date;
}
export interface Responded {
  readonly answer: Answer;
  /** The description after the request. */
  readonly pbx: Pbx;
}

/** Locations that only nginx itself may use. */
const INTERNAL = new Set(['/pbxcore/api/v3/auth:validateToken']);
const ADVICE_2024 = '/pbxcore/api/advice/getList';
const SIGN_IN = '/admin-cabinet/session/index';
/** nginx gives evidence away itself, to whoever has a ticket. */
const DOWNLOAD = `${API}evidence/download`;
const MODULE = /^\/pbxcore\/api\/modules\/([A-Za-z0-9]+)\/([A-Za-z0-9]+)$/;

export function respond(world: World, request: Incoming): Responded {
  const { pbx, now } = world;
  const unchanged = (answer: Answer): Responded => ({ answer, pbx });
  const { path } = request;
  if (path === '/pbxcore/api/system/ping') return unchanged({ ...text(200, 'PONG') });
  if (path === SIGN_IN && request.method === 'GET') return unchanged(signInPage(pbx));
  if (INTERNAL.has(path) || !path.startsWith('/pbxcore/')) {
    return unchanged(is2024(pbx) ? adminCabinet2024(world, request) : nginxPage(404, 'Not Found'));
  }
  if (path === DOWNLOAD) {
    const saved = savedEvidence(pbx, textOf(request.query, 'ticket') ?? '');
    return unchanged(saved ?? nginxPage(403, 'Forbidden'));
  }
  if (path.startsWith(API) || MODULE.test(path)) return toModule(world, request);
  if (is2024(pbx))
    return unchanged(path === ADVICE_2024 ? advice2024(world, request) : error2024(404, '404 (Not Found)', now));
  return path.startsWith(V3) ? toV3(world, request) : unchanged(notFound(path, now));
}

const may = (caller: Caller, request: Incoming) =>
  caller.kind !== 'nobody' && (caller.kind !== 'key' || keyMay(caller.key, request.path, request.method));

function toModule(world: World, request: Incoming): Responded {
  const { pbx, sessions, ownKey, now } = world;
  const caller = callerOf(pbx, sessions, ownKey, request);
  if (!may(caller, request)) {
    return { answer: is2024(pbx) ? error2024(401, "The user isn't authenticated.", now) : unauthenticated(now), pbx };
  }
  const [, id = '', name = ''] = MODULE.exec(request.path) ?? [];
  return id === '' ? moduleApi({ ...world, caller, request }) : { answer: legacyModule(pbx, id, name, now), pbx };
}

/** What makes the cabinet of 2024 send its person to the settings. */
function advice2024({ pbx, sessions, ownKey, now }: World, request: Incoming): Answer {
  if (callerOf(pbx, sessions, ownKey, request).kind === 'nobody') {
    return error2024(401, "The user isn't authenticated.", now);
  }
  return moduleEnvelope({ result: true, data: adviceFor(pbx) }, 'Advice\\GetAdviceAction::main', 'getList', now);
}

function toV3(world: World, request: Incoming): Responded {
  const { pbx, sessions, ownKey, now } = world;
  const refuse = (answer: Answer): Responded => ({ answer, pbx });
  const found = route(request.method, request.path.slice(V3.length));
  if (found.kind === 'not-found') return refuse(notFound(request.path, now));
  if (found.kind !== 'action' || !found.open) {
    const caller = callerOf(pbx, sessions, ownKey, request);
    if (!may(caller, request)) return refuse(unauthenticated(now));
    // Roles besides administrators come from modules and have no rights here.
    if (caller.kind === 'person' && caller.role !== 'admins') return refuse(forbidden(now));
  }
  if (found.kind === 'method-not-allowed') return refuse(methodNotAllowed(found.custom, request.method, now));
  const reply = found.action.run(pbx, {
    method: found.method,
    id: found.id,
    // Query beats body.
    data: { ...request.body, ...request.query },
    now,
    client: request.client,
    cookies: request.cookies,
    sessions,
  });
  return { answer: envelope(found.action, reply, now), pbx: reply.pbx ?? pbx };
}

/** Signing in to the cabinet of 2024: a cookie for a form. Nothing else of the cabinet is here. */
function adminCabinet2024({ pbx, sessions }: World, request: Incoming): Answer {
  if (request.path !== '/admin-cabinet/session/start' || request.method !== 'POST') return nginxPage(404, 'Not Found');
  const login = textOf(request.body, 'login') ?? '';
  const right =
    login === setting(pbx, 'WebAdminLogin') &&
    pbx.webLogin.password !== null &&
    request.body['password'] === pbx.webLogin.password;
  if (!right) return plainJson(200, { success: false, message: { error: 'Wrong login or password' } });
  return plainJson(
    200,
    { success: true },
    { 'Set-Cookie': `PHPSESSID=${sessions.openSession(login)}; path=/; HttpOnly` },
  );
}

/** The only page of the cabinet that is here: it tells the release to everybody. */
const signInPage = (pbx: Pbx): Answer =>
  text(
    200,
    `<!DOCTYPE html>\n<html><head><title>MikoPBX</title></head><body><script>const globalPBXVersion = '${pbx.release}';</script></body></html>\n`,
    'text/html; charset=UTF-8',
  );

/** Who asks, and may they? Order as in Core: a bearer must be valid even from localhost; then localhost; then nobody. */
import type { Incoming } from './http/incoming.ts';
import type { ApiKey, Pbx } from './pbx.ts';
import { is2024, isNewest } from './pbx.ts';
import type { Sessions } from './sessions.ts';

export type Caller =
  | { readonly kind: 'localhost' }
  /** `binding`: what tells this login from others. `signedInAt`, in ms: 2024 does not say. */
  | {
      readonly kind: 'person';
      readonly role: string;
      readonly login: string;
      readonly binding: string;
      readonly signedInAt: number | null;
    }
  | { readonly kind: 'key'; readonly key: ApiKey }
  | { readonly kind: 'nobody' };

export const isLocalhost = (client: string): boolean => client === '127.0.0.1' || client === '::1';

export function callerOf(pbx: Pbx, sessions: Sessions, ownKey: ApiKey, request: Incoming): Caller {
  // 2024 looks at the session only; a bearer means nothing there.
  if (is2024(pbx)) {
    const cookie = request.cookies['PHPSESSID'] ?? '';
    const session = sessions.session(cookie);
    if (session !== null) return { kind: 'person', ...session, binding: cookie, signedInAt: null };
    return isLocalhost(request.client) ? { kind: 'localhost' } : { kind: 'nobody' };
  }
  // Since 2026.2.118 under another name, too, as bouncers send it.
  const otherName = isNewest(pbx) ? request.header('x-api-key') : null;
  if (request.authorization !== null || otherName !== null) {
    const token = /^Bearer (.+)$/.exec(request.authorization ?? '')?.[1] ?? otherName ?? '';
    const person = sessions.person(token);
    // The bearer is renewed every few minutes; the cookie of the sign-in stays.
    const cookie = request.cookies['refreshToken'];
    const signedInAt = cookie === undefined ? null : sessions.signedInAt(cookie);
    if (person !== null) return { kind: 'person', ...person, binding: cookie ?? person.login, signedInAt };
    const key = [ownKey, ...pbx.apiKeys].find((known) => known.key === token);
    return key === undefined ? { kind: 'nobody' } : { kind: 'key', key };
  }
  return isLocalhost(request.client) ? { kind: 'localhost' } : { kind: 'nobody' };
}

/**
 * Rights of a key. One with a network filter is let in from nowhere: Core looks at the filter's `deny` first, and that
 * is 0.0.0.0/0 (read in 2026.1.223, TokenValidationService).
 */
export function keyMay(key: ApiKey, path: string, method: string): boolean {
  if (key.filterId !== null) return false;
  if (key.fullPermissions) return true;
  const resource = /^\/pbxcore(\/api\/v3\/[a-z0-9-]+)/.exec(path)?.[1];
  const right = resource === undefined ? undefined : key.allowedPaths[resource];
  return right === 'write' || (right === 'read' && method === 'GET');
}

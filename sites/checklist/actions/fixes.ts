/** Which action is about what a check found. Whether it is offered is decided by trying it (offered.ts). */
import type { Result } from '../report/types.ts';
import type { ActionId } from './types.ts';

/** Those that renew secrets or limit programs: code of its own. */
export type RenewerId =
  | 'rotate-sip-passwords'
  | 'set-auth-username'
  | 'rotate-ami-ari'
  | 'change-web-password'
  | 'restrict-ami-ari'
  | 'restrict-api-keys';
/** Those about who gets in, as far as they are about an item; somebody is let in for reasons of their own. */
export type DoorId = Exclude<ActionId, RenewerId | 'let-in'>;

type Found = Pick<Result, 'id' | 'findings'>;

const DOORS: ReadonlyMap<string, DoorId> = new Map([
  ['firewall-enabled', 'enable-firewall'],
  ['web-cti-closed', 'close-web-cti'],
  ['firewall-trusted-subnets', 'restrict-internet'],
  ['fail2ban', 'set-fail2ban-level'],
]);
const RENEWERS: ReadonlyMap<string, RenewerId> = new Map([
  ['sip-passwords', 'rotate-sip-passwords'],
  ['auth-username', 'set-auth-username'],
  ['ami-ari-access', 'rotate-ami-ari'],
  ['web-password', 'change-web-password'],
  ['api-keys', 'restrict-api-keys'],
]);

/** By check; elsewhere its problems are only mentioned. */
function ownerIn<A>({ id, findings }: Found, owners: ReadonlyMap<string, A>): A | null {
  const mentioned = findings.flatMap((finding) => /^see:(.+)$/.exec(finding.id)?.[1] ?? []);
  return [id, ...mentioned].flatMap((check) => owners.get(check) ?? [])[0] ?? null;
}

export const doorOf = (found: Found): DoorId | null => ownerIn(found, DOORS);

/**
 * What is not renewed since the hole was closed: phones first, then programs. Of programs: first from where they may come, which
 * nobody has to be told, then what they sign in with.
 */
export function renewerOf(found: Found): RenewerId | null {
  const has = (pattern: RegExp) => found.findings.some(({ id }) => pattern.test(id));
  if (found.id === 'ami-ari-access' && has(/^(?:network:|origins$)/)) return 'restrict-ami-ari';
  if (found.id !== 'secrets-rotated') return doorOf(found) === null ? ownerIn(found, RENEWERS) : null;
  if (has(/^sip:/)) return 'rotate-sip-passwords';
  return has(/^a[mr]i:/) ? 'rotate-ami-ari' : null;
}

/** null: none yet. */
export const ownerOf = (found: Found): DoorId | RenewerId | null => renewerOf(found) ?? doorOf(found);

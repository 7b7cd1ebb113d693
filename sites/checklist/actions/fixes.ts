/** Which action is about what a check found. Whether it is offered is decided by trying it (offered.ts). */
import type { Result } from '../report/types.ts';
import type { ActionId } from './types.ts';

/** Those that renew secrets: code of its own. */
export type RenewerId =
  | 'rotate-sip-passwords'
  | 'set-auth-username'
  | 'rotate-ami-ari'
  | 'change-web-password'
  | 'change-ssh-password'
  | 'ssh-keys-only';
/** Those that limit programs: code of its own. */
export type LimiterId = 'restrict-ami-ari' | 'restrict-api-keys';
/** That about routes: code of its own. */
export type RouterId = 'restrict-outbound';
/** For reasons that no item has: somebody is let in, a person changes things by hand, or somebody broke in. */
export type OwnId = 'let-in' | 'watch-edits' | 'isolate-pbx' | 'rotate-everything';
/** About what calls may cost: code of its own. */
export type MoneyId = 'brake-spending';
/** Those about who gets in, as far as they are about an item. */
export type DoorId = Exclude<ActionId, RenewerId | LimiterId | RouterId | OwnId | MoneyId>;

type Found = Pick<Result, 'id' | 'findings'>;

const DOORS: ReadonlyMap<string, DoorId> = new Map([
  ['firewall-enabled', 'enable-firewall'],
  ['web-cti-closed', 'close-web-cti'],
  ['firewall-trusted-subnets', 'restrict-internet'],
  ['fail2ban', 'set-fail2ban-level'],
]);
const RENEWERS: ReadonlyMap<string, RenewerId> = new Map([
  ['sip-passwords', 'rotate-sip-passwords'],
  ['registered-devices', 'rotate-sip-passwords'],
  ['auth-username', 'set-auth-username'],
  ['ami-ari-access', 'rotate-ami-ari'],
  ['web-password', 'change-web-password'],
]);

/** By check; elsewhere its problems are only mentioned. */
function ownerIn<A>({ id, findings }: Found, owners: ReadonlyMap<string, A>): A | null {
  const mentioned = findings.flatMap((finding) => /^see:(.+)$/.exec(finding.id)?.[1] ?? []);
  return [id, ...mentioned].flatMap((check) => owners.get(check) ?? [])[0] ?? null;
}

/** Its own two come first: the rules of the firewall are fixed at the items that they belong to. */
const isOfSsh = ({ id }: Found): boolean => id === 'ssh-access';

export const doorOf = (found: Found): DoorId | null => (isOfSsh(found) ? null : ownerIn(found, DOORS));

/** From where programs may come, and what they may do: nobody has to be told, as with new secrets. */
export function limiterOf({ id, findings }: Found): LimiterId | null {
  if (id === 'api-keys') return 'restrict-api-keys';
  const isOpen = findings.some((finding) => /^(?:network:|origins$)/.test(finding.id));
  return id === 'ami-ari-access' && isOpen ? 'restrict-ami-ari' : null;
}

/** What is not renewed since the hole was closed: phones first, then programs. */
export function renewerOf(found: Found): RenewerId | null {
  const has = (pattern: RegExp) => found.findings.some(({ id }) => pattern.test(id));
  if (isOfSsh(found)) return has(/^password$/) ? 'change-ssh-password' : 'ssh-keys-only';
  if (found.id !== 'secrets-rotated') return doorOf(found) === null ? ownerIn(found, RENEWERS) : null;
  if (has(/^sip:/)) return 'rotate-sip-passwords';
  if (has(/^a[mr]i:/)) return 'rotate-ami-ari';
  if (has(/^web$/)) return 'change-web-password';
  return has(/^ssh$/) ? 'change-ssh-password' : null;
}

export const routerOf = ({ id }: Pick<Found, 'id'>): RouterId | null =>
  id === 'international-blocked' ? 'restrict-outbound' : null;

/** What the provider limits, the PBX can limit, too. */
export const moneyOf = ({ id }: Pick<Found, 'id'>): MoneyId | null =>
  id === 'provider-spending-limit' ? 'brake-spending' : null;

/** null: none yet. */
export const ownerOf = (found: Found): DoorId | LimiterId | RouterId | RenewerId | MoneyId | null =>
  routerOf(found) ?? limiterOf(found) ?? renewerOf(found) ?? doorOf(found) ?? moneyOf(found);

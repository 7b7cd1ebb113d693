/** Which action is about what a check found. Whether it is offered is decided by trying it (offered.ts). */
import type { Result } from '../report/types.ts';
import type { ActionId } from './types.ts';

/** What is about an item; somebody is let in for reasons of their own. */
export type FixId = Exclude<ActionId, 'let-in'>;

const OWNERS: ReadonlyMap<string, FixId> = new Map([
  ['firewall-enabled', 'enable-firewall'],
  ['web-cti-closed', 'close-web-cti'],
  ['firewall-trusted-subnets', 'restrict-internet'],
  ['fail2ban', 'set-fail2ban-level'],
  ['web-password', 'change-web-password'],
]);

/** By check; elsewhere its problems are only mentioned. null: none yet. */
export function ownerOf({ id, findings }: Pick<Result, 'id' | 'findings'>): FixId | null {
  const mentioned = findings.flatMap((finding) => /^see:(.+)$/.exec(finding.id)?.[1] ?? []);
  return [id, ...mentioned].flatMap((check) => OWNERS.get(check) ?? [])[0] ?? null;
}

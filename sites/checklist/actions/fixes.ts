/** Which action fixes what a check found. */
import type { Result } from '../report/types.ts';
import type { ActionId } from './types.ts';

/** By check; elsewhere its problems are only mentioned. Where nothing can be played, the refusal says what helps. */
const OWNERS: ReadonlyMap<string, ActionId> = new Map([
  ['web-cti-closed', 'close-web-cti'],
  ['fail2ban', 'set-fail2ban-level'],
]);

/** null: none yet. */
export function fixOf({ id, verdict, findings }: Pick<Result, 'id' | 'verdict' | 'findings'>): ActionId | null {
  if (verdict !== 'fail' && verdict !== 'warn') return null;
  const mentioned = findings.flatMap((finding) => /^see:(.+)$/.exec(finding.id)?.[1] ?? []);
  return [id, ...mentioned].flatMap((check) => OWNERS.get(check) ?? [])[0] ?? null;
}

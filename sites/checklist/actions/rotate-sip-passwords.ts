/**
 * New passwords for extensions, made on the PBX; with new login names at the same time where a person wants to go to each
 * phone but once (guide: Use Strong Passwords, Change the Auth Username).
 */
import { defineAction, type Planned } from './action.ts';
import { renew, RENEWAL_NEEDS, RENEWAL_USES } from './renewing/renewal.ts';
import { refusedSuffix } from './renewing/suffix.ts';

export interface RotateSipPasswordsOptions {
  readonly numbers: readonly string[];
  /** What all login names end in from now on; null: they stay. */
  readonly suffix: string | null;
  /** Addresses that nobody knows: they are not exempted from bans. */
  readonly unspared: readonly string[];
}

export const rotateSipPasswords = defineAction<RotateSipPasswordsOptions, (typeof RENEWAL_NEEDS)[number]>({
  id: 'rotate-sip-passwords',
  needs: RENEWAL_NEEDS,
  uses: RENEWAL_USES,

  plan(facts, options, asker): Planned {
    const { suffix } = options;
    const refused = suffix === null ? null : refusedSuffix(facts, suffix);
    return refused ?? renew(facts, { action: 'rotate-sip-passwords', ...options }, asker);
  },
});

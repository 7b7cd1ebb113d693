/**
 * Login names that nobody guesses: Core appends letters to every extension (204 → 204quarz); with new passwords at the same
 * time where a person wants to go to each phone but once (guide: Change the Auth Username).
 */
import { defineAction, type Planned } from './action.ts';
import { renewablesIn } from './renewing/accounts.ts';
import { notRenewed } from './renewing/refusals.ts';
import { renew, RENEWAL_NEEDS, RENEWAL_USES } from './renewing/renewal.ts';
import { refusedSuffix } from './renewing/suffix.ts';

export interface SetAuthUsernameOptions {
  readonly suffix: string;
  /** Extensions that get a new password, too. */
  readonly numbers: readonly string[];
  /** Addresses that nobody knows: they are not exempted from bans. */
  readonly unspared: readonly string[];
}

export const setAuthUsername = defineAction<SetAuthUsernameOptions, (typeof RENEWAL_NEEDS)[number] | 'sip'>({
  id: 'set-auth-username',
  needs: [...RENEWAL_NEEDS, 'sip'],
  uses: RENEWAL_USES.filter((part) => part !== 'sip'),

  plan(facts, options, asker): Planned {
    const refused = refusedSuffix(facts, options.suffix);
    if (refused !== null) return refused;
    if (renewablesIn(facts).every(({ hasOwnName }) => hasOwnName)) return notRenewed({ because: 'own-names' });
    return renew(facts, { action: 'set-auth-username', ...options }, asker);
  },
});

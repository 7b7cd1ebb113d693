/** What can be chosen for `set-auth-username`: what login names end in, and whose passwords become new ones, too. */
import { unknownPlaces } from '../renewing/unknown-places.ts';
import { setAuthUsername } from '../set-auth-username.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';
import { whoseIn, type WhoseChoice } from './rotate-sip-passwords.ts';

export type UsernameChoice = NetworkChoice &
  WhoseChoice & {
    /** '': nothing yet. */
    readonly suffix: string;
    readonly withPasswords: boolean;
  };

/** Nobody is given it: only to try what one that cannot be guessed would do. */
const ANY = 'qzkvwtx';

export const setAuthUsernameChoices = defineChoices<UsernameChoice>({
  id: setAuthUsername.id,
  parts: setAuthUsername.parts,
  first: (parts) => ({
    ...AS_SUGGESTED,
    suffix: '',
    withPasswords: false,
    which: 'all',
    chosen: [],
    unspared: unknownPlaces(parts),
  }),
  networks: () => [],
  ours: () => [],
  from: () => '',
  plan: (parts, { suffix, withPasswords, ...whose }, { asker }) =>
    setAuthUsername.plan(
      parts,
      { suffix, numbers: withPasswords ? whoseIn(parts, whose) : [], unspared: whose.unspared },
      asker,
    ),
  instead: (choice, { kind }) => (kind === 'asked' && choice.suffix === '' ? { ...choice, suffix: ANY } : null),
});

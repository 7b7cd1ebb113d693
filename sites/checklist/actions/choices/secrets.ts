/** What can be chosen for the actions that renew secrets, and those that limit programs, by their id. */
import { changeWebPasswordChoices } from './change-web-password.ts';
import { restrictAmiAriChoices } from './restrict-ami-ari.ts';
import { restrictApiKeysChoices } from './restrict-api-keys.ts';
import { rotateAmiAriChoices } from './rotate-ami-ari.ts';
import { rotateSipPasswordsChoices } from './rotate-sip-passwords.ts';
import { setAuthUsernameChoices } from './set-auth-username.ts';

export const SECRET_CHOICES = {
  'rotate-sip-passwords': rotateSipPasswordsChoices,
  'set-auth-username': setAuthUsernameChoices,
  'rotate-ami-ari': rotateAmiAriChoices,
  'change-web-password': changeWebPasswordChoices,
  'restrict-ami-ari': restrictAmiAriChoices,
  'restrict-api-keys': restrictApiKeysChoices,
} as const;

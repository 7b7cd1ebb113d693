/** What can be chosen for the actions that renew secrets, by their id. */
import { changeWebPasswordChoices } from './change-web-password.ts';
import { rotateAmiAriChoices } from './rotate-ami-ari.ts';
import { rotateSipPasswordsChoices } from './rotate-sip-passwords.ts';
import { setAuthUsernameChoices } from './set-auth-username.ts';

export const SECRET_CHOICES = {
  'rotate-sip-passwords': rotateSipPasswordsChoices,
  'set-auth-username': setAuthUsernameChoices,
  'rotate-ami-ari': rotateAmiAriChoices,
  'change-web-password': changeWebPasswordChoices,
} as const;

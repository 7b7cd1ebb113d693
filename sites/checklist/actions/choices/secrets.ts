/** What can be chosen for the actions that renew secrets, by their id. */
import { changeSshPasswordChoices } from './change-ssh-password.ts';
import { changeWebPasswordChoices } from './change-web-password.ts';
import { rotateAmiAriChoices } from './rotate-ami-ari.ts';
import { rotateSipPasswordsChoices } from './rotate-sip-passwords.ts';
import { setAuthUsernameChoices } from './set-auth-username.ts';
import { sshKeysOnlyChoices } from './ssh-keys-only.ts';

export const SECRET_CHOICES = {
  'rotate-sip-passwords': rotateSipPasswordsChoices,
  'set-auth-username': setAuthUsernameChoices,
  'rotate-ami-ari': rotateAmiAriChoices,
  'change-web-password': changeWebPasswordChoices,
  'change-ssh-password': changeSshPasswordChoices,
  'ssh-keys-only': sshKeysOnlyChoices,
} as const;

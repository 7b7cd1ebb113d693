/** What can be chosen for `change-ssh-password`: the password itself, and whether the web interface gets it, too. */
import { changeSshPassword } from '../change-ssh-password.ts';
import { firstPassword, type PasswordChoice } from './change-web-password.ts';
import { defineChoices } from './choices.ts';

export const changeSshPasswordChoices = defineChoices<PasswordChoice>({
  id: changeSshPassword.id,
  parts: changeSshPassword.parts,
  first: (parts) => firstPassword('ssh', parts),
  networks: () => [],
  ours: () => [],
  from: () => '',
  plan: (parts, { fits, also }, { asker }) => changeSshPassword.plan(parts, { fits, also }, asker),
  instead: (choice, { kind }) => (kind === 'asked' ? { ...choice, fits: true } : null),
});

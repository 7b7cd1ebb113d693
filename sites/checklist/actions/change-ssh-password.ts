/** Another password for SSH, typed or made by the person who asks: with it one is root. */
import { defineAction } from './action.ts';
import { planPasswords, type PasswordOptions } from './login-passwords.ts';

export const changeSshPassword = defineAction<PasswordOptions, 'system' | 'ports' | 'ssh'>({
  id: 'change-ssh-password',
  needs: ['system', 'ports', 'ssh'],
  uses: ['webLogin'],
  plan: (facts, options, asker) => planPasswords(facts, 'change-ssh-password', 'ssh', options, asker),
});

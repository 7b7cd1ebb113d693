/** Another password for the web interface, typed or made by the person who asks (guide: Use Strong Passwords). */
import { defineAction } from './action.ts';
import { planPasswords, type PasswordOptions } from './login-passwords.ts';

export const changeWebPassword = defineAction<PasswordOptions, 'system' | 'ports' | 'webLogin'>({
  id: 'change-web-password',
  needs: ['system', 'ports', 'webLogin'],
  uses: ['ssh'],
  plan: (facts, options, asker) => planPasswords(facts, 'change-web-password', 'web', options, asker),
});

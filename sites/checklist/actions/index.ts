/** Every action, by its id. */
import { changeSshPassword } from './change-ssh-password.ts';
import { changeWebPassword } from './change-web-password.ts';
import { closeWebCti } from './close-web-cti.ts';
import { enableFirewall } from './enable-firewall.ts';
import { letIn } from './let-in.ts';
import { restrictInternet } from './restrict-internet.ts';
import { setFail2banLevel } from './set-fail2ban-level.ts';
import { sshKeysOnly } from './ssh-keys-only.ts';

export const ACTIONS = {
  'set-fail2ban-level': setFail2banLevel,
  'close-web-cti': closeWebCti,
  'enable-firewall': enableFirewall,
  'restrict-internet': restrictInternet,
  'let-in': letIn,
  'change-web-password': changeWebPassword,
  'change-ssh-password': changeSshPassword,
  'ssh-keys-only': sshKeysOnly,
} as const;

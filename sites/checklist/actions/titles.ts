/** What every action is called: known before its code is loaded. */
import { say, type Message } from '../message.ts';
import type { ActionId } from './types.ts';

export const TITLES: Readonly<Record<ActionId, Message>> = {
  'set-fail2ban-level': say('actions.set-fail2ban-level.title'),
  'enable-firewall': say('actions.enable-firewall.title'),
  'close-web-cti': say('actions.close-web-cti.title'),
  'restrict-internet': say('actions.restrict-internet.title'),
  'fix-safe': say('actions.fix-safe.title'),
  'let-in': say('actions.let-in.title'),
  'watch-edits': say('actions.watch-edits.title'),
  'change-web-password': say('actions.change-web-password.title'),
  'change-ssh-password': say('actions.change-ssh-password.title'),
  'ssh-keys-only': say('actions.ssh-keys-only.title'),
  'rotate-sip-passwords': say('actions.rotate-sip-passwords.title'),
  'set-auth-username': say('actions.set-auth-username.title'),
  'rotate-ami-ari': say('actions.rotate-ami-ari.title'),
  'restrict-ami-ari': say('actions.restrict-ami-ari.title'),
  'isolate-pbx': say('actions.isolate-pbx.title'),
  'restrict-outbound': say('actions.restrict-outbound.title'),
  'rotate-everything': say('actions.rotate-everything.title'),
  'brake-spending': say('actions.brake-spending.title'),
  'restrict-api-keys': say('actions.restrict-api-keys.title'),
};

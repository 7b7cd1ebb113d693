/** What can be chosen for every action, by its id. */
import { closeWebCtiChoices } from './close-web-cti.ts';
import { enableFirewallChoices } from './enable-firewall.ts';
import { restrictInternetChoices } from './restrict-internet.ts';
import { fixSafeChoices } from './fix-safe.ts';
import { setFail2banLevelChoices } from './set-fail2ban-level.ts';

export const CHOICES = {
  'set-fail2ban-level': setFail2banLevelChoices,
  'close-web-cti': closeWebCtiChoices,
  'enable-firewall': enableFirewallChoices,
  'restrict-internet': restrictInternetChoices,
  'fix-safe': fixSafeChoices,
} as const;

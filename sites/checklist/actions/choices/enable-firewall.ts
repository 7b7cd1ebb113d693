/** What can be chosen for `enable-firewall`: a rule for whom, with which services, and what stays open for everybody. */
import { enableFirewall, firstFirewall, type FirstFirewall } from '../enable-firewall.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';

export type EnableChoice = NetworkChoice & Pick<FirstFirewall, 'rules' | 'wide'>;

export const enableFirewallChoices = defineChoices<EnableChoice>({
  id: enableFirewall.id,
  parts: enableFirewall.parts,
  first: (parts, person) => ({ ...AS_SUGGESTED, ...firstFirewall(parts, person) }),
  // Each network is a rule of its own, the person's too.
  networks: () => [],
  ours: () => [],
  from: () => '',
  plan: (parts, { rules, wide }, { asker, ruleName }) => enableFirewall.plan(parts, { rules, wide, ruleName }, asker),
});

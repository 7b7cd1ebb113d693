/** The steps about SSH: a key that has been tried comes before passwords go. */
import { narrowSteps } from './open.ts';
import { knownFirewall, ourNetworks, type FirewallFacts, type FirewallParts } from './lack.ts';
import type { Context } from '../check.ts';
import type { View } from '../exposure/view.ts';
import type { PartData, Parts } from '../facts/types.ts';
import { say } from '../message.ts';
import { look, step, type Step } from './step.ts';

export function sshSteps(
  ssh: PartData['ssh'],
  firewall: { readonly facts: FirewallFacts; readonly view: View } | null,
  context: Context,
  lines: readonly Step[] = [],
): readonly Step[] {
  const close = firewall === null ? [] : narrowSteps(firewall.facts, firewall.view, context, ['SSH'], lines);
  return [
    ...close,
    ...(ssh.authorizedKeys.length > 0 ? [] : [step(say('checks.ssh-access.step.key'), { kind: 'ssh.key' })]),
    step(say('checks.ssh-access.step.off'), { kind: 'ssh.passwords', enabled: false }),
    look(say('checks.ssh-access.step.way-back')),
  ];
}

/** The vendor's patch for 2024.1.114. */
export const patchSteps = (facts: FirewallParts & Pick<Parts, 'ssh'>): readonly Step[] => [
  look(say('checks.security-patch.step.backup')),
  ...commandLineSteps(facts),
  step(say('checks.security-patch.step.console'), { kind: 'patch' }),
];

/**
 * A way to the command line of the PBX. A new 2024 has SSH passwords off and a random one, so that nobody can log in:
 * then a key comes first. Where SSH is closed to our networks, the console is the way.
 */
function commandLineSteps(facts: FirewallParts & Pick<Parts, 'ssh'>): readonly Step[] {
  const { ssh, system } = facts;
  if (system.state === 'known' && system.data.container.kind === 'docker') return [look(say('steps.cli.docker'))];
  const known = knownFirewall(facts);
  const isOpen =
    known === null || ourNetworks(known.facts).some(({ cidr }) => known.view.reach.ask(first(cidr), 'SSH').allowed);
  if (!isOpen) return [look(say('steps.cli.console'))];
  if (ssh.state === 'unknown' || ssh.data.passwordLogins) return [look(say('steps.cli.ssh'))];
  if (ssh.data.authorizedKeys.length > 0) return [look(say('steps.cli.key'))];
  return [step(say('checks.ssh-access.step.key'), { kind: 'ssh.key' }), look(say('steps.cli.key'))];
}

const first = (cidr: string): string => cidr.split('/', 1)[0] ?? '';

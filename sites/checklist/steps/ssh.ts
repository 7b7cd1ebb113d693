/** The steps about SSH: a key that has been tried comes before passwords go. */
import { narrowSteps } from './open.ts';
import { knownFirewall, ourNetworks, type FirewallFacts, type FirewallParts } from './lack.ts';
import type { Context } from '../check.ts';
import type { View } from '../exposure/view.ts';
import type { PartData, Parts } from '../facts/types.ts';
import { menuOf } from '../exposure/menus.ts';
import { say, type Message } from '../message.ts';
import type { Release } from '../release.ts';
import { is2024 } from './names.ts';
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
    ...(ssh.authorizedKeys.length > 0 ? [] : [keyStep(context.release)]),
    step(say('checks.ssh-access.step.off', { menu: menuOf('ssh', context.release), field: off(context.release) }), {
      kind: 'ssh.passwords',
      enabled: false,
    }),
    look(say('checks.ssh-access.step.way-back')),
  ];
}

const off = (release: Release): Message =>
  say(is2024(release) ? 'steps.field.ssh-passwords.2024' : 'steps.field.ssh-passwords.2026');

function keyStep(release: Release): Step {
  const field = say(is2024(release) ? 'steps.field.ssh-keys.2024' : 'steps.field.ssh-keys.2026');
  return step(say('checks.ssh-access.step.key', { menu: menuOf('ssh', release), field }), { kind: 'ssh.key' });
}

/** The vendor's patch for 2024.1.114. */
export const patchSteps = (facts: FirewallParts & Pick<Parts, 'ssh'>, release: Release): readonly Step[] => [
  look(say('checks.security-patch.step.backup')),
  ...commandLineSteps(facts, release),
  step(say('checks.security-patch.step.console'), { kind: 'patch' }),
];

/**
 * A way to the command line of the PBX. A new 2024 has SSH passwords off and a random one, so that nobody can log in:
 * then a key comes first. Where SSH is closed to our networks, the console is the way.
 */
function commandLineSteps(facts: FirewallParts & Pick<Parts, 'ssh'>, release: Release): readonly Step[] {
  const { ssh, system } = facts;
  if (system.state === 'known' && system.data.container.kind === 'docker') return [look(say('steps.cli.docker'))];
  const known = knownFirewall(facts);
  const isOpen =
    known === null || ourNetworks(known.facts).some(({ cidr }) => known.view.reach.ask(first(cidr), 'SSH').allowed);
  if (!isOpen) return [look(say('steps.cli.console'))];
  if (ssh.state === 'unknown' || ssh.data.passwordLogins) return [look(say('steps.cli.ssh'))];
  if (ssh.data.authorizedKeys.length > 0) return [look(say('steps.cli.key'))];
  return [keyStep(release), look(say('steps.cli.key'))];
}

const first = (cidr: string): string => cidr.split('/', 1)[0] ?? '';

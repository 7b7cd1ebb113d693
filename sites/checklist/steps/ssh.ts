/** The steps about SSH: a key that has been tried comes before passwords go. */
import { narrowSteps } from './open.ts';
import { ourNetworks, type FirewallFacts } from './lack.ts';
import type { Context } from '../check.ts';
import { VIEW_NEEDS, VIEW_USES, type View } from '../exposure/view.ts';
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

/**
 * A way to the command line of the PBX. A new 2024 has SSH passwords off and a random one, so that nobody can log in:
 * then a key comes first. Where SSH is closed to our networks, the console is the way.
 */
type CommandLineFacts = Pick<Parts, 'ssh' | (typeof VIEW_NEEDS)[number] | (typeof VIEW_USES)[number] | 'devices'>;

export function commandLineSteps(
  { ssh, system, ports, firewall, ...rest }: CommandLineFacts,
  view: View | null,
): readonly Step[] {
  if (system.state === 'known' && system.data.container.kind === 'docker') return [look(say('steps.cli.docker'))];
  const isOpen = (): boolean => {
    if (view === null || system.state === 'unknown' || ports.state === 'unknown' || firewall.state === 'unknown')
      return true;
    const own = ourNetworks({ ...rest, system, ports, firewall });
    return own.some(({ cidr }) => view.reach.ask(first(cidr), 'SSH').allowed);
  };
  if (!isOpen()) return [look(say('steps.cli.console'))];
  if (ssh.state === 'unknown' || ssh.data.passwordLogins) return [look(say('steps.cli.ssh'))];
  if (ssh.data.authorizedKeys.length > 0) return [look(say('steps.cli.key'))];
  return [step(say('checks.ssh-access.step.key'), { kind: 'ssh.key' }), look(say('steps.cli.key'))];
}

const first = (cidr: string): string => cidr.split('/', 1)[0] ?? '';

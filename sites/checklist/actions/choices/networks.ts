/** Networks that are probably ours. */
import { ownPublicOf } from '../../exposure/facing.ts';
import { isOffice } from '../../exposure/limits.ts';
import { OWN_NETWORK, ownNetworksOf } from '../../exposure/own-networks.ts';
import type { Parts } from '../../facts/types.ts';
import { say, type Message } from '../../message.ts';
import { isOldRelease } from '../../reach/enforcement.ts';
import { isWithin, networksOf } from '../../reach/networks.ts';

export interface Suggestion {
  readonly network: string;
  /** `attached`: to this PBX; `confirmed` by a person; `rule`: a rule for it exists. */
  readonly because: 'attached' | 'confirmed' | 'rule';
  readonly why: Message;
  /** Seen on the PBX itself, or confirmed by a person. */
  readonly isSure: boolean;
}

/** Nobody comes to the cabinet from there: addresses that are good for one cable only. */
const LINKS = ['169.254.0.0/16', 'fe80::/10'].flatMap(networksOf);

/** Those that a rule can hold, the sure ones first, each once. */
export function networksOfOurs(
  parts: Pick<Parts, 'network' | 'attestations' | 'firewall' | 'system'>,
): readonly Suggestion[] {
  const { network, attestations, firewall, system } = parts;
  const isOld = system.state === 'known' && isOldRelease(system.data.release);
  const attached = network.state === 'known' ? ownNetworksOf(network.data) : [];
  const confirmed =
    attestations.state === 'known'
      ? attestations.data.filter(({ item, answer }) => item === OWN_NETWORK && answer === 'yes')
      : [];
  const home = ownPublicOf(network);
  const rules =
    firewall.state === 'known'
      ? firewall.data.rules.filter(({ permit }) => networksOf(permit).length === 1 && isOffice(permit, home))
      : [];
  const all: Suggestion[] = [
    ...attached.map(({ cidr }) => ({
      network: cidr,
      because: 'attached' as const,
      why: say('actions.ours.attached'),
      isSure: true,
    })),
    ...confirmed.map(({ subject }) => ({
      network: subject,
      because: 'confirmed' as const,
      why: say('actions.ours.confirmed'),
      isSure: true,
    })),
    ...rules.map(({ permit, name, localNetwork }) => ({
      network: networksOf(permit)[0]?.cidr ?? permit,
      because: 'rule' as const,
      why: say('actions.ours.rule', { rule: name === '' ? permit : name }),
      isSure: localNetwork,
    })),
  ];
  const canBe = (text: string) =>
    networksOf(text).every((one) => !(isOld && one.family === 6) && !LINKS.some((link) => isWithin(one, link)));
  // The first of each stays.
  const once = new Map([...all].reverse().map((one) => [one.network, one]));
  return all.filter((one) => once.get(one.network) === one && canBe(one.network));
}

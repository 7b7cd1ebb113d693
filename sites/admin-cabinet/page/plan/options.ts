/** What a person chooses for an action, and what is suggested to them. */
import { ACTIONS } from '../../../checklist/actions/index.ts';
import type { Asker, Planned } from '../../../checklist/actions/action.ts';
import type { ActionId } from '../../../checklist/actions/types.ts';
import { closableServices } from '../../../checklist/actions/closing.ts';
import { isNarrow, sizeOf } from '../../../checklist/exposure/limits.ts';
import { OWN_NETWORK, ownNetworksOf } from '../../../checklist/exposure/own-networks.ts';
import { isOpenAtLarge, viewIfKnown } from '../../../checklist/exposure/view.ts';
import { isExactly, LEVELS, levelOf, reaches, type Level } from '../../../checklist/fail2ban/levels.ts';
import type { Parts } from '../../../checklist/facts/types.ts';
import { say, type Message } from '../../../checklist/message.ts';
import { isOldRelease } from '../../../checklist/reach/enforcement.ts';
import { isWithin, networksOf } from '../../../checklist/reach/networks.ts';
import type { ServiceId } from '../../../checklist/reach/types.ts';

export interface Choice {
  readonly level: Level;
  readonly services: readonly ServiceId[];
  /** Networks that count as ours. */
  readonly ours: readonly string[];
  /** Behind a gateway: the network that the person comes from. */
  readonly from: string;
}

export interface Suggestion {
  readonly network: string;
  readonly why: Message;
  /** Seen on the PBX itself, or confirmed by a person. */
  readonly isSure: boolean;
}

/** Nobody comes to the cabinet from there: addresses that are good for one cable only. */
const LINKS = ['169.254.0.0/16', 'fe80::/10'].flatMap(networksOf);

/** Networks that are probably ours and that a rule can hold, the sure ones first, each once. */
export function suggestionsFor(parts: Parts): readonly Suggestion[] {
  const { network, attestations, firewall, system } = parts;
  const isOld = system.state === 'known' && isOldRelease(system.data.release);
  const attached = network.state === 'known' ? ownNetworksOf(network.data).map(({ cidr }) => cidr) : [];
  const confirmed =
    attestations.state === 'known'
      ? attestations.data.filter(({ item, answer }) => item === OWN_NETWORK && answer === 'yes')
      : [];
  const rules =
    firewall.state === 'known'
      ? firewall.data.rules.filter(({ permit }) => networksOf(permit).length === 1 && isNarrow(sizeOf(permit)))
      : [];
  const all: Suggestion[] = [
    ...attached.map((cidr) => ({ network: cidr, why: say('page.plan.ours.attached'), isSure: true })),
    ...confirmed.map(({ subject }) => ({ network: subject, why: say('page.plan.ours.confirmed'), isSure: true })),
    ...rules.map(({ permit, name, localNetwork }) => ({
      network: networksOf(permit)[0]?.cidr ?? permit,
      why: say('page.plan.ours.rule', { rule: name === '' ? permit : name }),
      isSure: localNetwork,
    })),
  ];
  const canBe = (text: string) =>
    networksOf(text).every((one) => !(isOld && one.family === 6) && !LINKS.some((link) => isWithin(one, link)));
  return all.filter(
    ({ network }, place) => canBe(network) && all.findIndex((other) => other.network === network) === place,
  );
}

/** The level to begin with: what the checklist asks for, or the next stricter one where that is set already. */
export function advisedLevel(parts: Parts): Level {
  const view = viewIfKnown(parts);
  const wanted = view === null || isOpenAtLarge(view) ? 'strong' : 'normal';
  if (parts.fail2ban.state === 'unknown') return wanted;
  const { enabled, ...numbers } = parts.fail2ban.data;
  const isThere = enabled && reaches(levelOf(numbers), wanted) && isExactly(numbers, wanted);
  return isThere ? (LEVELS[LEVELS.indexOf(wanted) + 1] ?? wanted) : wanted;
}

export function firstChoice(parts: Parts): Choice {
  return {
    level: advisedLevel(parts),
    services: closableServices(parts),
    ours: suggestionsFor(parts).flatMap(({ network, isSure }) => (isSure ? [network] : [])),
    from: '',
  };
}

/** `ruleName`: of new rules, in the person's language. */
export function planFor(
  action: ActionId,
  parts: Parts,
  { level, services, ours, from }: Choice,
  { address, seen }: Pick<Asker, 'address' | 'seen'>,
  ruleName: string,
): Planned {
  const asker = { address, seen, networks: from.trim() === '' ? [] : [from.trim()] };
  switch (action) {
    case 'close-web-cti':
      return ACTIONS[action].plan(parts, { ours, services, ruleName }, asker);
    case 'set-fail2ban-level':
      return ACTIONS[action].plan(parts, { ours, level, ruleName }, asker);
  }
}

/** What a person chooses for an action, and what is suggested to them: nothing laxer than now, nothing stricter than asked. */
import { hiddenBehindOne, holdsHidden } from '../devices/behind-one.ts';
import { ownPublicOf } from '../exposure/facing.ts';
import { isOffice } from '../exposure/limits.ts';
import { OWN_NETWORK, ownNetworksOf } from '../exposure/own-networks.ts';
import { isOpenAtLarge, viewIfKnown } from '../exposure/view.ts';
import { isExactly, LEVELS, levelOf, reaches, type Level } from '../fail2ban/levels.ts';
import type { Parts } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { isOldRelease } from '../reach/enforcement.ts';
import { isWithin, networksOf, parseAddress } from '../reach/networks.ts';
import type { ServiceId } from '../reach/types.ts';
import type { Asker, Planned } from './action.ts';
import { phonesIn } from './affected.ts';
import { attestedIn } from './attested.ts';
import { cameFrom } from './came-from.ts';
import { closableServices } from './closing.ts';
import { firstFirewall } from './enable-firewall.ts';
import { exempt } from './exempting.ts';
import { ACTIONS } from './index.ts';
import { narrowRules } from './narrow.ts';
import { releaseOf } from './preview.ts';
import { bansSooner } from './set-fail2ban-level.ts';
import type { ActionId } from './types.ts';

/** Who asks, before they named a network. */
export type Person = Omit<Asker, 'networks'>;

export interface Choice {
  /** null: attempts, time and ban stay as they are. */
  readonly level: Level | null;
  /** What is stricter now than the level stays so. */
  readonly keepsStricter: boolean;
  /** Takes out of the list of trusted addresses what exempts strangers, or nobody. */
  readonly tidies: boolean;
  readonly services: readonly ServiceId[];
  /** Ids of rules for few addresses that stay as they are. */
  readonly keeps: readonly string[];
  /** Networks that count as ours; null: those that are suggested. */
  readonly ours: readonly string[] | null;
  /** The network that the person comes from, '' for none; null: the one that is suggested. */
  readonly from: string | null;
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
export function suggestionsFor(parts: Parts, action: ActionId = 'close-web-cti'): readonly Suggestion[] {
  const { network, attestations, firewall, system } = parts;
  const isOld = system.state === 'known' && isOldRelease(system.data.release);
  const attached = network.state === 'known' ? ownNetworksOf(network.data).map(({ cidr }) => cidr) : [];
  const confirmed =
    attestations.state === 'known'
      ? attestations.data.filter(({ item, answer }) => item === OWN_NETWORK && answer === 'yes')
      : [];
  const rules =
    firewall.state === 'known'
      ? firewall.data.rules.filter(
          ({ permit }) => networksOf(permit).length === 1 && isOffice(permit, ownPublicOf(network)),
        )
      : [];
  const hides = hidingIn(parts);
  const isSure = (cidr: string) =>
    action !== 'set-fail2ban-level' || (isOfUse(cidr, parts) && !hides(cidr) && canBeExempt(cidr, parts));
  const all: Suggestion[] = [
    ...attached.map((cidr) => ({ network: cidr, why: say('actions.ours.attached'), isSure: isSure(cidr) })),
    ...confirmed.map(({ subject }) => ({
      network: subject,
      why: say('actions.ours.confirmed'),
      isSure: isSure(subject),
    })),
    ...rules.map(({ permit, name, localNetwork }) => ({
      network: networksOf(permit)[0]?.cidr ?? permit,
      why: say('actions.ours.rule', { rule: name === '' ? permit : name }),
      isSure: localNetwork && !(action === 'set-fail2ban-level' && hides(permit)),
    })),
  ];
  const canBe = (text: string) =>
    networksOf(text).every((one) => !(isOld && one.family === 6) && !LINKS.some((link) => isWithin(one, link)));
  return all.filter(
    ({ network: text }, place) => canBe(text) && all.findIndex((other) => other.network === text) === place,
  );
}

/** Is it of use to exempt this network? Not where phones are seen and none comes from there: that of a rented server. */
function isOfUse(cidr: string, parts: Parts): boolean {
  const seen = phonesIn(parts).flatMap(({ address }) => (address === null ? [] : networksOf(address)));
  return seen.length === 0 || networksOf(cidr).some((one) => seen.some((phone) => isWithin(phone, one)));
}

/** Holds this network an address that strangers may come from, too? To exempt it would be to exempt them. */
function hidingIn(parts: Parts): (cidr: string) => boolean {
  const hidden = hiddenBehindOne(parts, attestedIn(parts));
  return (cidr) => holdsHidden(hidden, cidr);
}

/** Has this release a way to exempt it, here? A rule may be needed, which cannot be the first one, nor in a container. */
const canBeExempt = (network: string, parts: Parts): boolean =>
  !('kind' in exempt(networksOf(network), parts, releaseOf(parts), { ruleName: undefined, tidies: true }));

/** The level that the checklist asks for, or the one that is set where that is stricter; null: own numbers that are. */
export function advisedLevel(parts: Parts): Level | null {
  const view = viewIfKnown(parts);
  const wanted = view === null || isOpenAtLarge(view) ? 'strong' : 'normal';
  if (parts.fail2ban.state === 'unknown') return wanted;
  const numbers = parts.fail2ban.data;
  if (!reaches(levelOf(numbers), wanted)) return wanted;
  return LEVELS.find((level) => isExactly(numbers, level)) ?? null;
}

export function firstChoice(parts: Parts): Choice {
  return {
    level: advisedLevel(parts),
    keepsStricter: true,
    tidies: true,
    services: closableServices(parts),
    keeps: narrowRules(parts).map(({ id }) => id),
    ours: null,
    from: null,
  };
}

/** Those of the suggested networks that are ticked at first: for bans only where somebody is banned sooner than before. */
export function suggestedOurs(parts: Parts, action: ActionId, choice: Choice): readonly string[] {
  if (action === 'set-fail2ban-level' && !bansSooner(parts, choice)) return [];
  return suggestionsFor(parts, action).flatMap(({ network, isSure }) => (isSure ? [network] : []));
}

/** The network that the person is taken to come from, where they said nothing; '': none. */
export function suggestedFrom(parts: Parts, action: ActionId, choice: Choice, person: Person): string {
  const network = cameFrom(parts, person)?.network ?? '';
  if (action !== 'set-fail2ban-level') return network;
  if (!bansSooner(parts, choice)) return '';
  // One phone with an old password behind the same address would lock them out: nobody is to ban the person who asks.
  const alone = person.seen === 'direct' && parseAddress(person.address) !== null ? [person.address] : [];
  const hides = hidingIn(parts);
  return [network, ...alone].find((one) => one !== '' && !hides(one) && canBeExempt(one, parts)) ?? '';
}

/** `ruleName`: of new rules, in the person's language. */
export function planFor(action: ActionId, parts: Parts, choice: Choice, person: Person, ruleName: string): Planned {
  const { level, keepsStricter, tidies, services, keeps } = choice;
  const ours = choice.ours ?? suggestedOurs(parts, action, choice);
  const from = (choice.from ?? suggestedFrom(parts, action, choice, person)).trim();
  const asker = { ...person, networks: from === '' ? [] : [from] };
  switch (action) {
    case 'close-web-cti':
      return ACTIONS[action].plan(parts, { ours, services, keeps, ruleName }, asker);
    case 'set-fail2ban-level':
      return ACTIONS[action].plan(parts, { ours, level, keepsStricter, tidies, ruleName }, asker);
    case 'enable-firewall':
      return ACTIONS[action].plan(parts, { ...firstFirewall(parts, person), ruleName }, { ...person, networks: [] });
  }
}

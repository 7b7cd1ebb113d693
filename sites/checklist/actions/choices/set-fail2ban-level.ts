/** What can be chosen for `set-fail2ban-level`: the level, what stays as it is, and who is never banned. */
import { hiddenBehindOne, holdsHidden } from '../../devices/behind-one.ts';
import { isOpenAtLarge, viewIfKnown } from '../../exposure/view.ts';
import { isExactly, LEVELS, levelOf, reaches, type Level } from '../../fail2ban/levels.ts';
import type { Parts } from '../../facts/types.ts';
import { isWithin, networksOf, parseAddress } from '../../reach/networks.ts';
import { phonesIn } from '../affected.ts';
import { attestedIn } from '../attested.ts';
import { cameFrom } from '../came-from.ts';
import { exempt } from '../exempting.ts';
import { releaseOf } from '../preview.ts';
import { bansSooner, setFail2banLevel } from '../set-fail2ban-level.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';
import { networksOfOurs, type Suggestion } from './networks.ts';

export interface LevelChoice extends NetworkChoice {
  /** null: attempts, time and ban stay as they are. */
  readonly level: Level | null;
  /** What is stricter now than the level stays so. */
  readonly keepsStricter: boolean;
  /** Takes out of the list of trusted addresses what exempts strangers, or nobody. */
  readonly tidies: boolean;
}

/** The level that the checklist asks for, or the one that is set where that is stricter; null: own numbers that are. */
export function advisedLevel(parts: Parts): Level | null {
  const view = viewIfKnown(parts);
  const wanted = view === null || isOpenAtLarge(view) ? 'strong' : 'normal';
  if (parts.fail2ban.state === 'unknown') return wanted;
  const numbers = parts.fail2ban.data;
  if (!reaches(levelOf(numbers), wanted)) return wanted;
  return LEVELS.find((level) => isExactly(numbers, level)) ?? null;
}

/** Networks of ours; sure are those that it is of use and safe to exempt. */
function networksToExempt(parts: Parts): readonly Suggestion[] {
  const hides = hidingIn(parts);
  return networksOfOurs(parts).map((one) => {
    const { network, because, isSure } = one;
    const isGood = !hides(network) && (because === 'rule' || (isOfUse(network, parts) && canBeExempt(network, parts)));
    return { ...one, isSure: isSure && isGood };
  });
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

export const setFail2banLevelChoices = defineChoices<LevelChoice>({
  id: setFail2banLevel.id,
  parts: setFail2banLevel.parts,
  first: (parts) => ({ ...AS_SUGGESTED, level: advisedLevel(parts), keepsStricter: true, tidies: true }),
  networks: networksToExempt,
  // Nobody has to be exempt where nobody is banned sooner than before.
  ours: (parts, choice) =>
    bansSooner(parts, choice)
      ? networksToExempt(parts).flatMap(({ network, isSure }) => (isSure ? [network] : []))
      : [],
  from: (parts, choice, person) => {
    if (!bansSooner(parts, choice)) return '';
    // One phone with an old password behind the same address would lock them out: nobody is to ban the person who asks.
    const alone = person.seen === 'direct' && parseAddress(person.address) !== null ? [person.address] : [];
    const hides = hidingIn(parts);
    const around = cameFrom(parts, person)?.network ?? '';
    return [around, ...alone].find((one) => one !== '' && !hides(one) && canBeExempt(one, parts)) ?? '';
  },
  plan: (parts, { level, keepsStricter, tidies }, { asker, ...who }) =>
    setFail2banLevel.plan(parts, { ...who, level, keepsStricter, tidies }, asker),
});

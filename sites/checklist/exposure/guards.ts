/** Which open doors intrusion protection guards on this PBX, and who gets to those that it does not guard. */
import type { AttestationLookup } from '../attestations.ts';
import { DOORS, guardOf, type Door, type Guard } from '../fail2ban/doors.ts';
import { sendsToBans } from '../fail2ban/jumps.ts';
import type { PartData, Parts } from '../facts/types.ts';
import { ownInterfaces } from './docker.ts';
import { coreManagesFirewall } from '../reach/enforcement.ts';
import type { Family } from '../reach/types.ts';
import type { Release } from '../release.ts';
import { strangersAt } from './strangers.ts';
import type { View } from './view.ts';

/** `no-jail`: nothing reads its log; `not-applied`: nothing in the firewall sends connections to the bans. */
export type DoorGuard = Guard | 'no-jail' | 'not-applied';

export interface GuardedDoor {
  readonly door: Door;
  readonly guard: DoorGuard;
  /** Families by which strangers get there: more public addresses than an office has, and no firewall outside closes it. */
  readonly strangers: readonly Family[];
}

export interface GuardFacts {
  readonly view: View;
  readonly fail2ban: PartData['fail2ban'];
  readonly system: PartData['system'];
  readonly runningRules: Parts['runningRules'];
  readonly network: Parts['network'];
  readonly release: Release;
}

/** Jails that see wrong passwords of a door; each of them bans by itself. */
const JAILS: Readonly<Record<Door, readonly string[]>> = {
  SIP: ['asterisk_security_log', 'asterisk_public'],
  IAX: ['asterisk_iax'],
  WEB: ['mikopbx-www'],
  SSH: ['dropbear'],
  AMI: [],
  AJAM: [],
};

/** Doors that are open to anybody at all, in their usual order. */
export function guardedDoors(facts: GuardFacts, attested: AttestationLookup): readonly GuardedDoor[] {
  const { view } = facts;
  return DOORS.flatMap((door) => {
    const strangers = strangersAt(door, view, attested);
    const measure = view.measures.find(({ service }) => service === door);
    const isOpen = measure !== undefined && (measure.openings.length > 0 || view.unmanagedV6);
    return isOpen ? [{ door, guard: doorGuard(door, facts), strangers }] : [];
  });
}

/** Guesses there are not counted, or whoever is banned is not kept out. */
export type LooseDoor = GuardedDoor & { readonly guard: Exclude<DoorGuard, 'counted'> };
export const isLoose = (door: GuardedDoor): door is LooseDoor => door.guard !== 'counted';

/**
 * Doors where the protection is no protection: strangers get there uncounted (by a family that `counts`), or its bans are
 * not what they seem.
 */
export const unguarded = (
  doors: readonly GuardedDoor[],
  counts: (family: Family) => boolean = () => true,
): readonly LooseDoor[] =>
  doors.filter(isLoose).filter(({ guard, strangers }) => strangers.some(counts) || isBroken(guard));

/** Not how this release is made, but out of order here. */
export const isBroken = (guard: DoorGuard): boolean => guard === 'no-jail' || guard === 'not-applied';

export function doorGuard(door: Door, facts: GuardFacts): DoorGuard {
  const { view, fail2ban, system, runningRules, network, release } = facts;
  const { container } = system;
  const seesClients =
    container.kind !== 'docker' ||
    container.network === 'host' ||
    container.seesClients === true ||
    ownInterfaces(container, network).length > 0;
  const guard = guardOf(door, { release, container, seesClients });
  if (guard !== 'counted' && guard !== 'windows') return guard;
  const jails = fail2ban.jails?.filter(({ name }) => JAILS[door].includes(name)) ?? null;
  if (jails?.length === 0) return 'no-jail';
  const lines = runningRules.state === 'known' ? runningRules.data.v4 : null;
  const ports = view.reach.services.find(({ id }) => id === door)?.ports ?? [];
  const isByAcl = !coreManagesFirewall(container);
  if (isByAcl || isStarting(fail2ban) || lines === null || lines.length === 0 || sendsToBans(ports, lines))
    return guard;
  return isBusy(door, jails, view) ? 'not-applied' : guard;
}

/** Core restarts the server whenever it writes its rules anew; until it answers, its jumps are not there either. */
const isStarting = ({ jails, banningUnknown }: PartData['fail2ban']): boolean =>
  (jails ?? null) === null && banningUnknown === 'timeout';

/**
 * Fail2Ban makes the chain of a jail with its first ban. So a jump is missed only where somebody is banned; where that is
 * not known, at doors that the whole internet tries.
 */
function isBusy(door: Door, jails: NonNullable<PartData['fail2ban']['jails']> | null, { measures }: View): boolean {
  const banned = jails?.map((jail) => jail.banned) ?? [null];
  if (banned.some((count) => count !== null && count > 0)) return true;
  const isUnknown = banned.includes(null);
  return isUnknown && measures.some(({ service, atLarge }) => service === door && atLarge);
}

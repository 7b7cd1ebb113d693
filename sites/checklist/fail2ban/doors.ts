/**
 * What intrusion protection does at each door, by release and container: are wrong passwords counted, does a ban keep
 * anybody out, and which doors does it close.
 * Source: Core's Fail2BanConf, DockerNetworkFilterService and LoginAction of 2024.1.114, 2026.1.223 and 2026.3.40, and what
 * Fail2Ban itself made of the logs of running ones.
 */
import type { PartData } from '../facts/types.ts';
import { coreManagesFirewall } from '../reach/enforcement.ts';
import type { ServiceId } from '../reach/types.ts';
import { FIRST_REST_V3, isAtLeast, type Release } from '../release.ts';

/** Core's own services with something to log in to; what modules bring is not known. */
export const DOORS = ['SIP', 'IAX', 'WEB', 'SSH', 'AMI', 'AJAM'] as const;
export type Door = (typeof DOORS)[number];
export const isDoor = (service: ServiceId): service is Door => DOORS.some((door) => door === service);

/**
 * `counted`: every wrong password, by the numbers that are set. `windows`: only those above Core's own limit. `shared`:
 * Core logs no address, and its own limit is one for everybody. `not-counted`: no jail matches what is logged, if anything
 * is. `no-ban`: bans have no effect here. `hidden`: everybody comes from the gateway, which is never banned.
 */
export type Guard = 'counted' | 'windows' | 'shared' | 'not-counted' | 'no-ban' | 'hidden';

/** 2024: nine wrong passwords in each of Core's windows of five minutes are logged nowhere. */
export const UNSEEN_WEB_GUESSES = 9 * (86_400 / 300);

/** First release that logs the address of a wrong web password, and whose endpoints refer to the ACL of the bans. */
const FIRST_WITH_ADDRESS_AND_ACL = '2026.2.118';

export interface Place {
  readonly release: Release;
  readonly container: PartData['system']['container'];
  /** Do clients come by their own addresses, or does everybody seem to be the gateway? */
  readonly seesClients: boolean;
}

export function guardOf(door: Door, { release, container, seesClients }: Place): Guard {
  const hasIptables = coreManagesFirewall(container);
  const isNewer = isAtLeast(release, FIRST_WITH_ADDRESS_AND_ACL) === true;
  switch (door) {
    case 'AMI':
    case 'AJAM':
      return 'not-counted';
    case 'SIP':
    case 'IAX':
      return hasIptables || isNewer ? 'counted' : 'no-ban';
    case 'SSH':
      return hasIptables ? 'counted' : 'no-ban';
    case 'WEB':
      if (isAtLeast(release, FIRST_REST_V3) === false) return hasIptables ? 'windows' : 'no-ban';
      if (!isNewer) return 'shared';
      if (hasIptables) return 'counted';
      if (container.kind !== 'docker') return 'no-ban'; // nginx refuses banned addresses in Docker only
      return seesClients ? 'counted' : 'hidden';
  }
}

/** Doors that a ban at this one closes: each jail has its own ports; an ACL is Asterisk's own. */
export function closedBy(door: Door, { container }: Pick<Place, 'container'>): readonly Door[] {
  switch (door) {
    case 'SIP':
    case 'IAX':
      return coreManagesFirewall(container) ? ['SIP', 'IAX'] : ['SIP', 'IAX', 'AMI'];
    case 'WEB':
    case 'SSH':
    case 'AMI':
    case 'AJAM':
      return [door];
  }
}

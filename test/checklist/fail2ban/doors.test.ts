import { describe, expect, it } from 'vitest';
import {
  closedBy,
  DOORS,
  guardOf,
  isDoor,
  UNSEEN_WEB_GUESSES,
  type Place,
} from '../../../sites/checklist/fail2ban/doors.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';

const BARE: Place['container'] = { kind: 'none' };
const LXC: Place['container'] = { kind: 'lxc', managesFirewall: false };
const HOST: Place['container'] = { kind: 'docker', network: 'host', bouncer: null };
const BRIDGE: Place['container'] = { kind: 'docker', network: 'bridge', bouncer: null };

describe('what intrusion protection does at a door', () => {
  it.each([
    ['WEB', '2024.1.114', BARE, 'windows'],
    ['WEB', '2024.1.114', HOST, 'no-ban'],
    ['WEB', '2026.1.223', BARE, 'shared'],
    ['WEB', '2026.2.118', BARE, 'counted'],
    ['WEB', '2026.2.118', LXC, 'no-ban'],
    ['WEB', '2026.2.118', HOST, 'counted'],
    ['WEB', '2026.2.118', BRIDGE, 'hidden'],
    ['SSH', '2026.2.118', BARE, 'counted'],
    ['SSH', '2026.2.118', HOST, 'no-ban'],
    ['SIP', '2026.2.118', HOST, 'counted'],
    ['SIP', '2026.1.223', HOST, 'no-ban'],
    ['IAX', '2026.1.223', BARE, 'counted'],
    ['AMI', '2026.2.118', BARE, 'not-counted'],
    ['AJAM', '2026.2.118', BARE, 'not-counted'],
  ] as const)('%s of %s', (door, release, container, guard) => {
    const seesClients = container !== BRIDGE;
    expect(guardOf(door, { release: parseRelease(release), container, seesClients })).toBe(guard);
  });

  it('sees who connects from an address beside the host', () => {
    const place = { release: parseRelease('2026.2.118'), container: BRIDGE };
    expect(guardOf('WEB', { ...place, seesClients: true })).toBe('counted');
    expect(guardOf('WEB', { ...place, seesClients: false })).toBe('hidden');
  });

  it('closes the ports of its jail, and all of Asterisk by the ACL', () => {
    expect(closedBy('SIP', { container: BARE })).toEqual(['SIP', 'IAX']);
    expect(closedBy('IAX', { container: HOST })).toEqual(['SIP', 'IAX', 'AMI']);
    for (const door of ['WEB', 'SSH', 'AMI', 'AJAM'] as const)
      expect(closedBy(door, { container: BARE })).toEqual([door]);
  });

  it('knows doors from other services', () => {
    expect(DOORS.every(isDoor)).toBe(true);
    expect(isDoor('ICMP')).toBe(false);
  });

  it('leaves nine guesses of each five minutes unseen on 2024', () => {
    expect(UNSEEN_WEB_GUESSES).toBe(2592);
  });
});

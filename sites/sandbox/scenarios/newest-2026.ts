/**
 * 2026.9.5, set up by hand and never looked at since: speaks as the newest releases do (lists of bans with countries, who
 * asks and how Docker is connected in the firewall's list, the web filter, a security mode). The firewall lets everybody in
 * where the factory's did; two phones are outside, one of them over TLS; an account names a network filter that is gone.
 */
import {
  NORMAL,
  EVERYTHING,
  allowing,
  basePbx,
  employee,
  filter,
  lan,
  outboundRoute,
  provider,
  signedIn,
} from './base.ts';
import { daysBefore, type Scenario } from './scenario.ts';
import { generatedSecret, guideSecret, seeded } from './secrets.ts';

const TRUNK = 'SIP-TRUNK-2E57C0DE';

export const newest2026: Scenario = (now) => {
  const random = seeded(7);
  const base = basePbx(now);
  return {
    ...base,
    settings: {
      Name: 'Larsen Logistics',
      PBXLanguage: 'en-en',
      PBXTimezone: 'Europe/Copenhagen',
      PBXSecurityMode: 'balanced',
    },
    filters: [
      filter(1, 'Office', '192.168.1.0/24', EVERYTHING, { localNetwork: true, priority: 1 }),
      filter(2, 'Carrier', '203.0.113.20/32', allowing('SIP'), { priority: 2 }),
      filter(3, 'Internet', '0.0.0.0/0', EVERYTHING, { priority: 3 }),
    ],
    fail2ban: { ...NORMAL, whitelist: '192.168.1.0/24', banning: true },
    bans: [
      {
        ip: '45.134.26.9',
        jail: 'asterisk',
        from: Math.floor(now.getTime() / 1000) - 600,
        until: Math.floor(now.getTime() / 1000) + 3000,
      },
    ],
    interfaces: [lan('192.168.1.10')],
    nat: { enabled: true, address: '', host: 'pbx.larsen.example' },
    providers: [
      provider(TRUNK, 'Carrier', {
        host: '203.0.113.20',
        username: '4570000000',
        secret: guideSecret(random),
        additionalHosts: [{ id: '1', address: '203.0.113.20' }],
      }),
    ],
    outboundRoutes: [outboundRoute(1, 'Denmark', TRUNK, '[2-9]', 7)],
    employees: [
      employee(1, '201', 'Mette Larsen', { secret: generatedSecret(random) }),
      employee(2, '202', 'Anders Holm', { secret: generatedSecret(random) }),
      employee(3, '203', 'Freja Dahl', { secret: guideSecret(random), filterId: '9' }),
    ],
    devices: [
      { account: '201', address: '192.168.1.101', userAgent: 'Yealink SIP-T46U 108.86.0.45' },
      { account: '202', address: '87.49.45.10', userAgent: 'Linphone/5.2.1' },
    ],
    peers: [
      { address: '192.168.1.20', port: 443 },
      { address: '192.168.1.20', port: 443 },
      { address: '87.49.45.10', port: 5061 },
    ],
    signIns: {
      web: signedIn(now, ['192.168.1.20', 0, 14], ['87.49.45.10', 3, 1]),
      ssh: signedIn(now, ['192.168.1.20', 12, 1]),
    },
    rotation: { firstReadingAt: daysBefore(now, 0), holeClosedAt: null, changedAt: {} },
    lastIds: { ...base.lastIds, filter: 3, employee: 3, host: 1, route: 1, ami: 0, ari: 0, apiKey: 0 },
  };
};

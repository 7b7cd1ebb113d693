/**
 * 2026.9.5 as the guide wants it: office, VPN and one provider may connect, each to what it needs; strong passwords;
 * every secret changed after the update; nothing abroad; and a person confirmed what only a person can know.
 */
import type { Pbx } from '../pbx.ts';
import { confirmed } from './answers.ts';
import {
  STRONG,
  EVERYTHING,
  allowing,
  basePbx,
  employee,
  filter,
  lan,
  outboundRoute,
  provenLogin,
  provider,
  signedIn,
  signedInTo,
  signsInAs,
} from './base.ts';
import { daysBefore, storedDaysBefore, type Scenario } from './scenario.ts';
import { guideSecret, publicKey, seeded } from './secrets.ts';

const CARRIER = 'SIP-TRUNK-5A11CA11';
const STAFF = [
  'Greta Winter',
  'Jonas Falk',
  'Mara Lind',
  'Emil Brandt',
  'Nora Holm',
  'Anton Weiss',
  'Ida Berg',
  'Kaspar Roth',
];

export const hardened2026: Scenario = (now) => {
  const random = seeded(2);
  const base = basePbx(now);
  const employees = STAFF.map((name, place) =>
    employee(10 + place, String(201 + place), name, {
      secret: guideSecret(random),
      ...(place === 0 ? signsInAs('rosenkavalier') : {}),
    }),
  );
  const amiUsers: Pbx['amiUsers'] = [
    {
      id: 5,
      username: 'crm',
      description: 'Customer database',
      secret: guideSecret(random),
      filterId: '1',
      read: ['call', 'cdr'],
      write: ['originate'],
      eventFilter: '',
    },
  ];
  const owners = [
    ...employees.map(({ number }) => `sip:${number}`),
    ...amiUsers.map(({ username }) => `ami:${username}`),
    'web',
    'ssh',
  ];
  return {
    ...base,
    settings: {
      PBXSecurityMode: 'strict',
      Name: 'Winter & Falk',
      PBXLanguage: 'de-de',
      PBXTimezone: 'Europe/Berlin',
      SIPAuthPrefix: 'quarzfink',
      SSHDisablePasswordLogins: '1',
      ARIAllowedOrigins: 'https://pbx.winterfalk.example',
      PBXFirewallMaxReqSec: '150',
    },
    webLogin: provenLogin(daysBefore(now, 100)),
    authorizedKeys: [publicKey(random, 'greta@office')],
    filters: [
      filter(1, 'Office', '192.168.1.0/24', EVERYTHING, { localNetwork: true, newerBlockIp: true }),
      filter(2, 'VPN', '10.8.0.0/24', allowing('SIP', 'WEB', 'SSH', 'ICMP')),
      filter(3, 'Carrier', '203.0.113.16/28', allowing('SIP', 'ICMP')),
    ],
    fail2ban: { ...STRONG, whitelist: '192.168.1.5', banning: true },
    interfaces: [lan('192.168.1.10'), lan('10.8.0.1', { id: 2, name: 'wg0', gateway: '', internet: false, vpn: true })],
    nat: { enabled: true, address: '', host: 'pbx.winterfalk.example' },
    providers: [
      provider(CARRIER, 'Carrier', {
        host: '203.0.113.20',
        username: '4930555000',
        secret: guideSecret(random),
        additionalHosts: [{ id: '1', address: '203.0.113.20' }],
      }),
    ],
    outboundRoutes: [
      outboundRoute(1, 'Emergency', CARRIER, '(110|112)', 0),
      outboundRoute(2, 'Germany', CARRIER, '0[2-8]', 9),
    ],
    employees,
    amiUsers,
    apiKeys: [
      {
        id: 1,
        key: 'sandbox-key-of-the-wallboard',
        description: 'Wallboard',
        fullPermissions: false,
        allowedPaths: { '/api/v3/sip': 'read' },
        filterId: '1',
        createdAt: storedDaysBefore(now, 90),
        lastUsedAt: storedDaysBefore(now, 1),
      },
    ],
    devices: employees.map(({ number }, place) => ({
      account: number,
      address: `192.168.1.${100 + place}`,
      userAgent: 'Yealink SIP-T46U 108.86.0.45',
    })),
    peers: [
      { address: '192.168.1.21', port: 443 },
      { address: '192.168.1.30', port: 5038 },
    ],
    signIns: {
      web: signedIn(now, ['192.168.1.21', 0, 9], ['10.8.0.7', 4, 2]),
      ssh: signedIn(now, ['10.8.0.7', 4, 1]),
      programs: {
        since: daysBefore(now, 30),
        users: [signedInTo(now, 'phpagi', [0, 880]), signedInTo(now, 'crm', null, ['192.168.1.30', 0, 42])],
        complete: true,
      },
    },
    vpn: [
      {
        name: 'wg0',
        networks: ['10.8.0.0/24', '192.168.40.0/24'],
        peers: [
          { name: 'mQx1Vw0c', endpoint: '87.49.45.10', networks: ['10.8.0.7/32'], lastSeen: daysBefore(now, 0) },
          { name: 'Zr7kT2pA', endpoint: null, networks: ['10.8.0.8/32', '192.168.40.0/24'], lastSeen: null },
        ],
      },
    ],
    staticRoutes: ['192.168.40.0/24'],
    rotation: {
      firstReadingAt: daysBefore(now, 200),
      holeClosedAt: daysBefore(now, 120),
      changedAt: Object.fromEntries(owners.map((owner) => [owner, daysBefore(now, 100)])),
    },
    attestations: confirmed(now, [
      { item: 'home-country', answer: 'DE' },
      { item: 'allowed-countries', answer: 'DE' },
      { item: 'spending-limit', subject: CARRIER, answer: 'yes', note: 'Limit of 20 a day, alerts by mail' },
      { item: 'balance', answer: 'small' },
    ]),
    lastIds: { ...base.lastIds, filter: 3, employee: 17, host: 1, route: 2, ami: 5, ari: 0, apiKey: 1 },
  };
};

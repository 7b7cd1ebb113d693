/**
 * 2024.1.114 without the patch, on a public address, open to everybody, with the CTI module, admin/admin and passwords
 * that are tried first. Strangers' devices are registered with two of its numbers.
 */
import {
  allowing,
  basePbx,
  employee,
  filter,
  lan,
  named,
  outboundRoute,
  patchMarkers,
  provider,
  signedIn,
  signedInTo,
} from './base.ts';
import { officeCalls, strangersCalls } from './planted-calls.ts';
import { strangersTraces } from './planted-traces.ts';
import { daysBefore, type Scenario } from './scenario.ts';
import { generatedSecret, secret, seeded } from './secrets.ts';

const TRUNK = 'SIP-PROVIDER-0FF1CE00';
const CTI = 'MODULECTICLIENT';
const EVERYTHING_2024 = allowing('SIP', 'WEB', 'SSH', 'AMI', 'AJAM', 'ICMP', CTI);
const WEAK = { length: 'lt8', dictionary: true, strong: false } as const;
const DIGITS = { missing: ['upper', 'lower', 'special'] as ('upper' | 'lower' | 'special')[], digitsOnly: true };
const DEFAULT_PASSWORD = secret('admin', {
  ...WEAK,
  missing: ['upper', 'digit', 'special'],
  contains: ['login'],
}).features;

export const breached2024: Scenario = (now) => {
  const random = seeded(3);
  const base = basePbx(now);
  return {
    ...base,
    release: '2024.1.114',
    settings: { Name: 'Trade house', PBXLanguage: 'en-en', PBXTimezone: 'Europe/Berlin', PBXAllowGuestCalls: '1' },
    bootedAt: daysBefore(now, 300),
    patchMarkers: patchMarkers('unpatched'),
    webLogin: {
      password: 'admin',
      storage: 'plain',
      guess: { state: 'match', which: 'default' },
      features: DEFAULT_PASSWORD,
      proven: null,
    },
    sshLogin: {
      password: null,
      storage: 'plain',
      guess: { state: 'match', which: 'common' },
      features: secret('123456', { ...WEAK, ...DIGITS }).features,
      proven: null,
    },
    filters: [
      filter(1, 'Local network', '192.168.1.0/24', EVERYTHING_2024, { localNetwork: true }),
      filter(2, 'Internet', '0.0.0.0/0', EVERYTHING_2024),
    ],
    fail2ban: { maxretry: 20, findtime: 600, bantime: 600, whitelist: '', banning: true },
    interfaces: [
      lan('1.2.3.4', { gateway: '1.2.3.1' }),
      lan('192.168.1.10', { id: 2, name: 'eth1', gateway: '', internet: false }),
    ],
    providers: [
      // 2024 keeps the provider's own host among the opened addresses.
      provider(TRUNK, 'City line', {
        host: 'sip.cityline.example',
        username: '4930777000',
        secret: generatedSecret(random),
        additionalHosts: [{ id: '1', address: 'sip.cityline.example' }],
      }),
    ],
    outboundRoutes: [outboundRoute(1, 'All calls', TRUNK, '', -1)],
    employees: [
      employee(1, '201', 'Reception', {
        secret: secret('201', { ...WEAK, ...DIGITS, dictionary: false, contains: ['number'] }),
      }),
      employee(2, '202', 'Olga Storm', { secret: secret('1234', { ...WEAK, ...DIGITS, shared: 1 }) }),
      employee(3, '203', 'Peter Vogel', { secret: secret('1234', { ...WEAK, ...DIGITS, shared: 1 }) }),
      employee(4, '204', 'Warehouse', {
        secret: secret('password1', { length: '8-11', missing: ['upper', 'special'], dictionary: true, strong: false }),
      }),
      employee(5, '205', 'Anna Klee', { secret: generatedSecret(random) }),
    ],
    amiUsers: [
      {
        id: 3,
        username: '1cami',
        description: 'The user for integration into the MIKO Panel ',
        secret: secret('1cami123', {
          length: '8-11',
          missing: ['upper', 'special'],
          dictionary: true,
          contains: ['login'],
          strong: false,
        }),
        filterId: null,
        read: ['call', 'cdr', 'user'],
        write: ['call', 'originate', 'reporting'],
        eventFilter: '',
      },
    ],
    modules: [
      {
        id: 'ModuleCTIClient',
        name: 'CTI client 4.0',
        version: '4.0.11',
        enabled: true,
        firewall: [{ key: CTI, name: 'CTI client', tcpPorts: [4222, 8222, 8000, 8002] }],
        publicRoutes: ['/pbxcore/api/cti-client/status'],
      },
    ],
    warnings: { securityLog: 'flood', sshPassword: true, files: false },
    traces: strangersTraces(now),
    calls: [...officeCalls(now, TRUNK, seeded(17)), ...strangersCalls(now, TRUNK)],
    devices: [
      { account: '201', address: '5.6.7.8', userAgent: 'friendly-scanner' },
      { account: '202', address: '9.10.11.12', userAgent: 'MicroSIP/3.21.3' },
      { account: '205', address: '192.168.1.50', userAgent: 'Grandstream GXP2160 1.0.11.64' },
    ],
    peers: [
      { address: '9.10.11.12', port: 443 },
      { address: '5.6.7.8', port: 5038 },
      { address: '5.6.7.8', port: 8222 },
      { address: '192.168.1.20', port: 443 },
    ],
    // Core 2024 keeps no address of whoever signs in to the cabinet.
    signIns: {
      web: { unknown: 'not-supported' },
      ssh: signedIn(now, ['5.6.7.8', 2, 3], ['192.168.1.20', 20, 1]),
      programs: {
        since: daysBefore(now, 12),
        users: [signedInTo(now, 'phpagi', [0, 341]), signedInTo(now, '1cami', [1, 3], ['5.6.7.8', 0, 17])],
        complete: true,
      },
    },
    // The carrier moved ten days ago.
    providerHosts: [
      {
        ...named(now, 'sip.cityline.example', 10, '80.81.82.83'),
        addresses: [
          {
            address: '80.81.82.70',
            target: 'sip.cityline.example',
            firstSeen: daysBefore(now, 25),
            lastSeen: daysBefore(now, 10),
          },
          ...named(now, 'sip.cityline.example', 10, '80.81.82.83').addresses,
        ],
      },
    ],
    rotation: { firstReadingAt: daysBefore(now, 0), holeClosedAt: null, changedAt: {} },
    lastIds: { ...base.lastIds, filter: 2, employee: 5, host: 1, route: 1, ami: 3, ari: 0, apiKey: 0 },
  };
};

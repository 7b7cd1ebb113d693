/**
 * 2026.1.223 out of the box: firewall on with one rule that lets everybody in everywhere, Core's demo provider, demo
 * employees and AMI user, admin/admin, Fail2Ban as patient as its weakest level (with longer bans: so it was recorded).
 * Behind a router, as most are when unpacked.
 */
import {
  EVERYTHING,
  basePbx,
  employee,
  filter,
  hashedLogin,
  lan,
  named,
  outboundRoute,
  provider,
  signedIn,
} from './base.ts';
import { daysBefore, type Scenario } from './scenario.ts';
import { generatedSecret, secret, seeded } from './secrets.ts';

/** Name, number and mobile number are what tells Core's demo employees from real ones. */
const mobile = (number: string) => ({ mobile: number, mobileDialstring: number });
const DEMO_PROVIDER = 'SIP-TRUNK-34F7CAFE';

export const factory2026: Scenario = (now) => {
  const random = seeded(1);
  const base = basePbx(now);
  return {
    ...base,
    release: '2026.1.223',
    bootedAt: daysBefore(now, 0.02),
    settings: { Name: 'MikoPBX system', RTPPortTo: '10800', SSHDisablePasswordLogins: '1' },
    webLogin: {
      password: 'admin',
      storage: 'plain',
      guess: { state: 'match', which: 'default' },
      features: secret('admin', {
        length: 'lt8',
        missing: ['upper', 'digit', 'special'],
        dictionary: true,
        contains: ['login'],
        strong: false,
      }).features,
      proven: null,
    },
    // The upgrade step of a new database sets a random one and hashes it.
    sshLogin: hashedLogin,
    filters: [filter(4, 'Internet', '0.0.0.0/0', EVERYTHING, { priority: 1 })],
    fail2ban: { maxretry: 20, findtime: 600, bantime: 10800, whitelist: '', banning: true },
    interfaces: [lan('192.168.1.10', { dhcp: true })],
    providers: [
      provider(DEMO_PROVIDER, 'Demo provider', {
        host: 'demo.askozia.ru',
        username: 'SIP-PROVIDER-DEMO',
        secret: generatedSecret(random),
        additionalHosts: [{ id: '1', address: 'demo.askozia.ru' }],
        demo: true,
      }),
    ],
    outboundRoutes: [outboundRoute(21, 'Outgoing template for the Demo provider', DEMO_PROVIDER, '(7|8)', 10)],
    employees: [
      employee(110, '201', 'Smith James', { secret: generatedSecret(random), ...mobile('89261111111'), demo: true }),
      employee(111, '202', 'Brown Brandon', { secret: generatedSecret(random), ...mobile('89161111111'), demo: true }),
      employee(112, '203', 'Collins Melanie', {
        secret: generatedSecret(random),
        ...mobile('89251111111'),
        demo: true,
      }),
    ],
    amiUsers: [
      {
        id: 3,
        username: '1cami',
        description: 'The user for integration into the MIKO Panel ',
        secret: generatedSecret(random),
        filterId: null,
        read: ['call', 'cdr', 'user'],
        write: ['call', 'originate', 'reporting'],
        eventFilter: '',
      },
    ],
    peers: [{ address: '192.168.1.20', port: 80 }],
    signIns: { web: { ...signedIn(now, ['192.168.1.20', 0, 1]), since: daysBefore(now, 0.02) }, ssh: signedIn(now) },
    providerHosts: [named(now, 'demo.askozia.ru', 0, '80.81.82.95')],
    rotation: { firstReadingAt: daysBefore(now, 0), holeClosedAt: null, changedAt: {} },
    lastIds: { ...base.lastIds, filter: 4, employee: 112, host: 1, route: 21, ami: 3, ari: 0, apiKey: 0 },
  };
};

/**
 * 2026.1.223 in a container with bridge networking. Its rules look right, and nothing of them is in force for the web:
 * Core manages no iptables in there and sees every client as the gateway.
 */
import {
  NORMAL,
  EVERYTHING,
  allowing,
  basePbx,
  employee,
  filter,
  lan,
  named,
  outboundRoute,
  provider,
  signedIn,
} from './base.ts';
import type { Scenario } from './scenario.ts';
import { generatedSecret, guideSecret, seeded } from './secrets.ts';

const TRUNK = 'SIP-TRUNK-D0C4E200';

export const dockerBridge: Scenario = (now) => {
  const random = seeded(4);
  const base = basePbx(now);
  return {
    ...base,
    release: '2026.1.223',
    container: { kind: 'docker', network: 'bridge', bouncer: false },
    settings: {
      Name: 'Container',
      PBXLanguage: 'en-en',
      PBXTimezone: 'Europe/Berlin',
      SIPAuthPrefix: 'harborline',
      SSHDisablePasswordLogins: '1',
    },
    filters: [
      filter(1, 'Office', '192.168.1.0/24', EVERYTHING, { localNetwork: true }),
      filter(2, 'Internet', '0.0.0.0/0', allowing()),
    ],
    fail2ban: { ...NORMAL, whitelist: '', banning: true },
    interfaces: [lan('172.17.0.2', { prefix: 16, gateway: '172.17.0.1' })],
    nat: { enabled: true, address: '', host: 'pbx.container.example' },
    providers: [
      provider(TRUNK, 'Trunk', { host: 'sip.trunk.example', username: '4930888000', secret: guideSecret(random) }),
    ],
    outboundRoutes: [outboundRoute(1, 'Germany', TRUNK, '0[2-8]', 9)],
    employees: [
      employee(1, '301', 'Lena Ahrens', { secret: generatedSecret(random) }),
      employee(2, '302', 'Moritz Kuhn', { secret: generatedSecret(random) }),
    ],
    devices: [
      { account: '301', address: '172.17.0.1', userAgent: 'Fanvil X4U 2.12.1' },
      { account: '302', address: '172.17.0.1', userAgent: 'Zoiper v2.10.20' },
    ],
    peers: [{ address: '172.17.0.1', port: 443 }],
    // 2026.1.223 writes "From: unknown" into its log; the access log has the gateway.
    signIns: { web: signedIn(now, ['172.17.0.1', 0, 22]), ssh: signedIn(now) },
    providerHosts: [named(now, 'sip.trunk.example', 20, '80.81.82.90', '2a01:4f8:1:2::5')],
    lastIds: { ...base.lastIds, filter: 2, employee: 2, host: 0, route: 1, ami: 0, ari: 0, apiKey: 0 },
  };
};

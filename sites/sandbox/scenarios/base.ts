/** What every described PBX has: a 2026 PBX on its own network, freshly installed and empty. */
import { blankEmployee } from '../blank-employee.ts';
import { emptyMemory } from '../module/memory.ts';
import type { Employee, Interface, Login, NetworkFilter, OutboundRoute, Pbx, SipProvider } from '../pbx.ts';
import { daysBefore } from './scenario.ts';
import { noSecret, strongFeatures } from './secrets.ts';

const MARKED_FILES = {
  A: '/etc/nginx/mikopbx/locations/cdr-api.conf',
  B: '/etc/nginx/mikopbx/lua/access-pbx-core.lua',
  C: '/etc/nginx/mikopbx/conf.d/https-server.conf',
  D: '/etc/nginx/mikopbx/conf.d/security-headers.conf',
  E: '/usr/www/src/PBXCoreREST/Controllers/Files/PostController.php',
  F: '/usr/www/src/Core/System/Util.php',
  G: '/usr/www/src/AdminCabinet/Controllers/SessionController.php',
} as const;
export const patchMarkers = (state: 'fixed' | 'unpatched'): Pbx['patchMarkers'] =>
  (['A', 'B', 'C', 'D', 'E', 'F', 'G'] as const).map((id) => ({ id, file: MARKED_FILES[id], state }));

export const CORE = ['SIP', 'IAX', 'WEB', 'SSH', 'AMI', 'AJAM', 'ICMP'] as const;
export const allowing = (...keys: readonly string[]): NetworkFilter['allow'] =>
  Object.fromEntries([...new Set([...CORE, ...keys])].map((key) => [key, keys.includes(key)]));
export const EVERYTHING = allowing(...CORE);

export const filter = (
  id: number,
  description: string,
  permit: string,
  allow: NetworkFilter['allow'],
  more: Partial<NetworkFilter> = {},
): NetworkFilter => ({
  id,
  description,
  permit,
  deny: '0.0.0.0/0',
  newerBlockIp: false,
  localNetwork: false,
  priority: id,
  allow,
  ...more,
});

export const employee = (id: number, number: string, name: string, more: Partial<Employee> = {}): Employee => ({
  ...blankEmployee,
  id,
  number,
  name,
  transport: 'udp,tcp',
  ...more,
});

/** An account that signs in under a name of its own, by its manual attributes. */
export const signsInAs = (username: string): Partial<Employee> => ({
  manualAttributes: `[auth]\nusername=${username}`,
  authUsername: username,
});

export const provider = (id: string, description: string, more: Partial<SipProvider> = {}): SipProvider => ({
  id,
  type: 'SIP',
  description,
  note: '',
  disabled: false,
  username: '',
  secret: noSecret,
  host: '',
  port: 5060,
  transport: 'udp',
  registration: 'outbound',
  filterId: null,
  additionalHosts: [],
  other: {},
  demo: false,
  ...more,
});

export const outboundRoute = (
  id: number,
  name: string,
  providerId: string,
  pattern: string,
  rest: number,
): OutboundRoute => ({ id, name, priority: id, pattern, rest, trim: 0, prepend: '', note: '', providerId });

export const lan = (address: string, more: Partial<Interface> = {}): Interface => ({
  id: 1,
  name: 'eth0',
  address,
  prefix: 24,
  gateway: '192.168.1.1',
  addressV6: '',
  prefixV6: 0,
  internet: true,
  dhcp: false,
  vpn: false,
  ...more,
});

/** A password that only its owner knows: a hash that no guess opened. */
export const hashedLogin: Login = {
  password: null,
  storage: 'sha512',
  guess: { state: 'no-match', tried: 1003 },
  features: null,
  proven: null,
};
/** The same, shown to the PBX once and found strong. */
export const provenLogin = (at: string): Login => ({
  ...hashedLogin,
  proven: { at, by: 'person', features: strongFeatures, current: true },
});

/** Numbers that are there from the start. */
const CORE_NUMBERS: Pbx['otherNumbers'] = [
  { number: '1111', type: 'CONFERENCE', callerid: 'Main conference room' },
  { number: '2001', type: 'QUEUE', callerid: 'Sales' },
  { number: '2003', type: 'IVR MENU', callerid: 'Main menu' },
  ...Array.from({ length: 21 }, (_, slot) => ({ number: String(800 + slot), type: 'PARKING', callerid: '' })),
];

/** Who signed in over one service in the last 30 days: address, days ago, how often. */
export const signedIn = (
  now: Date,
  ...rows: readonly (readonly [address: string, days: number, count: number])[]
): Exclude<Pbx['signIns']['web'], { unknown: unknown }> => ({
  since: daysBefore(now, 30),
  addresses: rows.map(([address, days, count]) => ({ address, last: daysBefore(now, days), count })),
  nameless: 0,
  complete: true,
});

/** From where one user of AMI signed in, as far back as the log reaches: address, days ago, how often. */
export const signedInTo = (
  now: Date,
  user: string,
  pbx: readonly [days: number, count: number] | null,
  ...rows: readonly (readonly [address: string, days: number, count: number])[]
): NonNullable<Pbx['signIns']['programs']>['users'][number] => ({
  user,
  pbx: pbx === null ? null : { last: daysBefore(now, pbx[0]), count: pbx[1] },
  addresses: rows.map(([address, days, count]) => ({ address, last: daysBefore(now, days), count })),
  complete: true,
});

/** A name of a provider's host that has stood for these addresses for so many days. */
export const named = (now: Date, host: string, days: number, ...addresses: readonly string[]) => ({
  host,
  resolvedAt: daysBefore(now, 0),
  failed: null,
  addresses: addresses.map((address) => ({
    address,
    target: host,
    firstSeen: daysBefore(now, days),
    lastSeen: daysBefore(now, 0),
  })),
});

export const NORMAL = { maxretry: 10, findtime: 3600, bantime: 86400 } as const;
export const STRONG = { maxretry: 5, findtime: 21600, bantime: 604800 } as const;

export const basePbx = (now: Date): Pbx => ({
  release: '2026.9.5',
  bootedAt: daysBefore(now, 12),
  container: { kind: 'none' },
  settings: { Name: 'Office PBX' },
  webLogin: hashedLogin,
  sshLogin: hashedLogin,
  authorizedKeys: [],
  warnings: { securityLog: 'calm', sshPassword: false, files: false },
  updates: { online: true, latest: '2026.9.5', checkedAt: daysBefore(now, 0) },
  patchMarkers: patchMarkers('fixed'),
  filters: [],
  fail2ban: { ...NORMAL, whitelist: '', banning: true },
  bans: [],
  firewallAdditional: false,
  firewallModules: [],
  customFiles: [],
  interfaces: [lan('192.168.1.10')],
  nat: { enabled: false, address: '', host: '' },
  staticRoutes: [],
  providers: [],
  outboundRoutes: [],
  employees: [],
  otherNumbers: CORE_NUMBERS,
  amiUsers: [],
  ariUsers: [],
  apiKeys: [],
  modules: [],
  devices: [],
  peers: [],
  calls: [],
  traces: [],
  signIns: { web: signedIn(now), ssh: signedIn(now) },
  providerHosts: [],
  vpn: [],
  rotation: { firstReadingAt: daysBefore(now, 1), holeClosedAt: null, changedAt: {} },
  attestations: [],
  waivers: [],
  module: emptyMemory,
  lastIds: { filter: 1000, employee: 100000, host: 1000, route: 1000, ami: 1000, ari: 1000, apiKey: 1000 },
});

/**
 * Made-up PBXs with something of everything, and what is told of them as short lines: what a person would see, by keys and
 * values. Kept in JSON beside the tests; `UPDATE=1` writes it anew, for whoever means a change and reads it.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { PartData, PartName, Parts } from '../../sites/checklist/facts/types.ts';
import type { Message, Param } from '../../sites/checklist/message.ts';
import { CLEAN, NOW, partsWith, rule, strong } from './facts.ts';
import { at, weak, short, answers, wan, phone, account, OPEN, OFFICE, WEAK_BANS, markers, route } from './made.ts';

const SINFUL: Partial<PartData> = {
  system: at('2026.1.223'),
  network: wan('8.8.8.8/24', '2a00:1450::8/64'),
  firewall: { ...CLEAN.firewall, maxRequestsPerSecond: 20, rules: [OFFICE, OPEN] },
  fail2ban: {
    ...WEAK_BANS,
    whitelist: ['0.0.0.0/0', '203.0.113.7', '10.0.0.0/8', 'office', '192.168.1.5'],
    jails: [
      { name: 'asterisk', banned: 3 },
      { name: 'dropbear', banned: 0 },
    ],
  },
  accounts: [
    account('201'),
    account('202', { authUsername: '202', filterId: '7' }),
    account('203', { disabled: true }),
    account('204', { demo: true, secretOverridden: true }),
  ],
  sip: { authSuffix: 'MIKO', guestCalls: true },
  secrets: [
    { owner: 'sip:201', features: weak },
    { owner: 'sip:202', features: { ...strong, contains: ['number'], strong: false } },
    { owner: 'sip:203', features: short },
    { owner: 'sip:204', features: { ...strong, shared: 1, missing: ['special'], generated: true } },
    { owner: 'ami:crm', features: short },
    { owner: 'ami:old', features: strong },
    { owner: 'ari:app', features: weak },
  ],
  webLogin: {
    ...CLEAN.webLogin,
    storage: 'plain',
    guess: { state: 'match', which: 'common' },
    features: weak,
    proven: null,
  },
  ssh: {
    passwordLogins: true,
    password: {
      login: 'root',
      storage: 'plain',
      guess: { state: 'match', which: 'default' },
      features: weak,
      proven: null,
    },
    authorizedKeys: [{ type: 'ssh-rsa', comment: 'old laptop', fingerprint: 'SHA256:abc' }],
  },
  ami: {
    enabled: true,
    users: [
      { id: '1', username: 'crm', name: 'CRM', filterId: null, system: false },
      { id: '2', username: 'old', name: '', filterId: '7', system: false },
      { id: '3', username: 'phpagi', name: 'Core', filterId: 'localhost', system: true },
    ],
  },
  ari: { enabled: true, origins: '*', users: [{ id: '1', username: 'app' }] },
  apiKeys: [
    {
      id: '1',
      name: 'CRM',
      fullPermissions: true,
      networkFilter: false,
      filterId: null,
      createdAt: '2025-01-01T00:00:00+00:00',
      lastUsedAt: null,
    },
    {
      id: '2',
      name: 'Shop',
      fullPermissions: false,
      networkFilter: true,
      filterId: '7',
      createdAt: null,
      lastUsedAt: '2026-01-01T00:00:00+00:00',
    },
    {
      id: '3',
      name: 'Undated',
      fullPermissions: false,
      networkFilter: true,
      filterId: '1',
      createdAt: null,
      lastUsedAt: null,
    },
  ],
  modules: [
    {
      id: 'ModuleCTIClient',
      name: 'CTI',
      version: '4.0',
      enabled: true,
      firewallCategories: ['ModuleCTIClient'],
      publicRoutes: ['GET /pbxcore/api/cti/ping'],
    },
    { id: 'ModuleOff', name: 'Off', version: '1', enabled: false, firewallCategories: [], publicRoutes: ['GET /x'] },
    { id: 'ModuleUsersGroups', name: 'Groups', version: '1', enabled: true, firewallCategories: [], publicRoutes: [] },
  ],
  devices: [
    phone('201', '192.168.1.7'),
    phone('202', '46.4.8.15'),
    phone('203', '8.8.4.4', 'friendly-scanner'),
    phone('204-WS', '203.0.113.9', 'JsSIP 3.10'),
  ],
  signIns: {
    web: { since: NOW, addresses: [{ address: '46.4.8.15', last: NOW, count: 2 }], nameless: 1, complete: false },
    ssh: { unknown: 'timeout' },
  },
  connections: {
    rows: [
      { port: 5038, address: '46.4.8.16', count: 1 },
      { port: 443, address: '8.8.4.4', count: 2 },
    ],
    complete: true,
  },
  outboundRoutes: [
    route('1', '', null),
    route('2', '00', -1),
    route('3', '9', 10, { trim: 1 }),
    route('4', '(((', 3),
    route('5', '0900', 6, { providerId: 'GONE' }),
    route('6', '112', 0, { providerDisabled: true }),
  ],
  extraRules: {
    firewallAdditional: true,
    modules: ['ModuleGeoIP'],
    customFiles: ['/etc/asterisk/extensions.conf', '/etc/asterisk/pjsip.conf'],
  },
  updates: { latest: '2026.9.5', checkedAt: NOW, warnings: { securityLog: 'flood', sshPassword: true, files: true } },
  attestations: answers(['home-country', '', 'DE']),
};
const OLD: Partial<PartData> = {
  ...SINFUL,
  system: at('2024.1.114'),
  patch: markers('unpatched'),
  ports: { ...CLEAN.ports, iax: null },
  sip: { authSuffix: null, guestCalls: false },
};

/** Each with the parts that were not read. */
export const STATES: Readonly<Record<string, readonly [Partial<PartData>, ...PartName[]]>> = {
  clean: [{}],
  sinful: [SINFUL],
  'sinful and old': [OLD],
  'old and patched, seen from behind a router': [
    {
      ...OLD,
      patch: markers('fixed'),
      network: { ...CLEAN.network, gateways: ['192.168.1.1'] },
      rotation: {
        ...CLEAN.rotation,
        holeClosedAt: '2026-11-10T00:00:00+00:00',
        secrets: [
          { owner: 'sip:201', changedAt: '2026-11-11T00:00:00+00:00' },
          { owner: 'sip:202', changedAt: '2026-11-09T00:00:00+00:00' },
          { owner: 'web', changedAt: null },
        ],
      },
    },
  ],
  'old, half patched': [
    {
      ...OLD,
      patch: {
        readAt: NOW,
        markers: CLEAN.patch.markers.map((one, i) => ({
          ...one,
          state: i === 2 ? ('missing' as const) : ('fixed' as const),
        })),
      },
    },
  ],
  'newest, sinful': [
    {
      ...SINFUL,
      system: at('2026.2.118'),
      fail2ban: { ...WEAK_BANS, whitelist: ['10.0.0.0/8'], securityMode: 'relaxed', jails: null },
    },
  ],
  off: [
    {
      ...SINFUL,
      providers: CLEAN.providers.map((one) => ({ ...one, host: '203.0.113.10' })),
      firewall: { ...CLEAN.firewall, enabled: false, rules: [OPEN] },
      fail2ban: { ...WEAK_BANS, enabled: false, banning: false, whitelist: [] },
    },
  ],
  'off, with people everywhere': [
    {
      system: at('2026.1.223'),
      network: {
        ...CLEAN.network,
        routes: ['10.20.0.0/16'],
        gateways: ['192.168.1.1'],
        interfaces: [
          { name: 'eth0', addresses: ['192.168.1.2/24', 'fd00:1::2/64'], internet: true, vpn: false },
          { name: 'wg0', addresses: ['10.8.0.1/24'], internet: false, vpn: true },
        ],
      },
      firewall: {
        ...CLEAN.firewall,
        enabled: false,
        rules: [rule('3', '10.8.0.0/24', { SIP: true, WEB: true }), rule('4', '203.0.113.0/28', { SIP: true })],
      },
      modules: [
        {
          ...{ id: 'ModuleWide', name: 'Wide', version: '1', enabled: true },
          ...{ firewallCategories: ['ModuleWide'], publicRoutes: [] },
        },
      ],
      vpn: [
        {
          name: 'wg0',
          networks: ['10.8.0.0/24'],
          peers: [{ name: 'Anna', endpoint: '91.12.40.7', networks: ['10.8.0.5/32'], lastSeen: NOW }],
        },
      ],
      accounts: ['201', '202', '203', '204'].map((number) => account(number)),
      devices: [
        phone('201', '192.168.1.7'),
        phone('202', '10.8.0.5'),
        phone('203', '177.40.12.9'),
        phone('204', '91.12.40.7', 'friendly-scanner'),
        phone('204', '91.12.40.7'),
        phone('201', '192.168.1.1'),
        phone('202', '203.0.113.5', 'Zoiper rv2.10.18.6'),
      ],
      signIns: {
        web: { since: NOW, addresses: [{ address: '46.4.8.15', last: NOW, count: 2 }], nameless: 0, complete: true },
        ssh: { since: NOW, addresses: [{ address: '10.20.3.4', last: NOW, count: 1 }], nameless: 0, complete: true },
      },
      connections: {
        rows: [
          { port: 443, address: '46.4.8.17', count: 1 },
          { port: 22, address: '192.168.1.9', count: 1 },
        ],
        complete: false,
      },
      attestations: answers(['own-network', '10.20.0.0/16', 'no'], ['own-network', '192.168.1.0/24', 'yes']),
    },
  ],
  'of the factory': [
    {
      system: at('2026.1.223'),
      firewall: { ...CLEAN.firewall, enabled: true, rules: [] },
      accounts: [account('201', { demo: true })],
      providers: CLEAN.providers.map((one) => ({ ...one, demo: true, host: '0.0.0.0' })),
      webLogin: { ...CLEAN.webLogin, guess: { state: 'match', which: 'default' }, proven: null },
      ssh: { passwordLogins: true, password: null, authorizedKeys: [] },
      rotation: { firstReadingAt: null, holeClosedAt: null, secrets: [] },
      updates: { latest: null, checkedAt: null },
    },
  ],
  'in Docker, on the network of its host': [
    { ...SINFUL, system: at('2026.1.223', { container: { kind: 'docker', network: 'host', bouncer: null } }) },
  ],
  'in Docker, behind a bridge, with a bouncer': [
    {
      ...SINFUL,
      system: at('2026.9.5', {
        container: { kind: 'docker', network: 'bridge', bouncer: true, bouncerAsked: 'now', seesClients: false },
      }),
      attestations: answers(['docker-bouncer', '', 'yes'], ['outside-firewall', '', 'WEB']),
    },
  ],
  'in Docker, with an address of its own': [
    {
      ...SINFUL,
      system: at('2026.1.223', {
        container: { kind: 'docker', network: 'unknown', bouncer: false, ownInterfaces: ['eth0'] },
      }),
    },
  ],
  'in LXC without the right': [
    { ...SINFUL, system: at('2026.1.223', { container: { kind: 'lxc', managesFirewall: false } }) },
  ],
  'bans without sense': [
    { ...SINFUL, fail2ban: { enabled: true, banning: true, maxretry: 0, findtime: -5, bantime: 59, whitelist: [] } },
  ],
  'bans for ever, jails gone': [
    {
      system: at('2026.1.223'),
      network: wan('8.8.8.8/24'),
      firewall: { ...CLEAN.firewall, rules: [OFFICE, { ...OPEN, neverBlock: false }] },
      fail2ban: { enabled: true, banning: false, maxretry: 3, findtime: 86_400, bantime: -1, whitelist: [], jails: [] },
    },
  ],
  'bans of no time': [
    {
      system: at('2024.1.114'),
      ports: { ...CLEAN.ports, iax: null },
      patch: markers('fixed'),
      fail2ban: {
        ...WEAK_BANS,
        maxretry: 5,
        bantime: 0,
        whitelist: ['10.0.0.5\n10.0.0.6'],
        whitelistText: '10.0.0.5\n10.0.0.6',
      },
    },
  ],
  'rules that are not in force': [{ ...SINFUL, runningRules: { v4: ['-P INPUT ACCEPT'], v6: ['-P INPUT ACCEPT'] } }],
  'rules of odd rows': [
    {
      ...SINFUL,
      firewall: {
        ...CLEAN.firewall,
        rules: [
          rule('2', '203.0.113.0/24', { SIP: true, WEB: true }),
          rule('3', '203.0.112.0/21', { SIP: true, SSH: true }),
          rule('4', '10.0.0.0/8,172.16.0.0/12', { SSH: true }),
          rule('5', 'office.example', { WEB: true }),
          rule('6', '::/0', { SIP: true, ICMP: true }),
          {
            ...rule('8', '0.0.0.0/0', { SIP: true }),
            services: [
              { category: 'SIP', allow: true, ports: [{ protocol: 'udp', from: 5070, to: 5070 }] },
              { category: 'MODULECTICLIENT', allow: true, ports: [{ protocol: 'tcp', from: 8899, to: 8899 }] },
            ],
          },
          rule('9', '0.0.0.0/1', {}),
        ],
      },
    },
  ],
  'all answered for': [
    {
      ...SINFUL,
      attestations: answers(
        ['home-country', '', 'RU'],
        ['allowed-countries', '', 'KZ,BY'],
        ['abroad-needed', '', 'yes'],
        ['abroad-by-groups', '', 'yes'],
        ['abroad-blocked-at-provider', 'SIP-TRUNK-1', 'yes'],
        ['balance', '', 'yes'],
        ['spending-limit', 'SIP-TRUNK-1', 'yes'],
        ['web-password', '', 'yes'],
        ['ever-exposed', '', 'no'],
        ['outside-firewall', '', 'SIP,WEB,SSH,AMI,AJAM,IAX'],
        ['shared-address', '192.168.1.1', 'yes'],
        ['docker-bouncer', '', 'no'],
        ['forwarded', '', 'none'],
        ['far-phone', '202', 'yes'],
      ),
    },
  ],
  'nothing forwarded, all behind one address': [
    {
      system: at('2026.1.223'),
      network: { ...CLEAN.network, gateways: ['192.168.1.1'], externalAddress: '10.0.0.1:5060' },
      firewall: { ...CLEAN.firewall, rules: [OFFICE, { ...OPEN, neverBlock: false }] },
      devices: [phone('201', '192.168.1.1'), phone('202', '192.168.1.1'), phone('203', '192.168.1.1', '')],
      accounts: [account('201'), account('202'), account('203')],
      attestations: answers(['forwarded', '', 'none'], ['ever-exposed', '', 'rotated']),
    },
  ],
  'weak passwords, with phones and programs everywhere': [
    {
      system: at('2026.1.223'),
      network: {
        ...CLEAN.network,
        routes: ['10.20.0.0/16'],
        gateways: ['192.168.1.1'],
        interfaces: [
          { name: 'eth0', addresses: ['192.168.1.2/24', '8.8.8.8/28'], internet: true, vpn: false },
          { name: 'wg0', addresses: ['10.8.0.1/24'], internet: false, vpn: true },
        ],
      },
      firewall: {
        ...CLEAN.firewall,
        rules: [
          OFFICE,
          rule('2', '203.0.113.0/28', { SIP: true, AMI: true }, { name: 'Branch' }),
          rule('3', '198.51.100.7', { SIP: true }, { name: 'Trusted', neverBlock: true }),
          rule('7', '0.0.0.0/0', { SIP: true, IAX: true, AMI: true, ICMP: true }, { name: 'Internet' }),
        ],
      },
      fail2ban: {
        ...WEAK_BANS,
        maxretry: 5,
        whitelist: ['192.168.1.5', '10.20.0.7'],
        whitelistText: '192.168.1.5 10.20.0.7',
      },
      providers: [
        ...CLEAN.providers,
        ...CLEAN.providers.map((one) => ({ ...one, id: 'SIP-IN', name: 'Branch', registration: 'inbound' as const })),
        ...CLEAN.providers.map((one) => ({
          ...one,
          id: 'IAX-1',
          name: 'Old',
          kind: 'iax' as const,
          host: '203.0.113.99',
        })),
      ],
      accounts: [
        account('201'),
        account('202', { authUsername: 'rose' }),
        account('203', { disabled: true }),
        account('204', { secretHashed: true }),
        account('205', { filterId: '2' }),
        account('206'),
      ],
      sip: { authSuffix: 'miko', guestCalls: false },
      secrets: [
        { owner: 'sip:201', features: short },
        { owner: 'sip:202', features: weak },
        { owner: 'sip:203', features: { ...short, digitsOnly: true } },
        { owner: 'sip:204', features: short },
        { owner: 'sip:205', features: { ...weak, contains: ['name', 'date'], shared: 2 } },
        { owner: 'sip:206', features: strong },
        { owner: 'provider:SIP-IN', features: short },
        { owner: 'ami:crm', features: short },
        { owner: 'ami:amocrm', features: weak },
        { owner: 'ami:local', features: weak },
        { owner: 'ari:app', features: weak },
      ],
      webLogin: { ...CLEAN.webLogin, storage: 'plain', guess: { state: 'match', which: 'default' }, proven: null },
      ssh: { passwordLogins: false, password: null, authorizedKeys: [] },
      ami: {
        enabled: true,
        users: [
          { id: '1', username: 'crm', name: 'CRM', filterId: null, system: false },
          { id: '2', username: 'amocrm', name: '', filterId: '2', system: false },
          { id: '3', username: 'local', name: '', filterId: 'localhost', system: false },
        ],
      },
      ari: { enabled: true, origins: 'https://app.example', users: [{ id: '4', username: 'app' }] },
      modules: ['ModuleAmoCrm', 'ModuleAutoprovision'].map((id) => ({
        ...{ id, name: id.slice(6), version: '1', enabled: true },
        ...{ firewallCategories: [], publicRoutes: [] },
      })),
      vpn: [
        {
          name: 'wg0',
          networks: ['10.8.0.0/24'],
          peers: [{ name: 'Anna', endpoint: '91.12.40.7', networks: ['10.8.0.5/32'], lastSeen: NOW }],
        },
      ],
      devices: [
        phone('201', '192.168.1.7'),
        phone('201', '192.168.1.8', ''),
        phone('201-WS', '10.8.0.5', 'JsSIP 3.10'),
        phone('202', '203.0.113.5', 'Grandstream GXP1625'),
        phone('202', '177.40.12.9'),
        phone('205', '198.51.100.7'),
        phone('205', '91.12.40.7', 'friendly-scanner'),
        phone('206', '10.20.0.7'),
        phone('206', '2a00:1450::7'),
        phone('SIP-IN', '203.0.113.6', 'Asterisk PBX'),
        phone('999', '91.12.40.8'),
      ],
      signIns: {
        web: { since: NOW, addresses: [{ address: '203.0.113.5', last: NOW, count: 4 }], nameless: 0, complete: true },
        ssh: { since: NOW, addresses: [], nameless: 2, complete: true },
      },
      connections: {
        rows: [
          { port: 5038, address: '127.0.0.1', count: 1 },
          { port: 5038, address: '192.168.1.9', count: 1 },
          { port: 5038, address: '203.0.113.7', count: 1 },
          { port: 8088, address: '203.0.113.7', count: 1 },
          { port: 8089, address: '46.4.8.16', count: 3 },
          { port: 443, address: '46.4.8.17', count: 9 },
        ],
        complete: true,
      },
      rotation: {
        firstReadingAt: NOW,
        holeClosedAt: NOW,
        secrets: [
          { owner: 'sip:206', changedAt: null },
          { owner: 'ami:crm', changedAt: null },
        ],
      },
      attestations: answers(['home-country', '', 'DE']),
    },
  ],
  'sinful, nobody knows who uses it': [SINFUL, 'devices', 'signIns', 'connections', 'vpn', 'providerHosts', 'accounts'],
  'sinful, secrets not read': [SINFUL, 'secrets', 'webLogin', 'ssh', 'sip', 'ami', 'ari', 'apiKeys', 'rotation'],
  'sinful, doors not read': [SINFUL, 'firewall', 'fail2ban', 'ports', 'runningRules'],
  'sinful, calls not read': [SINFUL, 'providers', 'outboundRoutes', 'modules', 'extraRules', 'updates', 'patch'],
  'sinful, ground not read': [SINFUL, 'system', 'network', 'attestations'],
  'of one provider with the whole world': [
    {
      system: at('2026.1.223'),
      network: wan('8.8.8.8/24'),
      providers: CLEAN.providers.map((one) => ({
        ...one,
        hosts: ['0.0.0.0/0', 'sip.other.example'],
        host: '203.0.113.10',
      })),
    },
  ],
};

export function stateOf(name: string): Parts {
  const [data = {}, ...lost] = STATES[name] ?? [];
  return partsWith(data, Object.fromEntries(lost.map((part) => [part, 'timeout'])));
}

/** `key(name=value, …)`, at any depth. */
export function line({ key, params }: Message): string {
  const said = Object.entries(params).map(([name, value]) => `${name}=${text(value)}`);
  return said.length === 0 ? key : `${key}(${said.join(', ')})`;
}
function text(value: Param): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return String(value);
  if (isList(value)) return `[${value.map(text).join(', ')}]`;
  return line(value);
}
const isList = (value: Param): value is readonly (string | Message)[] => Array.isArray(value);

export type Told = Readonly<Record<string, readonly string[]>>;

const read = new Map<string, Map<string, unknown>>();

/** What is kept of that name; `UPDATE=1`: what is told now, which is kept from then on. */
export function kept(file: string, name: string, now: Told): unknown {
  const all = read.get(file) ?? contentsOf(file);
  read.set(file, all);
  if (process.env['UPDATE'] !== '1') return all.get(name);
  all.set(name, now);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
  return now;
}

function contentsOf(file: string): Map<string, unknown> {
  const all: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  if (typeof all !== 'object' || all === null) throw new Error(file);
  return new Map<string, unknown>(Object.entries(all));
}

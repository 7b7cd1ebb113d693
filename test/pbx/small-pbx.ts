/** A small PBX of 2026 by hand: what each request of REST v3 is answered. Belongs to nobody. */
import { json, serve, type Asked, type Said, type Served } from '../support/serve.ts';
import { notFound, refusal } from '../support/refusals.ts';
import { KEY } from './support.ts';

const API = '/pbxcore/api/v3/';
export const envelope = (data: unknown) => ({
  result: true,
  data,
  messages: [],
  meta: { timestamp: '2026-11-23T15:00:00+03:00' },
});

const SETTINGS: Readonly<Record<string, unknown>> = {
  Name: 'Small PBX',
  PBXLanguage: 'ru-ru',
  WEBPort: 80,
  WEBHTTPSPort: 443,
  SSHPort: 22,
  SIPPort: 5060,
  TLS_PORT: 5061,
  RTPPortFrom: 10000,
  RTPPortTo: 10200,
  IAXPort: 4569,
  AMIPort: 5038,
  AJAMPort: 8088,
  AJAMPortTLS: 8089,
  SIPAuthPrefix: 'XQ',
  PBXAllowGuestCalls: false,
  WebAdminLogin: 'root',
  SSHLogin: 'root',
  SSHDisablePasswordLogins: false,
  SSHAuthorizedKeys: '',
  AMIEnabled: true,
  ARIEnabled: true,
  ARIAllowedOrigins: '*',
};

export type Answers = Readonly<Record<string, unknown>>;

/** Data by path below the API, without the query. */
export const SMALL: Answers = {
  'system:ping': [],
  'system:checkIfNewReleaseAvailable': {
    currentVersion: '2026.9.5',
    newVersionAvailable: true,
    latestVersion: '2026.10.1',
    lastCheck: '2026-11-23 14:59:00',
  },
  'system:datetime': { timestamp: 1_795_435_200 },
  'sysinfo:getHypervisorInfo': { Hypervisor: '', environment_type: 'baremetal', cpu_architecture: 'x86_64' },
  'time-settings': { PBXTimezone: 'Europe/Moscow' },
  ...Object.fromEntries(Object.entries(SETTINGS).map(([key, value]) => [`general-settings/${key}`, { [key]: value }])),
  firewall: {
    items: [
      {
        id: 1,
        description: 'LAN',
        permit: '192.168.1.0/24',
        newer_block_ip: false,
        local_network: true,
        permanent: false,
        priority: 1,
        rules: { WEB: { name: 'WEB', action: true, ports: [{ port: '80', protocol: 'TCP' }] } },
      },
    ],
    firewallEnabled: '1',
    fail2banEnabled: '1',
    isDocker: false,
  },
  fail2ban: { maxretry: 5, findtime: 21600, bantime: 604800, whitelist: '', PBXFirewallMaxReqSec: '150' },
  'network:getConfig': {
    interfaces: [
      {
        interface: 'eth0',
        vlanid: '0',
        internet: true,
        topology: 'private',
        currentIpaddr: '192.168.1.2',
        currentSubnet: 24,
        currentGateway: '192.168.1.1',
        currentIpv6addr: '',
        currentIpv6_subnet: '',
      },
      { interface: 'eth0', vlanid: '7', internet: false, topology: '', ipaddr: '10.7.0.2', subnet: '255.255.255.0' },
    ],
    staticRoutes: [{ network: '10.9.0.0', subnet: '16' }],
    nat: { usenat: true, extipaddr: '198.51.100.7', exthostname: 'pbx.example' },
    isDocker: false,
  },
  advice: { advice: [] },
  'custom-files': [
    { filepath: '/etc/firewall_additional', mode: 'append' },
    { filepath: '/etc/asterisk/pjsip.conf', mode: 'override' },
    { filepath: '/etc/asterisk/rtp.conf', mode: 'none' },
  ],
  providers: [
    {
      id: 'SIP-1',
      represent: '<i class="server icon"></i> SIP: Inbound (disabled)',
      type: 'SIP',
      disabled: true,
      username: 'gate',
      host: '',
      registration_type: 'inbound',
    },
    {
      id: 'IAX-2',
      represent: '<i class="server icon"></i> IAX: Out',
      type: 'IAX',
      disabled: false,
      username: 'out',
      host: 'iax.example',
      registration_type: 'outbound',
    },
  ],
  'sip-providers/SIP-1': {
    description: 'Inbound',
    secret: 'Provider-Secret-1',
    networkfilterid: '1',
    additionalHosts: [{ id: '1', address: '203.0.113.9' }],
  },
  'iax-providers/IAX-2': { description: 'Out', secret: 'XXXXXXXX', networkfilterid: 'none' },
  'outbound-routes': [
    {
      id: '2',
      rulename: 'Later',
      priority: 2,
      numberbeginswith: '',
      restnumbers: -1,
      trimfrombegin: 0,
      prepend: '',
      providerid: 'IAX-2',
      provider_disabled: false,
    },
    {
      id: '1',
      rulename: 'First',
      priority: 1,
      numberbeginswith: '8',
      restnumbers: 10,
      trimfrombegin: 1,
      prepend: '7',
      providerid: 'IAX-2',
      provider_disabled: false,
    },
  ],
  employees: {
    data: [
      { id: 11, number: '101', user_username: 'Ann', user_email: '', mobile: '', disabled: false },
      { id: 12, number: '102', user_username: 'Bob', user_email: '', mobile: '', disabled: true },
      { id: 13, number: null, user_username: 'Without a phone', user_email: '', mobile: '', disabled: false },
    ],
  },
  'employees/11': { sip_secret: 'Shared-Secret-9', sip_manualattributes: '', sip_networkfilterid: 'none' },
  'employees/12': {
    sip_secret: 'Not-In-Force-1',
    sip_manualattributes: '[endpoint]\nusername=no\n[auth]\nusername = bob-auth\npassword=Shared-Secret-9\n',
    sip_networkfilterid: '1',
  },
  'sip:getStatuses': {
    '101': { devices: [{ ip: '192.168.1.50', port: 5060, user_agent: 'Phone/1.0 <b>' }] },
    '102': { devices: [] },
  },
  'asterisk-managers': [
    { id: '1', username: 'crm', description: 'CRM', networkfilterid: 'localhost', isSystem: false },
    { id: '2', username: 'phpagi', description: '', networkfilterid: '1', isSystem: true },
  ],
  'asterisk-managers/1': { secret: 'Manager-Secret-1' },
  'asterisk-rest-users': { items: [{ id: '1', username: 'ari' }], total: 1, limit: 100, offset: 0 },
  'asterisk-rest-users/1': { password: 'Rest-Secret-1' },
  'api-keys': [
    {
      id: '1',
      description: 'Backup',
      created_at: '2026-01-02 03:04:05',
      last_used_at: '',
      full_permissions: true,
      has_network_filter: false,
    },
  ],
};
export const SECRETS = ['Shared-Secret-9', 'Not-In-Force-1', 'Manager-Secret-1', 'Rest-Secret-1', 'Provider-Secret-1'];

/** `changes`: other data by path. `instead`: another answer altogether. */
export function smallPbx(changes: Answers = {}, instead: (asked: Asked) => Said | null = () => null): Promise<Served> {
  const answers: Answers = { ...SMALL, ...changes };
  return serve((asked) => {
    const other = instead(asked);
    if (other !== null) return other;
    const path = asked.path.split('?', 1).join('');
    if (path !== `${API}system:ping` && asked.headers.authorization !== `Bearer ${KEY}`) return refusal(401);
    const data = answers[path.slice(API.length)];
    return path.startsWith(API) && data !== undefined ? json(envelope(data)) : notFound(path);
  });
}

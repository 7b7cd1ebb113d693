/** Small hand-made facts for tests: a clean PBX, and a way to spoil one thing in it. Belongs to nobody. */
import type { Facts, Part, PartData, PartName, Parts, UnknownReason } from '../../sites/checklist/facts/types.ts';

export const NOW = '2026-11-23T12:00:00+00:00';
const DIGEST = '0'.repeat(64);

export const known = <D>(data: D): Part<D> => ({ state: 'known', readAt: NOW, source: 'file', digest: DIGEST, data });
export const unknown = (reason: UnknownReason = 'needs-module', detail?: string): Part<never> => ({
  state: 'unknown',
  readAt: NOW,
  source: 'file',
  reason,
  ...(detail === undefined ? {} : { detail }),
});

const all = (allow: Partial<Record<string, boolean>>) => [
  {
    category: 'SIP',
    allow: allow['SIP'] ?? false,
    ports: [
      { protocol: 'udp' as const, from: 5060, to: 5060 },
      { protocol: 'tcp' as const, from: 5060, to: 5060 },
      { protocol: 'tcp' as const, from: 5061, to: 5061 },
      { protocol: 'udp' as const, from: 10000, to: 10200 },
    ],
  },
  { category: 'IAX', allow: allow['IAX'] ?? false, ports: [{ protocol: 'udp' as const, from: 4569, to: 4569 }] },
  {
    category: 'WEB',
    allow: allow['WEB'] ?? false,
    ports: [
      { protocol: 'tcp' as const, from: 80, to: 80 },
      { protocol: 'tcp' as const, from: 443, to: 443 },
    ],
  },
  { category: 'SSH', allow: allow['SSH'] ?? false, ports: [{ protocol: 'tcp' as const, from: 22, to: 22 }] },
  { category: 'AMI', allow: allow['AMI'] ?? false, ports: [{ protocol: 'tcp' as const, from: 5038, to: 5038 }] },
  {
    category: 'AJAM',
    allow: allow['AJAM'] ?? false,
    ports: [
      { protocol: 'tcp' as const, from: 8088, to: 8088 },
      { protocol: 'tcp' as const, from: 8089, to: 8089 },
    ],
  },
  { category: 'ICMP', allow: allow['ICMP'] ?? false, ports: [{ protocol: 'icmp' as const, from: 0, to: 0 }] },
];

/** A firewall rule with Core's seven categories on their default ports. */
export function rule(
  id: string,
  permit: string,
  allow: Partial<Record<string, boolean>>,
  more: Partial<PartData['firewall']['rules'][number]> = {},
): PartData['firewall']['rules'][number] {
  return {
    id,
    name: `Rule ${id}`,
    permit,
    priority: Number(id),
    neverBlock: false,
    localNetwork: false,
    services: all(allow),
    ...more,
  };
}
export const EVERYTHING = { SIP: true, IAX: true, WEB: true, SSH: true, AMI: true, AJAM: true, ICMP: true };

export const strong: PartData['secrets'][number]['features'] = {
  length: '12+',
  missing: [],
  dictionary: false,
  digitsOnly: false,
  contains: [],
  shared: 0,
  strong: true,
  generated: false,
};

/** A 2026 PBX on which nothing is wrong, read by the module. Nothing is attested yet. */
export const CLEAN: PartData = {
  system: {
    release: '2026.9.5',
    name: 'Test PBX',
    now: NOW,
    bootedAt: '2026-11-01T00:00:00+00:00',
    language: 'en-en',
    timeZone: 'Europe/Berlin',
    container: { kind: 'none' },
  },
  updates: { latest: null, checkedAt: NOW, warnings: { securityLog: 'calm', sshPassword: false, files: false } },
  patch: {
    readAt: NOW,
    markers: (['A', 'B', 'C', 'D', 'E', 'F', 'G'] as const).map((id) => ({
      id,
      file: `/file/${id}`,
      state: 'fixed' as const,
    })),
  },
  ports: {
    web: 80,
    webTls: 443,
    ssh: 22,
    sip: 5060,
    sipTls: 5061,
    rtpFrom: 10000,
    rtpTo: 10200,
    iax: 4569,
    ami: 5038,
    ajam: 8088,
    ajamTls: 8089,
  },
  firewall: {
    enabled: true,
    maxRequestsPerSecond: 0,
    rules: [rule('1', '192.168.1.0/24', EVERYTHING, { localNetwork: true })],
  },
  runningRules: { v4: null, v6: null },
  extraRules: { firewallAdditional: false, modules: [], customFiles: [] },
  fail2ban: { enabled: true, banning: true, maxretry: 5, findtime: 21600, bantime: 604800, whitelist: [] },
  network: {
    interfaces: [{ name: 'eth0', addresses: ['192.168.1.2/24'], internet: true, vpn: false }],
    routes: [],
    topology: 'private',
    externalAddress: '',
    externalHost: '',
  },
  providers: [
    {
      id: 'SIP-TRUNK-1',
      name: 'Provider',
      kind: 'sip',
      registration: 'outbound',
      host: 'sip.provider.example',
      hosts: [],
      disabled: false,
      filterId: null,
      demo: false,
    },
  ],
  outboundRoutes: [
    {
      id: '1',
      name: 'Local',
      priority: 1,
      pattern: '49',
      rest: 10,
      trim: 0,
      prepend: '',
      providerId: 'SIP-TRUNK-1',
      providerDisabled: false,
    },
  ],
  accounts: [
    {
      number: '201',
      name: 'Anna Example',
      page: '1',
      disabled: false,
      filterId: null,
      authUsername: null,
      secretOverridden: false,
      demo: false,
    },
  ],
  sip: { authSuffix: 'quokka', guestCalls: false },
  secrets: [
    { owner: 'sip:201', features: strong },
    { owner: 'ami:crm', features: strong },
  ],
  webLogin: {
    login: 'admin',
    storage: 'sha512',
    guess: { state: 'no-match', tried: 1003 },
    features: null,
    proven: { at: NOW, by: 'person', features: strong, current: true },
  },
  ssh: { passwordLogins: false, password: null, authorizedKeys: [] },
  ami: { enabled: true, users: [{ id: '1', username: 'crm', name: 'CRM', filterId: '1', system: false }] },
  ari: { enabled: false, origins: '*', users: [] },
  apiKeys: [],
  modules: [],
  devices: [],
  signIns: {
    web: { since: '2026-10-24T12:00:00+00:00', addresses: [], nameless: 0, complete: true },
    ssh: { since: '2026-10-24T12:00:00+00:00', addresses: [], nameless: 0, complete: true },
  },
  connections: { rows: [], complete: true },
  providerHosts: [],
  vpn: [],
  rotation: { firstReadingAt: NOW, holeClosedAt: null, secrets: [] },
  attestations: [],
  waivers: [],
};

const asParts = (data: PartData): Parts => ({
  system: known(data.system),
  updates: known(data.updates),
  patch: known(data.patch),
  ports: known(data.ports),
  firewall: known(data.firewall),
  runningRules: known(data.runningRules),
  extraRules: known(data.extraRules),
  fail2ban: known(data.fail2ban),
  network: known(data.network),
  providers: known(data.providers),
  outboundRoutes: known(data.outboundRoutes),
  accounts: known(data.accounts),
  sip: known(data.sip),
  secrets: known(data.secrets),
  webLogin: known(data.webLogin),
  ssh: known(data.ssh),
  ami: known(data.ami),
  ari: known(data.ari),
  apiKeys: known(data.apiKeys),
  modules: known(data.modules),
  devices: known(data.devices),
  signIns: known(data.signIns),
  connections: known(data.connections),
  providerHosts: known(data.providerHosts),
  vpn: known(data.vpn),
  rotation: known(data.rotation),
  attestations: known(data.attestations),
  waivers: known(data.waivers),
});

/** Parts of the clean PBX with some replaced. */
export function partsWith(changes: Partial<PartData> = {}, lost: Partial<Record<PartName, UnknownReason>> = {}): Parts {
  const parts = { ...asParts({ ...CLEAN, ...changes }) };
  const missing = Object.fromEntries(Object.entries(lost).map(([name, reason]) => [name, unknown(reason)]));
  return { ...parts, ...missing };
}

export function factsWith(changes: Partial<PartData> = {}, lost: Partial<Record<PartName, UnknownReason>> = {}): Facts {
  return {
    version: 1,
    pbx: { address: 'https://192.168.1.2', name: 'Test PBX' },
    readAt: NOW,
    parts: partsWith(changes, lost),
  };
}

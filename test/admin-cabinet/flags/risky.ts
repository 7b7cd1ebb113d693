/** Facts in which the objects of the recorded pages, by their ids there, are as risky as can be. */
import type { Account, Facts, PartData, Provider } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, factsWith, NOW, rule, strong } from '../../support/facts.ts';
import type { Release } from './outline.ts';

export const weak: PartData['secrets'][number]['features'] = {
  ...strong,
  length: 'lt8',
  missing: ['upper', 'lower', 'special'],
  dictionary: true,
  digitsOnly: true,
  strong: false,
};

const account = (number: string, page: string, more: Partial<Account> = {}): Account => ({
  number,
  name: `Person ${number}`,
  page,
  disabled: false,
  filterId: null,
  authUsername: null,
  secretOverridden: false,
  demo: false,
  ...more,
});
const inbound = (id: string): Provider => ({
  id,
  name: `Trunk ${id}`,
  kind: 'sip',
  registration: 'inbound',
  host: '',
  hosts: [],
  disabled: false,
  filterId: null,
  demo: false,
});
const route = (id: string, pattern: string): PartData['outboundRoutes'][number] => ({
  id,
  name: `Route ${id}`,
  priority: Number(id),
  pattern,
  rest: null,
  trim: 0,
  prepend: '',
  providerId: 'SIP-TRUNK-1',
  providerDisabled: false,
});
const key = (id: string, isOpen: boolean): PartData['apiKeys'][number] => ({
  id,
  name: `Key ${id}`,
  fullPermissions: isOpen,
  networkFilter: false,
  createdAt: '2026-01-01T00:00:00+00:00',
  lastUsedAt: isOpen ? NOW : null,
});
const login = (name: string): PartData['webLogin'] => ({
  login: name,
  storage: 'plain',
  guess: { state: 'match', which: 'default' },
  features: weak,
  proven: null,
});

/** What differs by release: numbers of rows. */
const OBJECTS = {
  '2024.1.114': {
    accounts: [account('202', '146'), account('203', '148'), account('204', '180'), account('210', '187')],
    providers: [inbound('SIP-PROVIDER-BENCH0001'), inbound('SIP-PROVIDER-BENCH0002')],
    outboundRoutes: [route('21', '49'), route('22', ''), route('23', '(00|810)')],
    firewall: {
      ...CLEAN.firewall,
      rules: [
        rule('4', '0.0.0.0/0', { SSH: true, AJAM: true, ICMP: true, WEB: true }),
        rule('6', '8.0.0.0/8', { ...EVERYTHING, WEB: false, IAX: false }, { neverBlock: true }),
        rule('7', '203.0.113.0/28', { SIP: true }),
      ],
    },
    sip: { authSuffix: null, guestCalls: false },
  },
  '2026.1.223': {
    accounts: [
      account('202', '111', { authUsername: '202' }),
      account('203', '112'),
      account('207', '113', { authUsername: '207' }),
      account('210', '119'),
    ],
    providers: [inbound('SIP-TRUNK-34F7CAFE'), inbound('SIP-TRUNK-AB8696D2')],
    outboundRoutes: [route('21', '')],
    firewall: {
      ...CLEAN.firewall,
      rules: [
        rule('5', '8.0.0.0/8', { ...EVERYTHING, WEB: false }, { neverBlock: true }),
        rule('6', '0.0.0.0/0', { SIP: true, AJAM: true }),
        rule('7', '0.0.0.0/0', { WEB: true }),
      ],
    },
    sip: { authSuffix: '', guestCalls: false },
  },
} as const satisfies Record<Release, Partial<PartData>>;

export function riskyFacts(release: Release, changes: Partial<PartData> = {}): Facts {
  const objects = OBJECTS[release];
  const { accounts, providers } = objects;
  return factsWith(
    {
      ...objects,
      accounts: [...accounts],
      providers: [...CLEAN.providers, ...providers],
      outboundRoutes: [...objects.outboundRoutes],
      system: { ...CLEAN.system, release },
      secrets: [
        ...accounts
          .filter(({ number }) => number !== '203')
          .map(({ number }) => ({ owner: `sip:${number}`, features: weak })),
        { owner: 'sip:203', features: strong },
        ...providers.map(({ id }) => ({ owner: `provider:${id}`, features: weak })),
        { owner: 'ami:1cami', features: strong },
        { owner: 'ami:crm', features: weak },
      ],
      network: {
        ...CLEAN.network,
        interfaces: [{ name: 'eth0', addresses: ['5.6.7.8/24'], internet: true, vpn: false }],
        externalAddress: '192.168.1.2',
      },
      fail2ban: { ...CLEAN.fail2ban, maxretry: 200, bantime: 60, whitelist: ['0.0.0.0/1'] },
      webLogin: login('admin'),
      ssh: { passwordLogins: true, password: login('root'), authorizedKeys: [] },
      ami: {
        enabled: true,
        users: [
          { id: '3', username: '1cami', name: '', filterId: null, system: false },
          { id: '4', username: 'crm', name: '', filterId: 'localhost', system: false },
        ],
      },
      ari: { enabled: true, origins: '*', users: [] },
      apiKeys: [key('1', true), key('3', false)],
      ...changes,
    },
    release === '2024.1.114' ? { apiKeys: 'not-supported', ari: 'not-supported' } : {},
  );
}

import { describe, expect, it } from 'vitest';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import type { Place, Users } from '../../../sites/checklist/users/types.ts';
import { usersOf } from '../../../sites/checklist/users/users.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { factsOf } from '../../../sites/sandbox/facts/envelope.ts';
import { scenarioNamed, type ScenarioName } from '../../../sites/sandbox/scenarios/index.ts';
import { CLEAN, NOW, partsWith, unknown } from '../../support/facts.ts';

const speak = speaker(LOCALES.en);
const placeAt = ({ places }: Users, network: string): Place | undefined =>
  places.find((place) => place.network === network);
const saidAt = (users: Users, network: string): string => {
  const place = placeAt(users, network);
  return place === undefined ? 'no such place' : speak(place.says);
};

const signedIn = (
  ...addresses: PartData['signIns']['ssh'] extends infer S ? (S extends { addresses: infer A } ? A : never) : never
) => ({
  since: '2026-10-24T12:00:00+00:00',
  addresses,
  nameless: 0,
  complete: true,
});
const NOBODY = signedIn();
const provider = (more: Partial<PartData['providers'][number]>): PartData['providers'][number] => ({
  id: 'P1',
  name: 'Carrier',
  kind: 'sip',
  registration: 'outbound',
  host: '',
  hosts: [],
  disabled: false,
  filterId: null,
  demo: false,
  ...more,
});
const lookedUp = (host: string, ...addresses: readonly (readonly [address: string, lastSeen: string])[]) => ({
  host,
  resolvedAt: NOW,
  failed: null,
  addresses: addresses.map(([address, lastSeen]) => ({
    address,
    target: host,
    firstSeen: '2026-11-01T00:00:00+00:00',
    lastSeen,
  })),
});

describe('places', () => {
  it('use SIP and the ports of browsers where the rows of one phone tell both', () => {
    const row = (account: string) => ({ account, address: '80.81.82.83', userAgent: '' });
    const services = (...accounts: string[]) =>
      placeAt(usersOf(partsWith({ devices: accounts.map(row) })), '80.81.82.83/32')?.services;
    expect(services('201', '201-WS')).toEqual(['AJAM', 'SIP']);
    expect(services('201-WS', '201-WS')).toEqual(['AJAM']);
    expect(services('201')).toEqual(['SIP']);
  });

  it('joins all that is seen of one address', () => {
    const users = usersOf(
      partsWith({
        accounts: [
          {
            number: '201',
            name: 'Ann',
            page: '1',
            disabled: false,
            filterId: null,
            authUsername: null,
            secretOverridden: false,
            demo: false,
          },
        ],
        devices: [
          { account: '201-TLS', address: '80.81.82.83:5061', userAgent: 'Yealink SIP-T46U 108.86.0.45' },
          { account: '202-WS', address: '80.81.82.83', userAgent: 'SIP.js/0.21' },
        ],
        signIns: {
          web: signedIn({ address: '::ffff:80.81.82.83', last: '2026-11-20T23:00:00+00:00', count: 2 }),
          ssh: signedIn({ address: '80.81.82.83', last: '2026-11-21T23:00:00+00:00', count: 1 }),
        },
        connections: {
          rows: [
            { port: 443, address: '80.81.82.83', count: 3 },
            { port: 80, address: '80.81.82.83', count: 1 },
            { port: 9100, address: '80.81.82.83', count: 1 },
          ],
          complete: true,
        },
        providers: [provider({ host: '80.81.82.83', kind: 'iax' })],
      }),
    );
    expect(saidAt(users, '80.81.82.83/32')).toBe(
      '2 phones, 2 sign-ins to the cabinet, 1 sign-in over SSH, 4 connections to WEB, 1 connection to port 9100, provider "Carrier"; last seen today',
    );
    expect(placeAt(users, '80.81.82.83/32')).toMatchObject({
      kind: 'address',
      side: 'outside',
      services: ['AJAM', 'IAX', 'SIP', 'SSH', 'WEB'],
      lastSeen: NOW,
      phones: [
        { name: 'Ann', maker: 'Yealink', service: 'SIP' },
        { name: '', maker: null, service: 'AJAM' },
      ],
      signIns: [
        { service: 'WEB', address: '80.81.82.83' },
        { service: 'SSH', address: '80.81.82.83' },
      ],
    });
  });

  it.each([
    ['2026-11-23T00:00:01+00:00', 'today'],
    ['2026-11-24T00:00:01+00:00', 'today'],
    ['2026-11-22T23:59:59+00:00', 'yesterday'],
    ['2026-11-21T00:00:00+00:00', '2 days ago'],
  ])('says when somebody was last seen: %s is %s', (last, when) => {
    const web = signedIn({ address: '80.81.82.83', last, count: 1 });
    expect(saidAt(usersOf(partsWith({ signIns: { web, ssh: NOBODY } })), '80.81.82.83/32')).toBe(
      `1 sign-in to the cabinet; last seen ${when}`,
    );
  });

  it('knows an open session of an earlier sign-in', () => {
    const web = signedIn({ address: '80.81.82.83', last: NOW, count: 0 });
    expect(saidAt(usersOf(partsWith({ signIns: { web, ssh: NOBODY } })), '80.81.82.83/32')).toBe(
      'an open session of the cabinet; last seen today',
    );
  });

  it('lists own networks, used or not: interfaces, tunnels with what is behind them, routes', () => {
    const users = usersOf(
      partsWith({
        network: {
          ...CLEAN.network,
          interfaces: [
            { name: 'eth0', addresses: ['192.168.1.10/24', 'fe80::1/64', '80.81.82.2/29'], internet: true, vpn: false },
            { name: 'eth1', addresses: ['100.70.0.2/16'], internet: false, vpn: false },
            { name: 'wg0', addresses: ['10.8.0.1/24'], internet: false, vpn: true },
            { name: 'tailscale0', addresses: ['100.64.3.4/32'], internet: false, vpn: true },
          ],
          routes: ['192.168.50.0/24', '10.9.0.0/16', '0.0.0.0/0'],
          gateways: ['192.168.1.1'],
        },
        vpn: [
          { name: 'wg0', networks: ['10.8.0.0/24', '10.9.0.0/16', '0.0.0.0/0'], peers: [] },
          { name: 'tailscale0', networks: ['100.64.0.0/10'], peers: { unknown: 'not-supported' } },
        ],
        devices: [
          { account: '201', address: '10.9.7.7', userAgent: '' },
          { account: '202', address: '192.168.1.1', userAgent: '' },
          { account: '203', address: '192.168.1.10', userAgent: '' },
        ],
      }),
    );
    expect(users.places.map(({ network, kind, name, side }) => [network, kind, name, side])).toEqual([
      ['192.168.1.0/24', 'lan', 'eth0', 'inside'],
      ['10.9.0.0/16', 'vpn', 'wg0', 'inside'],
      ['10.8.0.0/24', 'vpn', 'wg0', 'inside'],
      ['100.64.0.0/10', 'vpn', 'tailscale0', 'inside'],
      ['192.168.50.0/24', 'routed', '', 'inside'],
      ['192.168.1.1/32', 'router', '', 'outside'],
    ]);
    expect(saidAt(users, '10.8.0.0/24')).toBe('nobody was seen here');
    expect(saidAt(users, '192.168.1.1/32')).toBe(
      '1 phone, whoever comes from here may be anybody: a router or proxy stands between; last seen today',
    );
  });

  it('gathers addresses that change: of IPv6 by the line, private ones elsewhere by their network', () => {
    const users = usersOf(
      partsWith({
        connections: {
          rows: ['2a01:4f8:1:2::5', '2a01:4f8:1:2:aaaa::6', '10.77.3.1', '10.77.3.200', '127.0.0.1', '::1', 'x'].map(
            (address) => ({ port: 443, address, count: 1 }),
          ),
          complete: true,
        },
      }),
    );
    expect(users.places.slice(1).map(({ network, kind, connections }) => [network, kind, connections.length])).toEqual([
      ['10.77.3.0/24', 'private', 2],
      ['2a01:4f8:1:2::/64', 'address', 2],
    ]);
  });

  it('marks a place with a program for break-ins, the worst one', () => {
    const users = usersOf(
      partsWith({
        devices: ['Yealink', 'friendly-scanner', 'sipp'].map((userAgent, i) => ({
          account: String(i),
          address: '45.134.26.9',
          userAgent,
        })),
      }),
    );
    expect(placeAt(users, '45.134.26.9/32')?.scanner).toBe('attack');
    expect(saidAt(users, '45.134.26.9/32')).toContain('a program for break-ins is registered from here');
  });

  it('leaves phones that told a name', () => {
    const users = usersOf(partsWith({ devices: [{ account: '201', address: 'phone.local', userAgent: '' }] }));
    expect(users.placeless).toMatchObject([{ account: '201', contact: 'phone.local' }]);
  });
});

describe('providers', () => {
  it('are where their names stand for now, a day at most after', () => {
    const users = usersOf(
      partsWith({
        providers: [provider({ host: 'SIP.carrier.example:5060', hosts: ['80.81.82.0/28', 'old.carrier.example'] })],
        providerHosts: [
          lookedUp(
            'sip.carrier.example',
            ['90.1.1.1', NOW],
            ['90.1.1.2', '2026-11-22T13:00:00+00:00'],
            ['90.1.1.3', '2026-11-22T11:00:00+00:00'],
          ),
        ],
        devices: [{ account: '201', address: '80.81.82.5', userAgent: '' }],
      }),
    );
    expect(
      users.places.slice(1).map(({ network, providers, phones }) => [network, providers.length, phones.length]),
    ).toEqual([
      ['80.81.82.0/28', 1, 1],
      ['90.1.1.1/32', 1, 0],
      ['90.1.1.2/32', 1, 0],
    ]);
    expect(placeAt(users, '90.1.1.2/32')?.providers).toEqual([
      {
        id: 'P1',
        name: 'Carrier',
        service: 'SIP',
        network: '90.1.1.2/32',
        host: 'sip.carrier.example',
        resolvedAt: '2026-11-22T13:00:00+00:00',
      },
    ]);
    expect(saidAt(users, '90.1.1.1/32')).toBe('provider "Carrier"');
    expect(users.unresolved).toEqual([{ id: 'P1', name: 'Carrier', host: 'old.carrier.example' }]);
  });

  it('inside are part of the own network', () => {
    const users = usersOf(partsWith({ providers: [provider({ name: 'GSM', host: '192.168.1.50' })] }));
    expect(saidAt(users, '192.168.1.0/24')).toBe('provider "GSM"');
  });

  it('that are switched off, or are the demo one, are nobody; a host that is everybody holds nobody together', () => {
    const users = usersOf(
      partsWith({
        providers: [
          provider({ host: '90.1.1.1', disabled: true }),
          provider({ host: '90.1.1.2', demo: true }),
          provider({ id: 'P2', name: 'Wide', host: '90.1.1.3', hosts: ['0.0.0.0/0'] }),
        ],
        devices: [{ account: '201', address: '91.1.1.1', userAgent: '' }],
      }),
    );
    expect(users.places.slice(1).map(({ network }) => network)).toEqual(['91.1.1.1/32', '90.1.1.3/32']);
    expect(users.wide).toEqual([{ id: 'P2', name: 'Wide', network: '0.0.0.0/0' }]);
  });
});

describe('what could not be read', () => {
  it('is said, part by part, with its reason', () => {
    const parts = partsWith(
      { signIns: { web: { unknown: 'not-supported' }, ssh: NOBODY }, providers: [provider({ host: 'a.example' })] },
      { connections: 'failed', vpn: 'timeout', providerHosts: 'missing' },
    );
    const users = usersOf(parts);
    expect(users.unread).toEqual([
      { part: 'vpn', service: null, reason: 'timeout' },
      { part: 'connections', service: null, reason: 'failed' },
      { part: 'signIns', service: 'WEB', reason: 'not-supported' },
      { part: 'providerHosts', service: null, reason: 'missing' },
    ]);
    expect(users.since).toEqual({ WEB: null, SSH: '2026-10-24T12:00:00+00:00' });
    expect(usersOf({ ...parts, signIns: unknown('timeout') }).since).toEqual({ WEB: null, SSH: null });
  });

  it('without names of providers nothing had to be looked up', () => {
    expect(usersOf(partsWith({ providers: [] }, { providerHosts: 'missing' })).unread).toEqual([]);
  });

  it('says that there was more', () => {
    expect(usersOf(partsWith()).complete).toBe(true);
    expect(usersOf(partsWith({ connections: { rows: [], complete: false } })).complete).toBe(false);
    const web = { ...NOBODY, complete: false };
    expect(usersOf(partsWith({ signIns: { web, ssh: NOBODY } })).complete).toBe(false);
  });
});

describe('the embedded PBXs', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  const told = (name: ScenarioName) => {
    const users = usersOf(factsOf(scenarioNamed(name)(now), 'https://pbx.example', now).parts);
    return users.places.map((place) => `${place.network} ${place.kind}: ${speak(place.says)}`);
  };

  it('tell who uses them', () => {
    expect(told('newest-2026')).toEqual([
      '192.168.1.0/24 lan: 1 phone, 14 sign-ins to the cabinet, 1 sign-in over SSH, 2 connections to WEB; last seen today',
      '87.49.45.10/32 address: 1 phone, 1 sign-in to the cabinet, 1 connection to SIP; last seen today',
      '203.0.113.20/32 address: provider "Carrier"',
    ]);
    expect(told('breached-2024')).toEqual([
      '192.168.1.0/24 lan: 1 phone, 1 sign-in over SSH, 1 connection to WEB; last seen today',
      '5.6.7.8/32 address: 1 phone, 3 sign-ins over SSH, 1 connection to AMI, 1 connection to CTI client 4.0, a program for break-ins is registered from here; last seen today',
      '9.10.11.12/32 address: 1 phone, 1 connection to WEB; last seen today',
      '80.81.82.83/32 address: provider "City line"',
    ]);
    expect(told('docker-bridge')).toEqual([
      '172.17.0.0/16 lan: nobody was seen here',
      '172.17.0.1/32 router: 2 phones, 22 sign-ins to the cabinet, 1 connection to WEB, whoever comes from here may be anybody: a router or proxy stands between; last seen today',
      '2a01:4f8:1:2::5/128 address: provider "Trunk"',
      '80.81.82.90/32 address: provider "Trunk"',
    ]);
    expect(told('hardened-2026')[1]).toBe(
      '10.8.0.0/24 vpn: 2 sign-ins to the cabinet, 1 sign-in over SSH; last seen 4 days ago',
    );
  });
});

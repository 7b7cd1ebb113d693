/** Other phones, connections and people; other routes and answers about money. */
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { EVERYTHING, NOW, rule } from '../facts.ts';
import { account, answers, phone, route, type Said } from '../made.ts';
import type { Turn, Turns } from './turn.ts';

const routes =
  (...outboundRoutes: PartData['outboundRoutes']): Turn =>
  () => ({ outboundRoutes });
const answered =
  (...said: readonly Said[]): Turn =>
  () => ({ attestations: answers(...said) });
/** What was said, on a PBX with these routes. */
const both =
  (...turns: readonly Turn[]): Turn =>
  (of) =>
    turns.reduce<Partial<PartData>>((all, turn) => ({ ...all, ...turn({ ...of, ...all }) }), {});
const expired =
  (...said: readonly Said[]): Turn =>
  () => ({ attestations: answers(...said).map((one) => ({ ...one, expiresAt: '2026-11-02T00:00:00+00:00' })) });
const devices =
  (...all: PartData['devices']): Turn =>
  () => ({
    devices: all,
    accounts: ['201', '202', '203', '204'].map((number) => account(number)),
  });
const groups: Turn = () => ({
  modules: [
    {
      ...{ id: 'ModuleUsersGroups', name: 'Groups', version: '1', enabled: true },
      ...{ firewallCategories: [], publicRoutes: [] },
    },
  ],
});
const open: Turn = ({ firewall }) => ({
  firewall: { ...firewall, rules: [...firewall.rules, rule('9', '0.0.0.0/0', EVERYTHING)] },
});
const WORLD = route('1', '', null);
const GERMANY = ['home-country', '', 'DE'] as const;
const signed =
  (...addresses: readonly string[]): Turn =>
  ({ signIns }) => ({
    signIns: {
      ...signIns,
      web: {
        since: NOW,
        addresses: addresses.map((address) => ({ address, last: NOW, count: 1 })),
        nameless: 0,
        complete: true,
      },
    },
  });
const connected =
  (...all: readonly [port: number, address: string][]): Turn =>
  () => ({ connections: { rows: all.map(([port, address]) => ({ port, address, count: 1 })), complete: true } });

export const PEOPLE: Turns = {
  'no routes': routes(),
  everything: routes(WORLD),
  'everything, at home': both(routes(WORLD), answered(GERMANY)),
  'everything, needed': both(routes(WORLD), answered(GERMANY, ['abroad-needed', '', 'yes'])),
  'everything, not needed': both(routes(WORLD), answered(GERMANY, ['abroad-needed', '', 'no'])),
  'everything, blocked by the provider': both(
    routes(WORLD),
    answered(GERMANY, ['abroad-blocked-at-provider', 'SIP-TRUNK-1', 'yes']),
  ),
  'everything, blocked by all providers': both(
    routes(WORLD),
    answered(GERMANY, ['abroad-blocked-at-provider', '', 'yes']),
  ),
  'everything, blocked by another provider': both(
    routes(WORLD),
    answered(GERMANY, ['abroad-blocked-at-provider', 'OTHER', 'yes']),
  ),
  'everything, needed last year': both(routes(WORLD), expired(GERMANY, ['abroad-needed', '', 'yes'])),
  'everything, blocked last year': both(routes(WORLD), expired(['abroad-blocked-at-provider', 'SIP-TRUNK-1', 'yes'])),
  'everything, blocked by all last year': both(routes(WORLD), expired(['abroad-blocked-at-provider', '', 'yes'])),
  'everything, by groups': both(routes(WORLD), groups, answered(GERMANY, ['abroad-by-groups', '', 'yes'])),
  'everything, groups not asked': both(routes(WORLD), groups, answered(GERMANY)),
  'everything, by groups last year': both(routes(WORLD), groups, expired(['abroad-by-groups', '', 'yes'])),
  'everything, by groups that are gone': both(routes(WORLD), answered(GERMANY, ['abroad-by-groups', '', 'yes'])),
  'everything, and some countries': both(routes(WORLD), answered(GERMANY, ['allowed-countries', '', 'AT,CH'])),
  'everything, in Russia': both(routes(WORLD), answered(['home-country', '', 'RU'])),
  'everything, nowhere': both(routes(WORLD), ({ system }) => ({
    system: { ...system, language: null, timeZone: null },
    attestations: [],
  })),
  'abroad alone': both(routes(route('1', '00', -1)), answered(GERMANY)),
  'abroad alone, home not said': both(routes(route('1', '00', -1)), answered()),
  'one country abroad': both(routes(route('1', '0043', -1)), answered(GERMANY)),
  'one country abroad, home not said': both(routes(route('1', '0043', -1)), answered()),
  'one country abroad that is allowed': both(
    routes(route('1', '0043', -1)),
    answered(GERMANY, ['allowed-countries', '', 'AT']),
  ),
  'everything and home, home not said': both(routes(WORLD, route('2', '0[1-8]', 9)), answered()),
  'everything and home, needed': both(
    routes(WORLD, route('2', '0[1-8]', 9)),
    answered(GERMANY, ['abroad-needed', '', 'yes']),
  ),
  'home, needed': both(routes(route('2', '0[1-8]', 9)), answered(GERMANY, ['abroad-needed', '', 'yes'])),
  'abroad, premium, home and nothing to read': both(
    routes(route('1', '0043', -1), route('2', '0900', -1), route('3', '0[1-8]', 9), route('4', '(((', 3)),
    answered(GERMANY),
  ),
  'home alone': both(routes(route('1', '0[1-8]', 9)), answered(GERMANY)),
  'premium at home': both(routes(route('1', '0900', -1)), answered(GERMANY)),
  'premium at home, calls abroad needed': both(
    routes(route('1', '0900', -1)),
    answered(GERMANY, ['abroad-needed', '', 'yes']),
  ),
  'premium at home, home not said': both(routes(route('1', '0900', -1)), answered()),
  'premium at home by the exit code, calls abroad needed': both(
    routes(route('1', '0049900', -1)),
    answered(GERMANY, ['abroad-needed', '', 'yes']),
  ),
  'premium of the world, calls abroad needed': both(
    routes(route('1', '00979', -1)),
    answered(GERMANY, ['abroad-needed', '', 'yes']),
  ),
  'a digit is cut': both(routes(route('1', '9', 12, { trim: 1 })), answered(GERMANY)),
  'a digit is cut and one put before': both(routes(route('1', '9', 10, { trim: 1, prepend: '00' })), answered(GERMANY)),
  'a plus': both(routes(route('1', '\\+', -1)), answered(GERMANY)),
  'a pattern that nobody can read': both(routes(route('1', '(((', 3)), answered(GERMANY)),
  'a pattern that nobody can read, home not said': both(routes(route('1', '(((', 3)), answered()),
  'a pattern that nobody can read beside everything': both(routes(WORLD, route('2', '(((', 3)), answered(GERMANY)),
  'a pattern that nobody can read beside everything, home not said': both(
    routes(WORLD, route('2', '(((', 3)),
    answered(),
  ),
  'everything by two': both(
    routes(WORLD, route('2', '', null, { providerId: 'OTHER' })),
    answered(GERMANY, ['abroad-blocked-at-provider', 'OTHER', 'yes']),
  ),
  'everything by a provider that is gone': both(
    routes(route('1', '', null, { providerId: 'GONE' })),
    answered(GERMANY),
  ),
  'everything by a provider that is off': both(
    routes(route('1', '', null, { providerDisabled: true })),
    answered(GERMANY),
  ),
  'everything by a demo': both(routes(WORLD), answered(GERMANY), ({ providers }) => ({
    providers: providers.map((one) => ({ ...one, demo: true })),
  })),
  'everything by a demo, and home': both(
    routes(WORLD, route('2', '0[1-8]', 9, { providerId: 'OTHER' })),
    answered(GERMANY),
    ({ providers }) => ({ providers: providers.map((one) => ({ ...one, demo: true })) }),
  ),

  ...Object.fromEntries(
    ['small', 'postpaid', 'none', 'big'].flatMap((answer): [string, Turn][] => [
      [`balance ${answer}`, answered(['balance', '', answer])],
      [`balance ${answer}, last year`, expired(['balance', '', answer])],
      [
        `balance ${answer}, 100 days ago`,
        () => ({
          attestations: answers(['balance', '', answer]).map((one) => ({ ...one, at: '2026-08-15T12:00:00+00:00' })),
        }),
      ],
      [
        `balance ${answer}, exactly 90 days ago`,
        () => ({
          attestations: answers(['balance', '', answer]).map((one) => ({ ...one, at: '2026-08-25T12:00:00+00:00' })),
        }),
      ],
    ]),
  ),
  'a limit of money': answered(['spending-limit', 'SIP-TRUNK-1', 'yes']),
  'no bills': answered(['spending-limit', 'SIP-TRUNK-1', 'own']),
  'a limit of money last year': expired(['spending-limit', 'SIP-TRUNK-1', 'yes']),
  'two providers, one with a limit of money': both(
    answered(['spending-limit', 'SIP-TRUNK-1', 'yes']),
    ({ providers }) => ({
      providers: [...providers, ...providers.map((one) => ({ ...one, id: 'OTHER', name: 'Other', host: '10.0.0.9' }))],
    }),
  ),

  'no phones': devices(),
  'a phone at home': devices(phone('201', '192.168.1.7')),
  'a phone outside': devices(phone('201', '46.4.8.15')),
  'a phone outside, all let in': both(devices(phone('201', '46.4.8.15'), phone('202', '46.4.8.16')), open),
  'a phone outside that says nothing': devices(phone('201', '46.4.8.15', '')),
  'a phone of nobody': devices(phone('999', '46.4.8.15')),
  'a phone of a provider': devices(phone('SIP-TRUNK-1', '46.4.8.15')),
  'a phone with a name': devices(phone('201', 'phone.example')),
  'a phone with a name, and seen': devices(phone('201', 'phone.example'), phone('201', '192.168.1.7')),
  'a phone of IPv6': devices(phone('201', '2a00:1450::77')),
  'a phone elsewhere inside': devices(phone('201', '10.3.3.3')),
  'a browser': devices({ ...phone('201-WS', '46.4.8.15', 'JsSIP'), transport: 'ws' }),
  'a browser by its transport': devices({ ...phone('201', '46.4.8.15', 'JsSIP'), transport: 'ws' }),
  'a scanner': devices(phone('201', '46.4.8.15', 'friendly-scanner')),
  'a scanner at home': devices(phone('201', '192.168.1.7', 'friendly-scanner')),
  'a tool at home': devices(phone('201', '192.168.1.7', 'sipvicious')),
  'a tool of testers': devices(phone('201', '192.168.1.7', 'SIPp')),
  'a copied name': devices(phone('201', '46.4.8.15', 'eyeBeam release 3006o stamp 17551')),
  'a copied name, all let in': both(devices(phone('201', '46.4.8.15', 'eyeBeam release 3006o stamp 17551')), open),
  'a copied name at home': devices(phone('201', '192.168.1.7', 'eyeBeam release 3006o stamp 17551')),
  'a limited phone outside': both(devices(phone('201', '46.4.8.15')), () => ({
    accounts: [account('201', { filterId: '1' })],
  })),
  'a limited phone within': both(devices(phone('201', '192.168.1.9')), () => ({
    accounts: [account('201', { filterId: '1' })],
  })),
  'phones behind a router': both(
    devices(phone('201', '192.168.1.1'), phone('202', '192.168.1.1'), phone('203', '192.168.1.1')),
    ({ network }) => ({ network: { ...network, gateways: ['192.168.1.1'] } }),
  ),
  'two phones behind a router': both(
    devices(phone('201', '192.168.1.1'), phone('202', '192.168.1.1')),
    ({ network }) => ({ network: { ...network, gateways: ['192.168.1.1'] } }),
  ),
  'phones behind one address': devices(
    phone('201', '192.168.1.8'),
    phone('202', '192.168.1.8'),
    phone('203', '192.168.1.8'),
    phone('204', '192.168.1.8'),
  ),
  'phones behind a router that is known': both(
    devices(phone('201', '192.168.1.1'), phone('202', '192.168.1.1'), phone('203', '192.168.1.1')),
    ({ network }) => ({ network: { ...network, gateways: ['192.168.1.1'] } }),
    answered(['shared-address', '192.168.1.1', 'yes']),
  ),
  'one phone in another country': both(
    devices(phone('201', '8.8.8.8'), phone('202', '8.8.4.4'), phone('203', '177.40.12.9')),
    open,
  ),
  'one phone in another country, known': both(
    devices(phone('201', '8.8.8.8'), phone('202', '8.8.4.4'), phone('203', '177.40.12.9')),
    open,
    answered(['far-phone', '203', 'yes']),
  ),
  'a scanner in another country': both(
    devices(phone('201', '8.8.8.8'), phone('202', '8.8.4.4'), phone('203', '177.40.12.9', 'friendly-scanner')),
    open,
  ),
  'phones of every kind': devices(
    phone('201', '192.168.1.7'),
    phone('201', '46.4.8.15', 'friendly-scanner'),
    phone('202', '46.4.8.16', ''),
    phone('203', 'phone.example'),
    phone('204', '10.3.3.3'),
    phone('SIP-TRUNK-1', '203.0.113.5', 'Asterisk PBX'),
    phone('999', '91.12.40.7', 'eyeBeam release 3006o stamp 17551'),
  ),
  'many phones outside': both(
    devices(...Array.from({ length: 21 }, (_, nth) => phone(String(300 + nth), `46.4.8.${String(nth + 1)}`))),
    open,
  ),
  'twenty phones outside': both(
    devices(...Array.from({ length: 20 }, (_, nth) => phone(String(300 + nth), `46.4.8.${String(nth + 1)}`))),
    open,
  ),

  'somebody signed in from outside': signed('46.4.8.15', '192.168.1.9'),
  'somebody signed in from home': signed('192.168.1.9'),
  'a program from outside': connected([5038, '46.4.8.16'], [8088, '46.4.8.17'], [443, '46.4.8.18']),
  'a program from home': connected([5038, '192.168.1.9'], [22, '192.168.1.10'], [5038, '127.0.0.1']),
  'a name that moved': ({ providers }) => ({
    providers: providers.map((one) => ({ ...one, host: 'sip.provider.example', hosts: ['203.0.113.10'] })),
    providerHosts: [
      {
        host: 'sip.provider.example',
        resolvedAt: NOW,
        failed: null,
        addresses: [{ address: '203.0.113.99', target: 'sip.provider.example', firstSeen: NOW, lastSeen: NOW }],
      },
    ],
  }),
  'a name that is not found any more': () => ({
    providerHosts: [
      { host: 'sip.provider.example', resolvedAt: null, failed: { at: NOW, reason: 'no-such-name' }, addresses: [] },
    ],
  }),
};

/** Other rules of the firewall, ports, bans and exemptions, providers and their hosts, answers about what is outside. */
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { EVERYTHING, rule } from '../facts.ts';
import { account, answers, type Said } from '../made.ts';
import type { Turn, Turns } from './turn.ts';

type Rule = PartData['firewall']['rules'][number];

const firewall =
  (more: Partial<PartData['firewall']>): Turn =>
  ({ firewall: was }) => ({ firewall: { ...was, ...more } });
const rules = (...all: readonly Rule[]) => firewall({ rules: [...all] });
const OFFICE = rule('1', '192.168.1.0/24', EVERYTHING, { name: 'Office', localNetwork: true });
/** Beside the office. */
const and = (...all: readonly Rule[]) => rules(OFFICE, ...all);
const bans =
  (more: Partial<PartData['fail2ban']>): Turn =>
  ({ fail2ban }) => ({ fail2ban: { ...fail2ban, ...more } });
const jails = (...all: readonly [name: string, banned: number | null][]): Turn =>
  bans({ jails: all.map(([name, banned]) => ({ name, banned })) });
const spared = (...whitelist: readonly string[]) =>
  bans({ whitelist: [...whitelist], whitelistText: whitelist.join(' ') });
const providers =
  (more: Partial<PartData['providers'][number]>): Turn =>
  ({ providers: was }) => ({ providers: was.map((one) => ({ ...one, ...more })) });
const answered =
  (...said: readonly Said[]): Turn =>
  () => ({ attestations: answers(...said) });
const people =
  (count: number): Turn =>
  (of) => ({
    ...firewall({ maxRequestsPerSecond: 150 })(of),
    accounts: Array.from({ length: count }, (_, nth) => account(String(1000 + nth), { disabled: nth === 0 })),
  });

const WIDE = ['0.0.0.0/0', '::/0', '0.0.0.0/1', '8.0.0.0/8', '8.8.0.0/16', '8.8.0.0/15', '2a00::/16', '2000::/3'];
const NARROW = [
  '8.8.8.0/24',
  '8.8.8.0/23',
  '8.8.8.9',
  '2a00:1450::/56',
  '2a00:1450::/55',
  '2a00:1450::/48',
  '10.0.0.0/8',
  '192.168.0.0/16',
  '192.168.7.0/24',
  'office.example',
  'no network/99',
];

export const DOORS: Turns = {
  'firewall off': firewall({ enabled: false }),
  'firewall off, no rules': firewall({ enabled: false, rules: [] }),
  'no rules': rules(),
  'one rule, nothing ticked': rules(rule('1', '192.168.1.0/24', {})),
  ...Object.fromEntries(
    WIDE.map((permit) => [`all for ${permit}`, and(rule('7', permit, EVERYTHING, { name: 'Wide' }))]),
  ),
  ...Object.fromEntries(
    NARROW.map((permit) => [`all for ${permit}`, and(rule('7', permit, EVERYTHING, { name: 'Narrow' }))]),
  ),
  ...Object.fromEntries(
    Object.keys(EVERYTHING).map((service) => [
      `${service} for everybody`,
      and(rule('7', '0.0.0.0/0', { [service]: true }, { name: 'Internet' })),
    ]),
  ),
  'SIP and ping for everybody': and(rule('7', '0.0.0.0/0', { SIP: true, ICMP: true })),
  'SSH and ping for everybody': and(rule('7', '0.0.0.0/0', { SSH: true, ICMP: true })),
  'web and SIP for everybody by two rules': and(
    rule('7', '0.0.0.0/0', { WEB: true }),
    rule('8', '0.0.0.0/0', { SIP: true }),
  ),
  'two halves of the world': and(rule('7', '0.0.0.0/1', { SIP: true }), rule('8', '128.0.0.0/1', { SIP: true })),
  'many offices that are much together': and(
    ...Array.from({ length: 5 }, (_, nth) =>
      rule(String(10 + nth), `8.8.${String(nth * 2)}.0/24`, { WEB: true, SSH: true }),
    ),
  ),
  'four offices': and(
    ...Array.from({ length: 4 }, (_, nth) =>
      rule(String(10 + nth), `8.8.${String(nth * 2)}.0/24`, { WEB: true, SSH: true }),
    ),
  ),
  'neighbours that are one network': and(
    rule('7', '8.8.8.0/24', { WEB: true, SSH: true }),
    rule('8', '8.8.9.0/24', { WEB: true, SSH: true }),
  ),
  'big networks that are the world together': and(
    ...Array.from({ length: 3 }, (_, nth) =>
      rule(String(10 + nth), `${String(20 + nth * 20)}.0.0.0/17`, { SIP: true, AMI: true }),
    ),
  ),
  'big networks and a provider that are the world together': (of) => ({
    ...providers({ hosts: ['90.0.0.0/17'] })(of),
    ...and(rule('10', '20.0.0.0/17', { SIP: true }), rule('11', '40.0.0.0/17', { SIP: true }))(of),
  }),
  'a wide rule and a narrow one, web and SSH': and(
    rule('7', '8.8.0.0/20', { WEB: true, SSH: true }),
    rule('8', '9.9.9.9', { WEB: true, SSH: true }),
  ),
  'one rule twice': and(rule('7', '8.8.8.0/24', { SIP: true }), rule('8', '8.8.8.0/24', { SSH: true })),
  'a list of networks': and(rule('7', '8.8.8.0/24,9.9.9.0/24', { WEB: true })),
  'never blocks the office': rules({ ...OFFICE, neverBlock: true }),
  'never blocks a narrow network': and(rule('7', '8.8.8.0/24', { SIP: true }, { neverBlock: true })),
  'never blocks a wide network': and(rule('7', '8.8.0.0/16', { SIP: true }, { neverBlock: true })),
  'never blocks a wide network without services': and(rule('7', '8.8.0.0/16', {}, { neverBlock: true })),
  'never blocks everybody': and(rule('7', '0.0.0.0/0', { SIP: true }, { neverBlock: true })),
  'never blocks everybody of IPv6': and(rule('7', '::/0', { SIP: true }, { neverBlock: true })),
  'a rule with too many ports': and({
    ...rule('7', '8.8.8.0/24', {}, { name: 'Many' }),
    services: [
      {
        category: 'SIP',
        allow: true,
        ports: Array.from({ length: 16 }, (_, nth) => ({
          protocol: 'tcp' as const,
          from: 100 + 2 * nth,
          to: 100 + 2 * nth,
        })),
      },
    ],
  }),
  'a rule with as many ports as go': and({
    ...rule('7', '8.8.8.0/24', {}, { name: '' }),
    services: [
      {
        category: 'SIP',
        allow: true,
        ports: Array.from({ length: 15 }, (_, nth) => ({
          protocol: 'tcp' as const,
          from: 100 + 2 * nth,
          to: 100 + 2 * nth,
        })),
      },
    ],
  }),
  'a rule with a range that runs back': and({
    ...rule('7', '8.8.8.0/24', {}, { name: '' }),
    services: [{ category: 'SIP', allow: true, ports: [{ protocol: 'udp', from: 6000, to: 5000 }] }],
  }),
  'a rule with old ports': and({
    ...rule('7', '0.0.0.0/0', {}, { name: 'Old' }),
    services: [
      { category: 'SSH', allow: true, ports: [{ protocol: 'tcp', from: 2222, to: 2222 }] },
      { category: 'WEB', allow: true, ports: [{ protocol: 'tcp', from: 8080, to: 8080 }] },
    ],
  }),
  'other ports': ({ ports }) => ({ ports: { ...ports, web: 8080, webTls: 8443, ssh: 2222, sip: 5070, rtpTo: 20000 } }),
  'web at the port of SSH': ({ ports }) => ({ ports: { ...ports, ssh: 443 } }),
  'no IAX': ({ ports }) => ({ ports: { ...ports, iax: null } }),

  ...Object.fromEntries(
    [null, -1, 0, 1, 99, 100, 101, 1000].map((maxRequestsPerSecond) => [
      `a limit of ${String(maxRequestsPerSecond)} requests`,
      firewall({ maxRequestsPerSecond }),
    ]),
  ),
  '200 people and one who is off': people(201),
  '201 people and one who is off': people(202),

  'bans off': bans({ enabled: false }),
  'bans off, server gone': bans({ enabled: false, banning: false }),
  'bans do not ban': bans({ banning: false }),
  'bans not seen': bans({ banning: null }),
  'bans not seen in time': bans({ banning: null, banningUnknown: 'timeout', jails: null }),
  ...Object.fromEntries(
    (
      [
        [20, 600, 600],
        [21, 600, 600],
        [20, 599, 600],
        [19, 600, 600],
        [10, 3600, 86_400],
        [11, 3600, 86_400],
        [10, 3599, 86_400],
        [10, 3600, 86_399],
        [5, 21_600, 604_800],
        [6, 21_600, 604_800],
        [5, 21_600, 604_799],
        [5, 21_601, 604_800],
        [3, 86_400, 2_592_000],
        [4, 86_400, 2_592_000],
        [1, 1, 1],
        [1, 600, 0],
        [2, 1, 600],
        [0, 600, 600],
        [5, 0, 600],
        [5, 21_600, 59],
        [5, 21_600, 60],
        [5, 21_600, -1],
      ] as const
    ).map(([tries, time, ban]) => [
      `bans of ${[tries, time, ban].join(', ')}`,
      bans({ maxretry: tries, findtime: time, bantime: ban }),
    ]),
  ),
  'calls without a password': () => ({ sip: { authSuffix: 'quokka', guestCalls: true } }),
  'calls without a password, SIP for everybody': (of) => ({
    sip: { authSuffix: 'quokka', guestCalls: true },
    ...and(rule('7', '0.0.0.0/0', { SIP: true }))(of),
  }),
  'mode relaxed': bans({ securityMode: 'relaxed' }),
  'mode balanced': bans({ securityMode: 'balanced' }),
  'mode strict': bans({ securityMode: 'strict' }),
  'mode paranoid': bans({ securityMode: 'paranoid' }),
  'mode not read': bans({ securityMode: { unknown: 'failed' } }),
  'relaxed, web for everybody': (of) => ({
    ...bans({ securityMode: 'relaxed' })(of),
    ...and(rule('7', '0.0.0.0/0', { WEB: true }))(of),
  }),
  'balanced, web for everybody': (of) => ({
    ...bans({ securityMode: 'balanced' })(of),
    ...and(rule('7', '0.0.0.0/0', { WEB: true }))(of),
  }),
  'strict, web for everybody': (of) => ({
    ...bans({ securityMode: 'strict' })(of),
    ...and(rule('7', '0.0.0.0/0', { WEB: true }))(of),
  }),
  'relaxed, web for everybody, a limit and a list that does nothing': (of) => ({
    ...bans({ securityMode: 'relaxed', whitelist: ['office'], whitelistText: 'office' })(of),
    ...firewall({ maxRequestsPerSecond: 5, rules: [OFFICE, rule('7', '0.0.0.0/0', { WEB: true })] })(of),
  }),
  'relaxed, web for everybody, a list that does nothing': (of) => ({
    ...bans({ securityMode: 'relaxed', whitelist: ['office'], whitelistText: 'office' })(of),
    ...and(rule('7', '0.0.0.0/0', { WEB: true }))(of),
  }),
  'no jails': jails(),
  'jails of SIP': jails(['asterisk_security_log', 1], ['asterisk_public', null]),
  'jails of all': jails(['asterisk_security_log', 0], ['asterisk_iax', 0], ['mikopbx-www', 0], ['dropbear', 0]),
  'jails of all, busy': jails(['asterisk_security_log', 1], ['asterisk_iax', 1], ['mikopbx-www', 1], ['dropbear', 1]),
  'busy jails, lines without them': (of) => ({
    ...jails(['asterisk_security_log', 1], ['asterisk_iax', 1], ['mikopbx-www', 1], ['dropbear', 1])(of),
    runningRules: { v4: ['-P INPUT ACCEPT', '-A INPUT -j DROP'], v6: [] },
  }),
  'idle jails, lines without them': (of) => ({
    ...jails(['asterisk_security_log', 0], ['asterisk_iax', 0], ['mikopbx-www', 0], ['dropbear', 0])(of),
    runningRules: { v4: ['-P INPUT ACCEPT'], v6: [] },
  }),
  'jails not known, lines without them': (of) => ({
    ...jails(['asterisk_security_log', null], ['asterisk_iax', null], ['mikopbx-www', null], ['dropbear', null])(of),
    runningRules: { v4: ['-P INPUT ACCEPT'], v6: [] },
  }),
  'spares nobody': spared(),
  'spares an address': spared('8.8.8.9'),
  'spares a narrow network': spared('8.8.8.0/24'),
  'spares a wide network': spared('8.8.0.0/16'),
  'spares everybody': spared('0.0.0.0/0'),
  'spares a private network': spared('10.0.0.0/8'),
  'spares a word': spared('office'),
  'spares a broken address': spared('8.8.8.999'),
  'spares two in a line': bans({ whitelist: ['8.8.8.9\n8.8.8.10'], whitelistText: '8.8.8.9\n8.8.8.10' }),
  'spares two with blanks between': bans({
    whitelist: ['8.8.8.9', '', '8.8.8.10'],
    whitelistText: '8.8.8.9  8.8.8.10',
  }),
  'spares IPv6': spared('2a00:1450::/56', '2a00:1450::9'),

  'no providers': () => ({ providers: [] }),
  'a provider off': providers({ disabled: true }),
  'a demo provider': providers({ demo: true }),
  'a provider that registers here': providers({ registration: 'inbound' }),
  'a provider that registers here by a hash': providers({ registration: 'inbound', secretHashed: true }),
  'a provider that registers here, off': providers({ registration: 'inbound', disabled: true }),
  'a provider by its address': providers({ registration: 'none' }),
  'a provider of IAX': providers({ kind: 'iax' }),
  'a provider of IAX by its address, filter gone': providers({ kind: 'iax', registration: 'none', filterId: '99' }),
  'a provider at home': providers({ host: '192.168.1.77' }),
  'a provider outside': providers({ host: '203.0.113.10', hosts: ['203.0.113.11'] }),
  'a provider that is everybody': providers({ hosts: ['0.0.0.0/0'] }),
  'a provider that is half the world': providers({ hosts: ['0.0.0.0/1'] }),
  'a provider that is a big network': providers({ hosts: ['8.8.0.0/16', '9.9.0.0/16'] }),
  'a provider that is an office': providers({ hosts: ['8.8.8.0/24'] }),
  'a provider whose hosts are not read': providers({ hosts: { unknown: 'failed' } }),
  'a provider whose filter is gone': providers({ filterId: '99' }),
  'a provider whose filter is the office': providers({ filterId: '1' }),
  'a provider whose filter is not read': providers({ filterId: { unknown: 'failed' } }),

  'everything closed outside': answered(['outside-firewall', '', 'ALL']),
  'web closed outside': answered(['outside-firewall', '', 'WEB']),
  'SIP and SSH closed outside': answered(['outside-firewall', '', 'SIP, SSH']),
  'panels closed outside': answered(['outside-firewall', '', 'WEB;CTI']),
  'programs closed outside': answered(['outside-firewall', '', 'AMI AJAM']),
  'nothing closed outside': answered(['outside-firewall', '', 'NONE']),
  'closed outside until last year': () => ({
    attestations: answers(['outside-firewall', '', 'ALL']).map((one) => ({
      ...one,
      expiresAt: '2026-11-02T00:00:00+00:00',
    })),
  }),
  'closed outside, with a note': () => ({
    attestations: answers(['outside-firewall', '', 'ALL']).map((one) => ({ ...one, note: 'by the cloud' })),
  }),
  ...Object.fromEntries(
    ['none', 'ALL', 'WEB', 'SSH,SIP', 'CTI', '443', '5060/UDP', '1-100', '65000', 'something'].map((answer) => [
      `forwarded: ${answer}`,
      answered(['forwarded-ports', '', answer]),
    ]),
  ),
  'web forwarded, closed outside': answered(['forwarded-ports', '', 'WEB'], ['outside-firewall', '', 'WEB']),
  'all forwarded, web for everybody': (of) => ({
    ...answered(['forwarded-ports', '', 'ALL'])(of),
    ...and(rule('7', '0.0.0.0/0', { WEB: true }))(of),
  }),
  'SSH forwarded, web for everybody': (of) => ({
    ...answered(['forwarded-ports', '', 'SSH'])(of),
    ...and(rule('7', '0.0.0.0/0', { WEB: true }))(of),
  }),
  'nothing forwarded, web for everybody': (of) => ({
    ...answered(['forwarded-ports', '', 'none'])(of),
    ...and(rule('7', '0.0.0.0/0', { WEB: true }))(of),
  }),
  'web for everybody, closed outside': (of) => ({
    ...answered(['outside-firewall', '', 'WEB'])(of),
    ...and(rule('7', '0.0.0.0/0', { WEB: true }))(of),
  }),
  'another network is ours': (of) => ({
    ...answered(['own-network', '10.0.0.0/8', 'yes'])(of),
    ...and(rule('7', '10.0.0.0/8', EVERYTHING))(of),
  }),
  'another network is not ours': (of) => ({
    ...answered(['own-network', '10.0.0.0/8', 'no'])(of),
    ...and(rule('7', '10.0.0.0/8', EVERYTHING))(of),
  }),
};

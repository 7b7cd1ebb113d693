/** Other passwords, names to log in with, users of programs, keys, and when they were changed. */
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { EVERYTHING, NOW, rule, strong } from '../facts.ts';
import { account, answers, short, weak } from '../made.ts';
import type { Turn, Turns } from './turn.ts';

type Features = PartData['secrets'][number]['features'];
type Login = PartData['webLogin'];

/** Kinds of passwords. */
const KINDS: Readonly<Record<string, Features>> = {
  'a strong one': strong,
  'a dictionary word': weak,
  'one of seven characters': short,
  'none at all': { ...short, length: 'empty' },
  'one of ten characters': { ...strong, length: '8-11', strong: false },
  'one of ten characters, strong': { ...strong, length: '8-11' },
  'a generated one': { ...strong, missing: ['special'], generated: true },
  'a long one without signs': { ...strong, missing: ['special'] },
  'digits alone': { ...strong, digitsOnly: true, missing: ['upper', 'lower', 'special'], strong: false },
  'one with the name': { ...strong, contains: ['name'], strong: false },
  'one with number and date': { ...strong, contains: ['number', 'date'], strong: false },
  'one with the company': { ...strong, contains: ['company', 'hardware', 'login'], strong: false },
  'a shared one': { ...strong, shared: 2 },
};
const each = (title: string, turn: (features: Features) => Turn): Turns =>
  Object.fromEntries(Object.entries(KINDS).map(([kind, features]) => [`${title}: ${kind}`, turn(features)]));

const held =
  (owner: string, features: Features | null): Turn =>
  ({ secrets }) => ({
    secrets: [...secrets.filter((one) => one.owner !== owner), ...(features === null ? [] : [{ owner, features }])],
  });
const web =
  (more: Partial<Login>): Turn =>
  ({ webLogin }) => ({ webLogin: { ...webLogin, ...more } });
const root: Login = {
  login: 'root',
  storage: 'sha512',
  guess: { state: 'no-match', tried: 1003 },
  features: null,
  proven: null,
};
const ssh =
  (more: Partial<Login> | null, rest: Partial<PartData['ssh']> = {}): Turn =>
  () => ({
    ssh: { passwordLogins: true, password: more === null ? null : { ...root, ...more }, authorizedKeys: [], ...rest },
  });
const proven = (features: Features, current = true, by: 'action' | 'person' = 'person') => ({
  at: NOW,
  by,
  features,
  current,
});
const GUESSES = {
  default: { state: 'match', which: 'default' },
  login: { state: 'match', which: 'login' },
  'instance id': { state: 'match', which: 'instance-id' },
  common: { state: 'match', which: 'common' },
  none: { state: 'no-match', tried: 7 },
  running: { state: 'running', tried: 3, total: 9 },
  'not run': { state: 'not-run' },
} as const satisfies Record<string, Login['guess']>;

const accounts =
  (...all: PartData['accounts']): Turn =>
  () => ({ accounts: all });
const suffix =
  (authSuffix: string | null): Turn =>
  ({ sip }) => ({ sip: { ...sip, authSuffix } });
const ami =
  (more: Partial<PartData['ami']['users'][number]>, enabled = true): Turn =>
  () => ({
    ami: { enabled, users: [{ id: '1', username: 'crm', name: 'CRM', filterId: '1', system: false, ...more }] },
  });
const ari =
  (more: Partial<PartData['ari']>): Turn =>
  () => ({ ari: { enabled: true, origins: 'https://app.example', users: [{ id: '4', username: 'app' }], ...more } });
const KEY: PartData['apiKeys'][number] = {
  id: '1',
  name: 'CRM',
  fullPermissions: true,
  networkFilter: true,
  filterId: '1',
  createdAt: '2026-11-01T00:00:00+00:00',
  lastUsedAt: '2026-11-22T00:00:00+00:00',
};
const key =
  (more: Partial<PartData['apiKeys'][number]>): Turn =>
  () => ({
    apiKeys: [{ ...KEY, ...more }],
  });
const changed =
  (holeClosedAt: string | null, ...all: readonly [owner: string, changedAt: string | null][]): Turn =>
  () => ({
    rotation: {
      firstReadingAt: '2026-11-05T00:00:00+00:00',
      holeClosedAt,
      secrets: all.map(([owner, changedAt]) => ({ owner, changedAt })),
    },
  });

export const SECRETS: Turns = {
  ...each('201 has', (features) => held('sip:201', features)),
  ...each('AMI has', (features) => held('ami:crm', features)),
  ...each('the cabinet has', (features) => web({ storage: 'plain', features, proven: null })),
  ...each('the cabinet is proven to have', (features) => web({ proven: proven(features) })),
  ...each('SSH has', (features) => ssh({ storage: 'plain', features })),
  '201 has one that is not read': held('sip:201', null),
  'AMI has one that is not read': held('ami:crm', null),
  'no secrets were judged': () => ({ secrets: [] }),
  ...Object.fromEntries(
    Object.entries(GUESSES).flatMap(([name, guess]) => [
      [`the cabinet, guessed: ${name}`, web({ guess })],
      [`the cabinet, guessed: ${name}, not proven`, web({ guess, proven: null })],
      [`SSH, guessed: ${name}`, ssh({ guess })],
    ]),
  ),
  'the cabinet in plain text': web({ storage: 'plain' }),
  'the cabinet, proven by a plan': web({ proven: proven(strong, true, 'action') }),
  'the cabinet, changed since': web({ proven: proven(strong, false) }),
  'SSH, proven': ssh({ guess: GUESSES['not run'], proven: proven(strong) }),
  'SSH, changed since': ssh({ guess: GUESSES['not run'], proven: proven(weak, false) }),
  'SSH, not judged': ssh(null),
  'SSH with keys': ssh({}, { authorizedKeys: [{ type: 'ssh-ed25519', comment: 'anna', fingerprint: 'SHA256:x' }] }),
  'SSH by keys alone': ssh(null, {
    passwordLogins: false,
    authorizedKeys: [{ type: 'ssh-ed25519', comment: 'anna', fingerprint: 'SHA256:x' }],
  }),
  'SSH by nothing': ssh(null, { passwordLogins: false }),

  'no extensions': accounts(),
  'two extensions': accounts(account('201'), account('202')),
  'an extension off': accounts(account('201', { disabled: true })),
  'a demo extension': accounts(account('201', { demo: true })),
  'a demo extension whose network is gone': accounts(account('201', { demo: true, filterId: '99' })),
  'an extension of the office': accounts(account('201', { filterId: '1' }), account('202')),
  'an extension of this PBX': accounts(account('201', { filterId: 'localhost' })),
  'an extension whose network is gone': accounts(account('201', { filterId: '99' }), account('202', { filterId: '1' })),
  'two extensions whose networks are gone': accounts(
    account('201', { filterId: '99' }),
    account('202', { filterId: '98' }),
  ),
  'an extension whose network is not read': accounts(account('201', { filterId: { unknown: 'failed' } })),
  'an extension whose network is gone, elsewhere': (of) => ({
    ...accounts(account('201', { filterId: '99' }), account('202', { filterId: '99' }))(of),
    devices: [{ account: '201', address: '91.12.40.7', userAgent: 'Yealink' }],
  }),
  'an extension whose network is gone, no narrow rule': (of) => ({
    ...accounts(account('201', { filterId: '99' }))(of),
    firewall: { ...of.firewall, rules: [rule('7', '0.0.0.0/0', EVERYTHING)] },
  }),
  'an extension with a name of its own': accounts(account('201', { authUsername: 'quagga' }), account('202')),
  'an extension with its number as name': accounts(account('201', { authUsername: '201' }), account('202')),
  'all extensions with names of their own': accounts(
    account('201', { authUsername: 'quagga' }),
    account('202', { authUsername: 'wombat' }),
  ),
  'an extension with an empty name': accounts(account('201', { authUsername: '' })),
  'an extension whose name is not read': accounts(account('201', { authUsername: { unknown: 'timeout' } })),
  'an extension with another password': accounts(account('201', { secretOverridden: true })),
  'an extension with another password, maybe': accounts(account('201', { secretOverridden: { unknown: 'failed' } })),
  'an extension with another password, a weak one': (of) => ({
    ...accounts(account('201', { secretOverridden: true }), account('202', { secretOverridden: true }))(of),
    secrets: [
      { owner: 'sip:201', features: weak },
      { owner: 'sip:202', features: strong },
    ],
  }),
  'an extension with another password, maybe a weak one': (of) => ({
    ...accounts(account('201', { secretOverridden: { unknown: 'failed' } }))(of),
    ...held('sip:201', weak)(of),
  }),
  'an extension with a hash': accounts(account('201', { secretHashed: true }), account('202', { secretHashed: false })),
  'long ones without signs, some generated': (of) => ({
    ...accounts(account('201'), account('202'))(of),
    secrets: [
      { owner: 'sip:201', features: { ...strong, missing: ['special'], generated: true } },
      { owner: 'sip:202', features: { ...strong, missing: ['special'] } },
    ],
  }),
  'one broken, one guessable': (of) => ({
    ...accounts(account('201'), account('202'), account('203'))(of),
    secrets: [
      { owner: 'sip:201', features: { ...strong, missing: ['special'], length: '8-11', strong: false } },
      { owner: 'sip:202', features: weak },
      { owner: 'sip:203', features: { ...strong, missing: ['special'], generated: true } },
    ],
  }),
  'a provider that registers here with a weak one': (of) => ({
    providers: of.providers.map((one) => ({ ...one, registration: 'inbound' })),
    ...held('provider:SIP-TRUNK-1', weak)(of),
  }),
  ...Object.fromEntries(
    [null, '', ' ', '7', '123', 'ab', 'miko', 'MIKO1', 'test', 'quokka', 'example', 'aaaa', 'x7q'].map((text) => [
      `suffix ${JSON.stringify(text)}`,
      suffix(text),
    ]),
  ),
  'guests may call': ({ sip }) => ({ sip: { ...sip, guestCalls: true } }),
  'guests may not call': ({ sip }) => ({ sip: { ...sip, guestCalls: false } }),
  'guests, not known': ({ sip }) => ({ sip: { ...sip, guestCalls: null } }),

  'AMI off': ami({}, false),
  'AMI without users': () => ({ ami: { enabled: true, users: [] } }),
  'AMI from anywhere': ami({ filterId: null }),
  'AMI from this PBX': ami({ filterId: 'localhost' }),
  'AMI whose network is gone': ami({ filterId: '99' }),
  'AMI of Core from anywhere': ami({ system: true, filterId: null }),
  'AMI from a wide network': (of) => ({
    ...ami({ filterId: '7' })(of),
    firewall: {
      ...of.firewall,
      rules: of.firewall.rules.map((one) => ({ ...one, id: '7', permit: '8.0.0.0/8' })),
    },
  }),
  'AMI of two, one from anywhere': () => ({
    ami: {
      enabled: true,
      users: [
        { id: '1', username: 'crm', name: 'CRM', filterId: '1', system: false },
        { id: '2', username: 'old', name: '', filterId: null, system: false },
      ],
    },
  }),
  'AMI from this PBX, with a weak one': (of) => ({
    ...ami({ filterId: 'localhost' })(of),
    ...held('ami:crm', weak)(of),
  }),
  'AMI from anywhere, somebody connected': (of) => ({
    ...ami({ filterId: null })(of),
    connections: { rows: [{ port: 5038, address: '46.4.8.16', count: 1 }], complete: true },
  }),
  'AMI from anywhere, a program of the office connected': (of) => ({
    ...ami({ filterId: null })(of),
    connections: { rows: [{ port: 5038, address: '192.168.1.9', count: 1 }], complete: true },
  }),
  'AMI from anywhere, nobody connected': (of) => ({
    ...ami({ filterId: null })(of),
    connections: { rows: [], complete: true },
  }),
  'AMI from anywhere, nobody connected, no narrow rule': (of) => ({
    ...ami({ filterId: null })(of),
    connections: { rows: [], complete: true },
    firewall: { ...of.firewall, rules: [rule('7', '0.0.0.0/0', EVERYTHING)] },
  }),
  'AMI of Core from anywhere, a rule of the PBX itself': (of) => ({
    ...ami({ system: true, filterId: null })(of),
    firewall: { ...of.firewall, rules: [...of.firewall.rules, rule('5', '127.0.0.1', { AMI: true })] },
  }),
  'AMI from anywhere, a rule with an odd id': (of) => ({
    ...ami({ filterId: null })(of),
    firewall: { ...of.firewall, rules: of.firewall.rules.map((one) => ({ ...one, id: `${one.id}x` })) },
  }),
  'AMI from anywhere, files by hand': (of) => ({
    ...ami({ filterId: null })(of),
    extraRules: { ...of.extraRules, customFiles: ['/etc/asterisk/manager.conf'] },
  }),
  'ARI on': ari({}),
  'ARI on, without users': ari({ users: [] }),
  'ARI on, for every page': ari({ origins: '*' }),
  'ARI on, for every page among others': ari({ origins: 'https://app.example, *' }),
  'ARI on, for no page': ari({ origins: '' }),
  'ARI off': ari({ enabled: false }),
  'ARI with a weak one': (of) => ({ ...ari({})(of), ...held('ari:app', weak)(of) }),
  'ARI and AMI alone, nothing else': (of) => ({ ...ari({ users: [] })(of), ami: { enabled: false, users: [] } }),

  'no keys': () => ({ apiKeys: [] }),
  'a key of the office': key({}),
  'a key from anywhere': key({ networkFilter: false, filterId: null }),
  'a key from anywhere, with few rights': key({ networkFilter: false, filterId: null, fullPermissions: false }),
  'a key whose network is gone': key({ filterId: '99' }),
  'a key of this PBX': key({ filterId: 'localhost' }),
  'a key whose network is not told': () => ({
    apiKeys: [
      {
        id: '1',
        name: 'CRM',
        fullPermissions: true,
        networkFilter: true,
        createdAt: null,
        lastUsedAt: '2026-11-22T00:00:00+00:00',
      },
    ],
  }),
  'a key without rights': key({ noRights: true, lastUsedAt: null, createdAt: null }),
  'a key used 89 days ago': key({ lastUsedAt: '2026-08-26T12:00:00+00:00' }),
  'a key used 90 days ago': key({ lastUsedAt: '2026-08-25T12:00:00+00:00' }),
  'a key never used': key({ lastUsedAt: null, createdAt: '2026-08-01T00:00:00+00:00' }),
  'a key of nobody knows when': key({ lastUsedAt: null, createdAt: null }),

  'keys of every kind': () => ({
    apiKeys: [
      { ...KEY, id: '1', name: 'open', networkFilter: false, filterId: null },
      { ...KEY, id: '2', name: 'gone', filterId: '99' },
      { ...KEY, id: '3', name: 'locked', noRights: true, lastUsedAt: null, createdAt: null },
      { ...KEY, id: '4', name: 'idle', fullPermissions: false, lastUsedAt: '2026-01-01T00:00:00+00:00' },
      { ...KEY, id: '5', name: 'new', fullPermissions: false, lastUsedAt: null },
      { ...KEY, id: '6', name: 'undated', fullPermissions: false, lastUsedAt: null, createdAt: null },
    ],
  }),

  'nothing was changed since the hole': changed('2026-11-10T00:00:00+00:00', ['sip:201', null], ['web', null]),
  'all was changed after the hole': changed(
    '2026-11-10T00:00:00+00:00',
    ['sip:201', '2026-11-11T00:00:00+00:00'],
    ['ami:crm', '2026-11-11T00:00:00+00:00'],
    ['web', '2026-11-11T00:00:00+00:00'],
  ),
  'all was changed when the hole was closed': changed(
    '2026-11-10T00:00:00+00:00',
    ['sip:201', '2026-11-10T00:00:00+00:00'],
    ['ami:crm', '2026-11-10T00:00:00+00:00'],
    ['web', '2026-11-10T00:00:00+00:00'],
  ),
  'one was changed too early': changed(
    '2026-11-10T00:00:00+00:00',
    ['sip:201', '2026-11-09T00:00:00+00:00'],
    ['ami:crm', '2026-11-11T00:00:00+00:00'],
    ['web', '2026-11-11T00:00:00+00:00'],
  ),
  'never open to strangers': () => ({ attestations: answers(['ever-exposed', '', 'no']) }),
  'open to strangers once': () => ({ attestations: answers(['ever-exposed', '', 'yes']) }),
  'all was changed, says a person': () => ({ attestations: answers(['ever-exposed', '', 'rotated']) }),
  'never open to strangers, hole open': ({ patch }) => ({
    attestations: answers(['ever-exposed', '', 'no']),
    patch: { ...patch, markers: patch.markers.map((one) => ({ ...one, state: 'unpatched' as const })) },
  }),
  'open to strangers once, hole open': ({ patch }) => ({
    attestations: answers(['ever-exposed', '', 'yes']),
    patch: { ...patch, markers: patch.markers.map((one) => ({ ...one, state: 'unpatched' as const })) },
  }),
};

/** Random PBXs with extensions, programs and their secrets: weak, shared, hashed, twice there, known to strangers. */
import fc from 'fast-check';
import type { Account, PartData, Parts, SecretFeatures } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, known, NOW, strong, unknown } from '../../support/facts.ts';
import { populated } from './random-users.ts';

const NUMBERS = ['201', '202', '203', '204', '205', '99', '7'] as const;
const BEFORE = '2026-10-01T00:00:00+00:00';

const mostly = <T>(usual: T, ...rare: T[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...rare) });

const account: fc.Arbitrary<Account> = fc
  .record({
    number: fc.constantFrom(...NUMBERS),
    disabled: mostly(false, true),
    authUsername: mostly<Account['authUsername']>(null, '204quarz', { unknown: 'needs-module' }),
    secretOverridden: mostly<Account['secretOverridden']>(false, true, { unknown: 'failed' }),
    secretHashed: mostly(false, true),
  })
  .map((some) => ({ ...some, name: `Person ${some.number}`, page: some.number, filterId: null, demo: false }));

const features: fc.Arbitrary<SecretFeatures> = fc.oneof(
  fc.constant(strong),
  fc.constantFrom<SecretFeatures>(
    { ...strong, length: 'lt8', strong: false },
    { ...strong, digitsOnly: true, missing: ['upper', 'lower', 'special'], strong: false },
    { ...strong, missing: ['special'] },
    { ...strong, missing: ['special'], strong: false },
    { ...strong, shared: 3 },
    { ...strong, contains: ['number'] },
  ),
);

const AMI: PartData['ami']['users'] = [
  { id: '3', username: '1cami', name: 'Panel', filterId: null, system: false },
  { id: '4', username: 'phpagi', name: '', filterId: null, system: true },
  { id: '5', username: 'local', name: '', filterId: 'localhost', system: false },
  { id: '6', username: 'cticlient', name: '', filterId: '1', system: false },
  { id: 'odd', username: 'odd', name: '', filterId: null, system: false },
];
const ARI: PartData['ari']['users'] = [{ id: '1', username: 'app' }];

/** Many phones abroad, so that the list is full now and then. */
const abroad = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 20, max: 130 }) },
);

export interface WithSecrets {
  readonly facts: Parts;
  readonly asker: { readonly address: string };
  /** Extensions that somebody ticks. */
  readonly ticked: readonly string[];
  /** Owners of AMI and ARI that somebody ticks. */
  readonly programs: readonly string[];
  readonly suffix: string;
  /** Addresses that nobody knows. */
  readonly unspared: readonly string[];
}

export const withSecrets: fc.Arbitrary<WithSecrets> = fc
  .record({
    one: populated,
    accounts: fc.array(account, { maxLength: 7 }),
    found: fc.array(features, { minLength: 12, maxLength: 12 }),
    judged: fc.integer({ min: 0, max: 11 }),
    closedAt: fc.constantFrom(null, NOW),
    release: fc.boolean(),
    suffixNow: fc.constantFrom('', 'quarzfink', 'pbx'),
    abroad,
    ami: fc.boolean(),
    ari: fc.boolean(),
    provisioned: fc.boolean(),
    unreadDevices: fc.integer({ min: 0, max: 30 }).map((n) => n === 0),
    ticked: fc.subarray([...NUMBERS, '404']),
    programs: fc.subarray(['ami:1cami', 'ami:phpagi', 'ami:local', 'ami:cticlient', 'ami:odd', 'ari:app', 'ami:gone']),
    suffix: fc.constantFrom(
      'qzkvwt',
      'qzkvwt',
      'Rosenkavalier',
      'quarzfink',
      '',
      'miko',
      'ab',
      'q1zk',
      'x y',
      'TestPBX',
    ),
  })
  .map(({ one, ticked, programs, suffix, ...made }): WithSecrets => {
    const { devices, system, fail2ban } = one.facts;
    const isOld = system.state === 'known' && system.data.release.startsWith('2024');
    const owners = [...NUMBERS.map((number) => `sip:${number}`), ...AMI.map(({ username }) => `ami:${username}`)];
    const secrets = owners.slice(0, made.judged).map((owner, place) => ({
      owner,
      features: made.found[place] ?? strong,
    }));
    const more: PartData['devices'] = Array.from({ length: made.abroad }, (_, place) => ({
      account: NUMBERS[place % NUMBERS.length] ?? '201',
      address: `203.0.113.${place + 1}`,
      userAgent: 'Yealink SIP-T31P 124.86.0.40',
    }));
    const seen = devices.state === 'known' ? [...devices.data, ...more] : more;
    const modules = CLEAN.modules.concat(
      one.facts.modules.state === 'known' ? one.facts.modules.data : [],
      made.provisioned
        ? [
            {
              id: 'ModuleAutoprovision',
              name: 'Autoprovision',
              version: '1',
              enabled: true,
              firewallCategories: [],
              publicRoutes: [],
            },
          ]
        : [],
    );
    const facts: Parts = {
      ...one.facts,
      fail2ban,
      accounts: known(made.accounts),
      secrets: known(secrets),
      rotation: known({
        firstReadingAt: BEFORE,
        holeClosedAt: made.closedAt,
        secrets: owners.map((owner, place) => ({ owner, changedAt: place % 2 === 0 ? null : BEFORE })),
      }),
      sip: known({ authSuffix: isOld ? null : made.suffixNow, guestCalls: false }),
      ami: known({ enabled: made.ami, users: AMI }),
      ari: isOld ? unknown('not-supported') : known({ enabled: made.ari, users: ARI, origins: '*' }),
      modules: known(modules),
      devices: made.unreadDevices ? unknown('timeout') : known(seen),
    };
    const unspared = seen.map(({ address }) => address).filter((_, place) => place % 4 === 3);
    return { facts, asker: { address: one.asker.address }, ticked, programs, suffix, unspared };
  });

/** Renewed secrets on PBXs as they are: what is said of each extension, who is spared, what is refused. */
import { describe, expect, it } from 'vitest';
import { offerOf, SECRET_CHOICES } from '../../../sites/checklist/actions/offered.ts';
import { MOST_STEPS, type Planned } from '../../../sites/checklist/actions/action.ts';
import { renewablesIn } from '../../../sites/checklist/actions/renewing/accounts.ts';
import { tickedPrograms } from '../../../sites/checklist/actions/choices/rotate-ami-ari.ts';
import { programsIn } from '../../../sites/checklist/actions/renewing/programs.ts';
import { placesSpared } from '../../../sites/checklist/actions/renewing/renewal.ts';
import { proposedSuffix } from '../../../sites/checklist/actions/renewing/suffix.ts';
import { rotateAmiAri } from '../../../sites/checklist/actions/rotate-ami-ari.ts';
import {
  rotateSipPasswords,
  type RotateSipPasswordsOptions,
} from '../../../sites/checklist/actions/rotate-sip-passwords.ts';
import type { Plan } from '../../../sites/checklist/actions/types.ts';
import { audit } from '../../../sites/checklist/audit.ts';
import type { Account, Facts, PartData } from '../../../sites/checklist/facts/types.ts';
import { suffixFlaw } from '../../../sites/checklist/secrets/suffix.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { factsOf, SCENARIOS } from '../../../sites/sandbox/index.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { CLEAN, EVERYTHING, factsWith, NOW, partsWith, rule, strong } from '../../support/facts.ts';

const ASKER = { address: '192.168.1.50', seen: 'direct', networks: [] } as const;
const speak = speaker(LOCALES.en);
const WEAK = { ...strong, length: 'lt8', strong: false } as const;

const account = (number: string, more: Partial<Account> = {}): Account => ({
  number,
  name: `Person ${number}`,
  page: number,
  disabled: false,
  filterId: null,
  authUsername: null,
  secretOverridden: false,
  demo: false,
  ...more,
});
const phone = (
  of: string,
  address: string,
  userAgent = 'Yealink SIP-T31P 124.86.0.40',
): PartData['devices'][number] => ({
  account: of,
  address,
  userAgent,
});
const site = (more: Partial<PartData>) =>
  partsWith({
    accounts: [account('201'), account('202')],
    secrets: [
      { owner: 'sip:201', features: WEAK },
      { owner: 'sip:202', features: strong },
    ],
    devices: [],
    ...more,
  });
const planned = (more: Partial<PartData>, options: Partial<RotateSipPasswordsOptions> = {}): Planned =>
  rotateSipPasswords.plan(site(more), { numbers: ['201', '202'], suffix: null, unspared: [], ...options }, ASKER);
function plan(...args: Parameters<typeof planned>): Plan {
  const one = planned(...args);
  if (!one.accepted) throw new Error(JSON.stringify(one.refusal));
  return one.plan;
}
const words = ({ warnings }: Plan, id: string) =>
  warnings.filter((one) => one.id === id).map(({ says }) => speak(says));
const entries = ({ steps }: Plan) =>
  steps.flatMap((step) => (step.kind === 'fail2ban.patch' ? (step.whitelist ?? []) : []));

describe('extensions', () => {
  it('are said with what is wrong, what is registered, and what stands against it', () => {
    const parts = site({
      accounts: [
        account('205', { disabled: true }),
        account('201'),
        account('202', { secretHashed: true }),
        account('203', { secretOverridden: true, authUsername: 'rose' }),
        account('204'),
        account('204', { authUsername: 'rose' }),
        account('206', { secretOverridden: { unknown: 'failed' } }),
        account('2*7'),
      ],
      devices: [phone('201', '203.0.113.7'), phone('201-WS', '203.0.113.8', 'SIP.js/0.21')],
    });
    const said = renewablesIn(parts).map(({ number, bar, broken, phones, isDisabled, hasOwnName }) =>
      [number, bar, broken.join(), phones.length, isDisabled && 'off', hasOwnName && 'own'].filter(Boolean).join(' '),
    );
    expect(said).toEqual([
      '2*7 odd',
      '201 under-8 2',
      '202 hashed',
      '203 overridden own',
      '204 twice',
      '205 off',
      '206 unread',
    ]);
  });

  it('count as overdue where they were not changed since the hole was closed, and not while it is open', () => {
    const rotation = { firstReadingAt: NOW, holeClosedAt: NOW, secrets: [{ owner: 'sip:202', changedAt: null }] };
    expect(renewablesIn(site({ rotation })).map(({ isOverdue }) => isOverdue)).toEqual([false, true]);
    const open = site({ rotation, system: { ...CLEAN.system, release: '2023.2.206' } });
    expect(renewablesIn(open).map(({ isOverdue }) => isOverdue)).toEqual([false, false]);
  });
});

describe('an extension that a program for break-ins is registered with', () => {
  const strongOnes = [
    { owner: 'sip:201', features: strong },
    { owner: 'sip:202', features: strong },
  ];
  const devices = [phone('201', '203.0.113.7'), phone('202', '198.51.100.9', 'friendly-scanner')];
  const rotation = (changedAt: string | null) => ({
    firstReadingAt: NOW,
    holeClosedAt: null,
    secrets: [{ owner: 'sip:202', changedAt }],
  });
  const taken = (more: Partial<PartData>) =>
    renewablesIn(site({ secrets: strongOnes, devices, ...more })).flatMap(({ number, isTaken }) =>
      isTaken ? [number] : [],
    );
  const offered = (more: Partial<PartData>) => {
    const facts: Facts = factsWith({
      accounts: [account('201'), account('202')],
      secrets: strongOnes,
      devices,
      ...more,
    });
    const result = audit(facts, { tool: { name: '', version: '' } }).results.find(
      ({ id }) => id === 'registered-devices',
    );
    if (result === undefined) throw new Error('no such item');
    return offerOf(result, facts);
  };

  it('is due for a new password, but while the registration with the earlier one may still be listed', () => {
    expect(taken({})).toEqual(['202']);
    expect(taken({ devices: [phone('202', '198.51.100.9', 'sipp')] })).toEqual(['202']);
    expect(taken({ devices: [phone('202', '198.51.100.9', 'eyebeam release 3007n stamp 17816')] })).toEqual([]);
    expect(taken({ rotation: rotation(NOW) })).toEqual([]);
    expect(taken({ rotation: rotation(new Date(Date.parse(NOW) - 7_200_000).toISOString()) })).toEqual(['202']);
    expect(taken({ rotation: rotation(null) })).toEqual(['202']);
  });

  it('gets it by the button of who is registered, which leaves other phones to a person', () => {
    expect(offered({})).toEqual({ kind: 'fix', action: 'rotate-sip-passwords' });
    expect(offered({ rotation: rotation(NOW) })).toEqual({ kind: 'none' });
    const isOpen = {
      system: { ...CLEAN.system, release: '2026.1.223' },
      firewall: { ...CLEAN.firewall, rules: [...CLEAN.firewall.rules, rule('7', '0.0.0.0/0', EVERYTHING)] },
    };
    expect(offered({ ...isOpen, rotation: rotation(NOW) })).toEqual({ kind: 'choose', action: 'restrict-internet' });
    expect(offered({ devices: [phone('201', '203.0.113.7')] })).toEqual({ kind: 'none' });
  });
});

describe('a plan', () => {
  it('spares where the phones are, but for strangers and who is exempt already, then renews in the order of numbers', () => {
    const one = plan({
      firewall: { ...CLEAN.firewall, rules: [rule('1', '192.168.1.0/24', { SIP: true }, { neverBlock: true })] },
      fail2ban: { ...CLEAN.fail2ban, whitelist: ['198.51.100.4'], whitelistText: '198.51.100.4' },
      devices: [
        phone('202', '203.0.113.7'),
        phone('201', '192.168.1.31'),
        phone('201', '203.0.113.9', 'friendly-scanner'),
        phone('201', 'phone.example'),
        phone('303', '203.0.113.10'),
      ],
    });
    expect(one.steps.map(({ kind }) => kind)).toEqual([
      'fail2ban.patch',
      'fail2ban.unban',
      'account.secret',
      'account.secret',
    ]);
    expect(entries(one)).toEqual(['198.51.100.4', '203.0.113.7']);
    expect(one.steps[1]).toMatchObject({ networks: ['192.168.1.31/32', '203.0.113.7/32'] });
    expect(one.undo).toEqual([
      { kind: 'fail2ban' },
      { kind: 'account', number: '201' },
      { kind: 'account', number: '202' },
    ]);
    expect(one.affected.map(({ id, address, maker }) => [id, address, maker])).toEqual([
      ['201', '192.168.1.31', 'Yealink'],
      ['201', '203.0.113.9', null],
      ['201', null, 'Yealink'],
      ['202', '203.0.113.7', 'Yealink'],
    ]);
    expect(words(one, 'visits')).toEqual([expect.stringContaining('3 phones have to be visited (of 2 extensions)')]);
  });

  it('spares neither the PBX itself nor addresses that the list of its release does not take', () => {
    const devices = [
      phone('201', '127.0.0.1'),
      phone('201', '::1'),
      phone('202', '2a00:1450::7'),
      phone('202', '203.0.113.127'),
    ];
    const old = { ...CLEAN.system, release: '2024.1.114' };
    expect(entries(plan({ devices }))).toEqual(['203.0.113.127', '2a00:1450::7']);
    const one = plan({ devices, system: old });
    expect(entries(one)).toEqual(['203.0.113.127']);
    expect(words(one, 'not-spared')[0]).toContain('2a00:1450::7');
  });

  it('leaves an address out that a person does not know', () => {
    const devices = [phone('201', '8.8.4.7'), phone('202', '8.8.4.8'), phone('202', '192.168.1.31')];
    expect(placesSpared(site({ devices }), { numbers: ['201', '202'], suffix: null })).toEqual(['8.8.4.7', '8.8.4.8']);
    const one = plan({ devices }, { unspared: ['8.8.4.8'] });
    expect(entries(one)).toEqual(['192.168.1.31', '8.8.4.7']);
  });

  it.each([
    ['2026.1.223', 35, 25],
    ['2026.9.5', 1, 0],
  ])('%s: a full list takes %i of an office with 60 phones, and says who is left', (release, exempt, left) => {
    const devices = Array.from({ length: 60 }, (_, i) => phone('201', `192.168.1.${100 + i}`));
    const one = plan({ devices, system: { ...CLEAN.system, release } });
    expect(entries(one)).toHaveLength(exempt);
    expect(entries(one).join(' ').length).toBeLessThanOrEqual(500);
    const [told = ''] = words(one, 'not-spared');
    expect(Number(/^\d+/.exec(told)?.[0] ?? 0)).toBe(left);
  });

  it('touches no list where nobody is banned, or where its numbers could only be sent as stricter ones', () => {
    const devices = [phone('201', '203.0.113.7')];
    const kinds = (more: Partial<PartData['fail2ban']>) =>
      plan({ devices, fail2ban: { ...CLEAN.fail2ban, ...more } }).steps.map(({ kind }) => kind);
    expect(kinds({ enabled: false })).toEqual(['account.secret', 'account.secret']);
    expect(kinds({ maxretry: 0 })).toEqual(['account.secret', 'account.secret']);
    expect(kinds({ findtime: 30 })).toEqual(['fail2ban.unban', 'account.secret', 'account.secret']);
  });

  it('says what makes it vain, and what it cannot do', () => {
    const [provider] = CLEAN.providers;
    if (provider === undefined) throw new Error('no provider');
    const one = plan({
      system: { ...CLEAN.system, release: '2023.2.206' },
      providers: [{ ...provider, registration: 'inbound', name: 'Branch' }],
      modules: [
        {
          id: 'ModuleAutoprovision',
          name: 'Provisioning',
          version: '1',
          enabled: true,
          firewallCategories: [],
          publicRoutes: [],
        },
      ],
      extraRules: { ...CLEAN.extraRules, customFiles: ['/etc/asterisk/pjsip.conf'] },
      devices: [phone('201-WS', '192.168.1.2', 'SIP.js/0.21')],
    });
    expect(one.warnings.map(({ id }) => id)).toEqual([
      'visits',
      'sheet',
      'silent',
      'browser',
      'spared',
      'hole',
      'provisioned',
      'providers',
      'own-files',
    ]);
    expect(words(one, 'providers')[0]).toContain('Provider Branch');
  });

  it('takes what fits, and says how many are left', () => {
    const many = Array.from({ length: 3000 }, (_, i) => account(String(10_000 + i)));
    const one = plan(
      { accounts: many, devices: [phone('10000', '203.0.113.7')] },
      { numbers: many.map(({ number }) => number) },
    );
    expect(one.steps).toHaveLength(MOST_STEPS);
    expect(words(one, 'portion')).toEqual([
      `One plan renews ${MOST_STEPS - 2} of these 3000. When it is done, open this again for the others.`,
    ]);
  });
});

describe('what is refused', () => {
  const reason = (one: Planned) =>
    one.accepted ? null : one.refusal.kind === 'not-renewed' ? one.refusal.reason.because : one.refusal.kind;

  it('is said with what to do', () => {
    const one = planned({ accounts: [account('201', { secretHashed: true })] });
    expect(reason(one)).toBe('barred');
    if (one.accepted || one.refusal.kind !== 'not-renewed') throw new Error('not refused');
    expect(one.refusal.said.steps.map(speak)).toEqual([
      expect.stringMatching(/^Not renewed: Extension 201 \(Person 201\) – .*Take them out/),
    ]);
    expect(reason(planned({}, { numbers: [] }))).toBe('asked');
    const sip = partsWith({}, { sip: 'timeout' }).sip;
    const options = { numbers: ['201'], suffix: 'qzkvwt', unspared: [] };
    expect(rotateSipPasswords.plan({ ...site({}), sip }, options, ASKER)).toMatchObject({
      refusal: { kind: 'unknown', missing: [{ part: 'sip', reason: 'timeout' }] },
    });
  });

  it('is told of those who cannot be renewed beside those who can', () => {
    const one = plan({ accounts: [account('201'), account('202', { secretOverridden: true })] });
    expect(one.steps.flatMap((step) => (step.kind === 'account.secret' ? [step.number] : []))).toEqual(['201']);
    expect(words(one, 'barred:overridden')[0]).toContain('Extension 202');
  });

  it.each([
    ['miko', 'guessable'],
    ['x1', 'letters'],
    ['', 'asked'],
    ['TestPBX', 'guessable'],
    ['qzkvwt', null],
  ])('the letters "%s": %s', (suffix, expected) => {
    expect(reason(planned({}, { suffix }))).toBe(expected);
  });

  it('on 2024 there is no such setting, and the item says what can be done instead', () => {
    const now = new Date(NOW);
    const facts = factsOf(SCENARIOS['breached-2024'](now), 'http://pbx', now);
    const [result] = audit(facts, { tool: { name: '', version: '' } }).results.filter(
      ({ id }) => id === 'auth-username',
    );
    if (result === undefined) throw new Error('no item');
    expect(offerOf(result, facts)).toMatchObject({ kind: 'refused', refusal: { reason: { because: 'no-setting' } } });
  });
});

it('letters are proposed by chance, and never those that anybody guesses', () => {
  let next = 0;
  // The first seven make "abcdefg".
  const drawn = [0, 1, 2, 3, 4, 5, 6, 8, 20, 3, 11, 17, 2, 9];
  const suffix = proposedSuffix(site({}), (below) => (drawn[next++] ?? 0) % below);
  expect(suffix).toHaveLength(7);
  expect(suffixFlaw(suffix, 'Test PBX')).toBeNull();
  expect(next).toBe(14);
});

describe('programs', () => {
  const user = (id: string, username: string, more: Partial<PartData['ami']['users'][number]> = {}) => ({
    id,
    username,
    name: '',
    filterId: null,
    system: false,
    ...more,
  });
  const parts = site({
    ami: {
      enabled: true,
      users: [
        user('3', 'crm'),
        user('4', 'phpagi', { system: true }),
        user('5', 'local', { filterId: 'localhost' }),
        user('6', 'amocrm'),
      ],
    },
    ari: { enabled: false, origins: '*', users: [{ id: '1', username: 'app' }] },
    modules: [
      { id: 'ModuleAmoCrm', name: 'amoCRM', version: '1', enabled: true, firewallCategories: [], publicRoutes: [] },
    ],
    connections: {
      complete: true,
      rows: [
        { port: 5038, address: '192.168.1.9', count: 1 },
        { port: 5038, address: '8.8.4.66', count: 3 },
      ],
    },
  });

  it('of the PBX itself and of its modules keep the secret, too', () => {
    expect(programsIn(parts).map(({ owner, bar }) => [owner.id, bar])).toEqual([
      ['ami:crm', null],
      ['ami:phpagi', 'system'],
      ['ami:local', null],
      ['ami:amocrm', 'module'],
    ]);
  });

  it('on the PBX itself only a person knows: not ticked at first, and said', () => {
    expect(programsIn(parts).filter(({ isLocal }) => isLocal)).toHaveLength(1);
    const first = { chosen: null, isLocalKnown: false };
    const weak = (owner: string) => ({ owner, features: WEAK });
    const due = { ...parts, secrets: partsWith({ secrets: [weak('ami:local'), weak('ami:crm')] }).secrets };
    expect(tickedPrograms(due, first)).toEqual(['ami:crm']);
    expect(tickedPrograms(due, { ...first, isLocalKnown: true })).toEqual(['ami:crm', 'ami:local']);
    const planned = rotateAmiAri.plan(due, { owners: ['ami:local'] }, ASKER);
    if (!planned.accepted) throw new Error('refused');
    expect(words(planned.plan, 'local')[0]).toContain('local');
  });

  it('of modules sign in to ARI by that name, to AMI by either', () => {
    const users = { ami: { enabled: true, users: [user('7', 'x9', { name: 'AmoCRM' })] } };
    const ari = {
      enabled: true,
      origins: '*',
      users: [
        { id: '1', username: 'amocrm' },
        { id: '2', username: 'app' },
      ],
    };
    const modules = parts.modules.state === 'known' ? parts.modules.data : [];
    const bars = (more: Partial<PartData>) =>
      programsIn(site({ ari, ...users, modules, ...more })).map(({ bar }) => bar);
    expect(bars({})).toEqual(['module', 'module', null]);
    expect(bars({ modules: modules.map((one) => ({ ...one, enabled: false })) })).toEqual([null, null, null]);
  });

  it('are those of a module where they are called like it, and not by two letters alone', () => {
    const barOf = (id: string, name: string) =>
      programsIn(
        site({
          ami: { enabled: true, users: [user('7', name)] },
          modules: [{ id, name: id, version: '1', enabled: true, firewallCategories: [], publicRoutes: [] }],
        }),
      )[0]?.bar;
    expect(barOf('ModuleCrm', 'crm')).toBe('module');
    expect(barOf('ModuleCr', 'cr')).toBeNull();
    expect(barOf('ModuleAmoCrm', 'amo-crm')).toBe('module');
  });

  it('of which there are more than a plan takes are renewed in portions', () => {
    const users = Array.from({ length: MOST_STEPS }, (_, i) => user(String(i + 1), `crm${i}`));
    const one = rotateAmiAri.plan(
      site({ ami: { enabled: true, users } }),
      { owners: users.map(({ username }) => `ami:${username}`) },
      ASKER,
    );
    if (!one.accepted) throw new Error('refused');
    expect(one.plan.steps).toHaveLength(MOST_STEPS / 2);
    expect(one.plan.affected).toHaveLength(MOST_STEPS / 2);
  });

  it('from the internet are not spared, where no narrow rule knows them', () => {
    const one = rotateAmiAri.plan(parts, { owners: ['ami:crm', 'ami:amocrm'] }, ASKER);
    if (!one.accepted) throw new Error('refused');
    expect(entries(one.plan)).toEqual(['192.168.1.9']);
    expect(words(one.plan, 'connected')[0]).toContain('8.8.4.66, 192.168.1.9');
    expect(one.plan.warnings.map(({ id }) => id)).toContain('barred:module');
  });
});

it('programs are spared in a private network, or where a narrow rule knows them', () => {
  const ami = { enabled: true, users: [{ id: '3', username: 'crm', name: '', filterId: null, system: false }] };
  const spared = (address: string, permit: string) => {
    const rules = [rule('1', permit, { AMI: true }), rule('7', '0.0.0.0/0', { AMI: true })];
    const connections = { complete: true, rows: [{ port: 5038, address, count: 1 }] };
    const facts = site({ ami, connections, firewall: { ...CLEAN.firewall, rules } });
    const one = rotateAmiAri.plan(facts, { owners: ['ami:crm'] }, ASKER);
    return one.accepted && entries(one.plan).length === 1;
  };
  expect(spared('10.9.0.9', '192.168.1.0/24')).toBe(true);
  expect(spared('8.8.4.66', '192.168.1.0/24')).toBe(false);
  expect(spared('8.8.4.66', '8.8.4.0/24')).toBe(true);
  expect(spared('127.0.0.1', '192.168.1.0/24')).toBe(false);
});

describe('what is offered', () => {
  const offered = (check: string, facts: Facts) => {
    const [result] = audit(facts, { tool: { name: '', version: '' } }).results.filter(({ id }) => id === check);
    if (result === undefined) throw new Error(check);
    const offer = offerOf(result, facts);
    return 'action' in offer ? `${offer.kind} ${offer.action}` : offer.kind;
  };
  const { accounts, secrets, devices } = site({});
  const facts = { ...factsWith(), parts: { ...factsWith().parts, accounts, secrets, devices } };

  it('for weak passwords, also those that were not changed since the hole was closed', () => {
    expect(offered('sip-passwords', facts)).toBe('fix rotate-sip-passwords');
    const old = { firstReadingAt: NOW, holeClosedAt: NOW, secrets: [{ owner: 'sip:202', changedAt: null }] };
    const stolen = { ...facts, parts: { ...facts.parts, rotation: partsWith({ rotation: old }).rotation } };
    expect(offered('secrets-rotated', stolen)).toBe('fix rotate-sip-passwords');
  });

  it('spares nobody whom the rules do not let in, unless a person says so', () => {
    const at = site({
      firewall: {
        ...CLEAN.firewall,
        rules: [rule('1', '192.168.1.0/24', { SIP: true }), rule('2', '8.8.4.0/24', { SIP: true })],
      },
      devices: [phone('201', '8.8.4.7'), phone('201', '82.205.64.9')],
    });
    const person = { address: '192.168.1.50', seen: 'direct' } as const;
    const first = SECRET_CHOICES['rotate-sip-passwords'].first(at, person);
    expect(first.unspared).toEqual(['82.205.64.9']);
    const one = SECRET_CHOICES['rotate-sip-passwords'].plan(at, first, person, '');
    expect(one.accepted && entries(one.plan)).toEqual(['8.8.4.7']);
  });

  it('can be chosen where nothing is wrong', () => {
    const fine = {
      ...facts,
      parts: {
        ...facts.parts,
        secrets: partsWith({ secrets: ['sip:201', 'sip:202'].map((owner) => ({ owner, features: strong })) }).secrets,
      },
    };
    expect(offered('sip-passwords', fine)).toBe('choose rotate-sip-passwords');
  });

  it('ten thousand extensions: the dialog opens with the weak ones', () => {
    const now = new Date(NOW);
    const { parts } = factsOf(SCENARIOS['ten-thousand'](now), 'http://pbx', now);
    const one = SECRET_CHOICES['rotate-sip-passwords'].suggested(
      parts,
      { address: '192.168.1.50', seen: 'direct' },
      '',
    );
    expect(one.accepted && one.plan.steps.length).toBe(400);
  });
});

/** What the newest releases change for this PBX: each change alone, nothing of what does not apply, and what is not known. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/pbx-version.ts';
import releases from '../../../sites/checklist/data/releases.json' with { type: 'json' };
import type { PartData, PartName, UnknownReason } from '../../../sites/checklist/facts/types.ts';
import { judgeEntry } from '../../../sites/checklist/fail2ban/exempt.ts';
import type { Message } from '../../../sites/checklist/message.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { beforeUpgrade } from '../../../sites/checklist/upgrade/before-upgrade.ts';
import { UPGRADE_PARTS } from '../../../sites/checklist/upgrade/ground.ts';
import { imageFor } from '../../../sites/checklist/upgrade/image.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { CLEAN, partsWith, rule } from '../../support/facts.ts';
import { judgeWith } from '../../support/judge.ts';

const told = (
  release: string,
  changes: Partial<PartData> = {},
  lost: Partial<Record<PartName, UnknownReason>> = {},
): readonly Message[] => beforeUpgrade(partsWith(changes, lost), parseRelease(release));
const keys = (messages: readonly Message[]) => messages.map(({ key }) => key);
const one = (messages: readonly Message[], key: string) => messages.find((message) => message.key === key);
const english = speaker(LOCALES.en);
const russian = speaker(LOCALES.ru);

const [account] = CLEAN.accounts;
const [provider] = CLEAN.providers;
if (account === undefined || provider === undefined) throw new Error('no account');
const user = { id: '3', username: 'crm', name: '', filterId: '77', system: false };
const key = { id: '4', name: 'shop', fullPermissions: false, networkFilter: true, createdAt: null, lastUsedAt: null };
const trusting = (whitelistText: string): Partial<PartData> => ({
  fail2ban: { ...CLEAN.fail2ban, whitelist: whitelistText.split(' ').filter((word) => word !== ''), whitelistText },
});
/** The last release before networks count, and the last before deleted filters are cut. */
const BEFORE_NETWORKS = '2026.1.223';
const BEFORE_CUT = '2026.6.99';

describe('the password of a cloud image', () => {
  const guessed = (which: 'instance-id' | 'default'): Partial<PartData> => ({
    webLogin: { ...CLEAN.webLogin, guess: { state: 'match', which }, proven: null },
  });

  it('that is still the id of the instance is to be changed before', () => {
    expect(keys(told('2026.1.223', guessed('instance-id')))).toContain('upgrade.cloud-password');
    expect(keys(told('2026.5.6', guessed('instance-id')))).not.toContain('upgrade.cloud-password');
  });

  it('is nobody else’s business', () => {
    for (const changes of [{}, guessed('default')]) {
      expect(keys(told('2026.1.223', changes))).not.toContain('upgrade.cloud-password');
    }
    expect(keys(told('2026.1.223', {}, { webLogin: 'failed' }))).not.toContain('upgrade.cloud-password');
  });
});

describe('deleted filters', () => {
  it('names who will be cut to the PBX itself, of every kind', () => {
    const gone: Partial<PartData> = {
      accounts: [
        { ...account, number: '201', filterId: '77' },
        { ...account, number: '202', filterId: '1' },
      ],
      providers: [{ ...provider, name: 'Trunk', filterId: '78' }],
      ami: { enabled: true, users: [user, { ...user, username: 'local', filterId: 'localhost' }] },
      apiKeys: [
        { ...key, filterId: '79' },
        { ...key, name: 'open', networkFilter: false, filterId: null },
      ],
    };
    const says = one(told(BEFORE_CUT, gone), 'upgrade.cut');
    expect(says && english(says)).toBe(
      'Bound to a network filter that was deleted: 1 extension (201), 1 provider (Trunk), 1 AMI user (crm), 1 API key (shop). From 2026.7.1 on they get in from the PBX itself only, until then from every address. Choose a network for them first.',
    );
    expect(keys(told('2026.7.1', gone))).toEqual([]);
  });

  it('is silent where every filter is there', () => {
    expect(keys(told(BEFORE_CUT))).toEqual(['upgrade.sign-in']);
  });

  it('counts in real plurals and names ten', () => {
    const accounts = Array.from({ length: 22 }, (_, i) => ({ ...account, number: `${300 + i}`, filterId: '77' }));
    const says = one(told(BEFORE_CUT, { accounts }), 'upgrade.cut');
    expect(says && russian(says)).toContain(
      '22 внутренних номера (300, 301, 302, 303, 304, 305, 306, 307, 308, 309, …)',
    );
  });

  it.each([
    ['firewall', {}, { firewall: 'timeout' }, ['part.firewall']],
    ['accounts', {}, { accounts: 'failed' }, ['part.accounts']],
    [
      'a filter of an account',
      { accounts: [{ ...account, filterId: { unknown: 'needs-module' } }] },
      {},
      ['part.accounts'],
    ],
    ['which filter a key has', { apiKeys: [key] }, {}, ['part.apiKeys']],
    ['two parts', {}, { ami: 'forbidden', providers: 'failed' }, ['part.providers', 'part.ami']],
  ] as const)('%s not read: says so', (_, changes, lost, parts) => {
    const says = one(told(BEFORE_CUT, changes as Partial<PartData>, lost), 'upgrade.cut.unknown');
    const named = says?.params['parts'] as readonly Message[];
    expect(named.map(({ params }) => (params['part'] as Message).key)).toEqual(parts);
  });

  it('a release without API keys has none to cut', () => {
    expect(keys(told('2024.1.114', {}, { apiKeys: 'not-supported' }))).not.toContain('upgrade.cut.unknown');
  });

  it('tells what is known beside what is not', () => {
    const accounts = [{ ...account, filterId: '77' }];
    expect(keys(told(BEFORE_CUT, { accounts }, { ami: 'failed' }))).toEqual([
      'upgrade.cut',
      'upgrade.cut.unknown',
      'upgrade.sign-in',
    ]);
  });
});

describe('modules', () => {
  const module = {
    id: 'ModuleUsersUI',
    name: 'Users',
    version: '1.2',
    enabled: true,
    firewallCategories: [],
    publicRoutes: [],
  };
  const modules = [
    module,
    { ...module, id: 'ModuleOff', enabled: false },
    { ...module, id: 'ModuleSecurityChecklist' },
    { ...module, id: 'ModuleNoName', name: '', version: '3.0' },
  ];

  it('names those that run, with their versions, where PHP changes', () => {
    expect(one(told('2024.1.114', { modules }), 'upgrade.modules')?.params).toEqual({
      count: 2,
      names: ['Users 1.2', 'ModuleNoName 3.0'],
    });
    expect(keys(told(BEFORE_NETWORKS, { modules }))).not.toContain('upgrade.modules');
    expect(keys(told('2024.1.114', { modules: modules.slice(1, 3) }))).not.toContain('upgrade.modules');
  });

  it('not read: says so', () => {
    expect(keys(told('2024.1.114', {}, { modules: 'failed' }))).toContain('upgrade.modules.unknown');
    expect(keys(told(BEFORE_NETWORKS, {}, { modules: 'failed' }))).not.toContain('upgrade.modules.unknown');
  });
});

describe('trusted addresses', () => {
  const entriesOf = (release: string, text: string) =>
    Object.fromEntries(
      told(release, trusting(text))
        .filter(({ params }) => 'entries' in params)
        .map((message) => [message.key.replace('upgrade.trusted.', ''), message.params['entries']]),
    );

  it.each([
    ['203.0.113.7', {}],
    ['203.0.113.0/28', { counts: ['203.0.113.0/28'] }],
    ['203.0.113.7/32 203.0.113.8', { counts: ['203.0.113.7/32'] }],
    ['0.0.0.0/0', { wide: ['0.0.0.0/0'] }],
    ['office.example.com', { dropped: ['office.example.com'] }],
    ['203.0.113.7,203.0.113.8', { saved: ['203.0.113.7', '203.0.113.8'] }],
    ['203.0.113.7\n203.0.113.8;home', { saved: ['203.0.113.7', '203.0.113.8'], dropped: ['home'] }],
    ['office 203.0.113.0/29 10.0.0.1', { counts: ['203.0.113.0/29'], dropped: ['office'] }],
    ['', {}],
  ])('"%s" in 2026.1.223', (text, expected) => {
    expect(entriesOf(BEFORE_NETWORKS, text)).toEqual(expected);
    expect(entriesOf('2026.2.118', text)).toEqual({});
  });

  it('2024 leaves out IPv6, which counts then', () => {
    expect(entriesOf('2024.1.114', '2001:db8::7')).toEqual({ counts: ['2001:db8::7'] });
    expect(entriesOf(BEFORE_NETWORKS, '2001:db8::7')).toEqual({});
  });

  it('names rules with "never block" that hold a list: they leave out nobody any more', () => {
    const rules = [
      rule('1', '10.0.0.0/8,192.168.0.0/16', {}, { neverBlock: true }),
      rule('2', '10.0.0.0/8', {}, { neverBlock: true }),
      rule('3', '10.0.0.0/8,192.168.0.0/16', {}),
    ];
    const firewall = { ...CLEAN.firewall, rules };
    expect(one(told(BEFORE_NETWORKS, { firewall }), 'upgrade.trusted.rules')?.params).toEqual({
      count: 1,
      names: ['Rule 1'],
    });
    expect(keys(told('2026.2.118', { firewall }))).not.toContain('upgrade.trusted.rules');
  });

  it('not read: says so', () => {
    const says = one(told(BEFORE_NETWORKS, {}, { fail2ban: 'failed' }), 'upgrade.trusted.unknown');
    expect(says && english(says)).toContain('intrusion protection (the PBX answered with an error)');
  });

  it('every word is told once at most, and no word that counts before and after', () => {
    const word = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([address, bits]) => `${address}/${bits}`),
      fc.domain(),
    );
    const separator = fc.constantFrom(' ', ',', ';', '\n', ', ');
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 8 }),
        fc.array(separator, { minLength: 8, maxLength: 8 }),
        (words, between) => {
          const text = words.map((one, i) => one + (i < words.length - 1 ? (between[i] ?? ' ') : '')).join('');
          const lists = entriesOf(BEFORE_NETWORKS, text);
          const all = Object.values(lists).flatMap((entries) => entries as readonly string[]);
          expect(new Set(all).size).toBe(all.length);
          for (const entry of all) expect(words).toContain(entry);
          const then = parseRelease('2026.2.118');
          for (const entry of (lists['counts'] ?? []) as readonly string[])
            expect(judgeEntry(entry, then)).toBe('works');
          for (const entry of (lists['dropped'] ?? []) as readonly string[]) {
            expect(judgeEntry(entry, then)).toBe('no-address');
          }
        },
      ),
    );
  });
});

describe('the image', () => {
  it('is IMG-legacy for certain where the release is older than the new image, else it is not known', () => {
    expect(imageFor(parseRelease('2024.1.114')).key).toBe('checks.pbx-version.step.legacy');
    expect(imageFor(parseRelease('2026.1.223')).key).toBe('checks.pbx-version.step.image');
  });
});

describe('all together', () => {
  it('nothing for the newest release, nor for one that cannot be read, whatever is known', () => {
    const lost = Object.fromEntries(UPGRADE_PARTS.map((part) => [part, 'failed'] as const));
    for (const release of [releases.at(-1)?.release ?? '', '2027.1.1', 'mikopbx']) {
      expect(told(release, trusting('office 10.0.0.0/8'))).toEqual([]);
      expect(told(release, {}, lost)).toEqual([]);
    }
  });

  it('the newer the release, the less is told', () => {
    const all = (release: string) => new Set(keys(told(release, trusting('office'))));
    for (const [index, { release }] of releases.entries()) {
      const before = releases[index - 1];
      if (before === undefined) continue;
      expect(
        [...all(release)].filter((one) => !all(before.release).has(one)),
        release,
      ).toEqual([]);
    }
  });

  it('stands in the item of the release, where there is something to upgrade to', () => {
    const outcome = judgeWith(check, { system: { ...CLEAN.system, release: BEFORE_NETWORKS }, ...trusting('office') });
    expect(keys(outcome.before ?? [])).toEqual(['upgrade.trusted.dropped', 'upgrade.sign-in']);
    expect(judgeWith(check)).not.toHaveProperty('before');
  });
});

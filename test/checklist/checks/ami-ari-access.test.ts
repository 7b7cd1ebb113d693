import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/ami-ari-access.ts';
import type { PartData, PartName, SecretFeatures, UnknownReason } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, rule, strong } from '../../support/facts.ts';
import { speakIn } from '../../../sites/cli/language.ts';
import { attest, judgeWith } from '../../support/judge.ts';
import { findingsOf, keysIn } from '../../support/outcome.ts';

type User = PartData['ami']['users'][number];
const user = (username: string, filterId: string | null = '1', more: Partial<User> = {}): User => ({
  id: '7',
  username,
  name: `Program ${username}`,
  filterId,
  system: false,
  ...more,
});
const secret = (owner: string, features: Partial<SecretFeatures> = {}) => ({
  owner,
  features: { ...strong, ...features },
});
const ami = (...users: User[]): PartData['ami'] => ({ enabled: true, users });
const ari = (origins: string, ...usernames: string[]): PartData['ari'] => ({
  enabled: true,
  origins,
  users: usernames.map((username) => ({ id: username, username })),
});
const OFF: PartData['ari'] = { enabled: false, origins: '*', users: [] };
const judge = (changes: Partial<PartData>, lost: Partial<Record<PartName, UnknownReason>> = {}) =>
  judgeWith(check, { ari: OFF, secrets: [secret('ami:crm'), secret('ari:app')], ...changes }, lost);

describe('ami-ari-access', () => {
  it('needs no passwords where nobody has one', () => {
    expect(judge({ ami: ami() }, { secrets: 'needs-module' })).toMatchObject({ verdict: 'not-applicable' });
    expect(judge({ ami: ami(user('crm')) }, { secrets: 'needs-module' })).toMatchObject({ verdict: 'unknown' });
  });

  it('says beside a problem that other passwords were not judged', () => {
    const outcome = judge({ ami: ami(user('crm', null), user('other')), secrets: [secret('ami:crm')] });
    expect(outcome.notes).toContainEqual(
      expect.objectContaining({ key: 'checks.ami-ari-access.unjudged', params: { count: 1 } }),
    );
  });

  it('says beside a problem what could not be read, and only then', () => {
    const users = ami(user('crm', null), user('other'));
    const secrets = [secret('ami:crm', { dictionary: true }), secret('ami:other')];
    const notes = (lost: Partial<Record<PartName, UnknownReason>>) =>
      judge({ ami: users, secrets }, lost).notes?.map(({ key }) => key);
    expect(notes({})).toEqual([]);
    expect(notes({ firewall: 'timeout' })).toEqual(['verdict.unknown.parts']);
  });

  it('changes the passwords that are weak, and no others', () => {
    const secrets = [secret('ami:crm', { dictionary: true }), secret('ami:other')];
    const { steps = [] } = judge({ ami: ami(user('crm'), user('other')), secrets });
    const changing = steps.filter(({ says }) => says.key === 'steps.password.ami');
    expect(changing).toHaveLength(1);
    expect(JSON.stringify(changing)).toContain('crm');
    expect(JSON.stringify(changing)).not.toContain('other');
  });

  it('passes with a strong password and a network', () => {
    expect(judge({ ami: ami(user('crm')) })).toMatchObject({ verdict: 'pass', says: { params: { total: 1 } } });
    expect(judge({ ami: ami(user('crm', 'localhost')) }).verdict).toBe('pass');
  });

  it.each([
    ['has no filter', user('crm', null), 'checks.ami-ari-access.network.none'],
    ['names a filter that was deleted', user('crm', '99'), 'checks.ami-ari-access.network.gone'],
    ['names a filter that is the whole internet', user('crm', '2'), 'checks.ami-ari-access.network.wide'],
    ['names a filter wider than an office', user('crm', '3'), 'checks.ami-ari-access.network.wide'],
  ])('fails where a user %s', (_, someone, key) => {
    const rules = [...CLEAN.firewall.rules, rule('2', '0.0.0.0/0', EVERYTHING), rule('3', '8.8.0.0/16', EVERYTHING)];
    const system = { ...CLEAN.system, release: '2026.1.223' };
    const outcome = judge({ ami: ami(someone), firewall: { ...CLEAN.firewall, rules }, system });
    expect(outcome).toMatchObject({ verdict: 'fail', severity: 'high' });
    const [found] = findingsOf(outcome);
    expect(found).toMatchObject({
      id: 'network:ami:crm',
      severity: 'high',
      subject: { kind: 'ami-user', id: 'crm' },
      page: { page: 'ami-user', id: '7' },
    });
    expect(keysIn(found?.says)).toContain(key);
  });

  it.each([
    ['AMI', { AMI: true }],
    ['AMI over HTTP', { AJAM: true }],
  ])('is high where strangers get to %s', (_, allow) => {
    const rules = [...CLEAN.firewall.rules, rule('2', '8.8.0.0/16', allow)];
    const outcome = judge({ ami: ami(user('crm', null)), firewall: { ...CLEAN.firewall, rules } });
    expect(outcome).toMatchObject({ verdict: 'fail', severity: 'high', findings: [{ severity: 'high' }] });
  });

  it.each([
    ['no filter', null],
    ['one that is the whole internet', '2'],
    ['one wider than an office', '3'],
  ])('is low with %s where only the firewall keeps strangers away', (_, filterId) => {
    const rules = [
      rule('1', '192.168.1.0/24', EVERYTHING),
      rule('2', '0.0.0.0/0', { SIP: true, WEB: true, SSH: true }),
      rule('3', '8.8.0.0/16', { SIP: true }),
      rule('4', '45.83.12.0/24', { AMI: true }),
    ];
    const outcome = judge({ ami: ami(user('crm', filterId)), firewall: { ...CLEAN.firewall, rules } });
    expect(outcome).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      says: { key: 'checks.ami-ari-access.closed' },
      findings: [{ severity: 'low', says: { key: 'checks.ami-ari-access.by-firewall' } }],
    });
  });

  it('is high behind it together with a weak password, which comes first', () => {
    const outcome = judge({
      ami: ami(user('crm', null)),
      secrets: [secret('ami:crm', { length: 'lt8', strong: false })],
    });
    expect(outcome).toMatchObject({
      verdict: 'fail',
      severity: 'high',
      findings: [{ id: 'password:ami:crm' }, { id: 'network:ami:crm', severity: 'low' }],
    });
  });

  it('does not believe in a firewall that was not read, or beside which something else decides', () => {
    const unread = judge({ ami: ami(user('crm', null)) }, { firewall: 'forbidden' });
    expect(unread).toMatchObject({ verdict: 'fail', severity: 'medium' });
    expect(findingsOf(unread)).toMatchObject([{ says: { key: 'checks.ami-ari-access.unseen' } }]);
    const extraRules = { firewallAdditional: true, modules: [], customFiles: [] };
    expect(judge({ ami: ami(user('crm', null)), extraRules })).toMatchObject({ severity: 'medium' });
  });

  it('believes a firewall outside', () => {
    const rules = [rule('2', '0.0.0.0/0', EVERYTHING)];
    const firewall = { ...CLEAN.firewall, rules };
    const judged = (answer: string) =>
      judge({ ami: ami(user('crm', null)), firewall, attestations: [attest('outside-firewall', answer)] }).severity;
    expect(judged('AMI,AJAM')).toBe('low');
    expect(judged('AMI')).toBe('high');
  });

  it.each([
    ['2024.1.114', 'warn'],
    ['2026.6.99', 'warn'],
    ['2026.7.1', 'pass'],
    ['who knows', 'warn'],
  ])(
    'a deleted filter sets no limit before 2026.7.1, and leaves the PBX itself from then on: %s: %s',
    (release, verdict) => {
      const system = { ...CLEAN.system, release };
      expect(judge({ ami: ami(user('crm', '99')), system })).toMatchObject({ verdict });
    },
  );

  it('tells to choose no filter that this release does not keep', () => {
    for (const release of ['2024.1.114', '2026.1.223', '2026.9.5']) {
      const { steps } = judge({ ami: ami(user('crm', null)), system: { ...CLEAN.system, release } });
      const { speak } = speakIn('en');
      expect(steps?.map(({ says }) => speak(says)).join()).not.toMatch(/this PBX only/);
    }
  });

  it('takes a wide private network and an office for a network', () => {
    const rules = [rule('1', '10.0.0.0/8', EVERYTHING), rule('2', '8.8.8.0/24', EVERYTHING)];
    const firewall = { ...CLEAN.firewall, rules };
    expect(judge({ ami: ami(user('crm', '1')), firewall }).verdict).toBe('pass');
    expect(judge({ ami: ami(user('crm', '2')), firewall }).verdict).toBe('pass');
  });

  it('judges users that came with the PBX like all others', () => {
    const factory = ami(user('1cami', null), user('admin', null, { system: true }));
    const outcome = judge({ ami: factory, secrets: [secret('ami:1cami'), secret('ami:admin')] });
    expect(findingsOf(outcome).map(({ id }) => id)).toEqual(['network:ami:1cami', 'network:ami:admin']);
    expect(outcome).toMatchObject({ offenders: { count: 2 } });
  });

  it('judges their passwords by the same rule', () => {
    const outcome = judge({ ami: ami(user('crm')), secrets: [secret('ami:crm', { length: '8-11', strong: false })] });
    expect(findingsOf(outcome)).toMatchObject([{ id: 'password:ami:crm' }]);
    expect(keysIn(findingsOf(outcome)[0]?.says)).toContain('secrets.rule.under-12');
  });

  it('is content with a long password that misses a class', () => {
    expect(judge({ ami: ami(user('crm')), secrets: [secret('ami:crm', { missing: ['special'] })] }).verdict).toBe(
      'pass',
    );
  });

  it('counts a user with two problems as one offender', () => {
    const outcome = judge({
      ami: ami(user('crm', null)),
      secrets: [secret('ami:crm', { length: 'lt8', strong: false })],
    });
    expect(findingsOf(outcome)).toHaveLength(2);
    expect(outcome).toMatchObject({ offenders: { count: 1, of: 1 } });
  });

  it.each(['*', '', ' * ', 'https://crm.example, *'])('fails where ARI answers everybody: %j', (origins) => {
    const outcome = judge({ ami: ami(), ari: ari(origins, 'app') });
    expect(findingsOf(outcome)).toMatchObject([{ id: 'origins', page: { page: 'settings-api' } }]);
  });

  it('does not mind the origins while ARI is off', () => {
    expect(judge({ ami: ami(user('crm')), ari: OFF }).verdict).toBe('pass');
  });

  it('judges ARI users by their password, and says what limits them', () => {
    const good = judge({ ami: ami(), ari: ari('https://crm.example', 'app') });
    expect(good).toMatchObject({ verdict: 'pass', notes: [{ key: 'checks.ami-ari-access.ari-network' }] });
    const weak = judge({
      ami: ami(),
      ari: ari('https://crm.example', 'app'),
      secrets: [secret('ari:app', { dictionary: true, strong: false })],
    });
    expect(findingsOf(weak)).toMatchObject([
      { id: 'password:ari:app', subject: { kind: 'ari-user' }, page: { page: 'ari-users' } },
    ]);
  });

  it('judges networks and origins where passwords were not read', () => {
    const outcome = judge({ ami: ami(user('crm', null)), ari: ari('*', 'app') }, { secrets: 'not-asked' });
    expect(outcome.verdict).toBe('fail');
    expect(findingsOf(outcome).map(({ id }) => id)).toEqual(['origins', 'network:ami:crm']);
    expect(outcome.notes?.map(({ key }) => key)).toContain('verdict.unknown.parts');
  });

  it('is unknown with the reason where only passwords are left to judge', () => {
    expect(judge({ ami: ami(user('crm')) }, { secrets: 'not-asked' })).toMatchObject({
      verdict: 'unknown',
      reason: 'not-asked',
    });
  });

  it('does not pass where a password is not among those read', () => {
    expect(judge({ ami: ami(user('other')) })).toMatchObject({
      verdict: 'unknown',
      says: { key: 'checks.ami-ari-access.unjudged' },
    });
  });

  it('does not pass where the rule behind a filter was not read', () => {
    expect(judge({ ami: ami(user('crm')) }, { firewall: 'forbidden' })).toMatchObject({
      verdict: 'unknown',
      reason: 'forbidden',
    });
    expect(judge({ ami: ami(user('crm', 'localhost')) }, { firewall: 'forbidden' }).verdict).toBe('pass');
  });

  it('leaves ARI out on a release that has none, and is unknown where it was not read', () => {
    expect(judge({ ami: ami(user('crm')) }, { ari: 'not-supported' }).verdict).toBe('pass');
    expect(judge({ ami: ami(user('crm')) }, { ari: 'timeout' })).toMatchObject({
      verdict: 'unknown',
      reason: 'timeout',
    });
  });

  it('is not applicable where nobody can connect', () => {
    expect(judge({ ami: ami() }).verdict).toBe('not-applicable');
    const off = judge({ ami: { enabled: false, users: [user('crm', null)] } });
    expect(off).toMatchObject({ verdict: 'not-applicable', notes: [{ key: 'checks.ami-ari-access.ami-off' }] });
  });

  it('names the menu of the release', () => {
    const { speak } = speakIn('en');
    const steps = (release: string) =>
      judge({ ami: ami(user('crm', null)), system: { ...CLEAN.system, release } }).steps?.map(({ says }) =>
        speak(says),
      );
    expect(steps('2024.1.114')?.[0]).toContain('System → Asterisk Manager Interface (AMI)');
    expect(steps('2026.1.223')?.[0]).toContain('System → AMI access');
  });
});

import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/ssh-access.ts';
import type { Login, PartData, PartName, SecretFeatures, UnknownReason } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, NOW, rule, strong } from '../../support/facts.ts';
import { attest, judgeWith } from '../../support/judge.ts';
import { findingsOf, keysIn } from '../../support/outcome.ts';

const login = (more: Partial<Login> = {}): Login => ({
  login: 'root',
  storage: 'sha512',
  guess: { state: 'no-match', tried: 1003 },
  features: null,
  proven: null,
  ...more,
});
const ssh = (password: Login | null, more: Partial<PartData['ssh']> = {}): PartData['ssh'] => ({
  passwordLogins: true,
  password,
  authorizedKeys: [],
  ...more,
});
const open = (permit: string, neverMind: Partial<PartData> = {}): Partial<PartData> => ({
  ...neverMind,
  firewall: { ...CLEAN.firewall, rules: [...CLEAN.firewall.rules, rule('2', permit, { SSH: true })] },
});
const judge = (
  part: PartData['ssh'],
  changes: Partial<PartData> = {},
  lost: Partial<Record<PartName, UnknownReason>> = {},
) => judgeWith(check, { ssh: part, ...changes }, lost);
const KEY = { type: 'ssh-ed25519', comment: '<i>bob</i>', fingerprint: 'SHA256:abc' };

describe('ssh-access', () => {
  it('says how to close the port where strangers get to it, and only there', () => {
    const keys = (changes: Partial<PartData>) => judge(ssh(login()), changes).steps?.map(({ says }) => says.key) ?? [];
    expect(keys(open('45.0.0.0/16'))).toContain('steps.rule.clear');
    expect(keys({})).not.toContain('steps.rule.clear');
    const guessed = judge(ssh(login({ guess: { state: 'match', which: 'default' } })));
    expect(guessed).toMatchObject({ verdict: 'fail' });
    expect(
      guessed.steps?.map(({ says }) => says.key).filter((key) => /^steps\.(?:open|rule|try|console)/.test(key)),
    ).toEqual([]);
  });

  it('has lines of the firewall taken out that open SSH, and no others', () => {
    const files = { extraRules: { ...CLEAN.extraRules, firewallAdditional: true } };
    const lines = (port: number) => {
      const runningRules = {
        v4: [
          '-P INPUT ACCEPT',
          `-A INPUT -p tcp -m tcp --dport ${port} -j ACCEPT`,
          '-A INPUT -s 45.0.0.0/16 -p tcp -m tcp --dport 22 -j ACCEPT',
          '-A INPUT -s 192.168.1.0/24 -j ACCEPT',
          '-A INPUT -j DROP',
        ],
        v6: ['-P INPUT DROP'],
      };
      const outcome = judge(ssh(login()), { ...files, ...open('45.0.0.0/16'), runningRules });
      return outcome.steps?.filter(({ says }) => says.key === 'exposure.own-lines.step').map(({ says }) => says.params);
    };
    expect(lines(22)).toMatchObject([{ services: [{ params: { service: 'SSH' } }] }]);
    expect(lines(443)).toEqual([]);
  });

  it('is about the password alone where only that is wrong', () => {
    const bad = ssh(login({ guess: { state: 'match', which: 'common' } }));
    expect(judge(bad).todo?.key).toBe('checks.ssh-access.todo.password');
    expect(judge(bad, open('0.0.0.0/0')).todo?.key).not.toBe('checks.ssh-access.todo.password');
  });

  it('passes without password logins, whoever reaches the port', () => {
    const outcome = judge(ssh(null, { passwordLogins: false, authorizedKeys: [KEY] }), open('0.0.0.0/0'));
    expect(outcome).toMatchObject({ verdict: 'pass', says: { key: 'checks.ssh-access.keys-only' } });
  });

  it('lists the authorised keys as values', () => {
    const [note] = judge(ssh(null, { passwordLogins: false, authorizedKeys: [KEY] })).notes ?? [];
    expect(note).toMatchObject({
      key: 'checks.ssh-access.keys',
      params: { keys: [{ key: 'checks.ssh-access.key', params: KEY }] },
    });
    expect(judge(ssh(login(), { authorizedKeys: [KEY] })).notes?.map(({ key }) => key)).toContain(
      'checks.ssh-access.keys',
    );
  });

  it('says that nobody can log in where there is no key either', () => {
    expect(judge(ssh(null, { passwordLogins: false })).notes).toMatchObject([{ key: 'checks.ssh-access.no-keys' }]);
  });

  it('passes where the password is not a common one and only own networks reach the port', () => {
    expect(judge(ssh(login()))).toMatchObject({ verdict: 'pass', says: { key: 'checks.ssh-access.pass' } });
  });

  it.each([
    ['default', 'checks.ssh-access.is.default'],
    ['common', 'checks.ssh-access.is.common'],
    ['instance-id', 'checks.ssh-access.is.instance-id'],
    ['login', 'checks.ssh-access.is.login'],
  ] as const)('fails where the password is a guess: %s', (which, key) => {
    const outcome = judge(ssh(login({ guess: { state: 'match', which } })));
    expect(outcome).toMatchObject({ verdict: 'fail', severity: 'high' });
    expect(findingsOf(outcome)).toMatchObject([{ id: 'password', says: { key }, page: { page: 'settings-ssh' } }]);
  });

  it.each([
    ['guessable', { dictionary: true, strong: false }, 'fail'],
    ['only against the rule', { length: '8-11', strong: false }, 'warn'],
    ['strong enough', { missing: ['special'] }, 'pass'],
  ] satisfies [string, Partial<SecretFeatures>, string][])('judges a plain password: %s', (_, features, verdict) => {
    const plain = login({ storage: 'plain', guess: { state: 'not-run' }, features: { ...strong, ...features } });
    expect(judge(ssh(plain)).verdict).toBe(verdict);
  });

  it('takes a proof that still holds', () => {
    const proven = { at: NOW, by: 'person', features: strong, current: true } as const;
    expect(judge(ssh(login({ guess: { state: 'not-run' }, proven }))).verdict).toBe('pass');
    expect(judge(ssh(login({ guess: { state: 'not-run' }, proven: { ...proven, current: false } }))).verdict).toBe(
      'unknown',
    );
  });

  it('points to the firewall check where everybody reaches the port', () => {
    const outcome = judge(ssh(login()), open('0.0.0.0/0'));
    expect(outcome).toMatchObject({ verdict: 'fail', severity: 'high' });
    expect(findingsOf(outcome)).toMatchObject([
      { id: 'see:firewall-trusted-subnets', says: { key: 'checks.ssh-access.open' } },
    ]);
    expect(outcome.questions?.map(({ item }) => item)).toContain('outside-firewall');
  });

  it('points to the firewall switch where that is the cause', () => {
    const off = judge(ssh(login()), { firewall: { ...CLEAN.firewall, enabled: false } });
    expect(findingsOf(off)).toMatchObject([{ id: 'see:firewall-enabled' }]);
    const container = { ...CLEAN.system, container: { kind: 'docker', network: 'host', bouncer: null } } as const;
    expect(findingsOf(judge(ssh(login()), { system: container }))).toMatchObject([{ id: 'see:firewall-enabled' }]);
  });

  it('names a public network wider than an office, which no other check shows', () => {
    const outcome = judge(ssh(login()), open('8.8.0.0/18'));
    expect(outcome.verdict).toBe('fail');
    expect(findingsOf(outcome)).toMatchObject([{ id: 'SSH:rule-2:8.8.0.0/18', subject: { kind: 'rule', id: '2' } }]);
  });

  it('allows a narrow public network', () => {
    expect(judge(ssh(login()), open('8.8.8.0/24')).verdict).toBe('pass');
  });

  it('asks once whose a private network is, and warns, low, until then', () => {
    const asked = judge(ssh(login()), open('10.0.0.0/8'));
    expect(asked).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      questions: [{ item: 'own-network', subject: '10.0.0.0/8' }],
    });
    const answer = (value: string) =>
      judge(ssh(login()), open('10.0.0.0/8', { attestations: [attest('own-network', value, '10.0.0.0/8')] }));
    expect(answer('yes').verdict).toBe('pass');
    expect(answer('no').verdict).toBe('fail');
  });

  it('softens what a firewall outside covers, never to a pass', () => {
    const attestations = [attest('outside-firewall', 'SSH')];
    expect(judge(ssh(login()), open('0.0.0.0/0', { attestations })).verdict).toBe('warn');
  });

  it('does not soften a default password by a firewall', () => {
    const bad = login({ guess: { state: 'match', which: 'default' } });
    const attestations = [attest('outside-firewall', 'SSH')];
    expect(judge(ssh(bad), open('0.0.0.0/0', { attestations }))).toMatchObject({ verdict: 'fail' });
  });

  it.each([
    ['the password could not be judged', null, 'checks.ssh-access.password.unread'],
    ['nothing was tried yet', login({ guess: { state: 'not-run' } }), 'checks.ssh-access.password.untried'],
    [
      'guesses still run',
      login({ guess: { state: 'running', tried: 1, total: 9 } }),
      'checks.ssh-access.password.untried',
    ],
  ])('does not pass where %s', (_, password, key) => {
    expect(judge(ssh(password))).toMatchObject({ verdict: 'unknown', says: { key } });
    const open24 = judge(ssh(password), open('0.0.0.0/0'));
    expect(open24.verdict).toBe('fail');
    expect(open24.notes?.map((note) => note.key)).toContain(key);
  });

  it('is unknown where the firewall was not read, unless the password is bad', () => {
    expect(judge(ssh(login()), {}, { firewall: 'timeout' })).toMatchObject({ verdict: 'unknown', reason: 'timeout' });
    const bad = judge(ssh(login({ guess: { state: 'match', which: 'default' } })), {}, { firewall: 'timeout' });
    expect(bad.verdict).toBe('fail');
    expect(bad.notes?.flatMap(keysIn)).toContain('part.firewall');
  });

  it('is unknown with its reason over REST', () => {
    expect(judgeWith(check, {}, { ssh: 'needs-module' })).toMatchObject({ verdict: 'unknown', reason: 'needs-module' });
  });

  it.each([
    ['default', '0.0.0.0/0', 'critical'],
    ['common', '8.8.0.0/16', 'critical'],
    ['login', '45.83.12.0/24', 'high'],
    ['instance-id', '10.0.0.0/8', 'high'],
  ] as const)('a password that is the %s, open to %s, is %s', (which, permit, severity) => {
    const outcome = judge(ssh(login({ guess: { state: 'match', which } })), open(permit));
    expect(outcome).toMatchObject({ verdict: 'fail', severity });
    expect(findingsOf(outcome)[0]).toMatchObject({ id: 'password', severity });
  });

  it('is critical, too, for a guessable one that was read, and high where a firewall outside closes the port', () => {
    const guessable = ssh(login({ features: { ...strong, dictionary: true, strong: false, length: 'lt8' } }));
    expect(judge(guessable, open('0.0.0.0/0'))).toMatchObject({ severity: 'critical' });
    const covered = open('0.0.0.0/0', { attestations: [attest('outside-firewall', 'SSH')] });
    expect(judge(guessable, covered)).toMatchObject({ verdict: 'fail', severity: 'high' });
    expect(judge(guessable, {}, { firewall: 'forbidden' })).toMatchObject({ verdict: 'fail', severity: 'high' });
  });

  it.each([
    [4, 'pass'],
    [5, 'fail'],
  ])('%i offices of 256 addresses each: %s, for each is narrow and all together may not be', (count, verdict) => {
    const offices = Array.from({ length: count }, (_, i) =>
      rule(String(i + 2), `45.83.${12 + 2 * i}.0/24`, { SSH: true }),
    );
    const firewall = { ...CLEAN.firewall, rules: [...CLEAN.firewall.rules, ...offices] };
    const outcome = judge(ssh(login()), { firewall });
    expect(outcome).toMatchObject({ verdict });
    expect(findingsOf(outcome)).toHaveLength(verdict === 'pass' ? 0 : count);
  });
});

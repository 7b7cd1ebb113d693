import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/fail2ban.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, rule } from '../../support/facts.ts';
import { attest, judgeWith } from '../../support/judge.ts';
import { findingsOf } from '../../support/outcome.ts';

const LEVELS = {
  weak: { maxretry: 20, findtime: 600, bantime: 600 },
  normal: { maxretry: 10, findtime: 3600, bantime: 86_400 },
  strong: { maxretry: 5, findtime: 21_600, bantime: 604_800 },
  paranoid: { maxretry: 3, findtime: 86_400, bantime: 2_592_000 },
} as const;
const OPEN: Partial<PartData> = { firewall: { ...CLEAN.firewall, rules: [rule('1', '0.0.0.0/0', EVERYTHING)] } };
const SIP_OPEN: Partial<PartData> = {
  firewall: { ...CLEAN.firewall, rules: [rule('1', '0.0.0.0/0', { SIP: true })] },
};
const NARROW: Partial<PartData> = {
  firewall: { ...CLEAN.firewall, rules: [rule('1', '45.83.12.0/24', { SIP: true })] },
};
const judge = (numbers: Partial<PartData['fail2ban']>, more: Partial<PartData> = {}) =>
  judgeWith(check, { ...more, fail2ban: { ...CLEAN.fail2ban, ...numbers } });

describe('fail2ban', () => {
  it('off and not running have their own last step', () => {
    const last = (numbers: Partial<PartData['fail2ban']>) => judge(numbers).steps?.at(-1)?.says.key;
    expect(last({ banning: false })).toBe('steps.bans.restart');
    expect(last({ enabled: true })).toBeUndefined();
  });

  it.each([
    ['weak', 'warn', 2736],
    ['normal', 'pass', 216],
    ['strong', 'pass', 16],
    ['paranoid', 'pass', 2],
  ] as const)('closed PBX, %s: %s (%i guesses a day)', (level, verdict, guesses) => {
    expect(judge(LEVELS[level])).toMatchObject({ verdict, says: { params: { guesses } } });
  });

  it.each([
    ['weak', 'fail'],
    ['normal', 'fail'],
    ['strong', 'pass'],
    ['paranoid', 'pass'],
  ] as const)('telephony open to the internet, %s: %s', (level, verdict) => {
    expect(judge(LEVELS[level], SIP_OPEN)).toMatchObject({ verdict });
  });

  it('does not calm where strangers get to doors that it does not guard, whatever the level', () => {
    const outcome = judge(LEVELS.paranoid, OPEN);
    expect(outcome).toMatchObject({
      verdict: 'warn',
      severity: 'medium',
      action: null,
      says: { key: 'checks.fail2ban.loose' },
      findings: [{ id: 'door:AMI' }, { id: 'door:AJAM' }],
    });
    const keys = outcome.steps?.map(({ says }) => says.key);
    expect(keys?.[0]).toBe('checks.fail2ban.step.close');
    expect(keys).toContain('steps.rule.clear');
  });

  it('allows weak inside private networks only: with a public one it fails', () => {
    expect(judge(LEVELS.weak, NARROW)).toMatchObject({ verdict: 'fail' });
    expect(judge(LEVELS.normal, NARROW)).toMatchObject({ verdict: 'pass' });
  });

  it('never lets a longer ban make up for more guesses', () => {
    expect(judge({ ...LEVELS.weak, bantime: 31_536_000 }, OPEN)).toMatchObject({ verdict: 'fail' });
  });

  it.each([{ maxretry: 0 }, { maxretry: -1 }, { findtime: 0 }, { findtime: -5 }])(
    'fails for numbers without sense: %j',
    (numbers) => {
      expect(judge(numbers)).toMatchObject({ verdict: 'fail', findings: [{ id: 'numbers' }] });
    },
  );

  it('fails when off, and when its server does not run', () => {
    expect(judge({ enabled: false })).toMatchObject({ verdict: 'fail', findings: [{ id: 'off' }] });
    expect(judge({ banning: false })).toMatchObject({ verdict: 'fail', findings: [{ id: 'not-banning' }] });
  });

  it('does not pass where nobody can see whether it bans', () => {
    expect(judge({ banning: null })).toMatchObject({ verdict: 'unknown', reason: 'needs-module' });
    // The module looked, and says why it does not know
    const unseen = judge({ banning: null, banningUnknown: 'timeout', jails: null });
    expect(unseen).toMatchObject({ verdict: 'unknown', reason: 'timeout' });
  });

  it('names networks in the whitelist, which 2026.1.223 drops without a word', () => {
    const system = { ...CLEAN.system, release: '2026.1.223' };
    const outcome = judge({ whitelist: ['192.168.1.5', '2001:db8::5', '10.8.0.0/24', '0.0.0.0/0'] }, { system });
    expect(outcome).toMatchObject({ verdict: 'warn', severity: 'low', says: { key: 'checks.fail2ban.cidr.all' } });
    expect(findingsOf(outcome).map(({ id }) => id)).toEqual(['whitelist:10.8.0.0/24', 'whitelist:0.0.0.0/0']);
  });

  it('knows that 2024 takes single IPv4 addresses only', () => {
    const system = { ...CLEAN.system, release: '2024.1.114' };
    const outcome = judge({ whitelist: ['192.168.1.5', '2001:db8::5'] }, { system });
    expect(findingsOf(outcome).map(({ id }) => id)).toEqual(['whitelist:2001:db8::5']);
  });

  it.each([
    ['45.83.12.0/24', 'pass'],
    ['45.83.12.0/23', 'fail'],
    ['10.0.0.0/8', 'pass'],
    ['2a01:4f8:1::/64', 'pass'],
    ['2a01:4f8:1::/55', 'fail'],
  ] as const)('2026.2.118 and newer take networks: %s in the whitelist: %s', (entry, verdict) => {
    expect(judge({ whitelist: [entry] })).toMatchObject({ verdict });
  });

  it('names what is no address in the whitelist', () => {
    expect(judge({ whitelist: ['hello;'] })).toMatchObject({
      verdict: 'warn',
      findings: [{ says: { key: 'checks.fail2ban.no-address' } }],
    });
  });

  it.each([
    ['weak', 'unknown'],
    ['normal', 'unknown'],
    ['strong', 'pass'],
  ] as const)('while the firewall is not known, %s: %s', (level, verdict) => {
    const fail2ban = { ...CLEAN.fail2ban, ...LEVELS[level] };
    expect(judgeWith(check, { fail2ban }, { firewall: 'forbidden' })).toMatchObject({ verdict });
  });

  it('is certain that less than Weak is not enough, whatever is open', () => {
    const fail2ban = { ...CLEAN.fail2ban, maxretry: 100, findtime: 60 };
    expect(judgeWith(check, { fail2ban }, { firewall: 'forbidden' })).toMatchObject({ verdict: 'fail' });
  });

  it('does not pass Normal on rules that something else can change; Strong is enough anyway', () => {
    const extraRules = { firewallAdditional: true, modules: [], customFiles: [] };
    expect(judge(LEVELS.normal, { extraRules })).toMatchObject({ verdict: 'warn' });
    expect(judge(LEVELS.strong, { extraRules })).toMatchObject({ verdict: 'pass' });
  });

  it('compares own numbers by guesses a day, at the very edge', () => {
    // 86400 / 216 = 400 s for each guess.
    expect(judge({ maxretry: 2, findtime: 400, bantime: 86_400 })).toMatchObject({
      verdict: 'pass',
      says: { params: { level: { key: 'fail2ban.level.own' }, guesses: 216 } },
    });
    expect(judge({ maxretry: 2, findtime: 399, bantime: 86_400 })).toMatchObject({ verdict: 'warn' });
  });

  it('counts neither ping nor providers as strangers', () => {
    const firewall = { ...CLEAN.firewall, rules: [rule('1', '0.0.0.0/0', { ICMP: true })] };
    const providers = CLEAN.providers.map((provider) => ({ ...provider, hosts: ['45.83.12.7'] }));
    expect(judge(LEVELS.weak, { firewall, providers })).toMatchObject({ verdict: 'warn', severity: 'low' });
  });

  it('wants Strong where 2024 leaves a public IPv6 address open', () => {
    const system = { ...CLEAN.system, release: '2024.1.114' };
    const network: PartData['network'] = {
      ...CLEAN.network,
      interfaces: [{ name: 'eth0', addresses: ['192.168.1.2/24', '2a01:4f8::7/64'], internet: true, vpn: false }],
    };
    expect(judge(LEVELS.normal, { system })).toMatchObject({ verdict: 'pass' });
    expect(judge(LEVELS.normal, { system, network })).toMatchObject({ verdict: 'fail' });
  });

  it('is off where rules never block the internet, and links the check that shows them', () => {
    const neverBlocking = (permit: string) => ({
      firewall: { ...CLEAN.firewall, rules: [rule('1', permit, {}, { neverBlock: true, name: 'Everybody' })] },
    });
    expect(judge({}, neverBlocking('0.0.0.0/0'))).toMatchObject({
      verdict: 'fail',
      findings: [{ id: 'see:firewall-trusted-subnets' }],
    });
    const narrower = judge({}, neverBlocking('45.83.0.0/16'));
    expect(narrower).toMatchObject({ verdict: 'pass' });
    expect(narrower.notes).toContainEqual(expect.objectContaining({ key: 'checks.fail2ban.never-block.note' }));
  });

  it('takes only what is too wide out of the list', () => {
    const { steps = [], ...outcome } = judge({ whitelist: ['0.0.0.0/0', '203.0.113.5'] });
    expect(outcome).toMatchObject({ verdict: 'fail', offenders: { count: 1, of: 1 } });
    const out = steps.filter(({ says }) => says.key === 'steps.bans.untrust');
    expect(out.map(({ says }) => says.params['entries'])).toEqual([['0.0.0.0/0']]);
  });

  it('fails for a ban of no length, and notes a short one', () => {
    expect(judge({ bantime: 0 })).toMatchObject({ verdict: 'fail', says: { key: 'checks.fail2ban.no-ban' } });
    // None at all is the problem itself, no note beside it.
    const isShort = (bantime: number) =>
      judge({ bantime }).notes?.some(({ key }) => key === 'checks.fail2ban.short-ban') ?? false;
    expect([0, 1, 604_799, 604_800].map(isShort)).toEqual([false, true, true, false]);
    const short = judge({ bantime: 60 });
    expect(short).toMatchObject({ verdict: 'pass' });
    const minute = { key: 'time.minutes', params: { count: 1 } };
    expect(short.notes).toContainEqual({ key: 'checks.fail2ban.short-ban', params: { bantime: minute } });
    const forEver = judge({ bantime: -1 });
    expect(forEver).toMatchObject({ verdict: 'pass' });
    expect(forEver.notes).not.toContainEqual(expect.objectContaining({ key: 'checks.fail2ban.short-ban' }));
  });

  it('speaks of levels as the release does', () => {
    const level = (release: string) => {
      const { steps } = judge(LEVELS.weak, { ...OPEN, system: { ...CLEAN.system, release } });
      return steps?.[1]?.says;
    };
    expect(level('2026.1.223')).toMatchObject({
      key: 'checks.fail2ban.step.level',
      params: { menu: { key: 'menu.fail2ban.2026' }, level: { key: 'fail2ban.level.enhanced' } },
    });
    expect(level('2024.1.114')).toMatchObject({
      key: 'checks.fail2ban.step.level.2024',
      params: { menu: { key: 'menu.fail2ban.2024' }, level: { key: 'fail2ban.level.strong' }, ...LEVELS.strong },
    });
  });

  it('says every time that it replaces no passwords', () => {
    const outcome = judge({});
    expect(outcome).toMatchObject({ verdict: 'pass' });
    expect(outcome.notes).toContainEqual({ key: 'checks.fail2ban.not-passwords', params: {} });
  });

  it.each([
    [0, null],
    [1, 'limit'],
    [99, 'limit'],
    [100, null],
    [300, null],
    [-1, null],
  ])('a limit of %i requests a second: %s', (maxRequestsPerSecond, id) => {
    const firewall = { ...CLEAN.firewall, maxRequestsPerSecond };
    const outcome = judge({}, { firewall });
    expect(findingsOf(outcome).map((problem) => problem.id)).toEqual(id === null ? [] : [id]);
    expect(outcome).toMatchObject({ verdict: id === null ? 'pass' : 'warn' });
    // Nothing limits requests where Core's firewall holds nothing.
    expect(findingsOf(judge({}, { firewall: { ...firewall, enabled: false } })).map((one) => one.id)).not.toContain(
      'limit',
    );
    const container = { kind: 'docker', network: 'host', bouncer: true } as const;
    const inDocker = judge({}, { firewall, system: { ...CLEAN.system, container } });
    expect(findingsOf(inDocker).map((one) => one.id)).not.toContain('limit');
  });

  it.each([
    [300, 200, []],
    [300, 201, ['limit']],
    [99, 201, ['limit']],
    [0, 201, []],
  ])('a limit of %i with %i accounts: %j, as Core sets none with more than 200', (maxRequestsPerSecond, count, ids) => {
    const accounts = CLEAN.accounts
      .slice(0, 1)
      .flatMap((first) => Array.from({ length: count }, (_, i) => ({ ...first, number: String(1000 + i) })));
    const outcome = judge({}, { accounts, firewall: { ...CLEAN.firewall, maxRequestsPerSecond } });
    expect(findingsOf(outcome).map(({ id }) => id)).toEqual(ids);
    if (ids.length > 0) {
      expect(findingsOf(outcome)[0]?.says).toMatchObject({
        key: 'checks.fail2ban.limit.many',
        params: { limit: maxRequestsPerSecond, count },
      });
      expect(outcome.steps).toMatchObject([{ says: { key: 'checks.fail2ban.step.limit.many' } }]);
      const off = accounts.map((account) => ({ ...account, disabled: true }));
      const firewall = { ...CLEAN.firewall, maxRequestsPerSecond: 300 };
      expect(judge({}, { accounts: off, firewall })).toMatchObject({ verdict: 'pass' });
    }
  });

  describe('the security mode', () => {
    const WEB_OPEN: Partial<PartData> = {
      system: { ...CLEAN.system, release: '2026.9.5' },
      firewall: { ...CLEAN.firewall, rules: [rule('1', '45.83.12.0/23', { WEB: true })] },
    };
    const INSIDE: Partial<PartData> = { system: { ...CLEAN.system, release: '2026.9.5' } };
    const notes = (outcome: ReturnType<typeof judge>) => (outcome.notes ?? []).map(({ key }) => key);

    it.each([
      ['weak', 'relaxed', 'medium'],
      ['strong', 'relaxed', 'medium'],
      ['strong', 'balanced', 'low'],
      ['paranoid', 'strict', 'low'],
      ['strong', 'strict', null],
      ['normal', 'balanced', null],
      ['normal', 'paranoid', null],
    ] as const)('level %s with mode %s, the web interface open to strangers: %s', (level, securityMode, severity) => {
      const outcome = judge({ ...LEVELS[level], securityMode }, WEB_OPEN);
      const found = findingsOf(outcome).filter(({ id }) => id === 'mode');
      expect(found.map((one) => one.severity)).toEqual(severity === null ? [] : [severity]);
      expect(notes(outcome).includes('checks.fail2ban.mode')).toBe(severity === null);
    });

    it('is a warning of its own with the slider to move, where all else is right', () => {
      const outcome = judge({ ...LEVELS.strong, securityMode: 'balanced' }, WEB_OPEN);
      expect(outcome).toMatchObject({
        verdict: 'warn',
        severity: 'low',
        says: {
          key: 'checks.fail2ban.mode.lax',
          params: { limits: { params: { mode: { params: { pages: 240, requests: 500 } } } } },
        },
      });
      expect(outcome.steps?.at(-1)).toMatchObject({
        says: { key: 'checks.fail2ban.step.mode' },
        effects: [{ kind: 'fail2ban.patch' }, { kind: 'fail2ban.mode', mode: 'strict' }],
      });
    });

    it('stands beside what else is wrong, and its step beside theirs', () => {
      const outcome = judge({ ...LEVELS.strong, securityMode: 'balanced', whitelist: ['office'] }, WEB_OPEN);
      expect(findingsOf(outcome).map(({ id }) => id)).toEqual(['whitelist:office', 'mode']);
      expect(outcome.steps?.at(-1)?.says.key).toBe('checks.fail2ban.step.mode');
      const lax = judge({ ...LEVELS.weak, securityMode: 'relaxed' }, WEB_OPEN);
      expect(findingsOf(lax).map(({ id }) => id)).toEqual(['level', 'mode']);
    });

    it('of own numbers nobody can say which mode goes with them; the laxest is named all the same', () => {
      const own = { ...LEVELS.strong, bantime: 700_000 };
      expect(findingsOf(judge({ ...own, securityMode: 'balanced' }, WEB_OPEN))).toEqual([]);
      expect(findingsOf(judge({ ...own, securityMode: 'relaxed' }, WEB_OPEN)).map(({ id }) => id)).toEqual(['mode']);
    });

    it('is a note where no stranger gets to the web interface, and a low warning where that is not known', () => {
      const inside = judge({ ...LEVELS.strong, securityMode: 'relaxed' }, INSIDE);
      expect(inside).toMatchObject({ verdict: 'pass' });
      expect(inside.notes).toContainEqual(
        expect.objectContaining({
          key: 'checks.fail2ban.mode',
          params: { mode: expect.objectContaining({ key: 'fail2ban.mode.unfiltered' }) as unknown },
        }),
      );
      const unseen = judgeWith(
        check,
        { ...INSIDE, fail2ban: { ...CLEAN.fail2ban, ...LEVELS.strong, securityMode: 'relaxed' } },
        { firewall: 'forbidden' },
      );
      expect(findingsOf(unseen)).toMatchObject([{ id: 'mode', severity: 'low' }]);
    });

    it.each([undefined, { unknown: 'not-supported' as const }])(
      'a release without it, or old facts, say nothing: %o',
      (read) => {
        const outcome = judge({ ...LEVELS.strong, ...(read === undefined ? {} : { securityMode: read }) }, WEB_OPEN);
        expect(findingsOf(outcome)).toEqual([]);
        expect(notes(outcome)).not.toContain('checks.fail2ban.mode');
      },
    );
  });

  describe('doors', () => {
    const at = (release: string, container: PartData['system']['container'] = { kind: 'none' }) => ({
      system: { ...CLEAN.system, release, container },
    });
    const open = (...services: string[]): Partial<PartData> => ({
      firewall: {
        ...CLEAN.firewall,
        rules: [
          rule('1', '192.168.1.0/24', EVERYTHING),
          rule('2', '0.0.0.0/0', Object.fromEntries(services.map((service) => [service, true]))),
        ],
      },
    });
    const doors = (outcome: ReturnType<typeof judge>) =>
      findingsOf(outcome).map(({ id, severity, says }) => [id, severity, says.key.split('.').at(-1)]);

    it.each([
      ['2024.1.114', 'windows'],
      ['2026.1.223', 'shared'],
    ])('%s names open web logins: %s', (release, why) => {
      const outcome = judge(LEVELS.paranoid, { ...open('WEB', 'SIP'), ...at(release) });
      expect(outcome).toMatchObject({ verdict: 'warn', severity: 'medium', says: { key: 'checks.fail2ban.loose' } });
      expect(doors(outcome)).toEqual([['door:WEB', 'medium', why]]);
    });

    it('2026.2.118 and newer count web logins', () => {
      expect(judge(LEVELS.strong, { ...open('WEB'), ...at('2026.2.118') })).toMatchObject({ verdict: 'pass' });
    });

    it('are strangers from more addresses than an office has: a narrow network is not', () => {
      const narrow = { firewall: { ...CLEAN.firewall, rules: [rule('1', '45.83.12.0/24', { WEB: true, AMI: true })] } };
      const outcome = judge(LEVELS.strong, { ...narrow, ...at('2026.1.223') });
      expect(outcome).toMatchObject({ verdict: 'warn', severity: 'low', says: { key: 'checks.fail2ban.nowhere' } });
      const wider = { firewall: { ...CLEAN.firewall, rules: [rule('1', '45.83.12.0/23', { WEB: true })] } };
      expect(doors(judge(LEVELS.strong, { ...wider, ...at('2026.1.223') }))).toEqual([
        ['door:WEB', 'medium', 'shared'],
      ]);
    });

    it('are left to a firewall outside that closes them', () => {
      const attestations = [attest('outside-firewall', 'AMI')];
      expect(judge(LEVELS.strong, { ...open('SIP', 'AMI'), attestations })).toMatchObject({ verdict: 'pass' });
    });

    it('that are a problem are not named again beside it, nor those that are guarded', () => {
      const outcome = judge(LEVELS.strong, open('SIP', 'SSH', 'AMI'));
      expect(doors(outcome).map(([id]) => id)).toEqual(['door:AMI']);
      // What only the own network reaches and nobody guards stands in the notes: AJAM, with nothing else.
      const uncounted = outcome.notes?.filter(({ key }) => key.startsWith('checks.fail2ban.door.'));
      expect(uncounted).toMatchObject([
        { key: 'checks.fail2ban.door.not-counted', params: { door: [{ key: 'exposure.service.ajam.2026' }] } },
      ]);
    });

    it('say what a ban leaves open', () => {
      const { notes } = judge(LEVELS.strong, open('SIP'));
      const closes = notes?.find(({ key }) => key === 'checks.fail2ban.closes');
      expect(closes?.params['door']).toEqual({ key: 'exposure.service.plain', params: { service: 'SIP' } });
      expect(closes?.params['open']).toHaveLength(4);
    });

    it('are named where the level holds, and no others', () => {
      const outcome = judge(LEVELS.strong, { ...open('SIP'), ...at('2026.1.223') });
      const names = ['SIP', 'IAX', 'SSH'].map((service) => ({ key: 'exposure.service.plain', params: { service } }));
      expect(outcome).toMatchObject({
        verdict: 'pass',
        says: { key: 'checks.fail2ban.pass', params: { doors: names } },
      });
      expect(outcome.notes).toContainEqual(expect.objectContaining({ key: 'checks.fail2ban.door.shared' }));
    });

    it.each([
      ['2024.1.114', { kind: 'docker', network: 'host', bouncer: null }],
      ['2026.1.223', { kind: 'docker', network: 'host', bouncer: null }],
      ['2026.1.223', { kind: 'docker', network: 'bridge', bouncer: null }],
      ['2026.1.223', { kind: 'lxc', managesFirewall: false }],
      ['2026.1.223', { kind: 'lxc', managesFirewall: null }],
    ] as const)('%s in %j bans nobody at SIP: fails, and no level mends it', (release, container) => {
      const outcome = judge(LEVELS.paranoid, at(release, container));
      expect(outcome).toMatchObject({ verdict: 'fail', action: null, says: { key: 'checks.fail2ban.door.no-ban' } });
      expect(outcome.steps?.[0]).toMatchObject({ effects: [{ kind: 'update' }] });
      const where = outcome.steps?.flatMap(({ effects }) => effects.map((effect) => effect.kind));
      expect(where).toEqual(expect.arrayContaining(['elsewhere', 'answer']));
    });

    it.each([
      [{ kind: 'docker', network: 'host', bouncer: null }, ['SSH', 'AMI', 'AJAM']],
      [{ kind: 'docker', network: 'bridge', bouncer: null }, ['WEB', 'SSH', 'AMI', 'AJAM']],
      [{ kind: 'docker', network: 'bridge', bouncer: null, seesClients: true }, ['SSH', 'AMI', 'AJAM']],
      [{ kind: 'lxc', managesFirewall: false }, ['WEB', 'SSH', 'AMI', 'AJAM']],
      [{ kind: 'lxc', managesFirewall: true }, []],
    ] as const)('newer releases in %j leave these to anybody: %j', (container, names) => {
      const network: PartData['network'] = {
        ...CLEAN.network,
        interfaces: [{ name: 'eth0', addresses: ['172.17.0.2/16'], internet: true, vpn: false }],
      };
      const outcome = judge(LEVELS.strong, { ...at('2026.9.5', container), network });
      expect(findingsOf(outcome).map(({ id }) => id)).toEqual(names.map((name) => `door:${name}`));
      expect(outcome).toMatchObject({ verdict: names.length === 0 ? 'pass' : 'warn' });
    });

    it('see who connects where the container has an address of its own', () => {
      const container = { kind: 'docker', network: 'unknown', bouncer: null } as const;
      const system = { ...CLEAN.system, container: { ...container, ownInterfaces: ['eth0'] } };
      expect(findingsOf(judge(LEVELS.strong, { system })).map(({ id }) => id)).not.toContain('door:WEB');
    });

    const jail = (name: string, banned: number | null = 0) => ({ name, banned });
    it('fail where the jail of an open door is missing, even for private networks', () => {
      const jails = [jail('dropbear'), jail('mikopbx-www'), jail('asterisk_iax')];
      const outcome = judge({ jails });
      expect(outcome).toMatchObject({ verdict: 'fail', findings: [{ id: 'door:SIP', severity: 'high' }] });
      expect(outcome.steps?.[0]).toMatchObject({ effects: [{ kind: 'fail2ban.restart' }] });
      expect(judge({ jails: [...jails, jail('asterisk_public')] })).toMatchObject({ verdict: 'pass' });
    });

    const LINES = ['-P INPUT ACCEPT', '-A INPUT -s 192.168.1.0/24 -j ACCEPT', '-A INPUT -j DROP'];
    const SSH_JUMP = ['tcp', 'udp'].map((p) => `-A INPUT -p ${p} -m multiport --dports 22 -j f2b-SSH`);
    it('fail where somebody is banned and nothing sends connections to the bans', () => {
      const jails = [jail('dropbear', 1), jail('mikopbx-www'), jail('asterisk_iax'), jail('asterisk_security_log')];
      const runningRules = { v4: LINES, v6: null };
      expect(doors(judge({ jails }, { runningRules }))).toEqual([['door:SSH', 'high', 'not-applied']]);
      expect(judge({ jails }, { runningRules: { v4: [...SSH_JUMP, ...LINES], v6: null } })).toMatchObject({
        verdict: 'pass',
      });
      const quiet = jails.map(({ name }) => jail(name));
      expect(judge({ jails: quiet }, { runningRules })).toMatchObject({ verdict: 'pass' });
    });

    const OPEN_LINES = ['udp --dport 5060', 'tcp --dport 22'].map((what) => `-A INPUT -p ${what} -j ACCEPT`);
    OPEN_LINES.push('-A INPUT -j DROP');
    it('miss no jump while the server starts: Core has just emptied its rules, and the bans come with it', () => {
      const facts = { ...open('SIP', 'SSH'), runningRules: { v4: OPEN_LINES, v6: null } };
      const starting = { banning: null, banningUnknown: 'timeout', jails: null } as const;
      const outcome = judge({ ...LEVELS.strong, ...starting }, facts);
      expect(outcome).toMatchObject({ verdict: 'unknown', reason: 'timeout' });
      // Who cannot ask at all may say so where the whole internet tries.
      expect(doors(judge({ ...LEVELS.strong, banning: null }, facts))).toEqual([
        ['door:SIP', 'high', 'not-applied'],
        ['door:SSH', 'high', 'not-applied'],
      ]);
    });

    it('say a too lax level beside, with its own action', () => {
      const outcome = judge({ ...LEVELS.weak, jails: [jail('dropbear')] }, open('SIP'));
      expect(outcome).toMatchObject({ verdict: 'fail', findings: [{ id: 'door:SIP' }, {}, {}, { id: 'level' }] });
      expect(outcome).not.toHaveProperty('action');
    });

    it('are named even where nobody can see whether the server runs', () => {
      const outcome = judge({ banning: null }, { ...open('WEB'), ...at('2026.1.223') });
      expect(outcome).toMatchObject({ verdict: 'warn', says: { key: 'checks.fail2ban.loose' } });
      expect(outcome.notes?.[0]).toMatchObject({ key: 'checks.fail2ban.unseen' });
    });
  });
});

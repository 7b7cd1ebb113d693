/** The level of intrusion protection: each trap once, by hand. */
import { say } from '../../../sites/checklist/message.ts';
import { describe, expect, it } from 'vitest';
import type { Asker } from '../../../sites/checklist/actions/action.ts';
import type { Refusal } from '../../../sites/checklist/actions/refusals.ts';
import { setFail2banLevel, type SetFail2banLevelOptions } from '../../../sites/checklist/actions/set-fail2ban-level.ts';
import { duration } from '../../../sites/checklist/duration.ts';
import { levelName } from '../../../sites/checklist/fail2ban/levels.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { simulate } from '../../../sites/checklist/actions/simulate.ts';
import type { Plan } from '../../../sites/checklist/actions/types.ts';
import type { PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, partsWith, rule } from '../../support/facts.ts';

const OFFICE = '192.168.1.0/24';
const DIRECT: Asker = { address: '192.168.1.50', seen: 'direct', networks: [] };
const WEAK = { enabled: true, banning: true, maxretry: 20, findtime: 600, bantime: 600, whitelist: [] };
const at = (release: string) => ({ ...CLEAN.system, release });

const facts = (changes: Partial<PartData> = {}): Parts =>
  partsWith({ system: at('2026.1.223'), fail2ban: WEAK, ...changes });

function accepted(parts: Parts, options: Partial<SetFail2banLevelOptions> = {}, asker = DIRECT): Plan {
  const planned = setFail2banLevel.plan(parts, { level: 'strong', ours: [], ...options }, asker);
  if (!planned.accepted) throw new Error(JSON.stringify(planned.refusal));
  return planned.plan;
}

function refused(parts: Parts, options: Partial<SetFail2banLevelOptions> = {}, asker = DIRECT): Refusal {
  const planned = setFail2banLevel.plan(parts, { level: 'strong', ours: [], ...options }, asker);
  if (planned.accepted) throw new Error('accepted');
  return planned.refusal;
}

describe('what it plans', () => {
  it.each([
    ['weak', 20, 600, 600],
    ['normal', 10, 3600, 86_400],
    ['strong', 5, 21_600, 604_800],
    ['paranoid', 3, 86_400, 2_592_000],
  ] as const)('%s', (level, maxretry, findtime, bantime) => {
    const { steps, undo } = accepted(facts({ fail2ban: { ...WEAK, maxretry: 7 } }), { level });
    expect(steps).toMatchObject([{ kind: 'fail2ban.patch', maxretry, findtime, bantime, whitelist: null }]);
    expect(undo).toEqual([{ kind: 'fail2ban' }]);
  });

  it('switches it on by its own setting, after the numbers', () => {
    const parts = facts({ fail2ban: { ...WEAK, enabled: false, banning: false } });
    const plan = accepted(parts);
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['fail2ban.patch', 'fail2ban.switch']);
    expect(plan.undo).toContainEqual({ kind: 'setting', key: 'PBXFail2BanEnabled' });
    // Whether it bans has to be seen, not believed.
    expect(simulate(parts, plan).fail2ban).toMatchObject({ data: { enabled: true, banning: null } });
  });

  it('sets what Core accepts and makes no sense to numbers that do', () => {
    expect(accepted(facts({ fail2ban: { ...WEAK, maxretry: 0, findtime: -5, bantime: 59 } })).steps).toHaveLength(1);
  });

  it('shows numbers before and after, and leaves it alone who can connect', () => {
    const plan = accepted(facts());
    expect(plan.changes.map(({ object, fields }) => [object, fields.map(({ field }) => field)])).toEqual([
      ['fail2ban', ['maxretry', 'findtime', 'bantime']],
    ]);
    expect(plan.reach.map(({ service, changes }) => [service, changes])).toEqual(
      Object.keys(EVERYTHING).map((service) => [service, false]),
    );
    expect(plan).toMatchObject({ version: 1, action: 'set-fail2ban-level', release: '2026.1.223', stops: [] });
    expect(plan.asker).toEqual({ address: '192.168.1.50', networks: [] });
  });
});

describe('what is said of the step', () => {
  const said = (parts: Parts, options: Partial<SetFail2banLevelOptions> = {}) =>
    accepted(parts, options).steps[0]?.says;
  const level = (name: ReturnType<typeof say>, maxretry: number, findtime: number, bantime: number) =>
    say('actions.step.fail2ban', {
      level: name,
      maxretry,
      findtime: duration(findtime),
      bantime: duration(bantime),
    });
  const RELEASE = parseRelease('2026.1.223');

  it('is the level by its name, or numbers of its own that are like it', () => {
    const strong = levelName('strong', RELEASE);
    expect(said(facts())).toEqual(level(strong, 5, 21_600, 604_800));
    const own = facts({ fail2ban: { ...WEAK, maxretry: 3 } });
    expect(said(own, { keepsStricter: true })).toEqual(
      level(say('fail2ban.level.own', { like: strong }), 3, 21_600, 604_800),
    );
    expect(said(own)).toEqual(level(strong, 5, 21_600, 604_800));
  });

  it('is what goes into the list and what is taken out of it, in one', () => {
    const parts = facts({ fail2ban: { ...WEAK, whitelist: ['hello', '10.0.0.9'] } });
    const removed = say('actions.step.fail2ban.remove', { entries: ['hello'] });
    const added = say('actions.step.fail2ban.add', { entries: ['203.0.113.7'] });
    const list = { level: null, tidies: true, ours: ['203.0.113.7'] };
    expect(said(parts, list)).toEqual(say('actions.step.together', { first: removed, then: added }));
    expect(said(parts, { ...list, ours: [] })).toEqual(removed);
    expect(said(facts(), { ...list, tidies: false })).toEqual(added);
    expect(said(facts(), { ours: ['203.0.113.7'] })).toEqual(
      say('actions.step.together', {
        first: level(levelName('strong', RELEASE), 5, 21_600, 604_800),
        then: added,
      }),
    );
  });

  it('is that the list is written anew, where only its lines become blanks', () => {
    const whitelist = ['203.0.113.7\n203.0.113.8'];
    const parts = facts({
      system: at('2024.1.114'),
      fail2ban: { ...WEAK, whitelist, whitelistText: whitelist.join(' ') },
    });
    expect(said(parts, { level: null, tidies: true })).toEqual(
      say('actions.step.fail2ban.anew', { entries: ['203.0.113.7', '203.0.113.8'] }),
    );
  });
});

describe('the security mode', () => {
  const with2026 = (
    securityMode: PartData['fail2ban']['securityMode'],
    numbers: Partial<PartData['fail2ban']> = WEAK,
  ) =>
    facts({
      system: at('2026.9.5'),
      fail2ban: { ...WEAK, ...numbers, ...(securityMode === undefined ? {} : { securityMode }) },
    });
  const STRONG = { maxretry: 5, findtime: 21_600, bantime: 604_800 };

  it.each([
    ['weak', 'balanced', 'relaxed'],
    ['normal', 'relaxed', 'balanced'],
    ['strong', 'balanced', 'strict'],
    ['paranoid', 'balanced', 'paranoid'],
  ] as const)('goes with the level, as on the page of Core: %s, from %s to %s', (level, was, mode) => {
    const parts = with2026(was, { maxretry: 7 });
    const plan = accepted(parts, { level });
    expect(plan.steps).toMatchObject([{ kind: 'fail2ban.patch' }, { kind: 'fail2ban.mode', mode }]);
    expect(plan.undo).toEqual([{ kind: 'fail2ban' }, { kind: 'setting', key: 'PBXSecurityMode' }]);
    expect(plan.changes.at(-1)).toMatchObject({
      object: 'setting',
      id: 'PBXSecurityMode',
      page: { page: 'fail2ban' },
      fields: expect.arrayContaining([
        expect.objectContaining({ field: 'pages', before: expect.anything() as unknown }),
      ]) as unknown,
    });
    expect(simulate(parts, plan).fail2ban).toMatchObject({ data: { securityMode: mode } });
  });

  it('alone, where the numbers are those of the level: confirmed where it gets stricter, and says whom it touches', () => {
    const plan = accepted(with2026('balanced', STRONG));
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['fail2ban.mode']);
    expect(plan.confirm).toEqual({ seconds: 300, because: 'bans' });
    expect(plan.warnings.map(({ id }) => id)).toContain('mode');
    const laxer = accepted(with2026('paranoid', STRONG));
    expect(laxer.confirm).toBeNull();
    expect(laxer.warnings.map(({ id }) => id)).not.toContain('mode');
  });

  it('stays where it is stricter and that is to stay, where no level is chosen, and where it was not read', () => {
    const kept = with2026('paranoid');
    expect(accepted(kept, { keepsStricter: true }).steps.map(({ kind }) => kind)).toEqual(['fail2ban.patch']);
    expect(accepted(kept).steps.map(({ kind }) => kind)).toEqual(['fail2ban.patch', 'fail2ban.mode']);
    const off = { ...WEAK, enabled: false };
    expect(accepted(with2026('relaxed', off), { level: null }).steps.map(({ kind }) => kind)).toEqual([
      'fail2ban.switch',
    ]);
    for (const unread of [undefined, { unknown: 'not-supported' as const }]) {
      expect(accepted(with2026(unread)).steps.map(({ kind }) => kind)).toEqual(['fail2ban.patch']);
    }
    expect(refused(with2026('strict', STRONG))).toEqual({ kind: 'nothing-to-do' });
  });
});

describe('our networks', () => {
  it('a list of networks is no rule of one of them', () => {
    const rules = [rule('1', OFFICE, EVERYTHING), rule('2', '10.8.0.0/24,10.9.0.0/24', { WEB: true })];
    const [step] = accepted(facts({ firewall: { ...CLEAN.firewall, rules } }), { ours: ['10.8.0.0/24'] }).steps;
    expect(step).toMatchObject({
      kind: 'firewall.create',
      newer_block_ip: true,
      local_network: false,
      currentRules: { WEB: true, SSH: false },
      says: { key: 'actions.step.rule.never-block.holds' },
    });
    const [alone] = accepted(facts(), { ours: ['10.8.0.0/24'] }).steps;
    expect(alone?.says.key).toBe('actions.step.rule.never-block');
  });

  it('come first, and their bans end', () => {
    const plan = accepted(facts(), { ours: [OFFICE, '203.0.113.7'] });
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['firewall.patch', 'fail2ban.patch', 'fail2ban.unban']);
    expect(plan.steps[0]).toMatchObject({ id: 1, newer_block_ip: true, currentRules: EVERYTHING });
    expect(plan.steps[1]).toMatchObject({ whitelist: ['203.0.113.7'] });
    expect(plan.steps[2]).toMatchObject({ networks: [OFFICE, '203.0.113.7/32'] });
  });

  it('need a rule before 2026.2.118, which drops networks from the list; a new one opens nothing', () => {
    const [step] = accepted(facts(), { ours: ['10.8.0.0/24'] }).steps;
    expect(step).toMatchObject({ kind: 'firewall.create', newer_block_ip: true, network: '10.8.0.0', subnet: 24 });
    if (step?.kind !== 'firewall.create') throw new Error('no rule');
    expect(Object.values(step.currentRules)).toEqual(Array(7).fill(false));
  });

  it('go into the list where it takes networks', () => {
    const parts = facts({ system: at('2026.2.118') });
    expect(accepted(parts, { ours: ['10.8.0.0/24'] }).steps[0]).toMatchObject({ whitelist: ['10.8.0.0/24'] });
  });

  it('are left alone where they are exempt already', () => {
    const rules = [rule('1', '192.168.0.0/16', EVERYTHING, { neverBlock: true })];
    const parts = facts({ firewall: { ...CLEAN.firewall, rules }, fail2ban: { ...WEAK, whitelist: ['203.0.113.7'] } });
    const { steps } = accepted(parts, { ours: [OFFICE, '203.0.113.7'] });
    expect(steps.map(({ kind }) => kind)).toEqual(['fail2ban.patch', 'fail2ban.unban']);
    expect(steps[0]).toMatchObject({ whitelist: null });
  });

  it('a network in the list of an older release exempts nobody', () => {
    const parts = facts({ fail2ban: { ...WEAK, whitelist: ['10.8.0.0/24'] } });
    expect(accepted(parts, { ours: ['10.8.0.0/24'] }).steps[0]).toMatchObject({ kind: 'firewall.create' });
  });

  it('keep what the list holds, but for what no request can say', () => {
    const parts = facts({ fail2ban: { ...WEAK, whitelist: ['10.0.0.9', 'hello;', '10.8.0.0/24'] } });
    const { steps } = accepted(parts, { ours: ['203.0.113.7'] });
    expect(steps[0]).toMatchObject({ whitelist: ['10.0.0.9', '10.8.0.0/24', '203.0.113.7'] });
    const full = facts({
      fail2ban: { ...WEAK, whitelist: Array.from({ length: 40 }, (_, i) => `203.0.113.${100 + i}`) },
    });
    expect(refused(full, { ours: ['203.0.113.7'] })).toMatchObject({ kind: 'cannot-exempt', because: 'list-full' });
  });

  it('fill the list to its last character and its hundredth entry, and no further', () => {
    const listOf = (entries: readonly string[]) => facts({ fail2ban: { ...WEAK, whitelist: [...entries] } });
    const long = Array.from({ length: 35 }, (_, i) => `203.0.113.${100 + i}`);
    expect(long.join(' ')).toHaveLength(489);
    expect(accepted(listOf(long), { ours: ['10.10.10.1'] }).steps).toHaveLength(2);
    expect(refused(listOf(long), { ours: ['10.10.10.10'] })).toEqual({
      kind: 'cannot-exempt',
      network: '10.10.10.10',
      because: 'list-full',
    });
    const many = Array.from({ length: 100 }, (_, i) => `::${(i + 1).toString(16)}`);
    expect(many.join(' ').length).toBeLessThan(490);
    expect(accepted(listOf(many.slice(1)), { ours: ['::ff'] }).steps).toHaveLength(2);
    expect(refused(listOf(many), { ours: ['::ff'] })).toMatchObject({ because: 'list-full' });
  });

  it('cannot be the first rule of all: it would close the PBX (2026), or do so once the firewall is on', () => {
    for (const enabled of [true, false]) {
      const parts = facts({ firewall: { ...CLEAN.firewall, enabled, rules: [] } });
      expect(refused(parts, { ours: ['10.8.0.0/24'] })).toMatchObject({ kind: 'cannot-exempt', because: 'first-rule' });
      expect(accepted(parts, { ours: ['10.8.0.9'] }).steps).toHaveLength(2);
    }
  });

  it('get no new rule in a container: closed boxes are a list of the forbidden there', () => {
    const parts = facts({
      system: { ...at('2026.1.223'), container: { kind: 'docker', network: 'host', bouncer: null } },
    });
    expect(refused(parts, { ours: ['10.8.0.0/24'] })).toMatchObject({ kind: 'cannot-exempt', because: 'container' });
    expect(accepted(parts, { ours: [OFFICE] }).steps[0]).toMatchObject({
      kind: 'firewall.patch',
      newer_block_ip: true,
    });
  });

  it('may not be strangers', () => {
    expect(refused(facts(), { ours: ['0.0.0.0/0'] }).kind).toBe('too-wide');
    expect(refused(facts(), { ours: ['8.8.8.0/23'] }).kind).toBe('too-wide');
    expect(refused(facts({ system: at('2024.1.114') }), { ours: ['2a00:1450::1'] }).kind).toBe('no-ipv6');
  });

  it('need the rules to be read, unless a single address goes into the list', () => {
    const parts = partsWith({ system: at('2026.1.223'), fail2ban: WEAK }, { firewall: 'forbidden' });
    expect(refused(parts, { ours: [OFFICE] })).toEqual({
      kind: 'unknown',
      missing: [{ part: 'firewall', reason: 'forbidden' }],
    });
    expect(accepted(parts, { ours: ['203.0.113.7'] }).reach).toEqual([]);
  });

  it('are not set by a rule on a release that was not tried, unless rules in force and cabinet agree', () => {
    const parts = facts({ system: at('2026.2.1') });
    expect(refused(parts, { ours: [OFFICE] })).toMatchObject({ kind: 'untested', rules: 'not-known' });
    expect(accepted(parts, { ours: ['10.8.0.9'] }).steps[0]).toMatchObject({ kind: 'fail2ban.patch' });
  });
});

describe('the person who asks', () => {
  const proxy: Asker = { address: '10.0.0.3', seen: 'proxy', networks: [] };
  const strict = { ...WEAK, maxretry: 3, findtime: 86_400, bantime: 2_592_000 };

  it('confirms what can lock somebody out who was not before', () => {
    expect(accepted(facts()).confirm).toEqual({ seconds: 300, because: 'bans' });
    expect(accepted(facts({ fail2ban: { ...WEAK, enabled: false } }), { level: 'weak' }).confirm).not.toBeNull();
    expect(accepted(facts({ fail2ban: strict })).confirm).toBeNull();
  });

  it('cannot confirm from behind a proxy, where only laxer numbers are set', () => {
    expect(refused(facts(), {}, proxy)).toEqual({ kind: 'not-a-person', seen: 'proxy', address: '10.0.0.3' });
    expect(accepted(facts({ fail2ban: strict }), {}, proxy).confirm).toBeNull();
  });

  it('in the bridge of a container is everybody', () => {
    const system = {
      ...at('2026.1.223'),
      container: { kind: 'docker' as const, network: 'bridge' as const, bouncer: null },
    };
    expect(refused(facts({ system }))).toMatchObject({ kind: 'not-a-person', seen: 'bridge' });
  });

  it('may not exempt the proxy that stands for everybody', () => {
    const parts = facts({ fail2ban: strict });
    const refusal = refused(parts, { ours: ['10.0.0.0/24'] }, proxy);
    expect(refusal).toEqual({ kind: 'cannot-exempt', network: '10.0.0.0/24', because: 'everybody' });
  });

  it('has to have an address', () => {
    expect(refused(facts({ fail2ban: strict }), {}, { ...DIRECT, address: '' }).kind).toBe('bad-address');
  });
});

describe('warnings and who is affected', () => {
  // That everything pauses while the PBX reloads, is said of each.
  const ids = (plan: Plan) => plan.warnings.map(({ id }) => id).filter((id) => id !== 'reload');
  const public4 = {
    ...CLEAN.network,
    interfaces: [{ name: 'eth0', addresses: ['8.8.8.8/24'], internet: true, vpn: false }],
  };
  const open = (neverBlock: boolean) => ({
    ...CLEAN.firewall,
    rules: [rule('1', '0.0.0.0/0', EVERYTHING, { neverBlock })],
  });

  it('tell of a laxer level where one is set', () => {
    const strict = { ...WEAK, maxretry: 3, findtime: 86_400 };
    expect(ids(accepted(facts({ fail2ban: strict }), { level: 'weak' }))).toContain('laxer');
    expect(ids(accepted(facts({ fail2ban: strict }), { level: null, ours: ['203.0.113.7'] }))).not.toContain('laxer');
    expect(ids(accepted(facts({ fail2ban: { ...strict, enabled: false } }), { level: 'weak' }))).not.toContain('laxer');
  });

  it('tell when the person is not exempt', () => {
    expect(ids(accepted(facts()))).toEqual(['not-exempt']);
    expect(ids(accepted(facts(), { ours: [OFFICE] }))).toEqual([]);
  });

  it('tell of "never block" for everybody, of laxer and of too lax levels, of a server that does not ban', () => {
    const parts = facts({ firewall: open(true), network: public4, fail2ban: { ...WEAK, maxretry: 3, banning: false } });
    expect(ids(accepted(parts, { level: 'weak' }))).toEqual(['exempt-at-large', 'laxer', 'too-lax', 'not-banning']);
  });

  it('do not tell of a server that does not ban where it was off: it begins with the plan', () => {
    const off = facts({ fail2ban: { ...WEAK, enabled: false, banning: false } });
    expect(ids(accepted(off, { level: 'normal', ours: [OFFICE] }))).toEqual([]);
  });

  it('each say what they are about', () => {
    const rules = [
      rule('1', '0.0.0.0/0', EVERYTHING, { neverBlock: true, name: 'All' }),
      rule('2', OFFICE, EVERYTHING, { name: 'Office' }),
      rule('3', '10.0.0.0/8', EVERYTHING),
    ];
    const parts = facts({
      firewall: { ...CLEAN.firewall, rules },
      network: public4,
      ports: { ...CLEAN.ports, ssh: 2222 },
      fail2ban: { ...WEAK, maxretry: 3, bantime: -1, banning: false },
    });
    const release = parseRelease('2026.1.223');
    const outside: Asker = { ...DIRECT, address: '203.0.113.9' };
    const plan = accepted(
      { ...parts, firewall: facts({ firewall: open(false) }).firewall },
      { level: 'weak' },
      outside,
    );
    expect(plan.warnings).toEqual(
      [
        { id: 'not-exempt', says: say('actions.warn.not-exempt', { address: '203.0.113.9' }) },
        { id: 'laxer', says: say('actions.warn.laxer', { level: levelName('weak', release) }) },
        { id: 'for-ever', says: say('actions.warn.for-ever', { bantime: duration(600) }) },
        { id: 'too-lax', says: say('actions.warn.too-lax', { level: levelName('strong', release) }) },
        { id: 'not-banning', says: say('actions.warn.not-banning') },
        { id: 'stale-ports', says: say('actions.warn.stale-ports', { rule: 'Rule 1', box: 'SSH' }) },
        { id: 'reload', says: say('actions.warn.reload') },
      ].map((one) => ({ ...one, commands: [] })),
    );
    expect(accepted(parts, { level: 'weak' }).warnings[0]?.says).toEqual(
      say('actions.warn.exempt-at-large', { rules: ['All'] }),
    );
    const forEver = facts({ fail2ban: { ...WEAK, bantime: -1 } });
    expect(ids(accepted(forEver, { level: 'weak' }))).toContain('for-ever');
    expect(ids(accepted(forEver, { level: 'weak', ours: ['203.0.113.7'] }))).toContain('for-ever');
    expect(ids(accepted(forEver, { level: null, ours: [OFFICE] }))).not.toContain('for-ever');
    expect(ids(accepted(facts({ fail2ban: { ...WEAK, bantime: 0 } }), { level: 'weak' }))).not.toContain('for-ever');
  });

  it('tell of old ports that may be renewed', () => {
    expect(ids(accepted(facts({ ports: { ...CLEAN.ports, ssh: 2222 } })))).toContain('stale-ports');
    expect(refused(facts({ ports: { ...CLEAN.ports, ssh: 2222 } }), { ours: [OFFICE] }).kind).toBe('stale-ports');
  });

  it('list the phones that are locked out sooner', () => {
    const devices = [
      { account: '201', address: '203.0.113.9', userAgent: 'snom760/8.9' },
      { account: '202', address: '192.168.1.9', userAgent: 'Zoiper rv2.10' },
    ];
    const { affected } = accepted(facts({ devices }), { ours: [OFFICE] });
    expect(affected.map(({ id, maker }) => [id, maker])).toEqual([['201', 'Snom']]);
  });

  it('list a phone that told a name: nobody knows whether it is exempt', () => {
    const devices = [{ account: '201', address: 'home.example', userAgent: 'snom760/8.9' }];
    expect(accepted(facts({ devices }), { ours: [OFFICE] }).affected).toMatchObject([
      {
        address: null,
        services: [],
        says: say('actions.affected.bans.name', { account: '201', contact: 'home.example' }),
      },
    ]);
    const strict = { ...WEAK, maxretry: 3, findtime: 86_400, bantime: 2_592_000 };
    expect(accepted(facts({ devices, fail2ban: strict })).affected).toEqual([]);
  });

  it('tell phones behind one address that a wrong password of any of them locks out all of them', () => {
    const userAgent = 'snom760/8.9';
    const devices = [
      { account: '201', address: '203.0.113.9', userAgent },
      { account: '202', address: '203.0.113.9', userAgent },
      { account: '203', address: '198.51.100.7', userAgent },
    ];
    const { affected } = accepted(facts({ devices }), { ours: [OFFICE] });
    expect(affected.map(({ says }) => says)).toEqual([
      say('actions.affected.bans.shared', { account: '201', address: '203.0.113.9', count: 2 }),
      say('actions.affected.bans.shared', { account: '202', address: '203.0.113.9', count: 2 }),
      say('actions.affected.bans', { account: '203', address: '198.51.100.7' }),
    ]);
  });
});

describe('refusals', () => {
  it('nothing to do', () => {
    expect(refused(facts(), { level: 'weak' })).toEqual({ kind: 'nothing-to-do' });
    // Ending bans alone is no plan for a level.
    const rules = [rule('1', OFFICE, EVERYTHING, { neverBlock: true })];
    expect(refused(facts({ firewall: { ...CLEAN.firewall, rules } }), { level: 'weak', ours: [OFFICE] })).toEqual({
      kind: 'nothing-to-do',
    });
  });

  it('not read', () => {
    const parts = partsWith({}, { fail2ban: 'needs-module' });
    expect(refused(parts)).toEqual({ kind: 'unknown', missing: [{ part: 'fail2ban', reason: 'needs-module' }] });
  });
});

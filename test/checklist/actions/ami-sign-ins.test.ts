/** Which program uses which user of AMI, as far as the log tells: what is said, what is suggested, who would be shut out. */
import { describe, expect, it } from 'vitest';
import { LIMIT_CHOICES } from '../../../sites/checklist/actions/offered.ts';
import { amiSignIns, signsIn, untold } from '../../../sites/checklist/actions/ami-sign-ins.ts';
import { limitablesIn } from '../../../sites/checklist/actions/limiting/programs.ts';
import { restrictAmiAri } from '../../../sites/checklist/actions/restrict-ami-ari.ts';
import { rotateAmiAri } from '../../../sites/checklist/actions/rotate-ami-ari.ts';
import type { Plan } from '../../../sites/checklist/actions/types.ts';
import type { PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { CLEAN, EVERYTHING, known, partsWith, rule } from '../../support/facts.ts';

type Programs = NonNullable<PartData['signIns']['programs']>;
type User = Programs['users'][number];

const NOW = CLEAN.system.now;
const daysAgo = (days: number) => new Date(Date.parse(NOW) - days * 86_400_000).toISOString();
const from = (user: string, ...addresses: readonly string[]): User => ({
  user,
  pbx: null,
  addresses: addresses.map((address, place) => ({ address, last: NOW, count: 42 - place })),
  complete: true,
});
const onPbx = (user: User): User => ({ ...user, pbx: { last: daysAgo(1), count: 3 } });
const account = (id: string, username: string, system = false) => ({ id, username, name: '', filterId: null, system });

interface Site {
  readonly users?: readonly User[];
  readonly days?: number;
  readonly complete?: boolean;
  readonly connected?: readonly (readonly [address: string, count: number])[];
  readonly more?: Partial<PartData>;
}

/** Office with a server room in it, a branch behind a tunnel, and a data centre. */
const RULES = [
  rule('1', '192.168.1.0/24', EVERYTHING, { name: 'Office', localNetwork: true }),
  rule('2', '192.168.1.16/28', EVERYTHING, { name: 'Servers' }),
  rule('3', '10.8.0.0/24', EVERYTHING, { name: 'Branch' }),
  rule('4', '203.0.113.16/28', EVERYTHING, { name: 'Data centre' }),
];

const site = ({ users = [], days = 30, complete = true, connected = [], more = {} }: Site): Parts =>
  partsWith({
    ami: { enabled: true, users: [account('5', 'crm'), account('6', 'wall')] },
    firewall: { ...CLEAN.firewall, rules: RULES },
    connections: { rows: connected.map(([address, count]) => ({ port: 5038, address, count })), complete: true },
    signIns: { ...CLEAN.signIns, programs: { since: daysAgo(days), users: [...users], complete } },
    ...more,
  });
const without = (parts: Parts): Parts => ({ ...parts, signIns: known(CLEAN.signIns) });

const speak = speaker(LOCALES.en);
const suggested = (parts: Parts) => limitablesIn(parts).map((one) => one.suggested);
const ASKER = { address: '192.168.1.50', seen: 'direct', networks: [] } as const;

function limited(parts: Parts, networks: Readonly<Record<string, string>>): Plan {
  const planned = restrictAmiAri.plan(parts, { networks, origins: null }, ASKER);
  if (!planned.accepted) throw new Error(planned.refusal.kind);
  return planned.plan;
}
const cutOff = (parts: Parts, networks: Readonly<Record<string, string>>) =>
  limited(parts, networks).affected.map(({ says }) => speak(says));
const warned = (plan: Plan) => plan.warnings.map(({ id }) => id);

function said(parts: Parts, user = 'crm'): string | null {
  const seen = amiSignIns(parts, user);
  return seen === null ? null : speak(signsIn(seen));
}

describe('what is said of a user', () => {
  it('from where, the most frequent first, and when last', () => {
    const users = [onPbx(from('crm', '192.168.1.20', '10.8.0.7'))];
    expect(said(site({ users }))).toBe(
      'signs in from 192.168.1.20 (42 times, last today), 10.8.0.7 (41 times, last today), this PBX itself (3 times, last yesterday)',
    );
  });
  it('the PBX only', () => {
    expect(said(site({ users: [onPbx(from('crm'))] }))).toBe('signs in from this PBX only (3 times, last yesterday)');
  });
  it('that it was not seen, as far as the log reaches', () => {
    expect(said(site({ days: 12 }))).toBe('has not signed in for 12 days, as far back as the log reaches');
    expect(said(site({ days: 0.5 }))).toBe(null);
  });
  it('many addresses are counted', () => {
    const users = [from('crm', ...Array.from({ length: 8 }, (_, place) => `10.0.0.${place}`))];
    expect(said(site({ users }))).toContain('and 3 more');
  });
  it('in whatever case the program spells it', () => {
    const parts = site({ users: [from('crm', '192.168.1.20')] });
    expect(said(parts, 'CRM')).toBe(said(parts));
  });
  it('nothing where the log does not tell', () => {
    const parts = site({ users: [from('crm', '192.168.1.20')] });
    expect(said(without(parts))).toBe(null);
    expect(said(partsWith({}, { signIns: 'timeout' }))).toBe(null);
    expect(said(site({ complete: false }))).toBe(null);
    expect(said(site({}), 'a"b')).toBe(null);
    for (const since of [null, 'nonsense']) {
      const programs = { since, users: [from('crm', '192.168.1.20')], complete: true };
      expect(said(site({ more: { signIns: { ...CLEAN.signIns, programs } } }))).toBe(null);
    }
  });
});

describe('who is connected without a word of it in the log', () => {
  it('somebody else, or more of them than users from there', () => {
    const users = [from('crm', '192.168.1.20'), from('wall', '192.168.1.20', '::ffff:10.8.0.7')];
    const connected = [
      ['192.168.1.20', 2],
      ['10.8.0.7', 1],
      ['192.168.1.30', 1],
    ] as const;
    expect(untold(site({ users, connected }))).toEqual(['192.168.1.30']);
    expect(untold(site({ users, connected: [['192.168.1.20', 3]] }))).toEqual(['192.168.1.20']);
    expect(untold(without(site({ users, connected })))).toHaveLength(3);
  });
});

describe('what is suggested', () => {
  it('the narrowest rule that holds all addresses of that user', () => {
    expect(suggested(site({ users: [from('crm', '192.168.1.20'), from('wall', '10.8.0.7')] }))).toEqual(['2', '3']);
    expect(suggested(site({ users: [from('crm', '192.168.1.20', '192.168.1.77')] }))).toEqual(['1', 'pbx']);
    expect(suggested(site({ users: [from('crm', '203.0.113.20')] }))).toEqual(['4', 'pbx']);
  });
  it('nothing where no rule holds all of them', () => {
    for (const addresses of [['192.168.1.20', '10.8.0.7'], ['8.8.8.8'], ['192.168.1.20', 'nonsense']])
      expect(suggested(site({ users: [from('crm', ...addresses)] }))[0]).toBe(null);
    expect(suggested(site({ users: [onPbx(from('crm', '192.168.1.20'))] }))[0]).toBe(null);
    expect(suggested(site({ users: [{ ...from('crm', '192.168.1.20'), complete: false }] }))[0]).toBe(null);
  });
  it('this PBX only for what signs in from there, and for what is not used', () => {
    expect(suggested(site({ users: [onPbx(from('crm'))] }))).toEqual(['pbx', 'pbx']);
    expect(suggested(site({ users: [from('crm', '192.168.1.20')], connected: [['192.168.1.20', 1]] }))).toEqual([
      '2',
      'pbx',
    ]);
  });
  it('not while somebody is connected whom the log does not tell, or cannot be read, or the log is short', () => {
    const users = [onPbx(from('crm'))];
    expect(suggested(site({ users, connected: [['192.168.1.30', 1]] }))).toEqual([null, '1']);
    expect(
      suggested({ ...site({ users }), connections: partsWith({}, { connections: 'failed' }).connections }),
    ).toEqual([null, '1']);
    expect(suggested(site({ users, days: 2 }))).toEqual(['pbx', '1']);
    const crm = from('crm', '192.168.1.20');
    expect(suggested(site({ users: [crm], connected: [['192.168.1.77', 1]] }))).toEqual(['1', '1']);
  });
  it('as ever for what came with the PBX, unless it is seen elsewhere', () => {
    const ami = { enabled: true, users: [account('5', 'crm', true)] };
    expect(suggested(site({ more: { ami }, connected: [['192.168.1.30', 1]] }))).toEqual(['pbx']);
    expect(suggested(site({ more: { ami }, users: [from('crm', '10.8.0.7')] }))).toEqual(['3']);
  });
  it('as ever where the log is not known', () => {
    expect(suggested(without(site({ connected: [['192.168.1.20', 1]] })))).toEqual(['1', '1']);
    expect(suggested(without(site({})))).toEqual(['1', '1']);
  });
});

describe('who would be shut out', () => {
  const users = [onPbx(from('crm', '192.168.1.20', '10.8.0.7')), from('wall', '10.8.0.7')];
  it('each user with the addresses that its network does not hold', () => {
    expect(cutOff(site({ users }), { 5: '1', 6: '1' })).toEqual([
      'AMI user crm signs in from 10.8.0.7 (41 times, last today), this PBX itself (3 times, last yesterday), which is not in the chosen network: what is connected stays until its connection breaks, and is turned down after that.',
      'AMI user wall signs in from 10.8.0.7 (42 times, last today), which is not in the chosen network: what is connected stays until its connection breaks, and is turned down after that.',
    ]);
    expect(cutOff(site({ users }), { 6: '3' })).toEqual([]);
    expect(cutOff(site({ users }), { 6: 'pbx' })).toHaveLength(1);
  });
  it('who is connected with a user that is left is not named; who is connected with one that nobody can tell is', () => {
    const connected = [['192.168.1.20', 1]] as const;
    const told = limited(site({ users, connected }), { 6: '3' });
    expect(told.affected).toEqual([]);
    const plan = limited(site({ users, connected: [...connected, ['192.168.1.30', 1]] }), { 6: '3' });
    expect(plan.affected.map(({ kind, id }) => [kind, id])).toEqual([['place', '192.168.1.30']]);
    const words = (of: Plan) => of.warnings.map(({ says }) => speak(says)).join(' ');
    expect(words(told)).not.toContain('nobody can tell');
    expect(words(plan)).toContain('nobody can tell');
  });
  it('programs on the PBX are warned of where the log does not tell', () => {
    expect(warned(limited(site({ users }), { 6: '3' }))).not.toContain('local');
    expect(warned(limited(site({ users, days: 2 }), { 6: '3' }))).toEqual(expect.arrayContaining(['local', 'log']));
    expect(warned(limited(without(site({ users })), { 6: '3' }))).toContain('local');
    expect(warned(limited(without(site({ users })), { 6: '3' }))).not.toContain('log');
  });
  it('by default nobody of whom the log tells', () => {
    const person = { address: '192.168.1.50', seen: 'direct' } as const;
    const planned = LIMIT_CHOICES['restrict-ami-ari'].suggested(site({ users }), person, '');
    expect(planned.accepted && planned.plan.affected).toEqual([]);
  });
});

describe('a new secret', () => {
  it('stops a program there', () => {
    const parts = site({
      users: [from('crm', '192.168.1.20')],
      connected: [['192.168.1.20', 1]],
      more: { ari: { enabled: true, origins: '', users: [{ id: '1', username: 'crm' }] } },
    });
    const planned = rotateAmiAri.plan(parts, { owners: ['ami:crm', 'ami:wall', 'ari:crm'] }, ASKER);
    if (!planned.accepted) throw new Error(planned.refusal.kind);
    const { affected, warnings } = planned.plan;
    expect(affected.map(({ says }) => speak(says))).toEqual([
      'AMI user crm signs in from 192.168.1.20 (42 times, last today). Whatever signs in with it stays out until the new secret is entered there.',
      'AMI user wall has not signed in for 30 days, as far back as the log reaches. Whatever signs in with it stays out until the new secret is entered there.',
      'ARI user crm: whatever signs in with it stays out until the new secret is entered there.',
    ]);
    expect(warnings.map(({ says }) => speak(says)).join(' ')).not.toContain('nobody can tell');
  });
});

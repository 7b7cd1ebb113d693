/** What a plan shows before it runs: fields that change, and who can connect by what. */
import { describe, expect, it } from 'vitest';
import { changesBetween, reachLines } from '../../../sites/checklist/actions/preview.ts';
import { duration } from '../../../sites/checklist/duration.ts';
import type { FirewallRule, PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { say } from '../../../sites/checklist/message.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import { CLEAN, EVERYTHING, partsWith, rule } from '../../support/facts.ts';
import { inputOf } from './random.ts';

const SYSTEM = { ...CLEAN.system, release: '2026.1.223' };
const withRules = (rules: readonly FirewallRule[], more: Partial<PartData> = {}) =>
  partsWith({ system: SYSTEM, firewall: { ...CLEAN.firewall, rules: [...rules] }, ...more });
const changes = (before: Parts, after: Parts, made: readonly (readonly [string, string])[] = []) =>
  changesBetween(before, after, new Map(made));
const text = (value: string | number) => say('actions.value.text', { value });
const YES = say('actions.value.yes');
const NO = say('actions.value.no');
const OFFICE = rule('3', '10.0.0.0/8', { SIP: true }, { name: 'Office' });
const mixed: FirewallRule = {
  ...OFFICE,
  services: [
    { category: 'WEB', allow: true, ports: [] },
    { category: 'WEB', allow: false, ports: [] },
  ],
};

describe('a rule', () => {
  const change = (is: FirewallRule) => changes(withRules([OFFICE]), withRules([is]));

  it('that stays as it is, is not shown', () => {
    expect(change(OFFICE)).toEqual([]);
  });

  it.each([
    [{ name: 'Home' }, 'name', say('actions.field.name'), text('Office'), text('Home')],
    [{ permit: '10.0.0.0/9' }, 'network', say('actions.field.network'), text('10.0.0.0/8'), text('10.0.0.0/9')],
    [{ neverBlock: true }, 'newer_block_ip', say('actions.field.never-block'), NO, YES],
    [{ localNetwork: true }, 'local_network', say('actions.field.local'), NO, YES],
    [{ priority: 4 }, 'priority', say('actions.field.priority'), text(3), text(4)],
  ] as const)('%j: before and after', (more, field, name, before, after) => {
    expect(change({ ...OFFICE, ...more })).toEqual([
      {
        object: 'rule',
        id: '3',
        label: 'name' in more ? 'Home' : 'Office',
        page: { page: 'firewall-rule', id: '3' },
        fields: [{ field, name, before, after }],
      },
    ]);
  });

  it('shows each box by its own name, ticked, closed, in part, or without rows', () => {
    const box = (is: FirewallRule) => change(is)[0]?.fields;
    expect(box(rule('3', '10.0.0.0/8', { SIP: true, SSH: true }, { name: 'Office' }))).toEqual([
      {
        field: 'SSH',
        name: say('exposure.service.plain', { service: 'SSH' }),
        before: say('actions.value.closed'),
        after: say('actions.value.allowed'),
      },
    ]);
    const states = box(mixed) ?? [];
    expect(states.find(({ field }) => field === 'WEB')?.after).toEqual(say('actions.value.mixed'));
    expect(states.find(({ field }) => field === 'SIP')).toMatchObject({
      before: say('actions.value.allowed'),
      after: say('actions.value.none'),
    });
  });

  it('without a place got one: 2024 has none, and shows none', () => {
    const none = { ...OFFICE, priority: null };
    expect(changes(withRules([none]), withRules([{ ...none, priority: 2 }]))[0]?.fields).toMatchObject([
      { field: 'priority', before: text(''), after: text(2) },
    ]);
    expect(changes(withRules([OFFICE]), withRules([none]))).toEqual([]);
  });

  it('that is new has nothing before, its placeholder as id, and the page of all rules', () => {
    const made = { ...OFFICE, id: '8', name: '', priority: null };
    const [change, ...others] = changes(withRules([]), withRules([made]), [['step1.id', '8']]);
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      object: 'new-rule',
      id: 'step1.id',
      label: '10.0.0.0/8',
      page: { page: 'firewall' },
    });
    expect(change?.fields.map(({ field, before }) => [field, before])).toEqual(
      ['name', 'network', ...Object.keys(EVERYTHING), 'newer_block_ip', 'local_network'].map((field) => [field, null]),
    );
    expect(changes(withRules([]), withRules([made]))[0]?.id).toBe('8');
  });

  it('is none where rules were not read', () => {
    const lost = partsWith({ system: SYSTEM }, { firewall: 'forbidden', fail2ban: 'forbidden' });
    expect(changes(lost, lost)).toEqual([]);
    expect(changes(lost, partsWith({ system: SYSTEM }, { firewall: 'forbidden' }))).toEqual([]);
    expect(changes(partsWith({ system: SYSTEM }, { firewall: 'forbidden' }), lost)).toEqual([]);
    expect(changes(withRules([OFFICE]), partsWith({ system: SYSTEM }, { firewall: 'forbidden' }))).toEqual([]);
  });
});

describe('switches and numbers of bans', () => {
  const off = (part: 'firewall' | 'fail2ban') =>
    partsWith({ system: SYSTEM, [part]: { ...CLEAN[part], enabled: false } });
  const on = partsWith({ system: SYSTEM });

  it.each([
    ['firewall', 'PBXFirewallEnabled'],
    ['fail2ban', 'PBXFail2BanEnabled'],
  ] as const)('%s is a setting of its own', (part, id) => {
    const shown = (before: typeof YES, after: typeof YES) => [
      {
        object: 'setting',
        id,
        label: id,
        page: { page: part },
        fields: [{ field: id, name: say('actions.field.enabled'), before, after }],
      },
    ];
    expect(changes(off(part), on)).toEqual(shown(NO, YES));
    expect(changes(on, off(part))).toEqual(shown(YES, NO));
  });

  it('are in words for people, and come before their switch', () => {
    const numbers = { maxretry: 3, findtime: 3600, bantime: 86_400, whitelist: ['10.0.0.9', '10.0.0.10'] };
    const after = partsWith({ system: SYSTEM, fail2ban: { ...CLEAN.fail2ban, ...numbers, enabled: false } });
    const all = changes(on, after);
    expect(all.map(({ object }) => object)).toEqual(['fail2ban', 'setting']);
    expect(all[0]).toEqual({
      object: 'fail2ban',
      id: 'fail2ban',
      label: '',
      page: { page: 'fail2ban' },
      fields: [
        { field: 'maxretry', name: say('actions.field.maxretry'), before: text(5), after: text(3) },
        { field: 'findtime', name: say('actions.field.findtime'), before: duration(21_600), after: duration(3600) },
        { field: 'bantime', name: say('actions.field.bantime'), before: duration(604_800), after: duration(86_400) },
        {
          field: 'whitelist',
          name: say('actions.field.whitelist'),
          before: text(''),
          after: text('10.0.0.9 10.0.0.10'),
        },
      ],
    });
    expect(changes(on, on)).toEqual([]);
  });
});

describe('who can connect', () => {
  const lines = (before: Parts, after: Parts) =>
    reachLines(reachOf(inputOf(before)), reachOf(inputOf(after)), before, after);
  const line = (before: Parts, after: Parts, service: string) =>
    lines(before, after).find((one) => one.service === service);

  it('is said for each service, by its name', () => {
    const facts = withRules([OFFICE]);
    expect(lines(facts, facts).map(({ service }) => service)).toEqual(Object.keys(EVERYTHING));
    expect(line(facts, facts, 'AJAM')?.name).toEqual(say('exposure.service.ajam.2026'));
    const old = withRules([OFFICE], { system: { ...SYSTEM, release: '2024.1.114' } });
    expect(line(old, old, 'AJAM')?.name).toEqual(say('exposure.service.ajam.2024'));
  });

  it('changes where other addresses get in, not where one more rule lies within a wider one', () => {
    const within = rule('4', '10.1.0.0/16', { SIP: true }, { name: '' });
    expect(line(withRules([OFFICE]), withRules([OFFICE, within]), 'SIP')).toMatchObject({ changes: false });
    expect(line(withRules([within]), withRules([OFFICE, within]), 'SIP')).toMatchObject({
      changes: true,
      before: [{ network: '10.1.0.0/16', by: say('actions.by.rule', { rule: '10.1.0.0/16' }) }],
    });
    expect(line(withRules([OFFICE, within]), withRules([within]), 'SIP')).toMatchObject({
      changes: true,
      before: [{ by: say('actions.by.rule', { rule: 'Office' }) }, { by: { params: { rule: '10.1.0.0/16' } } }],
    });
  });

  it('is by a rule, by a provider, or as everything is open', () => {
    const [trunk] = CLEAN.providers;
    if (trunk === undefined) throw new Error('a provider');
    const facts = withRules([OFFICE], { providers: [{ ...trunk, hosts: ['203.0.113.20'] }] });
    const by = (parts: Parts) => line(parts, parts, 'SIP')?.after.map(({ network, by }) => [network, by]);
    expect(by(facts)).toContainEqual(['203.0.113.20/32', say('actions.by.provider', { provider: 'Provider' })]);
    expect(by(facts)).toContainEqual(['10.0.0.0/8', say('actions.by.rule', { rule: 'Office' })]);
    const open = partsWith({ system: SYSTEM, firewall: { ...CLEAN.firewall, enabled: false } });
    expect(by(open)).toContainEqual(['0.0.0.0/0', say('actions.by.off')]);
    const old = withRules([OFFICE], { system: { ...SYSTEM, release: '2024.1.114' } });
    expect(by(old)).toContainEqual(['::/0', say('actions.by.ipv6')]);
  });

  it('counts the public addresses', () => {
    const office = withRules([rule('4', '45.83.12.0/24', { SIP: true })]);
    expect(line(office, office, 'SIP')?.after).toMatchObject([{ network: '45.83.12.0/24', publicAddresses: 256 }]);
  });
});

/** What is suggested to a person: their networks, where they come from, the level. */
import { describe, expect, it } from 'vitest';
import { closeWebCtiChoices } from '../../../sites/checklist/actions/choices/close-web-cti.ts';
import { CHOICES } from '../../../sites/checklist/actions/choices/index.ts';
import { networksOfOurs } from '../../../sites/checklist/actions/choices/networks.ts';
import {
  advisedLevel,
  setFail2banLevelChoices,
  type LevelChoice,
} from '../../../sites/checklist/actions/choices/set-fail2ban-level.ts';
import { narrowRules } from '../../../sites/checklist/actions/narrow.ts';
import type { PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { say } from '../../../sites/checklist/message.ts';
import { CLEAN, EVERYTHING, NOW, partsWith, rule } from '../../support/facts.ts';

const SYSTEM = { ...CLEAN.system, release: '2026.1.223' };
const WEAK = { enabled: true, banning: true, maxretry: 20, findtime: 600, bantime: 600, whitelist: [] };
const STRONG = { ...WEAK, maxretry: 5, findtime: 21_600, bantime: 604_800 };
const partsOf = (more: Partial<PartData> = {}) => partsWith({ system: SYSTEM, ...more });
const withRules = (...rules: PartData['firewall']['rules']) => ({ firewall: { ...CLEAN.firewall, rules } });
const attested = (subject: string, answer: 'yes' | 'no', item = 'own-network') => ({
  item,
  subject,
  answer,
  by: 'admin',
  at: '2026-11-01T00:00:00+00:00',
  expiresAt: '2027-11-01T00:00:00+00:00',
  note: '',
});
const onInterfaces = (...addresses: string[]) => ({
  network: { ...CLEAN.network, interfaces: [{ name: 'eth0', addresses, internet: true, vpn: false }] },
});
const phone = (account: string, address: string, userAgent = 'Yealink') => ({ account, address, userAgent });
const OPEN = rule('7', '0.0.0.0/0', EVERYTHING);
/** Reached from the internet: the level is to be strict. */
const PUBLIC = { ...withRules(OPEN), ...onInterfaces('8.8.8.8/24') };

describe('what could be chosen instead of what is refused', () => {
  const person = { address: '192.168.1.50', seen: 'direct' } as const;
  const possible = (more: Partial<PartData>) =>
    CHOICES['restrict-internet'].possible(partsOf({ ...withRules(OPEN), ...more }), person);
  const literal = { providers: CLEAN.providers.map((provider) => ({ ...provider, host: '46.4.8.15' })) };

  it('is to keep who is not decided yet', () => {
    const planned = possible({ ...literal, devices: [phone('201', '177.40.12.9')] });
    expect(planned.accepted && planned.plan.steps).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'firewall.create', network: '177.40.12.9' })]),
    );
  });

  it('is to leave SIP open where nobody knows from where a provider calls', () => {
    const planned = possible({});
    expect(planned.accepted && planned.plan.warnings.map(({ id }) => id)).toContain('sip');
    const closed = possible(literal);
    expect(closed.accepted && closed.plan.warnings.map(({ id }) => id)).not.toContain('sip');
  });

  it('is nothing where there is nothing to do', () => {
    expect(possible(withRules(rule('1', '192.168.1.0/24', EVERYTHING)))).toMatchObject({ accepted: false });
  });
});

describe('networks that are probably ours', () => {
  const networks = (parts: Parts, action: keyof typeof CHOICES = 'close-web-cti') =>
    CHOICES[action].networks(parts).map(({ network, isSure }) => [network, isSure]);

  it('are on interfaces, confirmed by a person, or narrow rules, in this order, each once', () => {
    const parts = partsOf({
      ...withRules(
        rule('1', '192.168.1.0/24', EVERYTHING, { name: 'LAN' }),
        rule('2', '45.83.64.7', { WEB: true }, { name: '', localNetwork: true }),
        rule('3', '10.9.0.0/16', { WEB: true }, { name: 'Branch' }),
        OPEN,
        rule('8', '10.20.0.0/24,10.21.0.0/24', { WEB: true }),
        rule('9', 'office.example', { WEB: true }),
      ),
      attestations: [
        attested('10.8.0.0/24', 'yes'),
        attested('10.7.0.0/24', 'no'),
        attested('10.6.0.0/24', 'yes', 'another-item'),
      ],
    });
    expect(networksOfOurs(parts)).toEqual([
      { network: '192.168.1.0/24', because: 'attached', why: say('actions.ours.attached'), isSure: true },
      { network: '10.8.0.0/24', because: 'confirmed', why: say('actions.ours.confirmed'), isSure: true },
      {
        network: '45.83.64.7/32',
        because: 'rule',
        why: say('actions.ours.rule', { rule: '45.83.64.7' }),
        isSure: true,
      },
      { network: '10.9.0.0/16', because: 'rule', why: say('actions.ours.rule', { rule: 'Branch' }), isSure: false },
    ]);
  });

  it('need nothing to be read', () => {
    const lost = {
      network: 'forbidden',
      attestations: 'forbidden',
      firewall: 'forbidden',
      system: 'forbidden',
    } as const;
    expect(networksOfOurs(partsWith({}, lost))).toEqual([]);
  });

  it('are none of one cable, nor IPv6 on a release whose rules do not know it', () => {
    const lines = onInterfaces('169.254.7.7/16', 'fe80::7/64', 'fd12::7/64', '10.1.1.1/24');
    expect(networks(partsOf(lines))).toContainEqual(['fd12::/64', true]);
    expect(networks(partsOf(lines)).map(([network]) => network)).not.toContain('169.254.0.0/16');
    expect(networks(partsOf(lines)).map(([network]) => network)).not.toContain('fe80::/64');
    const old = partsOf({ ...lines, system: { ...SYSTEM, release: '2024.1.114' } });
    expect(networks(old)).toEqual([
      ['10.1.1.0/24', true],
      ['192.168.1.0/24', true],
    ]);
  });

  it('are exempt from bans of themselves only where phones come from there, if any are seen', () => {
    const bans = (...devices: PartData['devices']) => networks(partsOf({ devices }), 'set-fail2ban-level');
    expect(bans()).toEqual([['192.168.1.0/24', true]]);
    expect(bans(phone('201', '192.168.1.77'))).toEqual([['192.168.1.0/24', true]]);
    expect(bans(phone('201', '203.0.113.9'), phone('202', 'home.example'))).toEqual([['192.168.1.0/24', false]]);
    const remote = partsOf({
      ...withRules(rule('1', '192.168.1.0/24', EVERYTHING)),
      devices: [phone('201', '203.0.113.9')],
    });
    expect(networks(remote, 'set-fail2ban-level')).toEqual([['192.168.1.0/24', false]]);
    expect(networks(remote)).toEqual([['192.168.1.0/24', true]]);
  });

  it('hide nobody: where a router hides strangers its network is not exempt of itself', () => {
    const hidden = {
      ...withRules(rule('1', '192.168.1.0/24', EVERYTHING, { localNetwork: true })),
      devices: [phone('201', '192.168.1.1', 'Yealink'), phone('202', '192.168.1.1', 'Snom')],
    };
    expect(networks(partsOf(hidden), 'set-fail2ban-level')).toEqual([['192.168.1.0/24', false]]);
    expect(networks(partsOf(hidden))).toEqual([['192.168.1.0/24', true]]);
    const byRule = partsOf({ ...hidden, ...onInterfaces('10.1.1.1/24') });
    expect(networks(byRule, 'set-fail2ban-level')).toContainEqual(['192.168.1.0/24', false]);
    expect(networks(byRule)).toContainEqual(['192.168.1.0/24', true]);
  });
});

const SOMEBODY = { address: '192.168.1.50', seen: 'direct' } as const;

describe('those that are ticked at first', () => {
  const closing = (parts: Parts) => closeWebCtiChoices.ours(parts, closeWebCtiChoices.first(parts, SOMEBODY));
  const bans = (parts: Parts, change: Partial<LevelChoice> = {}) =>
    setFail2banLevelChoices.ours(parts, { ...setFail2banLevelChoices.first(parts, SOMEBODY), ...change });

  it('are the sure ones', () => {
    const parts = partsOf({ ...withRules(rule('1', '10.9.0.0/16', { WEB: true })), fail2ban: WEAK });
    expect(closing(parts)).toEqual(['192.168.1.0/24']);
    expect(bans(parts)).toEqual(['192.168.1.0/24']);
  });

  it('for bans only where somebody is banned sooner than before', () => {
    expect(bans(partsOf({ fail2ban: WEAK }))).toEqual(['192.168.1.0/24']);
    expect(bans(partsOf({ fail2ban: WEAK }), { level: null })).toEqual([]);
    expect(bans(partsOf({ fail2ban: STRONG }))).toEqual([]);
    expect(closing(partsOf({ fail2ban: STRONG }))).toEqual(['192.168.1.0/24']);
  });
});

describe('where the person comes from', () => {
  const from = (
    parts: Parts,
    address: string,
    action: 'close-web-cti' | 'set-fail2ban-level' = 'set-fail2ban-level',
    seen: 'direct' | 'gateway' = 'direct',
  ) => {
    const person = { address, seen };
    return action === 'close-web-cti'
      ? closeWebCtiChoices.from(parts, closeWebCtiChoices.first(parts, person), person)
      : setFail2banLevelChoices.from(parts, setFail2banLevelChoices.first(parts, person), person);
  };
  const weak = partsOf({ fail2ban: WEAK });

  it('is the network around them, for closing; nothing where an own network holds them', () => {
    expect(from(weak, '10.8.0.6', 'close-web-cti')).toBe('10.8.0.0/24');
    expect(from(weak, '192.168.1.50', 'close-web-cti')).toBe('');
    expect(from(weak, '203.0.113.9', 'close-web-cti')).toBe('');
  });

  it('is their own address where bans get stricter: one phone with an old password would lock them out', () => {
    expect(from(weak, '203.0.113.9')).toBe('203.0.113.9');
    expect(from(weak, '10.8.0.6')).toBe('10.8.0.0/24');
    expect(from(partsOf({ fail2ban: STRONG }), '203.0.113.9')).toBe('');
    expect(from(weak, 'nobody')).toBe('');
    expect(from(weak, '8.8.8.8', 'set-fail2ban-level', 'gateway')).toBe('');
  });

  it('is their address where their network hides strangers, and nothing where that does', () => {
    const devices = [phone('201', '10.8.0.1', 'Yealink'), phone('202', '10.8.0.1', 'Snom')];
    const parts = partsOf({ fail2ban: WEAK, devices });
    expect(from(parts, '10.8.0.6')).toBe('10.8.0.6');
    expect(from(parts, '10.8.0.1')).toBe('');
  });

  it('is their address where no rule can be made for their network', () => {
    const container = { kind: 'docker', network: 'host', bouncer: null } as const;
    const parts = partsOf({ fail2ban: WEAK, system: { ...SYSTEM, container } });
    expect(from(parts, '10.8.0.6')).toBe('10.8.0.6');
  });
});

describe('the level', () => {
  it.each([
    ['closed, weak', { fail2ban: WEAK }, 'normal'],
    ['open, weak', { ...PUBLIC, fail2ban: WEAK }, 'strong'],
    ['closed, strong', { fail2ban: STRONG }, 'strong'],
    ['open, own numbers that are strict enough', { ...PUBLIC, fail2ban: { ...STRONG, maxretry: 4 } }, null],
    [
      'open, paranoid',
      { ...PUBLIC, fail2ban: { ...WEAK, maxretry: 3, findtime: 86_400, bantime: 2_592_000 } },
      'paranoid',
    ],
  ] as const)('%s: %j', (_, more, level) => {
    expect(advisedLevel(partsOf(more))).toBe(level);
  });

  it('is the strict one where nobody knows who can connect', () => {
    expect(advisedLevel(partsWith({ system: SYSTEM, fail2ban: WEAK }, { firewall: 'forbidden' }))).toBe('strong');
    expect(advisedLevel(partsWith({ system: SYSTEM }, { fail2ban: 'forbidden' }))).toBe('normal');
  });
});

describe('what is chosen at first', () => {
  it('is to close all that can be, and keep rules for few and what is stricter', () => {
    const parts = partsOf({ ...withRules(OPEN, rule('3', '45.83.64.7', { WEB: true })), fail2ban: WEAK });
    expect(closeWebCtiChoices.first(parts, SOMEBODY)).toEqual({
      services: ['WEB', 'SSH', 'AMI', 'AJAM'],
      keeps: ['3'],
      ours: null,
      from: null,
    });
    expect(setFail2banLevelChoices.first(parts, SOMEBODY)).toEqual({
      level: 'strong',
      keepsStricter: true,
      tidies: true,
      ours: null,
      from: null,
    });
  });

  it('is what the plan is made of, unless the person says otherwise', () => {
    const parts = partsOf({ ...withRules(OPEN), fail2ban: WEAK });
    const closing = (change: Partial<Parameters<typeof closeWebCtiChoices.plan>[1]>) => {
      const choice = { ...closeWebCtiChoices.first(parts, SOMEBODY), ...change };
      const planned = closeWebCtiChoices.plan(parts, choice, SOMEBODY, 'Mine');
      if (!planned.accepted) throw new Error(planned.refusal.kind);
      return planned.plan;
    };
    expect(closing({}).asker.networks).toEqual(['192.168.1.0/24']);
    expect(closing({ ours: ['10.8.0.0/24'], from: ' 192.168.0.0/16 ' }).asker.networks).toEqual([
      '192.168.0.0/16',
      '10.8.0.0/24',
    ]);
    expect(closing({ services: ['SSH'] }).stops.map(({ id }) => id)).toEqual(['ssh']);
    expect(closing({}).steps).toContainEqual(expect.objectContaining({ description: 'Mine' }));
    expect(closeWebCtiChoices.suggested(parts, SOMEBODY, 'Mine')).toEqual({ accepted: true, plan: closing({}) });
    const levels = setFail2banLevelChoices;
    const chosen = { ...levels.first(parts, SOMEBODY), from: '', ours: ['10.8.0.0/24'], level: 'paranoid' as const };
    const bans = levels.plan(parts, chosen, SOMEBODY, 'Mine');
    if (!bans.accepted) throw new Error(bans.refusal.kind);
    expect(bans.plan.asker.networks).toEqual(['10.8.0.0/24']);
    expect(bans.plan.steps).toContainEqual(expect.objectContaining({ description: 'Mine', newer_block_ip: true }));
    expect(bans.plan.steps).toContainEqual(expect.objectContaining({ maxretry: 3 }));
  });
});

describe('rules for few, which stay', () => {
  const narrow = (permit: string, attestations: PartData['attestations'] = [], now = NOW) =>
    narrowRules(partsOf({ ...withRules(rule('3', permit, {})), attestations, system: { ...SYSTEM, now } })).length ===
    1;

  it.each([
    ['45.83.12.0/24', true],
    ['45.83.12.0/23', false],
    ['10.0.0.0/8', true],
    ['0.0.0.0/0', false],
    ['45.83.12.7,45.83.12.9', true],
    ['45.83.12.7,0.0.0.0/1', false],
    ['10.0.0.0/33', false],
    ['office.example', true],
    [' office.example ', true],
    ['office', false],
    ['a b.example', false],
    [`${'a.'.repeat(126)}a`, true],
    [`${'a.'.repeat(127)}a`, false],
  ])('%s: %j', (permit, expected) => {
    expect(narrow(permit)).toBe(expected);
  });

  it('unless somebody called them foreign, and still means it', () => {
    expect(narrow('10.9.0.0/16', [attested('10.9.0.0/16', 'no')])).toBe(false);
    expect(narrow('10.9.0.0/16', [attested('10.9.0.0/16', 'yes')])).toBe(true);
    expect(narrow('10.9.0.0/16', [attested('10.9.0.0/16', 'no')], '2030-01-01T00:00:00+00:00')).toBe(true);
  });

  it('are none where rules were not read', () => {
    expect(narrowRules(partsWith({}, { firewall: 'forbidden' }))).toEqual([]);
    const lost = partsWith(
      { ...withRules(rule('3', '10.9.0.0/16', {})), attestations: [attested('10.9.0.0/16', 'no')] },
      { system: 'forbidden' },
    );
    // Without a clock nobody can tell whether a confirmation still holds.
    expect(narrowRules(lost)).toHaveLength(1);
  });
});

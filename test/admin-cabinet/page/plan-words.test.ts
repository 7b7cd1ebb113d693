/** What is suggested, what an undo would put back, and the journal in words, of any JSON that may be in it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tell } from '../../../sites/admin-cabinet/page/plan/journal-words.ts';
import { CHOICES } from '../../../sites/checklist/actions/choices/index.ts';
import { networksOfOurs } from '../../../sites/checklist/actions/choices/networks.ts';
import { advisedLevel } from '../../../sites/checklist/actions/choices/set-fail2ban-level.ts';
import { clock, roughly } from '../../../sites/admin-cabinet/page/plan/time.ts';
import { partsUndone, undoneObjects } from '../../../sites/admin-cabinet/page/plan/undo-preview.ts';
import { CONSOLE_UNDO } from '../../../sites/admin-cabinet/page/plan/words.ts';
import { offerOf, withOffers } from '../../../sites/checklist/actions/offered.ts';
import { audit } from '../../../sites/checklist/audit.ts';
import { digestOfPart } from '../../../sites/checklist/facts/digest.ts';
import type { PartData, PartName, Parts } from '../../../sites/checklist/facts/types.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import type { JournalEntry } from '../../../sites/pbx/module-api.ts';
import { factsOf, SCENARIO_NAMES, SCENARIOS, type ScenarioName } from '../../../sites/sandbox/index.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const speak = speaker(LOCALES.en);
const factsFor = (name: ScenarioName) => factsOf(SCENARIOS[name](NOW), 'http://x', NOW);
const DIRECT = { address: '192.168.1.20', seen: 'direct' } as const;

function withPart<P extends PartName>(parts: Parts, name: P, data: PartData[P]): Parts {
  return { ...parts, [name]: { state: 'known', readAt: '', source: 'module', digest: digestOfPart(name, data), data } };
}

describe('choices', () => {
  it.each(SCENARIO_NAMES)('%s: what is chosen at first is a plan or a refusal that is true', (name) => {
    const { parts } = factsFor(name);
    for (const choices of Object.values(CHOICES)) {
      const planned = choices.suggested(parts, DIRECT, 'Own network');
      const found = planned.accepted ? 'accepted' : planned.refusal.kind;
      expect([
        'accepted',
        'nothing-to-do',
        'container',
        'not-a-person',
        'unknown',
        'no-rules',
        'cannot-exempt',
        'undecided',
        'ask-provider',
        'asked',
      ]).toContain(found);
    }
  });

  it('networks of the PBX are ticked, narrow rules are offered, confirmed ones count', () => {
    const { parts } = factsFor('hardened-2026');
    const confirmed = {
      item: 'own-network',
      subject: '10.9.0.0/24',
      answer: 'yes',
      by: 'anna',
      at: '',
      expiresAt: '',
      note: '',
    };
    const all = networksOfOurs(withPart(parts, 'attestations', [confirmed]));
    expect(all.map(({ network }) => network)).toContain('10.9.0.0/24');
    expect(new Set(all.map(({ network }) => network)).size).toBe(all.length);
    expect(all.every(({ network }) => network !== '0.0.0.0/0' && network !== '::/0')).toBe(true);
  });

  it.each([
    ['breached-2024', ['192.168.7.0/24']],
    ['hardened-2026', ['192.168.7.0/24', '2001:db8:7::/64']],
  ] as const)('on %s only what a rule can hold is suggested, and nobody comes from a link', (scenario, expected) => {
    const { parts } = factsFor(scenario);
    const addresses = ['192.168.7.2/24', '169.254.8.1/16', 'fe80::2/64', '2001:db8:7::2/64'];
    const network = {
      interfaces: [{ name: 'eth0', addresses, internet: true, vpn: false }],
      routes: [],
      topology: 'private' as const,
      externalAddress: '',
      externalHost: '',
    };
    const firewall = parts.firewall.state === 'known' ? { ...parts.firewall.data, rules: [] } : null;
    if (firewall === null) throw new Error('no firewall');
    const alone = withPart(withPart(withPart(parts, 'network', network), 'firewall', firewall), 'attestations', []);
    expect(networksOfOurs(alone).map((suggestion) => suggestion.network)).toEqual(expected);
  });

  it('the level is the one that the checklist asks for, and never laxer or stricter than needed', () => {
    const { parts } = factsFor('breached-2024');
    expect(advisedLevel(parts)).toBe('strong');
    const with3 = (maxretry: number, findtime: number, bantime: number) =>
      withPart(parts, 'fail2ban', { enabled: true, banning: true, maxretry, findtime, bantime, whitelist: [] });
    expect(advisedLevel(with3(10, 3600, 86_400))).toBe('strong');
    expect(advisedLevel(with3(5, 21_600, 604_800))).toBe('strong');
    expect(advisedLevel(with3(3, 86_400, 2_592_000))).toBe('paranoid');
    // Numbers of one's own that are strict enough stay.
    expect(advisedLevel(with3(4, 21_600, 604_800))).toBeNull();
  });

  it('"fix" stands where something is wrong and can be fixed, also where the problem is only mentioned', () => {
    const facts = factsFor('factory-2026');
    const report = audit(facts, { tool: { name: 'x', version: '1' } });
    const fixes = report.results.flatMap((result) => {
      const offer = offerOf(result, facts, DIRECT);
      return offer.kind === 'fix' ? [`${result.id}: ${offer.action}`] : [];
    });
    expect(fixes).toEqual([
      'firewall-trusted-subnets: restrict-internet',
      'web-cti-closed: close-web-cti',
      'web-password: change-web-password',
      'auth-username: set-auth-username',
      'fail2ban: set-fail2ban-level',
      'ami-ari-access: restrict-ami-ari',
    ]);
    const told = withOffers(report, facts).results.flatMap(({ id, action }) =>
      action === null ? [] : [`${id}: ${action}`],
    );
    expect(told).toEqual(fixes);
  });
});

const entry = (action: string, details: JournalEntry['details']): JournalEntry => ({
  id: 1,
  at: '2026-11-20T10:00:00Z',
  person: 'anna',
  address: '10.0.0.1',
  action,
  details,
});
const told = (action: string, details: JournalEntry['details'] = {}) => {
  const { says, more } = tell(entry(action, details), factsFor('breached-2024').parts);
  return [says, ...more].map(speak).join(' | ');
};

describe('the journal', () => {
  it.each([
    ['waivers', { check: 'fail2ban', reason: 'later' }, 'Accepted a risk (fail2ban) | later'],
    ['passwords/prove', { which: 'web', outcome: 'matched' }, 'Typed a password to have it compared | it was right'],
    ['plans', { plan: 'a', action: 'close-web-cti' }, 'Applied: Close the web interface and CTI'],
    ['plan/step', { step: 2, kind: 'firewall.patch', id: 3 }, 'Step 2: rule number 3'],
    [
      'plan/step',
      { step: 1, kind: 'firewall.create', network: '10.0.0.0', subnet: 8 },
      'Step 1: new rule for 10.0.0.0/8',
    ],
    ['plan/goes-back', { reason: 'too-late', detail: '' }, 'Goes back | nobody confirmed in time'],
    ['plan/undone', { reason: 'unheard-of' }, 'Everything is as before | unheard-of'],
    ['plan/done', { after: { 'rule:2': {}, 'rule-order': {} } }, 'Done: the changes are in force | Rule "Internet"'],
    [
      'plan/done',
      { after: { 'rule:2': {} }, connected: 3 },
      'Done: the changes are in force | Rule "Internet" | 3 are still connected over what was closed',
    ],
    ['plan/done', { connected: 0 }, 'Done: the changes are in force | nobody was still connected over what was closed'],
    [
      'plan/done',
      { connected: 'unknown' },
      'Done: the changes are in force | who was still connected could not be read',
    ],
    ['plan/done', { connected: ['x'] }, 'Done: the changes are in force'],
    ['plan/step', { step: 1, kind: 'undo', object: 'rule:2' }, 'Step 1: put back: Rule "Internet"'],
    ['plan/step', { step: 3, kind: 'account.secret', number: '204' }, 'Step 3: renewed: Password of extension 204'],
    ['plan/step', { step: 3, kind: 'ami.secret', id: 3 }, 'Step 3: renewed: Secret of AMI user number 3'],
    [
      'plan/step',
      { step: 3, to: 4, kind: 'account.secret', all: ['204', '205'] },
      'Steps 3 to 4: renewed: 2 passwords',
    ],
    [
      'plan/step',
      { step: 1, to: 3, kind: 'undo', all: ['secret:sip:1', 'secret:sip:2', 'secret:sip:3'] },
      'Steps 1 to 3: put back: 3 passwords',
    ],
    ['plan/step', { step: 3, kind: 'sip.suffix' }, 'Step 3: renewed: Login names of phones'],
    ['plan/step', { step: 1, kind: 'undo', object: 'secret:ari:1' }, 'Step 1: put back: Secret of ARI user number 1'],
    [
      'plan/done',
      { reason: 'changed-meanwhile', objects: { 'rule:2': 'other' } },
      'Confirmed, but not everything is as planned | somebody changed settings before it was confirmed',
    ],
    ['plan/missed', { step: 2, detail: '422 no' }, 'Step 2 did not work out: 422 no'],
    [
      'plan/undone',
      { reason: 'too-late', objects: { 'rule:2': 'left' } },
      'Put back; somebody else changed something meanwhile | nobody confirmed in time',
    ],
    ['something/new', {}, 'something/new'],
  ])('%s %o', (action, details, words) => {
    expect(told(action, details)).toBe(words);
  });

  it('details that are damaged break nothing', () => {
    for (const action of ['waivers', 'plans', 'plan/step', 'plan/done', 'last-judged', 'plan/begins', 'plan/undone']) {
      for (const details of [null, {}, { reason: [], after: 7, score: 'x', action: {}, step: null, kind: 9 }]) {
        expect(told(action, details)).not.toBe('');
      }
    }
  });
});

describe('an undo', () => {
  const { parts } = factsFor('breached-2024');
  const rule = parts.firewall.state === 'known' ? parts.firewall.data.rules.find(({ id }) => id === '2') : undefined;
  if (rule === undefined) throw new Error('no rule');
  const allowed = rule.services.filter(({ allow }) => allow).map(({ category }) => category);
  const { name, permit, neverBlock, localNetwork: local } = rule;
  const after = { there: true, permit, name, neverBlock, local, allowed, mixed: [] };
  const objects = (before: object, is: object, key = 'rule:2') =>
    undoneObjects(entry('plan/done', { plan: 'a', before: { [key]: before }, after: { [key]: is } }), parts);

  it('names what differs, in the words of the cabinet', () => {
    const [one] = objects({ ...after, allowed: [] }, after);
    expect(one?.isChanged).toBe(false);
    expect(one?.fields.map(({ name, now, then }) => [name, now, then].map(speak))).toEqual([
      ['Allowed', expect.stringContaining('CTI client 4.0'), '–'],
    ]);
  });

  it('names the limits of the web interface, and sees that somebody changed them', () => {
    const newest = factsFor('newest-2026').parts;
    const key = 'setting:PBXSecurityMode';
    const of = (before: unknown, is: unknown, held: Parts) =>
      undoneObjects(
        entry('plan/done', { plan: 'a', before: { [key]: { mode: before } }, after: { [key]: { mode: is } } }),
        held,
      );
    const [one] = of('relaxed', 'balanced', newest);
    expect([one?.isChanged, one && speak(one.name)]).toEqual([false, 'Limits of the web interface (security mode)']);
    expect(one?.fields.map(({ name, now, then }) => [name, now, then].map(speak))).toEqual([
      ['As with the level', 'Normal', 'Weak'],
      ['Pages a minute, from one address', '240', '360'],
      ['Requests a minute, from one address', '500', '800'],
      ['Shut out at first for', '2 minutes', '1 minute'],
      ['Refuses what looks like an attack', 'yes', 'no'],
    ]);
    expect(of('balanced', 'strict', newest)[0]?.fields).toHaveLength(4);
    expect(of('relaxed', 'strict', newest)[0]?.isChanged).toBe(true);
    // Facts that cannot tell it say nothing of a change.
    expect(of('relaxed', 'strict', parts)[0]?.isChanged).toBe(false);
    expect(of('relaxed', 7, newest)[0]?.fields.map(({ now }) => speak(now))).toEqual(['7']);
    const undone = partsUndone(entry('plan/done', { before: { [key]: { mode: 'strict' } } }), newest);
    expect(undone.fail2ban).toMatchObject({ data: { securityMode: 'strict' } });
    expect(told('plan/step', { step: 2, kind: 'fail2ban.mode', mode: 'strict' })).toContain('180 pages');
    expect(told('plan/step', { step: 2, kind: 'undo', object: key })).toContain('Limits of the web interface');
  });

  it('names the rules whose network a program is bound to', () => {
    const key = 'ami-network:1';
    const of = (network: string | null) =>
      objects({ there: true, network }, { there: true, network: '2' }, key)[0]?.fields.map(({ now, then }) =>
        [now, then].map(speak),
      );
    const named = `Rule "${rule.name}"`;
    expect(of(null)).toEqual([[named, 'from anywhere']]);
    expect(of('99')).toEqual([[named, 'rule 99, which is not there any more']]);
  });

  it('of a secret says that the old one comes back, and neither of them', () => {
    const [one] = objects({ there: true, print: 'aa' }, { there: true, print: 'bb' }, 'secret:sip:204');
    expect(one && speak(one.name)).toBe('Password of extension 204');
    expect(one?.fields.map(({ name, now, then }) => [name, now, then].map(speak))).toEqual([
      ['Secret', 'the new one', 'the old one'],
    ]);
  });

  it('knows the list of Fail2Ban however it is written', () => {
    const held = (whitelistText: string): Parts => {
      const { fail2ban } = parts;
      if (fail2ban.state === 'unknown') throw new Error('no Fail2Ban');
      return { ...parts, fail2ban: { ...fail2ban, data: { ...fail2ban.data, whitelistText } } };
    };
    const { maxretry, findtime, bantime } = { maxretry: 20, findtime: 600, bantime: 600 };
    const is = {
      there: true,
      maxretry,
      findtime,
      bantime,
      whitelist: ['62.176.12.44/32', '2001:db8::1/128', 'no-network'],
    };
    const isChanged = (text: string) => {
      const told = entry('plan/done', { before: { fail2ban: { ...is, whitelist: [] } }, after: { fail2ban: is } });
      return undoneObjects(told, held(text))[0]?.isChanged;
    };
    expect(isChanged('62.176.12.44 2001:db8:0::1 no-network')).toBe(false);
    expect(isChanged('no-network, 62.176.12.44/32;2001:DB8::1/128\n62.176.12.44')).toBe(false);
    expect(isChanged('62.176.12.45 2001:db8::1 no-network')).toBe(true);
    expect(isChanged('62.176.12.0/24 2001:db8::1 no-network')).toBe(true);
  });

  it('sees that somebody changed an object, or removed it', () => {
    expect(objects(after, { ...after, name: 'Other' })[0]?.isChanged).toBe(true);
    expect(objects(after, { ...after, allowed: ['SIP'] })[0]?.isChanged).toBe(true);
    expect(objects(after, after, 'rule:99')[0]?.isChanged).toBe(true);
    expect(objects(after, { ...after, allowed: [...allowed].reverse() })[0]?.isChanged).toBe(false);
  });

  it('a rule that the plan made goes; the order of the rules is no object for persons', () => {
    const [one] = objects({ there: false }, after, 'rule:step1');
    expect(one?.fields.slice(0, 1).map(({ now, then }) => [now, then].map(speak))).toEqual([['exists', 'not there']]);
    expect(one && speak(one.name)).toBe(`New rule "${after['name']}"`);
    expect(objects({ 1: '1' }, { 1: '2' }, 'rule-order')).toEqual([]);
  });

  it('a rule that somebody deleted comes back, with its name, its network and who gets in by it', () => {
    const name = 'Branch';
    const gone = { ...after, name, permit: '10.77.0.0/16', allowed: ['WEB'] };
    const [one] = objects(gone, { there: false }, 'rule:77');
    expect([one?.isChanged, one && speak(one.name)]).toEqual([false, 'Rule "Branch"']);
    expect(one?.fields.map(({ now, then }) => [now, then].map(speak))).toEqual([
      ['not there', 'exists'],
      ['–', '10.77.0.0/16'],
      ['–', 'WEB'],
    ]);
    const undone = partsUndone(
      entry('plan/done', { before: { 'rule:77': gone }, after: { 'rule:77': { there: false } } }),
      parts,
    );
    const back =
      undone.firewall.state === 'known' ? undone.firewall.data.rules.find(({ id }) => id === '77') : undefined;
    expect(back).toMatchObject({ name, permit: '10.77.0.0/16' });
    expect(back?.services.filter(({ allow }) => allow).map(({ category }) => category)).toEqual(['WEB']);
    expect(back?.services.every(({ ports }) => ports.length > 0 || parts.modules.state === 'known')).toBe(true);
  });

  it('a rule that the plan made lets nobody in afterwards: the journal knows it by its step, the facts by its id', () => {
    const details = { before: { 'rule:step1': { there: false } }, after: { 'rule:step1': { ...after } } };
    const rules = (undone: Parts) => (undone.firewall.state === 'known' ? undone.firewall.data.rules : []);
    const then = rules(partsUndone(entry('plan/done', details), parts));
    expect(then).toEqual(rules(parts).filter(({ id }) => id !== '2'));
    const other = { ...details, after: { 'rule:step1': { ...after, permit: '198.51.100.0/28' } } };
    expect(rules(partsUndone(entry('plan/done', other), parts))).toEqual(rules(parts));
  });

  it('shows what the PBX holds afterwards: boxes, networks, a rule that goes, numbers and switches', () => {
    const bans = { there: true, maxretry: 9, findtime: 99, bantime: 999, whitelist: ['10.0.0.1', '10.0.0.2'] };
    const before = {
      'rule:2': { ...after, permit: '10.0.0.0/8', neverBlock: !neverBlock, allowed: ['SIP'] },
      'rule:1': { there: false },
      fail2ban: bans,
      'setting:PBXFirewallEnabled': { there: true, on: false },
      'setting:PBXFail2BanEnabled': { there: true, on: false },
    };
    const then = partsUndone(entry('plan/done', { before, after: {} }), parts);
    if (then.firewall.state === 'unknown' || then.fail2ban.state === 'unknown') throw new Error('not known');
    const { enabled, rules } = then.firewall.data;
    const two = rules.find(({ id }) => id === '2');
    expect(enabled).toBe(false);
    expect(rules.map(({ id }) => id)).not.toContain('1');
    expect(two).toMatchObject({ permit: '10.0.0.0/8', neverBlock: !neverBlock });
    expect([...new Set(two?.services.flatMap((one) => (one.allow ? [one.category] : [])))]).toEqual(['SIP']);
    expect(then.fail2ban.data).toMatchObject({
      enabled: false,
      maxretry: 9,
      findtime: 99,
      bantime: 999,
      whitelist: bans.whitelist,
      whitelistText: '10.0.0.1 10.0.0.2',
    });
  });

  it('is judged by the rules in force as they will be, and by none where they are not what the cabinet says', () => {
    const hardened = factsFor('hardened-2026');
    const { firewall } = hardened.parts;
    if (firewall.state === 'unknown') throw new Error('not known');
    const [first] = firewall.data.rules;
    const key = `rule:${first?.id ?? ''}`;
    const was = { there: true, permit: '0.0.0.0/0', neverBlock: false, allowed: ['WEB'] };
    const details = { before: { [key]: was }, after: { [key]: was } };
    const scoreOf = (of: Parts) => audit({ ...hardened, parts: of }, { tool: { name: '', version: '' } });
    const then = partsUndone(entry('plan/done', details), hardened.parts);
    expect(then.runningRules).toMatchObject({ state: 'known' });
    expect(then.runningRules).not.toEqual(hardened.parts.runningRules);
    const web = scoreOf(then).results.find(({ id }) => id === 'web-cti-closed');
    expect(web?.verdict).toBe('fail');
    expect(scoreOf(hardened.parts).results.find(({ id }) => id === 'web-cti-closed')?.verdict).toBe('pass');
    const strange = withPart(hardened.parts, 'runningRules', { v4: ['-P INPUT ACCEPT'], v6: ['-P INPUT ACCEPT'] });
    expect(partsUndone(entry('plan/done', details), strange).runningRules.state).toBe('unknown');
    const bans = { before: { 'setting:PBXFail2BanEnabled': { there: true, on: false } }, after: {} };
    expect(partsUndone(entry('plan/done', bans), hardened.parts).runningRules).toBe(hardened.parts.runningRules);
  });

  it.each([null, {}, { before: 1 }, { before: { fail2ban: { maxretry: 'x', whitelist: 3 }, 'rule:2': 7 } }])(
    'leaves everything as it is for damaged details: %o',
    (details) => {
      const then = partsUndone(entry('plan/done', details), parts);
      expect([then.firewall, then.fail2ban].map((part) => 'data' in part && part.data)).toEqual(
        [parts.firewall, parts.fail2ban].map((part) => 'data' in part && part.data),
      );
    },
  );

  it.each([null, {}, { before: 1, after: 2 }, { before: {}, after: { fail2ban: [] } }])(
    'of damaged details is nothing: %o',
    (details) => {
      expect(undoneObjects(entry('plan/done', details), parts)).toEqual([]);
    },
  );
});

it('time is told as people read it', () => {
  expect([277, 60, 59, 0].map(clock)).toEqual(['4:37', '1:00', '0:59', '0:00']);
  expect([300, 120, 60, 10].map((seconds) => speak(roughly(seconds)))).toEqual([
    '5 minutes',
    '2 minutes',
    '1 minute',
    '10 seconds',
  ]);
});

it('the line for who is shut out names a file of the module', () => {
  const [, path = ''] = CONSOLE_UNDO.split('/custom_modules/ModuleSecurityChecklist/');
  expect(existsSync(join(import.meta.dirname, '../../..', path))).toBe(true);
  expect(path).toMatch(/\.php$/);
});

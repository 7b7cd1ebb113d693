/** As if a form were saved: what is typed is judged with everything else that the PBX has. */
import { describe, expect, it } from 'vitest';
import { withDrafts } from '../../../sites/admin-cabinet/flags/drafts/index.ts';
import { judgeDrafts } from '../../../sites/admin-cabinet/flags/judge.ts';
import type { Draft, Mark } from '../../../sites/admin-cabinet/flags/mark.ts';
import type { CheckId } from '../../../sites/admin-cabinet/flags/parts.generated.ts';
import { eachPart } from '../../../sites/checklist/facts/parts.ts';
import type { Facts, PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, factsWith, rule, strong } from '../../support/facts.ts';
import { answered, speak } from './places.ts';
import { weak } from './risky.ts';

const STRONG = 'bZ7#qv!Lm29x-Rt4';
const marks = (facts: Facts, drafts: readonly Draft[], checks: readonly CheckId[]): readonly Mark[] =>
  judgeDrafts(answered(facts), drafts, checks, speak).marks;
const findings = (...of: Parameters<typeof marks>) => marks(...of).map(({ finding }) => finding);

describe('a password', () => {
  type Secret = Extract<Draft, { kind: 'secret' }>;
  const secret = (owner: string, text: string, more: Partial<Secret> = {}): Secret => ({
    kind: 'secret',
    owner,
    pageId: '1',
    secret: text,
    about: {},
    ...more,
  });
  const sip: readonly CheckId[] = ['sip-passwords'];

  it('weak: the reasons, on the page that is open', () => {
    const about = { number: '201', name: 'Anna Example' };
    const [one, ...more] = marks(factsWith(), [secret('sip:201', '201', { about })], sip);
    expect(more).toEqual([]);
    expect([one?.finding, one?.severity, one?.pageId]).toEqual(['sip:201', 'critical', '1']);
    expect(one?.says).toContain('only digits');
    expect(one?.says).not.toContain('undefined');
  });
  it('with the name of the person or of the company in it', () => {
    const says = (text: string) =>
      marks(factsWith(), [secret('sip:201', text, { about: { number: '201', name: 'Anna Example' } })], sip)[0]?.says;
    expect(says('Example#42xQ7!')).toContain('name');
    expect(says('Test PBX#42xQ7!')).toContain('company');
  });
  it('strong: the mark of the stored one goes', () => {
    const facts = factsWith({ secrets: [{ owner: 'sip:201', features: weak }] });
    expect(findings(facts, [], sip)).toEqual(['sip:201']);
    expect(findings(facts, [secret('sip:201', STRONG, { about: { number: '201' } })], sip)).toEqual([]);
  });
  it('of a new extension is judged as that of any other', () => {
    const draft = secret('sip:299', '1234', { pageId: 'new', about: { number: '299', name: 'New' } });
    const placed = marks(factsWith(), [draft], sip).map(({ finding, pageId }) => [finding, pageId]);
    expect(placed).toEqual([['sip:299', 'new']]);
  });
  it('goes with the number, when that changes too', () => {
    const facts = factsWith({ secrets: [{ owner: 'sip:201', features: weak }] });
    const draft = secret('sip:777', STRONG, { about: { number: '777', name: 'Anna Example' } });
    expect(findings(facts, [draft], sip)).toEqual([]);
  });
  it('of a provider that registers here', () => {
    const draft = secret('provider:SIP-TRUNK-1', 'gw', { pageId: 'SIP-TRUNK-1', about: { name: 'Gateway' } });
    expect(findings(factsWith(), [draft], sip)).toEqual(['provider:SIP-TRUNK-1']);
    const fresh = secret('provider:new', 'gw', { pageId: 'new', about: { name: 'Gateway' } });
    expect(marks(factsWith(), [fresh], sip).map(({ pageId }) => pageId)).toEqual(['new']);
  });
  it('of the web interface, which nobody has proven before', () => {
    const facts = factsWith({ webLogin: { ...CLEAN.webLogin, guess: { state: 'match', which: 'default' } } });
    const web = (text: string) =>
      findings(facts, [secret('web', text, { about: { login: 'admin' } })], ['web-password']);
    expect(web('admin123')).toEqual(['rule']);
    expect(web(STRONG)).toEqual([]);
  });
  it('for SSH', () => {
    const password: PartData['webLogin'] = { ...CLEAN.webLogin, login: 'root', features: weak, proven: null };
    const facts = factsWith({ ssh: { passwordLogins: true, password, authorizedKeys: [] } });
    const ssh = (text: string) => findings(facts, [secret('ssh', text, { about: { login: 'root' } })], ['ssh-access']);
    expect(ssh('root')).toEqual(['password']);
    expect(ssh(STRONG)).toEqual([]);
  });
  it('of an AMI user', () => {
    expect(findings(factsWith(), [secret('ami:crm', 'crm')], ['ami-ari-access'])).toEqual(['password:ami:crm']);
  });
});

describe('a firewall rule', () => {
  type Rule = Extract<Draft, { kind: 'firewall-rule' }>;
  const draft = (more: Partial<Rule> = {}): Rule => ({
    kind: 'firewall-rule',
    id: '2',
    name: 'Admins',
    permit: '0.0.0.0/0',
    boxes: { SIP: false, SSH: true },
    neverBlock: false,
    ...more,
  });
  const firewall = { ...CLEAN.firewall, rules: [...CLEAN.firewall.rules, rule('2', '10.0.0.0/8', {})] };
  const facts = factsWith({ firewall });
  const checks: readonly CheckId[] = ['firewall-trusted-subnets', 'web-cti-closed', 'ssh-access'];

  it('opens SSH to everybody, and says how many that is', () => {
    expect(marks(facts, [draft()], checks).map(({ finding, boxes }) => [finding, boxes])).toEqual([
      ['SSH:rule-2:0.0.0.0/0', ['SSH']],
    ]);
    const half = marks(facts, [draft({ permit: '0.0.0.0/1' })], checks)[0]?.says;
    expect(half).toMatch(/\(\d{10} public addresses\)/);
    expect(marks(facts, [draft({ permit: '0.0.0.0/0' })], checks)[0]?.says).toContain('Admins');
  });
  it('that is not in force yet is judged by what it would open', () => {
    const office = ['-P INPUT DROP', '-A INPUT -s 10.0.0.0/8 -p tcp -m multiport --dports 22 -j ACCEPT'];
    const inForce = factsWith({ firewall, runningRules: { v4: office, v6: office.slice(0, 1) } });
    expect(findings(inForce, [draft()], checks)).toEqual(['SSH:rule-2:0.0.0.0/0']);
  });
  it('closed again: nothing', () => {
    expect(marks(facts, [draft({ boxes: { SSH: false } })], checks)).toEqual([]);
    expect(marks(facts, [draft({ permit: '10.0.0.0/8' })], checks)).toEqual([]);
  });
  it('that is new', () => {
    const made = marks(facts, [draft({ id: '', boxes: { WEB: true } })], checks);
    expect(made.map(({ subject, boxes }) => [subject, boxes])).toEqual([
      [{ kind: 'rule', id: '2' }, []], // which opens nothing, and would block nobody any more
      [{ kind: 'rule', id: 'new' }, ['WEB']],
    ]);
  });
  it('the box of a module opens the ports of that module', () => {
    const panel = { category: 'MODULEPANEL', allow: false, ports: [{ protocol: 'tcp' as const, from: 443, to: 443 }] };
    const held = rule('2', '10.0.0.0/8', {});
    const rules = [{ ...held, services: [...held.services, panel] }];
    const withPanel = factsWith({ firewall: { ...CLEAN.firewall, rules } });
    const made = marks(withPanel, [draft({ boxes: { MODULEPANEL: true } })], ['web-cti-closed']);
    expect(made.flatMap(({ boxes }) => boxes)).toContain('MODULEPANEL');
  });
  it('that switches intrusion protection off for everybody', () => {
    expect(findings(facts, [draft({ boxes: {}, neverBlock: true })], checks)).toEqual(['never-block:2:0.0.0.0/0']);
  });
  it.each(['', '/', '0.0.0.0/', 'abc/24', '999.1.1.1/8', '0.0.0.0/99', '<script>/0', '\u202e/\u0000'])(
    'half typed, as "%s", is not judged: what is stored stands',
    (permit) => {
      expect(marks(facts, [draft({ permit })], checks)).toEqual([]);
      const open = factsWith({ firewall: { ...CLEAN.firewall, rules: [rule('2', '0.0.0.0/0', { SSH: true })] } });
      expect(findings(open, [draft({ permit })], checks)).toEqual(['SSH:rule-2:0.0.0.0/0']);
    },
  );
});

describe('intrusion protection', () => {
  const draft = (maxretry: number, findtime: number, bantime: number, mode = ''): Draft => ({
    kind: 'fail2ban',
    maxretry,
    findtime,
    bantime,
    mode,
  });
  it('lax, strict, and senseless', () => {
    expect(findings(factsWith(), [draft(500, 600, 60)], ['fail2ban'])).toEqual(['level']);
    expect(findings(factsWith(), [draft(0, 600, 60)], ['fail2ban'])).toEqual(['numbers']);
    const lax = factsWith({ fail2ban: { ...CLEAN.fail2ban, maxretry: 500 } });
    expect(findings(lax, [], ['fail2ban'])).toEqual(['level']);
    expect(findings(lax, [draft(3, 86_400, 2_592_000)], ['fail2ban'])).toEqual([]);
  });
  it('the security mode goes with the slider; a form without one leaves it', () => {
    const rules = [rule('1', '45.83.12.0/23', { WEB: true })];
    const facts = factsWith({
      system: { ...CLEAN.system, release: '2026.9.5' },
      firewall: { ...CLEAN.firewall, rules },
      fail2ban: { ...CLEAN.fail2ban, securityMode: 'relaxed' },
    });
    const strong = [5, 21_600, 604_800] as const;
    expect(findings(facts, [], ['fail2ban'])).toEqual(['mode']);
    for (const mode of ['', 'relaxed', 'lenient']) {
      expect(findings(facts, [draft(...strong, mode)], ['fail2ban'])).toEqual(['mode']);
    }
    expect(findings(facts, [draft(...strong, 'balanced')], ['fail2ban'])).toEqual(['mode']);
    expect(findings(facts, [draft(...strong, 'strict')], ['fail2ban'])).toEqual([]);
    expect(findings(facts, [draft(20, 600, 600, 'relaxed')], ['fail2ban'])).toEqual(['level', 'mode']);
  });
});

describe('an outbound route', () => {
  type Route = Extract<Draft, { kind: 'outbound-route' }>;
  const draft = (more: Partial<Route> = {}): Route => ({
    kind: 'outbound-route',
    id: '1',
    name: 'Local',
    pattern: '',
    rest: null,
    trim: 0,
    prepend: '',
    providerId: 'SIP-TRUNK-1',
    ...more,
  });
  const checks: readonly CheckId[] = ['international-blocked'];

  it('wide, and narrow again', () => {
    expect(findings(factsWith(), [draft()], checks)).toContain('abroad:1');
    expect(findings(factsWith(), [draft({ pattern: '49', rest: 10 })], checks)).toEqual(
      findings(factsWith(), [], checks),
    );
  });
  it('that is new is tried after the others', () => {
    const made = marks(factsWith(), [draft({ id: '' })], checks);
    expect(made.filter(({ finding }) => finding === 'abroad:new').map(({ pageId }) => pageId)).toEqual(['new']);
  });
  it('through a provider that is switched off lets nothing through', () => {
    const providers = CLEAN.providers.map((provider) => ({ ...provider, disabled: true }));
    expect(findings(factsWith({ providers }), [draft()], checks)).toEqual([]);
  });
});

describe('settings', () => {
  const draft = (more: Partial<Extract<Draft, { kind: 'settings' }>>): Draft => ({
    kind: 'settings',
    authSuffix: null,
    ariOrigins: null,
    guestCalls: null,
    sshPasswords: null,
    ...more,
  });
  it('the end of login names', () => {
    expect(findings(factsWith(), [draft({ authSuffix: '' })], ['auth-username'])).toEqual(['setting']);
    const bare = factsWith({ sip: { ...CLEAN.sip, authSuffix: '' } });
    expect(findings(bare, [draft({ authSuffix: 'quokka' })], ['auth-username'])).toEqual([]);
  });
  it('who may call ARI', () => {
    const on = factsWith({ ari: { enabled: true, origins: 'https://crm.example', users: [] } });
    expect(findings(on, [draft({ ariOrigins: '*' })], ['ami-ari-access'])).toEqual(['origins']);
    expect(findings(on, [draft({ ariOrigins: 'https://crm.example' })], ['ami-ari-access'])).toEqual([]);
  });
  it('passwords for SSH', () => {
    const password: PartData['webLogin'] = { ...CLEAN.webLogin, login: 'root', features: weak, proven: null };
    const facts = factsWith({ ssh: { passwordLogins: false, password, authorizedKeys: [] } });
    expect(findings(facts, [draft({ sshPasswords: true })], ['ssh-access'])).toEqual(['password']);
    expect(findings(facts, [draft({ sshPasswords: false })], ['ssh-access'])).toEqual([]);
  });
  it('calls without a password', () => {
    expect(findings(factsWith(), [draft({ guestCalls: true })], ['guest-calls'])).toEqual(['guests']);
    const on = factsWith({ sip: { ...CLEAN.sip, guestCalls: true } });
    expect(findings(on, [draft({ guestCalls: false })], ['guest-calls'])).toEqual([]);
  });
  it('not on the page: as they are', () => {
    expect(withDrafts(factsWith(), [draft({})])).toEqual(factsWith());
  });
});

describe('an AMI user', () => {
  const draft = (more: Partial<Extract<Draft, { kind: 'ami-user' }>> = {}): Draft => ({
    kind: 'ami-user',
    id: '1',
    username: 'crm',
    filterId: '1',
    ...more,
  });
  const checks: readonly CheckId[] = ['ami-ari-access'];

  it('without a network, and with one', () => {
    expect(findings(factsWith(), [draft({ filterId: null })], checks)).toEqual(['network:ami:crm']);
    expect(findings(factsWith(), [draft({ filterId: 'localhost' })], checks)).toEqual([]);
  });
  it('that is new', () => {
    const made = marks(factsWith(), [draft({ id: '', username: 'fresh', filterId: null })], checks);
    expect(made.map(({ finding, pageId }) => [finding, pageId])).toEqual([['network:ami:fresh', 'new']]);
  });
  it('with another name keeps its password', () => {
    const facts = factsWith({ secrets: [{ owner: 'ami:crm', features: weak }] });
    expect(findings(facts, [draft({ username: 'crm2' })], checks)).toEqual(['password:ami:crm2']);
    const typed = { kind: 'secret', owner: 'ami:crm2', pageId: '1', secret: STRONG, about: {} } as const;
    expect(findings(facts, [draft({ username: 'crm2' }), typed], checks)).toEqual([]);
  });
});

describe('every draft', () => {
  const drafts: readonly Draft[] = [
    { kind: 'secret', owner: 'sip:201', pageId: '1', secret: '1', about: {} },
    { kind: 'secret', owner: 'provider:SIP-TRUNK-1', pageId: 'SIP-TRUNK-1', secret: '1', about: {} },
    { kind: 'secret', owner: 'web', pageId: '', secret: '1', about: {} },
    { kind: 'secret', owner: 'ssh', pageId: '', secret: '1', about: {} },
    { kind: 'firewall-rule', id: '1', name: '', permit: '0.0.0.0/0', boxes: EVERYTHING, neverBlock: true },
    { kind: 'fail2ban', maxretry: 1, findtime: 1, bantime: 1, mode: 'relaxed' },
    {
      kind: 'outbound-route',
      id: '1',
      name: '',
      pattern: '',
      rest: null,
      trim: 0,
      prepend: '',
      providerId: '',
    },
    { kind: 'settings', authSuffix: '', ariOrigins: '', guestCalls: true, sshPasswords: true },
    { kind: 'ami-user', id: '1', username: 'crm', filterId: null },
  ];

  it('leaves the facts as they were', () => {
    const before = JSON.stringify(factsWith());
    const facts = factsWith();
    withDrafts(facts, drafts);
    expect(JSON.stringify(facts)).toBe(before);
  });
  it('makes nothing known that could not be read', () => {
    const facts = factsWith();
    const parts = eachPart(() => ({ state: 'unknown', readAt: facts.readAt, source: 'file', reason: 'failed' }));
    expect(withDrafts({ ...facts, parts }, drafts)).toEqual({ ...facts, parts });
  });
  it('keeps no password in the facts', () => {
    const typed = drafts.map((draft) => (draft.kind === 'secret' ? { ...draft, secret: 'Sesame-opens-9' } : draft));
    expect(
      JSON.stringify(withDrafts(factsWith({ secrets: [{ owner: 'sip:201', features: strong }] }), typed)),
    ).not.toContain('Sesame');
  });
});

/** What sleeps, what blocks nobody, and lines of one's own: problems that a rule's boxes do not show. */
import { describe, expect, it } from 'vitest';
import { idleOffences } from '../../../sites/checklist/exposure/idle-rules.ts';
import { isPublicOpening } from '../../../sites/checklist/exposure/limits.ts';
import { ownLinesIn, ownLinesSteps } from '../../../sites/checklist/exposure/own-lines.ts';
import { sleepingOffences } from '../../../sites/checklist/exposure/stale-ports.ts';
import type { FirewallRule, PartData } from '../../../sites/checklist/facts/types.ts';
import { say } from '../../../sites/checklist/message.ts';
import { CLEAN, EVERYTHING, known, rule, unknown } from '../../support/facts.ts';
import { scene, SYSTEM } from './scene.ts';

const plain = (service: string) => say('exposure.service.plain', { service });
const withRules = (...rules: FirewallRule[]) => ({ firewall: { ...CLEAN.firewall, rules } });

describe('a box with the ports of an earlier setting', () => {
  const MOVED = { ports: { ...CLEAN.ports, ssh: 2222 } };
  const sleeping = (more: Partial<PartData>, services = ['SSH', 'WEB'], isProblem = isPublicOpening) =>
    sleepingOffences(scene({ ...MOVED, ...more }), services, isProblem);
  const internet = rule('7', '0.0.0.0/0', { SSH: true }, { name: 'Internet' });

  it('opens when Core makes its rules anew, and says to whom', () => {
    expect(sleeping(withRules(internet))).toEqual([
      {
        softened: say('exposure.stale.why'),
        finding: {
          id: 'stale:SSH:rule-7:0.0.0.0/0',
          severity: 'medium',
          says: say('exposure.stale', {
            rule: 'Internet',
            box: plain('SSH'),
            services: [plain('SSH')],
            who: say('exposure.who.everybody'),
          }),
          subject: { kind: 'rule', id: '7', label: 'Internet' },
          page: { page: 'firewall-rule', id: '7' },
        },
      },
    ]);
    expect(sleeping(withRules({ ...internet, name: '' }))[0]?.finding.subject.label).toBe('0.0.0.0/0');
  });

  it('is nothing where its ports are those of now, where it is closed, or where nobody asks', () => {
    expect(sleeping({ ...withRules(internet), ports: CLEAN.ports })).toEqual([]);
    expect(sleeping(withRules(rule('7', '0.0.0.0/0', { WEB: true })))).toEqual([]);
    expect(sleeping(withRules(internet), ['WEB'])).toEqual([]);
    expect(sleeping({ firewall: { ...withRules(internet).firewall, enabled: false } })).toEqual([]);
    expect(sleeping(withRules(rule('7', '10.0.0.0/8', { SSH: true })))).toEqual([]);
  });

  it('is nothing new where the same network gets in already', () => {
    const current: FirewallRule = {
      ...rule('8', '0.0.0.0/0', {}),
      services: [{ category: 'OTHER', allow: true, ports: [{ protocol: 'tcp', from: 2222, to: 2222 }] }],
    };
    expect(sleeping(withRules(internet, current))).toEqual([]);
    const elsewhere = { ...current, permit: '0.0.0.0/1' };
    expect(sleeping(withRules(internet, elsewhere))).toHaveLength(1);
  });

  it('is told of each rule, by the rule itself', () => {
    const second = rule('8', '8.8.0.0/16', { SSH: true });
    expect(sleeping(withRules(internet, second)).map(({ finding }) => finding.id)).toEqual([
      'stale:SSH:rule-7:0.0.0.0/0',
      'stale:SSH:rule-8:8.8.0.0/16',
    ]);
  });

  it('does not matter where rules decide nothing', () => {
    expect(sleeping({ firewall: { ...CLEAN.firewall, enabled: false, rules: [internet] } })).toEqual([]);
    const container = { kind: 'docker', network: 'host', bouncer: null } as const;
    expect(sleeping({ ...withRules(internet), system: { ...SYSTEM, container } })).toEqual([]);
  });
});

describe('a rule that is there to block, and blocks nobody', () => {
  const everybody = rule('1', '0.0.0.0/0', { SIP: true, WEB: true }, { name: 'All' });
  const blocked = (permit: string, more: Partial<FirewallRule> = {}, allow = {}) =>
    rule('2', permit, allow, { name: 'BLOCK', ...more });
  const idle = (...rules: FirewallRule[]) => idleOffences(scene(withRules(...rules)));
  const ids = (...rules: FirewallRule[]) => idle(...rules).map(({ finding }) => finding.id);

  it('says who gets in all the same, where, and by what', () => {
    expect(idle(everybody, blocked('45.83.12.0/24'))).toEqual([
      {
        softened: say('exposure.idle.why'),
        finding: {
          id: 'idle:rule-2:45.83.12.0/24',
          severity: 'low',
          says: say('exposure.idle', {
            rule: 'BLOCK',
            networks: ['45.83.12.0/24'],
            services: [plain('SIP'), plain('WEB')],
            by: [say('exposure.by.rule', { rule: 'All', network: '0.0.0.0/0' })],
          }),
          subject: { kind: 'rule', id: '2', label: 'BLOCK' },
          page: { page: 'firewall-rule', id: '2' },
        },
      },
    ]);
    const [nameless] = idle({ ...everybody, name: '' }, blocked('45.83.12.0/24', { name: '' }));
    expect(nameless?.finding.subject.label).toBe('45.83.12.0/24');
    expect(nameless?.finding.says.params['by']).toEqual([
      say('exposure.by.rule', { rule: '0.0.0.0/0', network: '0.0.0.0/0' }),
    ]);
  });

  it('is nothing where no other rule lets them in', () => {
    expect(ids(rule('1', '10.0.0.0/8', EVERYTHING), blocked('45.83.12.0/24'))).toEqual([]);
    expect(ids(blocked('45.83.12.0/24'))).toEqual([]);
    expect(ids(everybody, blocked('45.83.12.0/33'))).toEqual([]);
  });

  it('has another use: never blocked, a network of ours, the address of an account', () => {
    expect(ids(everybody, blocked('45.83.12.0/24', { neverBlock: true }))).toEqual([]);
    expect(ids(everybody, blocked('45.83.12.0/24', { usedBy: ['sip:201'] }))).toEqual([]);
    expect(ids(everybody, blocked('10.9.0.0/16', { localNetwork: true }))).toEqual([]);
    expect(ids(everybody, blocked('45.83.12.0/24', { localNetwork: true }))).toHaveLength(1);
    expect(ids(everybody, blocked('10.9.0.0/16'))).toHaveLength(1);
  });

  it('opens something that no other one does, and is there for that; ping is nothing to be there for', () => {
    expect(ids(everybody, blocked('45.83.12.0/24', {}, { SSH: true }))).toEqual([]);
    expect(ids(everybody, blocked('45.83.12.0/24', {}, { WEB: true }))).toHaveLength(1);
    expect(ids(everybody, blocked('45.83.12.0/24', {}, { ICMP: true }))).toHaveLength(1);
    const half: FirewallRule = {
      ...everybody,
      services: [{ category: 'WEB', allow: true, ports: [{ protocol: 'tcp', from: 80, to: 80 }] }],
    };
    expect(ids(half, blocked('45.83.12.0/24', {}, { WEB: true }))).toEqual([]);
  });

  it('an exception within a blocked network of strangers is none; one within everybody or the office is', () => {
    const guest = rule('1', '45.83.12.7', { SIP: true }, { name: 'Guest' });
    expect(ids(guest, blocked('45.83.12.0/24'))).toEqual(['idle:rule-2:45.83.12.0/24']);
    expect(idle(guest, blocked('45.83.12.0/24'))[0]?.finding.says.params['networks']).toEqual(['45.83.12.7/32']);
    expect(ids(guest, blocked('0.0.0.0/0'))).toEqual([]);
    expect(ids(rule('1', '10.9.0.7', { SIP: true }), blocked('10.9.0.0/16'))).toEqual([]);
  });

  it('lets in hosts of providers, which Core opens by itself', () => {
    const [trunk] = CLEAN.providers;
    if (trunk === undefined) throw new Error('a provider');
    const providers = [{ ...trunk, hosts: ['45.83.12.9'] }];
    const [found] = idleOffences(scene({ ...withRules(blocked('45.83.12.0/24')), providers }));
    expect(found?.finding.says.params).toMatchObject({
      networks: ['45.83.12.9/32'],
      services: [plain('SIP')],
      by: [say('exposure.by.provider', { provider: 'Provider', host: '45.83.12.9' })],
    });
  });

  it('is nothing where lines of somebody else keep them out, or where rules decide nothing', () => {
    const runningRules = { v4: ['-P INPUT ACCEPT', '-A INPUT -j DROP'], v6: ['-P INPUT DROP'] };
    expect(idleOffences(scene({ ...withRules(everybody, blocked('45.83.12.0/24')), runningRules }))).toEqual([]);
    const firewall = { ...CLEAN.firewall, enabled: false, rules: [everybody, blocked('45.83.12.0/24')] };
    expect(idleOffences(scene({ firewall }))).toEqual([]);
  });
});

describe('own lines', () => {
  const FILE = { firewallAdditional: true, modules: [], customFiles: [] };
  const LINES = {
    runningRules: {
      v4: ['-P INPUT ACCEPT', '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT', '-A INPUT -j DROP'],
      v6: ['-P INPUT DROP'],
    },
  };
  const steps = (more: Partial<PartData>) => {
    const one = scene(more);
    return ownLinesSteps(
      one,
      one.view.measures.filter(({ openings }) => openings.length > 0),
    );
  };

  it('are in the file, or nowhere that is known', () => {
    expect(ownLinesIn(known(FILE))).toBe('/etc/firewall_additional');
    expect(ownLinesIn(known({ ...FILE, firewallAdditional: false, customFiles: ['/etc/rc.local'] }))).toBe(
      '/etc/rc.local',
    );
    expect(ownLinesIn(known({ ...FILE, firewallAdditional: false, customFiles: ['/etc/hosts'] }))).toBeNull();
    expect(ownLinesIn(unknown())).toBeNull();
  });

  it('are taken out where they open what no rule does, and that is all there is to do', () => {
    expect(steps({ ...LINES, extraRules: FILE })).toEqual({
      isAll: true,
      steps: [
        expect.objectContaining({
          says: say('exposure.own-lines.step', { file: '/etc/firewall_additional', services: [plain('SSH')] }),
        }),
      ],
    });
  });

  it('without a file there is nothing to take out, nor where rules explain all', () => {
    expect(steps(LINES)).toEqual({ steps: [], isAll: false });
    expect(steps({ ...withRules(rule('7', '0.0.0.0/0', { SSH: true })), extraRules: FILE })).toEqual({
      steps: [],
      isAll: false,
    });
  });

  it('are not all where a wide rule opens more, and are where it is narrow', () => {
    const v4 = (network: string) => [
      '-P INPUT ACCEPT',
      '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT',
      `-A INPUT -s ${network} -p udp -m udp --dport 4569 -j ACCEPT`,
      '-A INPUT -j DROP',
    ];
    const both = (network: string) =>
      steps({
        ...withRules(rule('7', network, { IAX: true })),
        runningRules: { v4: v4(network), v6: ['-P INPUT DROP'] },
        extraRules: FILE,
      }).isAll;
    expect(both('45.83.0.0/16')).toBe(false);
    expect(both('45.83.12.0/24')).toBe(true);
    expect(both('10.0.0.0/8')).toBe(true);
  });
});

/** Closing web and CTI: each trap once, by hand. */
import { describe, expect, it } from 'vitest';
import type { Asker } from '../../../sites/checklist/actions/action.ts';
import { closeWebCti, type CloseWebCtiOptions } from '../../../sites/checklist/actions/close-web-cti.ts';
import { closableServices } from '../../../sites/checklist/actions/closing.ts';
import type { Refusal } from '../../../sites/checklist/actions/refusals.ts';
import { sayRefusal } from '../../../sites/checklist/actions/refusals.ts';
import { play, simulate } from '../../../sites/checklist/actions/simulate.ts';
import type { Plan } from '../../../sites/checklist/actions/types.ts';
import { check } from '../../../sites/checklist/checks/web-cti-closed.ts';
import type { PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { say } from '../../../sites/checklist/message.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import en from '../../../sites/locales/en.json' with { type: 'json' };
import ru from '../../../sites/locales/ru.json' with { type: 'json' };
import { CLEAN, EVERYTHING, NOW, partsWith, rule } from '../../support/facts.ts';
import { inputOf } from './random.ts';

const OFFICE = '192.168.1.0/24';
const DIRECT: Asker = { address: '192.168.1.50', seen: 'direct', networks: [OFFICE] };

const SYSTEM = { ...CLEAN.system, release: '2026.1.223' };
const OPEN = rule('7', '0.0.0.0/0', EVERYTHING, { name: 'Internet' });
const withRules = (rules: PartData['firewall']['rules'], more: Partial<PartData> = {}): Parts =>
  partsWith({ system: SYSTEM, firewall: { ...CLEAN.firewall, rules }, ...more });

function accepted(facts: Parts, asker: Asker = DIRECT, options: Partial<CloseWebCtiOptions> = {}): Plan {
  const planned = closeWebCti.plan(facts, { ours: [], ...options }, asker);
  if (!planned.accepted) throw new Error(JSON.stringify(planned.refusal));
  return planned.plan;
}

function refused(facts: Parts, asker: Asker = DIRECT, options: Partial<CloseWebCtiOptions> = {}): Refusal {
  const planned = closeWebCti.plan(facts, { ours: [], ...options }, asker);
  if (planned.accepted) throw new Error('accepted');
  return planned.refusal;
}

describe('a rule of the own network that no request can name', () => {
  it('is not changed: the plan is refused with its name', () => {
    for (const id of ['', '0', '12a', '2147483648']) {
      const own = rule(id, OFFICE, { SIP: true }, { name: 'Office', priority: 2 });
      expect(refused(withRules([OPEN, own])), id).toEqual({ kind: 'no-row', rule: 'Office' });
    }
    const own = rule('2147483647', OFFICE, { SIP: true }, { priority: 2 });
    expect(accepted(withRules([OPEN, own])).steps[0]).toMatchObject({
      kind: 'firewall.patch',
      id: 2147483647,
      newer_block_ip: false,
      says: { key: 'actions.step.rule.open', params: { network: OFFICE } },
    });
  });
});

const verdictOf = (facts: Parts) =>
  check.judge(facts, { now: Date.parse(NOW), release: parseRelease('2026.1.223'), attested: () => ({ state: 'none' }) })
    .verdict;

const may = (facts: Parts, address: string, service: string) => reachOf(inputOf(facts)).ask(address, service).allowed;

describe('what it plans', () => {
  const facts = withRules([OPEN]);
  const plan = accepted(facts);

  it('gives the office what it had in a rule of its own first, then closes everybody', () => {
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['firewall.create', 'firewall.patch']);
    expect(plan.steps[0]).toMatchObject({
      network: '192.168.1.0',
      subnet: 24,
      newer_block_ip: false,
      // Also what its phones live on: the rule for everybody may be closed for them next.
      currentRules: { SIP: true, IAX: true, WEB: true, SSH: true, AMI: true, AJAM: true, ICMP: true },
    });
    expect(plan.steps[1]).toMatchObject({
      id: 7,
      currentRules: { SIP: true, IAX: true, WEB: false, SSH: false, AMI: false, AJAM: false, ICMP: true },
    });
  });

  it('keeps phones connected and strangers out', () => {
    const after = simulate(facts, plan);
    expect(may(after, '203.0.113.9', 'SIP')).toBe(true);
    expect(['WEB', 'SSH', 'AMI', 'AJAM'].filter((service) => may(after, '203.0.113.9', service))).toEqual([]);
    expect(['WEB', 'SSH', 'AMI', 'AJAM'].filter((service) => may(after, '192.168.1.50', service))).toHaveLength(4);
  });

  it('makes the check pass', () => {
    expect(verdictOf(facts)).toBe('fail');
    expect(verdictOf(simulate(facts, plan))).toBe('pass');
  });

  it('shows each object before and after, the new rule by its placeholder, and what Core moves by itself', () => {
    expect(plan.changes.map(({ object, id, fields }) => [object, id, fields.map(({ field }) => field)])).toEqual([
      ['rule', '7', ['WEB', 'SSH', 'AMI', 'AJAM', 'priority']],
      [
        'new-rule',
        'step1.id',
        [
          'name',
          'network',
          'SIP',
          'IAX',
          'WEB',
          'SSH',
          'AMI',
          'AJAM',
          'ICMP',
          'newer_block_ip',
          'local_network',
          'priority',
        ],
      ],
    ]);
    expect(plan.undo).toEqual([
      { kind: 'new-rule', id: { $from: 'step1.id' } },
      { kind: 'rule-order' },
      { kind: 'rule', id: 7 },
    ]);
  });

  it('has to be confirmed within the time given, five minutes by default', () => {
    expect(plan.confirm).toEqual({ seconds: 300, because: 'reach' });
    expect(accepted(facts, DIRECT, { confirmSeconds: 90 }).confirm?.seconds).toBe(90);
    expect(accepted(facts, DIRECT, { confirmSeconds: 1 }).confirm?.seconds).toBe(60);
    expect(accepted(facts, DIRECT, { confirmSeconds: Number.NaN }).confirm?.seconds).toBe(300);
  });

  it('is stale when a part changes that its steps follow from, and only then', () => {
    const digestWith = (name: 'providers' | 'firewall' | 'devices' | 'system') =>
      accepted({ ...facts, [name]: { ...facts[name], digest: 'f'.repeat(64) } }).factsDigest;
    expect(digestWith('providers')).not.toBe(plan.factsDigest);
    expect(digestWith('firewall')).not.toBe(plan.factsDigest);
    // Its clock goes on with every reading, and phones come and go.
    expect(digestWith('system')).toBe(plan.factsDigest);
    expect(digestWith('devices')).toBe(plan.factsDigest);
  });

  it('says what the person keeps, and what they lose with everybody else', () => {
    const named = (...services: string[]) =>
      services.map((service) =>
        service === 'AJAM' ? say('exposure.service.ajam.2026') : say('exposure.service.plain', { service }),
      );
    expect(plan.affected[0]).toEqual({
      kind: 'asker',
      id: 'asker',
      label: '',
      address: '192.168.1.50',
      maker: null,
      services: [],
      says: say('actions.affected.asker', {
        address: '192.168.1.50',
        services: named('SIP', 'IAX', 'WEB', 'SSH', 'AMI', 'AJAM', 'ICMP'),
      }),
    });
  });

  it('says who can connect before and after', () => {
    const web = plan.reach.find(({ service }) => service === 'WEB');
    expect(web).toMatchObject({ changes: true, before: [{ network: '0.0.0.0/0' }], after: [{ network: OFFICE }] });
    expect(plan.reach.find(({ service }) => service === 'SIP')?.changes).toBe(false);
  });
});

describe('rules', () => {
  it('patches a rule of exactly our network instead of making a second one', () => {
    const own = rule('3', OFFICE, { SIP: true });
    const { steps } = accepted(withRules([own, OPEN]));
    expect(steps[0]).toMatchObject({ kind: 'firewall.patch', id: 3, currentRules: { SIP: true, WEB: true } });
  });

  it('leaves a rule within our networks alone', () => {
    const own = rule('3', '192.168.1.0/25', EVERYTHING);
    expect(accepted(withRules([own, OPEN])).steps.map((step) => 'id' in step && step.id)).toEqual([false, 7]);
  });

  it('closes wide rules under any spelling, and a box that is closed takes nothing from them', () => {
    const halves = [
      rule('1', '0.0.0.0/1', EVERYTHING),
      rule('2', '128.0.0.0/1', EVERYTHING),
      rule('4', OFFICE, EVERYTHING),
    ];
    const blocked = rule('5', '203.0.113.0/24', {});
    const after = simulate(withRules([...halves, blocked]), accepted(withRules([...halves, blocked])));
    expect(may(after, '203.0.113.9', 'WEB')).toBe(false);
  });

  it('closes by ports: a module that opens 443 under a box of its own', () => {
    const services = [
      ...OPEN.services,
      { category: 'MODULEFOO', allow: true, ports: [{ protocol: 'tcp' as const, from: 443, to: 443 }] },
    ];
    const facts = withRules([{ ...OPEN, services }]);
    const plan = accepted(facts);
    expect(plan.steps.at(-1)).toMatchObject({ currentRules: { MODULEFOO: false, WEB: false } });
    expect(may(simulate(facts, plan), '203.0.113.9', 'WEB')).toBe(false);
  });

  it('closes panels of CTI on ports of their own', () => {
    const services = [
      ...OPEN.services,
      { category: 'MODULECTICLIENT', allow: true, ports: [{ protocol: 'tcp' as const, from: 4222, to: 4222 }] },
    ];
    const facts = withRules([{ ...OPEN, services }]);
    expect(closableServices(facts)).toEqual(['WEB', 'SSH', 'AMI', 'AJAM', 'MODULECTICLIENT']);
    expect(accepted(facts).steps.at(-1)).toMatchObject({ currentRules: { MODULECTICLIENT: false } });
  });

  it('says all boxes of an enabled module that no rule has rows for: Core opens those left out', () => {
    const modules = [
      {
        id: 'ModuleNew',
        name: 'New',
        version: '1',
        enabled: true,
        firewallCategories: ['ModuleNew'],
        publicRoutes: [],
      },
    ];
    expect(accepted(withRules([OPEN], { modules })).steps[0]).toMatchObject({ currentRules: { MODULENEW: false } });
  });

  it('closes only what was asked for', () => {
    const { steps } = accepted(withRules([OPEN]), DIRECT, { services: ['SSH'] });
    expect(steps[0]).toMatchObject({ currentRules: { WEB: true, SSH: true, AJAM: true } });
    expect(steps[1]).toMatchObject({ currentRules: { WEB: true, SSH: false, AJAM: true } });
    expect(refused(withRules([OPEN]), DIRECT, { services: ['SIP'] })).toEqual({ kind: 'not-closable', service: 'SIP' });
  });

  it('keeps "never block" of the rules it patches, and gives it to no new one', () => {
    const { steps } = accepted(withRules([{ ...OPEN, neverBlock: true }]));
    expect(steps).toMatchObject([{ newer_block_ip: false }, { newer_block_ip: true }]);
  });

  it('gives two new rules two names, and none that a rule has', () => {
    const asker: Asker = { ...DIRECT, networks: [OFFICE, '10.8.0.0/24', '10.9.0.0/24'] };
    const names = (rules: PartData['firewall']['rules']) =>
      accepted(withRules(rules), asker, { ruleName: 'Own network' }).steps.flatMap((step) =>
        step.kind === 'firewall.create' ? [step.description] : [],
      );
    expect(names([OPEN])).toEqual(['Own network', 'Own network 10.8.0.0/24', 'Own network 10.9.0.0/24']);
    const taken = [
      rule('1', '10.20.0.0/24', {}, { name: 'own network' }),
      rule('2', '10.21.0.0/24', {}, { name: `Own network ${OFFICE}` }),
    ];
    expect(names([OPEN, ...taken])[0]).toBe(`Own network ${OFFICE} (2)`);
    const long = accepted(withRules([OPEN]), asker, { ruleName: 'x'.repeat(200) }).steps;
    const descriptions = long.flatMap((step) => (step.kind === 'firewall.create' ? [step.description] : []));
    expect(new Set(descriptions).size).toBe(3);
    expect(descriptions.every(({ length }) => length <= 100)).toBe(true);
  });

  it('leaves rules alone that are to stay', () => {
    const few = rule('3', '45.83.64.7/32', { WEB: true, AMI: true }, { name: 'Office' });
    const plan = accepted(withRules([OPEN, few]), DIRECT, { keeps: ['3'] });
    expect(plan.steps.flatMap((step) => ('id' in step ? [step.id] : []))).toEqual([7]);
    // Who comes from there keeps what they had by the rule that closes.
    const there: Asker = { address: '45.83.64.7', seen: 'direct', networks: [] };
    const own = accepted(withRules([OPEN, few]), there, { keeps: ['3'] });
    expect(own.steps).toMatchObject([{ id: 3, currentRules: { WEB: true, SSH: true, SIP: false } }, { id: 7 }]);
  });

  it('never deletes: an account that refers to the rule would be open to all', () => {
    const facts = withRules([{ ...OPEN, usedBy: ['sip:201'] }]);
    const plan = accepted(facts);
    expect(plan.steps.every(({ kind }) => ['firewall.patch', 'firewall.create'].includes(kind))).toBe(true);
    expect(inputOf(simulate(facts, plan)).firewall.rules[0]).toMatchObject({ id: '7', usedBy: ['sip:201'] });
  });

  it('does not touch a rule that opens nothing, and closes one whose name nobody can look up from here', () => {
    const rules = [OPEN, rule('8', '10.0.0.0/33', EVERYTHING), rule('9', 'office.example', EVERYTHING)];
    expect(accepted(withRules(rules)).steps.flatMap((step) => ('id' in step ? [step.id] : []))).toEqual([7, 9]);
  });

  it('names new rules as asked, without what Core would cut out', () => {
    const { steps } = accepted(withRules([OPEN]), DIRECT, { ruleName: ' <b>Офис</b>\n ' });
    expect(steps[0]).toMatchObject({ description: 'bОфис/b' });
    expect(accepted(withRules([OPEN]), DIRECT, { ruleName: '<>' }).steps[0]).toMatchObject({
      description: 'Security checklist',
    });
  });
});

describe('the place of a new rule', () => {
  // Seen on 2026: "Branch office" got 4 and the rule for everybody went from 4 to 5.
  const rules = [
    rule('5', '192.168.56.0/24', { SIP: true }, { priority: 1 }),
    rule('6', '203.0.113.0/28', { SIP: true }, { priority: 2 }),
    rule('7', 'fd00:10:20::/64', { SIP: true }, { priority: 3 }),
    rule('4', '0.0.0.0/0', EVERYTHING, { priority: 4 }),
  ];

  it('is in front of the rule for everybody (2026)', () => {
    const { facts, made } = play(withRules(rules), accepted(withRules(rules)));
    const places = new Map(inputOf(facts).firewall.rules.map(({ id, priority }) => [id, priority]));
    expect(made.get('step1.id')).toBe('8');
    expect([places.get('8'), places.get('4')]).toEqual([4, 5]);
  });

  it('does not exist on 2024', () => {
    const old = rules
      .slice(0, 2)
      .concat(OPEN)
      .map((one) => ({ ...one, priority: null }));
    const facts = withRules(old, {
      system: { ...SYSTEM, release: '2024.1.114' },
      ports: { ...CLEAN.ports, iax: null },
    });
    const { undo } = accepted(facts);
    expect(inputOf(simulate(facts, accepted(facts))).firewall.rules.map(({ priority }) => priority)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(undo.map(({ kind }) => kind)).not.toContain('rule-order');
  });
});

describe('the person who asks', () => {
  it('is added by their own address where no network was named, with a warning and the way back', () => {
    const facts = withRules([OPEN]);
    const plan = accepted(facts, { address: '45.83.64.7', seen: 'direct', networks: [] });
    expect(plan.asker).toEqual({ address: '45.83.64.7', networks: ['45.83.64.7/32'] });
    expect(plan.warnings.map(({ id }) => id)).toEqual(expect.arrayContaining(['added', 'single-address']));
    expect(may(simulate(facts, plan), '45.83.64.7', 'WEB')).toBe(true);
  });

  it('is one address, however it is written', () => {
    expect(accepted(withRules([OPEN]), { ...DIRECT, address: '::ffff:192.168.1.50' }).asker.address).toBe(
      '192.168.1.50',
    );
  });

  it.each([
    ['proxy', { ...DIRECT, seen: 'proxy' as const }],
    ['bridge', { ...DIRECT, seen: 'bridge' as const }],
    ['unknown', { ...DIRECT, seen: 'unknown' as const }],
    ['proxy', { ...DIRECT, address: '127.0.0.1' }],
    ['proxy', { ...DIRECT, address: '::1', seen: 'gateway' as const }],
  ])('is nobody behind a %s: a new connection would prove nothing', (seen, asker) => {
    expect(refused(withRules([OPEN]), asker)).toMatchObject({ kind: 'not-a-person', seen });
  });

  it('behind a gateway names a network by hand', () => {
    const gateway: Asker = { address: '192.168.1.1', seen: 'gateway', networks: [] };
    expect(refused(withRules([OPEN]), gateway)).toEqual({ kind: 'name-network', address: '192.168.1.1' });
    expect(refused(withRules([OPEN]), { ...gateway, networks: ['10.8.0.0/24'] }).kind).toBe('name-network');
    expect(accepted(withRules([OPEN]), { ...gateway, networks: [OFFICE] }).asker.networks).toEqual([OFFICE]);
  });

  it('cannot be held by a rule over IPv6 on 2024', () => {
    const facts = withRules([OPEN], {
      system: { ...SYSTEM, release: '2024.1.114' },
      ports: { ...CLEAN.ports, iax: null },
    });
    expect(refused(facts, { address: '2a00:1450::7', seen: 'direct', networks: [] }).kind).toBe('asker-ipv6');
    expect(
      accepted(withRules([OPEN, rule('8', '::/0', EVERYTHING)]), {
        address: '2a00:1450::7',
        seen: 'direct',
        networks: [],
      }).steps,
    ).toHaveLength(3);
  });

  it.each([
    '10.0.0',
    '300.1.1.1',
    '10.0.0.0/33',
    'office.example',
    '10.0.0.0/8,192.168.0.0/16',
    '::ffff:10.0.0.0/104',
    '',
  ])('may not call %j a network', (network) => {
    expect(refused(withRules([OPEN]), DIRECT, { ours: [network] })).toEqual({ kind: 'not-a-network', network });
  });

  it.each([
    ['0.0.0.0/0'],
    ['8.8.0.0/23'],
    ['2a00::/32'],
    ['8.8.0.0/24', '8.9.0.0/24', '8.10.0.0/24', '8.11.0.0/24', '8.12.0.0/24'],
  ])('may not call %j ours', (...ours) => expect(refused(withRules([OPEN]), DIRECT, { ours }).kind).toBe('too-wide'));

  it('keeps every port of the web interface that they had', () => {
    // Their own rule has no row for 443, which they reach by the rule for everybody: a second rule of theirs gives it.
    const half = {
      ...rule('3', OFFICE, EVERYTHING),
      services: rule('3', OFFICE, EVERYTHING).services.map((one) =>
        one.category === 'WEB' ? { ...one, ports: one.ports.slice(0, 1) } : one,
      ),
    };
    const facts = withRules([half, OPEN]);
    const { steps } = accepted(facts);
    expect(steps[0]).toMatchObject({ kind: 'firewall.create', network: '192.168.1.0', currentRules: { WEB: true } });
    const reach = reachOf(inputOf(simulate(facts, { steps })));
    expect(reach.askPort('192.168.1.50', 'tcp', 443).allowed).toBe(true);
    expect(reach.askPort('8.8.8.8', 'tcp', 443).allowed).toBe(false);
  });
});

describe('what cannot be closed', () => {
  it('a firewall that is off', () => {
    expect(refused(partsWith({ system: SYSTEM, firewall: { ...CLEAN.firewall, enabled: false } })).kind).toBe(
      'firewall-off',
    );
  });

  it('a firewall without rules: open on 2026, closed to everybody on 2024', () => {
    expect(refused(withRules([]))).toEqual({ kind: 'no-rules', closed: false });
    expect(refused(withRules([], { system: { ...SYSTEM, release: '2024.1.114' } }))).toEqual({
      kind: 'no-rules',
      closed: true,
    });
  });

  it('Docker and LXC, with the commands of the host', () => {
    const docker = (network: 'bridge' | 'host') =>
      withRules([OPEN], { system: { ...SYSTEM, container: { kind: 'docker', network, bouncer: null } } });
    expect(refused(docker('host'))).toEqual({
      kind: 'container',
      container: 'docker',
      commands: [
        'iptables -N PBX-CLOSED 2>/dev/null || iptables -F PBX-CLOSED',
        'iptables -A PBX-CLOSED -s 192.168.1.0/24 -j RETURN',
        'iptables -A PBX-CLOSED -j DROP',
        'iptables -I INPUT ! -i lo -p tcp -m multiport --dports 22,80,443,5038,8088,8089 -j PBX-CLOSED',
        'ip6tables -N PBX-CLOSED 2>/dev/null || ip6tables -F PBX-CLOSED',
        'ip6tables -A PBX-CLOSED -s fe80::/10 -j RETURN',
        'ip6tables -A PBX-CLOSED -j DROP',
        'ip6tables -I INPUT ! -i lo -p tcp -m multiport --dports 22,80,443,5038,8088,8089 -j PBX-CLOSED',
      ],
    });
    const elsewhere = refused(docker('host'), { address: '203.0.113.9', seen: 'direct', networks: [] });
    expect(elsewhere.kind === 'container' ? elsewhere.commands.filter((line) => line.includes('RETURN')) : []).toEqual([
      'iptables -A PBX-CLOSED -s 203.0.113.9/32 -j RETURN',
      'iptables -A PBX-CLOSED -s 192.168.1.0/24 -j RETURN',
      'ip6tables -A PBX-CLOSED -s fe80::/10 -j RETURN',
    ]);
    // Nobody can be told apart there: the line that names our network fails as it is, and those behind it are not run.
    expect(refused(docker('bridge'))).toMatchObject({
      commands: [
        'iptables -N PBX-CLOSED 2>/dev/null || iptables -F PBX-CLOSED && iptables -A PBX-CLOSED -s YOUR.NETWORK -j RETURN && ' +
          'iptables -A PBX-CLOSED -j DROP && ' +
          'iptables -I DOCKER-USER -d 192.168.1.2 -p tcp -m multiport --dports 22,80,443,5038,8088,8089 -j PBX-CLOSED',
      ],
    });
    const lxc = (managesFirewall: boolean | null) =>
      withRules([OPEN], { system: { ...SYSTEM, container: { kind: 'lxc', managesFirewall } } });
    const inLxc = refused(lxc(null));
    expect(inLxc.kind === 'container' ? inLxc.commands.at(-1) : null).toMatch(
      /^iptables -I FORWARD -d 192.168.1.2 -p tcp/,
    );
    expect(accepted(lxc(true)).steps).toHaveLength(2);
  });

  it('a port of a panel in the range of audio, though no rule says so', () => {
    const panel = (port: number): PartData['firewall']['rules'][number] => ({
      ...rule('7', '0.0.0.0/0', {}),
      services: [
        { category: 'WEB', allow: true, ports: [{ protocol: 'tcp', from: 443, to: 443 }] },
        { category: 'MODULECTICLIENT', allow: true, ports: [{ protocol: 'udp', from: port, to: port }] },
      ],
    });
    const services = { services: ['WEB', 'MODULECTICLIENT'] };
    const shared = { kind: 'shared-port', service: 'MODULECTICLIENT', with: 'SIP' };
    expect(refused(withRules([panel(10_050)]), DIRECT, services)).toEqual({ ...shared, port: 10_050 });
    expect(refused(withRules([panel(5060)]), DIRECT, services)).toEqual({ ...shared, port: 5060 });
    expect(accepted(withRules([panel(9999)]), DIRECT, services).steps).not.toHaveLength(0);
  });

  it('a port that phones share', () => {
    const facts = withRules([OPEN], { ports: { ...CLEAN.ports, webTls: 5061 } });
    expect(refused(facts)).toEqual({ kind: 'shared-port', service: 'WEB', with: 'SIP', port: 5061 });
    // Signalling over UDP is no port of TCP; a row of a rule is one of phones, too, unless its box is closed.
    const at = (port: number, rules = [OPEN]) => withRules(rules, { ports: { ...CLEAN.ports, webTls: port } });
    expect(refused(at(5060))).toMatchObject({ kind: 'shared-port', port: 5060 });
    expect(accepted(at(5062)).steps).toHaveLength(2);
    const odd = (allow: boolean) => ({
      ...OPEN,
      services: OPEN.services.map((one) =>
        one.category === 'IAX' ? { ...one, allow, ports: [{ protocol: 'tcp' as const, from: 444, to: 444 }] } : one,
      ),
    });
    expect(refused(at(444, [odd(true)]))).toEqual({ kind: 'shared-port', service: 'WEB', with: 'IAX', port: 444 });
    expect(accepted(at(444, [odd(false)])).steps).toHaveLength(2);
  });

  it('boxes of which only some rows are allowed, keys that no request can say, rules without a row', () => {
    const mixed = {
      ...OPEN,
      services: [
        ...OPEN.services,
        { category: 'SIP', allow: false, ports: [{ protocol: 'udp' as const, from: 5062, to: 5062 }] },
      ],
    };
    expect(refused(withRules([mixed]))).toEqual({ kind: 'mixed-box', rule: 'Internet', box: 'SIP' });
    const odd = {
      ...OPEN,
      services: [
        ...OPEN.services,
        { category: 'a b', allow: true, ports: [{ protocol: 'tcp' as const, from: 80, to: 80 }] },
      ],
    };
    expect(refused(withRules([odd]))).toMatchObject({ kind: 'odd-box', box: 'a b' });
    expect(refused(withRules([{ ...OPEN, id: '' }]))).toEqual({ kind: 'no-row', rule: 'Internet' });
  });

  it('a mixed box that closes anyway is no hindrance', () => {
    const mixed = {
      ...OPEN,
      services: [
        ...OPEN.services,
        { category: 'WEB', allow: false, ports: [{ protocol: 'tcp' as const, from: 8443, to: 8443 }] },
      ],
    };
    expect(may(simulate(withRules([mixed]), accepted(withRules([mixed]))), '203.0.113.9', 'WEB')).toBe(false);
  });

  it('rules with old ports, which Core renews with the next change', () => {
    const facts = withRules([OPEN], { ports: { ...CLEAN.ports, sip: 5070 } });
    expect(refused(facts)).toMatchObject({ kind: 'stale-ports', box: 'SIP' });
    // The old ports of a box that closes do no harm.
    expect(accepted(withRules([OPEN], { ports: { ...CLEAN.ports, ssh: 2222 } })).steps).toHaveLength(2);
  });

  it('what is closed already', () => {
    expect(refused(withRules([rule('1', OFFICE, EVERYTHING), rule('2', '0.0.0.0/0', { SIP: true })]))).toEqual({
      kind: 'nothing-to-do',
    });
  });

  it('parts that could not be read', () => {
    expect(refused(partsWith({ system: SYSTEM }, { firewall: 'forbidden' }))).toEqual({
      kind: 'unknown',
      missing: [{ part: 'firewall', reason: 'forbidden' }],
    });
  });
});

describe('a release that was not tried', () => {
  const untested = (runningRules: PartData['runningRules']) =>
    withRules([OPEN, rule('1', OFFICE, EVERYTHING)], { system: { ...SYSTEM, release: '2026.9.5' }, runningRules });
  const v6 = ['-P INPUT ACCEPT', '-A INPUT -s ::1/128 -j ACCEPT', '-A INPUT -j DROP'];
  const all = '22,80,443,5038,5060,5061,8088,8089';
  const v4 = [
    '-P INPUT ACCEPT',
    `-A INPUT -p tcp -m multiport --dports ${all} -j ACCEPT`,
    '-A INPUT -p udp -m multiport --dports 5060,10000:10200,4569 -j ACCEPT',
    '-A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT',
    '-A INPUT -s 127.0.0.1/32 -j ACCEPT',
    '-A INPUT -j DROP',
  ];

  it('is planned only where rules in force and cabinet agree', () => {
    expect(refused(untested({ v4: null, v6: null }))).toEqual({
      kind: 'untested',
      release: '2026.9.5',
      rules: 'not-known',
    });
    expect(refused(untested({ v4: ['-P INPUT ACCEPT', '-A INPUT -j DROP'], v6 }))).toMatchObject({ rules: 'differ' });
    expect(accepted(untested({ v4, v6 })).release).toBe('2026.9.5');
  });
});

describe('who and what is cut off', () => {
  const devices = [
    { account: '201', address: '203.0.113.9:5062', userAgent: 'Yealink SIP-T46S 66.86' },
    { account: '202', address: '203.0.113.9', userAgent: 'SIP.js/0.20' },
    { account: '203', address: '192.168.1.77', userAgent: 'Grandstream GXP2135' },
    { account: '204', address: 'nowhere', userAgent: '<script>' },
  ];
  const modules = [
    {
      id: 'ModuleCTIClient',
      name: 'CTI <client>',
      version: '1',
      enabled: true,
      firewallCategories: ['ModuleCTIClient'],
      publicRoutes: [],
    },
  ];
  const ari = { enabled: true, origins: '*', users: [{ id: '1', username: 'bot' }] };
  const plan = accepted(withRules([OPEN], { devices, modules, ari }));

  it('lists who loses what they talk over, apart from those who share an address, and the person', () => {
    expect(plan.affected.map(({ kind, id, maker }) => [kind, id, maker])).toEqual([
      ['asker', 'asker', null],
      ['device', '202', null],
      ['place', '203.0.113.9', null],
      ['place', 'nowhere', null],
      ['module', 'ModuleCTIClient', null],
      ['ami-user', '1', null],
      ['ari-user', '1', null],
    ]);
    expect(plan.affected[0]?.services).toEqual([]);
    expect(plan.affected[1]).toMatchObject({ address: '203.0.113.9', services: ['AJAM'] });
    // The phone there goes on over SIP; whoever sits beside it does not.
    expect(plan.affected[2]).toMatchObject({ services: ['WEB', 'SSH', 'AMI'] });
    expect(plan.affected[3]).toMatchObject({ address: null, says: { key: 'actions.affected.place.name' } });
  });

  it('one phone is one row, a browser is told by its account or its transport, a name is shown', () => {
    const told = [
      { account: '205-WS', address: '203.0.113.8:1', userAgent: 'Chrome' },
      { account: '205', address: '203.0.113.8:2', userAgent: 'Chrome', transport: 'ws' as const },
      { account: '206-TLS', address: '203.0.113.8', userAgent: 'Yealink' },
      { account: '207-WS', address: 'home.example', userAgent: 'x' },
    ];
    const { affected } = accepted(withRules([OPEN], { devices: told }));
    const devices = affected.filter(({ kind }) => kind === 'device');
    expect(devices.map(({ id, says }) => [id, says.key])).toEqual([
      ['205', 'actions.affected.device'],
      ['207', 'actions.affected.device.name'],
    ]);
  });

  it('says what stops, and which of it is used here', () => {
    expect(plan.stops.map(({ id, seen }) => [id, seen])).toEqual([
      ['webrtc', true],
      ['ari', true],
      ['panel-1c', true],
      ['recordings-1c', true],
      ['provisioning', false],
      ['certificate', false],
      ['ami', true],
      ['ssh', false],
    ]);
  });

  it('programs of AMI are there where it is on and somebody made one', () => {
    const amiSeen = (ami: PartData['ami']) =>
      accepted(withRules([OPEN], { ami })).stops.find(({ id }) => id === 'ami')?.seen;
    const [own] = CLEAN.ami.users;
    if (own === undefined) throw new Error('the clean PBX has a program');
    expect(amiSeen({ enabled: true, users: [own] })).toBe(true);
    expect(amiSeen({ enabled: false, users: [own] })).toBe(false);
    expect(amiSeen({ enabled: true, users: [{ ...own, system: true }] })).toBe(false);
  });

  it('programs are told who still gets in, without the IPv6 that 2024 leaves open', () => {
    const old = { ...CLEAN.system, release: '2024.1.114' };
    const { affected } = accepted(withRules([OPEN], { system: old }));
    expect(affected.find(({ kind }) => kind === 'ami-user')?.says.params['networks']).toEqual([OFFICE]);
  });

  it('a provider that loses the ports of calls', () => {
    // It cannot happen by closing these services; told apart in the preview all the same.
    expect(plan.affected.filter(({ kind }) => kind === 'provider')).toEqual([]);
  });
});

describe('warnings', () => {
  it('IPv6 of 2024 stays open, with the command of the router', () => {
    const network = {
      ...CLEAN.network,
      interfaces: [
        { name: 'eth0', addresses: ['192.168.1.2/24', '2a00:1450::5/64', 'fe80::1/64'], internet: true, vpn: false },
      ],
    };
    const facts = withRules([OPEN], {
      system: { ...SYSTEM, release: '2024.1.114' },
      ports: { ...CLEAN.ports, iax: null },
      network,
    });
    const warning = accepted(facts).warnings.find(({ id }) => id === 'ipv6');
    expect(warning?.commands).toEqual([
      'ip6tables -I FORWARD -d 2a00:1450::5 -p tcp -m multiport --dports 22,80,443,5038,8088,8089 -j DROP',
    ]);
    expect(accepted(withRules([OPEN])).warnings.map(({ id }) => id)).not.toContain('ipv6');
  });

  it('private networks that this PBX has not seen, extra rules, rules in force that differ, phones that were not read', () => {
    const facts = withRules([OPEN], {
      extraRules: { firewallAdditional: true, modules: [], customFiles: [] },
      runningRules: { v4: ['-P INPUT ACCEPT'], v6: ['-P INPUT ACCEPT'] },
    });
    const { warnings } = accepted({ ...facts, devices: partsWith({}, { devices: 'timeout' }).devices }, DIRECT, {
      ours: ['10.9.0.0/16'],
    });
    expect(warnings.map(({ id }) => id)).toEqual([
      'unseen:10.9.0.0/16',
      'rules-differ',
      'extra-rules',
      'devices',
      'reload',
      'stays-open',
    ]);
  });

  it('a single address: of the internet, or out of a VPN, where the next one differs', () => {
    const says = (address: string, more: Partial<PartData> = {}, networks: string[] = []) =>
      accepted(withRules([OPEN], more), { address, seen: 'direct', networks }).warnings.flatMap(({ id, says: said }) =>
        id === 'single-address' ? [said.key] : [],
      );
    expect(says('45.83.64.7')).toEqual(['actions.warn.single-address']);
    expect(says('2a00:1450::7')).toEqual(['actions.warn.single-address']);
    expect(says('10.8.0.6')).toEqual(['actions.warn.single-address.vpn']);
    expect(says('fd12::6')).toEqual(['actions.warn.single-address.vpn']);
    expect(says('192.168.1.50')).toEqual([]);
    expect(says('45.83.64.7', {}, ['45.83.64.0/28'])).toEqual([]);
    expect(says('2a00:1450::7', {}, ['2a00:1450::/64'])).toEqual([]);
    expect(says('2a00:1450::7', {}, ['2a00:1450::/96'])).toEqual([]);
    expect(says('10.8.0.6', {}, ['10.8.0.0/24'])).toEqual([]);
    const unread = { ...withRules([OPEN]), network: partsWith({}, { network: 'forbidden' }).network };
    const { warnings } = accepted(unread, { address: '10.8.0.6', seen: 'direct', networks: [] });
    expect(warnings.map(({ id }) => id)).toEqual(['added', 'reload', 'stays-open']);
  });

  it('a private network that was not seen: of the person, or of others', () => {
    const { warnings } = accepted(
      withRules([OPEN]),
      { ...DIRECT, address: '10.8.0.6', networks: ['10.8.0.0/24'] },
      {
        ours: ['10.9.0.0/24', '45.83.64.0/28', OFFICE],
      },
    );
    expect(warnings.slice(0, -2)).toEqual([
      {
        id: 'unseen:10.8.0.0/24',
        says: say('actions.warn.unseen.yours', { network: '10.8.0.0/24', address: '10.8.0.6' }),
        commands: [],
      },
      {
        id: 'unseen:10.9.0.0/24',
        says: { key: 'actions.warn.unseen', params: { network: '10.9.0.0/24', address: '10.8.0.6' } },
        commands: [],
      },
    ]);
  });

  it('rules in force that differ, not those that agree or cannot be judged', () => {
    const ids = (runningRules: PartData['runningRules'], lost: Parameters<typeof partsWith>[1] = {}) =>
      accepted({ ...withRules([OPEN], { runningRules }), ...pick(lost) }).warnings.map(({ id }) => id);
    const pick = (lost: Parameters<typeof partsWith>[1]) =>
      lost?.network === undefined ? {} : { network: partsWith({}, lost).network };
    const differ = { v4: ['-P INPUT ACCEPT'], v6: ['-P INPUT ACCEPT'] };
    expect(ids(differ)).toContain('rules-differ');
    expect(ids(differ, { network: 'forbidden' })).toContain('rules-differ');
    expect(ids({ v4: null, v6: null })).toEqual(['reload', 'stays-open']);
  });

  it('what is still open to the internet is named, with the item that closes it', () => {
    const { warnings } = accepted(withRules([OPEN]));
    expect(warnings.map(({ id }) => id)).toEqual(['reload', 'stays-open']);
    expect(speaker(en)(warnings[1]?.says ?? { key: 'actions.warn.reload', params: {} })).toBe(
      'Still open to the internet: SIP, IAX, ICMP. The item "Networks that can connect" closes that next.',
    );
  });

  it('on 2024 what no rule filters is not said to be closed next', () => {
    const office = rule('2', '192.168.1.0/24', { WEB: true, SIP: true });
    const { warnings } = accepted(withRules([office, OPEN], { system: { ...SYSTEM, release: '2024.1.114' } }));
    expect(warnings.map(({ id }) => id)).toContain('ipv6');
    const said = warnings.flatMap(({ id, says }) => (id === 'stays-open' ? [speaker(en)(says)] : []));
    expect(said).toEqual([expect.stringMatching(/: SIP, IAX, ICMP\. /)]);
  });

  it('none where all is well', () => {
    const open = rule('7', '0.0.0.0/0', { WEB: true });
    expect(accepted(withRules([open])).warnings.map(({ id }) => id)).toEqual(['reload']);
  });
});

describe('words', () => {
  const REFUSALS: readonly Refusal[] = [
    { kind: 'unknown', missing: [{ part: 'firewall', reason: 'timeout' }] },
    { kind: 'container', container: 'lxc', commands: ['iptables'] },
    { kind: 'firewall-off' },
    { kind: 'no-rules', closed: true },
    { kind: 'bad-address', address: 'x' },
    ...(['direct', 'gateway', 'proxy', 'bridge', 'unknown'] as const).map(
      (seen) => ({ kind: 'not-a-person', seen, address: '::1' }) as const,
    ),
    { kind: 'untested', release: '2026.9.5', rules: 'differ' },
    { kind: 'would-open', protocol: 'tcp', port: 80, address: '8.8.8.8' },
    ...(['first-rule', 'container', 'everybody', 'list-full'] as const).map(
      (because) => ({ kind: 'cannot-exempt', network: OFFICE, because }) as const,
    ),
  ];
  const plan = accepted(
    withRules([OPEN], { system: { ...SYSTEM, release: '2024.1.114' }, ports: { ...CLEAN.ports, iax: null } }),
  );
  const messages = (value: unknown): string[] =>
    typeof value !== 'object' || value === null
      ? []
      : 'key' in value && typeof value.key === 'string'
        ? [value.key]
        : Object.values(value).flatMap(messages);

  it.each([
    ['en', en],
    ['ru', ru],
  ] as const)('%s: every refusal is a whole sentence', (_, words) => {
    const speak = speaker(words);
    for (const refusal of REFUSALS) {
      const { says, steps } = sayRefusal(refusal);
      for (const message of [says, ...steps]) expect(speak(message)).not.toMatch(/%|undefined|^$/);
    }
  });

  it('no plan calls the PBX isolated or safe', () => {
    const used = messages(plan);
    expect(used.length).toBeGreaterThan(20);
    for (const [key, text] of Object.entries(en)) {
      if (key.startsWith('actions.')) expect(text).not.toMatch(/isolat|secure now|safe now|unreachable/i);
    }
  });
});

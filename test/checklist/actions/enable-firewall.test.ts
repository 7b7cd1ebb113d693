/** Switching the firewall on: for whom rules are proposed, what is asked, and what stays open; each trap once, by hand. */
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../sites/checklist/actions/action.ts';
import {
  enableFirewall,
  firstFirewall,
  type EnableFirewallOptions,
} from '../../../sites/checklist/actions/enable-firewall.ts';
import type { Proposal } from '../../../sites/checklist/actions/proposals.ts';
import { simulate } from '../../../sites/checklist/actions/simulate.ts';
import type { Plan } from '../../../sites/checklist/actions/types.ts';
import { offerOf } from '../../../sites/checklist/actions/offered.ts';
import { audit } from '../../../sites/checklist/audit.ts';
import type { PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import { CLEAN, EVERYTHING, factsWith, NOW, partsWith, rule } from '../../support/facts.ts';
import { inputOf } from './random.ts';

const PERSON: Person = { address: '192.168.1.50', seen: 'direct' };
const LITERAL = CLEAN.providers.map((provider) => ({ ...provider, host: '203.0.113.10' }));
const phone = (account: string, address: string, userAgent = 'Yealink SIP-T31P 124.86.0.40') => ({
  account,
  address,
  userAgent,
});

const OFF: Partial<PartData> = {
  system: { ...CLEAN.system, release: '2026.1.223' },
  firewall: { ...CLEAN.firewall, enabled: false, rules: [] },
  providers: LITERAL,
};
const off = (more: Partial<PartData> = {}): Parts => partsWith({ ...OFF, ...more });

const shortOf = ({ kind, network, services, on }: Proposal) =>
  `${on ? '+' : '-'} ${kind} ${network} ${services.join()}`;
const proposed = (facts: Parts, person = PERSON) => firstFirewall(facts, person).rules.map(shortOf);
const planned = (facts: Parts, change: (first: EnableFirewallOptions) => EnableFirewallOptions = (one) => one) =>
  enableFirewall.plan(facts, change(firstFirewall(facts, PERSON)), { ...PERSON, networks: [] });
function accepted(...args: Parameters<typeof planned>): Plan {
  const one = planned(...args);
  if (!one.accepted) throw new Error(JSON.stringify(one.refusal));
  return one.plan;
}
const ALL = 'SIP,IAX,WEB,SSH,AMI,AJAM,ICMP';

describe('for whom rules are proposed', () => {
  it('the own network with all, the provider with SIP, phones elsewhere with SIP', () => {
    const devices = [phone('201', '192.168.1.7'), phone('202', '9.9.9.9'), phone('203-WS', '9.9.9.9', 'JsSIP 3.10')];
    expect(proposed(off({ devices }))).toEqual([
      `+ own 192.168.1.0/24 ${ALL}`,
      '+ provider 203.0.113.10/32 SIP',
      '+ phone 9.9.9.9/32 SIP,AJAM',
    ]);
  });

  it('the person elsewhere first, by their address', () => {
    const [first] = proposed(off(), { address: '8.8.8.8', seen: 'direct' });
    expect(first).toBe(`+ person 8.8.8.8/32 ${ALL}`);
  });

  it('a program for break-ins, and who only knocks at the web interface or SSH, is shown and not ticked', () => {
    const facts = off({
      devices: [phone('201', '9.9.9.9', 'friendly-scanner')],
      connections: {
        rows: [
          { port: 22, address: '8.8.4.4', count: 3 },
          { port: 5038, address: '8.8.8.8', count: 1 },
        ],
        complete: true,
      },
    });
    const rows = proposed(facts);
    expect(rows).toContain('- phone 9.9.9.9/32 SIP');
    expect(rows).toContain('- user 8.8.4.4/32 SSH');
    expect(rows).toContain('+ user 8.8.8.8/32 AMI');
    const { affected } = accepted(facts);
    expect(affected.filter(({ kind }) => kind === 'place').map(({ id }) => id)).toEqual(['8.8.4.4/32']);
    expect(affected.filter(({ kind }) => kind === 'device').map(({ id }) => id)).toEqual(['201']);
  });

  it('a place of a provider and of a phone is one, with what is known of both', () => {
    const [, one, ...more] = firstFirewall(off({ devices: [phone('201', '203.0.113.10')] }), PERSON).rules;
    expect(more).toEqual([]);
    expect(one).toMatchObject({ kind: 'provider', network: '203.0.113.10/32', services: ['SIP'], on: true });
    expect(one?.evidence.map(({ key }) => key)).toEqual([
      'actions.place.provider',
      'users.and',
      'actions.place.phone.makers',
    ]);
  });

  it('a place of up to four accounts is told by their names', () => {
    const told = (count: number) => {
      const devices = Array.from({ length: count }, (_, i) => phone(String(201 + i), '9.9.9.9'));
      const place = firstFirewall(off({ devices }), PERSON).rules.find(({ network }) => network === '9.9.9.9/32');
      return place?.evidence.some(({ key }) => key === 'actions.place.phone.makers');
    };
    expect([told(1), told(4), told(5)]).toEqual([true, true, false]);
  });

  it('who does anything but knock is let in, whatever else they knock at', () => {
    const rows = [
      { port: 22, address: '8.8.4.4', count: 3 },
      { port: 5038, address: '8.8.4.4', count: 1 },
    ];
    const mixed = proposed(off({ connections: { rows, complete: true } }));
    expect(mixed.filter((row) => row.includes('8.8.4.4'))).toEqual([expect.stringMatching(/^\+ user 8\.8\.4\.4\/32 /)]);
  });

  it('who signed in lately is let in again', () => {
    const web = {
      since: NOW,
      addresses: [{ address: '8.8.4.4', last: NOW, count: 2 }],
      nameless: 0,
      complete: true,
    };
    expect(proposed(off({ signIns: { ...CLEAN.signIns, web } }))).toContain('+ user 8.8.4.4/32 WEB');
  });

  it('what a rule of another network says, or one that says nothing, tells nothing of the own one', () => {
    const withRule = (...rules: PartData['firewall']['rules']) =>
      proposed(off({ firewall: { ...CLEAN.firewall, enabled: false, rules } }))[0];
    expect(withRule(rule('3', '192.168.1.0/24', {}))).toBe(`+ own 192.168.1.0/24 ${ALL}`);
    expect(withRule(rule('3', '10.99.0.0/24', { SIP: true }))).toBe(`+ own 192.168.1.0/24 ${ALL}`);
    expect(withRule(rule('3', 'office.example', { SIP: true }))).toBe(`+ own 192.168.1.0/24 ${ALL}`);
  });

  it('what a narrow rule says a network is to have is kept, and completed', () => {
    const firewall = {
      ...CLEAN.firewall,
      enabled: false,
      rules: [rule('3', '192.168.1.0/24', { SIP: true, SSH: true }), rule('4', '203.0.113.0/28', { SIP: true })],
    };
    const facts = off({ firewall, devices: [phone('202', '203.0.113.5')] });
    expect(proposed(facts)).toEqual(['+ own 192.168.1.0/24 SIP,IAX,WEB,SSH,ICMP']);
    expect(accepted(facts).steps).toMatchObject([
      { kind: 'firewall.patch', id: 3, currentRules: { SIP: true, SSH: true, WEB: true, AMI: false } },
      { kind: 'firewall.switch', enabled: true },
    ]);
  });
});

it("a phone at the person's own address elsewhere takes nothing from their browser", () => {
  const facts = off({ devices: [phone('202', '8.8.8.8')] });
  const first = firstFirewall(facts, PERSON);
  const asker = { address: '8.8.8.8', seen: 'direct', networks: [] } as const;
  const plan = enableFirewall.plan(facts, first, asker);
  expect(plan.accepted).toBe(true);
  if (!plan.accepted) return;
  expect(reachOf(inputOf(simulate(facts, plan.plan))).ask('8.8.8.8', 'WEB').allowed).toBe(true);
});

describe('new rules', () => {
  it('are called after whom they are for', () => {
    const web = { since: NOW, addresses: [{ address: '8.8.4.4', last: NOW, count: 2 }], nameless: 0, complete: true };
    const facts = off({ devices: [phone('202', '9.9.9.9')], signIns: { ...CLEAN.signIns, web } });
    const plan = enableFirewall.plan(
      facts,
      { ...firstFirewall(facts, PERSON), ruleName: 'Own network' },
      { ...PERSON, networks: [] },
    );
    if (!plan.accepted) throw new Error(plan.refusal.kind);
    const names = plan.plan.steps.flatMap((step) => (step.kind === 'firewall.create' ? [step.description] : []));
    const [own, ...others] = names;
    expect(own).toBe('Own network');
    expect(others).toContain('Provider');
    expect(others).toContain('WEB 8.8.4.4');
    expect(others.some((name) => name.startsWith('202'))).toBe(true);
  });

  it('are not made for what Core lets in by itself, whichever provider has it among its additional hosts', () => {
    const [one] = LITERAL;
    if (one === undefined) throw new Error('no provider');
    const providers = [one, { ...one, id: 'SIP-2', name: 'Other', host: '203.0.113.11', hosts: ['203.0.113.10'] }];
    const rows = proposed(off({ providers }));
    expect(rows).not.toContain('+ provider 203.0.113.10/32 SIP');
    expect(rows).toContain('+ provider 203.0.113.11/32 SIP');
    const named = { ...one, host: 'sip.provider.example', hosts: ['203.0.113.20'] };
    const addresses = [{ address: '203.0.113.20', target: 'x', firstSeen: NOW, lastSeen: NOW }];
    const providerHosts = [{ host: 'sip.provider.example', resolvedAt: NOW, failed: null, addresses }];
    expect(proposed(off({ providers: [named], providerHosts })).filter((row) => row.includes('provider'))).toEqual([]);
  });

  it('of providers with more addresses than an office has are asked about', () => {
    const [one] = LITERAL;
    if (one === undefined) throw new Error('no provider');
    const facts = off({ providers: [{ ...one, host: '203.0.0.0/8' }] });
    expect(planned(facts)).toMatchObject({ accepted: false, refusal: { kind: 'ask-provider' } });
  });
});

describe('a rule of theirs that lacks a row of a box', () => {
  const lacking = (network: string) => {
    const whole = rule('5', network, { ...EVERYTHING, AJAM: false });
    const services = whole.services.map((service) =>
      service.category === 'SIP'
        ? { ...service, ports: service.ports.filter(({ protocol, from }) => protocol !== 'tcp' || from !== 5060) }
        : service,
    );
    return { ...whole, priority: null, services };
  };
  const facts = off({
    system: { ...CLEAN.system, release: '2024.1.114' },
    firewall: { ...CLEAN.firewall, enabled: false, rules: [lacking('192.168.1.0/24')] },
  });

  it('gets a second rule beside it, for what no saved row opens', () => {
    const { steps, undo } = accepted(facts);
    expect(steps.filter(({ kind }) => kind !== 'firewall.switch')).toMatchObject([
      { kind: 'firewall.create', network: '192.168.1.0', subnet: 24, currentRules: { SIP: true, WEB: false } },
      { kind: 'firewall.create', network: '203.0.113.10' },
    ]);
    expect(undo).not.toContainEqual({ kind: 'rule', id: 5 });
  });

  it('is completed where the box has no row at all, by 2024; 2026 makes no rows, so that a second rule does', () => {
    const bare = lacking('192.168.1.0/24');
    const without = { ...bare, services: bare.services.filter(({ category }) => category !== 'SIP') };
    const firstOn = (release: string) => {
      const firewall = { ...CLEAN.firewall, enabled: false, rules: [without] };
      return accepted(off({ system: { ...CLEAN.system, release }, firewall })).steps[0];
    };
    expect(firstOn('2024.1.114')).toMatchObject({ kind: 'firewall.patch', id: 5, currentRules: { SIP: true } });
    expect(firstOn('2026.1.223')).toMatchObject({ kind: 'firewall.create', network: '192.168.1.0' });
  });

  it('has nothing more to do afterwards, and lets in by every port', () => {
    const plan = accepted(facts);
    const after = simulate(facts, plan);
    const again = off({
      system: { ...CLEAN.system, release: '2024.1.114' },
      firewall: { ...inputOf(after).firewall, enabled: false },
    });
    expect(accepted(again).steps).toMatchObject([{ kind: 'firewall.switch' }]);
    expect(reachOf(inputOf(after)).askPort('192.168.1.9', 'tcp', 5060).allowed).toBe(true);
    expect(reachOf(inputOf(after)).askPort('9.9.9.9', 'tcp', 5060).allowed).toBe(false);
  });
});

describe('a provider whose address is known', () => {
  const without = (first: EnableFirewallOptions) => ({
    ...first,
    rules: first.rules.filter(({ network }) => network !== '203.0.113.10/32'),
  });
  const lost = (port: number) => ({
    accepted: false,
    refusal: { kind: 'would-close', protocol: 'udp', port, address: '203.0.113.10' },
  });

  it('is never shut out because somebody left it out of the list', () => {
    expect(planned(off(), without)).toEqual(lost(5060));
    const iax = LITERAL.map((provider) => ({ ...provider, kind: 'iax' as const }));
    expect(planned(off({ providers: iax }), without)).toEqual(lost(4569));
  });

  it('may be, by a person who says so, or where it had nothing', () => {
    const unticked = (first: EnableFirewallOptions) => ({
      ...first,
      rules: first.rules.map((one) => (one.network === '203.0.113.10/32' ? { ...one, on: false } : one)),
    });
    expect(accepted(off(), unticked).affected.map(({ kind }) => kind)).toContain('provider');
    const firewall = { ...CLEAN.firewall, enabled: true, rules: [] };
    const system = { ...CLEAN.system, release: '2024.1.114' };
    // Without a rule 2024 is closed: nothing is taken from it.
    expect(planned(off({ firewall, system }), without)).toMatchObject({ accepted: true });
  });
});

describe('a provider by name', () => {
  const facts = off({ providers: CLEAN.providers });
  const answer =
    (network: string, on = true) =>
    (first: EnableFirewallOptions) => ({
      ...first,
      rules: first.rules.map((one) => (one.network === '' ? { ...one, network, on } : one)),
    });

  it('whose addresses nobody knows is asked about, and never left out in silence', () => {
    const asked = {
      accepted: false,
      refusal: { kind: 'ask-provider', provider: 'Provider', host: 'sip.provider.example' },
    };
    expect(planned(facts)).toEqual(asked);
    expect(
      planned(facts, (first) => ({ ...first, rules: first.rules.filter(({ network }) => network !== '') })),
    ).toEqual(asked);
  });

  it('is answered by a person: with addresses, or that it is not wanted', () => {
    const created = ({ steps }: Plan) =>
      steps.flatMap((step) => (step.kind === 'firewall.create' ? [step.network] : []));
    expect(created(accepted(facts, answer('198.51.100.0/28')))).toEqual(['192.168.1.0', '198.51.100.0']);
    expect(created(accepted(facts, answer('', false)))).toEqual(['192.168.1.0']);
  });

  it('is proposed by the addresses that it last had', () => {
    const providerHosts = [
      {
        host: 'sip.provider.example',
        resolvedAt: NOW,
        failed: null,
        addresses: [{ address: '203.0.113.20', target: 'sip.provider.example', firstSeen: NOW, lastSeen: NOW }],
      },
    ];
    expect(proposed(off({ providers: CLEAN.providers, providerHosts }))).toContain('+ provider 203.0.113.20/32 SIP');
  });

  it('needs no rule where Core lets its name in by itself: before 2026.2.118', () => {
    const listed = CLEAN.providers.map((one) => ({ ...one, hosts: [one.host] }));
    expect(proposed(off({ providers: listed }))).toEqual([`+ own 192.168.1.0/24 ${ALL}`]);
    const newest = { ...CLEAN.system, release: '2026.9.5' };
    expect(proposed(off({ providers: listed, system: newest }))).toContain('+ provider  SIP');
  });
});

describe('the plan', () => {
  it('of a firewall without a rule: off meanwhile where that is open, rules alone where it is closed', () => {
    const firewall = { ...CLEAN.firewall, enabled: true, rules: [] };
    const kinds = (facts: Parts) => accepted(facts).steps.map(({ kind }) => kind.replace('firewall.', ''));
    expect(kinds(off({ firewall }))).toEqual(['switch', 'create', 'create', 'switch']);
    const system = { ...CLEAN.system, release: '2024.1.114' };
    expect(kinds(off({ firewall, system, ports: { ...CLEAN.ports, iax: null } }))).toEqual(['create', 'create']);
  });

  it("closes Core's rule for everybody, and says what a person leaves open", () => {
    const firewall = {
      ...CLEAN.firewall,
      enabled: false,
      rules: [rule('7', '0.0.0.0/0', EVERYTHING, { name: 'Internet' })],
    };
    const facts = off({ firewall });
    const plan = accepted(facts);
    expect(plan.steps.at(-2)).toMatchObject({ id: 7, currentRules: { SIP: false, WEB: false, ICMP: true } });
    expect(plan.warnings.map(({ id }) => id)).not.toContain('open');
    const left = accepted(facts, (first) => ({
      ...first,
      wide: [{ rule: '7', closes: ['WEB', 'SSH', 'AMI', 'AJAM', 'IAX'] }],
    }));
    expect(left.warnings.map(({ id }) => id)).toEqual(expect.arrayContaining(['open', 'open-sip']));
    expect(left.warnings.find(({ id }) => id === 'open')?.says).toMatchObject({
      key: 'actions.warn.open',
      params: { services: [{ params: { service: 'SIP' } }], by: expect.any(Array) as unknown },
    });
    const web = accepted(facts, (first) => ({
      ...first,
      wide: [{ rule: '7', closes: ['SIP', 'SSH', 'AMI', 'AJAM', 'IAX'] }],
    }));
    expect(web.warnings.map(({ id }) => id)).toContain('open');
    expect(web.warnings.map(({ id }) => id)).not.toContain('open-sip');
    const all = accepted(facts, (first) => ({ ...first, wide: [] }));
    expect(all.warnings.map(({ id }) => id)).toEqual(expect.arrayContaining(['open', 'open-sip']));
    // Narrow ones that are much together have no name of their own.
    const many = Array.from({ length: 300 }, (_, i) =>
      rule(String(i + 1), `81.${i % 256}.${i >> 8}.0/24`, { SIP: true }),
    );
    const together = accepted(off({ firewall: { ...firewall, rules: many } }), (first) => ({ ...first, wide: [] }));
    expect(together.warnings.find(({ id }) => id === 'open')?.says.key).toBe('actions.warn.open.many');
  });

  it('says that neighbours over IPv6 are let in where the PBX has such an address, not by a link alone', () => {
    const on = (...addresses: string[]) => ({
      network: { ...CLEAN.network, interfaces: [{ name: 'eth0', addresses, internet: true, vpn: false }] },
    });
    const ids = (more: Partial<PartData>) => accepted(off(more)).warnings.map(({ id }) => id);
    expect(ids(on('192.168.1.2/24', 'fd00:1::2/64'))).toContain('neighbours');
    expect(ids(on('192.168.1.2/24', 'fe80::2/64'))).not.toContain('neighbours');
    expect(ids(on('192.168.1.2/24'))).not.toContain('neighbours');
  });

  it('proposes nothing where firewall, ports or system were not read', () => {
    for (const part of ['firewall', 'ports', 'system'] as const) {
      const facts = { ...off(), [part]: partsWith({}, { [part]: 'timeout' })[part] };
      expect(firstFirewall(facts, PERSON).rules, part).toEqual([]);
    }
  });

  it('asks for no address of a provider that is this PBX itself', () => {
    const providers = (host: string) => CLEAN.providers.map((provider) => ({ ...provider, host }));
    expect(proposed(off({ providers: providers('localhost') })).filter((text) => text.includes('provider'))).toEqual(
      [],
    );
    expect(proposed(off({ providers: providers('sip.example') })).filter((text) => text.includes('provider'))).toEqual([
      '+ provider  SIP',
    ]);
  });

  it('leaves intrusion protection off where it is, and says so', () => {
    const plan = accepted(off({ fail2ban: { ...CLEAN.fail2ban, enabled: false, banning: false } }));
    expect(plan.steps.filter(({ kind }) => kind === 'firewall.switch')).toHaveLength(1);
    expect(plan.warnings.map(({ id }) => id)).toContain('bans-off');
    expect(plan.undo).toContainEqual({ kind: 'setting', key: 'PBXFirewallEnabled' });
    const ids = (facts: Parts) => accepted(facts).warnings.map(({ id }) => id);
    expect(ids(off())).not.toContain('bans-off');
    expect(ids({ ...off(), fail2ban: partsWith({}, { fail2ban: 'timeout' }).fail2ban })).not.toContain('bans-off');
  });

  it('is refused where nobody knows the providers', () => {
    const facts: Parts = {
      ...off(),
      providers: { state: 'unknown', readAt: NOW, source: 'file', reason: 'timeout' },
    };
    expect(planned(facts)).toMatchObject({ refusal: { kind: 'unknown', missing: [{ part: 'providers' }] } });
  });

  it('is refused where it would be longer than a plan may be', () => {
    const devices = Array.from({ length: 2000 }, (_, i) => phone('201', `91.12.${Math.floor(i / 250)}.${i % 250}`));
    expect(planned(off({ devices }))).toMatchObject({ refusal: { kind: 'too-many', most: 2000 } });
  });

  it.each([
    ['connections', true],
    ['vpn', true],
    ['secrets', false],
    ['attestations', false],
  ] as const)('warns where %s could have named somebody else: %s', (part, warns) => {
    const unread = partsWith(OFF, { [part]: 'timeout' });
    expect(accepted(unread).warnings.some(({ id }) => id === 'unread')).toBe(warns);
    expect(accepted(off()).warnings.some(({ id }) => id === 'unread')).toBe(false);
  });

  it('of 10,000 extensions, 100 rules and 500 phones elsewhere has a rule for each', () => {
    const rules = Array.from({ length: 100 }, (_, i) => rule(String(i + 1), `10.${i}.0.0/24`, { SIP: true }));
    const devices = Array.from({ length: 500 }, (_, i) =>
      phone(String(1000 + i), `8.${i % 200}.${1 + (i % 9)}.${1 + (i % 250)}`),
    );
    const facts = off({ firewall: { ...CLEAN.firewall, enabled: false, rules }, devices });
    const plan = accepted(facts);
    expect(plan.steps.length).toBeGreaterThan(490);
    expect(plan.affected.filter(({ kind }) => kind === 'device')).toEqual([]);
  });
});

it('is offered for its item, and makes it pass', () => {
  const facts = factsWith(OFF);
  const result = audit(facts, { tool: { name: 't', version: '0' } }).results.find(
    ({ id }) => id === 'firewall-enabled',
  );
  if (result === undefined) throw new Error('no item');
  expect(offerOf(result, facts)).toEqual({ kind: 'fix', action: 'enable-firewall' });
  const after = { ...facts, parts: simulate(facts.parts, accepted(facts.parts)) };
  const again = audit(after, { tool: { name: 't', version: '0' } }).results.find(({ id }) => id === 'firewall-enabled');
  expect(['pass', 'unknown']).toContain(again?.verdict);
});

/** What holds of every plan to switch the firewall on, step by step, and of every refusal, whatever the PBX and whoever asks. */
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { isIP } from 'node:net';
import { expect, it } from 'vitest';
import {
  enableFirewall,
  firstFirewall,
  type EnableFirewallOptions,
} from '../../../sites/checklist/actions/enable-firewall.ts';
import { PlanSchema } from '../../../sites/checklist/actions/schema.ts';
import { play, simulate } from '../../../sites/checklist/actions/simulate.ts';
import type { Plan } from '../../../sites/checklist/actions/types.ts';
import { keep, putBack } from '../../../sites/checklist/actions/undo.ts';
import type { FirewallRule, PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import type { Protocol } from '../../../sites/checklist/reach/types.ts';
import { CLEAN, known } from '../../support/facts.ts';
import { claimHolds, endsOf } from './claims.ts';
import { addressesOf, gateOf, inside, type Gate } from './outside.ts';
import { cases, inputOf, linesOf, RUNS, type Case } from './random.ts';

const fits = new Ajv({ strict: false }).compile(PlanSchema);

type Provider = PartData['providers'][number];
const place = fc.constantFrom(
  '8.8.8.8',
  '8.8.1.3',
  '9.9.9.9',
  '10.0.1.7',
  '203.0.113.77',
  '2a00:1450::7',
  'phone.example',
);
const devices = fc.array(
  fc.record({
    account: fc.constantFrom('201', '202', '203-WS', '204'),
    address: place,
    userAgent: fc.constantFrom('Yealink SIP-T31P 124.86.0.40', 'friendly-scanner', 'JsSIP 3.10', ''),
  }),
  { maxLength: 4 },
);
const provider: fc.Arbitrary<Provider> = fc
  .record({
    host: fc.constantFrom('203.0.113.10', '203.0.113.10:5080', '10.0.2.9', '8.8.0.1', 'sip.example', ''),
    hosts: fc.array(fc.constantFrom('203.0.113.10', '203.0.113.11', 'sip.example', '127.0.0.1'), { maxLength: 2 }),
    kind: fc.constantFrom('sip' as const, 'sip' as const, 'iax' as const),
    disabled: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  })
  .map((some) => ({
    id: `${some.kind}-${some.host}`,
    name: `Provider ${some.host}`,
    registration: 'outbound' as const,
    filterId: null,
    demo: false,
    ...some,
  }));
const interfaces = fc.subarray([
  { name: 'eth0', addresses: ['192.168.1.2/24'], internet: true, vpn: false },
  { name: 'wg0', addresses: ['10.0.1.1/24'], internet: false, vpn: true },
  { name: 'eth1', addresses: ['8.8.2.1/24', 'fd00:1::2/64'], internet: false, vpn: false },
]);

const somebody = fc.constantFrom('8.8.1.9', '9.9.9.9', '203.0.113.5', '192.168.1.9', '2a00:1450::7');
const SINCE = '2026-10-24T12:00:00+00:00';
const signIns = fc
  .array(fc.record({ address: somebody, last: fc.constant(CLEAN.system.now), count: fc.nat(3) }), { maxLength: 2 })
  .map((addresses) => ({ since: SINCE, addresses, nameless: 0, complete: true }));
const seen = fc.record({
  signIns: fc.record({ web: signIns, ssh: signIns }),
  connections: fc
    .array(fc.record({ port: fc.constantFrom(443, 22, 5038, 8088), address: somebody, count: fc.constant(1) }), {
      maxLength: 3,
    })
    .map((rows) => ({ rows, complete: true })),
  providerHosts: fc.constantFrom<PartData['providerHosts']>(
    [],
    [
      {
        host: 'sip.example',
        resolvedAt: CLEAN.system.now,
        failed: null,
        addresses: ['203.0.113.20', '203.0.113.21'].map((address) => ({
          address,
          target: 'sip.example',
          firstSeen: SINCE,
          lastSeen: CLEAN.system.now,
        })),
      },
    ],
  ),
  vpn: fc.constantFrom<PartData['vpn']>([], [{ name: 'wg1', networks: ['10.8.0.0/24', '10.9.0.0/16'], peers: [] }]),
});

/** What a person makes of what is suggested. */
const changes = fc.record({
  unticked: fc.array(fc.nat(9), { maxLength: 2 }),
  ticked: fc.boolean(),
  leavesOpen: fc.constantFrom(...Array<string>(6).fill(''), 'SIP', 'WEB', 'all'),
  answers: fc.constantFrom('203.0.113.64/28', '203.0.113.64/28', '203.0.113.64/28', '', 'sip.example', '0.0.0.0/0'),
});
type Changes = Readonly<Record<'unticked' | 'ticked' | 'leavesOpen' | 'answers', unknown>> & {
  readonly unticked: readonly number[];
  readonly ticked: boolean;
  readonly leavesOpen: string;
  readonly answers: string;
};

interface Enabling extends Case {
  readonly options: EnableFirewallOptions;
}

function chosen(facts: Parts, { address, seen }: Case['asker'], made: Changes): EnableFirewallOptions {
  const { rules, wide } = firstFirewall(facts, { address, seen });
  return {
    rules: rules.map((rule, i) => ({
      ...rule,
      on: (rule.on || made.ticked) && !made.unticked.includes(i),
      network: rule.network === '' && rule.kind === 'provider' ? made.answers : rule.network,
    })),
    wide: wide.map(({ rule, closes }) => ({
      rule,
      closes: closes.filter((box) => made.leavesOpen !== 'all' && box !== made.leavesOpen),
    })),
  };
}

/** As rows are of settings whose range of ports ends before it begins. */
const turned = (rule: FirewallRule): FirewallRule => ({
  ...rule,
  services: rule.services.map((service) => ({
    ...service,
    ports: service.ports.map((row) => ({ ...row, from: row.to, to: row.from })),
  })),
});

const enabling: fc.Arbitrary<Enabling> = fc
  .record({
    one: cases,
    state: fc.constantFrom('off', 'off', 'off', 'no rules', 'as it is'),
    devices,
    providers: fc.array(provider, { maxLength: 2 }),
    interfaces,
    seen,
    reversed: fc.integer({ min: 0, max: 30 }).map((n) => n === 0),
    changes,
  })
  .map(({ one, state, reversed, ...made }): Enabling => {
    const { firewall, ports } = inputOf(one.facts);
    const isRead = one.facts.providers.state === 'known';
    const rules = state === 'no rules' ? [] : firewall.rules.map((rule) => (reversed ? turned(rule) : rule));
    const facts: Parts = {
      ...one.facts,
      ports: known(reversed ? { ...ports, rtpFrom: ports.rtpTo, rtpTo: ports.rtpFrom } : ports),
      firewall: known({ ...firewall, rules, enabled: state === 'off' ? false : firewall.enabled }),
      devices: known(made.devices),
      signIns: known(made.seen.signIns),
      connections: known(made.seen.connections),
      providerHosts: known(made.seen.providerHosts),
      vpn: known(made.seen.vpn),
      providers: isRead ? known(made.providers) : one.facts.providers,
      network: known({ ...CLEAN.network, interfaces: made.interfaces }),
    };
    const running = one.facts.runningRules;
    const isTold = running.state === 'known' && running.data.v4 !== null;
    const lines = linesOf(facts);
    const print = (list: readonly string[]) => ['-P INPUT ACCEPT', ...list];
    const now = isTold ? { v4: print(lines.v4), v6: print(lines.v6) } : { v4: null, v6: null };
    const whole = { ...facts, runningRules: known(now) };
    return { facts: whole, asker: one.asker, ours: [], options: chosen(whole, one.asker, made.changes) };
  });

interface Tried extends Enabling {
  readonly plan: Plan;
  readonly after: Parts;
  readonly was: Gate;
  readonly is: Gate;
  /** After so many steps. */
  readonly between: readonly Gate[];
}

const portsOf = ({ facts }: Enabling): Readonly<Record<string, readonly (readonly [Protocol, number])[]>> => {
  const { sip, sipTls, rtpFrom, web, webTls, ssh, ami, ajam, ajamTls, iax } = inputOf(facts).ports;
  const tcp = (...list: number[]) => list.map((port) => ['tcp', port] as const);
  return {
    SIP: [['udp', sip], ...tcp(sip, sipTls), ['udp', rtpFrom]],
    IAX: iax === null ? [] : [['udp', iax]],
    WEB: tcp(web, webTls),
    SSH: tcp(ssh),
    AMI: tcp(ami),
    AJAM: tcp(ajam, ajamTls),
    MODULECTICLIENT: tcp(4222),
    ICMP: [['icmp', 0]],
  };
};

/** After each step but the last; while the firewall is off there are no lines, and everybody gets in. */
function gatesBetween(facts: Parts, { steps }: Plan): readonly Gate[] {
  return steps.slice(0, -1).flatMap((_, i) => {
    const then = simulate(facts, { steps: steps.slice(0, i + 1) });
    const { v4, v6 } = linesOf(then);
    return v4.length + v6.length === 0 ? [] : [gateOf(then)];
  });
}

const isNetwork = (text: string) => isIP(text.split('/')[0] ?? '') !== 0;

/** At no step is the person out, and in the end they are in. */
function expectAskerKept(one: Tried): void {
  const web = portsOf(one)['WEB'] ?? [];
  const { address } = one.plan.asker;
  const lost = one.between.flatMap((gate, step) =>
    web
      .filter(([protocol, port]) => one.was(address, protocol, port) && !gate(address, protocol, port))
      .map(([, port]) => `${address} ${port} after step ${step + 1}`),
  );
  expect(lost).toEqual([]);
  expect(web.every(([protocol, port]) => one.is(address, protocol, port))).toBe(true);
}

/** Whoever is ticked keeps what they are ticked for, at every step; and has it in the end. */
function expectWishesKept(one: Tried): void {
  const ports = portsOf(one);
  const wrong: string[] = [];
  for (const { on, network, services } of one.options.rules) {
    if (!on || !isNetwork(network)) continue;
    for (const address of endsOf(network)) {
      for (const [protocol, port] of services.flatMap((service) => ports[service] ?? [])) {
        if (protocol === 'icmp' && isIP(address) === 6) continue;
        if (!one.is(address, protocol, port)) wrong.push(`${address} ${protocol} ${port} in the end`);
        one.between.forEach((gate, step) => {
          if (one.was(address, protocol, port) && !gate(address, protocol, port))
            wrong.push(`${address} ${protocol} ${port} after step ${step + 1}`);
        });
      }
    }
  }
  expect(wrong).toEqual([]);
}

/** No provider loses its calls, but one that a person left out. */
function expectProvidersKept(one: Tried): void {
  const { providers } = inputOf(one.facts);
  const all = providers.state === 'known' ? providers.data : [];
  const left = one.options.rules.filter(({ on }) => !on).map(({ network }) => network);
  const old = inputOf(one.facts).system.release.startsWith('2024');
  const hosts = all
    .filter(({ disabled }) => !disabled)
    .flatMap(({ kind, host, hosts: more }) => {
      const own = host.replace(/:\d+$/, '');
      const service = kind === 'sip' ? 'SIP' : 'IAX';
      const list = kind === 'sip' && Array.isArray(more) ? [own, ...more] : [own];
      return list
        .filter((text) => isIP(text) === 4 || (!old && isIP(text) === 6))
        .map((text) => [text, service] as const);
    })
    .filter(([host]) => !left.includes(`${host}/32`) && !left.includes(`${host}/128`));
  const wrong = hosts.flatMap(([host, service]) =>
    (portsOf(one)[service] ?? [])
      .filter(([protocol, port]) => one.was(host, protocol, port))
      .flatMap(([protocol, port]) =>
        [...one.between, one.is].flatMap((gate, step) =>
          gate(host, protocol, port) ? [] : [`${host} ${protocol} ${port} after step ${step + 1}`],
        ),
      ),
  );
  expect(wrong).toEqual([]);
}

/** Nothing opens but for the networks that the plan names; strangers get in by nothing that the plan does not tell. */
function expectClosed(one: Tried): void {
  const { facts, plan, was, is, options } = one;
  const { rules } = inputOf(facts).firewall;
  const { providers, system } = inputOf(facts);
  const created = plan.steps.flatMap((step) =>
    step.kind === 'firewall.create' ? [`${step.network}/${step.subnet}`] : [],
  );
  const patched = plan.steps.flatMap((step) =>
    step.kind === 'firewall.patch' ? rules.filter(({ id }) => Number(id) === step.id).map(({ permit }) => permit) : [],
  );
  const isNamed = inside([...created, ...patched]);
  const hosts =
    providers.state === 'known' ? providers.data.flatMap(({ hosts: more }) => (Array.isArray(more) ? more : [])) : [];
  const wide = new Set(options.wide.map(({ rule }) => rule));
  const stays = rules.filter(({ id }) => !wide.has(id)).map(({ permit }) => permit);
  const isKnown = inside([
    ...created,
    ...plan.asker.networks,
    ...hosts,
    ...stays.flatMap((permit) => permit.split(',')),
  ]);
  const left = options.wide.flatMap(({ rule, closes }) =>
    rules
      .filter(({ id }) => id === rule)
      .flatMap(({ services }) => services.filter(({ category, allow }) => allow && !closes.includes(category))),
  );
  const isLeft = (protocol: Protocol, port: number) =>
    left.some(({ ports }) =>
      ports.some((row) => row.protocol === protocol && (protocol === 'icmp' || (row.from <= port && port <= row.to))),
    );
  const old = system.release.startsWith('2024');
  const wrong: string[] = [];
  for (const address of addressesOf(facts, [...created, ...plan.asker.networks])) {
    for (const [protocol, port] of Object.values(portsOf(one)).flat()) {
      [...one.between, is].forEach((gate, step) => {
        if (gate(address, protocol, port) && !was(address, protocol, port) && !isNamed(address))
          wrong.push(`${address} ${protocol} ${port} opened by step ${step + 1}`);
      });
      const may = isKnown(address) || isLeft(protocol, port) || (old && isIP(address) === 6);
      if (is(address, protocol, port) && !may) wrong.push(`${address} ${protocol} ${port} still open`);
    }
  }
  expect(wrong).toEqual([]);
  expect(inputOf(one.after).firewall.enabled).toBe(true);
}

function expectReversible({ plan, facts }: Tried): void {
  const kept = keep(facts, plan.undo);
  const { facts: after, made } = play(facts, plan);
  const back = putBack(after, kept, made);
  expect(inputOf(back).firewall).toEqual(inputOf(facts).firewall);
  expect(back.fail2ban).toEqual(facts.fail2ban);
}

/** The switch is the last step, and what comes before it touches rules alone. */
function expectSwitchedLast({ plan, facts, after, options, asker }: Tried): void {
  const { enabled } = inputOf(facts).firewall;
  const kinds = plan.steps.map((step) => (step.kind === 'firewall.switch' ? (step.enabled ? 'on' : 'off') : 'rule'));
  const order = kinds.filter((kind, i) => kind !== kinds[i - 1]).join();
  const old = inputOf(facts).system.release.startsWith('2024');
  expect(order).toMatch(!enabled ? /^(?:rule,)?on$/ : old ? /^rule$/ : /^off,rule,on$/);
  expect(enableFirewall.plan(after, options, asker)).toEqual({ accepted: false, refusal: { kind: 'nothing-to-do' } });
}

function expectPredicted({ plan, after: then }: Tried): void {
  const reach = reachOf(inputOf(then));
  const openings = (service: string) => reach.exposure(service).openings.map(({ network }) => network);
  expect(plan.reach.map(({ service, after }) => [service, after.map(({ network }) => network)])).toEqual(
    reach.services.map(({ id }) => [id, openings(id)]),
  );
}

/** What a refusal claims, where it means something else here than in other actions. */
function isTrue(refusal: Parameters<typeof claimHolds>[0], one: Enabling): boolean {
  const { facts, asker, options } = one;
  const { firewall, system } = inputOf(facts);
  const named = options.rules.filter(({ on }) => on).map(({ network }) => network);
  switch (refusal.kind) {
    case 'nothing-to-do':
      return firewall.enabled && firewall.rules.length > 0;
    case 'locked-out':
      return false;
    case 'would-close': {
      // Whoever is chosen gets a rule that opens all of it; a provider in a network that a person left out does not.
      const { providers } = inputOf(facts);
      const hosts = providers.state === 'known' ? providers.data.map(({ host }) => host.replace(/:\d+$/, '')) : [];
      const isChosen = inside(named.filter(isNetwork));
      return hosts.includes(refusal.address) && !isChosen(refusal.address);
    }
    case 'too-wide':
      return claimHolds(refusal, one) && (named.includes('0.0.0.0/0') || refusal.networks.length > 0);
    case 'name-network': {
      // Only a network that gets the web interface is one that a person comes from.
      const ours = options.rules.flatMap(({ on, network, services }) =>
        on && services.includes('WEB') ? [network] : [],
      );
      return claimHolds(refusal, { ...one, ours });
    }
    case 'untested':
      return claimHolds(refusal, one) || !['2024.1.114', '2026.1.223'].includes(system.release);
    default:
      return claimHolds(refusal, { ...one, ours: named, asker });
  }
}

it(`${RUNS} PBXs: nobody who is known is out at any step, strangers are in the end`, { timeout: 3_600_000 }, () => {
  let accepted = 0;
  const kinds = new Map<string, number>();
  const states = new Set<string>();
  fc.assert(
    fc.property(enabling, (one) => {
      const planned = enableFirewall.plan(one.facts, one.options, one.asker);
      if (!planned.accepted) {
        const { refusal } = planned;
        kinds.set(refusal.kind, (kinds.get(refusal.kind) ?? 0) + 1);
        expect({ refusal, holds: isTrue(refusal, one) }).toEqual({ refusal, holds: true });
        return;
      }
      accepted++;
      const { plan } = planned;
      states.add(`${plan.release.slice(0, 4)} ${plan.steps.map(({ kind }) => kind)[0] ?? ''}`);
      expect(fits(plan), JSON.stringify(fits.errors)).toBe(true);
      expect(plan.confirm).toEqual({ seconds: 300, because: 'reach' });
      const after = simulate(one.facts, plan);
      const was = gateOf(one.facts);
      const is = gateOf(after);
      const tried: Tried = { ...one, plan, after, was, is, between: gatesBetween(one.facts, plan) };
      expectAskerKept(tried);
      expectWishesKept(tried);
      expectProvidersKept(tried);
      expectClosed(tried);
      expectPredicted(tried);
      expectReversible(tried);
      expectSwitchedLast(tried);
    }),
    { numRuns: RUNS },
  );

  expect(accepted).toBeGreaterThan(RUNS / 5);
  expect(kinds.size).toBeGreaterThan(8);
  expect(states.size).toBeGreaterThan(2);
});

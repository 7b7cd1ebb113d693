/** What holds of every plan to close everything, and of every refusal, whatever the PBX and whoever asks and uses it. */
import fc from 'fast-check';
import { isIP } from 'node:net';
import { expect, it } from 'vitest';
import { decidedFor } from '../../../sites/checklist/actions/decided.ts';
import { shiftsBetween } from '../../../sites/checklist/actions/guard.ts';
import type { Decision } from '../../../sites/checklist/actions/outsiders.ts';
import { restrictInternet, type RestrictInternetOptions } from '../../../sites/checklist/actions/restrict-internet.ts';
import { simulate } from '../../../sites/checklist/actions/simulate.ts';
import type { Parts } from '../../../sites/checklist/facts/types.ts';
import type { Protocol } from '../../../sites/checklist/reach/types.ts';
import { claimHolds } from './claims.ts';
import {
  expectAskerKept,
  expectFits,
  expectPredicted,
  expectReversible,
  expectWhole,
  tried,
  type Tried,
} from './judging.ts';
import { addressesOf, gateOf, inside, type Gate } from './outside.ts';
import { inputOf, RUNS } from './random.ts';
import { populated, type Populated } from './random-users.ts';

type Port = readonly [protocol: Protocol, port: number];
type Box = 'SIP' | 'IAX' | 'WEB' | 'SSH' | 'AMI' | 'AJAM' | 'ICMP' | 'MODULECTICLIENT';

function portsOf(facts: Parts): Readonly<Record<Box, readonly Port[]>> {
  const { web, webTls, ssh, sip, sipTls, rtpFrom, rtpTo, iax, ami, ajam, ajamTls } = inputOf(facts).ports;
  const tcp = (...ports: number[]) => ports.map((port): Port => ['tcp', port]);
  return {
    SIP: [['udp', sip], ...tcp(sip, sipTls), ['udp', rtpFrom], ['udp', rtpTo]],
    IAX: iax === null ? [] : [['udp', iax]],
    WEB: tcp(web, webTls),
    SSH: tcp(ssh),
    AMI: tcp(ami),
    AJAM: tcp(ajam, ajamTls),
    ICMP: [['icmp', 0]],
    MODULECTICLIENT: tcp(4222),
  };
}

/** Addresses of everybody who is seen, with the ports that they use. */
function usersIn(facts: Parts): readonly { readonly address: string; readonly ports: readonly Port[] }[] {
  const ports = portsOf(facts);
  const { devices, signIns, connections } = facts;
  if (devices.state === 'unknown' || signIns.state === 'unknown' || connections.state === 'unknown') return [];
  const { web, ssh } = signIns.data;
  return [
    ...devices.data.map(({ account, address }) => ({
      address,
      ports: account.endsWith('-WS') ? ports.AJAM : ports.SIP,
    })),
    ...('addresses' in web ? web.addresses.map(({ address }) => ({ address, ports: ports.WEB })) : []),
    ...('addresses' in ssh ? ssh.addresses.map(({ address }) => ({ address, ports: ports.SSH })) : []),
    ...connections.data.rows.map(({ address, port }) => ({ address, ports: [['tcp', port]] as const })),
  ].filter(({ address }) => isIP(address) !== 0 && !isItself(address));
}

/** Nobody else comes from there. */
const isItself = inside(['127.0.0.0/8', '192.168.1.2']);

/** Of everybody whom a provider's host stands for. */
function providersIn({ providers, providerHosts }: Parts): readonly { readonly address: string; readonly box: Box }[] {
  if (providers.state === 'unknown' || providerHosts.state === 'unknown') return [];
  return providers.data
    .filter(({ disabled }) => !disabled)
    .flatMap(({ kind, host, hosts }) => {
      const box: Box = kind === 'sip' ? 'SIP' : 'IAX';
      const names = [host, ...(Array.isArray(hosts) ? hosts : [])];
      const known = providerHosts.data.filter((one) => names.includes(one.host));
      const addresses = [...names, ...known.flatMap((one) => one.addresses.map(({ address }) => address))];
      return addresses.filter((address) => isIP(address) !== 0).map((address) => ({ address, box }));
    });
}

type Judged = Populated & Tried & { readonly options: RestrictInternetOptions };

/** No provider loses calls, nobody who is kept what they use, and nobody at all without a decision. */
function expectNobodyCut({ facts, was, is, options }: Judged): void {
  const ports = portsOf(facts);
  const isCut = inside(Object.entries(options.decisions).flatMap(([network, one]) => (one === 'cut' ? [network] : [])));
  const lost = (address: string, [protocol, port]: Port) =>
    was(address, protocol, port) && !is(address, protocol, port) ? [`${address} ${protocol} ${port}`] : [];
  expect(providersIn(facts).flatMap(({ address, box }) => ports[box].flatMap((port) => lost(address, port)))).toEqual(
    [],
  );
  const known = new Set(Object.values(ports).flatMap((list) => list.map(([protocol, port]) => `${protocol} ${port}`)));
  const users = usersIn(facts).filter(({ address }) => !isCut(address));
  expect(
    users.flatMap((user) =>
      // A port of no service: no box stands for it.
      user.ports
        .filter(([protocol, port]) => known.has(`${protocol} ${port}`))
        .flatMap((port) => lost(user.address, port)),
    ),
  ).toEqual([]);
}

/** Whom the plan names besides ours: by the networks of its steps, each with the boxes that it says. */
function namedIn({ plan, facts }: Tried): (address: string, port: Port) => boolean {
  const { rules } = inputOf(facts).firewall;
  const ports = portsOf(facts);
  const named = plan.steps.flatMap((step) => {
    if (step.kind === 'firewall.create')
      return [{ network: `${step.network}/${step.subnet}`, boxes: step.currentRules }];
    if (step.kind !== 'firewall.patch') return [];
    const rule = rules.find(({ id }) => Number(id) === step.id);
    return rule === undefined ? [] : [{ network: rule.permit, boxes: step.currentRules }];
  });
  const tests = named.map(({ network, boxes }) => ({ holds: inside(network.split(',')), boxes }));
  return (address, [protocol, port]) =>
    tests.some(
      ({ holds, boxes }) =>
        holds(address) &&
        Object.entries(ports).some(
          ([box, list]) => boxes[box] === true && list.some(([p, n]) => p === protocol && n === port),
        ),
    );
}

/** Who may still get in anywhere: ours, providers, who is kept, rules that stay; IPv6 of 2024, and SIP where it stays. */
function strangersIn(
  one: Populated,
  facts: Parts,
  gate: Gate,
  ours: readonly string[],
  decisions: Readonly<Record<string, Decision>>,
) {
  const { system, firewall } = inputOf(one.facts);
  const old = system.release.startsWith('2024');
  const kept = Object.entries(decisions).flatMap(([network, decision]) => (decision === 'keep' ? [network] : []));
  const stays = firewall.rules.filter(({ id }) => one.keeps.includes(id)).flatMap(({ permit }) => permit.split(','));
  const isKnown = inside([...ours, ...kept, ...stays, ...providersIn(one.facts).map(({ address }) => address)]);
  return addressesOf(facts, ours)
    .filter((address) => !isKnown(address) && !(old && isIP(address) === 6))
    .flatMap((address) =>
      Object.entries(portsOf(facts))
        .filter(([box]) => box !== 'SIP' || one.sip === 'closes')
        .flatMap(([, ports]) => ports)
        .filter(([protocol, port]) => gate(address, protocol, port))
        .map(([protocol, port]) => `${address} ${protocol} ${port}`),
    );
}

function expectNothingOpened(judged: Judged): void {
  const { plan, facts, was, is } = judged;
  const isOurs = inside(plan.asker.networks);
  const isNamed = namedIn(judged);
  const opened = addressesOf(facts, plan.asker.networks).flatMap((address) =>
    Object.values(portsOf(facts))
      .flat()
      .filter(([protocol, port]) => is(address, protocol, port) && !was(address, protocol, port))
      .filter((port) => !isOurs(address) && !isNamed(address, port))
      .map(([protocol, port]) => `${address} ${protocol} ${port}`),
  );
  expect(opened).toEqual([]);
}

function expectSipStays({ plan, facts, was, is, sip }: Judged): void {
  if (sip === 'closes') return;
  const changed = addressesOf(facts, plan.asker.networks).flatMap((address) =>
    portsOf(facts).SIP.filter(([protocol, port]) => was(address, protocol, port) && !is(address, protocol, port)),
  );
  expect(changed).toEqual([]);
}

/** "Never block" goes from wide rules only, and comes to nobody who did not have it. */
function expectMarks({ plan, facts }: Judged): void {
  const { rules } = inputOf(facts).firewall;
  const marked = rules.filter(({ neverBlock }) => neverBlock).flatMap(({ permit }) => permit.split(','));
  const wasExempt = inside(marked);
  for (const step of plan.steps) {
    if (step.kind === 'firewall.create' && step.newer_block_ip) expect(wasExempt(step.network)).toBe(true);
    if (step.kind !== 'firewall.patch') continue;
    const rule = rules.find(({ id }) => Number(id) === step.id);
    if (rule === undefined) throw new Error('no rule');
    if (step.newer_block_ip && !rule.neverBlock) expect(wasExempt(rule.permit.split('/')[0] ?? '')).toBe(true);
    if (!step.newer_block_ip && rule.neverBlock) expect(rule.permit).toMatch(/\/(?:\d|1\d|2[0-3]|32|48|64)$/);
  }
}

function expectOnce({ plan, after, asker, options }: Judged): void {
  const again = restrictInternet.plan(after, options, asker);
  expect(again).toEqual({ accepted: false, refusal: { kind: 'nothing-to-do' } });
  expect(shiftsBetween(inputOf(after), inputOf(simulate(after, plan)))).toEqual([]);
}

function optionsOf(one: Populated): RestrictInternetOptions {
  const unseen: RestrictInternetOptions['unseen'] = one.decides === 'nothing' ? 'asked' : 'cut';
  const options = { ours: one.ours, sip: one.sip, keeps: one.keeps, decisions: {}, providers: {}, unseen };
  const decide = (suggested: Decision, place: number): Decision => {
    switch (one.decides) {
      case 'as suggested':
        return suggested;
      case 'keeps all':
        return 'keep';
      case 'cuts all':
        return 'cut';
      case 'by turns':
        return place % 2 === 0 ? 'cut' : 'keep';
      case 'nothing':
        return 'later';
    }
  };
  const decided = decidedFor(one.facts, options, one.asker);
  const decisions = decided.map(({ place, suggested }, i) => [place.network, decide(suggested, i)] as const);
  return { ...options, decisions: Object.fromEntries(decisions) };
}

it(
  `${RUNS} PBXs: nobody is cut off without a decision, strangers stay out, a refusal is true`,
  { timeout: 3_600_000 },
  () => {
    let accepted = 0;
    let grants = 0;
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(populated, (one) => {
        const options = optionsOf(one);
        const planned = restrictInternet.plan(one.facts, options, one.asker);
        if (!planned.accepted) {
          const { refusal } = planned;
          kinds.set(refusal.kind, (kinds.get(refusal.kind) ?? 0) + 1);
          if (refusal.kind === 'nothing-to-do') {
            const single = one.asker.address.replace(/^::ffff:/, '');
            const ours = [single, ...one.asker.networks, ...one.ours];
            expect(strangersIn(one, one.facts, gateOf(one.facts), ours, options.decisions)).toEqual([]);
            return;
          }
          const held = providersIn(one.facts).map(({ address }) => address);
          const kept = refusal.kind === 'would-close' ? [...Object.keys(options.decisions), ...held] : [];
          const holds = claimHolds(refusal, { ...one, ours: [...one.ours, ...kept] });
          expect({ refusal, holds }).toEqual({ refusal, holds: true });
          return;
        }
        accepted++;
        const { plan } = planned;
        expectFits(plan);
        const judged: Judged = { ...tried(one, plan), options };
        if (plan.steps.filter(({ kind }) => kind === 'firewall.create').length > 1) grants++;
        expectAskerKept(judged);
        expectNobodyCut(judged);
        expectNothingOpened(judged);
        expect(strangersIn(one, judged.after, judged.is, plan.asker.networks, options.decisions)).toEqual([]);
        expectSipStays(judged);
        expectMarks(judged);
        expectPredicted(judged);
        expectReversible(judged);
        expectOnce(judged);
        expectWhole(judged);
      }),
      { numRuns: RUNS },
    );
    // The properties speak of something: a good part is accepted, many with rules for others, and refusals are of many kinds.
    expect(accepted).toBeGreaterThan(RUNS / 8);
    expect(grants).toBeGreaterThan(RUNS / 20);
    expect(kinds.size).toBeGreaterThan(10);
  },
);

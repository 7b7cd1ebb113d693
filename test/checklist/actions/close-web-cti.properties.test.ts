/** What holds of every plan to close web and CTI, and of every refusal, whatever the firewall and whoever asks. */
import fc from 'fast-check';
import { isIP } from 'node:net';
import { expect, it } from 'vitest';
import { closableServices } from '../../../sites/checklist/actions/closing.ts';
import { closeWebCti } from '../../../sites/checklist/actions/close-web-cti.ts';
import { shiftsBetween } from '../../../sites/checklist/actions/guard.ts';
import { simulate } from '../../../sites/checklist/actions/simulate.ts';
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
import { addressesOf, inside } from './outside.ts';
import { cases, inputOf, RUNS } from './random.ts';

/** Nothing opens but for ours; nothing of the phones changes; strangers get in nowhere. */
function expectClosed({ plan, facts, was, is }: Tried): void {
  const isOurs = inside(plan.asker.networks);
  const { ports, system, providers } = inputOf(facts);
  const old = system.release.startsWith('2024');
  const known = providers.state === 'known' ? providers.data : [];
  const isProvider = inside(known.flatMap(({ hosts }) => (Array.isArray(hosts) ? hosts : [])));
  const { sip, sipTls, rtpFrom, ssh, web, webTls, ami, ajam, ajamTls } = ports;
  const phones = [...(['udp', 'tcp'] as const).map((protocol) => [protocol, sip] as const), ['udp', rtpFrom] as const];
  const untouched = [...phones, ['tcp', sipTls], ['icmp', 0], ['udp', 4569]] as const;
  const wrong: string[] = [];
  for (const address of addressesOf(facts, plan.asker.networks)) {
    for (const [protocol, port] of untouched) {
      if (is(address, protocol, port) !== was(address, protocol, port))
        wrong.push(`${address} ${protocol} ${port} changed`);
    }
    for (const port of [web, webTls, ssh, ami, ajam, ajamTls, 4222]) {
      const open = is(address, 'tcp', port);
      if (open && !isOurs(address) && !was(address, 'tcp', port)) wrong.push(`${address} ${port} opened`);
      const may = isOurs(address) || isProvider(address) || (old && isIP(address) === 6);
      if (open && !may) wrong.push(`${address} ${port} still open`);
    }
  }
  expect(wrong).toEqual([]);
}

/** "Never block" is nobody's to give or take here. */
function expectMarksKept({ plan, facts }: Tried): void {
  const { rules } = inputOf(facts).firewall;
  const patches = plan.steps.flatMap((step) => (step.kind === 'firewall.patch' ? [step] : []));
  const flags = patches.map(({ id }) => rules.find((rule) => Number(rule.id) === id)?.neverBlock);
  expect(patches.map(({ newer_block_ip }) => newer_block_ip)).toEqual(flags);
}

function expectOnce({ plan, after, asker, ours }: Tried): void {
  expect(closeWebCti.plan(after, { ours }, asker)).toEqual({ accepted: false, refusal: { kind: 'nothing-to-do' } });
  expect(shiftsBetween(inputOf(after), inputOf(simulate(after, plan)))).toEqual([]);
}

it(`${RUNS} firewalls: a plan keeps the person in and strangers out, a refusal is true`, { timeout: 3_600_000 }, () => {
  let accepted = 0;
  const kinds = new Map<string, number>();
  fc.assert(
    fc.property(cases, (one) => {
      const planned = closeWebCti.plan(one.facts, { ours: one.ours }, one.asker);
      if (!planned.accepted) {
        const { refusal } = planned;
        kinds.set(refusal.kind, (kinds.get(refusal.kind) ?? 0) + 1);
        expect({ refusal, holds: claimHolds(refusal, one, closableServices(one.facts)) }).toEqual({
          refusal,
          holds: true,
        });
        return;
      }
      accepted++;
      expectFits(planned.plan);
      const played = tried(one, planned.plan);
      expectAskerKept(played);
      expectClosed(played);
      expectPredicted(played);
      expectReversible(played);
      expectOnce(played);
      expectWhole(played);
      expectMarksKept(played);
    }),
    { numRuns: RUNS },
  );
  // The properties speak of something: a good part is accepted, and refusals are of many kinds.
  expect(accepted).toBeGreaterThan(RUNS / 5);
  expect(kinds.size).toBeGreaterThan(10);
});

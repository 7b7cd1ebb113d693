/** What holds of every plan to close web and CTI, and of every refusal, whatever the firewall and whoever asks. */
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { isIP } from 'node:net';
import { expect, it } from 'vitest';
import { closableServices } from '../../../sites/checklist/actions/closing.ts';
import { closeWebCti } from '../../../sites/checklist/actions/close-web-cti.ts';
import { shiftsBetween } from '../../../sites/checklist/actions/guard.ts';
import { PlanSchema } from '../../../sites/checklist/actions/schema.ts';
import { play, simulate } from '../../../sites/checklist/actions/simulate.ts';
import type { Plan } from '../../../sites/checklist/actions/types.ts';
import { keep, putBack } from '../../../sites/checklist/actions/undo.ts';
import type { Parts } from '../../../sites/checklist/facts/types.ts';
import { addressText, parseAddress } from '../../../sites/checklist/reach/networks.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import { claimHolds } from './claims.ts';
import { addressesOf, gateOf, inside, type Gate } from './outside.ts';
import { cases, inputOf, RUNS, type Case } from './random.ts';

const fits = new Ajv({ strict: false }).compile(PlanSchema);

/** A plan with what it was made for and what it makes of it; gates by the lines of the real Core. */
interface Tried extends Case {
  readonly plan: Plan;
  readonly after: Parts;
  readonly was: Gate;
  readonly is: Gate;
}

const nameOf = (asker: Case['asker']): string => {
  const parsed = parseAddress(asker.address);
  if (parsed === null) throw new Error('a plan for no address');
  return addressText(parsed);
};

/** By the model, and by the lines of the real Core. */
function expectAskerKept({ facts, after, asker, was, is }: Tried): void {
  const { web, webTls } = inputOf(facts).ports;
  const address = nameOf(asker);
  expect(reachOf(inputOf(after)).ask(address, 'WEB').allowed).toBe(true);
  expect([web, webTls].some((port) => is(address, 'tcp', port))).toBe(true);
  expect([web, webTls].filter((port) => was(address, 'tcp', port) && !is(address, 'tcp', port))).toEqual([]);
}

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

function expectReversible({ plan, facts }: Tried): void {
  const kept = keep(facts, plan.undo);
  const { facts: after, made } = play(facts, plan);
  const back = putBack(after, kept, made);
  expect(inputOf(back).firewall).toEqual(inputOf(facts).firewall);
  expect(back.fail2ban).toEqual(facts.fail2ban);
}

function expectOnce({ plan, after, asker, ours }: Tried): void {
  expect(closeWebCti.plan(after, { ours }, asker)).toEqual({ accepted: false, refusal: { kind: 'nothing-to-do' } });
  expect(shiftsBetween(inputOf(after), inputOf(simulate(after, plan)))).toEqual([]);
}

function expectPredicted({ plan, after: then }: Tried): void {
  const reach = reachOf(inputOf(then));
  const openings = (service: string) => reach.exposure(service).openings.map(({ network }) => network);
  expect(plan.reach.map(({ service, after }) => [service, after.map(({ network }) => network)])).toEqual(
    reach.services.map(({ id }) => [id, openings(id)]),
  );
}

/** Every box of every rule is said, and of every new one; nothing is ever deleted. */
function expectWhole({ plan, facts, after }: Tried): void {
  const { rules, enabled } = inputOf(facts).firewall;
  const boxes = new Set(rules.flatMap(({ services }) => services.map(({ category }) => category)));
  const steps = plan.steps.flatMap((step) =>
    step.kind === 'firewall.patch' || step.kind === 'firewall.create' ? [step] : [],
  );
  expect(steps).toHaveLength(plan.steps.length);
  expect(steps.flatMap(({ currentRules }) => [...boxes].filter((box) => !(box in currentRules)))).toEqual([]);
  const patches = steps.flatMap((step) => (step.kind === 'firewall.patch' ? [step] : []));
  const flags = patches.map(({ id }) => rules.find((rule) => Number(rule.id) === id)?.neverBlock);
  expect(patches.map(({ newer_block_ip }) => newer_block_ip)).toEqual(flags);
  const then = inputOf(after).firewall;
  const ids = new Set(then.rules.map(({ id }) => id));
  expect(then.enabled).toBe(enabled);
  expect(rules.filter(({ id }) => !ids.has(id))).toEqual([]);
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
      const { plan } = planned;
      expect(fits(plan), JSON.stringify(fits.errors)).toBe(true);
      expect(plan.confirm).toEqual({ seconds: 300, because: 'reach' });
      const after = simulate(one.facts, plan);
      const tried: Tried = { ...one, plan, after, was: gateOf(one.facts), is: gateOf(after) };
      expectAskerKept(tried);
      expectClosed(tried);
      expectPredicted(tried);
      expectReversible(tried);
      expectOnce(tried);
      expectWhole(tried);
    }),
    { numRuns: RUNS },
  );
  // The properties speak of something: a good part is accepted, and refusals are of many kinds.
  expect(accepted).toBeGreaterThan(RUNS / 5);
  expect(kinds.size).toBeGreaterThan(10);
});

/** What holds of every plan that closes something, judged by the lines of the real Core and by playing it. */
import { Ajv } from 'ajv';
import { expect } from 'vitest';
import { PlanSchema } from '../../../sites/checklist/actions/schema.ts';
import { play } from '../../../sites/checklist/actions/simulate.ts';
import type { Plan } from '../../../sites/checklist/actions/types.ts';
import { keep, putBack } from '../../../sites/checklist/actions/undo.ts';
import type { Parts } from '../../../sites/checklist/facts/types.ts';
import { addressText, parseAddress } from '../../../sites/checklist/reach/networks.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import { gateOf, type Gate } from './outside.ts';
import { inputOf, type Case } from './random.ts';

const fits = new Ajv({ strict: false }).compile(PlanSchema);

/** A plan with what it was made for and what it makes of it; gates by the lines of the real Core. */
export interface Tried extends Case {
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
export function expectAskerKept({ facts, after, asker, was, is }: Tried): void {
  const { web, webTls } = inputOf(facts).ports;
  const address = nameOf(asker);
  expect(reachOf(inputOf(after)).ask(address, 'WEB').allowed).toBe(true);
  expect([web, webTls].some((port) => is(address, 'tcp', port))).toBe(true);
  expect([web, webTls].filter((port) => was(address, 'tcp', port) && !is(address, 'tcp', port))).toEqual([]);
}

export function tried<C extends Case>(one: C, plan: Plan): C & Tried {
  const after = play(one.facts, plan).facts;
  return { ...one, plan, after, was: gateOf(one.facts), is: gateOf(after) };
}

export function expectFits(plan: Plan): void {
  expect(fits(plan), JSON.stringify(fits.errors)).toBe(true);
  expect(plan.confirm).toEqual({ seconds: 300, because: 'reach' });
}

export function expectReversible({ plan, facts }: Tried): void {
  const kept = keep(facts, plan.undo);
  const { facts: after, made } = play(facts, plan);
  const back = putBack(after, kept, made);
  expect(inputOf(back).firewall).toEqual(inputOf(facts).firewall);
  expect(back.fail2ban).toEqual(facts.fail2ban);
}

export function expectPredicted({ plan, after: then }: Tried): void {
  const reach = reachOf(inputOf(then));
  const openings = (service: string) => reach.exposure(service).openings.map(({ network }) => network);
  expect(plan.reach.map(({ service, after }) => [service, after.map(({ network }) => network)])).toEqual(
    reach.services.map(({ id }) => [id, openings(id)]),
  );
}

/** Every box of every rule is said, and of every new one; nothing is ever deleted. */
export function expectWhole({ plan, facts, after }: Tried): void {
  const { rules, enabled } = inputOf(facts).firewall;
  const boxes = new Set(rules.flatMap(({ services }) => services.map(({ category }) => category)));
  const steps = plan.steps.flatMap((step) =>
    step.kind === 'firewall.patch' || step.kind === 'firewall.create' ? [step] : [],
  );
  expect(steps).toHaveLength(plan.steps.length);
  expect(steps.flatMap(({ currentRules }) => [...boxes].filter((box) => !(box in currentRules)))).toEqual([]);
  const then = inputOf(after).firewall;
  const ids = new Set(then.rules.map(({ id }) => id));
  expect(then.enabled).toBe(enabled);
  expect(rules.filter(({ id }) => !ids.has(id))).toEqual([]);
}

/** What holds of every plan for a level of intrusion protection, and of every refusal. */
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { isIP } from 'node:net';
import { expect, it } from 'vitest';
import { PlanSchema } from '../../../sites/checklist/actions/schema.ts';
import { setFail2banLevel } from '../../../sites/checklist/actions/set-fail2ban-level.ts';
import { play, simulate } from '../../../sites/checklist/actions/simulate.ts';
import type { Plan } from '../../../sites/checklist/actions/types.ts';
import { keep, putBack } from '../../../sites/checklist/actions/undo.ts';
import { LEVEL_NUMBERS, LEVELS, type Level } from '../../../sites/checklist/fail2ban/levels.ts';
import type { Parts, PartData } from '../../../sites/checklist/facts/types.ts';
import { claimHolds } from './claims.ts';
import { addressesOf, edgesOf, gateOf, inside } from './outside.ts';
import { cases, inputOf, RUNS, type Case } from './random.ts';

const fits = new Ajv({ strict: false }).compile(PlanSchema);
const tries = fc.record({ one: cases, level: fc.constantFrom(...LEVELS) });

function bansOf({ fail2ban }: Parts): PartData['fail2ban'] {
  if (fail2ban.state === 'unknown') throw new Error('made known');
  return fail2ban.data;
}

/** Every address of ours is exempt afterwards, by what the release really reads; no other one that was not before. */
function expectExempt(plan: Plan, facts: Parts, after: Parts): void {
  const takesNetworks = inputOf(facts).system.release === '2026.9.5';
  const exemptIn = (parts: Parts) => {
    const rules = inputOf(parts).firewall.rules.filter(({ neverBlock }) => neverBlock);
    const list = bansOf(parts).whitelist.filter((entry) => isIP(entry) > 0 || (takesNetworks && entry.includes('/')));
    return inside([...rules.flatMap(({ permit }) => permit.split(',')), ...list]);
  };
  const was = exemptIn(facts);
  const is = exemptIn(after);
  const isOurs = inside(plan.asker.networks);
  const wrong = edgesOf([
    '8.8.8.8/32',
    ...plan.asker.networks,
    ...inputOf(facts).firewall.rules.map(({ permit }) => permit),
  ]).filter((address) => (isOurs(address) && !is(address)) || (!isOurs(address) && is(address) !== was(address)));
  expect(wrong).toEqual([]);
  const added = bansOf(after).whitelist.filter((entry) => !bansOf(facts).whitelist.includes(entry));
  if (!takesNetworks) expect(added.filter((entry) => entry.includes('/'))).toEqual([]);
}

/** Nobody comes in, and nobody is cut off. */
function expectSameReach(facts: Parts, after: Parts): void {
  const { ports } = inputOf(facts);
  const was = gateOf(facts);
  const is = gateOf(after);
  const packets = [
    ['tcp', ports.web],
    ['tcp', ports.ssh],
    ['tcp', 4222],
    ['udp', ports.sip],
    ['icmp', 0],
  ] as const;
  const wrong = addressesOf(facts, []).flatMap((address) =>
    packets
      .filter(([protocol, port]) => was(address, protocol, port) !== is(address, protocol, port))
      .map((packet) => [address, ...packet]),
  );
  expect(wrong).toEqual([]);
}

function expectReversible(plan: Plan, facts: Parts): void {
  const { facts: after, made } = play(facts, plan);
  const back = putBack(after, keep(facts, plan.undo), made);
  expect(inputOf(back).firewall).toEqual(inputOf(facts).firewall);
  expect(bansOf(back)).toEqual(bansOf(facts));
}

function expectOnce(level: Level, after: Parts, { asker, ours }: Case): void {
  const again = setFail2banLevel.plan(after, { level, ours }, asker);
  expect(again).toEqual({ accepted: false, refusal: { kind: 'nothing-to-do' } });
}

it(`${RUNS} protections: ours are exempt, nothing else changes, a refusal is true`, { timeout: 3_600_000 }, () => {
  let accepted = 0;
  const kinds = new Set<string>();
  fc.assert(
    fc.property(tries, ({ one, level }) => {
      const { facts, asker, ours } = one;
      const planned = setFail2banLevel.plan(facts, { level, ours }, asker);
      if (!planned.accepted) {
        const { refusal } = planned;
        kinds.add(refusal.kind);
        const holds = refusal.kind === 'nothing-to-do' ? isDone(one, level) : claimHolds(refusal, one);
        expect({ refusal, holds }).toEqual({ refusal, holds: true });
        return;
      }
      accepted++;
      const { plan } = planned;
      const after = simulate(facts, plan);
      expect(fits(plan), JSON.stringify(fits.errors)).toBe(true);
      expect(bansOf(after)).toMatchObject({
        enabled: true,
        ...LEVEL_NUMBERS[level],
        securityMode: modeOf(facts, level),
      });
      expectExempt(plan, facts, after);
      expectSameReach(facts, after);
      expectReversible(plan, facts);
      expectOnce(level, after, one);
    }),
    { numRuns: RUNS },
  );
  expect(accepted).toBeGreaterThan(RUNS / 5);
  if (RUNS >= 2000) expect(kinds.size).toBeGreaterThan(6);
});

/** By the words of Core's page: one slider for both, on releases that have a mode. */
function modeOf(facts: Parts, level: Level): PartData['fail2ban']['securityMode'] {
  const modes = { weak: 'relaxed', normal: 'balanced', strong: 'strict', paranoid: 'paranoid' } as const;
  return inputOf(facts).system.release === '2026.9.5' ? modes[level] : { unknown: 'not-supported' };
}

function isDone({ facts }: Case, level: Level): boolean {
  const { enabled, maxretry, findtime, bantime, securityMode } = bansOf(facts);
  const numbers = LEVEL_NUMBERS[level];
  if (typeof securityMode === 'string' && securityMode !== modeOf(facts, level)) return false;
  return enabled && maxretry === numbers.maxretry && findtime === numbers.findtime && bantime === numbers.bantime;
}

/** What holds of everything that a dialog opens with, whatever the PBX and whoever asks. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CHOICES } from '../../../sites/checklist/actions/choices/index.ts';
import { offerOf } from '../../../sites/checklist/actions/offered.ts';
import { simulate } from '../../../sites/checklist/actions/simulate.ts';
import type { Plan } from '../../../sites/checklist/actions/types.ts';
import { audit } from '../../../sites/checklist/audit.ts';
import type { Facts, Parts, PartData } from '../../../sites/checklist/facts/types.ts';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import { factsWith } from '../../support/facts.ts';
import { inputOf, RUNS, type Case } from './random.ts';
import { populated } from './random-users.ts';

const bansIn = ({ fail2ban }: Parts): PartData['fail2ban'] => {
  if (fail2ban.state === 'unknown') throw new Error('made known');
  return fail2ban.data;
};
const YEAR = 31_536_000;

/** No number is laxer than it was, but for a ban for ever: a request takes no more than a year. */
function expectNotLaxer(was: PartData['fail2ban'], is: PartData['fail2ban']): void {
  const makesSense = was.maxretry >= 1 && was.findtime >= 1;
  if (!was.enabled || !makesSense || is === was) return;
  const longest = was.bantime < 0 ? YEAR : Math.min(was.bantime, YEAR);
  expect({
    attempts: is.maxretry <= was.maxretry,
    time: is.findtime >= was.findtime,
    ban: is.bantime >= longest,
  }).toEqual({
    attempts: true,
    time: true,
    ban: true,
  });
}

/** By the operating system's notion of how many addresses there are: at most a /24, private ones, or a name. */
function isForFew(permit: string): boolean {
  return permit.split(',').every((one) => {
    const [address = '', bits = '32'] = one.split('/');
    if (/^[a-z]/.test(one)) return true;
    if (address.includes(':')) return Number(bits) >= 64;
    return /^(?:10\.|192\.168\.)/.test(address) ? Number(bits) >= 16 || one === '10.0.0.0/8' : Number(bits) >= 24;
  });
}

function expectFewKept(plan: Plan, parts: Parts): void {
  const { rules } = inputOf(parts).firewall;
  const closing = plan.steps.flatMap((step) => {
    if (step.kind !== 'firewall.patch') return [];
    const rule = rules.find(({ id }) => Number(id) === step.id);
    const closes = rule?.services.some(({ category, allow }) => allow && step.currentRules[category] === false);
    return rule !== undefined && closes === true ? [rule.permit] : [];
  });
  expect(closing.filter(isForFew)).toEqual([]);
}

const asFacts = ({ facts }: Case): Facts => ({ ...factsWith(), parts: facts });
const judged = (facts: Facts, id: string) => {
  const checks = CHECKS.filter((check) => check.id === id);
  const [result] = audit(facts, { tool: { name: '', version: '' }, checks }).results;
  if (result === undefined) throw new Error(id);
  return result;
};
const WORST = ['pass', 'not-applicable', 'manual', 'unknown', 'warn', 'fail'];

it(
  `${RUNS} PBXs: what is suggested is never laxer, leaves rules for few addresses, and is offered only where it helps`,
  {
    timeout: 3_600_000,
  },
  () => {
    let fixes = 0;
    let refused = 0;
    fc.assert(
      fc.property(populated, (one) => {
        const facts = asFacts(one);
        const person = { address: one.asker.address, seen: one.asker.seen };
        const bans = CHOICES['set-fail2ban-level'].suggested(one.facts, person, 'Own');
        if (bans.accepted) expectNotLaxer(bansIn(one.facts), bansIn(simulate(one.facts, bans.plan)));
        const web = CHOICES['close-web-cti'].suggested(one.facts, person, 'Own');
        if (web.accepted) expectFewKept(web.plan, one.facts);
        const all = CHOICES['restrict-internet'].possible(one.facts, person);
        if (all.accepted) expectFewKept(all.plan, one.facts);
        for (const [check, planned] of [
          ['fail2ban', bans],
          ['web-cti-closed', web],
          ['firewall-trusted-subnets', all],
        ] as const) {
          const result = judged(facts, check);
          const offer = offerOf(result, facts, person);
          if (offer.kind === 'refused') {
            refused++;
            expect(planned.accepted).toBe(false);
          }
          if (offer.kind !== 'fix') continue;
          fixes++;
          if (!planned.accepted) throw new Error('offered and refused');
          const after = judged({ ...facts, parts: simulate(one.facts, planned.plan) }, check);
          expect(WORST.indexOf(after.verdict)).toBeLessThanOrEqual(WORST.indexOf(result.verdict));
          expect([after.verdict, after.severity, after.findings]).not.toEqual([
            result.verdict,
            result.severity,
            result.findings,
          ]);
        }
      }),
      { numRuns: RUNS },
    );
    expect(fixes).toBeGreaterThan(RUNS / 4);
    expect(refused).toBeGreaterThan(RUNS / 20);
  },
);

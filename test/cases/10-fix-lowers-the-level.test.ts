/** The fix touches the cause, and nothing laxer is ever suggested; of the whole kind. */
import { setFail2banLevelChoices } from '../../sites/checklist/actions/choices/set-fail2ban-level.ts';
import { expect, it } from 'vitest';
import { offerOf } from '../../sites/checklist/actions/offered.ts';
import { audit } from '../../sites/checklist/audit.ts';
import type { Facts, PartData } from '../../sites/checklist/facts/types.ts';
import { describeCase } from '../support/cases.ts';
import { known } from '../support/facts.ts';
import { direct, firstPlan, itemAfter } from '../support/planned.ts';

const PERSON = direct('192.168.1.44');

function withBans(facts: Facts, change: Partial<PartData['fail2ban']>): Facts {
  const { fail2ban } = facts.parts;
  if (fail2ban.state === 'unknown') throw new Error('not known');
  return { ...facts, parts: { ...facts.parts, fail2ban: known({ ...fail2ban.data, ...change }) } };
}

function offerFor(facts: Facts) {
  const { results } = audit(facts, { tool: { name: 'test', version: '0' } });
  const result = results.find(({ id }) => id === 'fail2ban');
  if (result === undefined) throw new Error('no result');
  return { ...offerOf(result, facts, PERSON), verdict: result.verdict };
}

describeCase('10-fix-lowers-the-level', (open) => {
  it('takes everybody out of the list, keeps the level, and the item passes', () => {
    const { facts } = open();
    const plan = firstPlan(setFail2banLevelChoices, facts, PERSON);
    expect(plan.steps[0]).toMatchObject({ kind: 'fail2ban.patch', maxretry: 5, findtime: 21_600, bantime: 604_800 });
    expect(plan.steps.flatMap((step) => ('whitelist' in step ? (step.whitelist ?? []) : []))).not.toContain(
      '0.0.0.0/0',
    );
    expect(itemAfter('fail2ban', facts, plan)).toMatchObject({ verdict: 'pass' });
    expect(plan.warnings.map(({ id }) => id)).not.toContain('laxer');
    expect(offerFor(facts).kind).toBe('fix');
    // Who was exempt by it is not any more.
    expect(plan.confirm).toMatchObject({ because: 'bans' });
  });

  it('a typing mistake in the list is taken out of it; level and networks stay', () => {
    const facts = withBans(open().facts, { whitelist: ['95.31.18.1l9', '203.0.113.7'] });
    expect(offerFor(facts)).toMatchObject({ kind: 'fix', verdict: 'warn' });
    const { steps, confirm } = firstPlan(setFail2banLevelChoices, facts, PERSON);
    expect(steps).toMatchObject([{ kind: 'fail2ban.patch', maxretry: 5, whitelist: ['203.0.113.7'] }]);
    expect(confirm).toBeNull();
  });

  it("numbers of one's own that are strict enough stay to the last of them", () => {
    const own = { maxretry: 4, findtime: 30_000, bantime: 700_000 };
    const { steps } = firstPlan(setFail2banLevelChoices, withBans(open().facts, own), PERSON);
    expect(steps[0]).toMatchObject(own);
  });

  it('what is stricter than the level that is missing stays: attempts, ban, a ban for ever as the longest there is', () => {
    const lax = { maxretry: 3, findtime: 60, bantime: -1, whitelist: [] };
    const { steps, warnings } = firstPlan(setFail2banLevelChoices, withBans(open().facts, lax), PERSON);
    expect(steps[0]).toMatchObject({ maxretry: 3, findtime: 3600, bantime: 31_536_000 });
    expect(warnings.map(({ id }) => id)).toContain('for-ever');
  });

  it('is not offered where it does not help: the server does not run, or nothing is wrong; a level may be chosen', () => {
    expect(offerFor(withBans(open().facts, { whitelist: [], banning: false })).kind).toBe('choose');
    expect(offerFor(withBans(open().facts, { whitelist: [] }))).toMatchObject({ kind: 'choose', verdict: 'pass' });
  });

  it('"never block" for everybody is a rule: the level does not help', () => {
    const { facts } = open();
    const { firewall } = facts.parts;
    if (firewall.state === 'unknown') throw new Error('not known');
    const rules = firewall.data.rules.map((rule) => ({ ...rule, permit: '0.0.0.0/0', neverBlock: true }));
    const parts = { ...facts.parts, firewall: known({ ...firewall.data, rules }) };
    expect(offerFor(withBans({ ...facts, parts }, { whitelist: [] })).kind).toBe('choose');
  });

  it('in a bridge of Docker everybody is one address: refused with its reason, not offered', () => {
    const { facts } = open();
    const { system } = facts.parts;
    if (system.state === 'unknown') throw new Error('not known');
    const container = { kind: 'docker', network: 'bridge', bouncer: null } as const;
    const parts = { ...facts.parts, system: known({ ...system.data, container }) };
    expect(offerFor({ ...facts, parts })).toMatchObject({ kind: 'refused', refusal: { kind: 'not-a-person' } });
  });
});

/** Rules for few addresses stay as they are; of the whole kind. */
import { closeWebCtiChoices } from '../../sites/checklist/actions/choices/close-web-cti.ts';
import { expect, it } from 'vitest';
import type { Facts, FirewallRule } from '../../sites/checklist/facts/types.ts';
import { describeCase } from '../support/cases.ts';
import { EVERYTHING, known, rule } from '../support/facts.ts';
import { direct, firstPlan, itemAfter } from '../support/planned.ts';

const HOME = direct('178.176.73.20');

function withRules(facts: Facts, more: readonly FirewallRule[], change: Partial<Facts['parts']> = {}): Facts {
  const { firewall } = facts.parts;
  if (firewall.state === 'unknown') throw new Error('not known');
  const rules = [...firewall.data.rules, ...more];
  return { ...facts, parts: { ...facts.parts, firewall: known({ ...firewall.data, rules }), ...change } };
}

const touched = (facts: Facts, change = {}) =>
  firstPlan(closeWebCtiChoices, facts, HOME, change).steps.flatMap((step) =>
    step.kind === 'firewall.patch' ? [Number(step.id)] : [],
  );

describeCase('13-close-web-cuts-the-office', (open) => {
  it('only "Internet" closes, and the item is better', () => {
    const { facts } = open();
    const office = facts.parts.firewall.state === 'known' ? facts.parts.firewall.data.rules : [];
    const internet = office.find(({ name }) => name === 'Internet');
    expect(touched(facts)).toEqual([Number(internet?.id)]);
    const plan = firstPlan(closeWebCtiChoices, facts, HOME);
    expect(itemAfter('web-cti-closed', facts, plan).findings).toEqual([]);
    const web = plan.reach.find(({ service }) => service === 'WEB');
    expect(web?.after.map(({ network }) => network)).toContain('95.31.18.119/32');
  });

  it('what was made for the own network holds what its phones live on: the next item takes nothing', () => {
    for (const step of firstPlan(closeWebCtiChoices, open().facts, HOME).steps) {
      if (step.kind === 'firewall.create')
        expect(step.currentRules).toMatchObject({ SIP: true, IAX: true, ICMP: true });
    }
  });

  it.each([
    '95.31.20.0/24',
    '2a00:1450:4001:80e::/64',
    'boss.dyndns.example',
    '10.9.0.0/16',
    '95.31.18.200,95.31.18.201',
  ])('a rule for %s stays, unless the person wants it closed', (permit) => {
    const facts = withRules(open().facts, [rule('90', permit, EVERYTHING)]);
    expect(touched(facts)).not.toContain(90);
    expect(touched(facts, { keeps: [] })).toContain(90);
  });

  it.each(['95.31.16.0/20', '0.0.0.0/1', '2a00:1450::/32'])('a rule for %s is wide, and closes', (permit) => {
    expect(touched(withRules(open().facts, [rule('90', permit, EVERYTHING)]))).toContain(90);
  });

  it('a private network that somebody called foreign closes', () => {
    const answer = { item: 'own-network', subject: '10.9.0.0/16', answer: 'no', by: 'anna', note: '' };
    const attestations = known([{ ...answer, at: '2026-11-01T00:00:00Z', expiresAt: '2027-11-01T00:00:00Z' }]);
    const facts = withRules(open().facts, [rule('90', '10.9.0.0/16', EVERYTHING)], { attestations });
    expect(touched(facts)).toContain(90);
  });
});

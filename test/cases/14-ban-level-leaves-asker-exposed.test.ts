/** Whoever makes bans stricter is not to be banned by them; of the whole kind. */
import { setFail2banLevelChoices } from '../../sites/checklist/actions/choices/set-fail2ban-level.ts';
import { expect, it } from 'vitest';
import type { Facts, PartData } from '../../sites/checklist/facts/types.ts';
import { describeCase } from '../support/cases.ts';
import { known } from '../support/facts.ts';
import { direct, firstPlan } from '../support/planned.ts';

const OFFICE = '95.31.18.119';
const systemOf = ({ parts }: Facts): PartData['system'] => {
  if (parts.system.state === 'unknown') throw new Error('not known');
  return parts.system.data;
};
const at = (facts: Facts, release: string): Facts => ({
  ...facts,
  parts: { ...facts.parts, system: known({ ...systemOf(facts), release }) },
});
const ids = (plan: ReturnType<typeof firstPlan>) => plan.warnings.map(({ id }) => id);

describeCase('14-ban-level-leaves-asker-exposed', (open) => {
  it("the person's own address is exempt, and the phones behind it with it", () => {
    const plan = firstPlan(setFail2banLevelChoices, open().facts, direct(OFFICE));
    expect(plan.steps).toMatchObject([
      { kind: 'fail2ban.patch', maxretry: 5, whitelist: [OFFICE] },
      { kind: 'fail2ban.unban', networks: [`${OFFICE}/32`] },
    ]);
    expect(plan.affected.map(({ id }) => id)).toEqual(['203']);
    expect(ids(plan)).not.toContain('not-exempt');
  });

  it('no rule is made for the network of a rented server, from which nobody comes', () => {
    const plan = firstPlan(setFail2banLevelChoices, open().facts, direct(OFFICE));
    expect(plan.steps.filter(({ kind }) => kind.startsWith('firewall.'))).toEqual([]);
  });

  it('over IPv6 the network is exempt, as the address changes: by a rule, or by the list where that takes networks', () => {
    const person = direct('2a00:1450:4001:80e:3d1f:9a02:77c4:11ab');
    const network = '2a00:1450:4001:80e::';
    expect(firstPlan(setFail2banLevelChoices, open().facts, person).steps[0]).toMatchObject({
      kind: 'firewall.create',
      network,
      subnet: 64,
      newer_block_ip: true,
    });
    const newer = firstPlan(setFail2banLevelChoices, at(open().facts, '2026.2.118'), person);
    expect(newer.steps[0]).toMatchObject({ whitelist: [`${network}/64`] });
  });

  it('a person who does not want it is told', () => {
    const plan = firstPlan(setFail2banLevelChoices, open().facts, direct(OFFICE), { from: '' });
    expect(plan.steps[0]).toMatchObject({ whitelist: null });
    expect(ids(plan)).toContain('not-exempt');
  });

  it('nobody is exempt where nothing gets stricter', () => {
    const { facts } = open();
    const { fail2ban } = facts.parts;
    if (fail2ban.state === 'unknown') throw new Error('not known');
    const strong = { ...fail2ban.data, maxretry: 5, findtime: 21_600, bantime: 604_800, whitelist: ['hello'] };
    const plan = firstPlan(
      setFail2banLevelChoices,
      { ...facts, parts: { ...facts.parts, fail2ban: known(strong) } },
      direct(OFFICE),
    );
    expect(plan.steps).toMatchObject([{ kind: 'fail2ban.patch', whitelist: [] }]);
  });
});

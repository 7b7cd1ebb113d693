import { expect, it } from 'vitest';
import { setFail2banLevelChoices as choices } from '../../sites/checklist/actions/choices/set-fail2ban-level.ts';
import { audit } from '../../sites/checklist/audit.ts';
import type { Facts, Part } from '../../sites/checklist/facts/types.ts';
import { describeCase } from '../support/cases.ts';
import { known } from '../support/facts.ts';
import { direct } from '../support/planned.ts';

const BY_SOURCE = ['firewall-trusted-subnets', 'web-cti-closed', 'nat-vpn', 'fail2ban'];

const withParts = (facts: Facts, parts: Partial<Facts['parts']>): Facts => ({
  ...facts,
  parts: { ...facts.parts, ...parts },
});
function dataOf<T>(part: Part<T>): T {
  if (part.state === 'unknown') throw new Error('not known');
  return part.data;
}
const answered = (facts: Facts, answer: 'ours' | 'internet'): Facts => {
  const at = '2026-11-20T12:00:00+00:00';
  const one = { item: 'shared-address', subject: '192.168.1.1', answer, by: 'admin', note: '', at };
  return withParts(facts, { attestations: known([{ ...one, expiresAt: '2027-11-20T12:00:00+00:00' }]) });
};
const verdicts = (facts: Facts) =>
  audit(facts, { tool: { name: 'test', version: '0' } })
    .results.filter(({ id }) => BY_SOURCE.includes(id))
    .map(({ verdict }) => verdict);

describeCase('08-router-masquerades-everybody', (open) => {
  it('says that one address hides everybody, and that a scanner is in', () => {
    const { result, text } = open();
    const { verdict, severity, findings, questions } = result('registered-devices');
    expect([verdict, severity]).toEqual(['fail', 'critical']);
    expect(findings.map(({ id, severity: of }) => [id, of])).toEqual([
      ['scanner:203:192.168.1.1', 'critical'],
      ['behind:192.168.1.1', 'high'],
    ]);
    expect(text('registered-devices')).toMatch(/192\.168\.1\.1.*\(201, 202, 203\).*bans do nothing/);
    expect(questions).toMatchObject([{ item: 'shared-address', subject: '192.168.1.1' }]);
  });

  it.each(BY_SOURCE)('%s does not calm: it says why, and asks', (id) => {
    const { result, text } = open();
    const { verdict, severity, findings, questions, action } = result(id);
    expect([verdict, severity, action]).toEqual(['warn', 'medium', null]);
    expect(findings.map((finding) => finding.id)).toEqual(['see:registered-devices']);
    expect(questions).toContainEqual(expect.objectContaining({ item: 'shared-address', subject: '192.168.1.1' }));
    expect(text(id)).toMatch(/^One address hides who comes from it: 192\.168\.1\.1 .*\nOne/);
  });

  it('passes once somebody knows the address as one device of theirs; not where it is the internet', () => {
    const { facts } = open();
    expect(new Set(verdicts(answered(facts, 'ours')))).toEqual(new Set(['pass']));
    expect(new Set(verdicts(answered(facts, 'internet')))).toEqual(new Set(['warn']));
  });

  it('where one fails, the failure stays and the doubt is a note', () => {
    const { facts } = open();
    const off = withParts(facts, { fail2ban: known({ ...dataOf(facts.parts.fail2ban), enabled: false }) });
    const { results } = audit(off, { tool: { name: 'test', version: '0' } });
    const found = results.find(({ id }) => id === 'fail2ban');
    expect(found?.verdict).toBe('fail');
    expect(found?.notes.map(({ key }) => key)).toContain('exposure.hidden');
  });

  it('no plan and no step about bans exempts the network with that address by itself', () => {
    const { facts } = open();
    const rules = dataOf(facts.parts.firewall).rules.map((rule) => ({ ...rule, neverBlock: false }));
    const lax = withParts(facts, {
      firewall: known({ ...dataOf(facts.parts.firewall), rules }),
      fail2ban: known({ ...dataOf(facts.parts.fail2ban), maxretry: 50, findtime: 600, bantime: 600 }),
    });
    const choice = choices.first(lax.parts, direct('192.168.1.1'));
    expect(choices.ours(lax.parts, choice)).toEqual([]);
    expect(choices.from(lax.parts, choice, direct('192.168.1.1'))).toBe('');
    const known201 = answered(lax, 'ours');
    expect(choices.ours(known201.parts, choice)).toEqual(['192.168.1.0/24']);
    const steps = (of: Facts) =>
      JSON.stringify(
        audit(of, { tool: { name: 'test', version: '0' } }).results.find(({ id }) => id === 'fail2ban')?.steps,
      );
    expect(steps(lax)).not.toContain('192.168.1.0/24');
    expect(steps(known201)).toContain('192.168.1.0/24');
  });
});

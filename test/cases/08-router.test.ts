import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

describeCase('08-router-masquerades-everybody', (open) => {
  it('says that one address hides everybody, and that a scanner is in', () => {
    const { result, text } = open();
    const { verdict, severity, findings, questions } = result('registered-devices');
    expect([verdict, severity]).toEqual(['fail', 'critical']);
    expect(findings.map(({ id, severity: of }) => [id, of])).toEqual([
      ['scanner:203:192.168.1.1', 'critical'],
      ['behind:192.168.1.1', 'high'],
    ]);
    expect(text('registered-devices')).toMatch(/192\.168\.1\.1: 3 \(201, 202, 203\).*bans do nothing/);
    expect(questions).toMatchObject([{ item: 'shared-address', subject: '192.168.1.1' }]);
  });
});

import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

describeCase('46-blocking-rule-does-nothing', (open) => {
  it('says so, and by which rule the network gets in', () => {
    const { findings } = open().result('firewall-trusted-subnets');
    expect(findings).toContainEqual(expect.objectContaining({ severity: 'low', id: 'idle:rule-2:185.53.88.0/24' }));
    expect(open().text('firewall-trusted-subnets')).toMatch(
      /Rule "BLOCK hackers" blocks nothing.*185\.53\.88\.0\/24.*rule "Internet"/,
    );
  });
});

import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

describeCase('44-count-includes-covered', (open) => {
  it('tells what is left, and counts no more', () => {
    const { verdict, severity, says, findings } = open().result('firewall-trusted-subnets');
    expect({ verdict, severity }).toEqual({ verdict: 'fail', severity: 'high' });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.says.params['services']).toHaveLength(1);
    // One problem is named; were it counted, it would be one.
    expect(says.params['count'] ?? 1).toBe(1);
    expect(open().text('firewall-trusted-subnets')).toContain('SIP');
  });
});

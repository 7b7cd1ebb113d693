import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

describeCase('44-count-includes-covered', (open) => {
  it('counts what is left', () => {
    expect(open().result('firewall-trusted-subnets')).toMatchObject({
      verdict: 'fail',
      severity: 'high',
      says: { params: { count: 1 } },
    });
    expect(open().text('firewall-trusted-subnets')).toContain('SIP');
  });
});

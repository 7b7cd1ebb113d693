import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

describeCase('52-ipv6-office-56', (open) => {
  it('the network of one customer, with the PBX in it, is narrow', () => {
    expect(open().result('web-cti-closed').verdict).toBe('pass');
    expect(open().result('firewall-trusted-subnets').verdict).toBe('pass');
  });
});

import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

describeCase('56-stale-ports-sleep', (open) => {
  it('no pass rests on rows that Core renews', () => {
    for (const check of ['web-cti-closed', 'firewall-trusted-subnets']) {
      expect(open().result(check)).toMatchObject({ verdict: 'warn', severity: 'medium' });
      expect(open().text(check)).toContain('Rule "Internet": the box "WEB" is ticked');
      expect(open().text(check)).not.toContain('No service is open');
    }
  });
});

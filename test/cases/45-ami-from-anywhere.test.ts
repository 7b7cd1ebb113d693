import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

describeCase('45-ami-from-anywhere', (open) => {
  it('is low: only the firewall keeps strangers away', () => {
    expect(open().result('ami-ari-access')).toMatchObject({ verdict: 'warn', severity: 'low' });
    expect(open().text('ami-ari-access')).toMatch(
      /1cami.* has no network of its own .*: only the firewall keeps strangers away/,
    );
    expect(open().text('ami-ari-access')).not.toMatch(/from anywhere/);
  });
});

import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

describeCase('40-auth-suffix-123', (open) => {
  it('fails: the login name stays a number', () => {
    const { verdict, findings } = open().result('auth-username');
    expect(verdict).toBe('fail');
    expect(findings.map(({ id }) => id)).toEqual(['setting']);
    expect(open().text('auth-username')).toContain('the login name is a plain number');
  });
});

import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

describeCase('21-own-country-by-exit-code', (open) => {
  it('is a problem, with a number that gets out', () => {
    expect(open().result('international-blocked')).toMatchObject({ verdict: 'fail' });
    expect(open().text('international-blocked')).toMatch(/0033/);
  });
});

import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

describeCase('26-directory-118-de', (open) => {
  it('is a problem, with a number that gets out', () => {
    expect(open().result('international-blocked')).toMatchObject({ verdict: 'fail' });
    expect(open().text('international-blocked')).toMatch(/118\d\d/);
  });
});

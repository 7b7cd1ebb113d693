import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

describeCase('29-cn-mobiles-false-alarm', (open) => {
  it('is no call abroad', () => {
    expect(open().result('international-blocked')).toMatchObject({ verdict: 'pass' });
  });
});

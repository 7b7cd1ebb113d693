import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

describeCase('31-us-toll-free-false-alarm', (open) => {
  it('is no call abroad', () => {
    expect(open().result('international-blocked')).toMatchObject({ verdict: 'pass' });
  });
});

import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

// Its release is newer than 2026.7.1, from which on Core cuts such an account to the PBX itself: no "from anywhere" here.
describeCase('48-extension-bound-to-deleted-rule', (open) => {
  it('names the extension whose rule is gone', () => {
    const { result, text } = open();
    expect(result('extension-networks')).toMatchObject({
      verdict: 'warn',
      findings: [{ id: 'gone:account:201', page: { page: 'extension', id: '201' } }],
    });
    expect(text('extension-networks')).toMatch(/201 refers to a rule of the firewall that was deleted/);
  });
});

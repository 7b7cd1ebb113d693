import { expect, it } from 'vitest';
import { describeCase } from '../support/cases.ts';

describeCase('47-branch-and-gsm-gateway-as-providers', (open) => {
  it('asks who pays for calls inside, and takes "it is our own" for an answer', () => {
    const { questions } = open().result('provider-spending-limit');
    expect(questions).toHaveLength(2);
    for (const { says, choices } of questions) {
      expect(says.key).toBe('checks.provider-spending-limit.ask.inside');
      expect(choices.map(({ value }) => value)).toEqual(['yes', 'own']);
    }
    expect(
      open()
        .result('no-excess-balance')
        .questions[0]?.choices.map(({ value }) => value),
    ).toContain('none');
  });
});

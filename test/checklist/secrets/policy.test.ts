/** The shared vectors: PHPUnit reads the same file, so that the page and the PBX agree on what a new password has to be. */
import { describe, expect, it } from 'vitest';
import { NO_DICTIONARY } from '../../../sites/checklist/secrets/dictionary.ts';
import { judgePassword, LONGEST_PASSWORD } from '../../../sites/checklist/secrets/policy.ts';
import cases from '../../vectors/login-passwords.json';

const ABOUT = { login: 'operator', company: 'Example' };

describe('what a new password of a login has to be', () => {
  it.each(cases)('$why', ({ password, canBeStored, meets }) => {
    const judged = judgePassword(password, ABOUT, NO_DICTIONARY);
    expect(judged.canBeStored).toBe(canBeStored);
    expect(judged.broken.length === 0).toBe(meets);
    expect(judged.fits).toBe(canBeStored && meets);
  });

  it('tells every broken rule', () => {
    expect(judgePassword('secret', ABOUT, NO_DICTIONARY).broken).toEqual(['under-8', 'upper', 'digit', 'special']);
  });

  it('the longest one is as long as is said', () => {
    const longest = cases.filter(({ canBeStored }) => canBeStored).map(({ password }) => password.length);
    expect(Math.max(...longest)).toBe(LONGEST_PASSWORD);
  });
});

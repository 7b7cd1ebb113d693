import { describe, expect, it } from 'vitest';
import { check } from '../../sites/checklist/checks/sip-passwords.ts';
import { NO_DICTIONARY } from '../../sites/checklist/secrets/dictionary.ts';
import { featuresOf } from '../../sites/checklist/secrets/features.ts';
import { CLEAN } from '../support/facts.ts';
import { judgeWith } from '../support/judge.ts';
import { judgedByDictionary } from '../support/judged-secret.ts';

describe('73-passwords-of-412', () => {
  it.each(['4DTgL3iywWR71Pdk', 'q3UUft8Xng7BJU'])('%s is low, and MikoPBX did not make it', (secret) => {
    expect(judgedByDictionary(secret)).toEqual({ class: 'generated-ok', broken: ['special'] });
    const secrets = [{ owner: 'sip:201', features: featuresOf(secret, { number: '201' }, NO_DICTIONARY, 0) }];
    expect(judgeWith(check, { accounts: CLEAN.accounts, secrets })).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      says: { key: 'checks.sip-passwords.random', params: { count: 1 } },
    });
  });

  it('MikoPBX may have made one of 20', () => {
    const secrets = [{ owner: 'sip:201', features: featuresOf('bSKReigikgfzfGBmU8TU', {}, NO_DICTIONARY, 0) }];
    expect(judgeWith(check, { accounts: CLEAN.accounts, secrets })).toMatchObject({
      says: { key: 'checks.sip-passwords.generated' },
    });
  });
});

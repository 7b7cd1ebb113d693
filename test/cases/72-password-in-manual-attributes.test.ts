import { expect, it } from 'vitest';
import { check } from '../../sites/checklist/checks/sip-passwords.ts';
import { authOverride } from '../../sites/pbx/sources/rest/manual-attributes.ts';
import { describeCase } from '../support/cases.ts';
import { CLEAN } from '../support/facts.ts';
import { judgeWith } from '../support/judge.ts';

/** How PHP reads the same texts: test/php/Facts/ManualAttributesTest.php, Parts/AccountsPartTest.php. */
describeCase('72-password-in-manual-attributes', () => {
  it('a password there is the one in force, with blanks and CRLF', () => {
    expect(authOverride(' [auth] \r\n  password =  123 \r\n')).toMatchObject({ password: '123', hash: null });
  });

  it('with a hash there the stored password is not in force: the account is named, and nothing passes', () => {
    const { hash } = authOverride('[auth]\r\nauth_type = md5\r\nmd5_cred = 0f0e\r\n');
    expect(hash).toBe('0f0e');
    const accounts = CLEAN.accounts.map((account) => ({ ...account, secretHashed: hash !== null }));
    const { verdict, says } = judgeWith(check, { ...CLEAN, accounts });
    expect([verdict, says.key]).toEqual(['unknown', 'checks.sip-passwords.hashed']);
    expect(JSON.stringify(says.params)).toContain(accounts[0]?.number);
  });
});

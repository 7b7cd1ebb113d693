import { describe, expect, it } from 'vitest';
import { authorizedKeys } from '../../../../sites/pbx/sources/rest/authorized-keys.ts';
import { authOverride } from '../../../../sites/pbx/sources/rest/manual-attributes.ts';
import { isoFromLocal, isoFromSeconds } from '../../../../sites/pbx/sources/rest/time.ts';

describe('manual attributes', () => {
  it('of the section auth only, spaces and the last line with a key count', () => {
    expect(
      authOverride('[endpoint]\r\npassword=no\r\n [auth] \r\n username = a \r\nusername=b=c\r\npassword=\r\n'),
    ).toEqual({
      username: 'b=c',
      password: null,
      hash: null,
    });
  });
  it('none without a section', () => {
    expect(authOverride('username=a\npassword=b')).toEqual({ username: null, password: null, hash: null });
  });
  it.each([
    ['[auth]\nauth_type=md5\nmd5_cred=5f4d', '5f4d'],
    ['[ auth ]\r\n auth_type = MD5 \r\n md5_cred = 5f4d \r\n', '5f4d'],
    ['[auth]\nauth_type=md5', ''],
    ['[auth]\nmd5_cred=5f4d', null],
    ['[auth]\nauth_type=userpass\nmd5_cred=5f4d', null],
    ['[auth]\nauth_type=digest\npassword=word', null],
    ['[auth]\nauth_type=digest\nmd5_cred=5f4d', '5f4d'],
    ['[auth]\npassword_digest=SHA-256:ab', 'SHA-256:ab'],
    ['[endpoint]\nauth_type=md5\nmd5_cred=5f4d', null],
  ])('a hash instead of a password: %j', (attributes, hash) => {
    expect(authOverride(attributes).hash).toBe(hash);
  });
});

describe('authorized keys', () => {
  // ssh-keygen -t ed25519; ssh-keygen -l
  const blob = 'AAAAC3NzaC1lZDI1NTE5AAAAIPiUGu8Mjy8h7T0a7G7HqGdKTZ2sNcc1DJIP1bOXUQ0Y';
  it('type, comment and fingerprint; options, comments and what is no key are passed over', () => {
    const text = `# mine\n\nno-pty,command="a b" ssh-ed25519 ${blob} ann at home\nnot a key\nssh-rsa !!!!\n`;
    expect(authorizedKeys(text)).toEqual([
      {
        type: 'ssh-ed25519',
        comment: 'ann at home',
        fingerprint: expect.stringMatching(/^SHA256:[A-Za-z\d+/]{43}$/) as unknown,
      },
    ]);
  });
});

describe('times of Core', () => {
  it('local time with the offset of the answers', () => {
    expect(isoFromLocal('2026-11-23 06:26:19', '+03:00')).toBe('2026-11-23T06:26:19+03:00');
    expect(isoFromLocal('2026-11-23 06:26:19', null)).toBeNull();
    expect(isoFromLocal('', '+03:00')).toBeNull();
    expect(isoFromLocal('2026-13-43 06:26:19', 'Z')).toBeNull();
  });
  it('seconds, as far as there are such moments', () => {
    expect(isoFromSeconds(0)).toBe('1970-01-01T00:00:00.000Z');
    expect(isoFromSeconds(1e15)).toBeNull();
  });
});

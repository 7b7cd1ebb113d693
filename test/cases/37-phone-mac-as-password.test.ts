import { describe, expect, it } from 'vitest';
import { judgedByDictionary } from '../support/judged-secret.ts';

describe('37-phone-mac-as-password', () => {
  it.each(['00:15:65:1a:2b:3c', '00-0B-82-1A-2B-3C', '0015.651a.2b3c', 'Sip001565a1b2c3!', '001565a1b2c3'])(
    '%s',
    (secret) => {
      const { class: found, broken } = judgedByDictionary(secret);
      expect(found).toBe('guessable');
      expect(broken).toContain('hardware');
    },
  );

  it('holds for any number of a maker, in every spelling', () => {
    for (let n = 0; n < 200; n++) {
      const rest = ((n * 7_919_113 + 65_537) % 16_777_216).toString(16).padStart(6, '0');
      const pairs = `001565${rest}`.match(/../g) ?? [];
      for (const secret of [pairs.join(':'), pairs.join('-').toUpperCase(), pairs.join(''), `Sip${pairs.join('')}!`]) {
        expect(judgedByDictionary(secret).class, secret).toBe('guessable');
      }
    }
  });
});

import { describe, expect, it } from 'vitest';
import { EVERYTHING, hashOf, placeOf, toggled } from '../../../sites/admin-cabinet/page/place.ts';

describe('the place in the address', () => {
  it('is found again as it was left', () => {
    const place = {
      verdicts: new Set(['fail', 'manual'] as const),
      search: 'a&b=ü #1, 50 %',
      open: new Set(['fail2ban', 'quiet-money']),
    };
    expect(placeOf(hashOf(place))).toEqual(place);
  });

  it('leaves the address clean where nothing is chosen', () => {
    expect(hashOf(EVERYTHING)).toBe('');
    expect(placeOf('')).toEqual(EVERYTHING);
  });

  it.each([
    '#show=evil,__proto__&open=<script>,../x,A',
    '#open=%00&show=&search=',
    '#%E0%A4%A',
    '#show=fail&show=warn'.replace('fail', 'FAIL'),
  ])('takes nothing of %s', (hash) => {
    const place = placeOf(hash);
    expect([...place.verdicts]).toEqual([]);
    expect([...place.open]).toEqual([]);
  });

  it('bounds what a link may hold', () => {
    const place = placeOf(
      `#search=${'x'.repeat(5000)}&open=${Array.from({ length: 5000 }, (_, i) => `c${i}`).join(',')}`,
    );
    expect(place.search.length).toBe(200);
    expect(place.open.size).toBe(100);
  });

  it('turns members of a set on and off without touching it', () => {
    const set: ReadonlySet<string> = new Set(['a']);
    expect([...toggled(set, 'b')]).toEqual(['a', 'b']);
    expect([...toggled(set, 'a')]).toEqual([]);
    expect([...toggled(set, 'a', true)]).toEqual(['a']);
    expect([...set]).toEqual(['a']);
  });
});

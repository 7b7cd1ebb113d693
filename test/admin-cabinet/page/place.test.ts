import { describe, expect, it } from 'vitest';
import { EVERYTHING, hashOf, placeOf, toggled } from '../../../sites/admin-cabinet/page/place.ts';

describe('the place in the address', () => {
  it('is found again as it was left', () => {
    const place = {
      standings: new Set(['fail', 'manual'] as const),
      search: 'a&b=ü #1, 50 %',
      open: new Set(['fail2ban', 'quiet-money']),
      wanted: null,
      isInRoom: false,
    };
    expect(placeOf(hashOf(place))).toEqual(place);
  });

  it('is the room of the day of a break-in', () => {
    expect(placeOf('#broken-into').isInRoom).toBe(true);
    expect(hashOf({ ...EVERYTHING, isInRoom: true })).toBe('#broken-into');
    expect(placeOf('#open=broken-into').isInRoom).toBe(false);
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
    expect([...place.standings]).toEqual([]);
    expect([...place.open]).toEqual([]);
  });

  it('bounds what a link may hold', () => {
    const place = placeOf(
      `#search=${'x'.repeat(5000)}&open=${Array.from({ length: 5000 }, (_, i) => `c${i}`).join(',')}`,
    );
    expect(place.search.length).toBe(200);
    expect(place.open.size).toBe(100);
  });

  it('tells what a link was followed for, and does not keep it', () => {
    const fix = placeOf('#open=fail2ban&fix=fail2ban');
    expect(fix.wanted).toEqual({ kind: 'fix', check: 'fail2ban' });
    expect(hashOf(fix)).toBe('#open=fail2ban');
    const finding = 'WEB+SSH:rule-5:0.0.0.0/0';
    expect(placeOf(`#open=web-cti-closed&accept=${encodeURIComponent(finding)}`).wanted).toEqual({
      kind: 'accept',
      check: 'web-cti-closed',
      finding,
    });
    expect(placeOf('#marks').wanted).toEqual({ kind: 'marks' });
    expect(placeOf('#accept=x').wanted).toBeNull();
    expect(placeOf('#fix=<b>').wanted).toBeNull();
  });

  it('takes half a character, as a cut text ends with one', () => {
    const { search } = placeOf(`#search=${'x'.repeat(199)}😀`);
    expect(search).toHaveLength(200);
    expect(hashOf({ ...EVERYTHING, search })).toBe(`#search=${'x'.repeat(199)}`);
  });

  it('turns members of a set on and off without touching it', () => {
    const set: ReadonlySet<string> = new Set(['a']);
    expect([...toggled(set, 'b')]).toEqual(['a', 'b']);
    expect([...toggled(set, 'a')]).toEqual([]);
    expect([...toggled(set, 'a', true)]).toEqual(['a']);
    expect([...set]).toEqual(['a']);
  });
});

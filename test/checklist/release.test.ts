import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareReleases, isAtLeast, parseRelease } from '../../sites/checklist/release.ts';

const numbers = fc.array(fc.integer({ min: 0, max: 99_999 }), { minLength: 1, maxLength: 5 });
const release = numbers.map((parts) => parseRelease(parts.join('.')));
const compare = (a: string, b: string) => compareReleases(parseRelease(a), parseRelease(b));

describe('a release', () => {
  it.each([
    ['2026.10.1', '2026.9.5'], // as text it would be the older one
    ['2026.9.5', '2026.9.4'],
    ['2026.1.223', '2024.1.114'],
    ['2026.6.99', '2026.6.34'],
    ['2026.2', '2026.1.999'],
  ])('%s is newer than %s', (newer, older) => {
    expect(compare(newer, older)).toBe(1);
    expect(compare(older, newer)).toBe(-1);
    expect(isAtLeast(parseRelease(newer), older)).toBe(true);
    expect(isAtLeast(parseRelease(older), newer)).toBe(false);
  });

  it.each([
    ['2026.1.198-dev', '2026.1.198'],
    ['2025.1.1-arm-test', '2025.1.1'],
    ['2026-1-83-dev', '2026.1.83'], // Core's tag of that build
    [' 2026.1.223\n', '2026.1.223'],
    ['2026.1', '2026.1.0'],
    ['2026.01.5', '2026.1.5'],
  ])('%j equals %s: suffix, blanks, separators and missing parts say nothing', (a, b) => {
    expect(compare(a, b)).toBe(0);
  });

  it.each(['', 'dev', 'v', '2026.x.1', 'release 2026.1.1', '2026..1', '.1', '1'.repeat(10), '١.٢'])(
    '%j has no numbers, and nothing is concluded from it',
    (text) => {
      expect(parseRelease(text)).toEqual({ text, numbers: null });
      expect(compare(text, '2026.1.223')).toBeNull();
      expect(isAtLeast(parseRelease(text), '0')).toBeNull();
    },
  );

  it('is in one total order', () => {
    fc.assert(
      fc.property(release, release, release, (a, b, c) => {
        const ab = compareReleases(a, b) ?? Number.NaN;
        const bc = compareReleases(b, c) ?? Number.NaN;
        const ac = compareReleases(a, c) ?? Number.NaN;
        expect([-1, 0, 1]).toContain(ab);
        expect(compareReleases(b, a)).toBe(ab === 0 ? 0 : -ab);
        expect(compareReleases(a, a)).toBe(0);
        if (ab <= 0 && bc <= 0) expect(ac).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('keeps its order with a suffix, and grows with each of its parts', () => {
    const suffix = fc.constantFrom('', '-dev', '-rc.1', '+build', ' (dev)');
    fc.assert(
      fc.property(numbers, suffix, fc.nat(4), (parts, tail, index) => {
        const text = parts.join('.');
        expect(compare(text + tail, text)).toBe(0);
        const at = index % parts.length;
        const next = parts.with(at, (parts[at] ?? 0) + 1).join('.');
        expect(compare(next, text)).toBe(1);
      }),
    );
  });

  it('never throws on text of strangers', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { numbers: found } = parseRelease(text);
        expect(found === null || found.every((each) => Number.isSafeInteger(each) && each >= 0)).toBe(true);
      }),
    );
  });
});

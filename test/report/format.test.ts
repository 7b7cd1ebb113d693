/** Texts beside the check's own. */
import { describe, expect, it } from 'vitest';
import { moment } from '../../sites/report/format.ts';

describe('a moment', () => {
  it.each([
    ['2026-11-23T12:00:07.123Z', '2026-11-23 12:00 UTC'],
    ['2026-11-23T12:00:00+00:00', '2026-11-23 12:00 UTC'],
    ['2026-11-23T12:00:00+03:00', '2026-11-23 12:00 UTC+03:00'],
    ['2026-11-23T12:00-05:30', '2026-11-23 12:00 UTC-05:30'],
    ['', ''],
    ['never', 'never'],
    ['2026-11-23', '2026-11-23'],
  ])('%s', (iso, told) => {
    expect(moment(iso)).toBe(told);
  });
});

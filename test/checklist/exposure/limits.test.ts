import { describe, expect, it } from 'vitest';
import {
  isAtLarge,
  isNarrow,
  isNarrowInAll,
  isPublicOpening,
  sizeOf,
} from '../../../sites/checklist/exposure/limits.ts';
import { exposureOf } from '../../../sites/checklist/reach/exposure.ts';
import { networksOf } from '../../../sites/checklist/reach/networks.ts';

const openings = (...permits: string[]) =>
  permits.flatMap(networksOf).map(({ cidr, family }) => ({ network: cidr, family, ...sizeOf(cidr) }));

describe('narrow', () => {
  it.each([
    ['8.8.8.8', true],
    ['8.8.8.0/24', true], // 256
    ['8.8.8.0/23', false], // 512
    ['10.0.0.0/8', true], // not one public address
    ['2a01:4f8:1::/64', true],
    ['2a01:4f8:1::/63', false],
    ['fd00::/8', true],
    ['nonsense', true], // opens nothing
  ])('%s: %s', (permit, narrow) => expect(isNarrow(sizeOf(permit))).toBe(narrow));

  it('is 1,024 addresses in all, or four /64s', () => {
    const four = ['8.8.0.0/24', '8.8.2.0/24', '8.8.4.0/24', '8.8.6.0/24'];
    expect(isNarrowInAll(exposureOf('WEB', openings(...four)))).toBe(true);
    expect(isNarrowInAll(exposureOf('WEB', openings(...four, '8.8.8.8')))).toBe(false); // 1,025
    const v6 = ['2a01:1::/64', '2a01:2::/64', '2a01:3::/64', '2a01:4::/64'];
    expect(isNarrowInAll(exposureOf('WEB', openings(...v6)))).toBe(true);
    expect(isNarrowInAll(exposureOf('WEB', openings(...v6, '2a01:5::/64')))).toBe(false);
  });
});

describe('at large', () => {
  it.each([
    ['45.83.0.0/16', false], // 65,536
    ['45.82.0.0/15', true],
    ['45.83.0.0/16,45.84.0.1', true], // 65,537 by union
    ['45.83.0.0/16,45.83.7.0/24', false], // counted once
    ['10.0.0.0/8', false],
    ['2a01:4f8::/48', false],
    ['2a01:4f8::/47', true],
    ['0.0.0.0/1', true],
  ])('%s: %s', (permits, atLarge) => expect(exposureOf('SSH', openings(...permits.split(','))).atLarge).toBe(atLarge));

  it('is asked of one opening, too', () => {
    const [small, large] = openings('45.83.0.0/16', '0.0.0.0/0');
    expect([small, large].map((opening) => opening !== undefined && isAtLarge(opening))).toEqual([false, true]);
    expect(openings('100.64.0.0/10', '203.0.113.0/24', '169.254.0.0/16').some(isPublicOpening)).toBe(false);
  });
});

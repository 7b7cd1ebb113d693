import { describe, expect, it } from 'vitest';
import {
  isAtLarge,
  isEverybody,
  isNarrow,
  isPublicOpening,
  narrownessOf,
  sizeOf,
  widelyOpenIn,
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
    ['2a01:4f8:1::/56', true],
    ['2a01:4f8:1::/55', false],
    ['fd00::/8', true],
    ['nonsense', true], // opens nothing
  ])('%s: %s', (permit, narrow) => expect(isNarrow(sizeOf(permit))).toBe(narrow));

  const ofAll = (...permits: string[]) => narrownessOf(openings(...permits), []).ofAll;

  it('is 1,024 addresses in all, or four /56s', () => {
    const four = ['8.8.0.0/24', '8.8.2.0/24', '8.8.4.0/24', '8.8.6.0/24'];
    expect(ofAll(...four)).toBe(true);
    expect(ofAll(...four, '8.8.9.9')).toBe(false); // 1,025
    const v6 = ['2a01:1::/56', '2a01:2::/56', '2a01:3::/56', '2a01:4::/56'];
    expect(ofAll(...v6)).toBe(true);
    expect(ofAll(...v6, '2a01:5::/64')).toBe(false);
  });

  it('neighbours are one network, and counted once', () => {
    expect(ofAll('8.8.8.0/25', '8.8.8.128/25')).toBe(true);
    expect(ofAll('8.8.8.0/24', '8.8.9.0')).toBe(false);
    expect(ofAll('8.8.8.0/24', '8.8.8.0/24', '8.8.8.7')).toBe(true);
    const narrow = narrownessOf(openings('8.8.8.0/24', '8.8.9.0/24', '8.8.0.0/20'), []);
    expect(openings('8.8.8.0/24', '8.8.0.0/20').map((opening) => narrow.of(opening))).toEqual([true, false]);
  });

  it('the own IPv6 network counts as none, up to a /48', () => {
    const own = networksOf('2a01:1::10');
    const judged = (...permits: string[]) => narrownessOf(openings(...permits), own);
    expect(judged('2a01:1::/48')).toMatchObject({ ofAll: true });
    expect(judged('2a01::/47')).toMatchObject({ ofAll: false });
    expect(judged('2a01:1::/48', '2a01:2::/56', '2a01:3::/56', '2a01:4::/56', '2a01:5::/56')).toMatchObject({
      ofAll: true,
    });
    expect(narrownessOf(openings('2a01:2::/48'), own).ofAll).toBe(false);
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

describe('families in which a service is open at large', () => {
  const widely = (...permits: string[]) => widelyOpenIn(exposureOf('WEB', openings(...permits)));

  it('are those of an opening that is so by itself', () => {
    expect(widely('0.0.0.0/0', '2a01:1::/56')).toEqual([4]);
    expect(widely('::/0', '8.8.8.0/24')).toEqual([6]);
    expect(widely('0.0.0.0/0', '::/0')).toEqual([4, 6]);
  });

  it('by many narrow ones together, that of which there are public addresses', () => {
    expect(widely('8.8.8.0/24', '9.9.9.0/24')).toEqual([4]);
    expect(widely('10.0.0.0/8', '2a01:1::/56', '2a01:2::/56')).toEqual([6]);
  });
});

describe('everybody', () => {
  const left = (network: string, publicAddresses: number, publicV6Prefix: number | null) =>
    isEverybody({ network, family: network.includes(':') ? 6 : 4, publicAddresses, publicV6Prefix, parts: [] });

  it('is the whole of a family, also with holes that change nothing about it', () => {
    expect(openings('0.0.0.0/0', '::/0', '0.0.0.0/1').map(isEverybody)).toEqual([true, true, false]);
    expect([2 ** 31, 2 ** 31 + 1].map((count) => left('0.0.0.0/0', count, null))).toEqual([false, true]);
    expect([null, 0, 1, 2].map((prefix) => left('::/0', 0, prefix))).toEqual([false, true, true, false]);
    expect(left('0.0.0.0/1', 2 ** 31 + 1, null)).toBe(false);
  });
});

import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { addressText, networksOf, parseAddress } from '../../../sites/checklist/reach/networks.ts';
import { isPublicV4, publicV4, publicV6Prefix } from '../../../sites/checklist/reach/public.ts';
import { subtract, union, type Range } from '../../../sites/checklist/reach/ranges.ts';

const v4 = (...permits: string[]) => publicV4(permits.flatMap(networksOf));
const v6 = (...permits: string[]) => publicV6Prefix(permits.flatMap(networksOf));
/** Teredo and 6to4 have ranges of their own: by them everybody with an IPv4 address comes. */
const PUBLIC = ['unicast', 'teredo', '6to4'];
const isPublic = (text: string) => PUBLIC.includes(ipaddr.parse(text).range());

describe('sets of ranges', () => {
  const ranges = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 10 }))
      .map(([from, size]) => ({ from, to: from + size })),
  );
  const members = (all: readonly Range<number>[]) =>
    Array.from({ length: 60 }, (_, i) => i).filter((i) => all.some(({ from, to }) => from <= i && i < to));

  it('union keeps what is in any, sorted and apart', () => {
    fc.assert(
      fc.property(ranges, (all) => {
        const joined = union(all);
        expect(members(joined)).toEqual(members(all));
        joined.forEach(({ from }, i) => expect(from).toBeGreaterThan(joined[i - 1]?.to ?? -1));
      }),
    );
  });

  it('subtract leaves what is in the one and not in the other', () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        const taken = new Set(members(b));
        expect(members(subtract(union(a), union(b)))).toEqual(members(a).filter((i) => !taken.has(i)));
      }),
    );
  });
});

describe('public addresses', () => {
  it('the tables are those of ipaddr.js, at every edge of a special range and anywhere', () => {
    const judge = (text: string) => {
      const count = text.includes(':') ? v6(text) !== null : v4(text) === 1;
      expect(count, text).toBe(isPublic(text));
      const address = parseAddress(text);
      if (address?.family === 4 && !text.includes(':')) expect(isPublicV4(address.value), text).toBe(isPublic(text));
    };
    const prefixes = [
      '0',
      '10',
      '100.64',
      '127',
      '169.254',
      '172.16',
      '192.0.0',
      '192.0.2',
      '192.31.196',
      '192.52.193',
      '192.88.99',
      '192.168',
    ]
      .concat([
        '192.175.48',
        '198.18',
        '198.51.100',
        '203.0.113',
        '224',
        '240',
        '100.128',
        '172.32',
        '198.20',
        '11',
        '1',
        '128',
      ])
      .concat([
        '169.255',
        '192.0.1',
        '192.0.3',
        '192.31.197',
        '192.52.194',
        '192.88.100',
        '192.169',
        '192.175.49',
        '198.51.101',
        '203.0.114',
      ]);
    const edges = prefixes
      .flatMap((prefix) => networksOf(`${prefix}/32`))
      .concat(
        [
          '::',
          '::1',
          '::2',
          '::ffff:0:0',
          '::1:0:0:0',
          '::ffff:0:0:0',
          '::ffff:1:0:0',
          '64:ff9b::',
          '64:ff9b::1:0:0',
          '64:ff9b:1::',
          '64:ff9b:2::',
        ]
          .concat([
            '100::',
            '100:0:0:1::',
            '2001::',
            '2001:1::',
            '2001:200::',
            '2001:db8::',
            '2001:db9::',
            '2002::',
            '2003::',
            '2620:4f:8000::',
          ])
          .concat([
            '2620:4f:8001::',
            '3fff::',
            '3fff:1000::',
            '5f00::',
            '5f01::',
            'fc00::',
            'fe00::',
            'fe80::',
            'fec0::',
            'ff00::',
          ])
          .flatMap(networksOf),
      );
    expect(edges).toHaveLength(prefixes.length + 31);
    for (const network of edges) {
      if (network.family === 4) {
        for (const value of [network.from - 1, network.from]) if (value >= 0) judge(addressText({ family: 4, value }));
      } else {
        for (const value of [network.from - 1n, network.from]) {
          // IPv4-mapped text is read as IPv4; as a network it is special.
          const text = addressText({ family: 6, value: value < 0n ? 0n : value });
          if (parseAddress(text)?.family === 6) judge(text);
        }
      }
    }
    fc.assert(fc.property(fc.ipV4(), judge));
    fc.assert(fc.property(fc.ipV6(), judge));
  });

  it('counts exactly: a wide network without the special ranges inside', () => {
    expect(v4('8.8.8.0/24')).toBe(256);
    expect(v4('10.0.0.0/8')).toBe(0);
    expect(v4('100.64.0.0/10', '169.254.0.0/16', '203.0.113.0/24', '198.51.100.7', '224.0.0.0/4')).toBe(0);
    expect(v4('172.16.0.0/11')).toBe(2 ** 20);
    expect(v4('192.0.0.0/23')).toBe(256);
    // All but 0/8, 10/8, 127/8, 224/3 and the smaller ones.
    const small = [2 ** 22, 2 ** 20, 2 ** 17, 2 ** 16, 2 ** 16, 8 * 256];
    expect(v4('0.0.0.0/0')).toBe(2 ** 32 - 3 * 2 ** 24 - 2 ** 29 - small.reduce((a, b) => a + b));
  });

  it('an address in two networks is counted once', () => {
    expect(v4('8.8.8.0/24', '8.8.8.8', '8.8.8.0/25', '8.8.9.0/24')).toBe(512);
  });

  it('the halves are the whole', () => {
    expect(v4('0.0.0.0/1') + v4('128.0.0.0/1')).toBe(v4('0.0.0.0/0'));
    expect(v4('0.0.0.0/1', '128.0.0.0/1')).toBe(v4('0.0.0.0/0'));
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 31 }), (address, bits) => {
        const [network] = networksOf(`${address}/${bits}`);
        if (network?.family !== 4) throw new Error('no network');
        const half = (value: number) => `${addressText({ family: 4, value })}/${bits + 1}`;
        const middle = network.from + (network.to - network.from) / 2;
        expect(v4(half(network.from)) + v4(half(middle))).toBe(v4(network.cidr));
      }),
    );
  });

  it.each([
    [['2a00:1450::1'], 128, 'one address'],
    [['2a00:1450::/64'], 64, 'one /64'],
    [['2a00:1450::/48'], 48, 'one /48'],
    [['2a00:1450::/48', '2a00:1450:1::/48'], 47, 'two of them'],
    [['2a00:1450::/48', '2a00:1450::1'], 48, 'one in the other'],
    [['2a00:1450::/48', '2a01:1450::1'], 47, 'a single address more than a /48 is wider than a /48'],
    [['::/0'], 0, 'everybody'],
    [['2002::/16'], 16, 'everybody by 6to4'],
    [['2001::/32'], 32, 'everybody by Teredo'],
    [['2001:1::/32', '2001:2::/31', '2001:4::/30'], null, 'what lies beside Teredo is for protocols'],
    [['fd00::/8', 'fe80::/10', '2001:db8::/32', '::1', '10.0.0.0/8'], null, 'nobody of the public'],
    [[], null, 'nothing'],
  ])('IPv6 %j amounts to /%s: %s', (permits, prefix, _why) => {
    expect(v6(...permits)).toBe(prefix);
  });
});

import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import {
  addressText,
  contains,
  isLoopback,
  isWithin,
  networksBetween,
  networksOf,
  outerOf,
  overlaps,
  parseAddress,
  parsePermit,
} from '../../../sites/checklist/reach/networks.ts';

const cidrs = (permit: string) => networksOf(permit).map(({ cidr }) => cidr);

describe('permits, as iptables and ip6tables read them', () => {
  it.each([
    ['10.0.0.0/8', ['10.0.0.0/8'], 'a network'],
    ['10.1.2.3/8', ['10.0.0.0/8'], 'host bits are masked off'],
    ['192.168.1.10', ['192.168.1.10/32'], 'a single address'],
    ['10.0.0.0/8,192.168.0.0/16', ['10.0.0.0/8', '192.168.0.0/16'], 'a comma list is expanded'],
    ['0.0.0.0/00', ['0.0.0.0/0'], 'a null mask in another spelling'],
    ['1.2.3.4/0', ['0.0.0.0/0'], 'the address before a null mask is never looked at'],
    ['anything/0', ['0.0.0.0/0'], 'nor is a name'],
    ['10.0.0.0/010', ['10.0.0.0/8'], 'a mask that begins with 0 is octal'],
    ['10.0.0.0/0x8', ['10.0.0.0/8'], 'or hexadecimal'],
    ['10.0.0.0/255.0.0.0', ['10.0.0.0/8'], 'a mask written out'],
    ['10/8', ['10.0.0.0/8'], 'missing octets are 0'],
    ['010.0.0.1', ['8.0.0.1/32'], 'an octet that begins with 0 is octal'],
    [`${'a'.repeat(62)}/0`, ['0.0.0.0/0'], 'up to 64 characters'],
    ['  10.0.0.0/8 ', ['10.0.0.0/8'], 'the shell eats blanks around it'],
    ['2001:db8:21::5/64', ['2001:db8:21::/64'], 'IPv6 host bits are masked off'],
    ['2001:DB8:0:0::/48', ['2001:db8::/48'], 'IPv6 in another spelling'],
    ['fd00::/8,fe80::/10', ['fd00::/8', 'fe80::/10'], 'an IPv6 list'],
    ['::/0', ['::/0'], 'all of IPv6'],
    ['2001:db8::7', ['2001:db8::7/128'], 'a single IPv6 address'],
    ['::ffff:10.0.0.1/128', ['::ffff:a00:1/128'], 'a mapped address is an IPv6 network, where no packet comes from'],
    ['fd00::/ff00::', ['fd00::/8'], 'an IPv6 mask written out'],
  ])('%s is %j: %s', (permit, expected) => {
    expect(cidrs(permit)).toEqual(expected);
  });

  it.each([
    ['', 'nothing'],
    ['10.0.0.0/33', 'a mask that is too long'],
    ['10.0.0.0/08', '8 is no octal digit'],
    ['10.0.0.0/-1', 'a negative mask'],
    ['10.0.0.0/8/8', 'two masks'],
    ['300.1.1.1', 'an octet above 255'],
    ['1.2.3.4.5', 'five octets'],
    ['10..0.1', 'an empty octet'],
    ['10.0.0.1,', 'a list that ends with a comma'],
    ['10.0.0.0/8, 192.168.0.0/16', 'a blank ends the argument'],
    ['10.0.0.1-10.0.0.9', 'a range'],
    ['2001:db8::/129', 'a mask that is too long'],
    ['2001:db8:::/64', 'three colons'],
    ['fd00::/8,10.0.0.0/8', 'a list of both families goes to ip6tables, which refuses it'],
    ['10.0.0.0/8,fd00::/8', 'a list of both families goes to iptables, which refuses it'],
    ['fd00::1,fd00::2', 'a list without masks is taken for IPv4 by Core'],
    ['9'.repeat(1000), 'endless digits'],
  ])('%j is refused: %s', (permit) => {
    expect(parsePermit(permit)).toEqual({ kind: 'refused' });
    expect(cidrs(permit)).toEqual([]);
  });

  it.each([
    [`${'a'.repeat(63)}/0`, 'more than 64 characters'],
    ['office.example', 'a name, looked up when the rules are made'],
    ['office.example/24', 'a name with a mask'],
    ['10.0.0.0/8,office.example', 'a list with a name in it'],
    ['10.0.0.1/255.0.255.0', 'a mask with holes'],
    ['10.0.0.0/8;true', 'a character that the shell acts on'],
    ['fe80::1%5', 'a zone'],
    ['10.0.0.0/8 -j ACCEPT #', 'an option smuggled in'],
  ])('%j cannot be judged: %s', (permit) => {
    expect(parsePermit(permit)).toEqual({ kind: 'unjudged' });
  });

  it('reads every network that ipaddr.js reads, with the same first address', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, bits) => {
        const expected = ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`).toString();
        expect(cidrs(`${address}/${bits}`)).toEqual([`${expected}/${bits}`]);
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), fc.integer({ min: 0, max: 128 }), (address, bits) => {
        const expected = ipaddr.IPv6.networkAddressFromCIDR(`${address}/${bits}`).toString();
        expect(cidrs(`${address}/${bits}`)).toEqual([`${expected}/${bits}`]);
      }),
    );
  });

  it('takes any text without throwing, and in short time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789abcdef:./,x%') })), (text) => {
        parsePermit(text);
        parseAddress(text);
      }),
    );
    for (const hostile of ['1:'.repeat(50_000), '::'.repeat(50_000), '1.'.repeat(50_000), '1,'.repeat(50_000)])
      parsePermit(hostile);
  });
});

const network = (cidr: string) => {
  const [one] = networksOf(cidr);
  if (one === undefined) throw new Error(`no network: ${cidr}`);
  return one;
};
const address = (text: string) => {
  const one = parseAddress(text);
  if (one === null) throw new Error(`no address: ${text}`);
  return one;
};

describe('networks and addresses together', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0', true],
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '9.255.255.255', false],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['0.0.0.0/0', '::1', false],
    ['0.0.0.0/0', '::5', false],
    ['fd00::/8', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', true],
    ['fd00::/8', 'fe00::', false],
    ['::/0', '10.0.0.1', false],
  ])('%s holds %s: %s', (cidr, text, expected) => {
    expect(contains(network(cidr), address(text))).toBe(expected);
  });

  it.each([
    ['127.0.0.1', true],
    ['127.255.255.255', true],
    ['126.255.255.255', false],
    ['128.0.0.0', false],
    ['::1', true],
    ['::2', false],
    ['2001:db8::1', false],
  ])('%s is the PBX itself: %s', (text, expected) => {
    expect(isLoopback(address(text))).toBe(expected);
  });

  it.each([
    ['10.1.0.0/16', '10.0.0.0/8', true, true],
    ['10.0.0.0/8', '10.1.0.0/16', false, true],
    ['10.0.0.0/8', '10.0.0.0/8', true, true],
    ['10.0.0.0/8', '11.0.0.0/8', false, false],
    ['11.0.0.0/8', '10.0.0.0/8', false, false],
    ['10.0.0.0/8', '::/0', false, false],
    ['::/0', '0.0.0.0/0', false, false],
    ['2001:db8:1::/48', '2001:db8::/32', true, true],
    ['2001:db8::/32', '2001:db8:1::/48', false, true],
    ['2001:db8::/32', '2001:db8::/32', true, true],
    ['2001:db8::/33', '2001:db8:8000::/33', false, false],
    ['2001:db8:8000::/33', '2001:db8::/33', false, false],
  ])('%s in %s: within %s, sharing an address %s', (one, other, within, sharing) => {
    expect(isWithin(network(one), network(other))).toBe(within);
    expect(overlaps(network(one), network(other))).toBe(sharing);
  });

  it('names a network and each that holds it, narrowest first', () => {
    expect(outerOf(network('192.0.0.0/4'))).toEqual([
      '192.0.0.0/4',
      '192.0.0.0/3',
      '192.0.0.0/2',
      '128.0.0.0/1',
      '0.0.0.0/0',
    ]);
    expect(outerOf(network('fd00::/8')).slice(0, 3)).toEqual(['fd00::/8', 'fc00::/7', 'fc00::/6']);
    expect(outerOf(network('2001:db8::7'))).toHaveLength(129);
  });

  it.each([
    ['10.0.0.0', '10.0.0.255', ['10.0.0.0/24']],
    ['10.0.0.1', '10.0.0.1', ['10.0.0.1/32']],
    ['10.0.0.1', '10.0.0.6', ['10.0.0.1/32', '10.0.0.2/31', '10.0.0.4/31', '10.0.0.6/32']],
    ['0.0.0.0', '255.255.255.255', ['0.0.0.0/0']],
    ['::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', ['::/0']],
    ['2001:db8::2', '2001:db8::4', ['2001:db8::2/127', '2001:db8::4/128']],
    ['10.0.0.9', '10.0.0.1', []],
    ['10.0.0.9', '2001:db8::1', []],
    ['::1', '10.0.0.9', []],
  ])('from %s to %s: %j', (first, last, expected) => {
    expect(networksBetween(address(first), address(last)).map(({ cidr }) => cidr)).toEqual(expected);
  });
});

describe('addresses of clients', () => {
  it.each([
    ['192.168.1.10', 4],
    ['2001:db8::1', 6],
    ['::ffff:192.168.1.10', 4],
    ['fe80::1%eth0', 6],
  ])('%s is IPv%i', (text, family) => {
    expect(parseAddress(text)?.family).toBe(family);
  });

  it('a client of a dual-stack socket is the IPv4 client', () => {
    expect(parseAddress('::ffff:10.1.2.3')).toEqual(parseAddress('10.1.2.3'));
  });

  it.each(['', '10.1', '010.0.0.1', '10.0.0.0/8', '256.1.1.1', '10.0.0.1 ', 'localhost', ':::', '1:2:3'])(
    '%j is no address',
    (text) => {
      expect(parseAddress(text)).toBeNull();
    },
  );

  it('text and value are one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const address = parseAddress(text);
        if (address === null) throw new Error(`not read: ${text}`);
        expect(parseAddress(addressText(address))).toEqual(address);
        expect(addressText(address)).toBe(ipaddr.process(text).toString());
      }),
    );
  });
});

/**
 * How many public addresses networks hold. Public is what ipaddr.js calls `unicast`, and 6to4 and Teredo, by which
 * everybody with an IPv4 address can come (RFC 3056, RFC 4380); a test holds the tables to that.
 */
import { networksOf } from './networks.ts';
import { subtract, union, type Range } from './ranges.ts';

/** Addresses of one family, half-open: a network, or a part of one. */
export type Piece = ({ readonly family: 4 } & Range<number>) | ({ readonly family: 6 } & Range<bigint>);

const SPECIAL_V4 = rangesV4(
  ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24']
    .concat(['192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16'])
    .concat(['192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'])
    .flatMap(networksOf),
);

const TUNNELS_V6 = rangesV6(['2001::/32', '2002::/16'].flatMap(networksOf));
const SPECIAL_V6 = subtract(
  rangesV6(
    ['::/128', '::1/128', '::ffff:0:0/96', '::ffff:0:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64']
      .concat(['2001::/23', '2001:db8::/32', '2620:4f:8000::/48', '3fff::/20', '5f00::/16'])
      .concat(['fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'])
      .flatMap(networksOf),
  ),
  TUNNELS_V6,
);

/** The same of a single address, which is asked for more often than all else. */
export const isPublicV4 = (address: number): boolean =>
  !SPECIAL_V4.some(({ from, to }) => from <= address && address < to);

/** Public IPv4 addresses in the union of the networks. */
export function publicV4(pieces: readonly Piece[]): number {
  return subtract(rangesV4(pieces), SPECIAL_V4).reduce((sum, { from, to }) => sum + (to - from), 0);
}

/** Prefix length that the public IPv6 addresses of the union amount to, rounded up: 48 = at most a /48. null: none. */
export function publicV6Prefix(pieces: readonly Piece[]): number | null {
  if (pieces.every(({ family }) => family === 4)) return null;
  const count = subtract(rangesV6(pieces), SPECIAL_V6).reduce((sum, { from, to }) => sum + (to - from), 0n);
  return count === 0n ? null : 128 - (count === 1n ? 0 : (count - 1n).toString(2).length);
}

function rangesV4(pieces: readonly Piece[]): Range<number>[] {
  return union(pieces.flatMap((piece) => (piece.family === 4 ? [piece] : [])));
}

function rangesV6(pieces: readonly Piece[]): Range<bigint>[] {
  return union(pieces.flatMap((piece) => (piece.family === 6 ? [piece] : [])));
}

/** The whole address space at once, cut where it may change. */
import { expect, it } from 'vitest';
import { fatesAt, groundOf } from '../../../sites/checklist/reach/ground.ts';
import { CLEAN } from '../../support/facts.ts';

const OFFICE = { name: 'eth1', addresses: ['192.168.1.2/24'], internet: false, vpn: false };
const WAN = { name: 'eth0', addresses: ['45.83.12.7/24'], internet: true, vpn: false };

/** First addresses of what is allowed, of all that the lines and interfaces tell apart. */
function allowed(lines: readonly string[]) {
  const ground = groundOf([...lines, '-A INPUT -j DROP'], 4, { ...CLEAN.network, interfaces: [WAN, OFFICE] }, []);
  if (ground === null) return null;
  const { fates } = fatesAt({ protocol: 'tcp', port: 22 }, ground);
  return ground.stretches.starts.filter((_, i) => fates[i] === 'allowed');
}
const numberOf = (a: number, b: number, c: number) => BigInt(a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8);

it('by the interface of an office come those who are attached there, and not their next neighbour', () => {
  expect(allowed(['-A INPUT -i eth1 -j ACCEPT'])).toEqual([numberOf(192, 168, 1)]);
});

it('by that of the internet everybody', () => {
  expect(allowed(['-A INPUT -i eth0 -s 10.0.0.0/8 -j ACCEPT'])).toEqual([numberOf(10, 0, 0)]);
  expect(allowed(['-A INPUT -i eth0 -j ACCEPT'])).toEqual([
    0n,
    numberOf(128, 0, 0),
    numberOf(192, 168, 1),
    numberOf(192, 168, 2),
  ]);
});

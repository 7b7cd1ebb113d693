import { describe, expect, it } from 'vitest';
import { facesOf, isPublic, publicAddressesOf } from '../../../sites/checklist/exposure/facing.ts';
import type { Network } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, known, unknown } from '../../support/facts.ts';

const withAddresses = (...addresses: string[]): Network => ({
  ...CLEAN.network,
  interfaces: [{ name: 'eth0', addresses, internet: true, vpn: false }],
});

describe('public', () => {
  it.each(['45.83.12.7', '45.83.12.7/24', '2a01:4f8::7/64'])('%s is', (address) =>
    expect(isPublic(address)).toBe(true),
  );
  it.each([
    ...['10.0.0.2/8', '172.16.0.2/12', '192.168.1.2/24', '100.64.1.2/10', '169.254.1.2/16', '127.0.0.1/8'],
    ...['192.0.2.2/24', '198.51.100.2/24', '203.0.113.2/24', '198.18.0.2/15'],
    ...['fd00::2/8', 'fe80::2/10', '2001:db8::2/32', '::1/128', 'nonsense', ''],
  ])('%s is not', (address) => expect(isPublic(address)).toBe(false));
});

describe('what stands between this PBX and the internet', () => {
  it('is told per family', () => {
    expect(facesOf(known(withAddresses('45.83.12.7/24', 'fd00::2/64')))).toEqual({ 4: 'public', 6: 'router' });
    expect(facesOf(known(withAddresses('192.168.1.2/24', '2a01:4f8::7/64')))).toEqual({ 4: 'router', 6: 'public' });
  });

  it('is not known without addresses', () => {
    const nothing = { 4: 'unknown', 6: 'unknown' };
    expect(facesOf(unknown())).toEqual(nothing);
    expect(facesOf(known(withAddresses()))).toEqual(nothing);
    expect(facesOf(known(withAddresses('nonsense')))).toEqual(nothing);
  });

  it('names the addresses that are public', () => {
    expect(publicAddressesOf(withAddresses('192.168.1.2/24', '45.83.12.7/24'))).toEqual([
      { interface: 'eth0', address: '45.83.12.7', family: 4 },
    ]);
  });
});

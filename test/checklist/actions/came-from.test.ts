/** Which network the person who asks comes from. */
import { describe, expect, it } from 'vitest';
import type { Asker } from '../../../sites/checklist/actions/action.ts';
import { cameFrom, type CameFrom } from '../../../sites/checklist/actions/came-from.ts';
import { partsWith } from '../../support/facts.ts';

const from = (address: string, seen: Asker['seen'] = 'direct', parts = partsWith()) =>
  cameFrom(parts, { address, seen });

describe('the network around the person', () => {
  it.each<[string, CameFrom | null, string]>([
    ['192.168.1.50', null, 'a network of this PBX holds it'],
    ['8.8.8.8', null, 'one public address'],
    ['10.8.0.6', { network: '10.8.0.0/24', because: 'vpn' }, 'private, and not attached'],
    ['172.16.5.5', { network: '172.16.5.0/24', because: 'vpn' }, 'so is this'],
    ['172.32.5.5', null, 'this is not private'],
    ['192.168.77.1', { network: '192.168.77.0/24', because: 'vpn' }, 'and this'],
    ['fd12::1', { network: 'fd12::/64', because: 'vpn' }, 'and this'],
    ['2a00:1450::3d1f:9a02:77c4:11ab', { network: '2a00:1450::/64', because: 'v6' }, 'changes every day'],
    ['2a00:1450::1:0:0', { network: '2a00:1450::/64', because: 'v6' }, 'the lowest that nobody gives by hand'],
    ['2a00:1450::ffff:ffff', null, 'given by hand'],
    ['2a00:1450::7', null, 'given by hand'],
    ['fe80::3d1f:9a02:77c4:11ab', null, 'good for one cable only'],
    ['nobody', null, 'no address'],
  ])('%s: %j (%s)', (address, expected) => {
    expect(from(address)).toEqual(expected);
  });

  it('behind a router it is that network which the router is in', () => {
    expect(from('192.168.1.1', 'gateway')).toEqual({ network: '192.168.1.0/24', because: 'router' });
    expect(from('10.9.9.1', 'gateway')).toEqual({ network: '10.9.9.0/24', because: 'router' });
    expect(from('8.8.8.8', 'gateway')).toBeNull();
  });

  it('behind what stands for everybody nothing can be said', () => {
    for (const seen of ['proxy', 'bridge', 'unknown'] as const) expect(from('10.8.0.6', seen), seen).toBeNull();
  });

  it('without the interfaces each private address is elsewhere', () => {
    expect(from('192.168.1.50', 'direct', partsWith({}, { network: 'forbidden' }))).toEqual({
      network: '192.168.1.0/24',
      because: 'vpn',
    });
  });
});

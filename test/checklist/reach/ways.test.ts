/** By which interfaces strangers come in, and which addresses of the PBX they meet there. */
import { describe, expect, it } from 'vitest';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { parseChain } from '../../../sites/checklist/reach/running-lines.ts';
import type { Family } from '../../../sites/checklist/reach/types.ts';
import { isInterface, waysInto } from '../../../sites/checklist/reach/ways.ts';
import { CLEAN } from '../../support/facts.ts';

type Interface = PartData['network']['interfaces'][number];
const wire = (name: string, addresses: string[], more: Partial<Interface> = {}): Interface => ({
  name,
  addresses,
  internet: false,
  vpn: false,
  ...more,
});
const WAN = wire('eth0', ['192.168.1.2/24'], { internet: true });
const LAN = wire('eth1', ['10.0.0.1/24', 'fd00::1/64']);

const ASKING = ['-A INPUT -i eth0 -j ACCEPT', '-A INPUT -i eth1 -j DROP'];
function ways(interfaces: Interface[] | null, lines = ASKING, routes: string[] = [], family: Family = 4) {
  const network = interfaces === null ? null : { ...CLEAN.network, interfaces, routes };
  return waysInto(parseChain(lines, family), network).map((way) => ({
    name: way.interface,
    from: way.from === 'anybody' ? way.from : way.from.map(({ cidr }) => cidr),
    here: way.here?.map(({ cidr }) => cidr) ?? null,
    elsewhere: way.elsewhere.map(({ cidr }) => cidr),
    exists: way.exists,
  }));
}
const anyhow = (name: string | null) => ({ name, from: 'anybody', here: null, elsewhere: [], exists: true });

it.each([
  ['eth0', 'eth0', true],
  ['eth0', 'eth1', false],
  ['eth0', 'eth', false],
  ['eth0', 'eth+', true],
  ['eth0', 'ppp+', false],
  ['eth0', '+', true],
])('%s is an interface of %s: %s', (name, pattern, expected) => {
  expect(isInterface(name, pattern)).toBe(expected);
});

describe('ways into the PBX', () => {
  it('are one where no line asks for an interface or an address', () => {
    expect(ways([WAN, LAN], ['-A INPUT -p tcp -j ACCEPT'])).toEqual([anyhow(null)]);
    expect(ways([WAN, LAN], ['-A INPUT -i lo -j ACCEPT'])).toEqual([anyhow('')]);
  });

  it('everybody by the interface of the internet; by another one who is attached there or has a route', () => {
    expect(ways([WAN, LAN], ASKING, ['0.0.0.0/0', '10.9.0.0/16', 'fd09::/16'])).toEqual([
      { ...anyhow('eth0'), here: ['192.168.1.2/32'], elsewhere: ['10.0.0.1/32'] },
      { ...anyhow('eth1'), from: ['10.0.0.0/24', '10.9.0.0/16'], here: ['192.168.1.2/32', '10.0.0.1/32'] },
    ]);
  });

  it('a line about an address of the PBX tells them apart, too', () => {
    const lines = ['-A INPUT -d 10.0.0.1/32 -j DROP'];
    expect(ways([WAN, LAN], lines).map(({ name }) => name)).toEqual(['eth0', 'eth1']);
  });

  it('a public address is on the internet, and is the one that is called', () => {
    const both = wire('eth1', ['8.8.8.8/24', '10.0.0.1/24']);
    expect(ways([wire('eth0', ['192.168.1.2/24']), both])).toMatchObject([
      { name: 'eth0', from: ['192.168.1.0/24'] },
      { name: 'eth1', from: 'anybody', here: ['8.8.8.8/32'], elsewhere: ['192.168.1.2/32', '10.0.0.1/32'] },
    ]);
    const both6 = wire('eth1', ['2a00:1450::1/64', 'fd00::1/64']);
    expect(ways([both6], ASKING, [], 6)[0]).toMatchObject({ from: 'anybody', here: ['2a00:1450::1/128'] });
  });

  it('where no interface is known to be on the internet, each may be', () => {
    const named = ways([wire('eth0', ['192.168.1.2/24']), LAN]);
    expect(named.map(({ from }) => from)).toEqual(['anybody', 'anybody']);
  });

  it('no address of the family: nobody knows what is called', () => {
    expect(ways([WAN, LAN], ASKING, [], 6)).toEqual([
      { ...anyhow('eth0'), elsewhere: ['fd00::1/128'] },
      { ...anyhow('eth1'), from: ['fd00::/64'], here: ['fd00::1/128'] },
    ]);
  });

  it('an interface that is not there may come', () => {
    const lines = ['-A INPUT -i ppp+ -j ACCEPT', '-A INPUT -i eth+ -j DROP'];
    expect(ways([WAN], lines)).toMatchObject([
      { name: 'eth0', exists: true },
      { name: 'ppp', from: 'anybody', exists: false },
    ]);
  });

  it('interfaces that were not read: each that a line names, or another one', () => {
    expect(ways(null)).toEqual([anyhow('eth0'), anyhow('eth1'), anyhow('')]);
    expect(ways([])).toEqual([anyhow('eth0'), anyhow('eth1'), anyhow('')]);
  });
});

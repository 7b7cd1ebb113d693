/** Networks that a person calls ours. */
import { describe, expect, it } from 'vitest';
import { readNetworks, tooWide, whoAsks } from '../../../sites/checklist/actions/ours.ts';
import { networksOf } from '../../../sites/checklist/reach/networks.ts';

const NEW = { release: '2026.1.223' };
const read = (texts: readonly string[], system = NEW) => {
  const networks = readNetworks(texts, system);
  return 'kind' in networks ? networks : networks.map(({ cidr }) => cidr);
};

describe('networks as they are written', () => {
  it('are each there once, and none that another one holds', () => {
    expect(read(['10.0.0.0/8', ' 10.1.0.0/16', '10.0.0.7/8', '192.168.1.7'])).toEqual(['10.0.0.0/8', '192.168.1.7/32']);
    expect(read(['10.1.0.0/16', '10.2.0.0/16'])).toEqual(['10.1.0.0/16', '10.2.0.0/16']);
  });

  it.each(['', 'office.example', '10.0.0.0/8,10.1.0.0/16', '10/8', '::ffff:10.0.0.1', '::ffff:0:0/95', '0x0a.0.0.1'])(
    '%j is none',
    (text) => {
      expect(read(['10.0.0.0/8', text])).toEqual({ kind: 'not-a-network', network: text });
    },
  );

  it('of IPv6 hold nobody on 2024', () => {
    expect(read(['fd00::/8'])).toEqual(['fd00::/8']);
    expect(read(['fd00::/8'], { release: '2024.1.114' })).toEqual({ kind: 'no-ipv6', network: 'fd00::/8' });
  });
});

describe('what is too wide for an office', () => {
  const wide = (...texts: string[]) =>
    tooWide(
      texts.flatMap((text) => networksOf(text)),
      [],
    );

  it('names the wide ones, or all where only their sum is', () => {
    expect(wide('45.83.12.0/24', '10.0.0.0/8', '2a01:4f8:1::/56')).toBeNull();
    expect(wide('45.83.12.0/24', '45.83.64.0/23')).toEqual({ kind: 'too-wide', networks: ['45.83.64.0/23'] });
    const five = [0, 2, 4, 6, 8].map((n) => `45.83.${n}.0/24`);
    expect(wide(...five)).toEqual({ kind: 'too-wide', networks: five });
    expect(wide(...five.slice(1))).toBeNull();
  });

  it('an IPv6 network with the PBX in it is one customer, up to a /48', () => {
    const homeOf = (text: string) => tooWide(networksOf(text), networksOf('2a01:4f8:1::7'));
    expect(homeOf('2a01:4f8:1::/48')).toBeNull();
    expect(homeOf('2a01:4f8::/47')).toMatchObject({ kind: 'too-wide' });
    expect(homeOf('2a01:4f8:2::/48')).toMatchObject({ kind: 'too-wide' });
  });
});

describe('who asks', () => {
  const NOWHERE = { container: { kind: 'none' } } as const;
  const asks = (address: string, seen: 'direct' | 'proxy' | 'gateway', signsIn = false, system = NOWHERE) => {
    const asker = whoAsks({ address, seen, signsIn, networks: [] }, system);
    return 'kind' in asker ? asker : 'a person';
  };

  it('is told apart where they come directly, by their router, or sign in anew through a proxy', () => {
    expect(asks('192.168.1.50', 'direct')).toBe('a person');
    expect(asks('192.168.1.1', 'gateway')).toBe('a person');
    expect(asks('192.168.1.9', 'proxy', true)).toBe('a person');
    expect(asks('192.168.1.9', 'proxy')).toEqual({ kind: 'not-a-person', seen: 'proxy', address: '192.168.1.9' });
  });

  it('is nobody from the PBX itself, however they sign in, nor by an address that is none', () => {
    const proxy = { kind: 'not-a-person', seen: 'proxy', address: '127.0.0.1' };
    expect(asks('127.0.0.1', 'direct')).toEqual(proxy);
    expect(asks('127.0.0.1', 'proxy', true)).toEqual(proxy);
    expect(asks('127.0.0.1', 'gateway')).toEqual(proxy);
    expect(asks('nobody', 'direct')).toEqual({ kind: 'bad-address', address: 'nobody' });
  });

  it('is not told apart behind the bridge of a container', () => {
    const docker = (network: 'bridge' | 'host') =>
      whoAsks(
        { address: '172.17.0.1', seen: 'direct', networks: [] },
        { container: { kind: 'docker', network, bouncer: null } },
      );
    expect(docker('bridge')).toEqual({ kind: 'not-a-person', seen: 'bridge', address: '172.17.0.1' });
    expect(docker('host')).toMatchObject({ family: 4 });
  });
});

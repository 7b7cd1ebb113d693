/** Commands for the host of a container and for the router, to the letter: a person runs them as they are. */
import { describe, expect, it } from 'vitest';
import { hostCommands, routerCommandsV6, type HostSite } from '../../../sites/checklist/actions/host-commands.ts';
import { networksOf } from '../../../sites/checklist/reach/networks.ts';
import type { PortRange } from '../../../sites/checklist/reach/types.ts';
import { CLEAN, known, unknown } from '../../support/facts.ts';

const tcp = (from: number, to = from): PortRange => ({ protocol: 'tcp', from, to });
const udp = (from: number, to = from): PortRange => ({ protocol: 'udp', from, to });
const HOST = { kind: 'docker', network: 'host', bouncer: null } as const;
const BRIDGE = { kind: 'docker', network: 'bridge', bouncer: null } as const;
const LXC = { kind: 'lxc', managesFirewall: null } as const;

const at = (...addresses: string[]) =>
  known({ ...CLEAN.network, interfaces: [{ name: 'eth0', addresses, internet: true, vpn: false }] });
const commands = (more: Partial<HostSite> = {}) =>
  hostCommands({
    container: LXC,
    network: at('192.168.1.2/24'),
    ports: [tcp(80)],
    ours: networksOf('192.168.1.0/24'),
    guests: [],
    ...more,
  });
const V4 = ['iptables -N PBX-CLOSED 2>/dev/null || iptables -F PBX-CLOSED', 'iptables -A PBX-CLOSED -j DROP'];

describe('commands for the host', () => {
  it('name ports in order, each once, and no more in a line than fit in', () => {
    const named = (...ports: PortRange[]) =>
      commands({ ports }).flatMap((line) => /-p (\w+) .*--dports (\S+)/.exec(line)?.slice(1).join(' ') ?? []);
    expect(named(tcp(200), tcp(100, 300), tcp(100, 150), tcp(200), udp(5060))).toEqual([
      'tcp 100:150,100:300,200',
      'udp 5060',
    ]);
    const many = Array.from({ length: 7 }, (_, i) => tcp(1000 + 10 * i, 1005 + 10 * i));
    expect(named(...many, tcp(3000), tcp(3001)).map((line) => line.split(',').length)).toEqual([8, 1]);
    expect(named(...many, tcp(2000, 2001), tcp(3000)).map((line) => line.split(',').length)).toEqual([7, 2]);
  });

  it('close what passes to the PBX, but for ours', () => {
    expect(commands()).toEqual([
      V4[0],
      'iptables -A PBX-CLOSED -s 192.168.1.0/24 -j RETURN',
      V4[1],
      'iptables -I FORWARD -d 192.168.1.2 -p tcp -m multiport --dports 80 -j PBX-CLOSED',
    ]);
  });

  it('name each of its addresses, of both families, and none that is not called from outside', () => {
    const network = at(
      '127.0.0.1/8',
      '::1/128',
      '169.254.1.1/16',
      'fe80::1/64',
      '10.0.0.2/24',
      '10.1.0.2/24',
      'fd00::2/64',
    );
    expect(commands({ network }).filter((line) => line.includes(' -I '))).toEqual([
      'iptables -I FORWARD -d 10.0.0.2 -p tcp -m multiport --dports 80 -j PBX-CLOSED',
      'iptables -I FORWARD -d 10.1.0.2 -p tcp -m multiport --dports 80 -j PBX-CLOSED',
      'ip6tables -I FORWARD -d fd00::2 -p tcp -m multiport --dports 80 -j PBX-CLOSED',
    ]);
  });

  it('let neighbours be found over IPv6, and each family through by its own networks', () => {
    const ours = [...networksOf('192.168.1.0/24'), ...networksOf('fd12::/64')];
    expect(commands({ container: HOST, ours }).filter((line) => line.includes('RETURN'))).toEqual([
      'iptables -A PBX-CLOSED -s 192.168.1.0/24 -j RETURN',
      'ip6tables -A PBX-CLOSED -s fe80::/10 -j RETURN',
      'ip6tables -A PBX-CLOSED -s fd12::/64 -j RETURN',
    ]);
  });

  it('ask for the address where nobody knows it', () => {
    const unread = commands({ network: unknown() });
    expect(unread.at(-1)).toBe('iptables -I FORWARD -d PBX.ADDRESS -p tcp -m multiport --dports 80 -j PBX-CLOSED');
    expect(commands({ container: BRIDGE, network: unknown() }).at(-1)).toMatch(
      /^iptables -I DOCKER-USER -d PBX\.ADDRESS /,
    );
    expect(commands({ network: at('fe80::1/64') })).toEqual(unread);
  });

  it('are one line, which fails as it is, where none of our IPv4 networks is known', () => {
    const lines = commands({ container: HOST, ours: networksOf('fd12::/64') });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toBe(
      `${V4[0]} && iptables -A PBX-CLOSED -s YOUR.NETWORK -j RETURN && ${V4[1]} && ` +
        'iptables -I INPUT ! -i lo -p tcp -m multiport --dports 80 -j PBX-CLOSED',
    );
    expect(lines[1]).toContain(' -s fd12::/64 -j RETURN && ip6tables -A PBX-CLOSED -s YOUR.IPV6.NETWORK -j RETURN');
  });

  it('keep guests, each by the ports that they use and by their family', () => {
    const guests = ['203.0.113.9', '2a00::9'].flatMap((text) =>
      networksOf(text).map((network) => ({ network, ports: [tcp(8088), tcp(8089)] })),
    );
    expect(commands({ container: HOST, guests }).filter((line) => line.includes('RETURN'))).toEqual([
      'iptables -A PBX-CLOSED -s 192.168.1.0/24 -j RETURN',
      'iptables -A PBX-CLOSED -s 203.0.113.9 -p tcp -m multiport --dports 8088,8089 -j RETURN',
      'ip6tables -A PBX-CLOSED -s fe80::/10 -j RETURN',
      'ip6tables -A PBX-CLOSED -s 2a00::9 -p tcp -m multiport --dports 8088,8089 -j RETURN',
    ]);
  });

  it('are none where there is nothing to close, or where the host never sees the traffic', () => {
    expect(commands({ ports: [] })).toEqual([]);
    expect(commands({ ports: [{ protocol: 'icmp', from: 0, to: 0 }] })).toEqual([]);
  });
});

describe('ports in one line', () => {
  const dports = (...ports: PortRange[]) =>
    commands({ ports })
      .filter((line) => line.includes(' -I '))
      .map((line) => / (-p .+) -m multiport --dports (\S+) /.exec(line)?.slice(1).join(' '));

  it('are in order, each once, by protocol', () => {
    expect(dports(udp(5060), tcp(443), tcp(80), tcp(443), tcp(80, 90))).toEqual(['-p tcp 80,80:90,443', '-p udp 5060']);
  });

  it('are fifteen at most, of which a range takes two', () => {
    const singles = Array.from({ length: 16 }, (_, i) => tcp(100 + i));
    const text = (count: number) =>
      singles
        .slice(0, count)
        .map(({ from }) => from)
        .join(',');
    expect(dports(...singles.slice(0, 15))).toEqual([`-p tcp ${text(15)}`]);
    expect(dports(...singles)).toEqual([`-p tcp ${text(15)}`, '-p tcp 115']);
    expect(dports(...singles.slice(0, 13), tcp(900, 910))).toEqual([`-p tcp ${text(13)},900:910`]);
    expect(dports(...singles.slice(0, 14), tcp(900, 910))).toEqual([`-p tcp ${text(14)}`, '-p tcp 900:910']);
    const ranges = Array.from({ length: 8 }, (_, i) => tcp(1000 + 10 * i, 1005 + 10 * i));
    expect(dports(...ranges)).toEqual([
      `-p tcp ${ranges
        .slice(0, 7)
        .map(({ from, to }) => `${from}:${to}`)
        .join(',')}`,
      '-p tcp 1070:1075',
    ]);
  });
});

describe('the router in front', () => {
  it('closes IPv6 to each address that the internet can call', () => {
    const network = at('192.168.1.2/24', '2a00::2/64', 'fe80::2/64', '2a00::3/64');
    expect(routerCommandsV6(network, [tcp(80), udp(5060)])).toEqual([
      'ip6tables -I FORWARD -d 2a00::2 -p tcp -m multiport --dports 80 -j DROP',
      'ip6tables -I FORWARD -d 2a00::2 -p udp -m multiport --dports 5060 -j DROP',
      'ip6tables -I FORWARD -d 2a00::3 -p tcp -m multiport --dports 80 -j DROP',
      'ip6tables -I FORWARD -d 2a00::3 -p udp -m multiport --dports 5060 -j DROP',
    ]);
    expect(routerCommandsV6(unknown(), [tcp(80)])).toEqual([]);
  });
});

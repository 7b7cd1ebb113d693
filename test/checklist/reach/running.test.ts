/** The rules in force, as `iptables -S INPUT` really prints them. */
import { describe, expect, it } from 'vitest';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import { compareWithRunning, runningRulesAllow } from '../../../sites/checklist/reach/running.ts';
import type { Family, Protocol, ReachInput } from '../../../sites/checklist/reach/types.ts';
import { CLEAN, known, rule, unknown } from '../../support/facts.ts';

const fate = (lines: readonly string[], source: string, protocol: Protocol = 'tcp', port = 443, family: Family = 4) =>
  runningRulesAllow(lines, family, { source, protocol, port });

/** Rules 192.168.1.0/24 (SIP, WEB, ICMP) and 0.0.0.0/0 (SIP), as a PBX with Fail2Ban prints them. */
const PRINTED = [
  '-P INPUT ACCEPT',
  '-A INPUT -p udp -m multiport --dports 5060,5061 -j f2b-asterisk',
  '-A INPUT -p tcp -m multiport --dports 22 -j f2b-SSH',
  '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  '-A INPUT -p udp -m udp --dport 5060 -m string --string "friendly-scanner" --algo bm --to 65535 -j DROP',
  '-A INPUT -p udp -m state --state NEW -m hashlimit --hashlimit-above 300/sec --hashlimit-burst 300 --hashlimit-mode srcip --hashlimit-name SipAttacks -m udp --dport 5060 -j DROP',
  '-A INPUT -s 192.168.1.0/24 -p udp -m multiport --dports 5060,10000:10200 -j ACCEPT',
  '-A INPUT -s 192.168.1.0/24 -p tcp -m multiport --dports 5060,5061,80,443 -j ACCEPT',
  '-A INPUT -s 192.168.1.0/24 -p icmp -m icmp --icmp-type 8 -j ACCEPT',
  '-A INPUT -s 127.0.0.1/32 -j ACCEPT',
  '-A INPUT -p udp -m multiport --dports 5060,10000:10200 -j ACCEPT',
  '-A INPUT -p tcp -m multiport --dports 5060,5061 -j ACCEPT',
  '-A INPUT -j DROP',
];
const PRINTED_V6 = ['-P INPUT ACCEPT', '-A INPUT -s ::1/128 -j ACCEPT', '-A INPUT -j DROP'];

describe('one packet', () => {
  it.each<[string, Protocol, number, string, string]>([
    ['192.168.1.7', 'tcp', 443, 'allowed', 'its network and port'],
    ['192.168.1.7', 'udp', 10100, 'allowed', 'inside a range of ports'],
    ['192.168.1.7', 'icmp', 0, 'allowed', 'an echo request'],
    ['192.168.1.7', 'tcp', 22, 'denied', 'a port that nobody opened'],
    ['8.8.8.8', 'tcp', 443, 'denied', 'another network'],
    ['8.8.8.8', 'udp', 5060, 'allowed', 'a line without source; scanners, floods and bans are not reach'],
    ['8.8.8.8', 'icmp', 0, 'denied', 'ICMP from another network'],
    ['127.0.0.1', 'tcp', 1, 'allowed', 'localhost'],
  ])('%s %s %i is %s: %s', (source, protocol, port, expected) => {
    expect(fate(PRINTED, source, protocol, port)).toBe(expected);
  });

  it.each<[string, string[], string]>([
    ['no line at all: the policy is ACCEPT', [], 'allowed'],
    ['the policy decides what no rule does', ['-P INPUT DROP'], 'denied'],
    [
      'lines of other chains decide nothing',
      ['-P FORWARD DROP', '-N f2b-x', '-A f2b-x -j DROP', '-A OUTPUT -j DROP'],
      'allowed',
    ],
    [
      'replies are no new connections',
      ['-A INPUT -m state --state ESTABLISHED -j ACCEPT', '-A INPUT -j DROP'],
      'denied',
    ],
    ['new ones are', ['-A INPUT -m conntrack --ctstate NEW -j ACCEPT', '-A INPUT -j DROP'], 'allowed'],
    ['a state turned round', ['-A INPUT -m conntrack ! --ctstate NEW -j ACCEPT', '-A INPUT -j DROP'], 'denied'],
    ['a source turned round', ['-A INPUT ! -s 10.0.0.0/8 -j DROP'], 'denied'],
    ['a protocol turned round', ['-A INPUT ! -p udp -j DROP'], 'denied'],
    ['any protocol', ['-A INPUT -p all -j DROP'], 'denied'],
    ['REJECT is a drop, its answer no matter', ['-A INPUT -p tcp -j REJECT --reject-with tcp-reset'], 'denied'],
    ['a log decides nothing', ['-A INPUT -j LOG --log-prefix "in: -j DROP "', '-A INPUT -j ACCEPT'], 'allowed'],
    [
      'a comment decides nothing, whatever it says',
      ['-A INPUT -m comment --comment "a \\"b\\" ! -s" -j DROP'],
      'denied',
    ],
    [
      'RETURN leaves the decision to the policy',
      ['-P INPUT DROP', '-A INPUT -s 8.8.8.8/32 -j RETURN', '-A INPUT -j ACCEPT'],
      'denied',
    ],
    ['lo is only for the PBX itself', ['-A INPUT -i lo -j ACCEPT', '-A INPUT -j DROP'], 'denied'],
    ['one port', ['-A INPUT -p tcp -m tcp --dport 443 -j ACCEPT', '-A INPUT -j DROP'], 'allowed'],
    ['a range that ends before', ['-A INPUT -p tcp -m tcp --dport 22:442 -j DROP'], 'allowed'],
    ['an open range', ['-A INPUT -p tcp -m tcp --dport 443: -j DROP'], 'denied'],
    ['counters are no condition', ['-A INPUT -s 8.8.8.8/32 -c 17 1020 -j DROP'], 'denied'],
    [
      'an accept with a limit lets in whoever is slow enough',
      ['-A INPUT -m limit --limit 5/min -j ACCEPT', '-A INPUT -j DROP'],
      'allowed',
    ],
    [
      'a list of addresses may hold the source',
      ['-A INPUT -m set --match-set ours src -j ACCEPT', '-A INPUT -j DROP'],
      'cannot-tell',
    ],
    ['one that keeps out keeps out nobody for sure', ['-A INPUT -m set --match-set bad src -j DROP'], 'allowed'],
    ['one that keeps all others out may', ['-A INPUT -m set ! --match-set ours src -j DROP'], 'cannot-tell'],
    [
      'or not, if it drops in the end anyway',
      ['-A INPUT -m set ! --match-set geo src -j DROP', '-A INPUT -j DROP'],
      'denied',
    ],
    [
      'all who are not on a list come in',
      ['-A INPUT -m set ! --match-set bad src -j ACCEPT', '-A INPUT -j DROP'],
      'allowed',
    ],
    ['another chain may accept', ['-A INPUT -j GEOIP', '-A INPUT -j DROP'], 'cannot-tell'],
    ['or drop', ['-A INPUT -j GEOIP', '-A INPUT -j ACCEPT'], 'cannot-tell'],
    ['or never see the packet', ['-A INPUT -p udp -j GEOIP', '-A INPUT -j DROP'], 'denied'],
    ['another interface may be the one', ['-A INPUT -i eth1 -j DROP'], 'allowed'],
    ['an interface lets in whoever comes by it', ['-A INPUT -i eth0 -j ACCEPT', '-A INPUT -j DROP'], 'allowed'],
    ['all but lo is everybody', ['-A INPUT ! -i lo -j DROP'], 'denied'],
    ['another of our addresses may be called', ['-A INPUT -d 10.0.0.1/32 -j DROP'], 'allowed'],
    [
      'a source port is up to the sender',
      ['-A INPUT -p tcp -m tcp --sport 53 -j ACCEPT', '-A INPUT -j DROP'],
      'allowed',
    ],
    ['a range of addresses', ['-A INPUT -m iprange --src-range 8.8.8.1-8.8.8.8 -j DROP'], 'denied'],
    ['another range', ['-A INPUT -m iprange --src-range 8.8.8.9-8.8.8.19 -j DROP'], 'allowed'],
    ['the flags of a first packet', ['-A INPUT -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j DROP'], 'denied'],
    ['flags that no first packet has', ['-A INPUT -p tcp -m tcp --tcp-flags SYN,ACK SYN,ACK -j DROP'], 'allowed'],
    ['flags that the sender may add', ['-A INPUT -p tcp -m tcp --tcp-flags ALL SYN -j DROP'], 'allowed'],
    ['a mark that others set', ['-A INPUT -m mark --mark 0x1 -j ACCEPT', '-A INPUT -j DROP'], 'cannot-tell'],
    [
      'a knock that somebody may have made',
      ['-A INPUT -m recent --rcheck --name K --rsource -j ACCEPT', '-A INPUT -j DROP'],
      'cannot-tell',
    ],
    [
      'who tries too often',
      ['-A INPUT -m recent --update --seconds 60 --hitcount 4 --name S --rsource -j DROP', '-A INPUT -j ACCEPT'],
      'allowed',
    ],
    ['a name may be the source', ['-A INPUT -s office.example -j ACCEPT', '-A INPUT -j DROP'], 'cannot-tell'],
    ['a mask with holes may fit', ['-A INPUT -s 8.0.8.0/255.0.255.0 -j DROP'], 'cannot-tell'],
    ['an option that nobody knows', ['-A INPUT -p tcp -m tcp --tcp-option 8 -j DROP'], 'cannot-tell'],
    ['a port by name', ['-A INPUT -p tcp --dport https -j DROP'], 'cannot-tell'],
    ['a policy that nobody knows', ['-P INPUT MAYBE'], 'cannot-tell'],
    [
      'a source that iptables refuses is in no kernel',
      ['-A INPUT -s 10.0.0.0/33 -j DROP', '-A INPUT -s 2001:db8::/32 -j DROP'],
      'allowed',
    ],
    ['protocols by number', ['-A INPUT -p 6 -j DROP'], 'denied'],
    ['another number', ['-A INPUT -p 17 -j DROP'], 'allowed'],
    ['every number', ['-A INPUT -p 0 -j DROP'], 'denied'],
    ['a broadcast opens nothing', ['-A INPUT -m pkttype --pkt-type broadcast -j ACCEPT', '-A INPUT -j DROP'], 'denied'],
    ['what is sent to one does', ['-A INPUT -m pkttype --pkt-type unicast -j ACCEPT', '-A INPUT -j DROP'], 'allowed'],
    [
      'whom a list forgets was on it',
      ['-A INPUT -m recent --remove --name K --rsource -j ACCEPT', '-A INPUT -j DROP'],
      'cannot-tell',
    ],
    [
      'a network card is on a list',
      ['-A INPUT -m mac --mac-source 00:11:22:33:44:55 -j ACCEPT', '-A INPUT -j DROP'],
      'cannot-tell',
    ],
    ['so is a country', ['-A INPUT -m geoip --source-country RU -j ACCEPT', '-A INPUT -j DROP'], 'cannot-tell'],
    [
      'all other countries are everybody',
      ['-A INPUT -m geoip ! --source-country CN,US -j ACCEPT', '-A INPUT -j DROP'],
      'allowed',
    ],
    ['the long names, too', ['-A INPUT --match comment --comment x --jump DROP'], 'denied'],
    ['flags of which none is wanted', ['-A INPUT -p tcp -m tcp --tcp-flags FIN,ACK NONE -j DROP'], 'denied'],
    ['all flags that are looked at', ['-A INPUT -p tcp -m tcp --tcp-flags SYN ALL -j DROP'], 'denied'],
    [
      'any packet by its source port, too',
      ['-A INPUT -p tcp -m multiport --ports 53 -j ACCEPT', '-A INPUT -j DROP'],
      'allowed',
    ],
    ['a rule without target counts packets', ['-A INPUT -s 8.8.8.8/32'], 'allowed'],
  ])('%s', (_, lines, expected) => {
    expect(fate(lines, '8.8.8.8')).toBe(expected);
  });

  it('an echo request with any code is answered, other ICMP opens nothing', () => {
    const ping = (type: string) =>
      fate([`-A INPUT -p icmp -m icmp --icmp-type ${type} -j ACCEPT`, '-A INPUT -j DROP'], '8.8.8.8', 'icmp', 0);
    for (const type of ['8', '8/0', '8/5', 'any', '255', 'echo-req', 'echo-request'])
      expect(ping(type), type).toBe('allowed');
    for (const type of ['0', '3/1', '80/0', 'echo-re', 'echo-reply', '128']) expect(ping(type), type).toBe('denied');
  });

  it('IPv6: its own ICMP only, and no line of the other family', () => {
    const ping = (line: string) => fate([line, '-A INPUT -j DROP'], '2001:db8::1', 'icmp', 0, 6);
    expect(ping('-A INPUT -p ipv6-icmp -j ACCEPT')).toBe('allowed');
    expect(ping('-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 128 -j ACCEPT')).toBe('allowed');
    expect(ping('-A INPUT -p 58 -j ACCEPT')).toBe('allowed');
    expect(ping('-A INPUT -p 6 -j ACCEPT')).toBe('denied');
    expect(fate(['-A INPUT -p 6 -j DROP'], '2001:db8::1', 'tcp', 443, 6)).toBe('denied');
    expect(fate(['-A INPUT -p 17 -j DROP'], '2001:db8::1', 'udp', 5060, 6)).toBe('denied');
    expect(ping('-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 135 -j ACCEPT')).toBe('denied');
    expect(ping('-A INPUT -s 2001:db8::/32 -p icmp --icmp-type echo-reques -j ACCEPT')).toBe('denied');
    expect(ping('-A INPUT -p ipv6-icmp --icmp-type echo-reques -j ACCEPT')).toBe('denied');
    expect(
      fate(
        ['-A INPUT -s 2001:db8::/32 -p tcp -m tcp --dport 443 -j ACCEPT', '-A INPUT -j DROP'],
        '2001:db8::1',
        'tcp',
        443,
        6,
      ),
    ).toBe('allowed');
  });

  it('an address of the other family, or none, is not for this chain', () => {
    expect(fate(PRINTED, '2001:db8::1')).toBe('cannot-tell');
    expect(fate(PRINTED, 'nobody')).toBe('cannot-tell');
  });
});

describe('model and rules in force', () => {
  const RULES = [
    rule('1', '192.168.1.0/24', { SIP: true, WEB: true, ICMP: true }),
    rule('2', '0.0.0.0/0', { SIP: true }),
  ];
  const reachFor = (more: Partial<ReachInput> = {}, rules = RULES) =>
    reachOf({
      system: CLEAN.system,
      ports: CLEAN.ports,
      firewall: { enabled: true, maxRequestsPerSecond: 300, rules },
      providers: known([]),
      ...more,
    });

  it('agree on what a real PBX prints', () => {
    expect(compareWithRunning(reachFor(), { v4: PRINTED, v6: PRINTED_V6 })).toEqual({ agrees: true });
  });

  it('a flushed chain is another firewall: everything is open', () => {
    const comparison = compareWithRunning(reachFor(), { v4: ['-P INPUT ACCEPT'], v6: PRINTED_V6 });
    expect(comparison).toMatchObject({ agrees: false });
    const differences = 'differences' in comparison ? comparison.differences : [];
    expect(differences).toContainEqual({
      service: 'SSH',
      address: '0.0.0.0',
      network: '0.0.0.0/0',
      model: false,
      running: true,
    });
    expect(differences.filter(({ running }) => !running)).toEqual([]);
  });

  it('a line that the cabinet does not know is named by its network', () => {
    const extra = PRINTED.toSpliced(6, 0, '-A INPUT -s 45.83.64.0/28 -p tcp -m tcp --dport 22 -j ACCEPT');
    expect(compareWithRunning(reachFor(), { v4: extra, v6: PRINTED_V6 })).toEqual({
      agrees: false,
      differences: [{ service: 'SSH', address: '45.83.64.0', network: '45.83.64.0/28', model: false, running: true }],
    });
  });

  it('a lost line is named by the network of the rule', () => {
    const lost = PRINTED.filter((line) => !line.includes('80,443'));
    expect(compareWithRunning(reachFor(), { v4: lost, v6: PRINTED_V6 })).toEqual({
      agrees: false,
      differences: [{ service: 'WEB', address: '192.168.1.0', network: '192.168.1.0/24', model: true, running: false }],
    });
  });

  it('one address more is seen', () => {
    const wider = PRINTED.map((line) => line.replace('192.168.1.0/24 -p tcp', '192.168.0.0/23 -p tcp'));
    expect(compareWithRunning(reachFor(), { v4: wider, v6: PRINTED_V6 })).toMatchObject({
      agrees: false,
      differences: [{ service: 'WEB', network: '192.168.0.0/23', running: true }],
    });
  });

  it('IPv6 differs alone', () => {
    expect(compareWithRunning(reachFor(), { v4: PRINTED, v6: ['-P INPUT ACCEPT'] })).toMatchObject({ agrees: false });
  });

  it.each([
    ['not read', { v4: null, v6: null }],
    ['only one family read', { v4: PRINTED, v6: null }],
    ['nothing printed, not even the policy', { v4: [], v6: [] }],
  ])('%s: nothing is said', (_, running) => {
    expect(compareWithRunning(reachFor(), running)).toEqual({ unknown: 'not-read' });
  });

  it('a difference in the family that was read is a difference all the same', () => {
    expect(compareWithRunning(reachFor(), { v4: ['-P INPUT ACCEPT'], v6: null })).toMatchObject({ agrees: false });
  });

  it('rules of a GeoIP module decide: nothing is said', () => {
    const geo = PRINTED.toSpliced(10, 0, '-A INPUT -m set ! --match-set geoip_allowed src -j DROP');
    expect(compareWithRunning(reachFor(), { v4: geo, v6: PRINTED_V6 })).toEqual({ unknown: 'cannot-tell' });
  });

  it('SIP for a host that the model could not know is no difference while names or providers are unknown', () => {
    const rules = RULES.slice(0, 1);
    const lines = PRINTED.filter(
      (line) =>
        !line.startsWith('-A INPUT -p udp -m multiport --dports 5060,10000') &&
        !line.startsWith('-A INPUT -p tcp -m multiport --dports 5060'),
    );
    const withHost = lines.toSpliced(
      -1,
      0,
      '-A INPUT -s 45.83.64.9/32 -p tcp -m multiport --dports 5060,5061 -j ACCEPT',
    );
    const compare = (providers: ReachInput['providers'], v4: string[]) =>
      compareWithRunning(reachFor({ providers }, rules), { v4, v6: PRINTED_V6 });
    expect(compare(known([]), lines)).toEqual({ agrees: true });
    expect(compare(unknown(), lines)).toEqual({ agrees: true });
    expect(compare(known([]), withHost)).toMatchObject({
      agrees: false,
      differences: [{ service: 'SIP', network: '45.83.64.9/32' }],
    });
    expect(compare(unknown(), withHost)).toEqual({ unknown: 'incomplete' });
    const [named] = CLEAN.providers;
    if (named === undefined) throw new Error('no provider');
    expect(compare(known([{ ...named, hosts: ['sip.provider.example'] }]), withHost)).toEqual({
      unknown: 'incomplete',
    });
    // A provider gets SIP only: WEB for a host remains a difference, and so does SIP for everybody.
    expect(
      compare(
        unknown(),
        lines.toSpliced(-1, 0, '-A INPUT -s 45.83.64.9/32 -p tcp -m multiport --dports 443 -j ACCEPT'),
      ),
    ).toMatchObject({ agrees: false });
    expect(
      compare(unknown(), lines.toSpliced(-1, 0, '-A INPUT -p tcp -m multiport --dports 5060 -j ACCEPT')),
    ).toMatchObject({ agrees: false });
  });

  it('2024 leaves IPv6 alone, and the rules in force show it', () => {
    const reach = reachFor({ system: { ...CLEAN.system, release: '2024.1.114' } });
    expect(compareWithRunning(reach, { v4: PRINTED, v6: ['-P INPUT ACCEPT'] })).toEqual({ agrees: true });
    expect(compareWithRunning(reach, { v4: PRINTED, v6: PRINTED_V6 })).toMatchObject({ agrees: false });
  });
});

/** Firewalls with conditions of every kind, for a real kernel. */

export interface KernelCase {
  readonly id: string;
  readonly iptables: readonly string[];
  readonly ip6tables: readonly string[];
  /** Nothing is left open: kernel and model say the same of every packet. */
  readonly exact: boolean;
  /** Lines that the real tool refuses. */
  readonly refused: readonly string[];
}

const SSH = '-p tcp -m tcp --dport 22';
const END = ['-A INPUT -s 192.168.1.0/24 -p tcp -m multiport --dports 22,443 -j ACCEPT', '-A INPUT -j DROP'];
const CLOSED = ['-A INPUT -j DROP'];

/** A line of somebody else before those of Core. */
const before = (id: string, line: string, exact: boolean, refused: readonly string[] = []): KernelCase => ({
  id,
  iptables: [`-A INPUT ${line}`, ...END],
  ip6tables: CLOSED,
  exact,
  refused,
});

const ports = (count: number) => Array.from({ length: count }, (_, n) => 7000 + n).join(',');
const tooMany = `-A INPUT -s 10.0.0.0/8 -p tcp -m multiport --dports ${ports(16)} -j ACCEPT`;
const sevenRanges = `-A INPUT -s 10.0.0.0/8 -p tcp -m multiport --dports 1:2,3:4,5:6,7:8,9:10,11:12,13:14,22,443 -j ACCEPT`;
const reversed = '-A INPUT -s 10.0.0.0/8 -p udp -m multiport --dports 5060,10200:10000 -j ACCEPT';

export const CONDITIONS: readonly KernelCase[] = [
  before('the interface', '-i wire -j ACCEPT', true),
  before('interfaces of a kind', '-i wir+ -j ACCEPT', true),
  before('all but lo', '! -i lo -j ACCEPT', true),
  before('lo', '-i lo -j ACCEPT', true),
  before('all but the interface', '! -i wire -j ACCEPT', true),
  before('drops by the interface', `-i wire ${SSH} -j DROP`, true),
  before('the address called', '-d 198.18.0.1/32 -j ACCEPT', true),
  before('any other address called', '! -d 198.18.0.1/32 -j ACCEPT', true),
  before('broadcasts', '-d 224.0.0.0/4 -j ACCEPT', true),
  before('new connections', `${SSH} -m conntrack --ctstate NEW -j ACCEPT`, true),
  before('no new connections', `${SSH} -m conntrack ! --ctstate NEW -j ACCEPT`, true),
  before('broken ones', '-m conntrack --ctstate INVALID -j ACCEPT', true),
  before('replies', '-m state --state RELATED,ESTABLISHED -j ACCEPT', true),
  before('first packets', '-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j ACCEPT', true),
  before('anything but first packets', '-p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN -j ACCEPT', true),
  before('flags of no packet', '-p tcp -m tcp --tcp-flags SYN,ACK SYN,ACK -j ACCEPT', true),
  before('bare first packets', '-p tcp -m tcp --tcp-flags FIN,SYN,RST,PSH,ACK,URG SYN -j ACCEPT', false),
  before('drops bare first packets', '-p tcp -m tcp --tcp-flags FIN,SYN,RST,PSH,ACK,URG SYN -j DROP', false),
  before('a comment', `${SSH} -m comment --comment "-s 10.0.0.0/8 ! -j DROP" -j ACCEPT`, true),
  before('a range', `-m iprange --src-range 10.0.0.7-10.0.1.99 ${SSH} -j ACCEPT`, true),
  before('all but a range', `-m iprange ! --src-range 10.0.0.7-10.0.1.99 ${SSH} -j ACCEPT`, true),
  before('a network turned round', `! -s 10.0.0.0/8 ${SSH} -j ACCEPT`, true),
  before('a port turned round', '-p tcp -m tcp ! --dport 22 -j ACCEPT', true),
  before('a protocol turned round', '! -p tcp -j ACCEPT', true),
  before('several ports turned round', '-p tcp -m multiport ! --dports 22,443 -j ACCEPT', true),
  before('a limit', `-m limit --limit 5/min --limit-burst 2 ${SSH} -j ACCEPT`, false),
  before(
    'drops above a limit',
    `-m hashlimit --hashlimit-above 2/sec --hashlimit-mode srcip --hashlimit-name a ${SSH} -j DROP`,
    false,
  ),
  before(
    'below a limit',
    `-m hashlimit --hashlimit-upto 5/sec --hashlimit-mode srcip --hashlimit-name b ${SSH} -j ACCEPT`,
    false,
  ),
  before('not too many at once', `${SSH} -m connlimit ! --connlimit-above 50 --connlimit-mask 32 -j ACCEPT`, false),
  before('seen now', `${SSH} -m recent --set --name SEEN --rsource -j ACCEPT`, true),
  before('knocked', `${SSH} -m recent --rcheck --seconds 30 --name KNOCK --rsource -j ACCEPT`, false),
  before('not knocked', `${SSH} -m recent ! --rcheck --seconds 30 --name KNOCK --rsource -j ACCEPT`, false),
  before(
    'tried too often',
    `${SSH} -m recent --update --seconds 60 --hitcount 4 --name TRIES --rsource -j DROP`,
    false,
  ),
  before('a mark', '-m mark --mark 0x1 -j ACCEPT', false),
  before('no mark', '-m mark ! --mark 0x1 -j ACCEPT', false),
  before('an hour', `${SSH} -m time --timestart 00:00:00 --timestop 23:59:59 -j ACCEPT`, false),
  before('the other hours', `${SSH} -m time --timestart 23:59:58 --timestop 23:59:59 -j ACCEPT`, false),
  before('words', `-p udp -m string --string "friendly-scanner" --algo bm -j DROP`, false),
  before('words, accepted', `-p tcp -m string --string "secret" --algo bm -j ACCEPT`, false),
  before('a length', `-p udp -m length --length 0:65535 -j ACCEPT`, false),
  before('bytes', `-m u32 --u32 "12&0xFF=0x1" -j ACCEPT`, false),
  before('chance', `${SSH} -m statistic --mode random --probability 0.5 -j ACCEPT`, false),
  before('a quota', `${SSH} -m quota --quota 1000000 -j ACCEPT`, false),
  before('their port', '-p tcp -m tcp --sport 1024:65535 -j ACCEPT', false),
  before('either port', '-p tcp -m multiport --ports 22,40001 -j ACCEPT', false),
  before('time to live', '-m ttl --ttl-eq 64 -j ACCEPT', false),
  before('drops another time to live', '-m ttl --ttl-lt 65 -j DROP', false),
  before('a local address', `-m addrtype --dst-type LOCAL ${SSH} -j ACCEPT`, true),
  before('to one', `-m pkttype --pkt-type unicast ${SSH} -j ACCEPT`, true),
  before('to many', '-m pkttype --pkt-type multicast -j ACCEPT', true),
  before('without IPsec', `-m policy --dir in --pol none ${SSH} -j ACCEPT`, false),
  before('a card', '-m mac --mac-source 00:11:22:33:44:55 -j ACCEPT', false),
  before('a pipe', '-m physdev --physdev-in eth0 -j ACCEPT', false),
  before('an owner', '-m owner --uid-owner 0 -j ACCEPT', true, ['-A INPUT -m owner --uid-owner 0 -j ACCEPT']),
  before('back to the policy', `-s 10.0.0.0/8 -j RETURN`, true),
  before('slowly back to the policy', `-s 10.0.0.0/8 -m limit --limit 1/sec -j RETURN`, false),
  before('a log', '-j LOG --log-prefix "in: -j DROP "', true),
  before('rejected', '-s 10.0.0.0/8 -p tcp -j REJECT --reject-with tcp-reset', true),
  before('ping', '-p icmp -m icmp --icmp-type 8 -j ACCEPT', true),
  before('ping with a code', '-p icmp -m icmp --icmp-type 8/0 -j ACCEPT', false),
  before('another ICMP', '-p icmp -m icmp --icmp-type 3/4 -j ACCEPT', true),
  {
    id: 'policy',
    iptables: ['-P INPUT DROP', `-A INPUT -s 10.0.0.0/8 ${SSH} -j ACCEPT`],
    ip6tables: ['-P INPUT DROP'],
    exact: true,
    refused: [],
  },
  {
    id: 'another chain',
    iptables: ['-N OWN', '-A OWN -s 10.0.0.0/8 -j ACCEPT', '-A INPUT -j OWN', ...END],
    ip6tables: CLOSED,
    exact: false,
    refused: [],
  },
  { id: '16 ports', iptables: [tooMany, ...END], ip6tables: CLOSED, exact: true, refused: [tooMany] },
  { id: '15 ports', iptables: [tooMany.replace(',7015', ''), ...END], ip6tables: CLOSED, exact: true, refused: [] },
  { id: '7 ranges', iptables: [sevenRanges, ...END], ip6tables: CLOSED, exact: true, refused: [sevenRanges] },
  {
    id: '6 ranges',
    iptables: [sevenRanges.replace(',13:14', ''), ...END],
    ip6tables: CLOSED,
    exact: true,
    refused: [],
  },
  { id: 'a range turned round', iptables: [reversed, ...END], ip6tables: CLOSED, exact: true, refused: [reversed] },
  {
    id: 'IPv6',
    iptables: CLOSED,
    ip6tables: [
      '-A INPUT -i wire -s 2a00:1450::/32 -p tcp -m tcp --dport 443 -j ACCEPT',
      '-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 128 -j ACCEPT',
      '-A INPUT -j DROP',
    ],
    exact: true,
    refused: [],
  },
];

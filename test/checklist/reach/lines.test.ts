/** A line of the INPUT chain, taken apart: each option for itself, strangers' texts as one word. */
import { describe, expect, it } from 'vitest';
import { networksOf } from '../../../sites/checklist/reach/networks.ts';
import { parseChain, sourcesOf } from '../../../sites/checklist/reach/running-lines.ts';
import type { Family } from '../../../sites/checklist/reach/types.ts';

const rules = (line: string, family: Family = 4) => parseChain([line], family).rules;
const one = (options: string, family: Family = 4) => {
  const [rule] = rules(`-A INPUT ${options}`, family);
  return rule?.conditions.map(({ kind, negated }) => `${negated ? '!' : ''}${kind}`) ?? null;
};
const target = (options: string) => rules(`-A INPUT ${options}`)[0]?.target;

describe('a chain', () => {
  it('is what is appended to INPUT, in order, each with the line as it was read', () => {
    const lines = [
      '-P INPUT DROP',
      '-N f2b',
      '-A INPUT -j ACCEPT',
      '-A FORWARD -j DROP',
      '-I INPUT -j DROP',
      '-A INPUT',
    ];
    expect(parseChain(lines, 6)).toEqual({
      family: 6,
      policy: 'drop',
      rules: [
        { conditions: [], target: 'accept', line: '-A INPUT -j ACCEPT' },
        { conditions: [], target: 'nothing', line: '-A INPUT' },
      ],
    });
  });

  it.each([
    [[], 'accept'],
    [['-P INPUT ACCEPT'], 'accept'],
    [['-P INPUT ACCEPT', '-P INPUT DROP'], 'drop'],
    [['-P FORWARD DROP'], 'accept'],
    [['-P INPUT SOMETHING'], 'unclear'],
    [['-P INPUT'], 'accept'],
  ])('%j: %s decides the rest', (lines, policy) => {
    expect(parseChain(lines, 4).policy).toBe(policy);
  });
});

describe('words', () => {
  it.each([
    ['one word', '-m comment --comment x -j DROP', ['always', 'always']],
    ['with blanks', '-m comment --comment "a b -s 10.0.0.0/8" -j DROP', ['always', 'always']],
    [
      'with quotes in it',
      '-m comment --comment "a \\" -s 10.0.0.0/8 \\\\" -s 10.0.0.1/32',
      ['always', 'always', 'source'],
    ],
    ['in single quotes', "-m comment --comment '-s 10.0.0.0/8' -s 10.0.0.1/32", ['always', 'always', 'source']],
    ['nothing', '-m comment --comment "" -s 10.0.0.1/32', ['always', 'always', 'source']],
    ['nothing in single quotes', "-m comment --comment '' -s 10.0.0.1/32", ['always', 'always', 'source']],
  ])('a text of %s is one', (_, options, expected) => {
    expect(one(options)).toEqual(expected);
  });
});

describe('targets', () => {
  it.each([
    ['ACCEPT', 'accept'],
    ['DROP', 'drop'],
    ['REJECT --reject-with icmp-port-unreachable', 'drop'],
    ['RETURN', 'return'],
    ['LOG --log-prefix "x -j ACCEPT"', 'nothing'],
    ['NFLOG', 'nothing'],
    ['ULOG', 'nothing'],
    ['MARK --set-xmark 0x1', 'nothing'],
    ['CONNMARK', 'nothing'],
    ['TRACE', 'nothing'],
    ['SET --add-set x src', 'nothing'],
    ['AUDIT', 'nothing'],
    ['f2b-asterisk', 'bans'],
    ['my-f2b-x', 'unclear'],
    ['NFQUEUE', 'unclear'],
  ])('%s: %s', (text, expected) => {
    for (const option of ['-j', '--jump', '-g', '--goto']) expect(target(`${option} ${text}`)).toBe(expected);
  });

  it('options of a target are no conditions, those in front of it are', () => {
    expect(one('-j REJECT --reject-with x')).toEqual([]);
    expect(one('--reject-with x -j REJECT')).toEqual(['unclear']);
  });
});

describe('options', () => {
  it.each([
    ['-s 10.0.0.0/8', ['source']],
    ['! -s 10.0.0.0/8', ['!source']],
    ['-s fd00::/8', ['never']],
    ['-s office.example', ['unclear']],
    ['-d 192.168.1.2', ['destination']],
    ['-d 0.0.0.0/0', ['always']],
    ['-d 224.0.0.251', ['never']],
    ['-d fd00::1', ['unclear']],
    ['-d nowhere', ['unclear']],
    ['-m iprange --src-range 10.0.0.1-10.0.0.9', ['source']],
    ['-m iprange --src-range 10.0.0.1', ['unclear']],
    ['-m iprange --src-range 10.0.0.1-10.0.0.9-10.0.0.10', ['unclear']],
    ['-m iprange --src-range fd00::1-fd00::9', ['unclear']],
    ['-m iprange --dst-range 10.0.0.1-10.0.0.9', ['destination']],
    ['-i eth0', ['interface']],
    ['-p tcp', ['protocol']],
    ['-p all', ['always']],
    ['-p 0', ['always']],
    ['--dport 22', ['ports']],
    ['--sport 22', ['content']],
    ['--syn', ['always']],
    ['-f', ['content']],
    ['-m set --match-set x src', ['listed']],
    ['-m set --match-set x dst,src', ['listed']],
    ['-m set --match-set x dst', ['unclear']],
    ['-m set --match-set x', ['unclear']],
    ['-m mac --mac-source 00:11:22:33:44:55', ['listed']],
    ['-m recent --set', ['always']],
    ['-m recent --rcheck --seconds 60', ['listed', 'always']],
    ['-m set --set x', ['listed']],
    ['-m addrtype --dst-type LOCAL', ['always']],
    ['-m addrtype --dst-type UNICAST', ['always']],
    ['-m addrtype --dst-type BROADCAST', ['unclear']],
    ['-m addrtype --src-type UNICAST', ['always']],
    ['-m addrtype --src-type LOCAL', ['unclear']],
    ['-m pkttype --pkt-type unicast', ['always']],
    ['-m pkttype --pkt-type broadcast', ['never']],
    ['-m limit --limit 3/sec', ['content']],
    // A module that nobody knows says all of its options with it.
    ['-m nobody-knows --whatever 1', ['unclear']],
    ['-m nobody-knows --whatever 1 -s 10.0.0.0/8', ['unclear', 'source']],
    ['-m conntrack --whatever 1', ['unclear']],
    ['-m string --string "x" -m tcp --whatever', ['content', 'unclear']],
    ['-c 1 2', ['always']],
    ['', []],
  ])('%s: %j', (options, expected) => {
    expect(one(options)).toEqual(expected);
  });

  it('values go up to the next option, a sign turns round the one behind it only', () => {
    expect(one('! -s 10.0.0.0/8 -p tcp')).toEqual(['!source', 'protocol']);
    expect(one('-p tcp ! -s 10.0.0.0/8')).toEqual(['protocol', '!source']);
    const [rule] = rules('-A INPUT -s 10.0.0.0/8,10.9.0.0/16 -j DROP');
    expect(sourcesOf(rule ?? null)).toEqual(networksOf('10.0.0.0/8,10.9.0.0/16'));
    expect(sourcesOf(null)).toEqual([]);
    expect(sourcesOf(rules('-A INPUT -d 10.0.0.0/8')[0] ?? null)).toEqual([]);
  });

  it('of IPv6 are those of IPv6', () => {
    expect(one('-p ipv6-icmp', 6)).toEqual(['protocol']);
    const protocol = (name: string, family: Family) => {
      const [condition] = rules(`-A INPUT -p ${name}`, family)[0]?.conditions ?? [];
      return condition?.kind === 'protocol' ? condition.protocol : null;
    };
    expect(['tcp', '6', 'udp', '17', 'icmp', '1', 'ipv6-icmp'].map((name) => protocol(name, 4))).toEqual([
      'tcp',
      'tcp',
      'udp',
      'udp',
      'icmp',
      'icmp',
      'other',
    ]);
    expect(['tcp', 'icmp', 'icmpv6', '58', 'sctp'].map((name) => protocol(name, 6))).toEqual([
      'tcp',
      'other',
      'icmp',
      'icmp',
      'other',
    ]);
  });
});

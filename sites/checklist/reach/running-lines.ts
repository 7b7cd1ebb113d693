/**
 * Reads the INPUT chain as `iptables -S INPUT` prints it, or as Core hands it to iptables (`-A INPUT …`).
 * What cannot be read becomes a condition or a target that admits it does not know; nothing is guessed.
 */
import { networksOf, parsePermit, type Network } from './networks.ts';
import type { Family, PortRange, Protocol } from './types.ts';

/** What a condition asks of a packet that opens a new connection from outside. */
type Asks =
  | { readonly kind: 'source'; readonly networks: readonly Network[] }
  | { readonly kind: 'protocol'; readonly protocol: Protocol | 'other' }
  | { readonly kind: 'ports'; readonly ranges: readonly Omit<PortRange, 'protocol'>[] }
  | { readonly kind: 'loopback' } // comes in by lo
  | { readonly kind: 'always' }
  | { readonly kind: 'never' }
  | { readonly kind: 'content' } // depends on what is sent, or how often
  | { readonly kind: 'unclear' };
export type Condition = Asks & { readonly negated: boolean };

export type Target =
  | 'accept'
  | 'drop'
  | 'return'
  | 'nothing' // logs, counts or marks; the next rule decides
  | 'bans' // Fail2Ban's own chain: drops addresses that are banned at the moment, which is not reach
  | 'unclear'; // another chain, a queue

export interface RunningRule {
  readonly conditions: readonly Condition[];
  readonly target: Target;
}

export interface Chain {
  readonly family: Family;
  readonly rules: readonly RunningRule[];
  /** What becomes of packets that no rule decides; without a `-P` line ACCEPT, as Core leaves it. */
  readonly policy: 'accept' | 'drop' | 'unclear';
}

export function parseChain(lines: readonly string[], family: Family): Chain {
  const commands = lines.map(words);
  const policy = commands.findLast(([command, chain]) => command === '-P' && chain === 'INPUT')?.[2] ?? 'ACCEPT';
  return {
    family,
    rules: commands
      .filter(([command, chain]) => command === '-A' && chain === 'INPUT')
      .map((command) => parseRule(command.slice(2), family)),
    policy: POLICIES.get(policy) ?? 'unclear',
  };
}

const POLICIES = new Map<string, Chain['policy']>([
  ['ACCEPT', 'accept'],
  ['DROP', 'drop'],
]);

const TARGETS = new Map<string, Target>([
  ['ACCEPT', 'accept'],
  ['DROP', 'drop'],
  ['REJECT', 'drop'],
  ['RETURN', 'return'],
  ...['LOG', 'NFLOG', 'ULOG', 'MARK', 'CONNMARK', 'TRACE', 'SET', 'AUDIT'].map((name) => [name, 'nothing'] as const),
]);

/** Modules by what they mean for reach. 'plain': their options below say it all. Others are unclear. */
const MODULES = new Map<string, 'plain' | 'always' | 'content'>([
  ...['tcp', 'udp', 'icmp', 'icmp6', 'ipv6-icmp', 'multiport', 'conntrack', 'state'].map((m) => [m, 'plain'] as const),
  ['comment', 'always'],
  ...['string', 'hashlimit', 'limit', 'connlimit', 'recent', 'u32', 'length'].map((m) => [m, 'content'] as const),
]);

/** Protocols as one family names them: ICMP of the other family never comes in. */
const PROTOCOLS: Record<Family, ReadonlyMap<string, Protocol>> = {
  4: new Map([
    ...(['tcp', '6'] as const).map((name) => [name, 'tcp'] as const),
    ...(['udp', '17'] as const).map((name) => [name, 'udp'] as const),
    ...(['icmp', '1'] as const).map((name) => [name, 'icmp'] as const),
  ]),
  6: new Map([
    ...(['tcp', '6'] as const).map((name) => [name, 'tcp'] as const),
    ...(['udp', '17'] as const).map((name) => [name, 'udp'] as const),
    ...(['ipv6-icmp', 'icmpv6', '58'] as const).map((name) => [name, 'icmp'] as const),
  ]),
};

type ReadOption = (value: string, family: Family) => Asks;
const ALWAYS: ReadOption = () => ({ kind: 'always' });

const OPTIONS = new Map<string, ReadOption>(
  (
    [
      ['-s --source --src', readSource],
      ['-d --destination --dst', (value) => ({ kind: /\/0+$/.test(value) ? 'always' : 'unclear' })],
      ['-i --in-interface', (value) => ({ kind: value === 'lo' ? 'loopback' : value === '+' ? 'always' : 'unclear' })],
      ['-p --protocol --proto', readProtocol],
      ['-m --match', readModule],
      ['--dport --dports --destination-port --destination-ports', readPorts],
      ['--ctstate --state', (value) => ({ kind: value.split(',').includes('NEW') ? 'always' : 'never' })],
      ['--icmp-type', (value, family) => (family === 4 ? readIcmpType(value, '8') : { kind: 'never' })],
      ['--icmpv6-type', (value, family) => (family === 6 ? readIcmpType(value, '128') : { kind: 'never' })],
      ['-c --set-counters --comment', ALWAYS],
    ] satisfies [string, ReadOption][]
  ).flatMap(([names, read]) => names.split(' ').map((name) => [name, read] as const)),
);

function parseRule(tokens: readonly string[], family: Family): RunningRule {
  const conditions: Condition[] = [];
  let target: Target = 'nothing';
  // Options of a module that already counts as unclear, or of a target, say nothing more.
  let explained = false;
  for (const { name, values, negated } of optionsOf(tokens)) {
    const value = values[0] ?? '';
    const read = OPTIONS.get(name);
    if (name === '-j' || name === '--jump' || name === '-g' || name === '--goto') {
      target = TARGETS.get(value) ?? (value.startsWith('f2b-') ? 'bans' : 'unclear');
      explained = true;
    } else if (read !== undefined) {
      const asks = read(value, family);
      if (name === '-m' || name === '--match') explained = MODULES.get(value) !== 'plain';
      conditions.push({ ...asks, negated });
    } else if (!explained) {
      conditions.push({ kind: 'unclear', negated });
    }
  }
  return { conditions, target };
}

interface Option {
  readonly name: string;
  readonly values: readonly string[];
  readonly negated: boolean;
}

/** An option's values are the words up to the next option; `!` belongs to the option behind it. */
function optionsOf(tokens: readonly string[]): Option[] {
  const options: { name: string; values: string[]; negated: boolean }[] = [];
  let negated = false;
  for (const token of tokens) {
    const current = options.at(-1);
    if (token === '!') negated = true;
    else if (/^-[a-z]$|^--[a-z]/.test(token) || current === undefined) {
      options.push({ name: token, values: [], negated });
      negated = false;
    } else current.values.push(token);
  }
  return options;
}

/** A network of the other family is refused by the real tool, so no such line is in force. */
function readSource(value: string, family: Family): Asks {
  if (parsePermit(value).kind === 'unjudged') return { kind: 'unclear' };
  const networks = networksOf(value);
  return networks.every((network) => network.family === family) && networks.length > 0
    ? { kind: 'source', networks }
    : { kind: 'never' };
}

function readProtocol(value: string, family: Family): Asks {
  if (value === 'all' || value === '0') return { kind: 'always' };
  return { kind: 'protocol', protocol: PROTOCOLS[family].get(value) ?? 'other' };
}

function readModule(value: string): Asks {
  const meaning = MODULES.get(value) ?? 'unclear';
  return { kind: meaning === 'plain' ? 'always' : meaning };
}

function readPorts(value: string): Asks {
  const ranges = value.split(',').map((part) => /^(\d{0,5})(?:(:)(\d{0,5}))?$/.exec(part));
  if (ranges.some((range) => range === null)) return { kind: 'unclear' };
  return {
    kind: 'ports',
    ranges: ranges.flatMap((range) => {
      if (range === null) return [];
      const from = Number(range[1] ?? 0);
      return [{ from, to: range[2] === undefined ? from : range[3] === '' ? 65535 : Number(range[3]) }];
    }),
  };
}

/** The only kind of ICMP that asks for anything is the echo request; iptables takes any unambiguous beginning of it. */
function readIcmpType(value: string, echo: string): Asks {
  const isEcho = value === echo || value === `${echo}/0` || (value.length > 7 && 'echo-request'.startsWith(value));
  return { kind: isEcho || value === 'any' || value === '255' ? 'always' : 'never' };
}

/** Words of a line; quoted ones (comments, strings) with blanks and escapes, as iptables prints them. */
function words(line: string): string[] {
  return Array.from(line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g), (match) =>
    match[1] === undefined ? (match[2] ?? match[3] ?? '') : match[1].replace(/\\(.)/g, '$1'),
  );
}

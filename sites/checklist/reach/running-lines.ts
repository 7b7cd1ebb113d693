/**
 * Reads the INPUT chain as `iptables -S INPUT` prints it, or as Core hands it to iptables (`-A INPUT …`).
 * What cannot be read becomes a condition or a target that admits it does not know; nothing is guessed.
 */
import { MODULES, OPTIONS, type Asks } from './conditions.ts';
import type { Network } from './networks.ts';
import type { Family } from './types.ts';

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
  /** The line as it was read: text of strangers. */
  readonly line: string;
}

export interface Chain {
  readonly family: Family;
  readonly rules: readonly RunningRule[];
  /** What becomes of packets that no rule decides; without a `-P` line ACCEPT, as Core leaves it. */
  readonly policy: 'accept' | 'drop' | 'unclear';
}

export function parseChain(lines: readonly string[], family: Family): Chain {
  const commands = lines.map((line) => ({ line, words: words(line) }));
  const policy = commands.findLast(({ words: [command, chain] }) => command === '-P' && chain === 'INPUT');
  return {
    family,
    rules: commands
      .filter(({ words: [command, chain] }) => command === '-A' && chain === 'INPUT')
      .map(({ line, words: all }) => ({ ...parseRule(all.slice(2), family), line })),
    policy: POLICIES.get(policy?.words[2] ?? 'ACCEPT') ?? 'unclear',
  };
}

/** Networks that a rule names as its source, turned round or not. */
export function sourcesOf(rule: RunningRule | null): readonly Network[] {
  return (rule?.conditions ?? []).flatMap((condition) => (condition.kind === 'source' ? condition.networks : []));
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

function parseRule(tokens: readonly string[], family: Family): Omit<RunningRule, 'line'> {
  const conditions: Condition[] = [];
  let target: Target = 'nothing';
  // Options of a module that was judged as a whole, or of a target, say nothing more.
  let explained = false;
  for (const { name, values, negated } of optionsOf(tokens)) {
    const value = values[0] ?? '';
    const read = OPTIONS.get(name);
    if (name === '-j' || name === '--jump' || name === '-g' || name === '--goto') {
      target = TARGETS.get(value) ?? (value.startsWith('f2b-') ? 'bans' : 'unclear');
      explained = true;
    } else if (name === '-m' || name === '--match') {
      const module = MODULES.get(value) ?? { kind: 'unclear' };
      explained = module !== 'by-options';
      if (module !== 'by-options') conditions.push({ ...module, negated });
    } else if (read !== undefined) {
      conditions.push({ ...read(values, family), negated });
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

/** Words of a line; quoted ones (comments, strings) with blanks and escapes, as iptables prints them. */
function words(line: string): string[] {
  return Array.from(line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g), (match) =>
    match[1] === undefined ? (match[2] ?? match[3] ?? '') : match[1].replace(/\\(.)/g, '$1'),
  );
}

/** The firewall of a host on which printed lines are run: a small iptables, which refuses what the real one refuses. */
import { isIP } from 'node:net';
import { networksOf } from '../../../sites/checklist/reach/networks.ts';
import { runningRulesAllow } from '../../../sites/checklist/reach/running.ts';
import type { Family, Protocol } from '../../../sites/checklist/reach/types.ts';

interface Rule {
  /** `-d`, or null: whatever is called. */
  readonly to: string | null;
  /** `! -i lo`. */
  readonly notFromItself: boolean;
  /** All other conditions. */
  readonly asks: string;
  readonly target: string;
}

export interface Question {
  readonly source: string;
  readonly protocol: Protocol;
  readonly port: number;
  /** The address that is called. */
  readonly to: string;
}

const HOOKS = ['INPUT', 'FORWARD', 'DOCKER-USER'];
const TOOLS: Readonly<Record<string, Family>> = { iptables: 4, ip6tables: 6 };
const WORD = /^-(?<does>[NFAI]) (?<chain>[A-Z-]+)(?:(?<rule> .+)? -j (?<target>[A-Z-]+))?$/;

export class Host {
  readonly #chains = {
    4: new Map<string, Rule[]>(HOOKS.map((name) => [name, []])),
    6: new Map<string, Rule[]>(HOOKS.map((name) => [name, []])),
  };

  /** A line of a shell, with `&&` and `||` as a shell takes them. False: it failed. */
  run(line: string): boolean {
    const words = line.split(/ (&&|\|\|) /);
    let isFine = this.#call(words[0] ?? '');
    for (let at = 1; at < words.length; at += 2) {
      if ((words[at] === '&&') === isFine) isFine = this.#call(words[at + 1] ?? '');
    }
    return isFine;
  }

  #call(text: string): boolean {
    const [tool = '', ...rest] = text.replace(' 2>/dev/null', '').split(' ');
    const family = TOOLS[tool];
    const { does, chain = '', rule: asked, target } = WORD.exec(rest.join(' '))?.groups ?? {};
    if (family === undefined || does === undefined) throw new Error(`no such form of line: ${text}`);
    const chains = this.#chains[family];
    const rules = chains.get(chain);
    if (does === 'N') {
      if (rules === undefined) chains.set(chain, []);
      return rules === undefined;
    }
    if (rules === undefined) return false;
    if (does === 'F') {
      rules.splice(0);
      return true;
    }
    const rule = ruleOf(asked ?? '', target ?? '', family);
    if (rule === null || !(chains.has(rule.target) || ['DROP', 'RETURN'].includes(rule.target))) return false;
    if (does === 'A') rules.push(rule);
    else rules.unshift(rule);
    return true;
  }

  /** Is this new connection left alone by all of these lines? */
  lets({ source, protocol, port, to }: Question): boolean {
    const family = isIP(source) === 6 ? 6 : 4;
    const chains = this.#chains[family];
    const isItself = source === '127.0.0.1' || source === '::1';
    return HOOKS.every((hook) =>
      (chains.get(hook) ?? [])
        .filter((rule) => (rule.to === null || rule.to === to) && !(rule.notFromItself && isItself))
        .every((entry) => {
          // What returns is left to the next one.
          const inner = (chains.get(entry.target) ?? []).map(
            ({ asks, target }) => `-A INPUT ${entry.asks} ${asks} -j ${target}`,
          );
          return runningRulesAllow(inner, family, { source, protocol, port }) === 'allowed';
        }),
    );
  }
}

function ruleOf(asked: string, target: string, family: Family): Rule | null {
  const to = /-d (\S+)/.exec(asked)?.[1] ?? null;
  const notFromItself = asked.includes('! -i lo');
  const asks = asked.replace('! -i lo', '').replace(/-d \S+/, '');
  const sources = /-s (\S+)/.exec(asks)?.[1]?.split(',') ?? [];
  const isOfFamily = (one: string) =>
    networksOf(one).length > 0 && networksOf(one).every((each) => each.family === family);
  if (![...sources, ...(to === null ? [] : [to])].every(isOfFamily)) return null;
  const slots = (/--dports (\S+)/.exec(asks)?.[1] ?? '').split(/[,:]/).length;
  if (slots > 15) return null;
  return { to, notFromItself, asks: asks.trim(), target };
}

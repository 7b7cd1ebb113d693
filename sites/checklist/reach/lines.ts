/** The rules in force as they will be once Core has made them anew from other settings: for previews, never for a verdict on now. */
import type { RunningRules } from '../facts/types.ts';
import { enforcementOf, isOldRelease } from './enforcement.ts';
import { entriesOf, type Entry } from './entries.ts';
import type { Family, PortRange, ReachInput } from './types.ts';

/** `running`: as they are now, by settings that they agree with. Lines that are not Core's own rules stay. */
export function linesAfter(running: RunningRules, input: ReachInput): RunningRules {
  const enforcement = enforcementOf(input);
  const isFiltered = enforcement === 'rules' || enforcement === 'no-rules-closed';
  const { entries } = entriesOf(input);
  const after = (family: Family, lines: readonly string[] | null): string[] | null => {
    if (lines === null) return null;
    const others = lines.filter((line) => !OWN.test(line));
    if (!isFiltered || (family === 6 && isOldRelease(input.system.release))) return others;
    const own = entries.filter(({ network }) => network.family === family).flatMap(linesOf);
    return [...others, ...own, '-A INPUT -j DROP'];
  };
  return { v4: after(4, running.v4), v6: after(6, running.v6) };
}

/** Core's accepts by address and port, and its last line. */
const OWN = /^-A INPUT(?:(?: -s \S+)?(?: -p \S+ .*)? -j ACCEPT| -j DROP)$/;

function linesOf({ network, ports }: Entry): string[] {
  const from = network.prefix === 0 ? '' : ` -s ${network.cidr}`;
  if (ports === 'all') return [`-A INPUT${from} -j ACCEPT`];
  return ports.map((range) => `-A INPUT${from} ${wordsOf(range)} -j ACCEPT`);
}

const wordsOf = ({ protocol, from, to }: PortRange): string =>
  protocol === 'icmp'
    ? '-p icmp -m icmp --icmp-type 8'
    : `-p ${protocol} -m ${protocol} --dport ${from === to ? from : `${from}:${to}`}`;

/**
 * Do the rules in force send these ports to a chain of Fail2Ban? Its `-I INPUT … -j f2b-<name>` lines stand at the top; it
 * makes them with the first ban of a jail, and whoever flushes the chain wipes them (fail2ban#1680).
 */
import type { PortRange } from '../reach/types.ts';

/** `lines`: as `iptables -S INPUT` prints them. A jump behind a line that lets everybody in comes too late. */
export function sendsToBans(ports: readonly PortRange[], lines: readonly string[]): boolean {
  return ports.every((port) => {
    const matching = lines.filter((line) => isForEverybody(line) && holds(line, port));
    const first = matching.findIndex((line) => JUMP.test(line));
    const accepted = matching.findIndex((line) => ACCEPT.test(line));
    return first >= 0 && (accepted < 0 || first < accepted);
  });
}

const JUMP = / -[jg] f2b-/;
const ACCEPT = / -j ACCEPT\b/;
/** No condition but protocol and ports. */
const isForEverybody = (line: string): boolean =>
  line.startsWith('-A INPUT ') && !/ ! | (?!-[pmjg] |--(?:dports?|reject-with) )-\S+ /.test(line);

function holds(line: string, { protocol, from, to }: PortRange): boolean {
  const asked = / -p (\S+)/.exec(line)?.[1];
  if (asked !== undefined && asked !== protocol && asked !== 'all') return false;
  const ranges = / --dports? (\S+)/.exec(line)?.[1];
  if (ranges === undefined) return true;
  return ranges.split(',').some((range) => {
    const [first = 0, last = first] = range.split(':').map(Number);
    return first <= from && to <= last;
  });
}

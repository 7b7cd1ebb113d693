/** A firewall that is on, has rules, and has none of them in force: it lets everybody in. */
import type { Parts } from '../facts/types.ts';

/** false also where it cannot be told. */
export function runsNoRule({
  system,
  firewall,
  runningRules,
}: Pick<Parts, 'system' | 'firewall' | 'runningRules'>): boolean {
  if (system.state === 'unknown' || firewall.state === 'unknown' || runningRules.state === 'unknown') return false;
  const { v4 } = runningRules.data;
  const { enabled, rules } = firewall.data;
  const isFiltering = system.data.container.kind === 'none' && enabled && rules.length > 0;
  return isFiltering && v4 !== null && v4.includes('-P INPUT ACCEPT') && !v4.some((line) => DECIDES.test(line));
}

/** Chains of bans do not count. */
const DECIDES = /^-A INPUT .*-j (?:ACCEPT|DROP|REJECT)\b/;

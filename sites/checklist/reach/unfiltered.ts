/** A firewall that is on, has rules, and has none of them in force: it lets everybody in. */
import type { Parts } from '../facts/types.ts';
import { enforcementOf } from './enforcement.ts';

/** false also where it cannot be told. */
export function runsNoRule({
  system,
  firewall,
  runningRules,
}: Pick<Parts, 'system' | 'firewall' | 'runningRules'>): boolean {
  if (system.state === 'unknown' || firewall.state === 'unknown' || runningRules.state === 'unknown') return false;
  const { v4 } = runningRules.data;
  const isFiltering = enforcementOf({ system: system.data, firewall: firewall.data }) === 'rules';
  return isFiltering && v4 !== null && v4.includes('-P INPUT ACCEPT') && !v4.some((line) => DECIDES.test(line));
}

/** Chains of bans do not count. */
const DECIDES = /^-A INPUT .*-j (?:ACCEPT|DROP|REJECT)\b/;

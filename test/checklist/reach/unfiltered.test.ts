/** No rule in force, although there are rules: told only where it is sure. */
import { expect, it } from 'vitest';
import { runsNoRule } from '../../../sites/checklist/reach/unfiltered.ts';
import { CLEAN, EVERYTHING, partsWith, rule, unknown } from '../../support/facts.ts';

const rules = [rule('1', '192.168.1.0/24', EVERYTHING)];
const running = (...lines: string[]) => ({ v4: ['-P INPUT ACCEPT', ...lines], v6: [] });
const site = (lines: readonly string[], enabled = true) =>
  partsWith({ firewall: { ...CLEAN.firewall, enabled, rules }, runningRules: running(...lines) });

it.each([
  ['nothing', [], true],
  ['bans alone', ['-A INPUT -p tcp -m multiport --dports 22 -j f2b-SSH'], true],
  ['a rule', ['-A INPUT -s 192.168.1.0/24 -j ACCEPT'], false],
  ['the last line', ['-A INPUT -j DROP'], false],
] as const)('%s', (_, lines, is) => {
  expect(runsNoRule(site(lines))).toBe(is);
});

it('a firewall that is off has none, and what was not read is not told', () => {
  expect(runsNoRule(site([], false))).toBe(false);
  expect(runsNoRule({ ...site([]), runningRules: unknown('timeout') })).toBe(false);
  expect(runsNoRule(partsWith({ firewall: { ...CLEAN.firewall, rules }, runningRules: { v4: null, v6: null } }))).toBe(
    false,
  );
  expect(
    runsNoRule(partsWith({ firewall: { ...CLEAN.firewall, rules }, runningRules: { v4: ['-P INPUT DROP'], v6: [] } })),
  ).toBe(false);
});

/** Rules in force as they will be: whatever the settings become, they say what the model says of them. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linesAfter } from '../../../sites/checklist/reach/lines.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import { compareWithRunning } from '../../../sites/checklist/reach/running.ts';
import { cases, inputOf, linesOf } from '../actions/random.ts';

const JUMP = '-A INPUT -p tcp -m multiport --dports 22 -j f2b-SSH';
const KNOWN = '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT';

it('from any rules to any others', () => {
  let told = 0;
  fc.assert(
    fc.property(cases, cases, ({ facts }, other) => {
      const now = linesOf(facts);
      const input = { ...inputOf(facts), firewall: inputOf(other.facts).firewall };
      const print = (lines: readonly string[]) => [
        '-P INPUT ACCEPT',
        JUMP,
        KNOWN,
        ...lines,
        '-N f2b-SSH',
        '-A f2b-SSH -j RETURN',
      ];
      const then = linesAfter({ v4: print(now.v4), v6: print(now.v6) }, input);
      const comparison = compareWithRunning(reachOf(input), then);
      if ('unknown' in comparison) return;
      told++;
      expect(comparison).toEqual({ agrees: true });
      expect(then.v4).toEqual(expect.arrayContaining([JUMP, KNOWN]));
    }),
    { numRuns: 300 },
  );
  expect(told).toBeGreaterThan(100);
});

it('what was not read stays so', () => {
  const [{ facts } = { facts: null }] = fc.sample(cases, 1);
  if (facts === null) throw new Error('no case');
  expect(linesAfter({ v4: null, v6: null }, inputOf(facts))).toEqual({ v4: null, v6: null });
});

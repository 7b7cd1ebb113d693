/** What every check tells of made-up PBXs, to the last note and step. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { audit } from '../../../sites/checklist/audit.ts';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import { NOW } from '../../support/facts.ts';
import { resultLines } from '../../support/lines.ts';
import { kept, STATES, stateOf, type Told } from '../../support/told.ts';

/** Known holes of releases become more by themselves. */
const KEPT = CHECKS.filter(({ id }) => id !== 'pbx-version');

const judged = (name: string): Told => {
  const facts = { version: 1, pbx: { address: '', name: '' }, readAt: NOW, parts: stateOf(name) } as const;
  return Object.fromEntries(
    audit(facts, { tool: { name: '', version: '' }, checks: KEPT }).results.map((one) => [one.id, resultLines(one)]),
  );
};
/** Of a state what is told otherwise than of a clean PBX. */
function otherwise(name: string): Told {
  if (name === 'clean') return judged(name);
  const clean = judged('clean');
  return Object.fromEntries(Object.entries(judged(name)).filter(([id, lines]) => lines.join() !== clean[id]?.join()));
}

describe('what is told of a PBX', () => {
  it.each(Object.keys(STATES))('%s', (name) => {
    const told = otherwise(name);
    expect(Object.values(told).flat().join('\n'), 'days, never raw times').not.toMatch(/\d{4}-\d\d-\d\dT\d/);
    expect(told).toEqual(kept(join(import.meta.dirname, 'told.json'), name, told));
  });
});

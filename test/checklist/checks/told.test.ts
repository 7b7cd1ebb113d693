/** What every check tells of made-up PBXs, to the last note and step. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { audit } from '../../../sites/checklist/audit.ts';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import type { Result } from '../../../sites/checklist/report/types.ts';
import { NOW } from '../../support/facts.ts';
import { kept, line, STATES, stateOf, type Told } from '../../support/told.ts';

function linesOf({ verdict, severity, says, findings, notes, steps, questions, ...result }: Result): string[] {
  const { offenders, todo } = result;
  return [
    `${verdict} ${severity} ${line(says)}`,
    `todo ${line(todo)}`,
    `offenders ${JSON.stringify(offenders)}`,
    ...findings.map(
      (one) => `finding ${one.id} ${one.severity} ${line(one.says)} ${JSON.stringify([one.subject, one.page])}`,
    ),
    ...notes.map((note) => `note ${line(note)}`),
    ...steps.map((step) => `step ${line(step)}`),
    ...questions.map(({ item, subject, kind, says: asks }) => `asks ${item} ${subject} ${kind} ${line(asks)}`),
  ];
}

/** Known holes of releases become more by themselves. */
const KEPT = CHECKS.filter(({ id }) => id !== 'pbx-version');

const judged = (name: string): Told => {
  const facts = { version: 1, pbx: { address: '', name: '' }, readAt: NOW, parts: stateOf(name) } as const;
  return Object.fromEntries(
    audit(facts, { tool: { name: '', version: '' }, checks: KEPT }).results.map((one) => [one.id, linesOf(one)]),
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
    expect(told).toEqual(kept(join(import.meta.dirname, 'told.json'), name, told));
  });
});

/**
 * Every verdict of the six scenarios with its reason: what each item of the guide has to say about a PBX like that. A
 * reason is the key of the sentence, with the keys of the sentences inside it; then the ids of the problems.
 */
import { describe, expect, it } from 'vitest';
import { audit } from '../../sites/checklist/audit.ts';
import type { Message, Param } from '../../sites/checklist/message.ts';
import type { Result, Verdict } from '../../sites/checklist/report/types.ts';
import { factsOf, SCENARIO_NAMES, SCENARIOS, type ScenarioName } from '../../sites/sandbox/index.ts';

const NOW = new Date('2026-11-23T12:00:00Z');

/** Verdict, reason, problems (their ids, or how many). */
type Expected = readonly [Verdict, string, (readonly string[] | number)?];

const EXPECTED: Readonly<Record<ScenarioName, Readonly<Record<string, Expected>>>> = {};

const reportOf = (name: ScenarioName) =>
  audit(factsOf(SCENARIOS[name](NOW), 'http://127.0.0.1', NOW), { tool: { name: 'test', version: '0' } });

describe.each(SCENARIO_NAMES)('%s', (name) => {
  const report = reportOf(name);

  it('is judged by every check that is expected, and no other', () => {
    expect(report.results.map(({ id }) => id).sort()).toEqual(Object.keys(EXPECTED[name]).sort());
  });

  it.each(Object.entries(EXPECTED[name]))('%s', (id, [verdict, reason, problems = []]) => {
    const result = report.results.find((one) => one.id === id);
    if (result === undefined) throw new Error('not judged');
    expect([result.verdict, reasonOf(result.says)]).toEqual([verdict, reason]);
    const ids = result.findings.map((finding) => finding.id);
    expect(typeof problems === 'number' ? ids.length : ids).toEqual(problems);
  });
});

/** `checks.x.y(checks.x.inner)`: without the name of the check where it is the same. */
function reasonOf(says: Message): string {
  const inner = Object.values(says.params).flatMap(messagesIn).map(reasonOf);
  return says.key + (inner.length === 0 ? '' : `(${inner.join(' ')})`);
}
function messagesIn(param: Param): readonly Message[] {
  if (typeof param !== 'object') return [];
  const items = 'key' in param ? [param] : param;
  return items.filter((item) => typeof item === 'object');
}

export type { Result };

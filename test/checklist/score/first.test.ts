import { describe, expect, it } from 'vitest';
import { audit } from '../../../sites/checklist/audit.ts';
import { AIDS } from '../../../sites/checklist/check.ts';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { factsOf, SCENARIO_NAMES, SCENARIOS } from '../../../sites/sandbox/index.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const TOOL = { name: 'test', version: '0' };
const ABOUT = new Map(CHECKS.map((check) => [check.id, check]));
const reports = SCENARIO_NAMES.filter((name) => name !== 'ten-thousand').map(
  (name) => [name, audit(factsOf(SCENARIOS[name](NOW), 'http://127.0.0.1', NOW), { tool: TOOL })] as const,
);

describe('first aid', () => {
  it.each(reports)("%s: the guide's order, whatever the severity", (_name, { first }) => {
    const stages = first.map(({ check }) => {
      const aid = ABOUT.get(check)?.aid;
      return aid === undefined ? AIDS.length : AIDS.indexOf(aid);
    });
    expect(stages).toEqual([...stages].sort());
  });

  it('a PBX that was broken into: close, patch, passwords, update', () => {
    const broken = reports.find(([name]) => name === 'breached-2024')?.[1];
    expect(broken?.first.map(({ check }) => ABOUT.get(check)?.aid)).toEqual([...AIDS]);
  });

  it.each(reports)('%s: says what to do, not what it is about', (_name, { first, results }) => {
    for (const step of first) {
      const todo = results.find(({ id }) => id === step.check)?.todo;
      expect(step.says.params['todo']).toEqual(todo);
    }
  });
});

describe('titles', () => {
  it.each(Object.entries(LOCALES))('%s: no title sounds like a verdict', (_language, words) => {
    const speak = speaker(words);
    for (const { title } of CHECKS) {
      expect(speak(title)).not.toMatch(
        /(?<!Who )\b(is|are|only|closed|strong|blocked|limited|little)\b|включ|закрыт|стойк|только|установлен|смен[еёи]|обновлен/i,
      );
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import { say } from '../../../sites/checklist/message.ts';
import { SEVERITIES } from '../../../sites/checklist/report/vocabulary.ts';
import type { Result, Severity, Verdict } from '../../../sites/checklist/report/types.ts';
import { doFirst } from '../../../sites/checklist/score/first.ts';
import { score } from '../../../sites/checklist/score/score.ts';

const text = say('module.name');
function result(verdict: Verdict, severity: Severity, more: Partial<Result> = {}): Result {
  const bad = verdict === 'fail' || verdict === 'warn';
  const finding = {
    id: 'x',
    severity,
    says: text,
    subject: { kind: 'setting', id: 'x', label: '' },
    page: null,
  } as const;
  return {
    id: `${verdict}-${severity}`,
    section: 'firewall',
    severity,
    verdict,
    title: text,
    todo: text,
    why: text,
    says: text,
    findings: bad ? [finding] : [],
    accepted: [],
    offenders: { count: 1, of: 1 },
    notes: [],
    steps: [],
    questions: [],
    action: null,
    page: null,
    guide: '',
    manual: { en: '', ru: '' },
    parts: [],
    ...more,
  };
}
const points = (results: readonly Result[]) => {
  const scored = score(results);
  return scored.state === 'scored' ? scored.points : null;
};

const severity = fc.constantFrom(...SEVERITIES);
const anyResult = fc
  .record({
    verdict: fc.constantFrom<Verdict>('pass', 'fail', 'warn', 'manual', 'not-applicable'),
    severity,
    count: fc.integer({ min: 1, max: 9 }),
    of: fc.integer({ min: 9, max: 20 }),
  })
  .map(({ verdict, severity: how, count, of }) => result(verdict, how, { offenders: { count, of } }));

describe('score', () => {
  it('weighs by severity and rounds down', () => {
    expect(score([result('pass', 'high'), result('manual', 'low')])).toEqual({
      state: 'scored',
      points: 80,
      word: 'good',
      judged: 2,
      of: 2,
      accepted: 0,
    });
    expect(points([result('pass', 'critical'), result('manual', 'low')])).toBe(88);
  });

  it.each([
    [90, 'strong'],
    [80, 'good'],
    [70, 'fair'],
    [50, 'weak'],
    [40, 'in-danger'],
  ] as const)('%i points: %s', (wanted, word) => {
    const results = Array.from({ length: 10 }, (_, index) => result(index < wanted / 10 ? 'pass' : 'manual', 'low'));
    expect(score(results)).toMatchObject({ points: wanted, word });
  });

  it('gives credit by the share of offenders', () => {
    const half = result('fail', 'high', { offenders: { count: 5, of: 10 } });
    expect(points([half])).toBe(50);
    expect(points([result('warn', 'high', { offenders: { count: 10, of: 10 } })])).toBe(50);
  });

  it('caps at 49 while something fails critically, not once it is accepted', () => {
    const rest = Array.from({ length: 9 }, () => result('pass', 'critical'));
    expect(points([...rest, result('fail', 'critical', { offenders: { count: 1, of: 100 } })])).toBe(49);
    expect(score([...rest, result('fail', 'critical', { accepted: ['x'] })])).toMatchObject({
      points: 100,
      accepted: 1,
    });
  });

  it('leaves out what does not apply', () => {
    expect(points([result('pass', 'low'), result('not-applicable', 'critical')])).toBe(100);
  });

  it('has no number below 80 % of the weight judged', () => {
    const eight = Array.from({ length: 8 }, () => result('pass', 'low'));
    expect(points([...eight, result('unknown', 'low'), result('unknown', 'low')])).toBe(80);
    expect(score([...eight.slice(1), result('unknown', 'low'), result('unknown', 'low')])).toEqual({
      state: 'not-scored',
      judged: 7,
      of: 9,
      accepted: 0,
    });
    expect(score([])).toMatchObject({ state: 'not-scored' });
  });

  it('stays within 0 and 100', () => {
    fc.assert(
      fc.property(fc.array(anyResult, { minLength: 1 }), (results) => {
        const all = points(results);
        return all === null || (all >= 0 && all <= 100);
      }),
    );
  });

  it('never falls when a problem is solved or accepted', () => {
    fc.assert(
      fc.property(fc.array(anyResult, { minLength: 1 }), severity, (others, how) => {
        const before = points([...others, result('fail', how)]) ?? 0;
        expect(points([...others, result('pass', how)])).toBeGreaterThanOrEqual(before);
        expect(points([...others, result('fail', how, { accepted: ['x'] })])).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('never rises when something becomes unknown', () => {
    fc.assert(
      fc.property(fc.array(anyResult, { minLength: 1 }), severity, (others, how) => {
        const judged = points([...others, result('pass', how)]) ?? 0;
        expect(points([...others, result('unknown', how)]) ?? 0).toBeLessThanOrEqual(judged);
      }),
    );
  });
});

describe('do this first', () => {
  it('names four failures at most, the most severe first, and nothing that was accepted', () => {
    const results = [
      result('fail', 'low', { id: 'a' }),
      result('fail', 'critical', { id: 'b' }),
      result('fail', 'high', { id: 'c', accepted: ['x'] }),
      result('warn', 'critical', { id: 'd' }),
      result('fail', 'medium', { id: 'e' }),
      result('fail', 'high', { id: 'f' }),
    ];
    expect(doFirst(results, []).map(({ check }) => check)).toEqual(['b', 'f', 'e', 'a']);
  });

  it('among equals takes what earns most, then what takes least time', () => {
    const [some] = CHECKS;
    if (some === undefined) throw new Error('no checks');
    const check = (id: string, minutes: number) => ({ ...some, id, effort: { minutes, phonesStop: false } });
    const results = [
      result('fail', 'high', { id: 'a', offenders: { count: 1, of: 4 } }),
      result('fail', 'high', { id: 'b', offenders: { count: 3, of: 4 } }),
      result('fail', 'high', { id: 'c', offenders: { count: 1, of: 4 } }),
      result('fail', 'critical', { id: 'd', offenders: { count: 1, of: 400 } }),
    ];
    const order = (minutesOfA: number) =>
      doFirst(results, [check('a', minutesOfA), check('b', 60), check('c', 5), check('d', 90)]).map(
        ({ check: id }) => id,
      );
    expect(order(10)).toEqual(['d', 'b', 'c', 'a']);
    expect(order(1)).toEqual(['d', 'b', 'a', 'c']);
  });
});

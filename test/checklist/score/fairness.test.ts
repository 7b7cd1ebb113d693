/** What a score must never do, whatever the PBX looks like. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { say } from '../../../sites/checklist/message.ts';
import { SEVERITIES } from '../../../sites/checklist/report/vocabulary.ts';
import { compareSeverity } from '../../../sites/checklist/severity.ts';
import type { Finding, Result, Severity, Verdict } from '../../../sites/checklist/report/types.ts';
import { score } from '../../../sites/checklist/score/score.ts';

const text = say('module.name');
const worstOf = (findings: readonly Finding[]) =>
  findings.map(({ severity }) => severity).reduce((a, b) => (compareSeverity(a, b) >= 0 ? a : b), 'low');

/** A check by its own severity, and what it found. */
interface Judged {
  readonly own: Severity;
  readonly result: Result;
}

function resultOf(
  id: string,
  verdict: Verdict,
  findings: readonly Finding[],
  offenders: Result['offenders'],
  accepted: readonly string[],
): Result {
  return {
    id,
    section: 'firewall',
    severity: worstOf(findings),
    verdict,
    title: text,
    todo: text,
    why: text,
    says: text,
    findings,
    accepted,
    offenders,
    notes: [],
    steps: [],
    questions: [],
    action: null,
    page: null,
    guide: '',
    manual: { en: '', ru: '' },
    parts: [],
  };
}

const severity = fc.constantFrom(...SEVERITIES);
const problem = (verdict: 'fail' | 'warn') =>
  fc
    .record({
      own: severity,
      severities: fc.array(severity, { minLength: 1, maxLength: 5 }),
      healthy: fc.nat(20),
      counted: fc.boolean(),
      accepted: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    })
    .map(({ own, severities, healthy, counted, accepted }, id = fresh()): Judged => {
      const findings = severities.map((each, index): Finding => ({
        id: String(index),
        // Only a critical check finds something critical.
        severity: each === 'critical' && own !== 'critical' ? 'high' : each,
        says: text,
        subject: { kind: 'setting', id: '', label: '' },
        page: null,
      }));
      const offenders = counted ? { count: findings.length, of: findings.length + healthy } : { count: 1, of: 1 };
      const ids = findings.map((finding) => finding.id).filter((_, index) => accepted[index] === true);
      return { own, result: { ...resultOf(id, verdict, findings, offenders, ids), id } };
    });
let last = 0;
const fresh = () => String(last++);
const quiet = fc
  .record({ own: severity, verdict: fc.constantFrom<Verdict>('pass', 'manual', 'not-applicable', 'unknown') })
  .map(({ own, verdict }): Judged => ({
    own,
    result: { ...resultOf(fresh(), verdict, [], { count: 0, of: 0 }, []), severity: own },
  }));
const others = fc.array(fc.oneof(problem('fail'), problem('warn'), quiet), { maxLength: 8 });
const some = fc.oneof(problem('fail'), problem('warn'));

/** Points, or null where there is no score. */
function pointsOf(judged: readonly Judged[]): number | null {
  const scored = score(
    judged.map(({ result }) => result),
    judged.map(({ own, result: { id } }) => ({ id, severity: own })),
  );
  return scored.state === 'scored' ? scored.points : null;
}
function neverFalls(before: readonly Judged[], after: readonly Judged[]): void {
  const [was, is] = [pointsOf(before), pointsOf(after)];
  if (was !== null && is !== null) expect(is).toBeGreaterThanOrEqual(was);
}

/** The same check after one problem is gone for good. */
function solve({ own, result }: Judged, index: number): Judged {
  const gone = result.findings[index % result.findings.length];
  const findings = result.findings.filter((finding) => finding !== gone);
  if (findings.length === 0)
    return { own, result: { ...result, verdict: 'pass', severity: own, findings, accepted: [] } };
  const { count, of } = result.offenders;
  const offenders = count === result.findings.length && of > 1 ? { count: count - 1, of } : result.offenders;
  const accepted = result.accepted.filter((id) => id !== gone?.id);
  return { own, result: { ...result, severity: worstOf(findings), findings, accepted, offenders } };
}

describe('the score is fair', () => {
  it('solving a problem never lowers it, accepted or not', () => {
    fc.assert(
      fc.property(others, some, fc.nat(4), (rest, one, index) => {
        neverFalls([...rest, one], [...rest, solve(one, index)]);
      }),
      { numRuns: 1000 },
    );
  });

  it('accepting a problem never lowers it', () => {
    fc.assert(
      fc.property(others, some, fc.nat(4), (rest, one, index) => {
        const { findings, accepted } = one.result;
        const id = findings[index % findings.length]?.id ?? '';
        const more = { ...one.result, accepted: [...new Set([...accepted, id])] };
        neverFalls([...rest, one], [...rest, { ...one, result: more }]);
      }),
      { numRuns: 1000 },
    );
  });

  it('a failure that becomes the mildest warning never lowers it', () => {
    fc.assert(
      fc.property(others, problem('fail'), problem('warn'), (rest, failure, warning) => {
        const { findings } = warning.result;
        const mild = findings.map((finding): Finding => ({ ...finding, severity: 'low' }));
        const open = { ...failure, result: { ...failure.result, accepted: [] } };
        const better = { ...warning.result, id: failure.result.id, severity: 'low', findings: mild } as const;
        neverFalls([...rest, open], [...rest, { own: failure.own, result: better }]);
      }),
      { numRuns: 1000 },
    );
  });

  it('not knowing never raises it, not even what would be a critical failure', () => {
    fc.assert(
      fc.property(others, fc.oneof(some, quiet), (rest, one) => {
        if (one.result.verdict === 'not-applicable') return; // never judged: nothing can become unknown
        const lost = resultOf(one.result.id, 'unknown', [], { count: 0, of: 0 }, []);
        neverFalls([...rest, { own: one.own, result: { ...lost, severity: one.own } }], [...rest, one]);
      }),
      { numRuns: 1000 },
    );
  });

  it('a hundred means that nothing is open', () => {
    fc.assert(
      fc.property(others, some, (rest, one) => {
        if (one.result.accepted.length === one.result.findings.length) return;
        expect(pointsOf([...rest, one]) ?? 0).toBeLessThan(100);
      }),
    );
  });
});

describe('the examples of docs/score.md', () => {
  const found = (id: string, own: Severity, verdict: Verdict, more: Partial<Result> = {}): Judged => ({
    own,
    result: { ...resultOf(id, verdict, [], { count: 0, of: 0 }, []), severity: own, ...more },
  });
  const finding = (level: Severity): Finding => ({
    id: level,
    severity: level,
    says: text,
    subject: { kind: 'setting', id: '', label: '' },
    page: null,
  });
  const generated = { severity: 'low', findings: [finding('low')], offenders: { count: 49, of: 50 } } as const;

  it('three checks', () => {
    const fail2ban = { findings: [finding('high')], offenders: { count: 1, of: 1 } };
    const judged = [
      found('firewall-enabled', 'critical', 'pass'),
      found('fail2ban', 'high', 'warn', fail2ban),
      found('no-excess-balance', 'low', 'manual'),
    ];
    expect(pointsOf(judged)).toBe(76);
  });

  it('a critical check with a mild warning loses little, and one guessable password caps', () => {
    const pass = found('firewall-enabled', 'critical', 'pass');
    expect(pointsOf([pass, found('sip-passwords', 'critical', 'warn', generated)])).toBe(96);
    const guessable = { findings: [finding('critical')], offenders: { count: 1, of: 50 } };
    expect(pointsOf([pass, found('sip-passwords', 'critical', 'fail', guessable)])).toBe(49);
    expect(pointsOf([pass, found('sip-passwords', 'critical', 'fail', { ...guessable, accepted: ['critical'] })])).toBe(
      100,
    );
  });

  it('two of three providers confirmed', () => {
    const limits = found('provider-spending-limit', 'medium', 'manual', { offenders: { count: 1, of: 3 } });
    expect(pointsOf([found('firewall-enabled', 'critical', 'pass'), limits])).toBe(93);
  });

  it('a critical item that could not be read caps like a failure', () => {
    const passes = Array.from({ length: 9 }, (_, index) => found(String(index), 'critical', 'pass'));
    expect(pointsOf([...passes, found('security-patch', 'critical', 'unknown')])).toBe(49);
    expect(pointsOf([...passes, found('fail2ban', 'high', 'unknown')])).toBe(94);
  });
});

/** What people count is what is left to do. */
import { describe, expect, it } from 'vitest';
import { audit } from '../../../sites/checklist/audit.ts';
import type { Facts, Waiver } from '../../../sites/checklist/facts/types.ts';
import { lastJudgedOf } from '../../../sites/checklist/report/last-judged.ts';
import { toCsv } from '../../../sites/checklist/report/csv.ts';
import { countStandings, standingOf } from '../../../sites/checklist/report/order.ts';
import type { Result } from '../../../sites/checklist/report/types.ts';
import { VERDICTS } from '../../../sites/checklist/report/vocabulary.ts';
import { factsOf, SCENARIO_NAMES, SCENARIOS, type ScenarioName } from '../../../sites/sandbox/index.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { toText } from '../../../sites/cli/text.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { toHtml } from '../../../sites/report/html.tsx';
import { NOW } from '../../support/facts.ts';

const NOON = new Date('2026-11-20T12:00:00Z');
const TOOL = { name: 'test', version: '0' };

function scenario(name: ScenarioName, waivers: readonly Waiver[] = []): Facts {
  const facts = factsOf({ ...SCENARIOS[name](NOON), waivers }, 'http://pbx', NOON);
  return facts;
}
const accept = (check: string, finding = ''): Waiver => ({
  check,
  finding,
  reason: 'known',
  by: 'admin',
  at: '2026-11-01T00:00:00+00:00',
  expiresAt: '2027-01-01T00:00:00+00:00',
});
const resultsOf = (facts: Facts) => audit(facts, { tool: TOOL }).results;
const isProblem = ({ verdict }: Result) => verdict === 'fail' || verdict === 'warn';

describe.each(SCENARIO_NAMES)('%s', (name) => {
  const before = resultsOf(scenario(name));
  const problems = before.filter(isProblem);

  it('without acceptances counts each verdict', () => {
    const counts = countStandings(before);
    expect(counts.accepted).toBe(0);
    for (const verdict of VERDICTS) {
      expect(counts[verdict]).toBe(before.filter((result) => result.verdict === verdict).length);
    }
  });

  it('counts a problem no more once all of it is accepted, as a whole or one by one', () => {
    const wholly = scenario(
      name,
      problems.map(({ id }) => accept(id)),
    );
    const singly = scenario(
      name,
      problems.flatMap(({ id, findings }) => findings.map((finding) => accept(id, finding.id))),
    );
    for (const facts of [wholly, singly]) {
      const counts = countStandings(resultsOf(facts));
      expect([counts.fail, counts.warn]).toEqual([0, 0]);
      expect(counts.accepted).toBe(problems.length);
    }
  });

  it('counts it as long as a part of it is left', () => {
    const many = problems.filter(({ findings }) => findings.length > 1);
    const partly = scenario(
      name,
      many.flatMap(({ id, findings }) => findings.slice(1).map((finding) => accept(id, finding.id))),
    );
    const after = new Map(resultsOf(partly).map((result) => [result.id, standingOf(result)]));
    for (const { id, verdict } of many) expect(after.get(id)).toBe(verdict);
  });
});

describe('reports', () => {
  const facts = scenario(
    'breached-2024',
    resultsOf(scenario('breached-2024'))
      .filter(isProblem)
      .map(({ id }) => accept(id)),
  );
  const report = audit(facts, { tool: TOOL });
  const { accepted } = countStandings(report.results);
  const speak = speaker(LOCALES.en);

  it('on a terminal speak of no problem where all are accepted', () => {
    const text = toText(report, { speak, language: 'en', colour: false, all: false });
    expect(text).toMatch(new RegExp(`^(?!.*problem).*risk accepted: ${accepted}`, 'm'));
    expect(text).not.toMatch(/^ X /m);
  });
  it('as a file have no row open for them', () => {
    const html = toHtml({ report, speak, language: 'en', cabinet: null });
    expect(html).toContain(`risk accepted: ${accepted}`);
    expect(html).not.toMatch(/<details class="row[^>]* open/);
  });
  it('as a table say it in the row of the result', () => {
    const rows = toCsv(report, { speak, basis: [], separator: ',' }).split('\r\n');
    expect(rows.filter((row) => /^"result".*"risk accepted"$/.test(row)).length).toBe(accepted);
  });
});

describe('what is kept for the grade', () => {
  const critical = resultsOf(scenario('breached-2024')).filter(
    ({ verdict, severity, findings }) =>
      verdict === 'fail' && severity === 'critical' && findings.some((finding) => finding.severity === 'critical'),
  );
  const keptOf = (waivers: readonly Waiver[]) => {
    const facts = scenario('breached-2024', waivers);
    return new Map(
      lastJudgedOf(audit(facts, { tool: TOOL }), facts.parts).checks.map((one) => [one.check, one.accepted]),
    );
  };

  it('names nothing while something critical is open', () => {
    expect(critical.length).toBeGreaterThan(3);
    for (const { id } of critical) expect(keptOf([]).get(id)).toEqual([]);
  });

  it('names by what all that is critical was accepted', () => {
    for (const { id, findings } of critical) {
      const worst = findings.filter(({ severity }) => severity === 'critical').map((finding) => finding.id);
      expect(keptOf([accept(id)]).get(id)).toEqual(['']);
      expect(keptOf(worst.map((finding) => accept(id, finding))).get(id)).toEqual(worst);
      expect(keptOf(worst.slice(1).map((finding) => accept(id, finding))).get(id)).toEqual([]);
    }
  });

  it('says when it was judged', () => {
    const facts = scenario('breached-2024');
    expect(lastJudgedOf({ ...audit(facts, { tool: TOOL }), readAt: NOW }, facts.parts).at).toBe(NOW);
  });
});

/** What leaves the page: table, words for support, and what they leave out. */
import { describe, expect, it } from 'vitest';
import { audit } from '../../../sites/checklist/audit.ts';
import { say } from '../../../sites/checklist/message.ts';
import { toCsv } from '../../../sites/checklist/report/csv.ts';
import { forSupport, withoutTexts } from '../../../sites/checklist/report/support.ts';
import { withoutTargets } from '../../../sites/checklist/report/targets.ts';
import type { Report } from '../../../sites/checklist/report/types.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { basisLines } from '../../../sites/report/format.ts';
import { factsOf, SCENARIOS, type ScenarioName } from '../../../sites/sandbox/index.ts';
import { HOSTILE } from '../../../sites/sandbox/scenarios/hostile-names.ts';

const CLOCK = new Date('2026-11-23T12:00:00Z');
const speak = speaker(LOCALES.en);

const reportOf = (scenario: ScenarioName): Report =>
  audit(factsOf(SCENARIOS[scenario](CLOCK), 'https://192.168.1.2', CLOCK), { tool: { name: 'tool', version: '1' } });

/** As a spreadsheet reads it. */
function cellsOf(csv: string): string[][] {
  return csv
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
    .map((line) => [...line.matchAll(/"((?:[^"]|"")*)"/g)].map((cell) => (cell[1] ?? '').replaceAll('""', '"')));
}
const csvOf = (report: Report) => toCsv(report, { speak, basis: basisLines(report), separator: ',' });

describe('the table', () => {
  it('has a row for each result and each problem, and what it rests on', () => {
    const report = reportOf('breached-2024');
    const rows = cellsOf(csvOf(report));
    const problems = report.results.flatMap(({ findings }) => findings).length;
    expect(rows.filter(([kind]) => kind === 'result').length).toBe(report.results.length);
    expect(rows.filter(([kind]) => kind === 'problem').length).toBe(problems);
    expect(rows.filter(([kind]) => kind === 'basis').map((row) => row[4])).toContain(
      LOCALES.en['report.notProven.outside'],
    );
    expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([7]));
  });

  it('never starts a formula, whatever strangers are called', () => {
    const rows = cellsOf(csvOf(reportOf('hostile-names')));
    const cells = rows.flat();
    expect(cells.some((cell) => cell.includes('=HYPERLINK'))).toBe(true);
    expect(cells.filter((cell) => /^[\s\u200B\uFEFF]*[=+\-@\t\r]/.test(cell))).toEqual([]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '\u200B=1', '＝1', '"=1', " '=1", '|cmd', '%x'])(
    'tames %j',
    (name) => {
      const report = reportOf('hardened-2026');
      const [first] = report.results;
      if (first === undefined) throw new Error('no result');
      const subject = { kind: 'account', id: '1', label: name } as const;
      const finding = { id: '1', severity: 'low', says: first.says, subject, page: null } as const;
      const rows = cellsOf(csvOf({ ...report, results: [{ ...first, findings: [finding] }] }));
      expect(rows.find(([kind]) => kind === 'problem')?.[5]).toMatch(/^'/);
    },
  );

  it('uses the separator of the language', () => {
    const report = reportOf('hardened-2026');
    expect(toCsv(report, { speak, basis: [], separator: ';' })).toContain('"row";"item"');
  });
});

describe('words for support', () => {
  it('hold verdicts and numbers, and nothing that strangers wrote', () => {
    const text = forSupport(reportOf('hostile-names'), speak);
    expect(text).toContain('sip-passwords: problem');
    for (const hostile of Object.values(HOSTILE)) expect(text).not.toContain(hostile.slice(0, 12));
  });

  it('hold no name, number, network or address of this PBX', () => {
    const text = forSupport(reportOf('breached-2024'), speak);
    expect(text).toContain('MikoPBX 2024.1.114');
    for (const secret of ['Trade house', 'Reception', 'Olga', 'City line', '192.168.', 'Internet"', ' 201 ']) {
      expect(text).not.toContain(secret);
    }
  });

  it('say a release only where it looks like one', () => {
    const report = reportOf('breached-2024');
    const strange = forSupport({ ...report, pbx: { ...report.pbx, release: '2024.1.114 of Anna' } }, speak);
    expect(strange).toContain('MikoPBX ?');
  });

  it('hide texts at any depth of a sentence', () => {
    const inner = say('secrets.owner.account', { number: '201', name: 'Anna' });
    const hidden = speak(withoutTexts(say('verdict.unknown.parts', { parts: [inner, 'Bert'] })));
    expect(hidden).not.toMatch(/Anna|201|Bert/);
  });
});

describe('a report without targets', () => {
  it('counts accounts with weak passwords and does not name them', () => {
    const report = reportOf('breached-2024');
    const shared = withoutTargets(report);
    const passwords = (of: Report) => of.results.find(({ id }) => id === 'sip-passwords');
    expect(JSON.stringify(passwords(report))).toContain('Olga');
    expect(JSON.stringify(passwords(shared))).not.toContain('Olga');
    // Steps name them, too, also of checks whose problems do not.
    expect(JSON.stringify(shared.results.filter(({ id }) => id !== 'registered-devices'))).not.toContain('Olga');
    expect(passwords(shared)?.offenders).toEqual(passwords(report)?.offenders);
    expect(shared.score).toEqual(report.score);
    expect(shared.notes.at(-1)?.key).toBe('report.note.targets');
  });

  it('keeps problems of rules and settings', () => {
    const report = reportOf('breached-2024');
    const rules = (of: Report) => of.results.find(({ id }) => id === 'firewall-trusted-subnets')?.findings;
    expect(rules(withoutTargets(report))).toEqual(rules(report));
  });

  it('is the same report where there are none', () => {
    const report = reportOf('hardened-2026');
    expect(withoutTargets(report)).toBe(report);
  });
});

/** The report as a table for spreadsheets: one row per result and per problem, then what it rests on. */
import { say, type Message } from '../message.ts';
import type { Speak } from '../speak.ts';
import { csvOf } from './csv-cell.ts';
import { standingOf } from './order.ts';
import type { Report, Result } from './types.ts';

export interface CsvOptions {
  readonly speak: Speak;
  /** What it rests on, as the other reports say it. */
  readonly basis: readonly Message[];
  /** Spreadsheets of languages with a decimal comma expect a semicolon. */
  readonly separator: ',' | ';';
}

const COLUMNS = ['kind', 'check', 'verdict', 'severity', 'text', 'subject', 'accepted'] as const;

export function toCsv(report: Report, { speak, basis, separator }: CsvOptions): string {
  const said = (kind: 'note' | 'basis') => (message: Message) => [word(kind), '', '', '', speak(message), '', ''];
  const word = (kind: 'result' | 'problem' | 'note' | 'basis') => speak(say(`report.csv.${kind}`));
  const acceptedWord = (is: boolean) => (is ? speak(say('verdict.accepted')) : '');
  const rowsOf = (result: Result): string[][] => {
    const title = speak(result.title);
    const verdict = speak(say(`verdict.${result.verdict}`));
    const severity = speak(say(`severity.${result.severity}`));
    return [
      [
        word('result'),
        title,
        verdict,
        severity,
        speak(result.says),
        '',
        acceptedWord(standingOf(result) === 'accepted'),
      ],
      ...result.findings.map((finding) => [
        word('problem'),
        title,
        verdict,
        speak(say(`severity.${finding.severity}`)),
        speak(finding.says),
        finding.subject.label,
        acceptedWord(result.accepted.includes(finding.id)),
      ]),
    ];
  };
  const rows = [
    COLUMNS.map((column) => speak(say(`report.csv.column.${column}`))),
    ...report.results.flatMap(rowsOf),
    ...report.notes.map(said('note')),
    ...[...basis, ...report.notProven].map(said('basis')),
  ];
  return csvOf(rows, separator);
}

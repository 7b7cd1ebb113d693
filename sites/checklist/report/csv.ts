/** The report as a table for spreadsheets: one row per result and per problem, then what it rests on. */
import { say, type Message } from '../message.ts';
import { printable } from '../printable.ts';
import type { Speak } from '../speak.ts';
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

/** With a byte order mark, which spreadsheets need to read UTF-8. */
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
  return `\uFEFF${rows.map((row) => row.map(cell).join(separator)).join('\r\n')}\r\n`;
}

/** Texts of strangers: a spreadsheet would run a cell that starts like a formula, whatever it is quoted in. */
function cell(text: string): string {
  const line = printable(text);
  const harmless = /^[\s'"\u200B\uFEFF\u00AD]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20|%]/u.test(line) ? `'${line}` : line;
  return `"${harmless.replaceAll('"', '""')}"`;
}

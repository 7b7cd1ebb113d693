/** The report for a terminal: 80 columns, colour only if asked for, text of strangers made printable. */
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { guideUrl } from '../checklist/links.ts';
import { say, type Message } from '../checklist/message.ts';
import { cabinetPath } from '../checklist/pages.ts';
import { printable } from '../checklist/printable.ts';
import { parseRelease } from '../checklist/release.ts';
import { countStandings, openFindings, standingOf } from '../checklist/report/order.ts';
import { STANDINGS } from '../checklist/report/vocabulary.ts';
import { compareSeverity } from '../checklist/severity.ts';
import type { Finding, Report, Result, Standing } from '../checklist/report/types.ts';
import type { Speak } from '../checklist/speak.ts';
import {
  basisLines,
  effortLine,
  identityLine,
  scoreLine,
  severityWord,
  sourceLines,
  standingWord,
} from '../report/format.ts';
import { SECTIONS, sectionsOf } from '../report/sections.ts';

const WIDTH = 80;
/** More than these per check only with `all`: ten thousand lines help nobody. */
const SHOWN_FINDINGS = 10;

export interface TextOptions {
  readonly speak: Speak;
  readonly language: string;
  readonly colour: boolean;
  readonly all: boolean;
}

/** SGR codes. A terminal without colour gets the words and icons alone, which say the same. */
const COLOUR: Readonly<Record<Standing | 'title' | 'soft', number>> = {
  fail: 31,
  warn: 33,
  unknown: 36,
  manual: 36,
  accepted: 90,
  pass: 32,
  'not-applicable': 90,
  title: 1,
  soft: 90,
};
const ICONS: Readonly<Record<Standing, string>> = {
  fail: 'X',
  warn: '!',
  unknown: '?',
  manual: '*',
  accepted: '~',
  pass: '+',
  'not-applicable': '-',
};

export function toText(report: Report, options: TextOptions): string {
  const { speak, language } = options;
  const paint = (kind: keyof typeof COLOUR, text: string) =>
    options.colour ? `\u001b[${COLOUR[kind]}m${text}\u001b[0m` : text;
  const said = (message: Message) => printable(speak(message));
  const lines: string[] = [];
  const write = (text: string, indent = 0, first = ' '.repeat(indent)) => lines.push(...wrapped(text, indent, first));
  const list = (messages: readonly Message[], indent: number) => {
    for (const message of messages) write(said(message), indent + 2, `${' '.repeat(indent)}- `);
  };

  write(paint('title', said(say('report.title'))));
  write(said(identityLine(report)));
  const worst = report.results.some((result) => standingOf(result) === 'fail') ? 'fail' : 'pass';
  write(paint(report.score.state === 'scored' ? worst : 'unknown', said(scoreLine(report.score))));
  const counts = countStandings(report.results);
  write(
    STANDINGS.filter((standing) => counts[standing] > 0)
      .map((standing) => `${said(standingWord(standing))}: ${counts[standing]}`)
      .join(', '),
  );
  list(report.notes, 0);
  if (report.first.length > 0) {
    lines.push('');
    write(paint('title', said(say('report.first'))));
    report.first.forEach((step, index) => {
      write(`${said(step.says)} ${said(effortLine(step))}`, 3, `${index + 1}. `);
    });
  }

  for (const { section, results } of sectionsOf(report.results)) {
    lines.push('');
    write(paint('title', said(SECTIONS[section].title)));
    write(paint('soft', said(SECTIONS[section].why)));
    for (const result of results) {
      lines.push('');
      const severity =
        result.verdict === 'fail' || result.verdict === 'warn' ? `, ${said(severityWord(result.severity))}` : '';
      const standing = standingOf(result);
      const head = `${said(result.title)}: ${said(standingWord(standing))}${severity}`;
      write(paint(standing, `${head} [${result.id}]`), 4, ` ${ICONS[standing]}  `);
      write(said(result.says), 4);
      for (const finding of shown(result, options.all)) write(problem(finding, result), 6, '    - ');
      const hidden = result.findings.length - shown(result, options.all).length;
      if (hidden > 0) write(said(say('cli.more', { count: hidden })), 6, '    - ');
      list(result.notes, 4);
      if (result.before !== undefined) {
        write(said(say('report.before-upgrade')), 4);
        list(result.before, 4);
      }
      if (result.verdict === 'fail' || result.verdict === 'warn') {
        result.steps.forEach((step, index) => write(said(step), 7, `    ${index + 1}. `));
        if (result.page !== null)
          write(`/admin-cabinet/${cabinetPath(result.page, parseRelease(report.pbx.release ?? ''))}`, 4);
        lines.push(`    ${guideUrl(result.guide, language)}`);
      }
      list(
        result.questions.map(({ says }) => says),
        4,
      );
    }
  }

  lines.push('');
  write(paint('title', said(say('report.basis'))));
  list([...report.notProven, ...basisLines(report)], 0);
  write(said(say('report.sources')));
  list(sourceLines(report), 0);
  return `${lines.join('\n')}\n`;

  function problem(finding: Finding, result: Result): string {
    const open = openFindings(result).includes(finding) ? '' : ` (${said(say('verdict.accepted'))})`;
    return `${said(severityWord(finding.severity))}: ${said(finding.says)}${open}`;
  }
}

/** The worst first. */
function shown(result: Result, all: boolean): readonly Finding[] {
  const sorted = [...result.findings].sort((a, b) => compareSeverity(b.severity, a.severity));
  return all ? sorted : sorted.slice(0, SHOWN_FINDINGS);
}

/** Wraps to 80 columns, continuing under the text; words longer than a line are broken. */
function wrapped(text: string, indent: number, first: string): readonly string[] {
  return wrapAnsi(text, WIDTH - indent, { hard: true, trim: true })
    .split('\n')
    .flatMap((line) => cut(line, WIDTH - indent))
    .map((line, index) => {
      const lead = index === 0 ? first + ' '.repeat(Math.max(0, indent - stringWidth(first))) : ' '.repeat(indent);
      return (lead + line).trimEnd();
    });
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Some emoji are wider than the sum of their characters, by which they were counted. */
function cut(line: string, width: number): readonly string[] {
  if (stringWidth(line) <= width) return [line];
  const lines = [''];
  for (const { segment } of graphemes.segment(line)) {
    const last = lines.length - 1;
    const longer = (lines[last] ?? '') + segment;
    if (stringWidth(longer) <= width) lines[last] = longer;
    else lines.push(segment);
  }
  return lines;
}

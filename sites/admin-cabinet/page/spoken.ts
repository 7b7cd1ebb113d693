/** Problems as sentences, said once each: what is sorted and searched, of ten thousand at a time. */
import { SEVERITIES } from '../../checklist/report/vocabulary.ts';
import type { Finding, Result, Severity } from '../../checklist/report/types.ts';
import type { Speak } from '../../checklist/speak.ts';

export interface Spoken {
  readonly finding: Finding;
  readonly text: string;
  /** In small letters, with the name of what it is about. */
  readonly sought: string;
}
export type SortBy = 'severity' | 'text';

const said = new WeakMap<Finding, Spoken>();

export function spokenOf(finding: Finding, speak: Speak): Spoken {
  const earlier = said.get(finding);
  if (earlier !== undefined) return earlier;
  const text = speak(finding.says);
  const spoken = { finding, text, sought: `${text} ${finding.subject.label}`.toLowerCase() };
  said.set(finding, spoken);
  return spoken;
}

const WEIGHT = new Map(SEVERITIES.map((severity, weight) => [severity, weight]));
const weightOf = (severity: Severity) => WEIGHT.get(severity) ?? 0;

/** The order of both columns, made once; sorting is then a choice between them. */
export function ordersOf(spoken: readonly Spoken[], language: string): Readonly<Record<SortBy, readonly Spoken[]>> {
  const collator = new Intl.Collator(language, { numeric: true });
  const text = [...spoken].sort((a, b) => collator.compare(a.text, b.text));
  // Sorting is stable: within a severity by text.
  const severity = [...text].sort((a, b) => weightOf(b.finding.severity) - weightOf(a.finding.severity));
  return { severity, text };
}

const wordsOf = (search: string): readonly string[] =>
  search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');

export function found(rows: readonly Spoken[], search: string): readonly Spoken[] {
  const words = wordsOf(search);
  return words.length === 0 ? rows : rows.filter(({ sought }) => words.every((word) => sought.includes(word)));
}

/** Results with all the words in their sentences or in those of their problems. */
export function foundResults(results: readonly Result[], search: string, speak: Speak): readonly Result[] {
  const words = wordsOf(search);
  return words.length === 0
    ? results
    : results.filter((result) => words.every((word) => textOf(result, speak).includes(word)));
}

const texts = new WeakMap<Result, string>();

/** Everything that is said of a result, in small letters; made once. */
export function textOf(result: Result, speak: Speak): string {
  const earlier = texts.get(result);
  if (earlier !== undefined) return earlier;
  const own = [result.title, result.says, result.why, ...result.notes, ...(result.before ?? [])]
    .map(speak)
    .join('\n')
    .toLowerCase();
  const text = [own, ...result.findings.map((finding) => spokenOf(finding, speak).sought)].join('\n');
  texts.set(result, text);
  return text;
}

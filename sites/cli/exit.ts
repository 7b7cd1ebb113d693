/** Exit codes of the command; docs/cli.md lists them for users. */
import { openFindings } from '../checklist/report/order.ts';
import { compareSeverity } from '../checklist/severity.ts';
import type { Report, Severity } from '../checklist/report/types.ts';

export const EXIT = {
  /** Judged, and nothing at or above the wanted severity. */
  clean: 0,
  /** At least one open problem at or above the wanted severity. */
  problems: 1,
  /** The command was called wrongly. */
  usage: 2,
  /** The PBX, or the facts file, could not be read at all. */
  unreadable: 3,
  /** No such problem was seen, but some checks could not be judged. */
  unjudged: 4,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** `failOn` null: problems do not count (`--fail-on none`). */
export function exitCode(report: Report, failOn: Severity | null): ExitCode {
  const problem =
    failOn !== null &&
    report.results.some((result) =>
      openFindings(result).some(({ severity }) => compareSeverity(severity, failOn) >= 0),
    );
  if (problem) return EXIT.problems;
  return report.results.some(({ verdict }) => verdict === 'unknown') ? EXIT.unjudged : EXIT.clean;
}

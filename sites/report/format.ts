/** Words that every writer of reports needs: texts beside the check's own. */
import { duration } from '../checklist/duration.ts';
import { say, type Message } from '../checklist/message.ts';
import type { Report, Score, Severity, Standing } from '../checklist/report/types.ts';

export const standingWord = (standing: Standing): Message => say(`verdict.${standing}`);
export const severityWord = (severity: Severity): Message => say(`severity.${severity}`);

/** "Weak, 57 of 100", or that too little is known for a number. */
export function scoreLine(score: Score): Message {
  if (score.state === 'not-scored') return say('score.none', { judged: score.judged, of: score.of });
  const line = { word: say(`score.word.${score.word}`), points: score.points };
  return score.accepted === 0
    ? say('score.line', line)
    : say('score.line.accepted', { ...line, accepted: score.accepted });
}

/** Which PBX, which release, read when. */
export function identityLine(report: Report): Message {
  const release = report.pbx.release ?? say('report.release.unknown');
  return say('report.identity', {
    name: report.pbx.name,
    address: report.pbx.address,
    release,
    readAt: moment(report.readAt),
  });
}

/** As people write it, with its zone: a report is read anywhere. */
export const moment = (iso: string): string =>
  iso.replace(
    /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)[\d:.]*(?:(Z|[+-]00:00)|([+-]\d\d:\d\d))$/,
    (_, day: string, time: string, _utc: unknown, offset: string | undefined) => `${day} ${time} UTC${offset ?? ''}`,
  );

/** What the report rests on: versions and dates of the tables, and the digest of the facts. */
export function basisLines(report: Report): readonly Message[] {
  const { advisories, dialling, dictionary } = report.tables;
  return [
    say('report.basis.tool', { ...report.tool }),
    say('report.basis.facts', { digest: report.factsDigest }),
    say('report.basis.advisories', { ...advisories }),
    say('report.basis.dialling', { ...dialling }),
    dictionary === null ? say('report.basis.dictionary.none') : say('report.basis.dictionary', { ...dictionary }),
  ];
}

/** One line per part: where from, when, or why not. */
export function sourceLines(report: Report): readonly Message[] {
  return report.parts.map(({ name, state, source, readAt, reason }) => {
    const part = { part: say(`part.${name}`), source: say(`source.${source}`), readAt: moment(readAt) };
    return state === 'known'
      ? say('report.part.known', part)
      : say('report.part.unknown', { ...part, reason: say(`reason.${reason ?? 'missing'}`) });
  });
}

/** How long a step of "do this first" takes, and what becomes of the phones. */
export function effortLine({ minutes, phonesStop }: Report['first'][number]): Message {
  const time = duration(60 * minutes);
  return phonesStop ? say('report.effort.stops', { time }) : say('report.effort', { time });
}

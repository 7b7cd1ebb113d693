/**
 * "Copy for support": what the checklist found, in plain text and without secrets, names and addresses, so that it may be
 * pasted anywhere. Every text value of a sentence goes: it may be a name, an address or a number somebody can be called at.
 */
import { say, type Message, type Param } from '../message.ts';
import type { Speak } from '../speak.ts';
import type { Report } from './types.ts';

const HIDDEN = '…';

export function forSupport(report: Report, speak: Speak): string {
  const { tool, pbx, score } = report;
  const result =
    score.state === 'scored'
      ? say('score.line', { word: say(`score.word.${score.word}`), points: score.points })
      : say('score.none', { judged: score.judged, of: score.of });
  const lines = report.results.map(({ id, verdict, severity, says, findings, accepted }) => {
    const problems =
      findings.length === 0 ? '' : ` [${findings.length}${accepted.length > 0 ? `-${accepted.length}` : ''}]`;
    return `${id}: ${speak(say(`verdict.${verdict}`))}, ${speak(say(`severity.${severity}`))}${problems}. ${speak(withoutTexts(says))}`;
  });
  const unread = report.parts
    .filter(({ state }) => state === 'unknown')
    .map(({ name, reason }) => `${name}: ${reason ?? 'missing'}`);
  return [
    `${tool.name} ${tool.version}`,
    `MikoPBX ${isRelease(pbx.release) ? pbx.release : '?'}`,
    report.readAt,
    speak(result),
    '',
    ...lines,
    ...(unread.length > 0 ? ['', ...unread] : []),
    '',
    ...report.notProven.map(speak),
    '',
  ].join('\n');
}

/** A release is text of the PBX, too. */
const isRelease = (release: string | null): release is string => /^\d{4}\.\d{1,4}\.\d{1,6}(-dev)?$/.test(release ?? '');

/** Numbers and words of the checklist's own stay. */
export function withoutTexts({ key, params }: Message): Message {
  const hidden = (param: Param): Param => {
    if (typeof param === 'number') return param;
    if (typeof param === 'string') return HIDDEN;
    if ('key' in param) return withoutTexts(param);
    return param.map((item) => (typeof item === 'string' ? HIDDEN : withoutTexts(item)));
  };
  return { key, params: Object.fromEntries(Object.entries(params).map(([name, param]) => [name, hidden(param)])) };
}

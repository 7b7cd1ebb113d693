/**
 * The report as components: the stand-alone HTML file, and what the cabinet shows. Everything said is a text node;
 * nothing of it is ever HTML.
 */
import type { ComponentChildren } from 'preact';
import { guideUrl, manualUrl } from '../checklist/links.ts';
import type { Message } from '../checklist/message.ts';
import { say } from '../checklist/message.ts';
import { cabinetPath } from '../checklist/pages.ts';
import { parseRelease } from '../checklist/release.ts';
import { SECTIONS, sectionsOf } from './sections.ts';
import type { Finding, Page, Report, Result } from '../checklist/report/types.ts';
import { countStandings, isWrong, standingOf } from '../checklist/report/order.ts';
import { STANDINGS } from '../checklist/report/vocabulary.ts';
import type { Speak } from '../checklist/speak.ts';
import { basisLines, effortLine, identityLine, scoreLine, severityWord, sourceLines, standingWord } from './format.ts';

export interface ReportProps {
  readonly report: Report;
  readonly speak: Speak;
  readonly language: string;
  /** Base address of the cabinet for links to its pages, ending with a slash; null: no links (a file on a desk). */
  readonly cabinet: string | null;
}

const ICONS = {
  fail: '✖',
  warn: '▲',
  unknown: '?',
  manual: '☐',
  accepted: '◇',
  pass: '✔',
  'not-applicable': '–',
} as const;

export function ReportBody(props: ReportProps) {
  const { report, speak } = props;
  const counts = countStandings(report.results);
  return (
    <main class="checklist-report">
      <header>
        <h1>{speak(say('report.title'))}</h1>
        <p class="score">{speak(scoreLine(report.score))}</p>
        <p>{speak(identityLine(report))}</p>
        <p class="counts">
          {STANDINGS.filter((standing) => counts[standing] > 0)
            .map((standing) => `${speak(standingWord(standing))}: ${counts[standing]}`)
            .join(' · ')}
        </p>
        <Lines messages={report.notes} speak={speak} class="notes" />
      </header>
      {report.first.length > 0 && (
        <section class="first">
          <h2>{speak(say('report.first'))}</h2>
          <ol>
            {report.first.map((step) => (
              <li key={step.check}>
                {speak(step.says)} <small>{speak(effortLine(step))}</small>
              </li>
            ))}
          </ol>
        </section>
      )}
      {sectionsOf(report.results).map(({ section, results }) => (
        <section key={section} class="part">
          <h2>{speak(SECTIONS[section].title)}</h2>
          <p class="why">{speak(SECTIONS[section].why)}</p>
          {results.map((result) => (
            <Row key={result.id} result={result} {...props} />
          ))}
        </section>
      ))}
      <footer>
        <h2>{speak(say('report.basis'))}</h2>
        <Lines messages={report.notProven} speak={speak} class="not-proven" />
        <Lines messages={basisLines(report)} speak={speak} />
        <details>
          <summary>{speak(say('report.sources'))}</summary>
          <Lines messages={sourceLines(report)} speak={speak} />
        </details>
      </footer>
    </main>
  );
}

function Row(props: ReportProps & { readonly result: Result }) {
  const { result, report, speak, language, cabinet } = props;
  const link = cabinetLink(cabinet, report);
  const standing = standingOf(result);
  return (
    <details class={`row ${standing}`} open={standing === 'fail'}>
      <summary>
        <span class="icon" aria-hidden="true">
          {ICONS[standing]}
        </span>{' '}
        <b>{speak(result.title)}</b> <span class="verdict">{speak(standingWord(standing))}</span>
        {isWrong(result) && <span class={`severity ${result.severity}`}> {speak(severityWord(result.severity))}</span>}
      </summary>
      <p>{speak(result.says)}</p>
      <p class="why">{speak(result.why)}</p>
      {result.findings.length > 0 && (
        <ul class="problems">
          {result.findings.map((finding) => (
            <Problem
              key={finding.id}
              finding={finding}
              accepted={result.accepted.includes(finding.id)}
              link={link}
              speak={speak}
            />
          ))}
        </ul>
      )}
      <Lines messages={result.notes} speak={speak} class="notes" />
      {result.before !== undefined && (
        <>
          <h3>{speak(say('report.before-upgrade'))}</h3>
          <Lines messages={result.before} speak={speak} class="before" />
        </>
      )}
      {result.steps.length > 0 && (
        <>
          <h3>{speak(say('report.steps'))}</h3>
          <ol>
            {result.steps.map((step, index) => (
              <li key={index}>{speak(step)}</li>
            ))}
          </ol>
        </>
      )}
      <Lines messages={result.questions.map((question) => question.says)} speak={speak} class="questions" />
      <p class="links">
        {result.page !== null && link(result.page, speak(say('report.link.page')))}{' '}
        <a href={guideUrl(result.guide, language)}>{speak(say('report.link.guide'))}</a>{' '}
        <a href={manualUrl(result.manual, language)}>{speak(say('report.link.manual'))}</a>
      </p>
    </details>
  );
}

type Link = (page: Page, text: string) => ComponentChildren;

function Problem(props: { finding: Finding; accepted: boolean; link: Link; speak: Speak }) {
  const { finding, accepted, link, speak } = props;
  return (
    <li class={accepted ? 'accepted' : finding.severity}>
      <span class={`severity ${finding.severity}`}>{speak(severityWord(finding.severity))}</span> {speak(finding.says)}
      {accepted && ` (${speak(say('verdict.accepted'))})`}{' '}
      {finding.page !== null && link(finding.page, speak(say('report.link.open')))}
    </li>
  );
}

function Lines(props: { messages: readonly Message[]; speak: Speak; class?: string }) {
  if (props.messages.length === 0) return null;
  return (
    <ul class={props.class ?? 'lines'}>
      {props.messages.map((message, index) => (
        <li key={index}>{props.speak(message)}</li>
      ))}
    </ul>
  );
}

function cabinetLink(cabinet: string | null, report: Report): Link {
  const release = parseRelease(report.pbx.release ?? '');
  return (page, text) => (cabinet === null ? null : <a href={cabinet + cabinetPath(page, release)}>{text}</a>);
}

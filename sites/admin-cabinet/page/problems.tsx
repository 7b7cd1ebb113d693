/** The problems of one check: a list while they are few, else a table that sorts, searches and turns pages. */
import { useMemo, useState } from 'preact/hooks';
import { say } from '../../checklist/message.ts';
import type { Finding, Result } from '../../checklist/report/types.ts';
import { useCabinetLink, usePage } from './context.ts';
import { Button, Icon, SeverityTag } from './parts.tsx';
import { found, ordersOf, spokenOf, type SortBy, type Spoken } from './spoken.ts';

const FEW = 8;
const PAGE = 50;

export interface ProblemsProps {
  readonly result: Result;
  /** On paper everything is shown. */
  readonly whole: boolean;
  readonly onAccept: (finding: Finding) => void;
  readonly onWithdraw: (finding: string) => void;
  /** Ids of problems that were accepted one by one. */
  readonly singly: ReadonlySet<string>;
}

export function Problems(props: ProblemsProps) {
  const { findings } = props.result;
  if (findings.length === 0) return null;
  return findings.length <= FEW ? <ProblemTable rows={findings.map(unsaid)} {...props} /> : <ManyProblems {...props} />;
}

const unsaid = (finding: Finding): Pick<Spoken, 'finding'> => ({ finding });

function ManyProblems(props: ProblemsProps) {
  const { speak, language } = usePage();
  const { result, whole } = props;
  const [search, setSearch] = useState('');
  const [by, setBy] = useState<SortBy>('severity');
  const [isReversed, setReversed] = useState(false);
  const [page, setPage] = useState(0);
  const orders = useMemo(() => {
    const spoken = result.findings.map((finding) => spokenOf(finding, speak));
    return ordersOf(spoken, language);
  }, [result.findings, speak, language]);
  const rows = useMemo(() => {
    const matching = found(orders[by], search);
    return isReversed ? [...matching].reverse() : matching;
  }, [orders, by, search, isReversed]);
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const shown = Math.min(page, pages - 1);
  const sort = (column: SortBy) => {
    setReversed(column === by && !isReversed);
    setBy(column);
    setPage(0);
  };
  const title = speak(result.title);
  return (
    <div class="mscl-many">
      <div class="mscl-many-tools mscl-screen">
        <label class="ui small icon input">
          <input
            type="search"
            placeholder={speak(say('page.problems.search'))}
            aria-label={speak(say('page.problems.search.of', { title }))}
            value={search}
            onInput={(event) => {
              setSearch(event.currentTarget.value);
              setPage(0);
            }}
          />
          <Icon name="search" />
        </label>
        <span role="status">
          {speak(say('page.problems.count', { shown: rows.length, of: result.findings.length }))}
        </span>
      </div>
      <ProblemTable
        rows={whole ? rows : rows.slice(shown * PAGE, (shown + 1) * PAGE)}
        {...props}
        sorting={{ by, isReversed, sort }}
      />
      {pages > 1 && (
        <nav class="mscl-pages mscl-screen" aria-label={speak(say('page.problems.pages.of', { title }))}>
          <Button small says={say('page.problems.back')} disabled={shown === 0} onClick={() => setPage(shown - 1)} />
          <span role="status">{speak(say('page.problems.page', { page: shown + 1, pages }))}</span>
          <Button
            small
            says={say('page.problems.next')}
            disabled={shown >= pages - 1}
            onClick={() => setPage(shown + 1)}
          />
        </nav>
      )}
    </div>
  );
}

interface Sorting {
  readonly by: SortBy;
  readonly isReversed: boolean;
  readonly sort: (by: SortBy) => void;
}
interface TableProps extends ProblemsProps {
  readonly rows: readonly Pick<Spoken, 'finding'>[];
  readonly sorting?: Sorting;
}

function ProblemTable({ rows, result, sorting, onAccept, onWithdraw, singly }: TableProps) {
  const { speak } = usePage();
  const link = useCabinetLink();
  const head = (column: SortBy) => {
    const text = speak(say(`page.problems.${column}`));
    if (sorting === undefined) return <th scope="col">{text}</th>;
    const order =
      sorting.by !== column ? 'none' : (column === 'text') === sorting.isReversed ? 'descending' : 'ascending';
    return (
      <th scope="col" aria-sort={order}>
        <button type="button" class="mscl-sort" onClick={() => sorting.sort(column)}>
          {text} <Icon name={order === 'none' ? 'sort' : order === 'ascending' ? 'caret up' : 'caret down'} />
        </button>
      </th>
    );
  };
  return (
    <table class="ui very compact unstackable table mscl-problems">
      <caption class="mscl-heard">{speak(say('page.problems.of', { title: speak(result.title) }))}</caption>
      <thead>
        <tr>
          {head('severity')}
          {head('text')}
          <th scope="col" class="mscl-screen">
            {speak(say('page.problems.do'))}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ finding }) => {
          const text = speak(finding.says);
          const isAccepted = result.accepted.includes(finding.id);
          return (
            <tr key={finding.id} class={isAccepted ? 'mscl-accepted' : undefined}>
              <td>
                <SeverityTag severity={finding.severity} />
              </td>
              <td class="mscl-text">
                {text}
                {isAccepted && <b> ({speak(say('verdict.accepted'))})</b>}
              </td>
              <td class="mscl-doing mscl-screen">
                {finding.page !== null && (
                  <a href={link(finding.page)} aria-label={speak(say('page.problems.open.of', { text }))}>
                    {speak(say('page.problems.open'))}
                  </a>
                )}
                {isAccepted ? (
                  singly.has(finding.id) && (
                    <button type="button" class="mscl-link" onClick={() => onWithdraw(finding.id)}>
                      {speak(say('page.withdraw'))}
                    </button>
                  )
                ) : finding.severity === 'critical' ? null : (
                  <button
                    type="button"
                    class="mscl-link"
                    aria-label={speak(say('page.risk.accept.of', { text }))}
                    onClick={() => onAccept(finding)}
                  >
                    {speak(say('page.risk.accept'))}
                  </button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

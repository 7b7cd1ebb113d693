/** The journal: who did what, from where, when, and how it came out; whether its chain holds; all of it as a file. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Parts } from '../../../checklist/facts/types.ts';
import { say, type Message } from '../../../checklist/message.ts';
import type { PbxError } from '../../../pbx/errors.ts';
import type { JournalEntry, ModuleApi } from '../../../pbx/module-api.ts';
import type { JournalVerdict } from '../../../pbx/plans-api.ts';
import { usePage, useTime } from '../context.ts';
import { download, fileName } from '../files.ts';
import { Button, Icon, TroubleBox } from '../parts.tsx';
import { short } from '../short.ts';
import { planOf, changesOf, type Change } from './changes.ts';
import { commentOf, tell, titleOf } from './journal-words.ts';
import type { PlansState, PlansStore } from './store.ts';
import { UndoDialog } from './fixes.ts';

/** Changes of one page; rows of one request. */
const PAGE = 25;
const ROWS = 50;
/** Rows of one request of the file. */
const MOST = 500;

export interface JournalProps {
  readonly api: Pick<ModuleApi, 'journal' | 'plans'>;
  readonly plans: PlansStore;
  readonly state: PlansState;
}

export function Journal({ api, plans, state }: JournalProps) {
  const { speak, store, announce } = usePage();
  const [entries, setEntries] = useState<readonly JournalEntry[] | null>(null);
  const [next, setNext] = useState<number | null>(null);
  const [verdict, setVerdict] = useState<JournalVerdict | null>(null);
  const [trouble, setTrouble] = useState<{ readonly title: Message; readonly error: PbxError } | null>(null);
  const [undoing, setUndoing] = useState<JournalEntry | null>(null);
  const isThere = useRef(true);
  useEffect(() => () => void (isThere.current = false), []);
  const changes = changesOf(entries ?? []);

  const read = async (earlier: readonly JournalEntry[], from: number | null) => {
    const [page, chain] = await Promise.all([readSome(api, earlier, from), api.plans.verifyJournal()]);
    if (!isThere.current) return;
    if (!page.ok) {
      setTrouble({ title: say('page.history.not-read'), error: page.error });
      return;
    }
    setTrouble(null);
    setEntries(page.value.entries);
    setNext(page.value.next);
    setVerdict(chain.ok ? chain.value : null);
    const count = changesOf(page.value.entries).length - changesOf(earlier).length;
    if (from !== null) announce(say('page.history.told', { count }));
  };
  const again = () => void read([], null);
  // Whenever a plan is over there is more to read.
  useEffect(again, [state.over]);

  const save = async () => {
    const all = await wholeJournal(api);
    if (!all.ok) {
      setTrouble({ title: say('page.history.not-saved'), error: all.error });
      return;
    }
    const name = store.current().report?.pbx.name ?? '';
    const file = fileName('security-history', name, new Date().toISOString(), 'json');
    download(file, 'application/json', `${JSON.stringify(all.value, null, 2)}\n`);
    announce(say('page.history.saved'));
  };

  return (
    <div class="mscl-journal">
      {verdict !== null && <Chain verdict={verdict} />}
      {trouble !== null && <TroubleBox error={trouble.error} title={trouble.title} again={again} />}
      {entries === null && trouble === null && <p class="mscl-tag">{speak(say('page.reading'))}</p>}
      {entries !== null && changes.length === 0 && <p>{speak(say('page.history.empty'))}</p>}
      {changes.length > 0 && (
        <table class="ui very compact unstackable table mscl-rows">
          <caption class="mscl-heard">{speak(say('page.history.title'))}</caption>
          <thead>
            <tr>
              <th scope="col">{speak(say('page.history.when'))}</th>
              <th scope="col">{speak(say('page.history.who'))}</th>
              <th scope="col">{speak(say('page.history.what'))}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <Entry
                key={change.rows[0].id}
                change={change}
                isBroken={change.rows.some(({ id }) => id === verdict?.brokenAt)}
                onUndo={isUndoable(change.told, state) ? () => setUndoing(change.told) : null}
              />
            ))}
          </tbody>
        </table>
      )}
      <p class="mscl-actions">
        {next !== null && (
          <Button
            small
            icon="angle down"
            says={say('page.history.more')}
            onClick={() => void read(entries ?? [], next)}
          />
        )}
        {entries !== null && entries.length > 0 && (
          <Button small icon="download" says={say('page.history.save')} onClick={() => void save()} />
        )}
      </p>
      {undoing !== null && <UndoDialog entry={undoing} plans={plans} onClose={() => setUndoing(null)} />}
    </div>
  );
}

/** Reads on until there is a page of changes more, or nothing older: one change may have many rows, and some rows are none. */
async function readSome(api: JournalProps['api'], earlier: readonly JournalEntry[], from: number | null) {
  const enough = changesOf(earlier).length + PAGE;
  let entries = earlier;
  for (let before = from; ;) {
    const page = await api.journal(before === null ? { limit: ROWS } : { limit: ROWS, before });
    if (!page.ok) return page;
    entries = [...entries, ...page.value.entries];
    before = page.value.next;
    if (before === null || changesOf(entries).length >= enough) {
      return { ok: true, value: { entries, next: before } } as const;
    }
  }
}

const isUndoable = (entry: JournalEntry, { undoable }: PlansState): boolean =>
  entry.action === 'plan/done' && undoable.includes(planOf(entry));

function Chain({ verdict: { holds, chained, head, brokenAt } }: { readonly verdict: JournalVerdict }) {
  const { speak } = usePage();
  return (
    <p class={holds ? 'mscl-said' : 'mscl-wrong'} role={holds ? undefined : 'alert'}>
      <Icon name={holds ? 'linkify' : 'unlink'} />{' '}
      {speak(
        holds
          ? say('page.history.chain.holds', { count: chained })
          : say('page.history.chain.broken', { id: brokenAt ?? 0 }),
      )}{' '}
      {head !== null && (
        <small>
          {speak(say('page.history.chain.head'))} <code>{head.slice(0, 16)}…</code>
        </small>
      )}
    </p>
  );
}

interface EntryProps {
  readonly change: Change;
  readonly isBroken: boolean;
  readonly onUndo: (() => void) | null;
}

function Entry({ change: { told, rows }, isBroken, onUndo }: EntryProps) {
  const { speak, store } = usePage();
  const time = useTime();
  const { at, person, address } = told;
  const parts = store.current().reading.facts?.parts;
  const { says, more } = tell(told, parts);
  const title = titleOf(rows);
  const comment = commentOf(rows);
  const said = [...(title === null ? [] : [title]), says].map(speak).join(' · ');
  return (
    <tr class={isBroken ? 'mscl-broken' : undefined}>
      <td>
        <time dateTime={at}>{time(at)}</time>
      </td>
      <td>
        {person === '' ? speak(say('page.history.module')) : short(person)}
        {address !== '' && <small> {short(address)}</small>}
      </td>
      <td>
        {isBroken && <b>{speak(say('page.history.broken-here'))} </b>}
        {said}
        {[...(comment === null ? [] : [comment]), ...more].map((message, place) => (
          <small key={place}> {speak(message)}</small>
        ))}
        {onUndo !== null && (
          <>
            {' '}
            <Button
              small
              icon="undo"
              says={say('page.undo.open')}
              label={`${speak(say('page.undo.open'))}: ${said}`}
              onClick={onUndo}
            />
          </>
        )}
        <Inside rows={rows} said={said} parts={parts} />
      </td>
    </tr>
  );
}

interface InsideProps {
  readonly rows: Change['rows'];
  readonly said: string;
  readonly parts: Parts | undefined;
}

/** The steps of a plan, one by one; of anything else what the PBX wrote down. */
function Inside({ rows, said, parts }: InsideProps) {
  const { speak } = usePage();
  const time = useTime();
  const [{ action, details }] = rows;
  const isPlan = rows.length > 1 || action.startsWith('plan');
  if (!isPlan && details === null) return null;
  const name = speak(say(isPlan ? 'page.history.steps' : 'page.details'));
  return (
    <details>
      <summary aria-label={`${name}: ${said}`}>{name}</summary>
      {isPlan ? (
        <ol class="mscl-lines">
          {rows.map((row) => {
            const { says, more } = tell(row, parts);
            return (
              <li key={row.id}>
                {speak(says)} <small>{[...more.map(speak), short(row.person), time(row.at)].join(' · ')}</small>
              </li>
            );
          })}
        </ol>
      ) : (
        <pre class="mscl-commands" tabIndex={0}>
          {JSON.stringify(details, null, 2)}
        </pre>
      )}
    </details>
  );
}

/** Every row, the newest first, and what the PBX says of the chain. */
async function wholeJournal(api: JournalProps['api']) {
  const chain = await api.plans.verifyJournal();
  if (!chain.ok) return chain;
  const entries: JournalEntry[] = [];
  for (let before: number | null = null; ;) {
    const page = await api.journal(before === null ? { limit: MOST } : { limit: MOST, before });
    if (!page.ok) return page;
    entries.push(...page.value.entries);
    before = page.value.next;
    if (before === null) return { ok: true, value: { chain: chain.value, entries } } as const;
  }
}

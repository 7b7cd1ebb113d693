/** The journal: who did what, from where, when, and how it came out; whether its chain holds; all of it as a file. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { say, type Message } from '../../../checklist/message.ts';
import type { PbxError } from '../../../pbx/errors.ts';
import type { JournalEntry, ModuleApi } from '../../../pbx/module-api.ts';
import type { JournalVerdict } from '../../../pbx/plans-api.ts';
import { usePage, useTime } from '../context.ts';
import { Button, Icon, TroubleBox } from '../parts.tsx';
import { short } from '../short.ts';
import { tell } from './journal-words.ts';
import type { PlansState, PlansStore } from './store.ts';
import { UndoDialog } from './undo.tsx';
import { planOf } from './undo-preview.ts';

export const HISTORY_ID = 'mscl-history';
/** Rows of one page; of one request of the file. */
const PAGE = 25;
const MOST = 500;

type HistoryApi = Pick<ModuleApi, 'journal' | 'plans'>;

interface HistoryProps {
  readonly api: HistoryApi;
  readonly plans: PlansStore;
  readonly state: PlansState;
}

export function History(props: HistoryProps) {
  const { speak } = usePage();
  const [isOpen, setOpen] = useState(false);
  return (
    <section class="mscl-section mscl-screen" id={HISTORY_ID} aria-labelledby={`${HISTORY_ID}-title`}>
      <h2 id={`${HISTORY_ID}-title`}>{speak(say('page.history.title'))}</h2>
      <p class="mscl-why">{speak(say('page.history.why'))}</p>
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{speak(say('page.history.open'))}</summary>
        {isOpen && <Journal {...props} />}
      </details>
    </section>
  );
}

function Journal({ api, plans, state }: HistoryProps) {
  const { speak, announce } = usePage();
  const [entries, setEntries] = useState<readonly JournalEntry[] | null>(null);
  const [next, setNext] = useState<number | null>(null);
  const [verdict, setVerdict] = useState<JournalVerdict | null>(null);
  const [trouble, setTrouble] = useState<{ readonly title: Message; readonly error: PbxError } | null>(null);
  const [undoing, setUndoing] = useState<JournalEntry | null>(null);
  const isThere = useRef(true);
  useEffect(() => () => void (isThere.current = false), []);

  const read = async (before: number | null) => {
    const asked = before === null ? { limit: PAGE } : { limit: PAGE, before };
    const [page, chain] = await Promise.all([api.journal(asked), api.plans.verifyJournal()]);
    if (!isThere.current) return;
    if (!page.ok) {
      setTrouble({ title: say('page.history.not-read'), error: page.error });
      return;
    }
    setTrouble(null);
    setEntries((earlier) => (before === null ? page.value.entries : [...(earlier ?? []), ...page.value.entries]));
    setNext(page.value.next);
    setVerdict(chain.ok ? chain.value : null);
    if (before !== null) announce(say('page.history.told', { count: page.value.entries.length }));
  };
  // Whenever a plan is over there is more to read.
  useEffect(() => void read(null), [state.over]);

  const save = async () => {
    const all = await wholeJournal(api);
    if (!all.ok) {
      setTrouble({ title: say('page.history.not-saved'), error: all.error });
      return;
    }
    download(`${JSON.stringify(all.value, null, 2)}\n`);
    announce(say('page.history.saved'));
  };

  return (
    <div class="mscl-journal">
      {verdict !== null && <Chain verdict={verdict} />}
      {trouble !== null && <TroubleBox error={trouble.error} title={trouble.title} again={() => void read(null)} />}
      {entries === null && trouble === null && <p class="mscl-tag">{speak(say('page.reading'))}</p>}
      {entries !== null && entries.length === 0 && <p>{speak(say('page.history.empty'))}</p>}
      {entries !== null && entries.length > 0 && (
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
            {entries.map((entry) => (
              <Entry
                key={entry.id}
                entry={entry}
                isBroken={verdict?.brokenAt === entry.id}
                onUndo={isUndoable(entry, state) ? () => setUndoing(entry) : null}
              />
            ))}
          </tbody>
        </table>
      )}
      <p class="mscl-actions">
        {next !== null && (
          <Button small icon="angle down" says={say('page.history.more')} onClick={() => void read(next)} />
        )}
        {entries !== null && entries.length > 0 && (
          <Button small icon="download" says={say('page.history.save')} onClick={() => void save()} />
        )}
      </p>
      {undoing !== null && <UndoDialog entry={undoing} plans={plans} onClose={() => setUndoing(null)} />}
    </div>
  );
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
  readonly entry: JournalEntry;
  readonly isBroken: boolean;
  readonly onUndo: (() => void) | null;
}

function Entry({ entry, isBroken, onUndo }: EntryProps) {
  const { speak, store } = usePage();
  const time = useTime();
  const { at, person, address, details } = entry;
  const { says, more } = tell(entry, store.current().reading.facts?.parts);
  const said = speak(says);
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
        {more.map((message, place) => (
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
        {details !== null && (
          <details>
            <summary aria-label={`${speak(say('page.details'))}: ${said}`}>{speak(say('page.details'))}</summary>
            <pre class="mscl-commands" tabIndex={0}>
              {JSON.stringify(details, null, 2)}
            </pre>
          </details>
        )}
      </td>
    </tr>
  );
}

/** Every row, the newest first, and what the PBX says of the chain. */
async function wholeJournal(api: HistoryApi) {
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

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `security-history-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

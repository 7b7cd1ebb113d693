/** After a fix: what it did to the score, what is next, and the way back. Stays until it is closed, days later, too. */
import { useState } from 'preact/hooks';
import { duration } from '../../../checklist/duration.ts';
import { say } from '../../../checklist/message.ts';
import { pathGround } from '../../../checklist/path/on-path.ts';
import type { Effort } from '../../../checklist/score/first.ts';
import type { PbxError } from '../../../pbx/errors.ts';
import type { JournalEntry, ModuleApi } from '../../../pbx/module-api.ts';
import type { PlanParts } from '../context.ts';
import { FIX_MINUTES, usePage, useStore } from '../context.ts';
import { NextOnPath } from '../path/later.ts';
import { focusSoon } from '../focus.ts';
import { Button, TroubleBox } from '../parts.tsx';
import { planOf } from './changes.ts';
import { UndoDialog } from './fixes.ts';
import { HISTORY_ID } from './history.tsx';
import { nextIn } from './next.ts';
import type { PlansState, PlansStore } from './store.ts';

export interface AfterProps {
  readonly api: Pick<ModuleApi, 'journal'>;
  readonly plans: PlansStore;
  readonly state: PlansState;
  readonly Fix: PlanParts['Fix'];
}

export default function After({ api, plans, state: { status, begun, undoable }, Fix }: AfterProps) {
  const { speak, store } = usePage();
  const { report, checking, pending } = useStore(store);
  if (status?.phase !== 'done' || status.undoes !== null) return null;
  const { id } = status;
  const isRead = report !== null && !checking && pending.size === 0;
  const points = isRead && report.score.state === 'scored' ? report.score.points : null;
  const before = begun?.id === id ? begun.points : undefined;
  const capped = report?.notes.find(({ key }) => key === 'report.note.release');
  return (
    <div class="mscl-after">
      {!isRead && <p class="mscl-tag">{speak(say('page.after.reading'))}</p>}
      {points !== null && before !== undefined && (
        <p class="mscl-after-score">
          {speak(before === points ? say('page.after.same', { points }) : say('page.after.score', { before, points }))}
        </p>
      )}
      {points !== null && points === before && capped !== undefined && <p class="mscl-soft">{speak(capped)}</p>}
      {isRead && <Next Fix={Fix} />}
      {id !== null && undoable.includes(id) && <Undo id={id} api={api} plans={plans} />}
    </div>
  );
}

function Next({ Fix }: Pick<AfterProps, 'Fix'>) {
  const { speak, store } = usePage();
  const { report, reading } = useStore(store);
  if (report === null) return null;
  const next = nextIn(report);
  const named =
    next === null ? null : (
      <p>
        {speak(say('page.after.next'))} <a href={`#open=${next.result.id}`}>{speak(next.result.todo)}</a>{' '}
        <Minutes {...next.step} /> <Fix result={next.result} isPlain minutes={FIX_MINUTES} />
      </p>
    );
  // The way out says by itself what is next.
  return reading.facts !== null && pathGround(reading.facts, report.results) !== null ? (
    <NextOnPath report={report} Told={Minutes} quick={next?.isQuick === true ? named : null} />
  ) : (
    named
  );
}

/** How long it takes, and whether phones stop meanwhile. */
function Minutes({ minutes, phonesStop }: Effort) {
  const { speak } = usePage();
  return (
    <small>
      {speak(say('page.first.minutes', { time: duration(60 * minutes) }))}
      {' · '}
      {speak(say(phonesStop ? 'page.first.phones-stop' : 'page.first.phones-work'))}
    </small>
  );
}

interface UndoProps extends Pick<AfterProps, 'api' | 'plans'> {
  readonly id: string;
}

/** What the plan left is in the journal, among the newest rows. */
function Undo({ id, api, plans }: UndoProps) {
  const [entry, setEntry] = useState<JournalEntry | null>(null);
  const [error, setError] = useState<PbxError | null>(null);
  const open = async () => {
    setError(null);
    const rows = await api.journal({ limit: NEWEST });
    if (!rows.ok) {
      setError(rows.error);
      return;
    }
    const row = rows.value.entries.find((one) => one.action === 'plan/done' && planOf(one) === id);
    if (row === undefined) focusSoon(`#${HISTORY_ID} summary`);
    else setEntry(row);
  };
  return (
    <>
      {error !== null && <TroubleBox error={error} title={say('page.history.not-read')} again={() => void open()} />}
      <p class="mscl-actions">
        <Button icon="undo" says={say('page.undo.open')} onClick={() => void open()} />
      </p>
      {entry !== null && <UndoDialog entry={entry} plans={plans} onClose={() => setEntry(null)} />}
    </>
  );
}

const NEWEST = 100;

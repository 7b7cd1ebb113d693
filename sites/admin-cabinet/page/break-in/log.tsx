/** The dated log of what was done: read from the journal, with what was done by hand, and taken along as a text. */
// As in the room, whose part it is.
import '../../../checklist/actions/offered/doors.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import { localNow, type Incident } from '../../../checklist/break-in/incident.ts';
import type { Facts } from '../../../checklist/facts/types.ts';
import { say } from '../../../checklist/message.ts';
import type { PbxError } from '../../../pbx/errors.ts';
import type { JournalEntry } from '../../../pbx/module-api.ts';
import { usePage, useStore } from '../context.ts';
import { Button, Icon, TroubleBox, useDraft } from '../parts.tsx';
import { short } from '../short.ts';
import { logLines, logText, type LogLine } from './log-lines.ts';
import { journalSince } from './journal.ts';
import { useMarking, type Marking } from './marks.tsx';
import { Outlets } from './outlets.tsx';

export interface LogProps {
  readonly facts: Facts;
  readonly incident: Incident;
}

export default function Log({ facts, incident }: LogProps) {
  const { store, speak } = usePage();
  const marking = useMarking(facts, incident);
  const { reading } = useStore(store);
  const [entries, setEntries] = useState<readonly JournalEntry[] | null>(null);
  const [trouble, setTrouble] = useState<PbxError | null>(null);
  const isThere = useRef(true);
  useEffect(() => () => void (isThere.current = false), []);
  const read = async () => {
    const all = await journalSince(store, incident.from);
    if (!isThere.current) return;
    setTrouble(all.ok ? null : all.error);
    if (all.ok) setEntries(all.value);
  };
  // Whatever was done is read again with the facts.
  useEffect(() => void read(), [reading.facts, incident.from]);
  return (
    <>
      {trouble !== null && (
        <TroubleBox error={trouble} title={say('page.history.not-read')} again={() => void read()} />
      )}
      {entries === null ? (
        trouble === null && (
          <p class="mscl-later" role="status">
            <Icon name="hourglass half" /> {speak(say('page.load.part'))}
          </p>
        )
      ) : (
        <Lines lines={logLines(entries, facts, incident)} marking={marking} />
      )}
      <ByHand key={incident.notes.length} now={localNow(facts)} marking={marking} />
    </>
  );
}

function Lines({ lines, marking }: { readonly lines: readonly LogLine[]; readonly marking: Marking }) {
  const { speak, wholly, store } = usePage();
  const area = useRef<HTMLTextAreaElement>(null);
  const { report } = useStore(store);
  if (lines.length === 0) return <p>{speak(say('page.room.log.empty'))}</p>;
  const pbx = report === null ? '' : `${report.pbx.name}, MikoPBX ${report.pbx.release ?? ''}`;
  const text = `${pbx}\n${wholly(say('page.room.log.clock'))}\n\n${logText(lines, wholly)}`;
  return (
    <>
      <table class="ui very compact unstackable table mscl-rows mscl-room-log">
        <caption class="mscl-heard">{speak(say('page.room.log'))}</caption>
        <thead>
          <tr>
            <th scope="col">{speak(say('page.history.when'))}</th>
            <th scope="col">{speak(say('page.history.who'))}</th>
            <th scope="col">{speak(say('page.history.what'))}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, place) => (
            <Line key={place} line={line} marking={marking} />
          ))}
        </tbody>
      </table>
      <textarea
        ref={area}
        class="mscl-mono mscl-way-commands"
        readOnly
        rows={6}
        aria-label={speak(say('page.room.log'))}
        value={text}
      />
      <Outlets area={area} title={wholly(say('page.room.log'))} text={text} file="log" />
    </>
  );
}

function Line({ line: { at, by, says, note }, marking }: { readonly line: LogLine; readonly marking: Marking }) {
  const { speak } = usePage();
  const said = says.map(speak).join(' · ');
  return (
    <tr>
      <td>{at}</td>
      <td>{by === '' ? speak(say('page.history.module')) : short(by)}</td>
      <td>
        {said}
        {note !== null && (
          <>
            {' '}
            <Button
              small
              icon="trash"
              says={say('page.room.log.delete')}
              label={`${speak(say('page.room.log.delete'))}: ${said}`}
              disabled={marking.isBusy}
              onClick={() => void marking.withdraw(note)}
            />
          </>
        )}
      </td>
    </tr>
  );
}

const LONGEST = 2000;

function ByHand({ now, marking }: { readonly now: string; readonly marking: Marking }) {
  const { speak } = usePage();
  const [at, setAt] = useState(now);
  const [text, setText, forget] = useDraft<string>('break-in note', '');
  const isReady = text.trim() !== '' && at !== '';
  const keep = async () => {
    const typed = text.trim();
    // Once it is kept, an empty form takes the place of this one.
    forget();
    // Of several that are written down in the same minute, each is one of its own.
    if (!(await marking.put(`note-${new Date().toISOString()}`, at, typed))) setText(text);
  };
  return (
    <form
      class="ui form mscl-room-note"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void keep();
      }}
    >
      <label class="field">
        <span>{speak(say('page.room.log.when'))}</span>
        <input type="datetime-local" required value={at} onInput={({ currentTarget: { value } }) => setAt(value)} />
      </label>
      <label class="field">
        <span>{speak(say('page.room.log.what'))}</span>
        <textarea
          rows={2}
          maxLength={LONGEST}
          value={text}
          onInput={({ currentTarget: { value } }) => setText(value)}
        />
      </label>
      <p class="mscl-actions">
        <Button icon="edit" says={say('page.room.log.write')} disabled={!isReady || marking.isBusy} />
      </p>
    </form>
  );
}

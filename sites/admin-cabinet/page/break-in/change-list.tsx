/** Everything that has to become another one, each with its button, or with how and where a person does it; nothing of it before it is closed. */
import { isRowDone, markOf, type ChangeId, type ChangeRow } from '../../../checklist/break-in/changes.ts';
import { backupCommands } from '../../../checklist/path/upgrade.ts';
import { say } from '../../../checklist/message.ts';
import { useCabinetLink, usePage } from '../context.ts';
import { Button, Icon, Lines } from '../parts.tsx';
import { Commands } from '../path/commands.tsx';
import { short } from '../short.ts';
import { MarkButton, type Marking } from './marks.tsx';
import type { StepProps } from './room.tsx';

export function ChangeList({ room: { changes, hole }, facts, report, marking, onShow }: StepProps) {
  const { speak, plans, host } = usePage();
  const { locked, rows, early } = changes;
  if (locked === null) {
    return (
      <>
        <AtOnce rows={rows} />
        <ul class="mscl-room-changes">
          {rows.map((row) => (
            <Row key={row.id} row={row} marking={marking} />
          ))}
        </ul>
        <Commands commands={backupCommands(facts.parts, host)} />
      </>
    );
  }
  const patch = report.results.find(({ id }) => id === 'security-patch');
  return (
    <>
      <p role="note">
        <Icon name="lock" /> <strong>{speak(locked)}</strong>
      </p>
      <Lines messages={early} name="mscl-way-lines" />
      {hole === 'open' && patch !== undefined && (
        <p class="mscl-actions">
          {plans !== null && <plans.Fix result={patch} />}
          <Button icon="list" says={say('page.room.change.way')} onClick={() => onShow('security-patch')} />
        </p>
      )}
    </>
  );
}

/** That one plan changes; and what a person has to type, after it. */
const TOGETHER: ReadonlySet<string> = new Set<ChangeId>(['extensions', 'programs', 'ssh-keys', 'passkeys', 'sessions']);
const TYPED: ReadonlySet<string> = new Set<ChangeId>(['web', 'ssh']);

function AtOnce({ rows }: { readonly rows: readonly ChangeRow[] }) {
  const { speak, plans } = usePage();
  const left = rows.filter((row) => !isRowDone(row));
  const [next] = left.flatMap(({ id, action }) => (TYPED.has(id) && action !== null ? [action] : []));
  const isWhole = left.some(({ id }) => TOGETHER.has(id));
  if (plans === null || (!isWhole && next === undefined)) return null;
  return (
    <div class="mscl-room-once">
      <p>{speak(say(isWhole ? 'page.room.change.all' : 'page.room.change.all.next'))}</p>
      <p class="mscl-actions">
        {isWhole ? <plans.Act action="rotate-everything" /> : next !== undefined && <plans.Act action={next} />}
      </p>
    </div>
  );
}

function Row({ row, marking }: { readonly row: ChangeRow; readonly marking: Marking }) {
  const { speak, plans } = usePage();
  const link = useCabinetLink();
  const { id, says, names, how, page, action, mark, state } = row;
  const isDone = isRowDone(row);
  const said = speak(says);
  return (
    <li class={isDone ? 'mscl-room-done' : undefined}>
      <p>
        <Icon name={isDone ? 'check circle' : 'circle outline'} /> <span>{said}</span>
        {mark !== null && <small> {speak(say('room.said', { by: mark.by, at: mark.at.slice(0, 10) }))}</small>}
      </p>
      {!isDone && names.length > 0 && (
        <ul class="mscl-room-names">
          {names.slice(0, MOST).map((name, place) => (
            <li key={place}>{short(name)}</li>
          ))}
          {names.length > MOST && <li>{speak(say('page.room.change.more', { count: names.length - MOST }))}</li>}
        </ul>
      )}
      {!isDone && <Lines messages={how} name="mscl-way-lines" />}
      <p class="mscl-actions">
        {!isDone && plans !== null && action !== null && <plans.Act action={action} />}
        {!isDone && page !== null && (
          <a class="ui basic tiny button" href={link(page)} target="_blank" rel="noreferrer">
            <Icon name="external alternate" /> {speak(say('page.room.change.open'))}
          </a>
        )}
        {!isDone && state === 'asked' && (
          <MarkButton
            small
            plain
            marking={marking}
            subject={markOf(id)}
            says={say('page.room.change.done')}
            label={`${speak(say('page.room.change.done'))}: ${said}`}
          />
        )}
        {mark !== null && state === 'asked' && (
          <Button
            small
            icon="undo"
            says={say('page.room.change.not')}
            label={`${speak(say('page.room.change.not'))}: ${said}`}
            disabled={marking.isBusy}
            onClick={() => void marking.withdraw(markOf(id))}
          />
        )}
      </p>
    </li>
  );
}

const MOST = 20;

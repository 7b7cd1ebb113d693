/** What the script says while it runs, and what the files that run say after it. */
import { useState } from 'preact/hooks';
import { say } from '../../../../checklist/message.ts';
import { printable } from '../../../../checklist/printable.ts';
import type { PatchMarker, PatchRun } from '../../../../pbx/patch-api.ts';
import { usePage, useTime } from '../../context.ts';
import { Button, DialogFoot, Icon } from '../../parts.tsx';
import { endLine, hasClosed, resultLine } from './words.ts';

interface ResultProps {
  readonly run: PatchRun;
  /** null: it cannot be taken back from here. */
  readonly onRestore?: (() => void) | null;
  readonly onAgain?: (() => void) | null;
}

export function Result({ run, onRestore = null, onAgain = null }: ResultProps) {
  const { speak } = usePage();
  const time = useTime();
  const [isSure, setSure] = useState(false);
  const isOver = run.endedAt !== null;
  return (
    <>
      <p role="status" aria-live="polite">
        <Icon name={isOver ? 'flag checkered' : 'hourglass half'} /> {speak(endLine(run))}{' '}
        <small>{speak(say('page.patch.by', { at: time(run.at), person: printable(run.person) }))}</small>
      </p>
      {!isOver && <p class="mscl-hint">{speak(say('page.patch.running.what'))}</p>}
      {isOver && (
        <>
          <p class="mscl-patch-result">
            <strong>{speak(resultLine(run))}</strong>
          </p>
          <Markers run={run} />
          {hasClosed(run) && <p class="mscl-hint">{speak(say('page.patch.reboot'))}</p>}
        </>
      )}
      <details open={!isOver}>
        <summary>{speak(say('page.patch.output'))}</summary>
        <pre class="mscl-commands mscl-patch-text" tabIndex={0} aria-label={speak(say('page.patch.output'))}>
          {run.output.begin}
          {run.output.skipped > 0 && `\n${speak(say('page.patch.skipped', { count: run.output.skipped }))}\n`}
          {run.output.end}
        </pre>
      </details>
      {isOver && isSure && <p role="alert">{speak(say('page.patch.restore.sure'))}</p>}
      {isOver ? (
        <DialogFoot
          before={
            <p class="mscl-actions">
              {onAgain !== null && <Button icon="redo" says={say('page.patch.again')} onClick={onAgain} />}
              {onRestore !== null && (
                <Button
                  icon="undo"
                  says={say(isSure ? 'page.patch.restore.yes' : 'page.patch.restore')}
                  onClick={isSure ? onRestore : () => setSure(true)}
                />
              )}
            </p>
          }
        />
      ) : (
        <DialogFoot />
      )}
    </>
  );
}

/** Each hole, before and after. */
function Markers({ run }: { readonly run: PatchRun }) {
  const { speak } = usePage();
  const was = new Map(run.before.map(({ id, state }) => [id, state]));
  const word = (state: PatchMarker['state'] | undefined) => speak(say(`page.patch.marker.${state ?? 'missing'}`));
  return (
    <table class="ui very compact unstackable table">
      <thead>
        <tr>
          <th scope="col">{speak(say('page.patch.column.hole'))}</th>
          <th scope="col">{speak(say('page.patch.column.before'))}</th>
          <th scope="col">{speak(say('page.patch.column.after'))}</th>
        </tr>
      </thead>
      <tbody>
        {run.after.map(({ id, state }) => (
          <tr key={id}>
            <th scope="row">{speak(say(`checks.security-patch.marker.${id}`))}</th>
            <td>{word(was.get(id))}</td>
            <td>
              <Icon name={state === 'fixed' ? 'check circle' : 'times circle'} /> {word(state)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Undoing a plan that was played: what would be put back, and what somebody changed since. */
import { useEffect, useState } from 'preact/hooks';
import { say } from '../../../checklist/message.ts';
import type { PbxError } from '../../../pbx/errors.ts';
import type { JournalEntry } from '../../../pbx/module-api.ts';
import { usePage, useStore, useTime } from '../context.ts';
import { focusSoon } from '../focus.ts';
import { Button, Dialog, Icon, TroubleBox } from '../parts.tsx';
import { PLAN_ID } from './running.tsx';
import type { PlansStore } from './store.ts';
import { planOf, undoneObjects } from './undo-preview.ts';

interface UndoProps {
  /** The row that says that the plan was done. */
  readonly entry: JournalEntry;
  readonly plans: PlansStore;
  readonly onClose: () => void;
}

export function UndoDialog({ entry, plans, onClose }: UndoProps) {
  const { speak, store } = usePage();
  const time = useTime();
  const { reading } = useStore(store);
  const [trouble, setTrouble] = useState<PbxError | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => void store.check(['firewall', 'fail2ban']), []);
  const objects = reading.facts === null ? [] : undoneObjects(entry, reading.facts.parts);
  const changed = objects.filter(({ isChanged }) => isChanged);

  const undo = async () => {
    setBusy(true);
    setTrouble(null);
    const answer = await plans.undo(planOf(entry), speak(say('page.plan.undo.title')));
    setBusy(false);
    if (!answer.ok) {
      setTrouble(answer.error);
      return;
    }
    onClose();
    focusSoon(`#${PLAN_ID}`);
  };

  return (
    <Dialog title={say('page.undo.title')} onClose={onClose}>
      <form
        class="ui form mscl-form mscl-fix"
        onSubmit={(event) => {
          event.preventDefault();
          void undo();
        }}
      >
        <p>{speak(say('page.undo.what', { at: time(entry.at), person: entry.person }))}</p>
        {changed.length > 0 && (
          <div class="ui warning message mscl-trouble" role="alert">
            <p class="header">
              <Icon name="exclamation triangle" /> {speak(say('page.undo.conflict'))}
            </p>
            <p>{speak(say('page.undo.conflict.what', { objects: changed.map(({ name }) => name) }))}</p>
          </div>
        )}
        {objects.map(({ key, name, fields }) => (
          <table key={key} class="ui very compact unstackable table mscl-change">
            <caption>{speak(name)}</caption>
            <thead>
              <tr>
                <th scope="col">{speak(say('page.plan.field'))}</th>
                <th scope="col">{speak(say('page.undo.now'))}</th>
                <th scope="col">{speak(say('page.undo.then'))}</th>
              </tr>
            </thead>
            <tbody>
              {fields.map((field) => (
                <tr key={field.name.key}>
                  <th scope="row">{speak(field.name)}</th>
                  <td>{speak(field.now)}</td>
                  <td>
                    <b>{speak(field.then)}</b>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
        <p class="mscl-soft">{speak(say('page.undo.confirm'))}</p>
        {trouble !== null && <TroubleBox error={trouble} title={say('page.undo.not-begun')} />}
        <p class="mscl-actions">
          <Button kind="primary" icon="undo" says={say('page.undo.go')} disabled={busy} />
          <Button says={say('page.plan.cancel')} onClick={onClose} />
        </p>
      </form>
    </Dialog>
  );
}

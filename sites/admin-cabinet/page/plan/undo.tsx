/** Undoing a plan that was played: what would be put back, and what somebody changed since. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { reachInputOf } from '../../../checklist/actions/guard.ts';
import { reachLines } from '../../../checklist/actions/preview.ts';
import { audit } from '../../../checklist/audit.ts';
import type { Facts } from '../../../checklist/facts/types.ts';
import { say } from '../../../checklist/message.ts';
import { reachOf } from '../../../checklist/reach/reach.ts';
import type { Score } from '../../../checklist/report/types.ts';
import type { PbxError } from '../../../pbx/errors.ts';
import type { JournalEntry } from '../../../pbx/module-api.ts';
import { scoreLine } from '../../../report/format.ts';
import { usePage, useStore, useTime } from '../context.ts';
import { focusSoon } from '../focus.ts';
import { Button, Dialog, DialogFoot, Icon, TroubleBox } from '../parts.tsx';
import { planOf } from './changes.ts';
import { Who } from './preview.tsx';
import { PLAN_ID } from './running.tsx';
import type { PlansStore } from './store.ts';
import { partsUndone, undoneObjects } from './undo-preview.ts';

export interface UndoProps {
  /** The row that says that the plan was done. */
  readonly entry: JournalEntry;
  readonly plans: PlansStore;
  readonly onClose: () => void;
}

/** What an undo does to who can connect, and to the grade. */
function undone(entry: JournalEntry, facts: Facts) {
  const parts = partsUndone(entry, facts.parts);
  const [before, after] = [reachInputOf(facts.parts), reachInputOf(parts)];
  const scoreOf = (of: Facts) => audit(of, { tool: { name: '', version: '' } }).score;
  const [was, is] = [scoreOf(facts), scoreOf({ ...facts, parts })];
  const points = (score: Score) => (score.state === 'scored' ? score.points : 0);
  const reach =
    before === null || after === null ? [] : reachLines(reachOf(before), reachOf(after), facts.parts, parts);
  return { reach, was, is, isWorse: points(is) < points(was) };
}

export default function UndoDialog({ entry, plans, onClose }: UndoProps) {
  const { speak, store } = usePage();
  const time = useTime();
  const { reading } = useStore(store);
  const [trouble, setTrouble] = useState<PbxError | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => void store.check(['firewall', 'fail2ban', 'ami', 'ari', 'apiKeys']), []);
  const objects = reading.facts === null ? [] : undoneObjects(entry, reading.facts.parts);
  const changed = objects.filter(({ isChanged }) => isChanged);
  const then = useMemo(() => (reading.facts === null ? null : undone(entry, reading.facts)), [entry, reading.facts]);

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
        {then !== null && (
          <>
            <Who lines={then.reach} />
            {then.isWorse && <p class="mscl-wrong">{speak(say('page.undo.worse'))}</p>}
            <p>{speak(say('page.undo.grade', { before: scoreLine(then.was), after: scoreLine(then.is) }))}</p>
          </>
        )}
        <p class="mscl-soft">{speak(say('page.undo.confirm'))}</p>
        {trouble !== null && <TroubleBox error={trouble} title={say('page.undo.not-begun')} />}
        <DialogFoot>
          <Button kind="primary" icon="undo" says={say('page.undo.go')} disabled={busy} />
        </DialogFoot>
      </form>
    </Dialog>
  );
}

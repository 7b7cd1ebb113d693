/** What a person changes by hand while the PBX watches: each object then and now, who can connect, what goes back. */
// The same code behind it as behind the dialogs: one piece, where this by itself would cut it into many.
import '../../../checklist/actions/offered/doors.ts';
import { useEffect, useMemo } from 'preact/hooks';
import { reachInputOf } from '../../../checklist/actions/guard.ts';
import { reachLines } from '../../../checklist/actions/preview.ts';
import type { ReachLine } from '../../../checklist/actions/types.ts';
import type { Parts } from '../../../checklist/facts/types.ts';
import { say, type Message } from '../../../checklist/message.ts';
import { reachOf } from '../../../checklist/reach/reach.ts';
import type { Edits, PlanStatus } from '../../../pbx/plans-api.ts';
import { useCabinetLink, usePage, useStore } from '../context.ts';
import { Icon, OutLink } from '../parts.tsx';
import { Who } from './preview.tsx';
import { partsUndone, undoneObjects } from './undo-preview.ts';

export interface EditsProps {
  readonly status: PlanStatus;
  readonly edits: Edits;
}

/** What can change by hand, and what follows from it. */
const READ = ['firewall', 'fail2ban', 'runningRules'] as const;

export default function OwnEdits({ status: { phase, address }, edits }: EditsProps) {
  const { speak, store } = usePage();
  const { reading } = useStore(store);
  const link = useCabinetLink();
  const parts = reading.facts?.parts;
  const text = JSON.stringify([edits.before, edits.after]);
  const isWatching = phase === 'waiting';
  useEffect(() => {
    if (isWatching && text !== NOTHING) void store.check(READ);
  }, [text]);
  const told = { details: { before: edits.before, after: edits.after } };
  const effect = useMemo(
    () => (parts === undefined || !isWatching ? null : effectOf(parts, partsUndone(told, parts), address)),
    [parts, text, isWatching],
  );
  const objects = parts === undefined ? [] : undoneObjects(told, parts);
  const isEdited = text !== NOTHING;
  return (
    <div class="mscl-edits">
      {isWatching && (
        <>
          <p>{speak(say('page.edits.how'))}</p>
          <p class="mscl-links">
            <OutLink href={link({ page: 'firewall' })} icon="shield alternate" says={say('page.edits.firewall')} />
            <OutLink href={link({ page: 'fail2ban' })} icon="ban" says={say('page.plan.object.fail2ban')} />
          </p>
        </>
      )}
      <p role={isWatching ? 'status' : undefined}>
        <b>{speak(headOf(phase, isEdited))}</b>
      </p>
      {effect?.isOut === true && (
        <p class="mscl-wrong" role="alert">
          <Icon name="exclamation triangle" /> {speak(say('page.edits.out', { address }))}
        </p>
      )}
      {objects.map(({ key, name, fields }) => (
        <table key={key} class="ui very compact unstackable table mscl-change">
          <caption>{speak(name)}</caption>
          <thead>
            <tr>
              <th scope="col">{speak(say('page.plan.field'))}</th>
              <th scope="col">{speak(say('page.plan.before'))}</th>
              <th scope="col">{speak(say('page.edits.edited'))}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field.name.key}>
                <th scope="row">{speak(field.name)}</th>
                <td>{speak(field.then)}</td>
                <td>
                  <b>{speak(field.now)}</b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      {'rule-order' in edits.after && <p>{speak(say('page.edits.order'))}</p>}
      {isEdited && effect !== null && <Who lines={effect.lines} />}
      {isWatching && isEdited && (
        <p class="mscl-hint" role="status">
          {speak(say(edits.inForce ? 'page.edits.in-force' : 'page.edits.not-yet'))}
        </p>
      )}
    </div>
  );
}

const NOTHING = JSON.stringify([{}, {}]);

function headOf(phase: PlanStatus['phase'], isEdited: boolean): Message {
  if (!isEdited) return say(phase === 'waiting' ? 'page.edits.nothing.yet' : 'page.edits.nothing');
  switch (phase) {
    case 'done':
      return say('page.edits.stays');
    case 'undone':
      return say('page.edits.put-back');
    default:
      return say('page.edits.goes-back');
  }
}

interface Effect {
  readonly lines: readonly ReachLine[];
  /** The person gets in no more. */
  readonly isOut: boolean;
}

function effectOf(now: Parts, then: Parts, address: string): Effect | null {
  const [after, before] = [reachInputOf(now), reachInputOf(then)];
  if (after === null || before === null) return null;
  const [is, was] = [reachOf(after), reachOf(before)];
  return { lines: reachLines(was, is, then, now), isOut: !is.ask(address, 'WEB').allowed };
}

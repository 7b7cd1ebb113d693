/** The plan that begins by itself: what, when, by whom; and what became of it until somebody has seen that. */
import { useEffect, useState } from 'preact/hooks';
import { say, type Message } from '../../../../checklist/message.ts';
import type { PbxError } from '../../../../pbx/errors.ts';
import type { Later } from '../../../../pbx/plans-api.ts';
import { usePage } from '../../context.ts';
import { Button, Icon, TroubleBox } from '../../parts.tsx';
import { clockTime } from '../clock-time.ts';
import { actionName, commentLine, stepLine } from '../journal-words.ts';
import { type PlansStore } from '../store.ts';
import { reasonLine } from '../words.ts';
import { LATER_ID } from './id.ts';

export interface LaterPlanProps {
  readonly plans: PlansStore;
  readonly later: Later;
}

/** The PBX looks every five seconds, in ms. */
const AFTER = 6000;
/** Timers of browsers hold no more. */
const LONGEST = 2_147_000_000;

export default function LaterPlan({ plans, later }: LaterPlanProps) {
  const { speak, store } = usePage();
  const [error, setError] = useState<PbxError | null>(null);
  const [busy, setBusy] = useState(false);
  const { id, action, steps, comment, person, address, at, phase } = later;
  const isWaiting = phase === 'accepted';
  useEffect(() => {
    if (!isWaiting || at === null) return undefined;
    const wait = Date.parse(at) - Date.now() + AFTER;
    const timer = setTimeout(() => void plans.look(), Math.min(LONGEST, Math.max(AFTER, wait)));
    return () => clearTimeout(timer);
  }, [id, phase]);
  const cancel = async () => {
    setBusy(true);
    setError(await plans.cancel(id));
    setBusy(false);
  };
  const parts = store.current().reading.facts?.parts;
  const zone = parts?.system.state === 'known' ? (parts.system.data.timeZone ?? '') : '';
  return (
    <section
      class={`ui segment mscl-plan mscl-plan-${isWaiting ? 'accepted' : 'stuck'}`}
      aria-labelledby={`${LATER_ID}-title`}
    >
      <h2 id={`${LATER_ID}-title`}>
        <Icon name={isWaiting ? 'clock outline' : 'exclamation triangle'} />{' '}
        {speak(action === null ? say('page.plan.running') : actionName(action))}
      </h2>
      <p class="mscl-phase">{speak(phaseOf(later))}</p>
      {isWaiting && <p class="mscl-soft">{speak(say('page.plan.later.clock', { zone }))}</p>}
      {person !== '' && <p class="mscl-soft">{speak(say('page.plan.later.by', { person, address }))}</p>}
      {comment !== '' && <p class="mscl-soft">{speak(commentLine(comment))}</p>}
      {isWaiting && (
        <ol class="mscl-lines">
          {steps.map((step, place) => (
            <li key={place}>{speak(stepLine({ ...step }, parts))}</li>
          ))}
        </ol>
      )}
      {isWaiting && later.until !== null && <p>{speak(say('page.plan.later.how', { person, address }))}</p>}
      <p class="mscl-actions">
        <Button
          icon={isWaiting ? 'ban' : 'check'}
          says={say(isWaiting ? 'page.plan.later.cancel' : 'page.plan.later.seen')}
          disabled={busy}
          onClick={() => void cancel()}
        />
      </p>
      {error !== null && <TroubleBox error={error} title={say('page.plan.later.not-cancelled')} />}
    </section>
  );
}

function phaseOf({ phase, at: begins, until, reason }: Later): Message {
  const at = clockTime(begins ?? '');
  const why = reasonLine(reason ?? '');
  switch (phase) {
    case 'accepted':
      return until === null
        ? say('page.plan.later.begins', { at })
        : say('page.plan.later.begins.confirm', { at, until: clockTime(until) });
    case 'undone':
      return say('page.plan.later.undone', { at, reason: why });
    case 'refused':
      return reason === 'too-late'
        ? say('page.plan.later.missed', { at })
        : say('page.plan.later.refused', { at, reason: why });
    default:
      return say('page.plan.later.damaged');
  }
}

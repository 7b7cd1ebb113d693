/** Who is let in for a while, until when; and what could not be taken away, which a person has to look at. */
import { useEffect, useState } from 'preact/hooks';
import type { OwnId } from '../../../../checklist/actions/fixes.ts';
import { say } from '../../../../checklist/message.ts';
import type { PbxError } from '../../../../pbx/errors.ts';
import { usePage, useTime } from '../../context.ts';
import { Button, Icon, TroubleBox } from '../../parts.tsx';
import { commentLine, stepLine } from '../journal-words.ts';
import type { DueHere, PlansState, PlansStore } from '../store.ts';
import { roughly } from '../time.ts';
import { isOver } from '../store.ts';
import { reasonLine } from '../words.ts';

export interface WhilesProps {
  readonly plans: PlansStore;
  readonly state: PlansState;
  readonly onOpen: (action: OwnId) => void;
}

/** After its time the PBX needs some seconds, in ms. */
const LATER = 15_000;
/** Timers of browsers hold no more. */
const LONGEST = 2_147_000_000;

export default function Whiles({ plans, state: { due, status }, onOpen }: WhilesProps) {
  const { speak } = usePage();
  const isBusy = status !== null && !isOver(status);
  const next = Math.min(...due.flatMap(({ at, trouble }) => (at === null || trouble !== null ? [] : [at])));
  useEffect(() => {
    const wait = next - performance.now() + LATER;
    if (!Number.isFinite(wait)) return;
    const timer = setTimeout(() => void plans.look(), Math.min(LONGEST, Math.max(LATER, wait)));
    return () => clearTimeout(timer);
  }, [next]);
  return (
    <section class="mscl-section mscl-screen" id="mscl-whiles" aria-labelledby="mscl-whiles-title">
      <h2 id="mscl-whiles-title">{speak(say('page.whiles.title'))}</h2>
      <p class="mscl-why">{speak(say('page.whiles.why'))}</p>
      {due.length > 0 && (
        <ul class="mscl-plain">
          {due.map((one) => (
            <While key={one.id} due={one} plans={plans} isBusy={isBusy} />
          ))}
        </ul>
      )}
      <p class="mscl-actions">
        <Button
          icon="clock outline"
          says={say('page.whiles.open')}
          disabled={isBusy}
          onClick={() => onOpen('let-in')}
        />
        <Button icon="eye" says={say('page.edits.open')} disabled={isBusy} onClick={() => onOpen('watch-edits')} />
      </p>
    </section>
  );
}

interface WhileProps {
  readonly due: DueHere;
  readonly plans: PlansStore;
  readonly isBusy: boolean;
}

function While({ due: { id, steps, comment, person, until, secondsLeft, trouble }, plans, isBusy }: WhileProps) {
  const { speak, store } = usePage();
  const time = useTime();
  const [error, setError] = useState<PbxError | null>(null);
  const [busy, setBusy] = useState(false);
  const end = async () => {
    setBusy(true);
    setError(await plans.end(id));
    setBusy(false);
  };
  const parts = store.current().reading.facts?.parts;
  const what = steps.map((step) => speak(stepLine({ ...step }, parts))).join(', ');
  return (
    <li>
      {trouble === null ? (
        <>
          <b>{what}</b> {speak(say('page.whiles.until', { at: time(until), time: roughly(secondsLeft ?? 0) }))}
        </>
      ) : (
        <span class="mscl-wrong" role="alert">
          <Icon name="exclamation triangle" /> <b>{what}</b>{' '}
          {speak(say('page.whiles.stayed', { at: time(until), reason: reasonLine(trouble) }))}
        </span>
      )}{' '}
      <small>
        {speak(say('page.whiles.by', { person }))}
        {comment !== '' && <> {speak(commentLine(comment))}</>}
      </small>{' '}
      <Button
        small
        icon={trouble === null ? 'ban' : 'check'}
        says={say(trouble === null ? 'page.whiles.now' : 'page.plan.stuck.dismiss')}
        disabled={busy || isBusy}
        onClick={() => void end()}
      />
      {error !== null && <TroubleBox error={error} title={say('page.plan.not-reverted')} />}
    </li>
  );
}

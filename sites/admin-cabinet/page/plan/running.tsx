/** The plan that is being played, or how it ended: progress, the time to confirm, what is left to a person. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { say, type Message } from '../../../checklist/message.ts';
import type { ObjectState, PlanStatus } from '../../../pbx/plans-api.ts';
import { usePage } from '../context.ts';
import { later } from '../later.tsx';
import { Button, Icon, TroubleBox } from '../parts.tsx';
import { Missed, NoRules, OwnEdits, StillConnected } from './some-plans.ts';
import { actionName, commentLine, stepLine } from './journal-words.ts';
import { objectName } from './objects.ts';
import { powerCut } from './power-cut.ts';
import { ShutOut } from './shut-out.tsx';
import { isOver, type Begun, type PlansState, type PlansStore } from './store.ts';
import { clock, roughly, TOLD_AT } from './time.ts';
import { DAMAGED, phaseLine, reasonLine } from './words.ts';

const ConfirmWithPassword = later(async () => (await import('./confirm.tsx')).ConfirmWithPassword);

export const PLAN_ID = 'mscl-plan';

interface PlanProps {
  readonly plans: PlansStore;
  readonly state: PlansState;
}

interface RunningProps extends PlanProps {
  /** Stands at its end when it is over. */
  readonly children?: ComponentChildren;
}

export function Running({ plans, state, children }: RunningProps) {
  const { speak, announce } = usePage();
  const { status, begun, trouble, lost } = state;
  useTold(status, announce);
  if (status === null) return null;
  const own = begun !== null && (begun.id === status.id || status.id === null) ? begun : null;
  const title = own === null || own.title === '' ? speak(titleOf(status)) : own.title;
  const reason = status.reason === null ? null : reasonLine(status.reason);
  return (
    <section
      class={`ui segment mscl-plan mscl-plan-${status.phase}`}
      id={PLAN_ID}
      tabIndex={-1}
      aria-labelledby={`${PLAN_ID}-title`}
    >
      <h2 id={`${PLAN_ID}-title`}>
        <Icon name={ICONS[status.phase]} /> {title}
      </h2>
      <p class="mscl-phase">{speak(phaseLine(status))}</p>
      {reason !== null && <p>{speak(say('page.plan.because', { reason }))}</p>}
      {own === null && status.person !== '' && (
        <p class="mscl-soft">{speak(say('page.plan.by', { person: status.person, address: status.address }))}</p>
      )}
      {status.comment !== '' && <p class="mscl-soft">{speak(commentLine(status.comment))}</p>}
      <Steps status={status} own={own} />
      {status.missed.length > 0 && <Missed status={status} />}
      {status.phase === 'waiting' && <Waiting plans={plans} state={state} isOwn={own !== null || status.beganLater} />}
      {status.edits !== null && <OwnEdits status={status} edits={status.edits} />}
      {status.connected !== null && <StillConnected connected={status.connected} />}
      <Objects status={status} />
      {status.phase === 'stuck' && (
        <>
          <NoRules />
          <p>{speak(say(status.reason === DAMAGED ? 'page.plan.damaged.what' : 'page.plan.stuck.what'))}</p>
          <p class="mscl-actions">
            {status.reason !== DAMAGED && (
              <Button
                kind="primary"
                icon="redo"
                says={say('page.plan.stuck.again')}
                disabled={state.doing !== null}
                onClick={() => void plans.revert()}
              />
            )}
            <Button
              icon="check"
              says={say('page.plan.stuck.dismiss')}
              disabled={state.doing !== null}
              onClick={() => void plans.dismiss()}
            />
          </p>
        </>
      )}
      {status.phase === 'accepted' && status.silent && (
        <p class="mscl-actions">
          <Button
            icon="ban"
            says={say('page.plan.not-wanted')}
            disabled={state.doing !== null}
            onClick={() => void plans.dismiss()}
          />
        </p>
      )}
      {trouble !== null && <TroubleBox error={trouble.error} title={trouble.title} />}
      {lost !== null && !isOver(status) && <p class="mscl-hint">{speak(say('page.plan.lost'))}</p>}
      {status.silent && (
        <p class="mscl-hint">{speak(say(status.phase === 'asked' ? 'page.patch.not-taken' : 'page.plan.silent'))}</p>
      )}
      {isOver(status) && children}
      {isOver(status) && (
        <p class="mscl-actions">
          <Button icon="check" says={say('page.plan.hide')} onClick={() => plans.hide()} />
        </p>
      )}
    </section>
  );
}

function titleOf({ action, undoes }: PlanStatus): Message {
  if (undoes !== null) return say('page.plan.undo.title');
  return action === null ? say('page.plan.running') : actionName(action);
}

const ICONS: Readonly<Record<PlanStatus['phase'], string>> = {
  asked: 'hourglass half',
  accepted: 'hourglass half',
  playing: 'play',
  applying: 'hourglass half',
  waiting: 'stopwatch',
  undoing: 'undo',
  done: 'check circle',
  undone: 'undo',
  refused: 'ban',
  stuck: 'exclamation triangle',
  dismissed: 'check',
};

/** A change of the phase is told once. */
function useTold(status: PlanStatus | null, announce: (message: Message) => void): void {
  const phase = status?.phase ?? null;
  const was = useRef(phase);
  useEffect(() => {
    if (status !== null && was.current !== phase) announce(phaseLine(status));
    was.current = phase;
  }, [phase]);
}

const UNDER_WAY: ReadonlySet<PlanStatus['phase']> = new Set(['asked', 'accepted', 'playing', 'applying']);

interface StepsProps {
  readonly status: PlanStatus;
  readonly own: Begun | null;
}

/** In the words of whoever began it here; else as the player tells them, also while it waits. */
function Steps({ status, own }: StepsProps) {
  const { speak, store } = usePage();
  if (!UNDER_WAY.has(status.phase) && (status.phase !== 'waiting' || own !== null)) return null;
  const parts = store.current().reading.facts?.parts;
  const steps =
    own !== null && own.steps.length > 0 ? own.steps : status.steps.map((step) => speak(stepLine({ ...step }, parts)));
  if (steps.length === 0) {
    return status.step === 0 ? null : <p>{speak(say('page.plan.step', { step: status.step }))}</p>;
  }
  return (
    <>
      <label class="mscl-progress">
        <span>{speak(say('page.plan.progress', { done: status.done, of: steps.length }))}</span>
        <progress value={status.done} max={steps.length} />
      </label>
      <ol class="mscl-lines mscl-scrolled" tabIndex={steps.length > 20 ? 0 : undefined}>
        {steps.map((says, place) => (
          <li key={place} class={place < status.done ? 'mscl-done' : undefined}>
            {says}{' '}
            {place < status.done && (
              <small>
                <Icon name="check" /> {speak(say('page.plan.step.done'))}
              </small>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

interface WaitingProps extends PlanProps {
  readonly isOwn: boolean;
}

function Waiting({ plans, state: { until, doing, status }, isOwn }: WaitingProps) {
  const { speak, store, cabinet } = usePage();
  const left = useLeft(until);
  const isUp = left === 0;
  const isBySignIn = status?.confirmedBy === 'sign-in';
  const setsPassword = isOwn && status?.steps.some(({ kind }) => kind === 'login.password') === true;
  return (
    <div class="mscl-waiting">
      {left !== null && (
        <p class="mscl-left" role="timer" aria-live="off">
          {speak(isUp ? say('page.plan.up') : say('page.plan.confirm.within', { time: clock(left) }))}
        </p>
      )}
      <p>
        {speak(
          isOwn
            ? say(isBySignIn ? 'page.plan.confirm.sign-in' : 'page.plan.confirm.what')
            : say('page.plan.confirm.elsewhere', { person: status?.person ?? '' }),
        )}
      </p>
      {status?.beganLater === true && (
        <p>{speak(say('page.plan.confirm.later', { person: status.person, address: status.address }))}</p>
      )}
      {setsPassword && <ConfirmWithPassword plans={plans} doing={doing} isUp={isUp} />}
      <p class="mscl-actions">
        {isOwn && isBySignIn && (
          <a class="ui small button" href={`${cabinet}session/end`}>
            <Icon name="sign-out" /> {speak(say('page.plan.confirm.sign-out'))}
          </a>
        )}
        {isOwn && !setsPassword && (
          <Button
            kind="primary"
            icon="check"
            says={say(doing === 'confirm' ? 'page.plan.confirming' : 'page.plan.confirm')}
            disabled={doing !== null || isUp}
            onClick={() => void plans.confirm()}
          />
        )}
        <Button
          icon="clock outline"
          says={say('page.plan.extend')}
          disabled={doing !== null || isUp}
          onClick={() => void plans.extend()}
        />
        <Button
          icon="undo"
          says={say(doing === 'revert' ? 'page.plan.reverting' : 'page.plan.revert')}
          disabled={doing === 'revert' || isUp}
          onClick={() => void plans.revert()}
        />
      </p>
      <p class="mscl-soft">{speak(powerCut(store.current().reading.facts?.parts))}</p>
      <ShutOut />
    </div>
  );
}

/** Whole seconds, each second; told now and then. */
function useLeft(until: number | null): number | null {
  const { announce } = usePage();
  const rest = () => (until === null ? null : Math.max(0, Math.ceil((until - performance.now()) / 1000)));
  const [left, setLeft] = useState(rest);
  useEffect(() => {
    setLeft(rest());
    const timer = setInterval(() => setLeft(rest()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  useEffect(() => {
    if (left !== null && TOLD_AT.includes(left)) announce(say('page.plan.left', { time: roughly(left) }));
  }, [left]);
  return left;
}

const isForeign = (phase: PlanStatus['phase'], is: ObjectState): boolean =>
  phase === 'refused' || (phase === 'done' && is === 'other');

/** What each object is, where it is not as it should be; or which were in the way of an undo. */
function Objects({ status: { objects, phase } }: { readonly status: PlanStatus }) {
  const { speak, store } = usePage();
  const keys = Object.entries(objects);
  if (keys.length === 0) return null;
  const parts = store.current().reading.facts?.parts;
  return (
    <ul class="mscl-plain mscl-objects">
      {keys.map(([key, is]) => (
        <li key={key}>
          <b>{speak(objectName(key, parts))}</b>:{' '}
          {speak(say(isForeign(phase, is) ? 'page.plan.object.changed' : `page.plan.object.is.${is}`))}
        </li>
      ))}
    </ul>
  );
}

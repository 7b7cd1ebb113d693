/** What is done in each step of the room. */
import { evidenceCommands, evidenceQuestion, evidenceSteps } from '../../../checklist/path/evidence.ts';
import { ELSEWHERE, localNow, type Incident, type MarkId } from '../../../checklist/break-in/incident.ts';
import { say, type Message } from '../../../checklist/message.ts';
import type { Result } from '../../../checklist/report/types.ts';
import { usePage } from '../context.ts';
import { later } from '../later.tsx';
import { Button, Lines } from '../parts.tsx';
import type { CollectProps } from '../path/collect.tsx';
import { Commands } from '../path/commands.tsx';
import { ToRow } from '../path/to-row.tsx';
import type { CallsProps } from './calls.tsx';
import type { IsolateProps } from './isolate.tsx';
import { ChangeList } from './change-list.tsx';
import type { LettersProps } from './letters.tsx';
import { MarkButton, NEXT } from './marks.tsx';
import type { StepProps } from './room.tsx';
import type { TracesProps } from './traces.tsx';

const Collect = later<CollectProps>(async () => (await import('../path/collect.tsx')).default);
const ShutOut = later<IsolateProps>(async () => (await import('./isolate.tsx')).default);
const Letters = later<LettersProps>(async () => (await import('./letters.tsx')).default);
const Traces = later<TracesProps>(async () => (await import('./traces.tsx')).default);
const Calls = later<CallsProps>(async () => (await import('./calls.tsx')).default);

export function StepBody(props: StepProps) {
  switch (props.step.id) {
    case 'isolate':
      return <Isolate {...props} />;
    case 'evidence':
      return <Evidence {...props} />;
    case 'change':
      return <ChangeList {...props} />;
    case 'look':
      return <Look {...props} />;
    case 'tell':
      return <Tell {...props} />;
    case 'end':
      return <End {...props} />;
  }
}

/** Doors that stand open, each with its fix; and what only a person knows. */
function Isolate({ room: { doors, isSealed }, step: { state }, marking, onShow }: StepProps) {
  const { store, speak, plans } = usePage();
  return (
    <>
      <ShutOut calls={store.calls} />
      <Doors doors={doors} isSealed={isSealed} onShow={onShow} />
      {plans !== null && doors.length > 0 && (
        <p class="mscl-actions">
          <plans.Safe />
        </p>
      )}
      <p class="mscl-hint">{speak(say('page.room.isolate.limits'))}</p>
      {state !== 'done' && (
        <p class="mscl-actions">
          {(isSealed || doors.length === 0) && (
            <MarkButton marking={marking} subject="closed" says={say('page.room.isolate.closed')} />
          )}
          <MarkButton
            marking={marking}
            subject="closed"
            answer={ELSEWHERE}
            plain
            says={say('page.room.isolate.elsewhere')}
          />
        </p>
      )}
    </>
  );
}

interface DoorsProps extends Pick<StepProps, 'onShow'> {
  readonly doors: readonly Result[];
  readonly isSealed: boolean;
}

function Doors({ doors, isSealed, onShow }: DoorsProps) {
  const { speak, plans } = usePage();
  if (doors.length === 0) return null;
  return (
    <>
      <p class="mscl-way-sub">{speak(say(isSealed ? 'page.room.isolate.doors.behind' : 'page.room.isolate.doors'))}</p>
      <ul class="mscl-way-items">
        {doors.map((result) => (
          <li key={result.id}>
            <ToRow result={result} onShow={onShow} />
            <span>{speak(result.says)}</span>
            {plans !== null && <plans.Fix result={result} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function Evidence({ room: { release, incident }, facts, step: { state } }: StepProps) {
  const { host, speak } = usePage();
  return (
    <>
      <Collect facts={facts} question={evidenceQuestion} isDone={state === 'done'} since={incident.since} next={NEXT} />
      <details class="mscl-way-more">
        <summary>{speak(say('page.path.by-yourself'))}</summary>
        <Lines messages={evidenceSteps(release)} name="mscl-way-lines" />
        <Commands commands={evidenceCommands(facts.parts, host)} />
      </details>
    </>
  );
}

/** Nobody but a person knows what is theirs. */
function Look({ room: { incident }, facts, marking }: StepProps) {
  const { store, speak } = usePage();
  const period = { from: incident.since.slice(0, 10), to: localNow(facts).slice(0, 10) };
  return (
    <>
      <h3>{speak(say('page.room.traces'))}</h3>
      <Traces key={incident.since} calls={store.calls} period={{ from: incident.since, to: localNow(facts) }} />
      <details class="mscl-way-more">
        <summary>{speak(say('page.path.by-yourself'))}</summary>
        <Lines messages={TRACES} name="mscl-way-lines" />
      </details>
      <Said {...{ incident, marking }} subject="traces" says={say('page.room.traces.looked')} />
      <h3>{speak(say('page.room.calls'))}</h3>
      <Calls key={incident.since} calls={store.calls} period={period} />
      <Said {...{ incident, marking }} subject="calls" says={say('page.room.calls.looked')} />
    </>
  );
}

const TRACES = [
  say('page.room.traces.logins'),
  say('page.room.traces.people'),
  say('page.room.traces.calls'),
  say('page.room.traces.files'),
] as const;

function Tell({ room: { incident }, facts, marking }: StepProps) {
  return (
    <>
      <Letters facts={facts} incident={incident} />
      <Said {...{ incident, marking }} subject="provider" says={say('page.room.tell.provider')} />
      <Said {...{ incident, marking }} subject="authority" says={say('page.room.tell.authority')} />
    </>
  );
}

interface SaidProps extends Pick<StepProps, 'marking'> {
  readonly incident: Incident;
  readonly subject: MarkId;
  readonly says: Message;
}

/** A button for what only a person can say; once it is said, the step tells who said so. */
function Said({ incident, marking, subject, says }: SaidProps) {
  const { speak } = usePage();
  const mark = incident.marks.get(subject);
  return (
    <p class="mscl-actions">
      {mark === undefined ? (
        <MarkButton marking={marking} subject={subject} says={says} />
      ) : (
        <Button
          small
          icon="undo"
          says={say('page.room.not-said')}
          label={`${speak(say('page.room.not-said'))}: ${speak(says)}`}
          disabled={marking.isBusy}
          onClick={() => void marking.withdraw(subject)}
        />
      )}
    </p>
  );
}

/** What is still open does not keep anybody from the end, but is said. */
function End({ room: { incident, steps }, marking }: StepProps) {
  const { speak } = usePage();
  const left = steps.filter(({ id, state }) => id !== 'end' && state !== 'done');
  return (
    <>
      {left.length > 0 && (
        <p>{speak(say('page.room.end.open', { steps: left.map(({ id }) => say(`page.room.${id}`)) }))}</p>
      )}
      <p class="mscl-way-sub">{speak(say('page.room.end.watched'))}</p>
      <Lines messages={WATCHED} name="mscl-way-lines" />
      <Said {...{ incident, marking }} subject="end" says={say('page.room.end.yes')} />
    </>
  );
}

const WATCHED = [
  say('page.room.end.watched.daily'),
  say('page.room.end.watched.page'),
  say('page.room.end.watched.not'),
] as const;

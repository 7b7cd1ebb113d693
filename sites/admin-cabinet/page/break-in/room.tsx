/**
 * The room of the day of a break-in: its steps, and where each stands. Read anew each time from the PBX and from what persons said, so that
 * nothing is lost with a closed tab, and another person can go on.
 */
// The same code behind it as behind the dialogs: one piece, where each by itself would cut it into many.
import '../../../checklist/actions/offered/doors.ts';
import { useEffect, useState } from 'preact/hooks';
import type { Ended } from '../../../checklist/break-in/changes.ts';
import { incidentIn } from '../../../checklist/break-in/incident.ts';
import { roomOf, type Room as RoomNow, type RoomStep } from '../../../checklist/break-in/steps.ts';
import type { Facts } from '../../../checklist/facts/types.ts';
import { guideUrl } from '../../../checklist/links.ts';
import { say } from '../../../checklist/message.ts';
import type { State } from '../../../checklist/path/path.ts';
import type { Report } from '../../../checklist/report/types.ts';
import { usePage, useStore } from '../context.ts';
import { focusSoon } from '../focus.ts';
import { later } from '../later.tsx';
import { Button, Icon, OutLink } from '../parts.tsx';
import { useIsolation } from './isolate.tsx';
import { endedIn, journalSince } from './journal.ts';
import type { LogProps } from './log.tsx';
import { MarkTrouble, useMarking, type Marking } from './marks.tsx';
import { StepBody } from './room-steps.tsx';

const Log = later<LogProps>(async () => (await import('./log.tsx')).default);

export { RoomBanner } from './banner.tsx';

export interface RoomProps {
  readonly onShow: (check: string) => void;
}

const ICONS: Readonly<Record<State, string>> = {
  done: 'check circle',
  now: 'arrow right',
  todo: 'circle outline',
  'not-known': 'question circle',
};

export function Room({ onShow }: RoomProps) {
  const { store, speak, language } = usePage();
  const { report, reading } = useStore(store);
  const { facts } = reading;
  useEffect(() => focusSoon('#mscl-room'), []);
  return (
    <section class="ui segment mscl-room" aria-labelledby="mscl-room">
      <p class="mscl-screen">
        <a href="#">
          <Icon name="arrow left" /> {speak(say('page.room.back'))}
        </a>
      </p>
      <h2 id="mscl-room" tabIndex={-1}>
        {speak(say('page.room.title'))}
      </h2>
      <p class="mscl-room-calm">{speak(say('page.room.calm'))}</p>
      {report === null || facts === null ? (
        <Unread isBusy={reading.busy} />
      ) : (
        <Steps report={report} facts={facts} onShow={onShow} />
      )}
      <p class="mscl-screen">
        <OutLink
          href={guideUrl('what-to-do-if-a-breach-has-already-occurred', language)}
          icon="external alternate"
          says={say('page.room.guide')}
        />
      </p>
    </section>
  );
}

/** What can be done without the PBX is said meanwhile. */
function Unread({ isBusy }: { readonly isBusy: boolean }) {
  const { speak } = usePage();
  return (
    <>
      {isBusy && (
        <p class="mscl-later" role="status">
          <Icon name="hourglass half" /> {speak(say('page.load.part'))}
        </p>
      )}
      <p>{speak(say('page.room.unread'))}</p>
      <ol class="mscl-way-hand">
        <li>{speak(say('page.room.unread.isolate'))}</li>
        <li>{speak(say('page.room.unread.provider'))}</li>
        <li>{speak(say('page.room.unread.evidence'))}</li>
      </ol>
    </>
  );
}

/** Read again with the facts: a plan may have been done. */
function useEnded(facts: Facts): readonly Ended[] {
  const { store } = usePage();
  const [ended, setEnded] = useState<readonly Ended[]>([]);
  useEffect(() => {
    let isGone = false;
    void journalSince(store, incidentIn(facts).from).then((all) => {
      if (!isGone && all.ok) setEnded(endedIn(all.value));
    });
    return () => void (isGone = true);
  }, [facts]);
  return ended;
}

interface StepsProps extends RoomProps {
  readonly report: Report;
  readonly facts: Facts;
}

function Steps({ report, facts, onShow }: StepsProps) {
  const { store } = usePage();
  const isolated = useIsolation(store.calls).now?.isolated ?? null;
  // Both ways in; a family of addresses that is not there has none.
  const isSealed = isolated !== null && ![isolated.v4, isolated.v6].includes(null);
  const ended = useEnded(facts);
  const room = roomOf(report, facts, isSealed, ended);
  const marking = useMarking(facts, room.incident);
  return (
    <>
      <Began room={room} marking={marking} />
      <MarkTrouble marking={marking} />
      <ol class="mscl-way">
        {room.steps.map((step, place) => (
          <Step
            key={`${step.id} ${step.state}`}
            number={place + 1}
            {...{ step, room, facts, report, marking, onShow }}
          />
        ))}
      </ol>
      <Done facts={facts} incident={room.incident} />
    </>
  );
}

export interface StepProps extends StepsProps {
  readonly step: RoomStep;
  readonly room: RoomNow;
  readonly marking: Marking;
}

function Step({ number, ...props }: StepProps & { readonly number: number }) {
  const { speak } = usePage();
  const { id, state, says } = props.step;
  const [isOpen, setOpen] = useState(state === 'now');
  return (
    <li class={`mscl-way-step mscl-way-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
      <details id={`mscl-room-${id}`} open={isOpen} onToggle={({ currentTarget: { open } }) => setOpen(open)}>
        <summary>
          <span class="mscl-way-head">
            <b>
              {number}. {speak(say(`page.room.${id}`))}
            </b>
            <span class="mscl-way-state">
              <Icon name={ICONS[state]} /> {speak(say(`page.path.${state}`))}
            </span>
          </span>
          <span class="mscl-way-says">{says.map(speak).join(' ')}</span>
        </summary>
        {isOpen && (
          <div class="mscl-way-body">
            <p class="mscl-room-what">{speak(say(`page.room.${id}.what`))}</p>
            <StepBody {...props} />
          </div>
        )}
      </details>
    </li>
  );
}

/** Read when somebody wants to see it. */
function Done(props: LogProps) {
  const { speak } = usePage();
  const [isOpen, setOpen] = useState(false);
  return (
    <details id="mscl-room-done" class="mscl-way-more" onToggle={({ currentTarget: { open } }) => setOpen(open)}>
      <summary>{speak(say('page.room.log'))}</summary>
      {isOpen && <Log {...props} />}
    </details>
  );
}

/** Since when: everything that is collected, looked at and written about goes by it. */
function Began({ room: { incident }, marking }: Pick<StepProps, 'room' | 'marking'>) {
  const { speak } = usePage();
  const [since, setSince] = useState(incident.since);
  const isOther = since !== incident.since && since !== '';
  return (
    <form
      class="mscl-room-since"
      onSubmit={(event) => {
        event.preventDefault();
        if (isOther) void marking.put('since', since);
      }}
    >
      <label>
        {speak(say('page.room.since'))}{' '}
        <input
          type="datetime-local"
          required
          value={since}
          onInput={({ currentTarget: { value } }) => setSince(value)}
        />
      </label>
      {isOther && <Button small icon="check" says={say('page.save')} disabled={marking.isBusy} />}
    </form>
  );
}

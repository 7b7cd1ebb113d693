/** The way out of the hole of 2024.1.114: its steps, and where each stands. Read anew each time, so that nobody has to go it at once. */
// The same code behind it as behind the dialogs: one piece, where each by itself would cut it into many.
import '../../../checklist/actions/offered/doors.ts';
import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Facts } from '../../../checklist/facts/types.ts';
import { say, type Message } from '../../../checklist/message.ts';
import { JUDGED_BY, nextOf, pathOf, type Path, type PathStep, type State } from '../../../checklist/path/path.ts';
import { CHECKS } from '../../../checklist/checks/index.generated.ts';
import type { Report, Result } from '../../../checklist/report/types.ts';
import { effortOf, type Effort } from '../../../checklist/score/first.ts';
import { usePage, useStore } from '../context.ts';
import { focusSoon } from '../focus.ts';
import { Icon, Lines } from '../parts.tsx';
import { StepBody } from './bodies.tsx';
import { ToRow } from './to-row.tsx';

export interface WayOutProps {
  readonly report: Report;
  readonly onShow: (check: string) => void;
}

export { UpgradedBox } from './upgraded.tsx';

const WAY_ID = 'mscl-way-out';

const ICONS: Readonly<Record<State, string>> = {
  done: 'check circle',
  now: 'arrow right',
  todo: 'circle outline',
  'not-known': 'question circle',
};

export function WayOut({ report, onShow }: WayOutProps) {
  const { store, speak } = usePage();
  const { facts } = useStore(store).reading;
  const path = facts === null ? null : pathOf(report, facts);
  if (facts === null || path === null) return null;
  return (
    <>
      {path.hole === 'open' ? (
        <h3>{speak(titleOf(path))}</h3>
      ) : (
        <h2 class="mscl-way-title" id="mscl-critical">
          {speak(titleOf(path))}
        </h2>
      )}
      <p>{speak(say('page.path.resume'))}</p>
      <Lines messages={path.notes} name="mscl-notes" />
      <ol class="mscl-way">
        {path.steps.map((step, place) => (
          <Step
            // What was unfolded by hand belongs to how it stood then.
            key={`${step.id} ${step.state}`}
            number={place + 1}
            step={step}
            path={path}
            facts={facts}
            report={report}
            onShow={onShow}
          />
        ))}
      </ol>
      <Then report={report} onShow={onShow} />
    </>
  );
}

function titleOf({ hole, release }: Path): Message {
  if (hole === 'open') return say('page.path.steps');
  if (hole === 'unknown') return say('page.path.title.unknown');
  return release.text.startsWith('2024.1.114') ? say('page.path.title.closed') : say('page.path.title.after');
}

interface StepProps extends WayOutProps {
  readonly number: number;
  readonly step: PathStep;
  readonly path: Path;
  readonly facts: Facts;
}

function Step({ number, step, path, facts, report, onShow }: StepProps) {
  const { speak } = usePage();
  const { id, state, says } = step;
  const [isOpen, setOpen] = useState(state === 'now');
  return (
    <li class={`mscl-way-step mscl-way-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
      <details id={`${WAY_ID}-${id}`} open={isOpen} onToggle={({ currentTarget: { open } }) => setOpen(open)}>
        <summary>
          <span class="mscl-way-head">
            <b>
              {number}. {speak(say(`page.path.${id}`))}
            </b>
            <span class="mscl-way-state">
              <Icon name={ICONS[state]} /> {speak(say(`page.path.${state}`))}
            </span>
          </span>
          <span class="mscl-way-says">{speak(says)}</span>
        </summary>
        {isOpen && <StepBody step={step} path={path} facts={facts} report={report} onShow={onShow} />}
      </details>
    </li>
  );
}

/** What else is to be done first, once the way is gone. */
function Then({ report, onShow }: WayOutProps) {
  const { speak } = usePage();
  const judged = new Set(Object.values(JUDGED_BY).flat());
  const rest = report.first.flatMap(({ check }): readonly Result[] =>
    judged.has(check) ? [] : report.results.filter(({ id }) => id === check),
  );
  if (rest.length === 0) return null;
  return (
    <div class="mscl-way-then">
      <h3>{speak(say('page.path.then'))}</h3>
      <ul>
        {rest.map((result) => (
          <li key={result.id}>
            <ToRow result={result} onShow={onShow} /> <span>{speak(result.says)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface NextProps {
  readonly report: Report;
  readonly Told: ComponentType<Effort>;
  /** What a button mends, and is urgent. */
  readonly quick: ComponentChildren;
}

/** After a fix: the step that is to be done now. */
export function NextOnPath({ report, Told, quick }: NextProps) {
  const { store, speak } = usePage();
  const { facts } = useStore(store).reading;
  const path = facts === null ? null : pathOf(report, facts);
  const next = path === null ? null : nextOf(path);
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    if (isAsked && next !== null) focusSoon(`#${WAY_ID}-${next.id} summary`);
    setAsked(false);
  }, [isAsked]);
  // Once the hole is closed an upgrade is no hurry, and stops the phones.
  if (next === null || (next.id === 'upgrade' && path?.hole === 'closed' && quick !== null)) return <>{quick}</>;
  const due = next.open.filter(({ verdict }) => verdict === 'fail');
  return (
    <p>
      {speak(say('page.after.next'))}{' '}
      <button type="button" class="mscl-link" onClick={() => setAsked(true)}>
        {speak(say(`page.path.${next.id}`))}
      </button>{' '}
      {due.length > 0 && <Told {...effortOf(due, CHECKS)} />}
    </p>
  );
}

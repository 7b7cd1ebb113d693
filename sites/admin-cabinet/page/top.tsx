/** The top of the page: how safe this PBX is, what to do first, when that was seen and by whom. */
import { duration } from '../../checklist/duration.ts';
import { say, type Message } from '../../checklist/message.ts';
import type { Ground } from '../../checklist/path/on-path.ts';
import { standingOf } from '../../checklist/report/order.ts';
import type { Report, Result, Score, Standing } from '../../checklist/report/types.ts';
import type { Reading, Slice } from '../../pbx/facts-store.ts';
import { scoreLine } from '../../report/format.ts';
import { RoomDoor } from './break-in/door.tsx';
import { FIX_MINUTES, usePage, useTime } from './context.ts';
import { refocus } from './focus.ts';
import { Button, Icon, TroubleBox } from './parts.tsx';
import { WayOut } from './path/later.ts';
import type { LastChecked, PageState } from './store.ts';

interface TopProps {
  readonly state: PageState;
  /** What to do first is said in the warning above. */
  readonly isWarned: boolean;
  readonly onShow: (check: string) => void;
  readonly onWho: () => void;
  readonly onOut: () => void;
}

export function Top({ state, isWarned, onShow, onWho, onOut }: TopProps) {
  const { store, speak } = usePage();
  const { report, reading, last } = state;
  /** Something of it has not come yet: then there is no result to speak of. */
  const result = report === null || state.pending.size > 0 ? null : report;
  return (
    <section class="ui segment mscl-top" aria-labelledby="mscl-score">
      <div class="mscl-result">
        <Ring score={result?.score ?? null} />
        <div class="mscl-result-text">
          <h2 id="mscl-score" tabIndex={-1}>
            {speak(resultLine(result, state.checking))}
          </h2>
          {report !== null && (result !== null || report.pbx.release !== null) && <Identity report={report} />}
          <Seen last={last} report={result} notKept={state.notKept !== null} />
        </div>
        <p class="mscl-actions mscl-screen">
          {state.checking ? (
            <Button icon="stop" says={say('page.cancel')} onClick={() => store.cancel()} />
          ) : (
            <Button kind="primary" icon="sync" says={say('page.top.again')} onClick={() => void store.check()} />
          )}
          {report !== null && <Button icon="sitemap" says={say('page.who.title')} onClick={onWho} />}
          {result !== null && <Button icon="download" says={say('page.out.open')} onClick={onOut} />}
          <RoomDoor />
        </p>
      </div>
      {state.checking && <Progress reading={reading} />}
      {result !== null && !isWarned && <First report={result} onShow={onShow} />}
    </section>
  );
}

function resultLine(result: Report | null, checking: boolean): Message {
  if (result !== null) return scoreLine(result.score);
  return say(checking ? 'page.top.reading' : 'page.top.none');
}

/** Decoration beside the words: a ring that is as full as the score. */
function Ring({ score }: { readonly score: Score | null }) {
  const points = score?.state === 'scored' ? score.points : null;
  const word = score?.state === 'scored' ? score.word : 'none';
  const around = 2 * Math.PI * 42;
  return (
    <span class={`mscl-ring mscl-ring-${word}`} aria-hidden="true">
      <svg viewBox="0 0 100 100" focusable="false">
        <circle cx="50" cy="50" r="42" class="mscl-ring-back" />
        <circle
          cx="50"
          cy="50"
          r="42"
          class="mscl-ring-front"
          transform="rotate(-90 50 50)"
          stroke-dasharray={`${(around * (points ?? 0)) / 100} ${around}`}
        />
      </svg>
      <b>{points ?? '?'}</b>
    </span>
  );
}

function Identity({ report }: { readonly report: Report }) {
  const { speak } = usePage();
  const release = report.pbx.release ?? say('report.release.unknown');
  return <p class="mscl-identity">{speak(say('page.top.identity', { name: report.pbx.name, release }))}</p>;
}

interface SeenProps {
  readonly last: LastChecked | null;
  readonly report: Report | null;
  readonly notKept: boolean;
}

/** When it was read, and what the time before showed. */
function Seen({ last, report, notKept }: SeenProps) {
  const { speak } = usePage();
  const time = useTime();
  return (
    <p class="mscl-seen">
      {report !== null && <span>{speak(say('page.top.seen', { at: time(report.readAt) }))} </span>}
      {last !== null && (
        <span>
          {speak(
            last.person === ''
              ? say('page.top.last', { at: time(last.at), score: scoreLine(last.score) })
              : say('page.top.last.by', { at: time(last.at), by: last.person, score: scoreLine(last.score) }),
          )}{' '}
        </span>
      )}
      {notKept && <span>{speak(say('page.top.not-kept'))}</span>}
    </p>
  );
}

const isDone = ({ state }: Slice) => state === 'read' || state === 'failed';

function Progress({ reading: { slices } }: { readonly reading: Reading }) {
  const { speak } = usePage();
  const done = slices.filter(isDone).length;
  const now = slices.filter(({ state }) => state === 'reading').map(({ name }) => say(`page.slice.${name}`));
  return (
    <label class="mscl-progress mscl-screen">
      <span>{speak(say('page.top.progress', { done, of: slices.length, now }))}</span>
      <progress value={done} max={slices.length} />
    </label>
  );
}

const CALM: readonly Standing[] = ['accepted', 'pass', 'not-applicable'];
const isCalm = (result: Result) => CALM.includes(standingOf(result));

function Calm() {
  const { speak } = usePage();
  return (
    <p class="mscl-calm">
      <Icon name="check circle" /> {speak(say('page.first.none'))}
    </p>
  );
}

/** The end of the path: what no reading can tell. */
function OnlyYou({ report, onShow }: { readonly report: Report; readonly onShow: (check: string) => void }) {
  const { speak } = usePage();
  const asked = report.results.filter(({ verdict }) => verdict === 'manual');
  if (asked.length === 0) return null;
  return (
    <div class="mscl-first">
      <h3>{speak(say('page.first.only-you'))}</h3>
      <ol>
        {asked.map((result) => (
          <li key={result.id}>
            <Shown result={result} onShow={onShow} />
            <span>{speak(result.says)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

interface ShownProps {
  readonly result: Result;
  readonly onShow: (check: string) => void;
}

function Shown({ result, onShow }: ShownProps) {
  const { speak } = usePage();
  return (
    <a
      href={`#open=${result.id}`}
      onClick={(event) => {
        event.preventDefault();
        onShow(result.id);
      }}
    >
      {speak(result.todo)}
    </a>
  );
}

function First({ report, onShow }: { readonly report: Report; readonly onShow: (check: string) => void }) {
  const { speak, plans } = usePage();
  if (report.first.length === 0)
    return report.results.every(isCalm) ? <Calm /> : <OnlyYou report={report} onShow={onShow} />;
  return (
    <div class="mscl-first">
      <h3>{speak(say('report.first'))}</h3>
      <ol>
        {report.first.map(({ check, minutes, phonesStop }) => {
          const result = report.results.find(({ id }) => id === check);
          if (result === undefined) return null;
          return (
            <li key={check}>
              <Shown result={result} onShow={onShow} />
              <span>{speak(result.says)}</span>
              <small>
                <Icon name="clock outline" /> {speak(say('page.first.minutes', { time: duration(60 * minutes) }))}
                {' · '}
                {speak(say(phonesStop ? 'page.first.phones-stop' : 'page.first.phones-work'))}
              </small>
              {plans !== null && <plans.Fix result={result} isPlain minutes={FIX_MINUTES} />}
            </li>
          );
        })}
      </ol>
      {plans !== null && (
        <p class="mscl-actions mscl-screen">
          <plans.Safe />
        </p>
      )}
    </div>
  );
}

/** Parts that could not be read: what failed, and the rest stays. */
export function Failures({ reading }: { readonly reading: Reading }) {
  const { store } = usePage();
  const failed = reading.slices.flatMap((slice) => (slice.state === 'failed' ? [slice] : []));
  const [first] = failed;
  if (first === undefined || reading.busy) return null;
  // One cause is told once: usually everything after it failed for the same reason.
  const causes = new Map(failed.map((slice) => [slice.error.kind, slice.error]));
  return (
    <>
      {[...causes].map(([kind, error]) => {
        const of = failed.filter((slice) => slice.error.kind === kind);
        const parts = of.map(({ name }) => say(`page.slice.${name}`));
        const again = () => void store.check(of.flatMap((slice) => slice.parts)).then(() => refocus('#mscl-score'));
        const title =
          reading.facts === null
            ? say('page.failed.all')
            : say(of.some(({ readAt }) => readAt !== null) ? 'page.failed.old' : 'page.failed.parts', { parts });
        return <TroubleBox key={kind} error={error} title={title} again={again} />;
      })}
    </>
  );
}

interface CriticalProps {
  readonly ground: Ground;
  /** Null until all of it is judged. */
  readonly report: Report | null;
  readonly onShow: (check: string) => void;
}

/** The guide's warning about 2024.1.114, while the hole is open here; and the way out, as long as something of it is left. */
export function Critical({ ground: { release, hole }, report, onShow }: CriticalProps) {
  const { speak } = usePage();
  const isOpen = hole === 'open';
  if (!isOpen && report === null) return null;
  return (
    <section class={`ui ${isOpen ? 'negative' : 'warning'} message mscl-critical`} aria-labelledby="mscl-critical">
      {isOpen && (
        <>
          <h2 id="mscl-critical">
            <Icon name="exclamation triangle" /> {speak(say('page.critical.title', { release: release.text }))}
          </h2>
          <p>{speak(say('page.critical.story'))}</p>
          <p class="mscl-screen">
            <RoomDoor loud />
          </p>
        </>
      )}
      {report !== null && <WayOut report={report} onShow={onShow} />}
    </section>
  );
}

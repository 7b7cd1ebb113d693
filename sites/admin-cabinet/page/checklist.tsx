/** The page: the result on top, then the checklist in the guide's order, and who can connect. */
import { options } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isBreakInSaid } from '../../checklist/break-in/said.ts';
import { say, type Message } from '../../checklist/message.ts';
import { pathGround } from '../../checklist/path/on-path.ts';
import { countStandings, standingOf } from '../../checklist/report/order.ts';
import type { Question, Report, Result, Verdict } from '../../checklist/report/types.ts';
import { STANDINGS } from '../../checklist/report/vocabulary.ts';
import type { Speak } from '../../checklist/speak.ts';
import { basisLines, sourceLines } from '../../report/format.ts';
import { SECTIONS, sectionsOf } from '../../report/sections.ts';
import { questionsOnce } from './answers.ts';
import { Room, RoomBanner } from './break-in/later.ts';
import { SurroundingsProvider, usePage, useStore, type PlanParts, WHO_ID } from './context.ts';
import { AnswerForm, OutDialog, Who } from './dialogs-later.ts';
import { focusSoon, refocus } from './focus.ts';
import { NotLoaded } from './later.tsx';
import { Marks, MARKS_ID } from './marks.tsx';
import { Button, Dialog, DialogFoot, Icon, Lines, STANDING_ICONS } from './parts.tsx';
import { UpgradedBox } from './path/later.ts';
import { EVERYTHING, hashOf, placeOf, toggled, type Place, type Wanted } from './place.ts';
import { Row, rowId } from './row.tsx';
import { shortly } from './short.ts';
import { foundResults, textOf } from './spoken.ts';
import type { PageState, PageStore } from './store.ts';
import { Critical, Failures, Top } from './top.tsx';

export interface ChecklistProps {
  readonly store: PageStore;
  readonly speak: Speak;
  readonly language: string;
  /** Base address of the cabinet, ending with a slash. */
  readonly cabinet: string;
  /** The PBX as its address calls it. */
  readonly host: string;
  /** 'failed': they could not be loaded. */
  readonly plans?: PlanParts | 'failed' | null;
  /** Brings the words of what is loaded later; not given where all are there. */
  readonly moreWords?: () => Promise<void>;
}

const allWords = () => Promise.resolve();

export function Checklist(props: ChecklistProps) {
  const { store, speak, language, cabinet, host, plans = null, moreWords = allWords } = props;
  const [heard, setHeard] = useState('');
  const surroundings = useMemo(() => {
    const shown = shortly(speak);
    const announce = (message: Message) => setHeard(shown(message));
    const parts = plans === 'failed' ? null : plans;
    return { store, speak: shown, wholly: speak, language, cabinet, host, announce, plans: parts, moreWords };
  }, [store, speak, language, cabinet, host, plans, moreWords]);
  return (
    <SurroundingsProvider value={surroundings}>
      <div class="mscl">
        <p class="mscl-heard" role="status" aria-live="polite">
          {heard}
        </p>
        {plans === 'failed' && <NotLoaded />}
        <Page />
      </div>
    </SurroundingsProvider>
  );
}

function Page() {
  const { store, announce, plans } = usePage();
  const state = useStore(store);
  const { place, change } = usePlace();
  const isPrinting = usePrinting();
  const [dialog, setDialog] = useState<'out' | 'questions' | null>(null);
  const { report, reading, pending } = state;
  const ground = reading.facts === null || report === null ? null : pathGround(reading.facts, report.results);

  useTold(state, announce);
  useReadyToSearch(pending.size === 0 ? report : null);
  // Its place is at the end, and all above still grows.
  const isForMarks = place.wanted?.kind === 'marks' && report !== null && pending.size === 0;
  const hasHistory = plans !== null;
  useEffect(() => {
    if (isForMarks) focusSoon(`#${MARKS_ID}-title`);
  }, [isForMarks, hasHistory]);
  const show = (check: string) => {
    change({ ...EVERYTHING, open: toggled(place.open, check, true) });
    focusSoon(`#${rowId(check)} summary`);
  };
  const close = () => {
    setDialog(null);
    refocus('#mscl-score');
  };
  const showWho = () => focusSoon(`#${WHO_ID}`);

  if (place.isInRoom) {
    return (
      <>
        <Failures reading={reading} />
        {plans !== null && <plans.Plan />}
        <Room onShow={show} />
      </>
    );
  }
  return (
    <>
      {reading.facts !== null && isBreakInSaid(reading.facts) && <RoomBanner facts={reading.facts} />}
      {ground !== null && <Critical ground={ground} report={pending.size > 0 ? null : report} onShow={show} />}
      <Failures reading={reading} />
      {plans !== null && <plans.Plan />}
      {state.upgraded !== null && report !== null && pending.size === 0 && (
        <UpgradedBox before={state.upgraded} report={report} onShow={show} />
      )}
      <Top state={state} isWarned={ground !== null} onShow={show} onWho={showWho} onOut={() => setDialog('out')} />
      {report !== null && (
        <>
          <OnceBanner report={report} isPending={pending.size > 0} onOpen={() => setDialog('questions')} />
          <Lines messages={report.notes} name="mscl-notes" />
          <Filters report={report} pending={pending} place={place} change={change} />
          <Sections
            report={report}
            pending={pending}
            place={place}
            change={change}
            isPrinting={isPrinting}
            onWho={showWho}
          />
          {reading.facts !== null && (
            <Who facts={reading.facts} isPending={pending.has('firewall-trusted-subnets')} isPrinting={isPrinting} />
          )}
          {plans !== null && <plans.History />}
          <Marks />
          <Basis report={report} isPrinting={isPrinting} />
          {dialog === 'out' && <OutDialog report={report} onClose={close} />}
          {dialog === 'questions' && <OnceDialog report={report} onClose={close} />}
        </>
      )}
    </>
  );
}

type Change = (change: Partial<Place>) => void;

/** The place in the address: read at the start and when somebody changes it, written without a step in the history. */
function usePlace(): { readonly place: Place; readonly change: Change } {
  const [place, setPlace] = useState(() => placeOf(window.location.hash));
  const latest = useRef(place);
  const go = (next: Place) => {
    latest.current = next;
    setPlace(next);
  };
  useEffect(() => {
    const read = () => go(placeOf(window.location.hash));
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  const change: Change = (changes) => {
    const next = { ...latest.current, ...changes };
    const { pathname, search } = window.location;
    window.history.replaceState(window.history.state, '', pathname + search + hashOf(next));
    go(next);
  };
  return { place, change };
}

/** On paper every row is open. The browser does not wait, so it is shown at once. */
function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const set = (value: boolean) => () => atOnce(() => setPrinting(value));
    const before = set(true);
    const after = set(false);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
  return isPrinting;
}

function atOnce(change: () => void): void {
  const usual = options.debounceRendering;
  options.debounceRendering = (render) => render();
  change();
  if (usual === undefined) delete options.debounceRendering;
  else options.debounceRendering = usual;
}

/** Says when a reading has ended. */
function useTold({ checking, reading: { slices }, report }: PageState, tell: (message: Message) => void): void {
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !checking && report !== null) {
      const { fail, warn } = countStandings(report.results);
      const failed = slices.some(({ state }) => state === 'failed');
      tell(failed ? say('page.told.partly') : say('page.told.done', { fail, warn }));
    }
    was.current = checking;
  }, [checking]);
}

interface FiltersProps {
  readonly report: Report;
  readonly pending: ReadonlySet<string>;
  readonly place: Place;
  readonly change: Change;
}

function Filters({ report, pending, place, change }: FiltersProps) {
  const { speak } = usePage();
  const counts = countStandings(report.results.filter(({ id }) => !pending.has(id)));
  const isFiltered = place.standings.size > 0 || place.search !== '';
  return (
    <div class="mscl-filters mscl-screen" role="search" aria-label={speak(say('page.filter'))}>
      {STANDINGS.filter((standing) => counts[standing] > 0 || place.standings.has(standing)).map((standing) => (
        <button
          key={standing}
          type="button"
          class={`ui basic button mscl-count mscl-count-${standing}`}
          aria-pressed={place.standings.has(standing)}
          onClick={() => change({ standings: toggled(place.standings, standing) })}
        >
          <Icon name={STANDING_ICONS[standing]} /> {speak(say(`page.verdicts.${standing}`))} <b>{counts[standing]}</b>
        </button>
      ))}
      <label class="ui icon input mscl-search">
        <input
          type="search"
          placeholder={speak(say('page.search'))}
          aria-label={speak(say('page.search.label'))}
          value={place.search}
          onInput={(event) => change({ search: event.currentTarget.value })}
        />
        <Icon name="search" />
      </label>
      {isFiltered && (
        <Button
          icon="close"
          says={say('page.filter.none')}
          onClick={() => change({ standings: new Set(), search: '' })}
        />
      )}
    </div>
  );
}

/** What of the checklist the reader asked for. */
function matching(results: readonly Result[], { standings, search }: Place, speak: Speak): readonly Result[] {
  const wanted = standings.size === 0 ? results : results.filter((result) => standings.has(standingOf(result)));
  return foundResults(wanted, search, speak);
}

/** Makes ready what a search looks through, before somebody searches. */
function useReadyToSearch(report: Report | null): void {
  const { speak } = usePage();
  useEffect(() => {
    const timers = report?.results.map((result, place) => setTimeout(() => textOf(result, speak), SOON + place));
    return () => timers?.forEach(clearTimeout);
  }, [report, speak]);
}
/** After the page was shown, in ms. */
const SOON = 300;

interface SectionsProps extends FiltersProps {
  readonly isPrinting: boolean;
  readonly onWho: () => void;
}

/** Where the picture of who can connect tells more. */
const ABOUT_REACH: ReadonlySet<string> = new Set([
  'firewall-enabled',
  'firewall-trusted-subnets',
  'web-cti-closed',
  'nat-vpn',
  'ssh-access',
]);

function Sections({ report, pending, place, change, isPrinting, onWho }: SectionsProps) {
  const { speak } = usePage();
  const shown = useMemo(
    () => (isPrinting ? report.results : matching(report.results, place, speak)),
    [report, place.standings, place.search, speak, isPrinting],
  );
  const isFiltered = place.standings.size > 0 || place.search !== '';
  // Whoever folds or unfolds anything has seen what the link asked for.
  const toggle = (id: string) => (open: boolean) => change({ open: toggled(place.open, id, open), wanted: null });
  const row = (result: Result) => (
    <Row
      key={result.id}
      result={result}
      isOpen={place.open.has(result.id)}
      isPending={pending.has(result.id)}
      isPrinting={isPrinting}
      wanted={wantedIn(place, result.id)}
      onToggle={toggle(result.id)}
      onWho={ABOUT_REACH.has(result.id) ? onWho : null}
    />
  );
  const fold = (name: string, says: Message, results: readonly Result[], look?: string) =>
    results.length > 0 && (
      <details
        class={`mscl-quiet${look === undefined ? '' : ` ${look}`}`}
        open={place.open.has(name) || isPrinting}
        onToggle={(event) => {
          const { open } = event.currentTarget;
          if (!isPrinting && open !== place.open.has(name)) toggle(name)(open);
        }}
      >
        <summary>{speak(says)}</summary>
        {results.map(row)}
      </details>
    );
  /** Nothing is to be done there. A row that a link opens is not left folded away. */
  const isFolded = ({ id, verdict }: Result, of: Verdict, name: string) =>
    verdict === of && !pending.has(id) && !isFiltered && (place.open.has(name) || !place.open.has(id));
  const idle = shown.filter((result) => isFolded(result, 'not-applicable', IDLE));
  if (shown.length === 0) return <p class="ui message">{speak(say('page.filter.nothing'))}</p>;
  return (
    <>
      {sectionsOf(shown.filter((result) => !idle.includes(result))).map(({ section, results }) => {
        const name = `quiet-${section}`;
        const quiet = results.filter((result) => isFolded(result, 'pass', name));
        return (
          <section key={section} class="mscl-section" aria-labelledby={`mscl-section-${section}`}>
            <h2 id={`mscl-section-${section}`}>{speak(SECTIONS[section].title)}</h2>
            <p class="mscl-why">{speak(SECTIONS[section].why)}</p>
            {results.filter((result) => !quiet.includes(result)).map(row)}
            {fold(name, say('page.quiet', { names: quiet.map(({ title }) => title) }), quiet, 'mscl-quiet-passed')}
          </section>
        );
      })}
      {/* Whatever its section says is not about this PBX. */}
      {fold(IDLE, say('page.quiet.none', { names: idle.map(({ title }) => title) }), idle, 'mscl-section')}
    </>
  );
}

/** The group of what does not apply to this PBX, in the address. */
const IDLE = 'quiet-none';

const wantedIn = ({ wanted }: Place, check: string): Wanted | null =>
  wanted !== null && wanted.kind !== 'marks' && wanted.check === check ? wanted : null;

interface OnceProps {
  readonly report: Report;
  readonly isPending: boolean;
  readonly onOpen: () => void;
}

function OnceBanner({ report, isPending, onOpen }: OnceProps) {
  const { speak } = usePage();
  const { length } = questionsOnce(report);
  if (length === 0 || isPending) return null;
  return (
    <div class="ui info message mscl-once mscl-screen">
      <span>{speak(say('page.once.banner', { count: length }))}</span>
      <Button icon="edit" says={say('page.once.open')} onClick={onOpen} />
    </div>
  );
}

/** The questions that make the result exact, each saved on its own. */
function OnceDialog({ report, onClose }: { readonly report: Report; readonly onClose: () => void }) {
  const { speak } = usePage();
  // Those that were open when the dialog was: an answered one stays, and says so.
  const [asked] = useState(() => questionsOnce(report));
  const [saved, setSaved] = useState<ReadonlySet<Question>>(new Set());
  return (
    <Dialog title={say('page.once.title')} onClose={onClose}>
      <p>{speak(say('page.once.what'))}</p>
      {asked.map((question, index) => (
        <section key={`${question.item} ${question.subject}`} class="mscl-one">
          <h3>{speak(say('page.once.number', { number: index + 1, of: asked.length }))}</h3>
          {saved.has(question) ? (
            <p class="mscl-said">
              <Icon name="check" /> {speak(say('page.answer.saved'))}
            </p>
          ) : (
            <AnswerForm question={question} onDone={() => setSaved(new Set([...saved, question]))} />
          )}
        </section>
      ))}
      <DialogFoot />
    </Dialog>
  );
}

function Basis({ report, isPrinting }: { readonly report: Report; readonly isPrinting: boolean }) {
  const { speak } = usePage();
  return (
    <section class="mscl-section mscl-basis" aria-labelledby="mscl-basis">
      <h2 id="mscl-basis">{speak(say('report.basis'))}</h2>
      <Lines messages={report.notProven} />
      <Lines messages={basisLines(report)} />
      <details open={isPrinting}>
        <summary>{speak(say('report.sources'))}</summary>
        <Lines messages={sourceLines(report)} />
      </details>
    </section>
  );
}

/** Calls of a period: what was called in these days, set beside the time before; by account, the costliest first. */
// As in the room, whose step it is.
import '../../../checklist/actions/offered/doors.ts';
import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import { judgeCalls, type JudgedCalls } from '../../../checklist/calls/judge.ts';
import {
  BEFORE_DAYS,
  callsGround,
  lastDays,
  NIGHT,
  periodOf,
  type CallsGround,
} from '../../../checklist/calls/scene.ts';
import type { CallSums } from '../../../checklist/calls/sums.ts';
import { callsTable } from '../../../checklist/calls/table.ts';
import type { Facts } from '../../../checklist/facts/types.ts';
import { say } from '../../../checklist/message.ts';
import { createCallsApi, type CallsState } from '../../../pbx/calls-api.ts';
import type { ModuleCalls } from '../../../pbx/module-calls.ts';
import { usePage } from '../context.ts';
import { download, fileName } from '../files.ts';
import { Button, Icon, TroubleBox } from '../parts.tsx';
import { AccountsOfCalls } from './calls-accounts.tsx';
import { CallsPicture } from './calls-picture.tsx';
import { withCountryNames } from './country-words.ts';
import { createCallsStore, type CallsStore, type CallsView } from './calls-store.ts';

/** Days, `2026-11-01`, of the PBX's clock, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}
export interface CallsProps {
  readonly calls: ModuleCalls;
  /** Days to begin with; the last fortnight where nobody says. */
  readonly period?: Period;
  /** What was found, whenever that changes; null: nothing yet. */
  readonly onFound?: (found: JudgedCalls | null) => void;
}

export default function Calls({ calls, period, onFound }: CallsProps) {
  const { store, speak } = usePage();
  const [reading] = useState(() => createCallsStore(createCallsApi(calls)));
  const view = useView(reading);
  const { facts } = store.current().reading;
  const ground = useMemo(() => (facts === null ? null : callsGround(facts.parts)), [facts]);
  const judged = useMemo(
    () => (view.sums === null || ground === null ? null : judgeCalls(view.sums, ground)),
    [view.sums, ground],
  );
  useEffect(() => onFound?.(judged), [judged]);
  const state = view.state;
  return (
    <div class="mscl-calls">
      <p>{speak(say('page.calls.what', { days: BEFORE_DAYS }))}</p>
      {ground === null || facts === null || state === null ? (
        view.error === null && <Waiting />
      ) : (
        <Asking key={`${state.from} ${state.to}`} {...{ facts, ground, reading, state }} first={period} />
      )}
      {view.error !== null && (
        <TroubleBox error={view.error} title={say('page.calls.not-read')} again={() => reading.start()} />
      )}
      {state?.phase === 'failed' && state.trouble !== '' && (
        <p class="ui warning message mscl-trouble" role="alert">
          {speak(say('page.calls.not-read'))} {speak(say(`page.calls.trouble.${state.trouble}`))}
        </p>
      )}
      {judged !== null && view.sums !== null && ground !== null && (
        <Found judged={judged} sums={view.sums} ground={ground} onForget={() => void reading.cancel()} />
      )}
    </div>
  );
}

function Waiting() {
  const { speak } = usePage();
  return (
    <p class="mscl-later" role="status">
      <Icon name="hourglass half" /> {speak(say('page.load.part'))}
    </p>
  );
}

interface AskingProps {
  readonly facts: Facts;
  readonly ground: CallsGround;
  readonly reading: CallsStore;
  readonly state: CallsState;
  readonly first: Period | undefined;
}

function Asking({ facts, ground, reading, state, first }: AskingProps) {
  const { speak } = usePage();
  const { system } = facts.parts;
  const today = (system.state === 'known' ? system.data.now : facts.readAt).slice(0, 10);
  const [days, setDays] = useState(() =>
    state.from === '' ? (first ?? lastDays(today)) : { from: state.from.slice(0, 10), to: dayBefore(state.to) },
  );
  const asked = periodOf(days.from, days.to);
  const isReading = state.phase === 'reading';
  const send = (event: Event) => {
    event.preventDefault();
    if (asked !== null) void reading.ask({ ...asked, ...NIGHT, before: BEFORE_DAYS, plain: ground.plain, each: false });
  };
  return (
    <form class="mscl-calls-ask" onSubmit={send}>
      <p class="mscl-calls-days">
        {(['from', 'to'] as const).map((name) => (
          <label key={name}>
            {speak(say(`page.calls.${name}`))}
            <input
              type="date"
              required
              value={days[name]}
              max={today}
              disabled={isReading}
              onInput={({ currentTarget }) => setDays({ ...days, [name]: currentTarget.value })}
            />
          </label>
        ))}
        {isReading ? (
          <Button icon="stop" says={say('page.calls.stop')} onClick={() => void reading.cancel()} />
        ) : (
          <Button icon="search" kind="primary" says={say('page.calls.look')} disabled={asked === null} />
        )}
      </p>
      {asked === null && <p class="mscl-hint">{speak(say('page.calls.no-period'))}</p>}
      {isReading && <Progress state={state} />}
    </form>
  );
}

const dayBefore = (time: string): string =>
  new Date(Date.parse(`${time.slice(0, 10)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

function Progress({ state: { done, of } }: { readonly state: CallsState }) {
  const { speak, language } = usePage();
  const number = (value: number) => new Intl.NumberFormat(language).format(value);
  return (
    <p role="status">
      <progress max={Math.max(1, of)} value={done} aria-label={speak(say('page.calls.reading'))} />{' '}
      {speak(
        of === 0 ? say('page.calls.reading') : say('page.calls.reading.of', { done: number(done), of: number(of) }),
      )}
    </p>
  );
}

interface FoundProps {
  readonly judged: JudgedCalls;
  readonly sums: CallSums;
  readonly ground: CallsGround;
  readonly onForget: () => void;
}

function Found({ judged, sums, ground, onForget }: FoundProps) {
  const { speak, wholly, language, announce, store } = usePage();
  const number = (value: number) => new Intl.NumberFormat(language).format(value);
  const minutes = (seconds: number) => number(Math.ceil(seconds / 60));
  const odd = judged.accounts.filter(({ says }) => says.length > 0).length;
  const save = () => {
    const name = fileName('calls', store.current().report?.pbx.name ?? '', sums.to, 'csv');
    const separator = language === 'en' ? ',' : ';';
    download(
      name,
      'text/csv',
      callsTable(judged, {
        speak: withCountryNames(wholly, language),
        name: (id) => ground.names.get(id) ?? '',
        separator,
      }),
    );
    announce(say('page.out.saved'));
  };
  return (
    <>
      <p class="mscl-calls-sum" role="status">
        <strong>
          <Icon name={odd > 0 ? 'exclamation triangle' : 'check'} />{' '}
          {speak(
            odd > 0
              ? say('page.calls.odd', {
                  count: odd,
                  calls: judged.marked.calls,
                  minutes: minutes(judged.marked.seconds),
                })
              : say(judged.hasBefore ? 'page.calls.none' : 'page.calls.none.unknown'),
          )}
        </strong>
      </p>
      <dl class="mscl-calls-amounts">
        {(['all', 'abroad', 'premium'] as const).map((kind) => (
          <div key={kind}>
            <dt>{speak(say(`page.calls.amount.${kind}`))}</dt>
            <dd>
              {speak(say('page.calls.amount', { calls: judged[kind].calls, minutes: minutes(judged[kind].seconds) }))}
            </dd>
          </div>
        ))}
      </dl>
      {!judged.hasBefore && <p class="mscl-hint">{speak(say('page.calls.no-before'))}</p>}
      {!sums.whole && <p class="mscl-hint">{speak(say('page.calls.not-whole'))}</p>}
      <p class="mscl-soft">
        {withCountryNames(
          speak,
          language,
        )(
          ground.home === null
            ? say('page.calls.home.unknown')
            : say(ground.isHomeSaid ? 'page.calls.home' : 'page.calls.home.guess', {
                country: say('dialling.country', { code: ground.home.id }),
              }),
        )}
      </p>
      <CallsPicture judged={judged} from={sums.from} to={sums.to} />
      <AccountsOfCalls judged={judged} ground={ground} />
      <p class="mscl-actions">
        <Button icon="download" says={say('page.calls.save')} onClick={save} />
        <Button icon="trash" says={say('page.calls.forget')} onClick={onForget} />
      </p>
      <p class="mscl-soft">{speak(say('page.calls.kept'))}</p>
    </>
  );
}

function useView(reading: CallsStore): CallsView {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const end = reading.subscribe(() => again(undefined));
    reading.start();
    return () => {
      reading.stop();
      end();
    };
  }, [reading]);
  return reading.current();
}

/** What a stranger could have left: what is new since a day, or not as Core has it; each with where it is changed, and a way to say that it is one's own. */
import { useEffect, useState } from 'preact/hooks';
import { say } from '../../../checklist/message.ts';
import { printable } from '../../../checklist/printable.ts';
import type { TracesFound } from '../../../checklist/traces/found.ts';
import type { TraceGround } from '../../../checklist/traces/kind.ts';
import {
  judgeTraces,
  whenOf,
  type JudgedKind,
  type JudgedTraces,
  type Trace,
} from '../../../checklist/traces/judge.ts';
import type { PbxError } from '../../../pbx/errors.ts';
import type { EvidencePeriod } from '../../../pbx/evidence-api.ts';
import type { ModuleCalls } from '../../../pbx/module-calls.ts';
import { createTracesApi, type TracesApi } from '../../../pbx/traces-api.ts';
import { usePage, useTime } from '../context.ts';
import { Button, Icon, TroubleBox } from '../parts.tsx';

export interface TracesProps {
  readonly calls: ModuleCalls;
  /** In the local time of the PBX; its beginning is offered. */
  readonly period: EvidencePeriod;
  /** What was found, whenever that changes; null: nothing yet. */
  readonly onFound?: (found: JudgedTraces | null) => void;
}

export default function Traces({ calls, period, onFound }: TracesProps) {
  const { store, speak } = usePage();
  const [api] = useState(() => createTracesApi(calls));
  const [since, setSince] = useState(period.from);
  const { found, error, read, accept } = useTraces(api);
  const ground: TraceGround = store.current().reading.facts?.parts ?? {};
  const judged = found === null || since === '' ? null : judgeTraces(found, since, ground);
  useEffect(() => onFound?.(judged), [found, since]);
  return (
    <div class="mscl-form mscl-traces">
      <p>{speak(say('page.traces.what'))}</p>
      {found === null && error === null && (
        <p class="mscl-later" role="status">
          <Icon name="hourglass half" /> {speak(say('page.load.part'))}
        </p>
      )}
      {error !== null && <TroubleBox error={error} title={say('page.traces.not-read')} again={() => void read()} />}
      {found !== null && <Since {...{ found, since, setSince }} />}
      {judged !== null && found !== null && <Found {...{ judged, found, since, accept }} />}
    </div>
  );
}

type Accept = (trace: Trace, fine: boolean) => void;

function useTraces(api: TracesApi) {
  const { announce } = usePage();
  const [found, setFound] = useState<TracesFound | null>(null);
  const [error, setError] = useState<PbxError | null>(null);
  async function read(): Promise<void> {
    setError(null);
    const answer = await api.found();
    if (answer.ok) setFound(answer.value);
    else setError(answer.error);
  }
  async function send({ kind, item }: Trace, fine: boolean): Promise<void> {
    const answer = await api.accept(kind.id, item, fine);
    if (!answer.ok) setError(answer.error);
    else {
      announce(say(answer.value ? 'page.traces.kept' : 'page.traces.changed'));
      await read();
    }
  }
  useEffect(() => void read(), [api]);
  return { found, error, read, accept: (trace: Trace, fine: boolean) => void send(trace, fine) };
}

interface SinceProps {
  readonly found: TracesFound;
  readonly since: string;
  readonly setSince: (since: string) => void;
}

function Since({ found: { goodAt }, since, setSince }: SinceProps) {
  const { speak } = usePage();
  const time = useTime();
  return (
    <>
      <p class="mscl-traces-since">
        <label>
          {speak(say('page.traces.since'))}{' '}
          <input
            type="datetime-local"
            required
            value={since}
            onInput={({ currentTarget }) => setSince(currentTarget.value)}
          />
        </label>
        {goodAt !== null && goodAt.slice(0, 16) !== since && (
          <Button
            icon="history"
            says={say('page.traces.good', { at: time(goodAt) })}
            onClick={() => setSince(goodAt.slice(0, 16))}
          />
        )}
      </p>
      {since === '' && <p role="alert">{speak(say('page.traces.no-since'))}</p>}
    </>
  );
}

interface FoundProps {
  readonly judged: JudgedTraces;
  readonly found: TracesFound;
  readonly since: string;
  readonly accept: Accept;
}

function Found({ judged, found, since, accept }: FoundProps) {
  const { speak } = usePage();
  const time = useTime();
  const { traces, count, undated, settled, unknown, tellsSince } = judged;
  const undatedCount = undated.reduce((sum, group) => sum + group.traces.length, 0);
  const isLate = tellsSince !== null && tellsSince.slice(0, 16) > since;
  return (
    <>
      <p class="mscl-traces-sum" role="status">
        <strong>
          <Icon name={count > 0 ? 'search' : 'check'} />{' '}
          {speak(count > 0 ? say('page.traces.count', { count }) : say('page.traces.none'))}
        </strong>
      </p>
      {count > 0 && <p>{speak(say('page.traces.calm'))}</p>}
      {isLate && <p class="mscl-hint">{speak(say('page.traces.late', { at: time(tellsSince) }))}</p>}
      {!found.copies.complete && <p class="mscl-hint">{speak(say('page.traces.copies'))}</p>}
      <Groups groups={traces} accept={accept} />
      {unknown.length > 0 && (
        <p class="mscl-hint">{speak(say('page.traces.unknown', { kinds: unknown.map(({ kind }) => kind.title) }))}</p>
      )}
      {undatedCount > 0 && (
        <details>
          <summary>{speak(say('page.traces.undated', { count: undatedCount }))}</summary>
          <p>{speak(say('page.traces.undated.why'))}</p>
          <Groups groups={undated} accept={accept} />
        </details>
      )}
      {settled.length > 0 && (
        <details>
          <summary>{speak(say('page.traces.settled', { count: settled.length }))}</summary>
          <ul class="mscl-traces-list">
            {settled.map((trace) => (
              <Settled key={`${trace.kind.id} ${trace.item.id}`} {...{ trace, accept }} />
            ))}
          </ul>
        </details>
      )}
      <p class="mscl-soft">{speak(say('page.traces.limits'))}</p>
    </>
  );
}

function Groups({ groups, accept }: { readonly groups: readonly JudgedKind[]; readonly accept: Accept }) {
  const { speak } = usePage();
  return (
    <>
      {groups.map(({ kind, traces }) => (
        <section key={kind.id} class="mscl-traces-kind">
          <h4>{speak(kind.title)}</h4>
          <p class="mscl-soft">{speak(kind.why)}</p>
          <ul class="mscl-traces-list">
            {traces.map((trace) => (
              <One key={trace.item.id} {...{ trace, accept }} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

interface OneProps {
  readonly trace: Trace;
  readonly accept: Accept;
}

function One({ trace, accept }: OneProps) {
  const { speak, cabinet } = usePage();
  const time = useTime();
  const says = speak(trace.says);
  return (
    <li>
      <strong>{says}</strong>
      {trace.odd !== null && <p>{speak(trace.odd)}</p>}
      <p>{speak(whenOf(trace, time))}</p>
      <p class="mscl-actions">
        {trace.address === null ? (
          <span class="mscl-soft">{speak(say('page.traces.console'))}</span>
        ) : (
          <a class="ui basic tiny button" href={cabinet + trace.address} target="_blank" rel="noreferrer">
            <Icon name="external alternate" /> {speak(say('page.traces.open'))}
          </a>
        )}
        <Button
          small
          icon="check"
          says={say('page.traces.fine')}
          label={`${speak(say('page.traces.fine'))} ${says}`}
          onClick={() => accept(trace, true)}
        />
      </p>
    </li>
  );
}

function Settled({ trace, accept }: OneProps) {
  const { speak } = usePage();
  const time = useTime();
  const { fine } = trace.item;
  return (
    <li>
      {speak(trace.says)} {trace.explained !== null && <span>{speak(trace.explained)}</span>}
      {fine !== null && (
        <>
          <small>{speak(say('page.traces.fine.by', { person: printable(fine.by), at: time(fine.at) }))}</small>{' '}
          <Button small says={say('page.traces.fine.back')} onClick={() => accept(trace, false)} />
        </>
      )}
    </li>
  );
}

/** Whether only one person gets in: since when, who, what the kernel says of it; and the ways in and out of it. */
import { useEffect, useState } from 'preact/hooks';
import { say, type Message } from '../../../checklist/message.ts';
import type { PbxError } from '../../../pbx/errors.ts';
import {
  createIsolationApi,
  type CallsStopped,
  type Isolated,
  type IsolatedBy,
  type IsolationNow,
} from '../../../pbx/isolation-api.ts';
import type { ModuleCalls } from '../../../pbx/module-calls.ts';
import { usePage, useTime } from '../context.ts';
import { Icon, Lines, TroubleBox } from '../parts.tsx';

export interface IsolateProps {
  readonly calls: ModuleCalls;
  /** On every page: what is so, and nothing while nothing is. Else what leads there. */
  readonly isBanner?: boolean;
}

/** So often it is read, in ms. */
const EVERY = 5000;

/** Read again and again: it may end at any time. */
export function useIsolation(calls: ModuleCalls) {
  const [now, setNow] = useState<IsolationNow | null>(null);
  const [error, setError] = useState<PbxError | null>(null);
  useEffect(() => {
    const api = createIsolationApi(calls);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const look = async () => {
      const answer = await api.now();
      if (isGone) return;
      setError(answer.ok ? null : answer.error);
      if (answer.ok) setNow(answer.value);
      timer = setTimeout(() => void look(), EVERY);
    };
    void look();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [calls]);
  return { now, error };
}

export default function Isolate({ calls, isBanner = false }: IsolateProps) {
  const { speak, plans } = usePage();
  const { now, error } = useIsolation(calls);
  if (isBanner) {
    if (now === null || (now.isolated === null && now.calls === null)) return null;
    return (
      <div class="ui warning message mscl-screen" role="status" id="mscl-isolated">
        <State now={now} />
      </div>
    );
  }
  const isIsolated = (now?.isolated ?? null) !== null;
  return (
    <>
      {error !== null && <TroubleBox error={error} title={say('page.isolate.unread')} />}
      {isIsolated && <p>{speak(say('page.isolate.above'))}</p>}
      {now !== null && !isIsolated && plans !== null && (
        <>
          <p>{speak(say('page.isolate.what'))}</p>
          <p class="mscl-actions">
            <plans.Act action="isolate-pbx" />
          </p>
        </>
      )}
    </>
  );
}

function State({ now: { isolated, calls } }: { readonly now: IsolationNow }) {
  const by = isolated?.by ?? calls?.by ?? null;
  const { plans } = usePage();
  return (
    <>
      {isolated !== null && <Sealed isolated={isolated} />}
      {calls !== null && <Stopped calls={calls} />}
      {by !== null && plans !== null && (isolated !== null || calls !== null) && (
        <p class="mscl-actions">
          <plans.End plan={by.plan} />
        </p>
      )}
    </>
  );
}

function Sealed({ isolated }: { readonly isolated: Isolated }) {
  const { speak } = usePage();
  const since = useSince();
  const isClosed = isolated.v4 !== null;
  return (
    <>
      <p>
        <Icon name={isClosed ? 'lock' : 'exclamation triangle'} />{' '}
        <b>
          {speak(
            isClosed
              ? say('page.isolate.is', { networks: isolated.networks })
              : say('page.isolate.wanted', { networks: isolated.networks }),
          )}
        </b>{' '}
        {since(isolated.by)}
      </p>
      <Lines messages={linesOf(isolated)} name="mscl-plain" />
    </>
  );
}

function linesOf({ v4, v6, phones, dropped }: Isolated): readonly Message[] {
  return [
    ...(phones.length > 0 ? [say('page.isolate.phones', { networks: phones })] : []),
    ...(v4 === 'filter' || v6 === 'filter' ? [say('page.isolate.among-rules')] : []),
    ...(v4 !== null && v6 === null ? [say('page.isolate.v6-open')] : []),
    ...(v4 === null ? [] : [say('page.isolate.dropped', { count: dropped })]),
  ];
}

function Stopped({ calls }: { readonly calls: CallsStopped }) {
  const { speak } = usePage();
  const since = useSince();
  const { inForce, numbers } = calls;
  return (
    <p>
      <Icon name={inForce ? 'phone slash' : 'exclamation triangle'} />{' '}
      {speak(inForce ? say('page.isolate.calls', { numbers }) : say('page.isolate.calls.wanted'))} {since(calls.by)}
    </p>
  );
}

function useSince(): (by: IsolatedBy | null) => string {
  const { speak } = usePage();
  const time = useTime();
  return (by) => (by === null ? '' : speak(say('page.isolate.since', { at: time(by.at), person: by.person })));
}

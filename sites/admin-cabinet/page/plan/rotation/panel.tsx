/** New passwords on their way to the phones: who is back, who is not, the sheet, and giving an old one back. */
import { useEffect, useReducer, useState } from 'preact/hooks';
import { say } from '../../../../checklist/message.ts';
import type { PbxError } from '../../../../pbx/errors.ts';
import type { ModuleCalls } from '../../../../pbx/module-calls.ts';
import {
  createRotationApi,
  type OpenRotation,
  type RotatedOwner,
  type RotationApi,
} from '../../../../pbx/rotation-api.ts';
import { usePage, useTime } from '../../context.ts';
import { refocus } from '../../focus.ts';
import { Button, Dialog, DialogFoot, Icon, TroubleBox } from '../../parts.tsx';
import { actionName } from '../journal-words.ts';
import { isOver, type PlansState, type PlansStore } from '../store.ts';
import { countsOf } from './rows.ts';
import { SheetDialog } from './sheet.tsx';
import { createRotationStore, type RotationState, type RotationStore } from './store.ts';
import { ReturnTable } from './table.tsx';
import { sheetLine } from './words.ts';

export interface RotationProps {
  readonly calls: ModuleCalls;
  readonly plans: PlansStore;
  readonly state: PlansState;
}

export default function Rotation({ calls, plans, state: { status } }: RotationProps) {
  const [api] = useState(() => createRotationApi(calls));
  const [store] = useState(() =>
    createRotationStore({
      api,
      isBusy: () => {
        const { status } = plans.current();
        return status !== null && !isOver(status);
      },
    }),
  );
  const { rotations, lost } = useRotation(store);
  const isPlaying = status !== null && !isOver(status);
  // What was given back, or renewed once more.
  useEffect(() => {
    if (!isPlaying) void store.look();
  }, [isPlaying]);
  return (
    <>
      {rotations.map((one) => (
        <Panel key={one.plan} api={api} plans={plans} store={store} rotation={one} lost={lost} isPlaying={isPlaying} />
      ))}
    </>
  );
}

function useRotation(store: RotationStore): RotationState {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const end = store.subscribe(() => again(undefined));
    const seen = () => {
      if (!document.hidden) void store.look();
    };
    document.addEventListener('visibilitychange', seen);
    store.start();
    return () => {
      store.stop();
      document.removeEventListener('visibilitychange', seen);
      end();
    };
  }, [store]);
  return store.current();
}

interface PanelProps extends Pick<RotationProps, 'plans'> {
  readonly api: RotationApi;
  readonly store: RotationStore;
  readonly rotation: OpenRotation;
  readonly lost: PbxError | null;
  readonly isPlaying: boolean;
}

type Opened = { readonly kind: 'sheet' | 'finish' } | { readonly kind: 'give-back'; readonly owner: RotatedOwner };

function Panel({ api, plans, store, rotation, lost, isPlaying }: PanelProps) {
  const { speak } = usePage();
  const time = useTime();
  const [opened, setOpened] = useState<Opened | null>(null);
  const id = `mscl-rotation-${rotation.plan}`;
  const counts = countsOf(rotation.owners);
  const close = () => {
    setOpened(null);
    refocus(`#${id}`);
    void store.look();
  };
  const at = (seconds: number) => time(new Date(seconds * 1000).toISOString());
  const isShown = rotation.sheet === 'open' || rotation.sheet === 'consent';
  return (
    <section class="ui segment mscl-plan mscl-rotation" id={id} tabIndex={-1} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        <Icon name="key" /> {speak(say('page.rotation.title', { action: actionName(rotation.action) }))}
      </h2>
      <p>
        {speak(
          say('page.rotation.since', { person: rotation.person, at: at(rotation.playedAt), until: at(rotation.until) }),
        )}
      </p>
      <p class="mscl-rotation-counts" role="status">
        <b>{speak(say('page.rotation.counts', { back: counts.back, all: counts.all }))}</b>
        {counts.tried > 0 && <span> {speak(say('page.rotation.counts.tried', { count: counts.tried }))}</span>}
      </p>
      <progress class="mscl-rotation-progress" value={counts.back} max={Math.max(1, counts.all)} aria-hidden="true" />
      <p class="mscl-actions mscl-screen">
        {isShown && (
          <Button
            kind={counts.back === counts.all ? 'basic' : 'primary'}
            icon="list alternate outline"
            says={say('page.rotation.sheet')}
            onClick={() => setOpened({ kind: 'sheet' })}
          />
        )}
        <Button
          kind={counts.open === 0 ? 'primary' : 'basic'}
          icon="flag checkered"
          says={say('page.rotation.finish')}
          disabled={isPlaying}
          onClick={() => setOpened({ kind: 'finish' })}
        />
      </p>
      {!isShown && <p class="mscl-hint">{speak(sheetLine(rotation))}</p>}
      {rotation.trouble !== null && (
        <p class="mscl-wrong" role="alert">
          <Icon name="exclamation triangle" /> {speak(say('page.rotation.no-log', { detail: rotation.trouble }))}
        </p>
      )}
      {rotation.isBehind && <p class="mscl-hint">{speak(say('page.rotation.behind'))}</p>}
      {lost !== null && <p class="mscl-hint">{speak(say('page.rotation.lost'))}</p>}
      <ReturnTable
        rotation={rotation}
        isLocked={isPlaying}
        onGiveBack={(owner) => setOpened({ kind: 'give-back', owner })}
      />
      {opened?.kind === 'sheet' && <SheetDialog api={api} rotation={rotation} onClose={close} />}
      {opened?.kind === 'finish' && <FinishDialog api={api} rotation={rotation} onClose={close} />}
      {opened?.kind === 'give-back' && (
        <GiveBackDialog plans={plans} plan={rotation.plan} owner={opened.owner} onClose={close} />
      )}
    </section>
  );
}

interface FinishProps {
  readonly api: RotationApi;
  readonly rotation: OpenRotation;
  readonly onClose: () => void;
}

function FinishDialog({ api, rotation, onClose }: FinishProps) {
  const { speak } = usePage();
  const { error, isBusy, send } = useSending(() => api.finish(rotation.plan), onClose);
  const { open } = countsOf(rotation.owners);
  return (
    <Dialog title={say('page.rotation.finish.title')} onClose={onClose}>
      <form onSubmit={send}>
        <p>{speak(say('page.rotation.finish.what'))}</p>
        {open > 0 && (
          <p class="mscl-wrong">
            <Icon name="exclamation triangle" /> {speak(say('page.rotation.finish.open', { count: open }))}
          </p>
        )}
        {error !== null && <TroubleBox error={error} title={say('page.rotation.finish.not')} />}
        <DialogFoot>
          <Button kind="primary" icon="flag checkered" says={say('page.rotation.finish')} disabled={isBusy} />
        </DialogFoot>
      </form>
    </Dialog>
  );
}

interface GiveBackProps {
  readonly plans: PlansStore;
  readonly plan: string;
  readonly owner: RotatedOwner;
  readonly onClose: () => void;
}

function GiveBackDialog({ plans, plan, owner: { owner, number, name }, onClose }: GiveBackProps) {
  const { speak } = usePage();
  const who = name === '' ? number : `${number} ${name}`;
  const title = say('page.rotation.give-back.title', { who });
  const { error, isBusy, send } = useSending(() => plans.undo(plan, speak(title), [`secret:${owner}`]), onClose);
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={send}>
        <p>{speak(say('page.rotation.give-back.what'))}</p>
        {error !== null && <TroubleBox error={error} title={say('page.rotation.give-back.not')} />}
        <DialogFoot>
          <Button kind="primary" icon="undo" says={say('page.rotation.give-back')} disabled={isBusy} />
        </DialogFoot>
      </form>
    </Dialog>
  );
}

function useSending(act: () => ReturnType<RotationApi['finish']>, onDone: () => void) {
  const [error, setError] = useState<PbxError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const send = (event: Event) => {
    event.preventDefault();
    setBusy(true);
    void act().then((answer) => {
      setBusy(false);
      setError(answer.ok ? null : answer.error);
      if (answer.ok) onDone();
    });
  };
  return { error, isBusy, send };
}

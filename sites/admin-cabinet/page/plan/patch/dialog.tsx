/** The vendor's fix of 2024.1.114: had, read, run, taken back. Closing it changes nothing; opened again, it shows where it stands. */
import { useEffect, useReducer, useState } from 'preact/hooks';
import { say } from '../../../../checklist/message.ts';
import type { ModuleCalls } from '../../../../pbx/module-calls.ts';
import { createPatchApi, type PatchState } from '../../../../pbx/patch-api.ts';
import { usePage } from '../../context.ts';
import { Dialog, Icon, TroubleBox } from '../../parts.tsx';
import { Result } from './result.tsx';
import { Script } from './script.tsx';
import { Source } from './source.tsx';
import { createPatchStore, type PatchStore, type PatchView } from './store.ts';
import { troubleLine } from './words.ts';

export interface PatchProps {
  readonly calls: ModuleCalls;
  readonly onClose: () => void;
}

export default function PatchDialog({ calls, onClose }: PatchProps) {
  const { speak, store } = usePage();
  const [patches] = useState(() =>
    createPatchStore({ api: createPatchApi(calls), onRun: () => void store.check(['patch', 'system', 'rotation']) }),
  );
  const view = useView(patches);
  const { patch, lost, refused, notTaken, isBusy } = view;
  const trouble = patch?.trouble ?? null;
  return (
    <Dialog title={say('page.patch.title')} onClose={onClose}>
      <div class="mscl-form mscl-patch">
        <p>{speak(say('page.patch.what'))}</p>
        {patch === null && lost === null && <Doing says="page.load.part" />}
        {lost !== null && isBusy && <Doing says="page.patch.lost" />}
        {lost !== null && !isBusy && <TroubleBox error={lost} title={say('page.patch.unknown')} />}
        {refused !== null && <TroubleBox error={refused} title={say('page.patch.refused')} />}
        {notTaken && <Wrong says="page.patch.not-taken" />}
        {!isBusy && trouble !== null && (
          <p class="ui warning message mscl-trouble" role="alert">
            {speak(troubleLine(trouble))}
          </p>
        )}
        {patch !== null && <Steps patches={patches} view={view} patch={patch} />}
      </div>
    </Dialog>
  );
}

type Busy = 'page.load.part' | 'page.patch.fetching' | 'page.patch.lost' | 'page.patch.waiting';

/** What can be done now: one thing at a time. */
function Steps({
  patches,
  view,
  patch,
}: {
  readonly patches: PatchStore;
  readonly view: PatchView;
  readonly patch: PatchState;
}) {
  const [isAgain, setAgain] = useState(false);
  const { script, run, phase, kept } = patch;
  const isNew = script !== null && (run === null || Date.parse(script.at) > Date.parse(run.endedAt ?? run.at));
  useEffect(() => setAgain(false), [script?.at, run?.at]);
  if (run !== null && phase === 'running') return <Result run={run} />;
  if (view.isBusy) return <Doing says={phase === 'fetching' ? 'page.patch.fetching' : 'page.patch.waiting'} />;
  return (
    <>
      {run !== null && !isNew && (
        <Result
          run={run}
          onRestore={kept !== null && run.act === 'run' ? () => void patches.restore(kept) : null}
          onAgain={isAgain ? null : () => setAgain(true)}
        />
      )}
      {isNew && !isAgain ? (
        <Script
          script={script}
          text={view.text}
          onRun={(typed) => void patches.run(script.sha256, typed)}
          onOther={() => setAgain(true)}
        />
      ) : (
        (run === null || isNew || isAgain) && <Source onFetch={(source) => void patches.fetch(source)} />
      )}
    </>
  );
}

function Doing({ says }: { readonly says: Busy }) {
  const { speak } = usePage();
  return (
    <p class="mscl-later" role="status">
      <Icon name="hourglass half" /> {speak(say(says))}
    </p>
  );
}

function Wrong({ says }: { readonly says: 'page.patch.not-taken' }) {
  const { speak } = usePage();
  return (
    <p class="ui warning message mscl-trouble" role="alert">
      {speak(say(says))}
    </p>
  );
}

function useView(patches: PatchStore): PatchView {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const end = patches.subscribe(() => again(undefined));
    patches.start();
    return () => {
      patches.stop();
      end();
    };
  }, [patches]);
  return patches.current();
}

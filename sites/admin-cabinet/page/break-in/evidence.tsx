/** Evidence of a break-in: collected, followed, saved, checked, deleted. Closing the page changes nothing; opened again, it shows where it stands. */
import type { ComponentChildren } from 'preact';
import { useEffect, useReducer, useState } from 'preact/hooks';
import { say, type Message } from '../../../checklist/message.ts';
import { printable } from '../../../checklist/printable.ts';
import { createEvidenceApi, type EvidenceArchive, type EvidencePeriod } from '../../../pbx/evidence-api.ts';
import type { ModuleCalls } from '../../../pbx/module-calls.ts';
import { usePage, useTime } from '../context.ts';
import { Button, Icon, TroubleBox } from '../parts.tsx';
import { createEvidenceStore, type EvidenceStore, type EvidenceView } from './evidence-store.ts';
import { clockLine, sizeOf, timeLeft, troubleLine } from './evidence-words.ts';

export interface EvidenceProps {
  readonly calls: ModuleCalls;
  /** That is offered, in the local time of the PBX. */
  readonly period: EvidencePeriod;
  /** The browser has begun to save the archive, whose hash this is. */
  readonly onGiven?: (sha256: string) => void;
  /** What can be done once it has arrived. */
  readonly arrived?: ComponentChildren;
}

export default function Evidence({ calls, period, onGiven, arrived = null }: EvidenceProps) {
  const { speak, language } = usePage();
  const [store] = useState(() => createEvidenceStore({ api: createEvidenceApi(calls), open: save }));
  const view = useView(store);
  const { evidence, isAsked, lost, refused, notTaken } = view;
  const archive = evidence?.archive ?? null;
  const trouble = evidence?.trouble ?? null;
  return (
    <div class="mscl-form mscl-evidence">
      <p>{speak(say('page.evidence.what'))}</p>
      {evidence === null && lost === null && <Doing says={say('page.load.part')} />}
      {lost !== null && <TroubleBox error={lost} title={say('page.evidence.unknown')} />}
      {refused !== null && <TroubleBox error={refused} title={say('page.evidence.refused')} />}
      {notTaken && <Wrong says={say('page.evidence.not-taken')} />}
      {trouble !== null && !isAsked && <Wrong says={troubleLine(trouble, language)} />}
      {isAsked && <Doing says={say('page.evidence.waits')} />}
      {evidence !== null && archive === null && !isAsked && <Start store={store} period={period} />}
      {archive !== null && evidence?.phase === 'collecting' && <Collecting store={store} archive={archive} />}
      {archive !== null && evidence?.phase === 'stopped' && !isAsked && <Stopped store={store} archive={archive} />}
      {archive !== null && <Ready {...{ store, archive, view, arrived }} {...(onGiven !== undefined && { onGiven })} />}
    </div>
  );
}

function Start({ store, period }: { readonly store: EvidenceStore; readonly period: EvidencePeriod }) {
  const { speak } = usePage();
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to);
  const [isWithRecordings, setRecordings] = useState(false);
  const isReady = from !== '' && to !== '' && from <= to;
  return (
    <form
      class="ui form"
      onSubmit={(event) => {
        event.preventDefault();
        void store.collect({ from, to }, isWithRecordings);
      }}
    >
      <label class="field">
        <span>{speak(say('page.evidence.from'))}</span>
        <input type="datetime-local" required value={from} onInput={(event) => setFrom(event.currentTarget.value)} />
      </label>
      <label class="field">
        <span>{speak(say('page.evidence.to'))}</span>
        <input type="datetime-local" required value={to} onInput={(event) => setTo(event.currentTarget.value)} />
      </label>
      {!isReady && <p role="alert">{speak(say('page.evidence.period'))}</p>}
      <label class="mscl-check">
        <input
          type="checkbox"
          checked={isWithRecordings}
          onChange={(event) => setRecordings(event.currentTarget.checked)}
        />{' '}
        {speak(say('page.evidence.recordings'))}
      </label>
      <p class="mscl-hint">{speak(say('page.evidence.recordings.hint'))}</p>
      <p class="mscl-actions">
        <Button kind="primary" icon="archive" says={say('page.evidence.start')} disabled={!isReady} />
      </p>
      <p class="mscl-hint">{speak(say('page.evidence.start.hint'))}</p>
    </form>
  );
}

interface ArchiveProps {
  readonly store: EvidenceStore;
  readonly archive: EvidenceArchive;
}

function Collecting({ store, archive }: ArchiveProps) {
  const { speak, language } = usePage();
  const { expected, written, rotationHeld } = archive;
  const left = timeLeft(archive);
  return (
    <>
      <label class="mscl-progress">
        <span role="status">
          {expected === 0
            ? speak(say('page.evidence.preparing'))
            : speak(
                say('page.evidence.collecting', { done: sizeOf(written, language), all: sizeOf(expected, language) }),
              )}{' '}
          {left !== null && speak(say('page.evidence.left', { time: left }))}
        </span>
        <progress value={written} max={Math.max(1, expected, written)} />
      </label>
      {!rotationHeld && <p class="mscl-hint">{speak(say('page.evidence.rotation'))}</p>}
      <p class="mscl-hint">{speak(say('page.evidence.collecting.hint'))}</p>
      <Sure says="page.evidence.cancel" sure="page.evidence.cancel.sure" onSure={() => void store.remove()} />
    </>
  );
}

function Stopped({ store, archive }: ArchiveProps) {
  const { speak, language } = usePage();
  const sizes = { done: sizeOf(archive.written, language), all: sizeOf(archive.expected, language) };
  return (
    <>
      <p>{speak(say('page.evidence.stopped', sizes))}</p>
      <p class="mscl-actions">
        <Button kind="primary" icon="play" says={say('page.evidence.resume')} onClick={() => void store.resume()} />
      </p>
      <Sure says="page.evidence.delete" sure="page.evidence.cancel.sure" onSure={() => void store.remove()} />
    </>
  );
}

interface ReadyProps extends ArchiveProps, Pick<EvidenceProps, 'onGiven' | 'arrived'> {
  readonly view: EvidenceView;
}

function Ready({ store, archive, view, onGiven, arrived }: ReadyProps) {
  const { speak, language } = usePage();
  const time = useTime();
  const { size, sha256, members, skipped, until, person, at } = archive;
  if (size === null || sha256 === null) return null;
  const give = async () => {
    if (await store.save('archive')) onGiven?.(sha256);
  };
  const canResume = view.evidence?.phase === 'ready' && view.evidence.trouble !== null;
  return (
    <>
      <p role="status">
        <Icon name="check" />{' '}
        <strong>{speak(say('page.evidence.ready', { size: sizeOf(size, language), count: members }))}</strong>{' '}
        <small>{speak(say('page.evidence.owner', { at: time(at), person: printable(person) }))}</small>
      </p>
      <p class="mscl-actions">
        <Button kind="primary" icon="download" says={say('page.evidence.download')} onClick={() => void give()} />
      </p>
      <p class="mscl-hint">{speak(say('page.evidence.download.hint'))}</p>
      <p>{speak(say('page.evidence.sum'))}</p>
      <p>
        <code class="mscl-evidence-sum">{sha256}</code>
      </p>
      {arrived}
      {skipped > 0 && <p class="mscl-hint">{speak(say('page.evidence.skipped', { count: skipped }))}</p>}
      <p class="mscl-hint">{speak(clockLine(archive))}</p>
      <Recordings store={store} archive={archive} />
      {canResume && (
        <p class="mscl-actions">
          <Button icon="play" says={say('page.evidence.resume')} onClick={() => void store.resume()} />
        </p>
      )}
      <details>
        <summary>{speak(say('page.evidence.check'))}</summary>
        <p>{speak(say('page.evidence.check.how'))}</p>
        <pre class="mscl-commands" tabIndex={0} aria-label={speak(say('page.evidence.check'))}>
          {commands(archive)}
        </pre>
      </details>
      {until !== null && <p>{speak(say('page.evidence.until', { date: time(until) }))}</p>}
      <Sure says="page.evidence.delete" sure="page.evidence.delete.sure" onSure={() => void store.remove()} />
    </>
  );
}

function Recordings({ store, archive }: ArchiveProps) {
  const { speak, language } = usePage();
  const { how, files, bytes, doneFiles, doneBytes, missing, sha256 } = archive.recordings;
  if (how === 'included' || files === 0) return null;
  const all = sizeOf(bytes, language);
  return (
    <>
      {how === 'no-room' && <p>{speak(say('page.evidence.no-room', { size: all }))}</p>}
      {sha256 === null ? (
        <label class="mscl-progress">
          <span>{speak(say('page.evidence.hashing', { done: sizeOf(doneBytes, language), all }))}</span>
          <progress value={doneBytes} max={Math.max(1, bytes)} />
        </label>
      ) : (
        <>
          <p>
            {speak(say('page.evidence.hashed', { count: doneFiles - missing }))}{' '}
            <code class="mscl-evidence-sum">{sha256}</code>
          </p>
          <p class="mscl-actions">
            <Button icon="download" says={say('page.evidence.hashes')} onClick={() => void store.save('hashes')} />
          </p>
        </>
      )}
    </>
  );
}

/** Is asked once more: it cannot be had back. */
function Sure({
  says,
  sure,
  onSure,
}: {
  readonly says: 'page.evidence.cancel' | 'page.evidence.delete';
  readonly sure: 'page.evidence.cancel.sure' | 'page.evidence.delete.sure';
  readonly onSure: () => void;
}) {
  const { speak } = usePage();
  const [isSure, setSure] = useState(false);
  return (
    <>
      {isSure && <p role="alert">{speak(say(sure))}</p>}
      <p class="mscl-actions">
        <Button
          icon={says === 'page.evidence.cancel' ? 'stop' : 'trash'}
          says={say(isSure ? 'page.evidence.delete.yes' : says)}
          onClick={isSure ? onSure : () => setSure(true)}
        />
        {isSure && <Button says={say('page.evidence.keep')} onClick={() => setSure(false)} />}
      </p>
    </>
  );
}

function Doing({ says }: { readonly says: Message }) {
  const { speak } = usePage();
  return (
    <p class="mscl-later" role="status">
      <Icon name="hourglass half" /> {speak(says)}
    </p>
  );
}

function Wrong({ says }: { readonly says: Message }) {
  const { speak } = usePage();
  return (
    <p class="ui warning message mscl-trouble" role="alert">
      {speak(says)}
    </p>
  );
}

/** The same in every language. */
function commands({ id, sha256 }: EvidenceArchive): string {
  const folder = `evidence-${id}`;
  return [
    'tar -xf evidence.tar',
    `cd ${folder}`,
    'sha256sum -c --quiet SHA256SUMS && sha256sum SHA256SUMS',
    `# ${sha256 ?? ''}`,
  ].join('\n');
}

/** The web server says that it is to be saved, so the page stays. */
function save(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}

function useView(store: EvidenceStore): EvidenceView {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const end = store.subscribe(() => again(undefined));
    store.start();
    return () => {
      store.stop();
      end();
    };
  }, [store]);
  return store.current();
}

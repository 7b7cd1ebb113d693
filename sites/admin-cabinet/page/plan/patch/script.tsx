/** The script, to be read; and the hash of it, to be typed by who has. */
import { useState } from 'preact/hooks';
import { say } from '../../../../checklist/message.ts';
import { printable } from '../../../../checklist/printable.ts';
import type { PatchScript } from '../../../../pbx/patch-api.ts';
import { usePage, useTime } from '../../context.ts';
import { Button, DialogFoot } from '../../parts.tsx';

/** As the PBX asks. */
const TYPED = 8;

interface ScriptProps {
  readonly script: PatchScript;
  /** null: it is not here yet. */
  readonly text: string | null;
  readonly onRun: (typed: string) => void;
  readonly onOther: () => void;
}

export function Script({ script, text, onRun, onOther }: ScriptProps) {
  const { speak } = usePage();
  const time = useTime();
  const [typed, setTyped] = useState('');
  const begin = typed.trim().toLowerCase();
  const fits = begin.length >= TYPED && script.sha256.startsWith(begin);
  const host = printable(script.host);
  const from =
    script.from === 'file' ? say('page.patch.script.file') : say(`page.patch.script.${script.from}`, { host });
  return (
    <form
      class="ui form"
      onSubmit={(event) => {
        event.preventDefault();
        if (fits && text !== null) onRun(begin);
      }}
    >
      <h3>{speak(say('page.patch.script'))}</h3>
      <p>
        {speak(from)}{' '}
        {speak(
          say('page.patch.script.about', { size: script.size, at: time(script.at), person: printable(script.person) }),
        )}
      </p>
      <p>
        SHA-256: <code class="mscl-patch-hash">{script.sha256}</code>
      </p>
      <p>{speak(say('page.patch.script.unknown'))}</p>
      <pre class="mscl-commands mscl-patch-text" tabIndex={0} aria-label={speak(say('page.patch.script'))}>
        {text ?? speak(say('page.load.part'))}
      </pre>
      <label class="field">
        <span>{speak(say('page.patch.typed', { count: TYPED }))}</span>
        <input
          type="text"
          class="mscl-mono"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          maxLength={64}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <DialogFoot before={<p class="mscl-hint">{speak(say('page.patch.run.what'))}</p>}>
        <Button kind="primary" icon="play" says={say('page.patch.run')} disabled={!fits || text === null} />
        <Button icon="redo" says={say('page.patch.other')} onClick={onOther} />
      </DialogFoot>
    </form>
  );
}

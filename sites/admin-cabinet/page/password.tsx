/** The password of a login: proving it by typing it once, and likely ones tried on the PBX. */
import { useState } from 'preact/hooks';
import type { Login } from '../../checklist/facts/types.ts';
import { say } from '../../checklist/message.ts';
import type { Answer, PbxError } from '../../pbx/errors.ts';
import type { ModuleApi, LoginName } from '../../pbx/module-api.ts';
import { usePage } from './context.ts';
import { Button, Dialog, TroubleBox } from './parts.tsx';

interface ProveDialogProps {
  readonly which: LoginName;
  /** Whose password it is; for password managers. */
  readonly login: string;
  readonly onClose: () => void;
}

/** What is typed goes to the PBX and nowhere else, and is forgotten here with the dialog. */
export function ProveDialog({ which, login, onClose }: ProveDialogProps) {
  const { store, speak, announce } = usePage();
  const [password, setPassword] = useState('');
  const [differs, setDiffers] = useState(false);
  const [trouble, setTrouble] = useState<PbxError | null>(null);
  const [busy, setBusy] = useState(false);

  const prove = async () => {
    setBusy(true);
    setTrouble(null);
    setDiffers(false);
    const proven = await store.write(
      (api) => api.provePassword(which, password),
      [which === 'web' ? 'webLogin' : 'ssh'],
    );
    setBusy(false);
    if (!proven.ok) {
      setTrouble(proven.error);
    } else if (proven.value) {
      announce(say('page.prove.matched'));
      onClose();
    } else {
      setDiffers(true);
    }
  };

  return (
    <Dialog title={say('page.prove.title')} onClose={onClose}>
      <form
        class="ui form mscl-form"
        onSubmit={(event) => {
          event.preventDefault();
          void prove();
        }}
      >
        <p>{speak(say('page.prove.what'))}</p>
        <input type="text" autocomplete="username" value={login} readOnly hidden />
        <label class="field">
          <span>{speak(say('page.prove.password'))}</span>
          <input
            type="password"
            autocomplete="current-password"
            required
            maxLength={255}
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </label>
        {differs && (
          <p class="ui warning message mscl-trouble" role="alert">
            {speak(say('page.prove.differs'))}
          </p>
        )}
        {trouble !== null && <TroubleBox error={trouble} title={say('page.prove.failed')} />}
        <p class="mscl-actions">
          <Button
            kind="primary"
            icon="check"
            says={say(busy ? 'page.prove.busy' : 'page.prove.go')}
            disabled={busy || password === ''}
          />
        </p>
      </form>
    </Dialog>
  );
}

/** Trying likely passwords against the stored hash, where only a hash is stored. */
export function Guessing({ which, login }: { readonly which: LoginName; readonly login: Login }) {
  const { store, speak, announce } = usePage();
  const [trouble, setTrouble] = useState<PbxError | null>(null);
  const [busy, setBusy] = useState(false);
  const { guess, features } = login;
  if (features !== null) return null;

  const ask = async (what: (api: ModuleApi) => Promise<Answer<unknown>>, started: boolean) => {
    setBusy(true);
    setTrouble(null);
    const answer = await store.write(what, [which === 'web' ? 'webLogin' : 'ssh']);
    setBusy(false);
    if (answer.ok) announce(say(started ? 'page.guess.started' : 'page.guess.cancelled'));
    else setTrouble(answer.error);
  };

  return (
    <div class="mscl-guess">
      {guess.state === 'running' ? (
        <>
          <label>
            {speak(say('page.guess.running', { tried: guess.tried, total: guess.total }))}
            <progress value={guess.tried} max={Math.max(1, guess.total)} />
          </label>
          <Button
            small
            icon="stop"
            says={say('page.guess.cancel')}
            disabled={busy}
            onClick={() => void ask((api) => api.cancelGuessing(which), false)}
          />
        </>
      ) : (
        <>
          <span>
            {speak(
              guess.state === 'no-match'
                ? say('page.guess.no-match', { tried: guess.tried })
                : say(guess.state === 'match' ? 'page.guess.match' : 'page.guess.not-run'),
            )}
          </span>{' '}
          <Button
            small
            icon="search"
            says={say(guess.state === 'not-run' ? 'page.guess.start' : 'page.guess.again')}
            disabled={busy}
            onClick={() => void ask((api) => api.startGuessing(which), true)}
          />
        </>
      )}
      {trouble !== null && <TroubleBox error={trouble} title={say('page.guess.failed')} />}
    </div>
  );
}

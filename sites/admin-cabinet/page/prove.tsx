/** Proving the password of a login by typing it once. */
import { useState } from 'preact/hooks';
import { say } from '../../checklist/message.ts';
import type { PbxError } from '../../pbx/errors.ts';
import type { LoginName } from '../../pbx/module-api.ts';
import { usePage } from './context.ts';
import { Button, Dialog, DialogFoot, TroubleBox } from './parts.tsx';

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
        <DialogFoot>
          <Button
            kind="primary"
            icon="check"
            says={say(busy ? 'page.prove.busy' : 'page.prove.go')}
            disabled={busy || password === ''}
          />
        </DialogFoot>
      </form>
    </Dialog>
  );
}

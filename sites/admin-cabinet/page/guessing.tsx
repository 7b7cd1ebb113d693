/** Likely passwords, tried on the PBX. */
import { useState } from 'preact/hooks';
import type { Login } from '../../checklist/facts/types.ts';
import { say } from '../../checklist/message.ts';
import type { Answer, PbxError } from '../../pbx/errors.ts';
import type { ModuleApi, LoginName } from '../../pbx/module-api.ts';
import { usePage } from './context.ts';
import { Button, TroubleBox } from './parts.tsx';

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

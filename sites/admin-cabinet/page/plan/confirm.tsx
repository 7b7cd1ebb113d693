/** Confirms a plan that sets a password: with that password, typed once more. */
import { useState } from 'preact/hooks';
import { say } from '../../../checklist/message.ts';
import { usePage } from '../context.ts';
import { Button } from '../parts.tsx';
import type { PlansState, PlansStore } from './store.ts';

interface ConfirmProps {
  readonly plans: PlansStore;
  readonly doing: PlansState['doing'];
  readonly isUp: boolean;
}

export function ConfirmWithPassword({ plans, doing, isUp }: ConfirmProps) {
  const { speak, store } = usePage();
  const login = store.current().reading.facts?.parts.webLogin;
  const [password, setPassword] = useState('');
  return (
    <form
      class="ui form"
      onSubmit={(event) => {
        event.preventDefault();
        void plans.confirm(password);
      }}
    >
      <input
        type="text"
        autocomplete="username"
        value={login?.state === 'known' ? login.data.login : ''}
        readOnly
        hidden
      />
      <label class="field">
        <span>{speak(say('page.plan.confirm.password'))}</span>
        <input
          type="password"
          autocomplete="current-password"
          maxLength={255}
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
      </label>
      <p class="mscl-actions">
        <Button
          kind="primary"
          icon="check"
          says={say(doing === 'confirm' ? 'page.plan.confirming' : 'page.plan.confirm')}
          disabled={doing !== null || isUp || password === ''}
        />
      </p>
    </form>
  );
}

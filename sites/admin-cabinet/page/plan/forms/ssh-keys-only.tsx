/** Keys alone: which there are and which was just used, or the words of somebody who can get to the console. */
import { sshKeysOnlyChoices, type KeysOnlyChoice } from '../../../../checklist/actions/choices/ssh-keys-only.ts';
import { usedKeys } from '../../../../checklist/actions/ssh-keys-only.ts';
import { say } from '../../../../checklist/message.ts';
import { usePage } from '../../context.ts';
import { Button } from '../../parts.tsx';
import { fixOf, type FieldsProps } from './fix.tsx';
import { Instead } from './instead.tsx';

function Fields({ parts, choice, onChoice, onInstead }: FieldsProps<KeysOnlyChoice>) {
  const { speak, store } = usePage();
  const keys = parts.ssh.state === 'known' ? parts.ssh.data.authorizedKeys : [];
  const used = new Set(usedKeys(parts));
  return (
    <>
      {keys.length > 0 && (
        <>
          <p>{speak(say('page.keys-only.keys'))}</p>
          <ul class="mscl-lines">
            {keys.map((key) => (
              <li key={key.fingerprint}>
                {speak(say('checks.ssh-access.key', { ...key }))}{' '}
                {used.has(key) && <strong>{speak(say('page.keys-only.used'))}</strong>}
              </li>
            ))}
          </ul>
        </>
      )}
      {used.size === 0 && (
        <>
          <p class="mscl-actions">
            <Button
              icon="sync alternate"
              small
              says={say('page.keys-only.again')}
              onClick={() => void store.check(sshKeysOnlyChoices.parts)}
            />
          </p>
          <label class="field">
            <span>{speak(say('page.keys-only.type', { words: say('actions.keys-only.console.words') }))}</span>
            <input
              type="text"
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              value={choice.console}
              onInput={(event) => onChoice({ ...choice, console: event.currentTarget.value })}
            />
          </label>
        </>
      )}
      <Instead action="change-ssh-password" onInstead={onInstead} />
    </>
  );
}

export const SshKeysOnly = fixOf(sshKeysOnlyChoices, Fields);

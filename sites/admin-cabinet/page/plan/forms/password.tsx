/** A new password, typed or made here: judged while it is typed, in the end by the PBX; and whether another login gets it, too. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PasswordChoice } from '../../../../checklist/actions/choices/change-web-password.ts';
import { loginOf, OTHER, otherToo, type LoginId } from '../../../../checklist/actions/login-passwords.ts';
import { say } from '../../../../checklist/message.ts';
import { madePassword } from '../../../../checklist/secrets/made.ts';
import { NO_DICTIONARY } from '../../../../checklist/secrets/dictionary.ts';
import { judgePassword, LONGEST_PASSWORD } from '../../../../checklist/secrets/policy.ts';
import { rulesInWords } from '../../../../checklist/secrets/rules.ts';
import { usePage } from '../../context.ts';
import { copied } from '../../copy.ts';
import { Button } from '../../parts.tsx';
import type { FieldsProps } from './fix.tsx';
import { useJudged } from './judged.ts';

interface PasswordFieldsProps extends FieldsProps<PasswordChoice> {
  readonly which: LoginId;
}

export function PasswordFields({ which, parts, choice, onChoice }: PasswordFieldsProps) {
  const { speak, announce } = usePage();
  const field = useRef<HTMLInputElement>(null);
  const [isShown, setShown] = useState(false);
  const login = loginOf(which, parts)?.login ?? '';
  const company = parts.system.state === 'known' ? parts.system.data.name : '';
  const judge = (typed: string) => judgePassword(typed, { login, company }, NO_DICTIONARY);
  const type = (typed: string) => onChoice({ ...choice, typed, fits: false });
  const here = judge(choice.typed);
  const other = otherToo(which, parts);
  const judged = useJudged(other !== null && choice.also ? [which, OTHER[which]] : [which], choice.typed, here.fits);
  const fits = here.fits && (judged.state === 'judged' ? judged.fits : judged.state === 'unknown');
  useEffect(() => {
    if (choice.fits !== fits) onChoice({ ...choice, fits });
  }, [choice.fits, fits]);
  const broken = here.fits && judged.state === 'judged' ? judged.broken : here.broken;
  const make = () => {
    setShown(true);
    type(
      madePassword(
        (bytes) => crypto.getRandomValues(bytes),
        (made) => judge(made).fits,
      ),
    );
  };
  const copy = async () => {
    setShown(true);
    if (field.current !== null && (await copied(field.current))) announce(say('page.password.copied'));
  };
  return (
    <>
      <input type="text" autocomplete="username" value={login} readOnly hidden />
      <label class="field">
        <span>{speak(say('page.password.new'))}</span>
        <input
          ref={field}
          type={isShown ? 'text' : 'password'}
          class="mscl-mono"
          autocomplete="new-password"
          autocapitalize="off"
          spellcheck={false}
          maxLength={LONGEST_PASSWORD}
          value={choice.typed}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </label>
      <p class="mscl-actions">
        <Button icon="magic" small says={say('page.password.make')} onClick={make} />
        <Button
          icon="copy outline"
          small
          says={say('page.password.copy')}
          disabled={choice.typed === ''}
          onClick={() => void copy()}
        />
        <label>
          <input type="checkbox" checked={isShown} onChange={() => setShown(!isShown)} />{' '}
          {speak(say('page.password.show'))}
        </label>
      </p>
      {choice.typed !== '' && (
        <div role="status">
          <ul class="mscl-plain mscl-soft">
            {!here.canBeStored && <li>{speak(say('page.password.characters'))}</li>}
            {rulesInWords(broken).map((rule) => (
              <li key={rule.key}>{speak(rule)}</li>
            ))}
            {here.fits && judged.state === 'asking' && <li>{speak(say('page.password.asking'))}</li>}
            {fits && <li>{speak(say(judged.state === 'judged' ? 'page.password.fits' : 'page.password.unjudged'))}</li>}
            {fits && <li>{speak(say('page.password.keep'))}</li>}
          </ul>
        </div>
      )}
      {other !== null && (
        <label class="field">
          <input type="checkbox" checked={choice.also} onChange={() => onChoice({ ...choice, also: !choice.also })} />{' '}
          {speak(say(`page.password.also.${which}`))}{' '}
          {other === 'factory' && <small>{speak(say(`page.password.also.${which}.factory`))}</small>}
        </label>
      )}
    </>
  );
}

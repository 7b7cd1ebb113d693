/** New login names: what they end in, and whether passwords become new ones at the same visit. */
import { useEffect } from 'preact/hooks';
import { whoseIn } from '../../../../../checklist/actions/choices/rotate-sip-passwords.ts';
import { type UsernameChoice } from '../../../../../checklist/actions/choices/set-auth-username.ts';
import { SECRET_CHOICES } from '../../../../../checklist/actions/offered/renewals.ts';
import { say } from '../../../../../checklist/message.ts';
import { usePage } from '../../../context.ts';
import { fixOf, type FieldsProps } from '../fix.tsx';
import { DAY } from './passwords.tsx';
import { Places } from './places.tsx';
import { proposed, Suffix } from './suffix.tsx';
import { Whose } from './whose.tsx';

export const SetAuthUsername = fixOf(SECRET_CHOICES['set-auth-username'], Fields, { endsIn: () => DAY });

function Fields({ parts, choice, onChoice }: FieldsProps<UsernameChoice>) {
  const { speak } = usePage();
  const { suffix, withPasswords, unspared } = choice;
  const hasSetting = parts.sip.state === 'known' && parts.sip.data.authSuffix !== null;
  useEffect(() => {
    if (suffix === '' && hasSetting) onChoice({ ...choice, suffix: proposed(parts) });
  }, []);
  // Why not, and what to do instead, stands below.
  if (!hasSetting) return null;
  return (
    <>
      <fieldset class="field mscl-choices">
        <legend>{speak(say('page.plan.renew.logins'))}</legend>
        <Suffix parts={parts} suffix={suffix} onSuffix={(next) => onChoice({ ...choice, suffix: next })} />
      </fieldset>
      <fieldset class="field mscl-choices">
        <legend>{speak(say('page.plan.renew.both'))}</legend>
        <label>
          <input
            type="checkbox"
            checked={withPasswords}
            onChange={() => onChoice({ ...choice, withPasswords: !withPasswords })}
          />{' '}
          {speak(say('page.plan.renew.passwords'))}
        </label>
      </fieldset>
      {withPasswords && <Whose parts={parts} choice={choice} onChoice={(whose) => onChoice({ ...choice, ...whose })} />}
      <Places
        parts={parts}
        numbers={withPasswords ? whoseIn(parts, choice) : []}
        suffix={suffix}
        unspared={unspared}
        onUnspared={(next) => onChoice({ ...choice, unspared: next })}
      />
    </>
  );
}

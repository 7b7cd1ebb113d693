/** New passwords: whose, and whether login names become new ones at the same visit. */
import { whoseIn, type RotateChoice } from '../../../../../checklist/actions/choices/rotate-sip-passwords.ts';
import { SECRET_CHOICES } from '../../../../../checklist/actions/offered/renewals.ts';
import { say } from '../../../../../checklist/message.ts';
import { usePage } from '../../../context.ts';
import { fixOf, type FieldsProps } from '../fix.tsx';
import { Places } from './places.tsx';
import { proposed, Suffix } from './suffix.tsx';
import { Whose } from './whose.tsx';

/** The exemption from bans is taken back by then, and what is kept for undoing is wiped. */
export const DAY = 86_400;

export const RotateSipPasswords = fixOf(SECRET_CHOICES['rotate-sip-passwords'], Fields, { endsIn: () => DAY });

function Fields({ parts, choice, onChoice }: FieldsProps<RotateChoice>) {
  const { speak } = usePage();
  const { suffix, unspared } = choice;
  const numbers = whoseIn(parts, choice);
  const hasSetting = parts.sip.state === 'known' && parts.sip.data.authSuffix !== null;
  return (
    <>
      <Whose parts={parts} choice={choice} onChoice={(whose) => onChoice({ ...choice, ...whose })} />
      {hasSetting && (
        <fieldset class="field mscl-choices">
          <legend>{speak(say('page.plan.renew.both'))}</legend>
          <label>
            <input
              type="checkbox"
              checked={suffix !== null}
              onChange={() => onChoice({ ...choice, suffix: suffix === null ? proposed(parts) : null })}
            />{' '}
            {speak(say('page.plan.renew.names'))} <small>{speak(say('page.plan.renew.names.all'))}</small>
          </label>
          {suffix !== null && (
            <Suffix parts={parts} suffix={suffix} onSuffix={(next) => onChoice({ ...choice, suffix: next })} />
          )}
        </fieldset>
      )}
      <Places
        parts={parts}
        numbers={numbers}
        suffix={suffix}
        unspared={unspared}
        onUnspared={(next) => onChoice({ ...choice, unspared: next })}
      />
    </>
  );
}

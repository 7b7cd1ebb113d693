/** What each key of the API may do from then on. */
import { useMemo } from 'preact/hooks';
import type { KeysChoice } from '../../../../../checklist/actions/choices/restrict-api-keys.ts';
import { limitableKeys, type LimitableKey, type Rights } from '../../../../../checklist/actions/limiting/keys.ts';
import { LIMIT_CHOICES } from '../../../../../checklist/actions/offered/limits.ts';
import { say, type Message } from '../../../../../checklist/message.ts';
import { usePage } from '../../../context.ts';
import { fixOf, type FieldsProps } from '../fix.tsx';

export const RestrictApiKeys = fixOf(LIMIT_CHOICES['restrict-api-keys'], Fields);

const WORDS: Readonly<Record<Rights, Message>> = {
  stay: say('page.plan.limit.everything'),
  telephony: say('page.plan.limit.telephony'),
  none: say('page.plan.limit.none'),
};

/** One that may not do everything would get more by it. */
const rightsFor = ({ key }: LimitableKey): readonly Rights[] =>
  key.fullPermissions ? ['stay', 'telephony', 'none'] : ['stay', 'none'];

function Fields({ parts, choice, onChoice }: FieldsProps<KeysChoice>) {
  const { speak } = usePage();
  const all = useMemo(() => limitableKeys(parts), [parts]);
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.limit.keys'))}</legend>
      {all.map((one) => {
        const { key, isOpen, idle, isOdd } = one;
        const about = [
          ...(isOpen ? [say('page.plan.limit.open')] : []),
          ...(idle === null ? [] : [say('page.plan.limit.idle', { days: idle })]),
          ...(isOdd ? [say('actions.limit.bar.odd')] : []),
        ];
        return (
          <label key={key.id} class="field">
            <span>{speak(say('page.plan.limit.key', { name: key.name }))}</span>{' '}
            <small>{about.map(speak).join(' · ')}</small>
            <select
              disabled={isOdd}
              value={choice.rights[key.id] ?? 'stay'}
              onChange={(event) => {
                const right = rightsFor(one).find((value) => value === event.currentTarget.value) ?? 'stay';
                onChoice({ ...choice, rights: { ...choice.rights, [key.id]: right } });
              }}
            >
              {rightsFor(one).map((value) => (
                <option key={value} value={value}>
                  {speak(value === 'stay' && !key.fullPermissions ? say('page.plan.limit.as-is') : WORDS[value])}
                </option>
              ))}
            </select>
          </label>
        );
      })}
    </fieldset>
  );
}

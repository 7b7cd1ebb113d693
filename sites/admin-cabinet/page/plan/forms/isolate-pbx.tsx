/** Somebody broke in: whether phones in the house go on, and from which network the person comes. */
import { isolatePbxChoices, type IsolateChoice } from '../../../../checklist/actions/choices/isolate-pbx.ts';
import { KEEPS } from '../../../../checklist/actions/isolate-pbx.ts';
import { say } from '../../../../checklist/message.ts';
import { usePage } from '../../context.ts';
import { fixOf, type FieldsProps } from './fix.tsx';

export default fixOf(isolatePbxChoices, Fields);

function Fields({ parts, choice, onChoice, person }: FieldsProps<IsolateChoice>) {
  const { speak } = usePage();
  const from = choice.from ?? isolatePbxChoices.from(parts, choice, person);
  return (
    <>
      <fieldset class="field mscl-choices">
        <legend>{speak(say('page.isolate.keeps'))}</legend>
        {KEEPS.map(({ keeps, says }) => (
          <label key={keeps}>
            <input
              type="radio"
              name="mscl-keeps"
              checked={choice.keeps === keeps}
              onChange={() => onChoice({ ...choice, keeps })}
            />{' '}
            {speak(says)}
          </label>
        ))}
      </fieldset>
      <label class="field">
        <span>{speak(say('page.isolate.from', { address: person.address }))}</span>
        <input
          type="text"
          autocomplete="off"
          spellcheck={false}
          placeholder={person.address}
          value={from}
          onInput={(event) => onChoice({ ...choice, from: event.currentTarget.value })}
        />
      </label>
    </>
  );
}

/** Somebody for a while: address or network, services, until when. */
import { useEffect } from 'preact/hooks';
import { letInChoices, type LetInChoice } from '../../../../checklist/actions/choices/let-in.ts';
import { say } from '../../../../checklist/message.ts';
import { usePage } from '../../context.ts';
import { toggled } from '../../place.ts';
import { localTime } from '../time.ts';
import { boxesIn } from './boxes.ts';
import { fixOf, type FieldsProps } from './fix.tsx';

/** Suggested, in ms. */
const HOURS = 4 * 3_600_000;

export default fixOf(letInChoices, Fields, {
  endsIn: ({ until }) => (new Date(until).getTime() - Date.now()) / 1000,
});

function Fields({ parts, choice, onChoice }: FieldsProps<LetInChoice>) {
  const { speak } = usePage();
  const { network, services, name, until } = choice;
  useEffect(() => {
    if (until === '') onChoice({ ...choice, until: localTime(new Date(Date.now() + HOURS)) });
  }, []);
  const set = new Set(services);
  return (
    <>
      <label class="field">
        <span>{speak(say('page.plan.rules.network'))}</span>
        <input
          type="text"
          autocomplete="off"
          spellcheck={false}
          placeholder="203.0.113.7"
          value={network}
          onInput={(event) => onChoice({ ...choice, network: event.currentTarget.value.trim() })}
        />
      </label>
      <label class="field">
        <span>{speak(say('page.plan.let-in.name'))}</span>
        <input
          type="text"
          maxLength={100}
          value={name}
          onInput={(event) => onChoice({ ...choice, name: event.currentTarget.value })}
        />
      </label>
      <fieldset class="field mscl-choices">
        <legend>{speak(say('page.plan.let-in.services'))}</legend>
        {boxesIn(parts).map(([box, title]) => (
          <label key={box}>
            <input
              type="checkbox"
              checked={set.has(box)}
              onChange={() => onChoice({ ...choice, services: [...toggled(set, box)] })}
            />{' '}
            {speak(title)}
          </label>
        ))}
      </fieldset>
      <label class="field">
        <span>{speak(say('page.plan.let-in.until'))}</span>
        <input
          type="datetime-local"
          required
          value={until}
          onInput={(event) => onChoice({ ...choice, until: event.currentTarget.value })}
        />
      </label>
      <p class="mscl-soft">{speak(say('page.plan.let-in.what'))}</p>
    </>
  );
}

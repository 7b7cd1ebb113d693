/** A person changes things by hand: for how long the PBX watches. */
import {
  WATCH_MINUTES,
  watchEditsChoices,
  type WatchChoice,
} from '../../../../checklist/actions/choices/watch-edits.ts';
import { duration } from '../../../../checklist/duration.ts';
import { say } from '../../../../checklist/message.ts';
import { usePage } from '../../context.ts';
import { fixOf, type FieldsProps } from './fix.tsx';

export default fixOf(watchEditsChoices, Fields);

function Fields({ choice, onChoice }: FieldsProps<WatchChoice>) {
  const { speak } = usePage();
  return (
    <>
      <p>{speak(say('page.edits.what'))}</p>
      <fieldset class="field mscl-choices">
        <legend>{speak(say('page.edits.minutes'))}</legend>
        {WATCH_MINUTES.map((minutes) => (
          <label key={minutes}>
            <input
              type="radio"
              name="mscl-minutes"
              checked={choice.minutes === minutes}
              onChange={() => onChoice({ ...choice, minutes })}
            />{' '}
            {speak(duration(60 * minutes))}
          </label>
        ))}
      </fieldset>
    </>
  );
}

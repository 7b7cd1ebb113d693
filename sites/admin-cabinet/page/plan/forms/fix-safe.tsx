/** The parts of "fix all that is safe", each to be left out, and what is no part of it because somebody would lose something. */
import { useMemo } from 'preact/hooks';
import { fixSafeChoices, type SafeChoice } from '../../../../checklist/actions/choices/fix-safe.ts';
import { sayRefusal } from '../../../../checklist/actions/refusals.ts';
import { safeParts } from '../../../../checklist/actions/safe.ts';
import { TITLES } from '../../../../checklist/actions/titles.ts';
import { say, type Message } from '../../../../checklist/message.ts';
import { usePage } from '../../context.ts';
import { toggled } from '../../place.ts';
import { fixOf, type FieldsProps } from './fix.tsx';

export default fixOf(fixSafeChoices, function Fields({ parts, choice, onChoice, person }: FieldsProps<SafeChoice>) {
  const { speak } = usePage();
  const { without } = choice;
  const found = useMemo(() => safeParts(parts, person, without, ''), [parts, person, without]);
  const left = new Set(without);
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.safe'))}</legend>
      {found.map((part) => {
        const title = speak(TITLES[part.action]);
        switch (part.kind) {
          case 'safe':
            return (
              <div key={part.action}>
                <label>
                  <input
                    type="checkbox"
                    checked={part.isIn}
                    onChange={() => onChoice({ ...choice, without: [...toggled(left, part.action)] })}
                  />{' '}
                  {title} <small>{speak(say('page.plan.planned', { count: part.plan.steps.length }))}</small>
                </label>
                {part.left !== null && (
                  <Left
                    says={say('page.plan.safe.stays', { services: part.left.services })}
                    because={part.left.because}
                  />
                )}
              </div>
            );
          case 'harms':
            return <Left key={part.action} says={say('page.plan.safe.left', { title })} because={part.because} />;
          case 'refused':
            return (
              <Left
                key={part.action}
                says={say('page.plan.safe.left', { title })}
                because={[sayRefusal(part.refusal).says]}
              />
            );
        }
      })}
    </fieldset>
  );
});

/** Has a dialog of its own, where a person decides. */
function Left({ says, because }: { readonly says: Message; readonly because: readonly Message[] }) {
  const { speak } = usePage();
  const [first, ...more] = because;
  return (
    <p class="mscl-soft">
      {speak(says)} {first !== undefined && speak(first)}
      {more.length > 0 && ` ${speak(say('page.plan.safe.more', { count: more.length }))}`}
    </p>
  );
}

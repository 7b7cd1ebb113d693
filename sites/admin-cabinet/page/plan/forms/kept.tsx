/** Rules for few addresses that may stay as they are. */
import { narrowRules } from '../../../../checklist/actions/narrow.ts';
import { say } from '../../../../checklist/message.ts';
import { usePage } from '../../context.ts';
import { toggled } from '../../place.ts';
import { short } from '../../short.ts';
import type { FieldsProps } from './fix.tsx';

/** Rules for few addresses: the item allows them, so they stay unless a person wants them closed, too. */
export function Kept<C extends { readonly keeps: readonly string[] }>({ parts, choice, onChoice }: FieldsProps<C>) {
  const { speak } = usePage();
  const rules = narrowRules(parts);
  if (rules.length === 0) return null;
  const set = new Set(choice.keeps);
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.keeps'))}</legend>
      {rules.map(({ id, name, permit }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={set.has(id)}
            onChange={() => onChoice({ ...choice, keeps: [...toggled(set, id)] })}
          />{' '}
          {name === '' ? permit : short(name)} <small>{permit}</small>
        </label>
      ))}
    </fieldset>
  );
}

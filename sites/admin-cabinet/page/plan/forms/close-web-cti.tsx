/** Which services close, which rules for few addresses stay, and who keeps access. */
import { closableServices } from '../../../../checklist/actions/closing.ts';
import { closeWebCtiChoices, type CloseChoice } from '../../../../checklist/actions/choices/close-web-cti.ts';
import { narrowRules } from '../../../../checklist/actions/narrow.ts';
import { serviceName } from '../../../../checklist/exposure/services.ts';
import { say } from '../../../../checklist/message.ts';
import { parseRelease } from '../../../../checklist/release.ts';
import { usePage } from '../../context.ts';
import { toggled } from '../../place.ts';
import { short } from '../../short.ts';
import { fixOf, type FieldsProps } from './fix.tsx';
import { Ours } from './ours.tsx';

export default fixOf(closeWebCtiChoices, function Fields(props) {
  return (
    <>
      <Services {...props} />
      <Kept {...props} />
      <Ours choices={closeWebCtiChoices} legend={say('page.plan.ours')} {...props} />
    </>
  );
});

function Services({ parts, choice, onChoice }: FieldsProps<CloseChoice>) {
  const { speak } = usePage();
  const release = parseRelease(parts.system.state === 'known' ? parts.system.data.release : '');
  const set = new Set(choice.services);
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.services'))}</legend>
      {closableServices(parts).map((service) => (
        <label key={service}>
          <input
            type="checkbox"
            checked={set.has(service)}
            onChange={() => onChoice({ ...choice, services: [...toggled(set, service)] })}
          />{' '}
          {speak(serviceName(service, parts.modules, release))}
        </label>
      ))}
    </fieldset>
  );
}

/** Rules for few addresses: the item allows them, so they stay unless a person wants them closed, too. */
function Kept({ parts, choice, onChoice }: FieldsProps<CloseChoice>) {
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

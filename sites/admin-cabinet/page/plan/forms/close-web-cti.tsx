/** Which services close, which rules for few addresses stay, and who keeps access. */
import { closableServices } from '../../../../checklist/actions/closing.ts';
import { closeWebCtiChoices, type CloseChoice } from '../../../../checklist/actions/choices/close-web-cti.ts';
import { serviceName } from '../../../../checklist/exposure/services.ts';
import { say } from '../../../../checklist/message.ts';
import { parseRelease } from '../../../../checklist/release.ts';
import { usePage } from '../../context.ts';
import { toggled } from '../../place.ts';
import { fixOf, type FieldsProps } from './fix.tsx';
import { Kept } from './kept.tsx';
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

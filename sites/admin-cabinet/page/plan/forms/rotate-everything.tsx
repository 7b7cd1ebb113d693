/** The day of a break-in: what of everything becomes another one, each part with what it costs; and the keys that somebody knows. */
import { useMemo } from 'preact/hooks';
import type { Asker } from '../../../../checklist/actions/action.ts';
import {
  rotateEverythingChoices,
  type EverythingChoice,
} from '../../../../checklist/actions/choices/rotate-everything.ts';
import { sayRefusal } from '../../../../checklist/actions/refusals.ts';
import {
  apiKeysIn,
  everythingParts,
  keyName,
  sshKeysIn,
  type EverythingPart,
} from '../../../../checklist/actions/rotate-everything.ts';
import { say, type Message } from '../../../../checklist/message.ts';
import { usePage } from '../../context.ts';
import { toggled } from '../../place.ts';
import { fixOf, type FieldsProps } from './fix.tsx';

export default fixOf(rotateEverythingChoices, Fields);

type Props = FieldsProps<EverythingChoice>;

function Fields({ parts, choice, onChoice, person }: Props) {
  const { speak } = usePage();
  const found = useMemo(() => {
    const asker: Asker = { ...person, networks: [] };
    return everythingParts(parts, choice, asker);
  }, [parts, choice, person]);
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.everything'))}</legend>
      {found.map((part) => (
        <Part key={part.id} part={part} parts={parts} choice={choice} onChoice={onChoice} />
      ))}
    </fieldset>
  );
}

interface PartProps extends Pick<Props, 'parts' | 'choice' | 'onChoice'> {
  readonly part: EverythingPart;
}

function Part({ part, ...props }: PartProps) {
  const { speak } = usePage();
  const { choice, onChoice } = props;
  const title = say(`actions.everything.part.${part.id}`);
  const cost = say(`actions.everything.cost.${part.id}`);
  switch (part.kind) {
    case 'planned':
      return (
        <div>
          <label>
            <input
              type="checkbox"
              checked={part.isIn}
              onChange={() => onChoice({ ...choice, without: [...toggled(new Set(choice.without), part.id)] })}
            />{' '}
            {speak(title)} <small>{speak(say('page.plan.planned', { count: part.plan.steps.length }))}</small>
          </label>
          <p class="mscl-soft">{speak(part.isIn ? cost : say(`actions.everything.without.${part.id}`))}</p>
          {part.isIn && <Keys part={part} {...props} />}
        </div>
      );
    case 'kept':
      return (
        <div>
          <p>{speak(title)}</p>
          <p class="mscl-soft">{speak(say(`actions.everything.without.${part.id}`))}</p>
          <Keys part={part} {...props} />
        </div>
      );
    case 'refused':
      return (
        <p class="mscl-soft">
          {speak(say('actions.everything.left', { what: title, why: sayRefusal(part.refusal).says }))}
        </p>
      );
  }
}

/** Which of them somebody knows. */
function Keys({ part, parts, choice, onChoice }: PartProps) {
  switch (part.id) {
    case 'ssh-keys':
      return (
        <Known
          rows={sshKeysIn(parts).map((key) => ({ id: key.fingerprint, name: keyName(key) }))}
          known={choice.known}
          onKnown={(known) => onChoice({ ...choice, known })}
        />
      );
    case 'api-keys':
      return (
        <Known
          rows={apiKeysIn(parts).map(({ id, name }) => ({ id, name: say('actions.value.text', { value: name }) }))}
          known={choice.kept}
          onKnown={(kept) => onChoice({ ...choice, kept })}
        />
      );
    case 'extensions':
    case 'programs':
    case 'passkeys':
    case 'sessions':
      return null;
  }
}

interface KnownProps {
  readonly rows: readonly { readonly id: string; readonly name: Message }[];
  readonly known: readonly string[];
  readonly onKnown: (known: readonly string[]) => void;
}

function Known({ rows, known, onKnown }: KnownProps) {
  const { speak } = usePage();
  const ticked = new Set(known);
  return (
    <div class="mscl-pick" role="group" aria-label={speak(say('page.plan.everything.known'))}>
      <p>{speak(say('page.plan.everything.known'))}</p>
      {rows.map(({ id, name }) => (
        <label key={id}>
          <input type="checkbox" checked={ticked.has(id)} onChange={() => onKnown([...toggled(ticked, id)])} />{' '}
          {speak(name)}
        </label>
      ))}
    </div>
  );
}

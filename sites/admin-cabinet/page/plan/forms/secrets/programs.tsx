/** New secrets of AMI and ARI users: whose, each with why, and what stands against it. */
import { useMemo } from 'preact/hooks';
import { tickedPrograms, type ProgramChoice } from '../../../../../checklist/actions/choices/rotate-ami-ari.ts';
import { barLine } from '../../../../../checklist/actions/renewing/bars.ts';
import { programsIn, type Program } from '../../../../../checklist/actions/renewing/programs.ts';
import { SECRET_CHOICES } from '../../../../../checklist/actions/offered/renewals.ts';
import { say } from '../../../../../checklist/message.ts';
import { rulesInWords } from '../../../../../checklist/secrets/rules.ts';
import { usePage } from '../../../context.ts';
import { fixOf, type FieldsProps } from '../fix.tsx';
import { DAY } from './passwords.tsx';
import { Pick, type Pickable } from './pick.tsx';

export const RotateAmiAri = fixOf(SECRET_CHOICES['rotate-ami-ari'], Fields, { endsIn: () => DAY });

function Fields({ parts, choice, onChoice }: FieldsProps<ProgramChoice>) {
  const { speak } = usePage();
  const all = useMemo(() => programsIn(parts), [parts]);
  const ticked = new Set(tickedPrograms(parts, choice));
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.renew.programs'))}</legend>
      <Pick all={all.map(asPickable)} ticked={ticked} onTicked={(chosen) => onChoice({ ...choice, chosen })} />
    </fieldset>
  );
}

const asPickable = ({ owner, broken, isOverdue, modules, isLocal, bar }: Program): Pickable => ({
  id: owner.id,
  text: `${owner.id} ${owner.subject.label}`.toLowerCase(),
  name: owner.name,
  about: () => [
    ...(broken.length > 0 ? [say('page.plan.renew.weak', { reasons: rulesInWords(broken) })] : []),
    ...(isOverdue ? [say('page.plan.renew.overdue')] : []),
    ...(isLocal ? [say('page.plan.renew.local')] : []),
    ...modules.map((name) => say('actions.value.text', { value: name })),
  ],
  bar: bar === null ? null : barLine(bar),
});

/** From where each user of AMI may come, and which web pages may use ARI. */
import { useMemo } from 'preact/hooks';
import type { LimitChoice } from '../../../../../checklist/actions/choices/restrict-ami-ari.ts';
import { signsIn } from '../../../../../checklist/actions/ami-sign-ins.ts';
import { barredLines } from '../../../../../checklist/actions/limiting/refusals.ts';
import { narrowRules, THIS_PBX } from '../../../../../checklist/actions/limiting/narrow-rules.ts';
import { isLocalPossible, limitablesIn, proposedOrigins } from '../../../../../checklist/actions/limiting/programs.ts';
import { LIMIT_CHOICES } from '../../../../../checklist/actions/offered/limits.ts';
import { say } from '../../../../../checklist/message.ts';
import { usePage } from '../../../context.ts';
import { Lines } from '../../../parts.tsx';
import { fixOf, type FieldsProps } from '../fix.tsx';

export const RestrictAmiAri = fixOf(LIMIT_CHOICES['restrict-ami-ari'], Fields);

function Fields({ parts, choice, onChoice }: FieldsProps<LimitChoice>) {
  const { speak } = usePage();
  const all = useMemo(() => limitablesIn(parts), [parts]);
  const rules = useMemo(() => narrowRules(parts), [parts]);
  const proposed = useMemo(() => proposedOrigins(parts), [parts]);
  const open = all.filter(({ bar }) => bar === null);
  return (
    <>
      {all.length > 0 && (
        <fieldset class="field mscl-choices">
          <legend>{speak(say('page.plan.limit.users'))}</legend>
          {open.map(({ id, owner, flaw, seen }) => (
            <label key={id} class="field">
              <span>{speak(say('page.plan.limit.user', { who: owner.name }))}</span>{' '}
              <small>{[flaw, ...(seen === null ? [] : [signsIn(seen)])].map(speak).join(' · ')}</small>
              <select
                value={choice.networks[id] ?? ''}
                onChange={(event) =>
                  onChoice({ ...choice, networks: { ...choice.networks, [id]: event.currentTarget.value } })
                }
              >
                <option value="">{speak(say('page.plan.limit.leave'))}</option>
                {rules.map((rule) => (
                  <option key={rule.id} value={rule.id}>
                    {speak(
                      say('actions.limit.rule', {
                        rule: rule.name === '' ? rule.permit : rule.name,
                        network: rule.permit,
                      }),
                    )}
                  </option>
                ))}
                {isLocalPossible(parts) && <option value={THIS_PBX}>{speak(say('page.plan.limit.local'))}</option>}
              </select>
            </label>
          ))}
          <Lines messages={barredLines(all)} />
        </fieldset>
      )}
      {proposed.length > 0 && (
        <fieldset class="field mscl-choices">
          <legend>{speak(say('page.plan.limit.origins'))}</legend>
          <label>
            <input
              type="checkbox"
              checked={choice.origins !== null}
              onChange={() => onChoice({ ...choice, origins: choice.origins === null ? proposed.join(' ') : null })}
            />{' '}
            {speak(say('page.plan.limit.origins.set'))}
          </label>
          {choice.origins !== null && (
            <label class="field">
              <span>{speak(say('page.plan.limit.origins.hint'))}</span>
              <input
                type="text"
                autocomplete="off"
                spellcheck={false}
                value={choice.origins}
                onInput={(event) => onChoice({ ...choice, origins: event.currentTarget.value })}
              />
            </label>
          )}
        </fieldset>
      )}
    </>
  );
}

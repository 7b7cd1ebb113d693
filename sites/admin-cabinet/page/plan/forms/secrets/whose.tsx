/** Whose passwords: those that the checklist complains of, all, or chosen ones; each with why, and what is registered. */
import { useMemo } from 'preact/hooks';
import {
  numbersOf,
  type WhoseChoice,
  type Which,
} from '../../../../../checklist/actions/choices/rotate-sip-passwords.ts';
import { isDue, renewablesIn, type Renewable } from '../../../../../checklist/actions/renewing/accounts.ts';
import { barLine } from '../../../../../checklist/actions/renewing/bars.ts';
import { makerOf } from '../../../../../checklist/devices/makers.ts';
import type { Parts } from '../../../../../checklist/facts/types.ts';
import { say, type Message } from '../../../../../checklist/message.ts';
import { rulesInWords } from '../../../../../checklist/secrets/rules.ts';
import { usePage } from '../../../context.ts';
import { Pick, type Pickable } from './pick.tsx';

const WHICH: readonly Which[] = ['due', 'all', 'chosen'];
/** Named beside an extension. */
const PHONES = 3;

type Ticked = Pick<WhoseChoice, 'which' | 'chosen'>;

interface WhoseProps {
  readonly parts: Parts;
  readonly choice: Ticked;
  readonly onChoice: (choice: Ticked) => void;
}

export function Whose({ parts, choice: { which, chosen }, onChoice }: WhoseProps) {
  const { speak } = usePage();
  const all = useMemo(() => renewablesIn(parts), [parts]);
  // What the checklist complains of stands first.
  const pickable = useMemo(() => [...all].sort((a, b) => Number(isDue(b)) - Number(isDue(a))).map(asPickable), [all]);
  const open = useMemo(() => new Set(all.flatMap(({ bar, number }) => (bar === null ? [number] : []))), [all]);
  const meant = (one: Which) => numbersOf(all, { which: one, chosen }).filter((number) => open.has(number));
  const ticked = new Set(meant(which));
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.renew.whose'))}</legend>
      {WHICH.map((one) => (
        <label key={one}>
          <input
            type="radio"
            name="mscl-whose"
            checked={which === one}
            onChange={() =>
              onChoice({ which: one, chosen: one === 'chosen' && chosen.length === 0 ? [...ticked] : chosen })
            }
          />{' '}
          {speak(say(`page.plan.renew.${one}`, { count: meant(one).length }))}
        </label>
      ))}
      <Pick all={pickable} ticked={ticked} onTicked={(next) => onChoice({ which: 'chosen', chosen: next })} />
    </fieldset>
  );
}

const asPickable = (one: Renewable): Pickable => ({
  id: one.number,
  text: `${one.number} ${one.owner.subject.label}`.toLowerCase(),
  name: one.owner.name,
  about: () => aboutOf(one),
  bar: one.bar === null ? null : barLine(one.bar),
});

function aboutOf({ broken, isOverdue, isTaken, isDisabled, phones }: Renewable): readonly Message[] {
  const shown = phones.slice(0, PHONES).map(({ userAgent, contact }) => {
    const maker = makerOf(userAgent);
    return maker === null
      ? say('page.plan.renew.phone.unknown', { address: contact })
      : say('page.plan.renew.phone', { maker, address: contact });
  });
  return [
    ...(broken.length > 0 ? [say('page.plan.renew.weak', { reasons: rulesInWords(broken) })] : []),
    ...(isOverdue ? [say('page.plan.renew.overdue')] : []),
    ...(isTaken ? [say('page.plan.renew.taken')] : []),
    ...shown,
    ...(phones.length > PHONES ? [say('devices.more', { count: phones.length - PHONES })] : []),
    ...(phones.length === 0 ? [say('page.plan.renew.phones.none')] : []),
    ...(isDisabled ? [say('page.plan.renew.disabled')] : []),
  ];
}

/** Networks that count as ours: suggested ones to tick, others to write, and the one that the person comes from. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { cameFrom } from '../../../../checklist/actions/came-from.ts';
import type { Choices, NetworkChoice } from '../../../../checklist/actions/choices/choices.ts';
import { say, type Message } from '../../../../checklist/message.ts';
import { networksOf } from '../../../../checklist/reach/networks.ts';
import { usePage } from '../../context.ts';
import { Button } from '../../parts.tsx';
import { toggled } from '../../place.ts';
import type { FieldsProps } from './fix.tsx';

interface OursProps<C extends NetworkChoice> extends FieldsProps<C> {
  readonly choices: Choices<C>;
  readonly legend: Message;
  /** Stands before the networks. */
  readonly children?: ComponentChildren;
}

/** Networks that keep access, or are never locked out: suggested ones to tick, others to write. */
export function Ours<C extends NetworkChoice>({
  choices,
  legend,
  parts,
  person,
  choice,
  onChoice,
  children,
}: OursProps<C>) {
  const { speak, announce } = usePage();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  /** Stay when they are unticked. */
  const [written, setWritten] = useState<readonly string[]>([]);
  const suggestions = choices.networks(parts);
  const set = new Set(choice.ours ?? choices.ours(parts, choice));
  const around = cameFrom(parts, person);
  const from = choice.from ?? choices.from(parts, choice, person);
  const tick = (network: string) => onChoice({ ...choice, ours: [...toggled(set, network)] });
  const add = () => {
    const [network, ...more] = networksOf(typed.trim());
    if (network === undefined || more.length > 0) {
      setWrong(true);
      return;
    }
    setWrong(false);
    setTyped('');
    onChoice({ ...choice, ours: [...new Set([...set, network.cidr])] });
    const isThere = [...suggestions.map((one) => one.network), ...written].includes(network.cidr);
    if (!isThere) setWritten([...written, network.cidr]);
    announce(say('page.plan.ours.added', { network: network.cidr }));
  };
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(legend)}</legend>
      {children}
      {suggestions.map(({ network, why }) => (
        <label key={network}>
          <input type="checkbox" checked={set.has(network)} onChange={() => tick(network)} /> {network}{' '}
          <small>{speak(why)}</small>
        </label>
      ))}
      {written.map((network) => (
        <label key={network}>
          <input type="checkbox" checked={set.has(network)} onChange={() => tick(network)} /> {network}{' '}
          <small>{speak(say('page.plan.ours.written'))}</small>
        </label>
      ))}
      <div class="mscl-add">
        <label class="field">
          <span>{speak(say('page.plan.ours.other'))}</span>
          <input
            type="text"
            autocomplete="off"
            spellcheck={false}
            placeholder="203.0.113.7"
            value={typed}
            aria-invalid={isWrong}
            aria-describedby="mscl-ours-hint"
            onInput={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
        </label>
        <Button icon="plus" says={say('page.plan.ours.add')} disabled={typed.trim() === ''} onClick={add} />
      </div>
      <p id="mscl-ours-hint" role={isWrong ? 'alert' : undefined} class={isWrong ? 'mscl-wrong' : 'mscl-soft'}>
        {speak(isWrong ? say('actions.refused.not-a-network', { network: typed }) : say('page.plan.ours.hint'))}
      </p>
      {(around !== null || person.seen === 'gateway') && (
        <label class="field">
          <span>{speak(say(`page.plan.from.${around?.because ?? 'router'}`, { address: person.address }))}</span>
          <input
            type="text"
            autocomplete="off"
            spellcheck={false}
            value={from}
            onInput={(event) => onChoice({ ...choice, from: event.currentTarget.value })}
          />
        </label>
      )}
    </fieldset>
  );
}

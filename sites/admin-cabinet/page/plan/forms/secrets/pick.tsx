/** Ticks in a list that may be ten thousand long: found by number or name, so many shown at once, ticked together. */
import { useState } from 'preact/hooks';
import { say, type Message } from '../../../../../checklist/message.ts';
import { usePage } from '../../../context.ts';
import { Button } from '../../../parts.tsx';
import { toggled } from '../../../place.ts';

export interface Pickable {
  readonly id: string;
  /** What is searched, in small letters. */
  readonly text: string;
  readonly name: Message;
  /** Beside it, in small. */
  readonly about: () => readonly Message[];
  /** Why it cannot be ticked; null: it can. */
  readonly bar: Message | null;
}

/** Shown at once. */
const SHOWN = 12;
/** So few need no search. */
const FEW = 10;

interface PickProps {
  readonly all: readonly Pickable[];
  readonly ticked: ReadonlySet<string>;
  readonly onTicked: (ticked: readonly string[]) => void;
}

export function Pick({ all, ticked, onTicked }: PickProps) {
  const { speak } = usePage();
  const [search, setSearch] = useState('');
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = all.filter(({ text }) => words.every((word) => text.includes(word)));
  const open = found.filter(({ bar }) => bar === null);
  return (
    <div class="mscl-pick">
      {all.length > FEW && (
        <div class="mscl-add">
          <label class="field">
            <span>{speak(say('page.plan.renew.search'))}</span>
            <input
              type="search"
              autocomplete="off"
              value={search}
              onInput={(event) => setSearch(event.currentTarget.value)}
              onKeyDown={(event) => {
                // Nothing is applied by looking for somebody.
                if (event.key === 'Enter') event.preventDefault();
              }}
            />
          </label>
          <Button
            small
            icon="check square outline"
            says={say('page.plan.renew.tick', { count: open.length })}
            disabled={open.length === 0}
            onClick={() => onTicked([...new Set([...ticked, ...open.map(({ id }) => id)])])}
          />
          <Button
            small
            icon="square outline"
            says={say('page.plan.renew.untick')}
            disabled={open.length === 0}
            onClick={() => {
              const these = new Set(open.map(({ id }) => id));
              onTicked([...ticked].filter((id) => !these.has(id)));
            }}
          />
        </div>
      )}
      {found.slice(0, SHOWN).map(({ id, name, about, bar }) => (
        <label key={id}>
          <input
            type="checkbox"
            disabled={bar !== null}
            checked={bar === null && ticked.has(id)}
            onChange={() => onTicked([...toggled(ticked, id)])}
          />{' '}
          {speak(name)} <small>{about().map(speak).join(' · ')}</small>
          {bar !== null && <small class="mscl-hint"> {speak(bar)}</small>}
        </label>
      ))}
      {found.length > SHOWN && (
        <p class="mscl-soft">{speak(say('page.plan.renew.more', { count: found.length - SHOWN }))}</p>
      )}
      {found.length === 0 && <p class="mscl-soft">{speak(say('page.plan.renew.none'))}</p>}
    </div>
  );
}

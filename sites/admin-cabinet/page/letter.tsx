/** A letter, ready to be completed, copied and sent. */
import { useRef, useState } from 'preact/hooks';
import { lettersFor } from '../../checklist/letters/letter.ts';
import { say, type Message } from '../../checklist/message.ts';
import { copied } from './copy.ts';
import { usePage } from './context.ts';
import { Button, Dialog, DialogFoot } from './parts.tsx';
import { short } from './short.ts';

export interface LetterProps {
  readonly check: string;
  readonly onClose: () => void;
}

export function LetterDialog({ check, onClose }: LetterProps) {
  const { store, speak, wholly, announce } = usePage();
  const { facts } = store.current().reading;
  const letters = facts === null ? [] : lettersFor(check, facts.parts);
  const [place, setPlace] = useState(0);
  const [said, setSaid] = useState<Message | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const letter = letters[place];
  const copy = async () => {
    if (area.current === null) return;
    const message = say((await copied(area.current)) ? 'page.out.copied' : 'page.out.not-copied');
    setSaid(message);
    announce(message);
  };
  return (
    <Dialog title={say('page.letter.title')} onClose={onClose}>
      <div class="mscl-form ui form">
        {letter === undefined ? (
          <p>{speak(say('page.letter.none'))}</p>
        ) : (
          <>
            {letters.length > 1 && (
              <label class="field">
                <span>{speak(say('page.letter.to'))}</span>
                <select value={place} onChange={({ currentTarget: { value } }) => setPlace(Number(value))}>
                  {letters.map(({ to }, index) => (
                    <option key={index} value={index}>
                      {short(to)}
                    </option>
                  ))}
                </select>
              </label>
            )}
            <p class="mscl-hint">{speak(say('page.letter.hint'))}</p>
            <label class="field mscl-support">
              <span>{speak(letter.subject)}</span>
              <textarea ref={area} rows={16} key={place} defaultValue={letter.paragraphs.map(wholly).join('\n\n')} />
            </label>
            <p class="mscl-actions">
              <Button kind="primary" icon="copy" says={say('page.letter.copy')} onClick={() => void copy()} />
              {said !== null && <span class="mscl-said">{speak(said)}</span>}
            </p>
          </>
        )}
        <DialogFoot />
      </div>
    </Dialog>
  );
}

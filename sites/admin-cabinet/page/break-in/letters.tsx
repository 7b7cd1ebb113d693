/** The letters of the day: chosen, completed, copied, printed or saved. Nothing is sent from here. */
// As in the room, whose part it is.
import '../../../checklist/actions/offered/doors.ts';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { breakInLetters, type BreakInLetter } from '../../../checklist/break-in/letters.ts';
import { judgeCalls, type JudgedCalls } from '../../../checklist/calls/judge.ts';
import { callsGround, type CallsGround } from '../../../checklist/calls/scene.ts';
import type { Incident } from '../../../checklist/break-in/incident.ts';
import type { Facts } from '../../../checklist/facts/types.ts';
import { say } from '../../../checklist/message.ts';
import { createCallsApi } from '../../../pbx/calls-api.ts';
import { usePage } from '../context.ts';
import { Icon, OutLink } from '../parts.tsx';
import { short } from '../short.ts';
import { withCountryNames } from './country-words.ts';
import { Outlets } from './outlets.tsx';

export interface LettersProps {
  readonly facts: Facts;
  readonly incident: Incident;
}

export default function Letters({ facts, incident }: LettersProps) {
  const { speak } = usePage();
  const { parts, readAt } = facts;
  const ground = useMemo(() => callsGround(parts), [parts]);
  const calls = useFound(ground);
  const [id, setId] = useState<string | null>(null);
  if (calls === 'reading') {
    return (
      <p class="mscl-later" role="status">
        <Icon name="hourglass half" /> {speak(say('page.load.part'))}
      </p>
    );
  }
  const letters = breakInLetters({ parts, readAt, incident, calls, home: ground.home?.id ?? null });
  const letter = letters.find((one) => one.id === id) ?? letters[0];
  if (letter === undefined) return null;
  return (
    <div class="mscl-form ui form">
      {calls === null && <p class="mscl-hint">{speak(say('page.room.letters.no-calls'))}</p>}
      <label class="field">
        <span>{speak(say('page.letter.to'))}</span>
        <select value={letter.id} onChange={({ currentTarget: { value } }) => setId(value)}>
          {letters.map((one) => (
            <option key={one.id} value={one.id}>
              {one.id === 'authority' ? speak(say('page.room.letters.authority')) : short(one.to)}
            </option>
          ))}
        </select>
      </label>
      {letter.id === 'authority' && <Whom letter={letter} ground={ground} />}
      <Text key={letter.id} letter={letter} />
    </div>
  );
}

/** Who takes it, and where that was read. */
function Whom({ letter: { authority }, ground }: { readonly letter: BreakInLetter; readonly ground: CallsGround }) {
  const { speak, language } = usePage();
  if (authority === null || ground.home === null) return <p>{speak(say('page.room.letters.nobody'))}</p>;
  const country = say('dialling.country', { code: authority.country });
  return (
    <>
      <p>
        {withCountryNames(speak, language)(say('page.room.letters.whom', { country, name: authority.name }))}{' '}
        {!ground.isHomeSaid && speak(say('page.room.letters.guess'))}
      </p>
      <p class="mscl-actions">
        {authority.url !== null && (
          <OutLink href={authority.url} icon="external alternate" says={say('page.room.letters.site')} />
        )}
        <OutLink href={authority.source} icon="info circle" says={say('page.path.source')} />
      </p>
    </>
  );
}

function Text({ letter: { id, subject, paragraphs } }: { readonly letter: BreakInLetter }) {
  const { speak, wholly, language } = usePage();
  const spell = withCountryNames(wholly, language);
  const [text, setText] = useState(() => paragraphs.map(spell).join('\n\n'));
  const area = useRef<HTMLTextAreaElement>(null);
  return (
    <>
      <p class="mscl-hint">{speak(say('page.letter.hint'))}</p>
      <label class="field mscl-support">
        <span>{speak(subject)}</span>
        <textarea ref={area} rows={18} value={text} onInput={({ currentTarget: { value } }) => setText(value)} />
      </label>
      <Outlets area={area} title={wholly(subject)} text={text} file={id === 'authority' ? 'report' : 'letter'} />
    </>
  );
}

/** Calls that were looked at lately; null: nobody looked, or it is forgotten. */
function useFound(ground: CallsGround): JudgedCalls | null | 'reading' {
  const { store } = usePage();
  const [found, setFound] = useState<JudgedCalls | null | 'reading'>('reading');
  useEffect(() => {
    let isGone = false;
    void createCallsApi(store.calls)
      .found()
      .then((answer) => {
        if (!isGone) setFound(answer.ok && answer.value !== null ? judgeCalls(answer.value, ground) : null);
      });
    return () => {
      isGone = true;
    };
  }, [store, ground]);
  return found;
}

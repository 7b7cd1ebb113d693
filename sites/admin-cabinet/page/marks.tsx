/** Marks beside risky settings on Core's own pages: one switch for each person. */
import { useEffect, useState } from 'preact/hooks';
import { say } from '../../checklist/message.ts';
import type { PbxError } from '../../pbx/errors.ts';
import { createMemory } from '../flags/kept.ts';
import { usePage, useStore } from './context.ts';
import { TroubleBox } from './parts.tsx';

export const MARKS_ID = 'mscl-marks';

export function Marks() {
  const { store, speak, announce } = usePage();
  const { checking } = useStore(store);
  /** null: not known yet. */
  const [on, setOn] = useState<boolean | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<PbxError | null>(null);

  const look = async () => {
    setTrouble(null);
    const answer = await store.ask((api) => api.flagsOn());
    if (answer.ok) setOn(answer.value);
    else setTrouble(answer.error);
  };
  // After the facts: nobody waits for a switch.
  useEffect(() => {
    if (!checking && on === null && trouble === null) void look();
  }, [checking]);
  const change = async (wanted: boolean) => {
    setBusy(true);
    setTrouble(null);
    const answer = await store.ask((api) => api.switchFlags(wanted));
    setBusy(false);
    if (!answer.ok) {
      setTrouble(answer.error);
      return;
    }
    // What the other pages kept of this session says what was before.
    createMemory(() => window.sessionStorage, '').forgetAll();
    setOn(answer.value);
    announce(say(answer.value ? 'page.marks.switched-on' : 'page.marks.switched-off'));
  };

  return (
    <section class="mscl-section mscl-screen" aria-labelledby={`${MARKS_ID}-title`}>
      <h2 id={`${MARKS_ID}-title`} tabIndex={-1}>
        {speak(say('page.marks.title'))}
      </h2>
      <p class="mscl-why">{speak(say('page.marks.what'))}</p>
      <label class="mscl-check">
        <input
          id={MARKS_ID}
          type="checkbox"
          checked={on === true}
          disabled={on === null || busy}
          onChange={(event) => void change(event.currentTarget.checked)}
        />{' '}
        {speak(say('page.marks.show'))}
      </label>
      {trouble !== null && (
        <TroubleBox
          error={trouble}
          title={say(on === null ? 'page.marks.unread' : 'page.not-saved')}
          again={on === null ? () => void look() : undefined}
        />
      )}
    </section>
  );
}

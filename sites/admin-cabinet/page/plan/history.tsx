/** Where the history stands; its rows are read, and their code comes, when somebody opens it. */
import { useState } from 'preact/hooks';
import { say } from '../../../checklist/message.ts';
import { usePage } from '../context.ts';
import { Journal } from '../dialogs-later.ts';
import type { JournalProps } from './journal.tsx';

export const HISTORY_ID = 'mscl-history';

export function History(props: JournalProps) {
  const { speak } = usePage();
  const [isOpen, setOpen] = useState(false);
  return (
    <section class="mscl-section mscl-screen" id={HISTORY_ID} aria-labelledby={`${HISTORY_ID}-title`}>
      <h2 id={`${HISTORY_ID}-title`}>{speak(say('page.history.title'))}</h2>
      <p class="mscl-why">{speak(say('page.history.why'))}</p>
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{speak(say('page.history.open'))}</summary>
        {isOpen && <Journal {...props} />}
      </details>
    </section>
  );
}

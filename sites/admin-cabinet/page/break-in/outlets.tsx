/** A text that leaves the page: copied, printed by itself, or saved as a file. */
import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { say, type Message } from '../../../checklist/message.ts';
import { usePage } from '../context.ts';
import { copied } from '../copy.ts';
import { download, fileName } from '../files.ts';
import { Button } from '../parts.tsx';
import { printSheet } from '../plan/rotation/print.ts';

export interface OutletsProps {
  readonly area: RefObject<HTMLTextAreaElement>;
  readonly title: string;
  readonly text: string;
  /** What the file is called. */
  readonly file: string;
}

export function Outlets({ area, title, text, file }: OutletsProps) {
  const { store, speak, announce } = usePage();
  const [said, setSaid] = useState<Message | null>(null);
  const tell = (message: Message) => {
    setSaid(message);
    announce(message);
  };
  const copy = async () => {
    if (area.current !== null) tell(say((await copied(area.current)) ? 'page.out.copied' : 'page.out.not-copied'));
  };
  const save = () => {
    const name = store.current().report?.pbx.name ?? '';
    download(fileName(file, name, new Date().toISOString(), 'txt'), 'text/plain', `${title}\n\n${text}\n`);
    tell(say('page.out.saved'));
  };
  return (
    <p class="mscl-actions">
      <Button kind="primary" icon="copy" says={say('page.letter.copy')} onClick={() => void copy()} />
      <Button icon="print" says={say('page.room.print')} onClick={() => printSheet(paper(title, text))} />
      <Button icon="download" says={say('page.room.save')} onClick={save} />
      {said !== null && <span class="mscl-said">{speak(said)}</span>}
    </p>
  );
}

/** Text of strangers, as text. */
function paper(title: string, text: string): HTMLElement {
  const sheet = document.createElement('article');
  const head = document.createElement('h1');
  head.textContent = title;
  const body = document.createElement('p');
  body.style.whiteSpace = 'pre-wrap';
  body.textContent = text;
  sheet.append(head, body);
  return sheet;
}

/** Commands for a computer with SSH, to be copied as a whole. */
import { useRef, useState } from 'preact/hooks';
import { say, type Message } from '../../../checklist/message.ts';
import { usePage } from '../context.ts';
import { copied } from '../copy.ts';
import { Button } from '../parts.tsx';

export function Commands({ commands }: { readonly commands: readonly string[] }) {
  const { speak, announce } = usePage();
  const area = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState<Message | null>(null);
  if (commands.length === 0) return null;
  const copy = async () => {
    if (area.current === null) return;
    const message = say((await copied(area.current)) ? 'page.out.copied' : 'page.out.not-copied');
    setSaid(message);
    announce(message);
  };
  return (
    <details class="mscl-way-more">
      <summary>{speak(say('page.path.commands'))}</summary>
      <p>{speak(say('page.path.commands.hint'))}</p>
      <textarea
        ref={area}
        class="mscl-mono mscl-way-commands"
        readOnly
        wrap="off"
        rows={commands.length + 1}
        aria-label={speak(say('page.path.commands'))}
        value={commands.join('\n')}
      />
      <p class="mscl-actions">
        <Button small icon="copy" says={say('page.path.commands.copy')} onClick={() => void copy()} />
        {said !== null && <span class="mscl-said">{speak(said)}</span>}
      </p>
    </details>
  );
}

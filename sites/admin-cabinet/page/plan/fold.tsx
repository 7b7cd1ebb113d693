/** Long lists: what is in them is made when somebody wants to see it. */
import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { Message } from '../../../checklist/message.ts';
import { usePage } from '../context.ts';

/** Lines that are shown at once. */
export const SOME = 8;

interface FoldProps {
  readonly says: Message;
  readonly children: () => ComponentChildren;
}

export function Fold({ says, children }: FoldProps) {
  const { speak } = usePage();
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="mscl-fold" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{speak(says)}</summary>
      {isOpen && children()}
    </details>
  );
}

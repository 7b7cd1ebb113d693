/** Hears that a person changes a form, and tells what of it differs from what was there before. */
import type { Draft } from './mark.ts';

/** After the last key, in ms: not every letter is judged. */
const QUIET = 150;
const EVENTS = ['input', 'change', 'click', 'keyup'] as const;

/** `onDrafts` gets what differs; []: everything is as it was. Handlers of Core are left alone. */
export function watchForm(
  root: Pick<EventTarget, 'addEventListener'>,
  read: () => readonly Draft[],
  onDrafts: (drafts: readonly Draft[]) => void,
): void {
  let before: ReadonlySet<string> | null = null;
  let told = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keysOf = (drafts: readonly Draft[]) => new Set(drafts.map((draft) => JSON.stringify(draft)));
  // The form is filled by scripts; what a person finds in it when they come is what was there.
  const take = () => {
    before ??= keysOf(read());
  };
  const look = () => {
    const start = before;
    if (start === null) return;
    const changed = read().filter((draft) => !start.has(JSON.stringify(draft)));
    const now = JSON.stringify(changed);
    if (now === told || (told === '' && changed.length === 0)) return;
    told = now;
    onDrafts(changed);
  };
  for (const event of ['focusin', 'pointerdown', 'keydown']) root.addEventListener(event, take, true);
  for (const event of EVENTS) {
    root.addEventListener(
      event,
      () => {
        clearTimeout(timer);
        timer = setTimeout(look, QUIET);
      },
      true,
    );
  }
  // After saving, what is there is what was saved.
  window.addEventListener('ConfigDataChanged', () => {
    before = null;
    told = '';
  });
}

/** The reasons of a mark and the ways out, beside it: outside of Core's forms, closed by Escape or a click elsewhere. */
import { say } from '../../checklist/message.ts';
import type { Mark } from './mark.ts';
import { element, icon, type Said } from './say.ts';

const POPUP = 'mscl-flag-popup';
const MARGIN = 8;

export interface Shown {
  readonly marks: readonly Mark[];
  /** Of what is typed and not saved: nothing can be accepted or fixed yet. */
  readonly isDraft: boolean;
  /** The page holds what somebody typed, so links open elsewhere. */
  readonly isForm: boolean;
}

let close: (() => void) | null = null;

export function closePopup(): void {
  close?.();
}

export function openPopup(from: HTMLButtonElement, shown: Shown, said: Said): void {
  const isOpen = from.getAttribute('aria-expanded') === 'true';
  closePopup();
  if (isOpen) return;
  const popup = popupOf(shown, said);
  document.body.append(popup);
  from.setAttribute('aria-expanded', 'true');
  place(popup, from);
  popup.querySelector('button')?.focus({ preventScroll: true });

  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    end(true);
  };
  const onPress = ({ target }: Event) => {
    if (target instanceof Node && !popup.contains(target) && !from.contains(target)) end(false);
  };
  const end = (isBack: boolean) => {
    popup.remove();
    from.setAttribute('aria-expanded', 'false');
    document.removeEventListener('keydown', onKey, true);
    document.removeEventListener('mousedown', onPress, true);
    document.removeEventListener('focusin', onPress, true);
    if (isBack && from.isConnected) from.focus({ preventScroll: true });
    close = null;
  };
  close = () => end(false);
  popup.querySelector('button')?.addEventListener('click', () => end(true));
  document.addEventListener('keydown', onKey, true);
  document.addEventListener('mousedown', onPress, true);
  document.addEventListener('focusin', onPress, true);
}

function popupOf({ marks, isDraft, isForm }: Shown, said: Said): HTMLElement {
  const { speak } = said;
  const closing = element('button', `${POPUP}-close`, icon('close'));
  closing.type = 'button';
  closing.setAttribute('aria-label', speak(say('page.close')));
  const popup = element('div', POPUP, closing, ...marks.map((mark) => reasons(mark, isDraft, isForm, said)));
  popup.setAttribute('role', 'dialog');
  popup.setAttribute('aria-label', speak(say('flags.title')));
  if (isDraft) popup.append(element('p', `${POPUP}-note`, speak(say('flags.draft'))));
  popup.append(
    element('p', `${POPUP}-foot`, link(`${said.checklist}#marks`, speak(say('flags.switch')), isForm, 'eye slash')),
  );
  return popup;
}

function reasons(mark: Mark, isDraft: boolean, isForm: boolean, { speak, checklist }: Said): HTMLElement {
  const row = `${checklist}#open=${mark.check}`;
  const severity = element('span', `${POPUP}-severity mscl-flag-${mark.accepted ? 'accepted' : mark.severity}`);
  severity.textContent = speak(mark.accepted ? say('flags.accepted') : say(`severity.${mark.severity}`));
  const ways = [
    ...(mark.fix && !mark.accepted ? [link(`${row}&fix=${mark.check}`, speak(say('flags.fix')), isForm, 'magic')] : []),
    link(row, speak(say('flags.open')), isForm, 'clipboard check'),
    ...(mark.accepted
      ? []
      : [
          link(
            // Unlike encodeURIComponent, it takes any text: half a character, too.
            `${row}&${new URLSearchParams({ accept: mark.finding }).toString()}`,
            speak(say('page.risk.accept')),
            isForm,
            'handshake outline',
          ),
        ]),
  ];
  return element(
    'section',
    `${POPUP}-one`,
    element('p', `${POPUP}-head`, severity, ' ', element('b', '', mark.title)),
    element('p', '', mark.says),
    element('p', `${POPUP}-why`, mark.why),
    ...(isDraft ? [] : [element('p', `${POPUP}-ways`, ...ways)]),
  );
}

function link(href: string, text: string, isElsewhere: boolean, name: string): HTMLAnchorElement {
  const made = element('a', '', icon(name), text);
  made.href = href;
  if (isElsewhere) {
    made.target = '_blank';
    made.rel = 'noopener';
  }
  return made;
}

/** Under the mark, or above it where there is no room; never beyond the sides. */
function place(popup: HTMLElement, from: Element): void {
  const mark = from.getBoundingClientRect();
  const { width, height } = popup.getBoundingClientRect();
  const room = document.documentElement.clientWidth - width - MARGIN;
  const left = Math.max(MARGIN, Math.min(mark.left, room));
  const isBelow = mark.bottom + height + MARGIN <= window.innerHeight || mark.top - height < MARGIN;
  const top = isBelow ? mark.bottom + 4 : mark.top - height - 4;
  popup.style.left = `${left + window.scrollX}px`;
  popup.style.top = `${top + window.scrollY}px`;
}

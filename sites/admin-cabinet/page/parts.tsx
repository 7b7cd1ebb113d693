/** Small things that the page is made of, in the look of the cabinet. */
import type { ComponentChildren } from 'preact';
import { createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { say, type Message } from '../../checklist/message.ts';
import type { Severity, Standing } from '../../checklist/report/types.ts';
import type { ReadError } from '../../pbx/read.ts';
import { tellError } from '../../pbx/words.ts';
import { severityWord } from '../../report/format.ts';
import { usePage } from './context.ts';
import { troubleOf } from './troubles.ts';

/** Names of Semantic's icon font. Decoration: what it means is always said beside it. */
export const STANDING_ICONS: Readonly<Record<Standing, string>> = {
  fail: 'times circle',
  warn: 'exclamation triangle',
  unknown: 'question circle',
  manual: 'clipboard check',
  accepted: 'check',
  pass: 'check circle',
  'not-applicable': 'minus circle',
};

export const Icon = ({ name }: { readonly name: string }) => <i class={`${name} icon`} aria-hidden="true" />;

/** How a result stands, as icon and text. */
export function StandingTag({ standing }: { readonly standing: Standing }) {
  const { speak } = usePage();
  return (
    <span class={`mscl-tag mscl-tag-${standing}`}>
      <Icon name={STANDING_ICONS[standing]} /> {speak(say(`page.verdict.${standing}`))}
    </span>
  );
}

export function SeverityTag({ severity }: { readonly severity: Severity }) {
  const { speak } = usePage();
  return <span class={`mscl-severity mscl-severity-${severity}`}>{speak(severityWord(severity))}</span>;
}

interface ButtonProps {
  readonly icon?: string;
  readonly says: Message;
  readonly kind?: 'primary' | 'basic';
  readonly small?: boolean;
  readonly disabled?: boolean;
  readonly onClick?: () => void;
  /** Spoken instead of the text, where the same text stands in many rows. */
  readonly label?: string | undefined;
}

/** Without onClick it submits its form. */
export function Button({ icon, says, kind = 'basic', small = false, disabled = false, onClick, label }: ButtonProps) {
  const { speak } = usePage();
  return (
    <button
      type={onClick === undefined ? 'submit' : 'button'}
      class={`ui ${kind} ${small ? 'tiny ' : ''}button`}
      disabled={disabled}
      aria-label={label}
      onClick={onClick}
    >
      {icon !== undefined && <Icon name={icon} />} {speak(says)}
    </button>
  );
}

/** Opens elsewhere: guide and manual. */
export function OutLink({
  href,
  icon,
  says,
}: {
  readonly href: string;
  readonly icon: string;
  readonly says: Message;
}) {
  const { speak } = usePage();
  return (
    <span>
      <Icon name={icon} />
      <a href={href} target="_blank" rel="noreferrer">
        {speak(says)}
      </a>
    </span>
  );
}

export function Lines({
  messages,
  name = 'mscl-lines',
}: {
  readonly messages: readonly Message[];
  readonly name?: string;
}) {
  const { speak } = usePage();
  if (messages.length === 0) return null;
  return (
    <ul class={name}>
      {messages.map((message, index) => (
        <li key={index}>{speak(message)}</li>
      ))}
    </ul>
  );
}

interface TroubleProps {
  readonly error: ReadError;
  /** What could not be done. */
  readonly title: Message;
  readonly again?: (() => void) | undefined;
}

/** What went wrong and the way on; the technical words are folded away. */
export function TroubleBox({ error, title, again }: TroubleProps) {
  const { speak, cabinet, host } = usePage();
  const { says, way, seconds } = troubleOf(error);
  const left = useCountdown(seconds, error);
  return (
    <div class="ui warning message mscl-trouble">
      <div role="alert">
        <p class="header">
          <Icon name="exclamation triangle" /> {speak(title)}
        </p>
        <p>{speak(says)}</p>
      </div>
      <p class="mscl-actions">
        {way === 'sign-in' && (
          <a class="ui basic button" href={`${cabinet}session/index`} target="_blank" rel="noreferrer">
            <Icon name="sign in" /> {speak(say('page.trouble.way.sign-in'))}
          </a>
        )}
        {way === 'modules' && (
          <a class="ui basic button" href={`${cabinet}pbx-extension-modules/index/`}>
            <Icon name="puzzle" /> {speak(say('page.trouble.way.modules'))}
          </a>
        )}
        {way === 'reload' && (
          <Button icon="sync" says={say('page.trouble.way.reload')} onClick={() => window.location.reload()} />
        )}
        {again !== undefined && way !== 'reload' && (
          <Button
            icon="redo"
            says={left > 0 ? say('page.trouble.way.wait', { seconds: left }) : say('page.trouble.way.again')}
            disabled={left > 0}
            onClick={again}
          />
        )}
      </p>
      <details>
        <summary>{speak(say('page.details'))}</summary>
        <p>{speak(tellError(error, host))}</p>
      </details>
    </div>
  );
}

/** Seconds until zero, counted anew for each error. */
function useCountdown(seconds: number, of: unknown): number {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    setLeft(seconds);
    const end = Date.now() + seconds * 1000;
    const timer = setInterval(() => {
      const rest = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      setLeft(rest);
      if (rest === 0) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [seconds, of]);
  return left;
}

interface DialogProps {
  readonly title: Message;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

let dialogs = 0;

/** Closes the dialog that is around. */
const Closing = createContext<() => void>(() => undefined);

/** The browser's own modal dialog: keeps the focus inside, and gives it back to where it came from. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const { speak } = usePage();
  const ref = useRef<HTMLDialogElement>(null);
  const [id] = useState(() => `mscl-dialog-${String(++dialogs)}`);
  useEffect(() => {
    const from = document.activeElement;
    ref.current?.showModal();
    ref.current?.querySelector<HTMLElement>('input:not([type=checkbox], [hidden]), select, textarea')?.focus();
    return () => {
      if (from instanceof HTMLElement && from.isConnected) from.focus();
    };
  }, []);
  const close = () => ref.current?.close();
  return (
    <dialog ref={ref} class="mscl-dialog" aria-labelledby={id} onClose={onClose}>
      <header class="mscl-dialog-head">
        <h2 id={id}>{speak(title)}</h2>
        <button type="button" class="mscl-close" onClick={close} aria-label={speak(say('page.close'))}>
          <Icon name="close" />
        </button>
      </header>
      <Closing.Provider value={close}>{children}</Closing.Provider>
    </dialog>
  );
}

interface DialogFootProps {
  /** What the dialog does; none: it is only read. */
  readonly children?: ComponentChildren;
  /** Above the buttons. */
  readonly before?: ComponentChildren;
}

/** The end of every dialog, always in sight: what it does, and the way out without doing it. */
export function DialogFoot({ children, before }: DialogFootProps) {
  const close = useContext(Closing);
  return (
    <footer class="mscl-foot">
      {before}
      <p class="mscl-actions">
        {children}
        <Button says={say(children === undefined ? 'page.close' : 'page.cancel')} onClick={close} />
      </p>
    </footer>
  );
}

/** What was typed and not yet sent, so that a closed dialog or a lost session loses nothing. Never passwords. */
const drafts = new Map<string, unknown>();

export function useDraft<T extends string | readonly string[]>(
  key: string,
  first: T,
): readonly [T, (value: T) => void, () => void] {
  const kept = drafts.get(key);
  const [value, setValue] = useState<T>(isLike(kept, first) ? kept : first);
  return [
    value,
    (next) => {
      drafts.set(key, next);
      setValue(next);
    },
    () => void drafts.delete(key),
  ];
}

const isLike = <T,>(kept: unknown, first: T): kept is T =>
  kept !== undefined && typeof kept === typeof first && Array.isArray(kept) === Array.isArray(first);

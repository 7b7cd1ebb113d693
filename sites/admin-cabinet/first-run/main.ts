/**
 * On General settings while the password of the cabinet is the factory one: Core sends everybody here then, and goes on for
 * up to two minutes after another one was saved. Says why, and opens the checklist once Core sends nobody away any more.
 */
import type { Words } from '../../checklist/speak.ts';
import { bearerOfCabinet, cabinetRoot } from '../core.ts';
import { sendsAway } from './advice.ts';

const FORM = 'general-settings-form';
const NOTICE = 'module-security-checklist-first-run';
const CHECKLIST = 'module-security-checklist/module-security-checklist/index';

/** Core looks at the new password with a delay; asked so often, in ms, until it has twice in a row nothing to say. */
const EVERY = 2000;
const LONGEST = 180_000;
/** Where Core's script of 2026 keeps its former advice, by which it would send away from the checklist, too. */
const FORMER_ADVICE = 'rawAdviceData';

export interface FirstRunPorts {
  readonly fetch: typeof fetch;
  readonly go: (address: string) => void;
  /** The password is another one already, as the PBX says. */
  readonly isSaved: boolean;
}
const isSaved = (): boolean => document.currentScript?.dataset['saved'] === 'true';
const browser = (): FirstRunPorts => ({
  fetch: (input, init) => window.fetch(input, init),
  go: (address) => window.location.assign(address),
  isSaved: isSaved(),
});

export function start(words: Words, language: string, ports: FirstRunPorts = browser()): void {
  const form = document.getElementById(FORM);
  if (form === null) return;
  const notice = element('div', 'ui info message');
  notice.id = NOTICE;
  notice.lang = language;
  notice.setAttribute('role', 'status');
  const say = (...children: readonly HTMLElement[]) => notice.replaceChildren(...children);
  const explain = () =>
    say(
      element('div', 'header', words['first-run.title']),
      element('p', '', words['first-run.why']),
      element('p', '', words['first-run.then']),
      element('p', '', words['first-run.ssh']),
    );
  const wait = () =>
    say(
      element('div', 'header', words[ports.isSaved ? 'first-run.title.saved' : 'first-run.title.maybe']),
      element('p', '', words['first-run.wait']),
    );
  explain();
  form.before(notice);

  const address = cabinetRoot() + CHECKLIST;
  const link = element('a', '', words['first-run.open']);
  link.setAttribute('href', address);
  const bearer = bearerOfCabinet();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const look = async (until: number, wasQuiet: boolean): Promise<void> => {
    const isQuiet = (await sendsAway(ports.fetch, bearer)) === false;
    if (isQuiet && wasQuiet) {
      forgetFormerAdvice();
      ports.go(address);
      return;
    }
    if (isQuiet) say(element('p', '', words['first-run.saved']), link);
    if (Date.now() < until) lookLater(until, isQuiet);
    else if (!ports.isSaved && !isQuiet) explain();
  };
  const lookLater = (until: number, wasQuiet: boolean): void => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void look(until, wasQuiet), EVERY);
  };
  const begin = () => {
    wait();
    lookLater(Date.now() + LONGEST, false);
  };
  // After every saving; 2024 tells of refused ones, too. Only Core knows whether the password is another one now.
  window.addEventListener('ConfigDataChanged', begin);
  if (ports.isSaved) begin();
}

/** A browser may forbid to look. */
function forgetFormerAdvice(): void {
  try {
    window.sessionStorage.removeItem(FORMER_ADVICE);
  } catch {
    return;
  }
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

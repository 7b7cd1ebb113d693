/** A mark on the page: icon and word, coloured by severity; it opens the reasons. */
import { say } from '../../checklist/message.ts';
import { SEVERITIES } from '../../checklist/report/vocabulary.ts';
import type { Mark } from './mark.ts';
import { element, type Said } from './say.ts';

export const CHIP = 'mscl-flag';

const rank = ({ accepted, severity }: Mark) => (accepted ? -1 : SEVERITIES.indexOf(severity));

/** The worst first; those that were accepted last. */
export const byWeight = (marks: readonly Mark[]): readonly Mark[] => [...marks].sort((a, b) => rank(b) - rank(a));

/** One for all problems of a place. `marks`: the worst first. */
export function chip(marks: readonly [Mark, ...Mark[]], at: string, { speak }: Said): HTMLButtonElement {
  const [worst] = marks;
  const look = worst.accepted ? 'accepted' : worst.severity;
  const word = speak(worst.accepted ? say('flags.accepted') : say(`severity.${worst.severity}`));
  const shown = marks.length > 1 ? `${word} ${marks.length}` : word;
  const pill = element('span', `${CHIP}-pill ${CHIP}-${look}`, shown);
  const button = element('button', `${CHIP} ${CHIP}-at-${at}`, pill);
  button.type = 'button';
  button.setAttribute('aria-haspopup', 'dialog');
  button.setAttribute('aria-expanded', 'false');
  button.setAttribute('aria-label', [`${shown}:`, ...marks.map(({ says }) => says)].join(' '));
  return button;
}

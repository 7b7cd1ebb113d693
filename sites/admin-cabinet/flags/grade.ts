/** The result of the last look at the checklist, in the header of every page. */
import { say, type Message } from '../../checklist/message.ts';
import type { Grade } from './mark.ts';
import { element, icon, type Said } from './say.ts';

const GRADE = 'mscl-flag-grade';

export function showGrade(grade: Grade | null, { speak, checklist }: Said): void {
  const header = document.querySelector('#main-content-container > h1');
  if (header === null) return;
  header.querySelector(`.${GRADE}`)?.remove();
  const score = grade?.score;
  const word = score?.state === 'scored' ? score.word : 'none';
  const link = element('a', `${GRADE} ${GRADE}-${word}`, icon('shield alternate'), speak(lineOf(grade)));
  link.href = checklist;
  if (grade?.isOld === true) link.title = speak(say('flags.grade.old'));
  header.classList.add('mscl-flag-anchor');
  header.append(link);
}

function lineOf(grade: Grade | null): Message {
  if (grade === null) return say('flags.grade.none');
  const { score, critical } = grade;
  if (score.state === 'not-scored') return say('flags.grade.unscored', { critical });
  const line = { word: say(`score.word.${score.word}`), points: score.points };
  return critical === 0 ? say('flags.grade', line) : say('flags.grade.critical', { ...line, critical });
}

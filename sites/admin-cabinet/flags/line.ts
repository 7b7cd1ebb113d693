/** One line of words above a table: what its marks cannot say, because their rows are not there. It takes no room either. */
import type { Line } from './page.ts';
import { element, type Said } from './say.ts';

export const LINE = 'mscl-flag-line';

export interface LineDrawing {
  /** Never more than one; null: none. */
  show(line: Line | null): void;
}

export function createLine({ speak, checklist }: Said): LineDrawing {
  let drawn: HTMLAnchorElement | null = null;
  return {
    show(line) {
      const text = line === null ? null : speak(line.says);
      if (drawn !== null && drawn.parentNode === (line?.above ?? null) && drawn.textContent === text) return;
      drawn?.remove();
      drawn = null;
      if (line === null || text === null) return;
      drawn = element('a', LINE, text);
      drawn.href = `${checklist}#open=${line.check}`;
      line.above.classList.add('mscl-flag-anchor');
      line.above.append(drawn);
    },
  };
}

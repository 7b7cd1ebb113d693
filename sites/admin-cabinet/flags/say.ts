/** The few words of the marks themselves; reasons come spoken from the judge. */
import { speaker, type Speak, type Words } from '../../checklist/speak.ts';

export interface Said {
  readonly speak: Speak;
  /** Address of the checklist page. */
  readonly checklist: string;
}

export const saidIn = (words: Words, checklist: string): Said => ({ speak: speaker(words), checklist });

/** An element with text; never HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

/** Semantic's font of icons is on every page of the cabinet. What it means is said beside it. */
export function icon(name: string): HTMLElement {
  const made = element('i', `${name} icon`);
  made.setAttribute('aria-hidden', 'true');
  return made;
}

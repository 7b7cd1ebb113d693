/**
 * Loads a large page, which is made of ES modules, from the classic script that Core puts into its page. The modules stand
 * beside that script.
 */
import type { Words } from '../checklist/speak.ts';
import { MOUNT } from './mount.ts';

/** Names of files, and what is said where they do not come; written by scripts/bundles.mjs. */
export interface Load {
  readonly code: string;
  /** What the code imports: asked for at once, not one after the other. */
  readonly pieces: readonly string[];
  readonly words: string;
  /** Words of what the page loads later. */
  readonly moreWords: string;
  readonly language: string;
  /** `help`: to somebody who was just broken into. */
  readonly failed: { readonly says: string; readonly again: string; readonly help: string };
}

/** What the module of a page exports. */
export interface LargePage {
  start(words: Words, language: string, moreWords: () => Promise<Partial<Words>>): void;
}

export function load(files: Load): void {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const at = (file: string) => new URL(file, script.src).href;
  for (const piece of files.pieces) {
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = at(piece);
    document.head.append(link);
  }
  const bring = (file: string): Promise<unknown> => import(at(file));
  const start = async () => {
    const [page, words] = await Promise.all([bring(files.code), bring(files.words)]);
    if (!isPage(page) || !hasWords(words)) throw new Error('not what was built');
    page.start(words.default, files.language, async () => {
      const more = await bring(files.moreWords);
      return hasWords(more) ? more.default : {};
    });
  };
  start().catch(() => tell(files.failed));
}

const isPage = (value: unknown): value is LargePage =>
  typeof value === 'object' && value !== null && 'start' in value && typeof value.start === 'function';

/** The build gives each page the words that it says; a test sees to it. */
const hasWords = (value: unknown): value is { readonly default: Words } =>
  typeof value === 'object' && value !== null && 'default' in value && typeof value.default === 'object';

/** Not even the page came: there is nothing but this script to say so. */
function tell({ says, again, help }: Load['failed']): void {
  const message = document.createElement('div');
  message.className = 'ui warning message';
  message.setAttribute('role', 'alert');
  const text = document.createElement('p');
  text.textContent = says;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'ui basic button';
  button.textContent = again;
  button.addEventListener('click', () => window.location.reload());
  const more = document.createElement('p');
  more.textContent = help;
  message.append(text, button, more);
  document.getElementById(MOUNT)?.replaceChildren(message);
}

/**
 * Marks on Core's own pages: beside the risky value, with the reason and the way out. Loaded after everything of Core;
 * does nothing before the page is there, asks once, and leaves no trace where anything fails.
 */
import type { Words } from '../../checklist/speak.ts';
import { cabinetRoot } from '../core.ts';
import { ask, pathInCabinet } from './ask.ts';
import { createDrawing } from './drawing.ts';
import { watchForm } from './form.ts';
import { showGrade } from './grade.ts';
import { createMemory, type Memory } from './kept.ts';
import type { Judged } from './mark.ts';
import { decoded, type FlagPage, type View } from './page.ts';
import { pageAt } from './pages/index.ts';
import { partsFor } from './parts.ts';
import { saidIn } from './say.ts';
import { addStyle } from './style.ts';
import { forgetInOtherTabs, forgetWithOtherTabs } from './tabs.ts';
import { createThread, type Thread } from './thread.ts';

declare const __VERSION__: string;

const CHECKLIST = 'module-security-checklist/module-security-checklist/index';
/** The page is idle then, or this many ms have gone. */
const LATEST = 1000;

/** Names of the judge's files, which stand beside this script. */
export interface JudgeFiles {
  readonly code: string;
  readonly words: string;
}

export function start(words: Words, language: string, files: JudgeFiles): void {
  const script = document.currentScript;
  const path = pathInCabinet(window.location.pathname);
  if (!(script instanceof HTMLScriptElement) || path === null || path === CHECKLIST) return;
  // Now, while the page is small: later every row would be styled anew.
  addStyle();
  const at = (file: string) => new URL(file, script.src).href;
  const thread = createThread(at(files.code), files.words);
  const memory = createMemory(() => window.sessionStorage, `${__VERSION__} ${language} ${files.code}`);
  const begin = () => whenIdle(() => void show(path, words, memory, thread));
  if (document.readyState === 'complete') begin();
  else window.addEventListener('load', begin, { once: true });
  forgetWithSession(memory);
}

function forgetWithSession(memory: Memory): void {
  forgetWithOtherTabs(memory);
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element) || target.closest('a[href*="session/end"]') === null) return;
    memory.forgetAll();
    forgetInOtherTabs();
  });
}

function whenIdle(what: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(what, { timeout: LATEST });
  else setTimeout(what);
}

async function show(path: string, words: Words, memory: Memory, thread: Thread): Promise<void> {
  const found = pageAt(path);
  const page = found?.page ?? null;
  const looked = await look(page, memory, thread);
  if (!looked?.judged.on) return;
  const { judged, answer } = looked;
  const said = saidIn(words, cabinetRoot() + CHECKLIST);
  showGrade(judged.grade, said);
  if (found === null) return;
  const view: View = { root: document, id: decoded(found.id) };
  const drawing = createDrawing(found.page, view, said);
  drawing.show(judged.marks, false);
  const { drafts: read, checks } = found.page;
  if (read === undefined) return;
  /** Judged before in this session: the thread does not know the facts yet. */
  let unknown = answer;
  let latest = 0;
  watchForm(
    document,
    () => read(view),
    (drafts) => {
      const turn = ++latest;
      if (drafts.length === 0) {
        drawing.show(judged.marks, false);
        return;
      }
      if (unknown !== null) void thread.ask({ kind: 'judge', answer: unknown, checks: [] });
      unknown = null;
      void thread.ask({ kind: 'draft', drafts, checks }).then((typed) => {
        if (typed !== null && turn === latest) drawing.show(typed.marks, true);
      });
    },
  );
}

interface Looked {
  readonly judged: Judged;
  /** What the judge does not know yet; null: it does. */
  readonly answer: string | null;
}

/** Of this session where nothing has changed, else judged anew; null: nothing is to be shown. */
async function look(page: FlagPage | null, memory: Memory, thread: Thread): Promise<Looked | null> {
  const name = page?.name ?? 'other';
  const kept = memory.get(name);
  // What is typed is judged by the facts, so they have to be at hand.
  const isEnough = kept !== null && (page?.drafts === undefined || kept.answer !== null);
  const parts = partsFor(page);
  const asked = await ask(parts, isEnough ? kept.etag : null);
  if (asked.kind === 'nobody') memory.forgetAll();
  if (asked.kind === 'same' && kept !== null) return { judged: kept.judged, answer: kept.answer };
  if (asked.kind !== 'new') return null;
  const judged = await thread.ask({ kind: 'judge', answer: asked.text, checks: page?.checks ?? [] });
  if (judged !== null && asked.etag !== null) {
    memory.put(name, { etag: asked.etag, judged, answer: page?.drafts === undefined ? null : asked.text });
  }
  return judged === null ? null : { judged, answer: null };
}

/** What was judged in this session of the browser, by page. A list of targets: it goes when the person signs out. */
import type { Judged } from './mark.ts';

const PREFIX = 'module-security-checklist.flags.';
/** Larger answers are not kept, in characters; what was judged of them is. */
const LARGEST = 300_000;

export interface Kept {
  /** Of the module and the language: what another one kept is not read. */
  readonly by: string;
  readonly etag: string;
  readonly judged: Judged;
  /** The whole answer, for what is typed; null: it was too large. */
  readonly answer: string | null;
}

export interface Memory {
  get(page: string): Kept | null;
  put(page: string, kept: Omit<Kept, 'by'>): void;
  forgetAll(): void;
}

/** A browser may forbid to keep anything, or be full: then nothing is kept. */
export function createMemory(storage: () => Storage, by: string): Memory {
  return {
    get: (page) => tried(() => kept(storage().getItem(PREFIX + page), by)),
    put(page, { answer, ...rest }) {
      const value: Kept = { by, ...rest, answer: answer !== null && answer.length <= LARGEST ? answer : null };
      tried(() => storage().setItem(PREFIX + page, JSON.stringify(value)));
    },
    forgetAll() {
      tried(() => {
        const all = storage();
        for (const key of Object.keys(all)) if (key.startsWith(PREFIX)) all.removeItem(key);
      });
    },
  };
}

function kept(text: string | null, by: string): Kept | null {
  const value: unknown = text === null ? null : JSON.parse(text);
  return isKept(value) && value.by === by ? value : null;
}

/** Nobody but this script writes there, and each version reads its own. */
const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' && value !== null && 'by' in value && 'etag' in value && 'judged' in value;

function tried<T>(what: () => T): T | null {
  try {
    return what();
  } catch {
    return null;
  }
}

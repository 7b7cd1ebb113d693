/**
 * The dictionary of common passwords, injected where it is needed: its words (sites/checklist/data) never travel to a
 * browser. Without one, `NO_DICTIONARY` finds no word, and whoever shows the result says so.
 */

export interface Dictionary {
  /** Version and date (YYYY-MM-DD) of the list it was made from. */
  readonly version: string;
  readonly date: string;
  /** Is this lower-case word one of them? */
  has(word: string): boolean;
}

/** As scripts/generate-dictionary.mjs writes it: sorted words, one a line, each behind its shared length (base 36). */
export interface DictionaryTable {
  readonly version: string;
  readonly date: string;
  readonly text: string;
}

export const NO_DICTIONARY: Dictionary = { version: '', date: '', has: () => false };

export function openDictionary({ version, date, text }: DictionaryTable): Dictionary {
  let before = '';
  const words = new Set(
    text.split('\n').map((line) => {
      before = before.slice(0, Number.parseInt(line.charAt(0), 36)) + line.slice(1);
      return before;
    }),
  );
  return { version, date, has: (word) => words.has(word) };
}

/** A dictionary of these words: for tests, and for lists that a caller has at hand. */
export function dictionaryOf(words: Iterable<string>): Dictionary {
  const known = new Set(words);
  return { version: '', date: '', has: (word) => known.has(word) };
}

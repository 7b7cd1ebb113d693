/**
 * The dictionary of words and common passwords, injected where it is needed: it never travels to a browser. Without one,
 * `NO_DICTIONARY` finds no word, and whoever shows the result says so.
 */

/** `common`: among what is tried first; `rare`: a word of some language. */
export type Rank = 'common' | 'rare';

export interface Dictionary {
  /** Version and date (YYYY-MM-DD) of the list of passwords it was made from. */
  readonly version: string;
  readonly date: string;
  /** Of a lower-case word in ASCII; null: it is none. */
  rankOf(word: string): Rank | null;
  /** Do these six hexadecimal digits begin the hardware addresses of a maker of phones? */
  isMaker(prefix: string): boolean;
}

/** As scripts/generate-dictionary.mjs writes it. */
export interface DictionaryTable {
  readonly version: string;
  readonly date: string;
  /** Sorted words, one a line, each behind its shared length (base 36). */
  readonly common: string;
  readonly rare: string;
  /** Six digits each, one behind the other. */
  readonly makers: string;
}

export const NO_DICTIONARY: Dictionary = { version: '', date: '', rankOf: () => null, isMaker: () => false };

export function openDictionary({ version, date, common, rare, makers }: DictionaryTable): Dictionary {
  return dictionaryOf(unpacked(common), unpacked(rare), makers.match(/.{6}/g) ?? [], { version, date });
}

/** A dictionary of these words: for tests, and for lists that a caller has at hand. */
export function dictionaryOf(
  common: Iterable<string>,
  rare: Iterable<string> = [],
  makers: Iterable<string> = [],
  { version, date }: Pick<Dictionary, 'version' | 'date'> = NO_DICTIONARY,
): Dictionary {
  const known = [new Set(common), new Set(rare), new Set(makers)] as const;
  return {
    version,
    date,
    rankOf: (word) => (known[0].has(word) ? 'common' : known[1].has(word) ? 'rare' : null),
    isMaker: (prefix) => known[2].has(prefix),
  };
}

function unpacked(text: string): string[] {
  let before = '';
  return text.split('\n').map((line) => {
    before = before.slice(0, Number.parseInt(line.charAt(0), 36)) + line.slice(1);
    return before;
  });
}

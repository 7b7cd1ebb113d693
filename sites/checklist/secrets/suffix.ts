/**
 * Is the text that makes auth usernames differ from extensions easy to guess? Core appends it ("prefix" as the cabinet
 * calls it): 204 + MIKO = 204MIKO.
 */
import { tokens, wholes } from './names.ts';
import { lower, pointsOf, spellings } from './text.ts';

export type SuffixFlaw =
  | 'short' // fewer than three characters
  | 'example' // the guide's own, which every attacker has read
  | 'common' // what PBXs are called
  | 'company'; // name of the company or of this PBX

const SHORTEST = 3;
const EXAMPLE = 'miko';
const COMMON: ReadonlySet<string> = new Set(['sip', 'pbx', 'mikopbx', 'ippbx', 'sippbx']);

/** `company`: name of the PBX. null: not guessable. */
export function suffixFlaw(suffix: string, company: string): SuffixFlaw | null {
  const text = pointsOf(suffix.trim()).map(lower).join('');
  if (pointsOf(text).length < SHORTEST) return 'short';
  if (text === EXAMPLE) return 'example';
  if (COMMON.has(text)) return 'common';
  const names = [...wholes(company), ...tokens(company)].flatMap(spellings).map((name) => name.join(''));
  return names.includes(text) ? 'company' : null;
}

export const isGuessableSuffix = (suffix: string, company: string): boolean => suffixFlaw(suffix, company) !== null;

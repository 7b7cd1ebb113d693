/**
 * What a new password of the web interface or of SSH has to be: the guide's rule, and characters that every release takes
 * (2024 hands the password of SSH to a shell, between apostrophes). The same as Lib/Secrets/PasswordPolicy.php.
 */
import type { About } from './about.ts';
import type { Dictionary } from './dictionary.ts';
import { featuresOf } from './features.ts';
import { judgeFeatures, type BrokenRule } from './judge.ts';

export const LONGEST_PASSWORD = 64;

/** Printable ASCII, but for apostrophe and backslash; no space at either end. */
const FORM = /^[!-&(-[\]-~](?:[ -&(-[\]-~]{0,62}[!-&(-[\]-~])?$/;

export interface JudgedPassword {
  /** Every release can store it. */
  readonly canBeStored: boolean;
  /** Of the guide's rule, in the order in which they are worth telling. */
  readonly broken: readonly BrokenRule[];
  readonly fits: boolean;
}

export function judgePassword(typed: string, about: About, dictionary: Dictionary): JudgedPassword {
  const canBeStored = FORM.test(typed);
  const { broken } = judgeFeatures(featuresOf(typed, about, dictionary, 0));
  return { canBeStored, broken, fits: canBeStored && broken.length === 0 };
}

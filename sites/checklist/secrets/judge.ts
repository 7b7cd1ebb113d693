/**
 * The guide's rule for passwords ("Use Strong Passwords"), on features: at least 12 characters, capital and small
 * letters, digits and special characters, no dictionary word, name or date; and, because that is what attackers try
 * first, neither the extension nor the login, and no other account with the same password.
 */
import type { SecretFeatures } from '../facts/types.ts';

export type BrokenRule =
  | 'empty'
  | 'under-8'
  | 'under-12'
  | 'digits-only'
  | SecretFeatures['missing'][number]
  | 'dictionary'
  | SecretFeatures['contains'][number]
  | 'shared';

export type SecretClass =
  | 'guessable' // among what attackers try first
  | 'breaks-rule' // not guessed at once, and not what the guide asks for
  | 'generated-ok' // only a class of characters is missing, and it takes 80 bits of guessing all the same
  | 'meets-rule';

export interface JudgedSecret {
  readonly class: SecretClass;
  /** In the order in which they are worth telling. Empty: meets the rule. */
  readonly broken: readonly BrokenRule[];
}

/** Extension and login are said on the line, the phone's address on its label; names have to be found out first. */
const GUESSABLE: ReadonlySet<BrokenRule> = new Set([
  'empty',
  'under-8',
  'digits-only',
  'dictionary',
  'number',
  'login',
  'hardware',
] as const);
const CLASSES: ReadonlySet<BrokenRule> = new Set(['upper', 'lower', 'digit', 'special'] as const);

const LENGTH: Readonly<Record<SecretFeatures['length'], readonly BrokenRule[]>> = {
  empty: ['empty'],
  lt8: ['under-8'],
  '8-11': ['under-12'],
  '12+': [],
};

export function judgeFeatures(features: SecretFeatures): JudgedSecret {
  const broken = brokenRules(features);
  return { class: classOf(broken, features.strong), broken };
}

function brokenRules(features: SecretFeatures): readonly BrokenRule[] {
  if (features.length === 'empty') return LENGTH.empty;
  const broken: BrokenRule[] = [];
  if (features.dictionary) broken.push('dictionary');
  broken.push(...features.contains, ...LENGTH[features.length]);
  if (features.digitsOnly) broken.push('digits-only');
  else broken.push(...features.missing);
  if (features.shared > 0) broken.push('shared');
  return broken;
}

function classOf(broken: readonly BrokenRule[], strong: boolean): SecretClass {
  if (broken.length === 0) return 'meets-rule';
  if (broken.some((rule) => GUESSABLE.has(rule))) return 'guessable';
  return strong && broken.every((rule) => CLASSES.has(rule)) ? 'generated-ok' : 'breaks-rule';
}

/** Should it be another one? Not where only a class of characters is missing and nobody guesses it. */
export const isWeak = ({ class: found }: JudgedSecret): boolean => found === 'guessable' || found === 'breaks-rule';

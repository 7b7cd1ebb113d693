/**
 * Core's own rule for passwords (its PasswordService), as the answers of `passwords:validate` show it. It is laxer
 * than the guide; the checklist judges by its own.
 */
export type Context = 'web' | 'ssh' | 'sip' | 'ami' | 'provider' | 'other';

export interface Judgement {
  readonly isValid: boolean;
  readonly score: number;
  readonly strength: string;
  readonly isDefault: boolean;
  readonly isSimple: boolean;
  readonly isTooShort: boolean;
  readonly isTooLong: boolean;
  readonly messages: readonly string[];
  readonly suggestions: readonly string[];
}

const TOO_COMMON = 'This password is too common and easily guessable.';
const AVOID_COMMON = 'Avoid common words and phrases';
const tooShort = (least: number) => `Password is too short (minimum ${least} characters)`;

/** A few of the commonest; the real list has tens of thousands. Upper and lower case count. */
const DICTIONARY = new Set(
  'password password1 password123 passw0rd 12345678 123456789 1234567890 qwerty qwerty123 qwertyuiop iloveyou princess sunshine football baseball welcome1 letmein1 dragon monkey superman admin123 abcd1234 11111111 00000000'.split(
    ' ',
  ),
);
export const inDictionary = (password: string): boolean => DICTIONARY.has(password);

const SERVICE_DEFAULTS = new Set(['admin', 'password', '1234', '12345', 'secret']);
const isDefault = (password: string, context: Context): boolean =>
  context === 'web' || context === 'ssh'
    ? password === 'admin'
    : context !== 'other' && SERVICE_DEFAULTS.has(password.toLowerCase());

const lengthOf = (password: string) => Buffer.byteLength(password);
const CLASSES = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z0-9]/] as const;
const REPEATED = /(.)\1{2,}/;
const SEQUENCES = [
  'qwerty',
  'asdfgh',
  'zxcvbn',
  '12345',
  '23456',
  '34567',
  '45678',
  '56789',
  'abcde',
  'bcdef',
  'cdefg',
  'defgh',
];
const backwards = (text: string) => Array.from(text).reverse().join('');

export function scoreOf(password: string): number {
  const length = lengthOf(password);
  if (length === 0) return 0;
  const classes = CLASSES.filter((one) => one.test(password)).length;
  const unique = new Set(Buffer.from(password)).size / length;
  const lower = password.toLowerCase();
  return Math.max(
    0,
    Math.min(
      100,
      (length >= 16 ? 30 : length >= 12 ? 20 : length >= 8 ? 10 : length) +
        classes * 10 +
        (unique > 0.7 ? 20 : unique > 0.5 ? 15 : unique > 0.3 ? 10 : 5) +
        (classes >= 3 && length >= 12 ? 10 : 0) -
        (REPEATED.test(password) ? 10 : 0) -
        (SEQUENCES.some((one) => lower.includes(one) || lower.includes(backwards(one))) ? 10 : 0) -
        (/^[a-z]+$/i.test(password) && length < 10 ? 15 : 0),
    ),
  );
}

export const strengthOf = (score: number): string =>
  score < 40 ? 'Weak' : score < 60 ? 'Fair' : score < 80 ? 'Good' : 'Strong';

function suggestionsFor(password: string): readonly string[] {
  const [lower, upper, digit, special] = CLASSES;
  return [
    ...(lengthOf(password) < 12 ? [tooShort(12)] : []),
    ...(lower.test(password) ? [] : ['Password must contain lowercase characters']),
    ...(upper.test(password) ? [] : ['Password must contain uppercase characters']),
    ...(digit.test(password) ? [] : ['Password must contain numbers']),
    ...(special.test(password) ? [] : ['Add special characters (!@#$%)']),
    ...(REPEATED.test(password) || /(123|abc|qwe|asd|zxc)/i.test(password) || /\d{4}|\d{2}[/\-.]\d{2}/.test(password)
      ? [AVOID_COMMON]
      : []),
  ];
}

/** `password` is not empty: Core refuses that before it judges. */
export function judgePassword(
  password: string,
  context: Context,
  options: { readonly minLength?: number; readonly skipDictionary?: boolean } = {},
): Judgement {
  const least = options.minLength ?? 8;
  const length = lengthOf(password);
  const isTooShort = length < least;
  const isTooLong = length > 64;
  const byDefault = isDefault(password, context);
  const isSimple = !isTooShort && !isTooLong && !byDefault && options.skipDictionary !== true && inDictionary(password);
  const score = scoreOf(password);
  const needsFair = (context === 'sip' || context === 'ami' || context === 'provider') && score < 60;
  const suggestions = [
    ...(byDefault ? ['Default password detected'] : []),
    ...(isSimple ? [AVOID_COMMON] : []),
    ...(score < 80 ? suggestionsFor(password) : []),
  ];
  return {
    isValid: !isTooShort && !isTooLong && !byDefault && !isSimple && !needsFair,
    score,
    strength: strengthOf(score),
    isDefault: byDefault,
    isSimple,
    isTooShort,
    isTooLong,
    messages: [
      ...(isTooShort ? [tooShort(least)] : []),
      ...(isTooLong ? ['Password is too long (maximum 64 characters)'] : []),
      ...(byDefault ? ['Default password is being used'] : []),
      ...(isSimple ? [TOO_COMMON] : []),
      ...(needsFair ? ['For security, password must have at least fair strength'] : []),
    ],
    suggestions,
  };
}

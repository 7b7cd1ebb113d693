/** Checks with a letter: known before the letters are loaded. */
export const LETTER_CHECKS = ['provider-spending-limit', 'no-excess-balance'] as const;

export const hasLetters = (check: string): boolean => LETTER_CHECKS.some((one) => one === check);

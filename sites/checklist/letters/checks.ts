/** Whom the letters of a check are for: known before the letters are loaded. */
export type Addressee = 'provider' | 'router' | 'phones';

const ADDRESSEES: ReadonlyMap<string, Addressee> = new Map([
  ['provider-spending-limit', 'provider'],
  ['no-excess-balance', 'provider'],
  ['international-blocked', 'provider'],
  ['nat-vpn', 'router'],
  ['sip-passwords', 'phones'],
  ['secrets-rotated', 'phones'],
]);

export const LETTER_CHECKS: readonly string[] = [...ADDRESSEES.keys()];

/** null: nobody can help with it but who reads it. */
export const addresseeOf = (check: string): Addressee | null => ADDRESSEES.get(check) ?? null;

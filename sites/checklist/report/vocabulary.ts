/** The closed vocabularies of the report. The schema builds on them, and bundles can import them without it. */

/** From mild to grave. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
/** In the order in which a reader wants to see them. */
export const VERDICTS = ['fail', 'warn', 'unknown', 'manual', 'pass', 'not-applicable'] as const;
/** What is left to do comes first; a problem is `accepted` when every part of it is. */
export const STANDINGS = ['fail', 'warn', 'unknown', 'manual', 'accepted', 'pass', 'not-applicable'] as const;
/** In the guide's order, then what the guide demands besides its list. */
export const SECTIONS = [
  'update',
  'firewall',
  'web-access',
  'passwords',
  'auth-username',
  'brute-force',
  'public-address',
  'money',
  'docker',
  'other-ways-in',
] as const;

/**
 * Where a phone takes its login: in the words of its maker, which are the same in every language of ours. Fields for the login are
 * those of the guide; of whoever is not in here, nothing is known.
 */
export interface PhoneFields {
  /** Of the name to sign in with, where it is not the number. */
  readonly login: string;
  readonly password: string;
  /** Where the fields usually are. */
  readonly where: string;
}

/** By maker (makers.ts). */
const FIELDS: ReadonlyMap<string, PhoneFields> = new Map([
  ['Yealink', { login: 'Register Name', password: 'Password', where: 'Account → Register' }],
  [
    'Grandstream',
    { login: 'Authenticate ID', password: 'Authenticate Password', where: 'Accounts → Account 1 → General Settings' },
  ],
  ['Fanvil', { login: 'Authentication User', password: 'Authentication Password', where: 'Line → SIP' }],
  ['Snom', { login: 'Authentication Username', password: 'Password', where: 'Setup → Identity 1 → Login' }],
  ['Linphone', { login: 'Auth userid', password: 'Password', where: 'Settings → SIP account' }],
  ['Zoiper', { login: 'Authentication user', password: 'Password', where: 'Settings → Accounts' }],
  ['MicroSIP', { login: 'Login', password: 'Password', where: 'Menu → Accounts → Edit' }],
  [
    'Cisco (SPA)',
    { login: 'Auth ID', password: 'Password', where: 'Voice → Ext 1 → Subscriber Information (Use Auth ID: yes)' },
  ],
]);

/** null: not known. */
export const phoneFieldsOf = (maker: string | null): PhoneFields | null => FIELDS.get(maker ?? '') ?? null;

/** The dialogs of the actions that renew secrets: one piece, loaded with the first of them. */
export { RotateAmiAri } from './secrets/programs.tsx';
export { RotateSipPasswords } from './secrets/passwords.tsx';
export { SetAuthUsername } from './secrets/usernames.tsx';

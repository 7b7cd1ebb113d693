/** The dialogs about logins of the PBX itself: one piece, loaded with the first of them. */
export { ChangeSshPassword } from './change-ssh-password.tsx';
export { ChangeWebPassword } from './change-web-password.tsx';
export { SshKeysOnly } from './ssh-keys-only.tsx';

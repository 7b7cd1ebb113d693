/** What can be chosen for `change-web-password`: the password itself, and whether SSH gets it, too. */
import type { Parts } from '../../facts/types.ts';
import { changeWebPassword } from '../change-web-password.ts';
import { otherToo } from '../login-passwords.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';

export interface PasswordChoice extends NetworkChoice {
  /** Sent beside the plan, and in no plan. */
  readonly typed: string;
  readonly fits: boolean;
  readonly also: boolean;
}

export const firstPassword = (which: 'web' | 'ssh', parts: Parts): PasswordChoice => ({
  ...AS_SUGGESTED,
  typed: '',
  fits: false,
  also: otherToo(which, parts) === 'factory',
});

export const changeWebPasswordChoices = defineChoices<PasswordChoice>({
  id: changeWebPassword.id,
  parts: changeWebPassword.parts,
  first: (parts) => firstPassword('web', parts),
  networks: () => [],
  ours: () => [],
  from: () => '',
  plan: (parts, { fits, also }, { asker }) => changeWebPassword.plan(parts, { fits, also }, asker),
  instead: (choice, { kind }) => (kind === 'asked' ? { ...choice, fits: true } : null),
});

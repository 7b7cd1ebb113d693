/** What can be chosen for `ssh-keys-only`: what is typed where no key was used. */
import { CONSOLE_WORDS } from '../console-words.ts';
import { sshKeysOnly } from '../ssh-keys-only.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';

export interface KeysOnlyChoice extends NetworkChoice {
  readonly console: string;
}

export const sshKeysOnlyChoices = defineChoices<KeysOnlyChoice>({
  id: sshKeysOnly.id,
  parts: sshKeysOnly.parts,
  first: () => ({ ...AS_SUGGESTED, console: '' }),
  networks: () => [],
  ours: () => [],
  from: () => '',
  plan: (parts, { console: typed }, { asker }) => sshKeysOnly.plan(parts, { console: typed }, asker),
  instead: (choice, { kind }) => (kind === 'asked' ? { ...choice, console: CONSOLE_WORDS[0] } : null),
});

/** What can be chosen for "fix all that is safe": which parts of it. Whose networks are ours is as each part suggests it. */
import { planOfSafe, safeParts, SAFE_PARTS } from '../safe.ts';
import type { ActionId } from '../types.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';

export interface SafeChoice extends NetworkChoice {
  /** Parts that a person left out. */
  readonly without: readonly ActionId[];
}

export const fixSafeChoices = defineChoices<SafeChoice>({
  id: 'fix-safe',
  parts: SAFE_PARTS,
  first: () => ({ ...AS_SUGGESTED, without: [] }),
  networks: () => [],
  ours: () => [],
  from: () => '',
  plan: (parts, { without }, { asker, ruleName }) => planOfSafe(parts, safeParts(parts, asker, without, ruleName)),
});

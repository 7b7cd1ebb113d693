/** What can be chosen for `watch-edits`: for how long. */
import { watchEdits } from '../watch-edits.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';

export interface WatchChoice extends NetworkChoice {
  /** Can be extended while it goes on. */
  readonly minutes: (typeof WATCH_MINUTES)[number];
}

export const WATCH_MINUTES = [5, 15, 30] as const;

export const watchEditsChoices = defineChoices<WatchChoice>({
  id: watchEdits.id,
  parts: watchEdits.parts,
  first: () => ({ ...AS_SUGGESTED, minutes: 15 }),
  networks: () => [],
  ours: () => [],
  from: () => '',
  plan: (parts, { minutes }, { asker }) => watchEdits.plan(parts, { confirmSeconds: minutes * 60 }, asker),
});

/** What can be chosen for `restrict-outbound`: which routes. Home and the countries that may be called are answers of the item. */
import { restrictOutbound } from '../restrict-outbound.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';

export interface RoutesChoice extends NetworkChoice {
  /** Ids of routes that stay as they are. */
  readonly without: readonly string[];
  /** Planned also where nobody said yet which country this is: to see what there would be. */
  readonly guess: boolean;
}

export const restrictOutboundChoices = defineChoices<RoutesChoice>({
  id: restrictOutbound.id,
  parts: restrictOutbound.parts,
  first: () => ({ ...AS_SUGGESTED, without: [], guess: false }),
  networks: () => [],
  ours: () => [],
  from: () => '',
  plan: (parts, { without, guess }, { asker }) => restrictOutbound.plan(parts, { without, guess }, asker),
  instead: (choice, refusal) => (refusal.kind === 'asked' && !choice.guess ? { ...choice, guess: true } : null),
});

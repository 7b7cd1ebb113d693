/** What can be chosen for `rotate-sip-passwords`: whose passwords, and whether the login names become new ones, too. */
import type { Parts } from '../../facts/types.ts';
import { isDue, renewablesIn, type Renewable } from '../renewing/accounts.ts';
import { unknownPlaces } from '../renewing/unknown-places.ts';
import { rotateSipPasswords } from '../rotate-sip-passwords.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';

/** `due`: those that the checklist complains of. */
export type Which = 'due' | 'all' | 'chosen';

export interface WhoseChoice {
  readonly which: Which;
  /** Extensions that were ticked. */
  readonly chosen: readonly string[];
  /** Addresses of phones that nobody knows. */
  readonly unspared: readonly string[];
}

export type RotateChoice = NetworkChoice &
  WhoseChoice & {
    /** What all login names end in from now on; null: they stay. */
    readonly suffix: string | null;
  };

/** Extensions that a choice means, those that cannot be renewed among them where a person ticked them. */
export function numbersOf(
  all: readonly Renewable[],
  { which, chosen }: Pick<WhoseChoice, 'which' | 'chosen'>,
): readonly string[] {
  const ticked = new Set(chosen);
  const isMeant = (one: Renewable) => (which === 'due' ? isDue(one) : which === 'all' || ticked.has(one.number));
  return all.filter(isMeant).map(({ number }) => number);
}

export const whoseIn = (parts: Parts, choice: WhoseChoice) => numbersOf(renewablesIn(parts), choice);

export const rotateSipPasswordsChoices = defineChoices<RotateChoice>({
  id: rotateSipPasswords.id,
  parts: rotateSipPasswords.parts,
  first: (parts) => ({
    ...AS_SUGGESTED,
    which: 'due',
    chosen: [],
    unspared: unknownPlaces(parts),
    suffix: null,
  }),
  networks: () => [],
  ours: () => [],
  from: () => '',
  plan: (parts, { suffix, ...whose }, { asker }) =>
    rotateSipPasswords.plan(parts, { numbers: whoseIn(parts, whose), suffix, unspared: whose.unspared }, asker),
});

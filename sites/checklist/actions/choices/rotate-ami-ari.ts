/** What can be chosen for `rotate-ami-ari`: whose secrets. */
import { isDue } from '../renewing/accounts.ts';
import { programsIn } from '../renewing/programs.ts';
import { rotateAmiAri } from '../rotate-ami-ari.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';

export interface ProgramChoice extends NetworkChoice {
  /** Owners that are ticked; null: those that the checklist complains of. */
  readonly chosen: readonly string[] | null;
}

export const rotateAmiAriChoices = defineChoices<ProgramChoice>({
  id: rotateAmiAri.id,
  parts: rotateAmiAri.parts,
  first: () => ({ ...AS_SUGGESTED, chosen: null }),
  networks: () => [],
  ours: () => [],
  from: () => '',
  plan: (parts, { chosen }, { asker }) =>
    rotateAmiAri.plan(parts, { owners: chosen ?? duePrograms(programsIn(parts)) }, asker),
});

export const duePrograms = (all: ReturnType<typeof programsIn>): readonly string[] =>
  all.filter(isDue).map(({ owner }) => owner.id);

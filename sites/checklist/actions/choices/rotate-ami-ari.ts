/** What can be chosen for `rotate-ami-ari`: whose secrets. */
import type { Parts } from '../../facts/types.ts';
import { isDue } from '../renewing/accounts.ts';
import { programsIn } from '../renewing/programs.ts';
import { rotateAmiAri } from '../rotate-ami-ari.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';

export interface ProgramChoice extends NetworkChoice {
  /** Owners that are ticked; null: those that the checklist complains of. */
  readonly chosen: readonly string[] | null;
  /** With those that only programs on the PBX may use: what these are, only a person knows. */
  readonly isLocalKnown: boolean;
}

export const rotateAmiAriChoices = defineChoices<ProgramChoice>({
  id: rotateAmiAri.id,
  parts: rotateAmiAri.parts,
  first: () => ({ ...AS_SUGGESTED, chosen: null, isLocalKnown: false }),
  networks: () => [],
  ours: () => [],
  from: () => '',
  plan: (parts, choice, { asker }) => rotateAmiAri.plan(parts, { owners: tickedPrograms(parts, choice) }, asker),
  instead: (choice, refusal) =>
    refusal.kind === 'asked' && !choice.isLocalKnown ? { ...choice, chosen: null, isLocalKnown: true } : null,
});

export const tickedPrograms = (
  parts: Parts,
  { chosen, isLocalKnown }: Pick<ProgramChoice, 'chosen' | 'isLocalKnown'>,
): readonly string[] =>
  chosen ??
  programsIn(parts)
    .filter((one) => isDue(one) && (isLocalKnown || !one.isLocal))
    .map(({ owner }) => owner.id);

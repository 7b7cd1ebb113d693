/** What can be chosen for `rotate-everything`: which parts of it, and which keys somebody knows. */
import { unknownPlaces } from '../renewing/unknown-places.ts';
import { rotateEverything, type RotateEverythingOptions } from '../rotate-everything.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';

export type EverythingChoice = NetworkChoice & RotateEverythingOptions;

export const rotateEverythingChoices = defineChoices<EverythingChoice>({
  id: rotateEverything.id,
  parts: rotateEverything.parts,
  first: (parts) => ({ ...AS_SUGGESTED, without: [], known: [], kept: [], unspared: unknownPlaces(parts) }),
  networks: () => [],
  ours: () => [],
  from: () => '',
  plan: (parts, choice, { asker }) => rotateEverything.plan(parts, choice, asker),
});

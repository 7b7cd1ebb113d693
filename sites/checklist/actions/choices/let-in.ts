/** What can be chosen for `let-in`: whom, to what, for how long, and what the rule is called. */
import type { ServiceId } from '../../reach/types.ts';
import { letIn } from '../let-in.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';

export interface LetInChoice extends NetworkChoice {
  readonly network: string;
  readonly services: readonly ServiceId[];
  readonly name: string;
  /** As the browser's field writes it, by the clock of the person: `2026-11-30T18:00`; '': nothing yet. */
  readonly until: string;
}

/** By all of them: its code stays in one piece with that of the others. */

export const letInChoices = defineChoices<LetInChoice>({
  id: letIn.id,
  parts: letIn.parts,
  first: () => ({ ...AS_SUGGESTED, network: '', services: ['WEB'], name: '', until: '' }),
  networks: () => [],
  ours: () => [],
  from: () => '',
  plan: (parts, { network, services, name }, { asker, ruleName }) =>
    letIn.plan(parts, { network, services, ruleName: name.trim() === '' ? ruleName : name }, asker),
});

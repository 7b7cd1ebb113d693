/** What can be chosen for `close-web-cti`: which services, which rules for few addresses stay, whose networks keep access. */
import type { ServiceId } from '../../reach/types.ts';
import { cameFrom } from '../came-from.ts';
import { closeWebCti } from '../close-web-cti.ts';
import { closableServices } from '../closing.ts';
import { narrowRules } from '../narrow.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';
import { networksOfOurs } from './networks.ts';

export interface CloseChoice extends NetworkChoice {
  readonly services: readonly ServiceId[];
  /** Ids of rules for few addresses that stay as they are. */
  readonly keeps: readonly string[];
}

export const closeWebCtiChoices = defineChoices<CloseChoice>({
  id: closeWebCti.id,
  parts: closeWebCti.parts,
  first: (parts) => ({
    ...AS_SUGGESTED,
    services: closableServices(parts),
    keeps: narrowRules(parts).map(({ id }) => id),
  }),
  networks: networksOfOurs,
  ours: (parts) => networksOfOurs(parts).flatMap(({ network, isSure }) => (isSure ? [network] : [])),
  from: (parts, _, person) => cameFrom(parts, person)?.network ?? '',
  plan: (parts, { services, keeps }, { asker, ...who }) => closeWebCti.plan(parts, { ...who, services, keeps }, asker),
});

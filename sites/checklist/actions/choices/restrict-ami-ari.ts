/** What can be chosen for `restrict-ami-ari`: a network for each user of AMI, and the web pages of ARI. */
import { limitablesIn, originsIn, proposedOrigins } from '../limiting/programs.ts';
import { restrictAmiAri } from '../restrict-ami-ari.ts';
import type { Parts } from '../../facts/types.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';

export interface LimitChoice extends NetworkChoice {
  /** By id of the user: a rule's id or `pbx`; '': left as it is. */
  readonly networks: Readonly<Record<string, string>>;
  /** As typed; null: as they are. */
  readonly origins: string | null;
}

export const restrictAmiAriChoices = defineChoices<LimitChoice>({
  id: restrictAmiAri.id,
  parts: restrictAmiAri.parts,
  first: (parts) => ({ ...AS_SUGGESTED, networks: suggestedNetworks(parts), origins: suggestedOrigins(parts) }),
  networks: () => [],
  ours: () => [],
  from: () => '',
  plan: (parts, { networks, origins }, { asker }) =>
    restrictAmiAri.plan(parts, { networks, origins: origins === null ? null : originsIn(origins) }, asker),
});

const suggestedNetworks = (parts: Parts): Readonly<Record<string, string>> =>
  Object.fromEntries(limitablesIn(parts).map(({ id, bar, suggested }) => [id, bar === null ? (suggested ?? '') : '']));

function suggestedOrigins(parts: Parts): string | null {
  const origins = proposedOrigins(parts);
  return origins.length === 0 ? null : origins.join(' ');
}

/** What can be chosen for the actions that limit programs, by their id. */
import { restrictAmiAriChoices } from './restrict-ami-ari.ts';
import { restrictApiKeysChoices } from './restrict-api-keys.ts';

export const LIMIT_CHOICES = {
  'restrict-ami-ari': restrictAmiAriChoices,
  'restrict-api-keys': restrictApiKeysChoices,
} as const;

/** What can be chosen for `restrict-api-keys`: what each key may do from then on. */
import { limitableKeys, suggestedRights, type Rights } from '../limiting/keys.ts';
import { restrictApiKeys } from '../restrict-api-keys.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';

export interface KeysChoice extends NetworkChoice {
  /** By id of the key. */
  readonly rights: Readonly<Record<string, Rights>>;
}

export const restrictApiKeysChoices = defineChoices<KeysChoice>({
  id: restrictApiKeys.id,
  parts: restrictApiKeys.parts,
  first: (parts) => ({
    ...AS_SUGGESTED,
    rights: Object.fromEntries(limitableKeys(parts).map((one) => [one.key.id, suggestedRights(one)])),
  }),
  networks: () => [],
  ours: () => [],
  from: () => '',
  plan: (parts, { rights }, { asker }) => restrictApiKeys.plan(parts, { rights }, asker),
  // What a program needs only a person knows; that it can be less than everything is known.
  instead: (choice, refusal) =>
    refusal.kind === 'asked'
      ? {
          ...choice,
          rights: Object.fromEntries(Object.keys(choice.rights).map((id) => [id, 'telephony' as const])),
        }
      : null,
});

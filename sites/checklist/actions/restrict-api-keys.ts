/**
 * Keys of the REST API that nobody uses may do nothing any more, and those with all rights only what programs about calls and
 * people need. A key stays what it is, so that its rights can be given back.
 */
import { say } from '../message.ts';
import { addressText, parseAddress } from '../reach/networks.ts';
import { defineAction, madeFrom, refuse, type Planned } from './action.ts';
import { limitableKeys, type LimitableKey, type Rights } from './limiting/keys.ts';
import { limitChanges, playLimits } from './limiting/limited.ts';
import { asksFor } from './limiting/refusals.ts';
import { TITLES } from './titles.ts';
import type { Affected, Step } from './types.ts';
import { undoOf } from './undo.ts';
import { warn } from './warnings.ts';

export interface RestrictApiKeysOptions {
  /** By id of the key; nothing: it stays as it is. */
  readonly rights: Readonly<Record<string, Rights>>;
}

export const restrictApiKeys = defineAction<RestrictApiKeysOptions, 'system' | 'apiKeys'>({
  id: 'restrict-api-keys',
  needs: ['system', 'apiKeys'],
  uses: ['firewall'],

  plan(facts, { rights }, asker): Planned {
    const { system } = facts;
    const address = parseAddress(asker.address);
    if (address === null) return refuse({ kind: 'bad-address', address: asker.address });
    const all = limitableKeys(facts);
    if (all.length === 0) return refuse({ kind: 'nothing-to-do' });
    const chosen = all.flatMap((one) => {
      const right = rights[one.key.id] ?? 'stay';
      // One that may not do everything would get more by it.
      const isMore = right === 'telephony' && !one.key.fullPermissions;
      return right === 'stay' || isMore || one.isOdd ? [] : [{ one, right }];
    });
    if (chosen.length === 0) return asksFor(say('actions.limit.refused.no-key'));
    const steps = chosen.map(({ one: { key }, right }): Step => ({
      kind: 'api-key.limit',
      says: say(`actions.limit.step.key.${right}`, { name: key.name }),
      id: Number(key.id),
      rights: right,
    }));
    const { facts: then } = playLimits(facts, { steps });
    return {
      accepted: true,
      plan: {
        version: 1,
        action: 'restrict-api-keys',
        title: TITLES['restrict-api-keys'],
        release: system.data.release,
        ...madeFrom(facts, ['apiKeys']),
        asker: { address: addressText(address), networks: [...asker.networks] },
        steps,
        undo: [...undoOf(steps, system.data.release)],
        changes: [...limitChanges(facts, then)],
        reach: [],
        affected: chosen.flatMap(({ one, right }) => affectedBy(one, right)),
        stops: [],
        warnings: [
          ...(chosen.some(({ right }) => right === 'telephony')
            ? [warn('telephony', say('actions.limit.warn.telephony'))]
            : []),
          ...(chosen.some(({ right }) => right === 'none') ? [warn('none', say('actions.limit.warn.none'))] : []),
          warn('network', say('actions.limit.warn.key-network')),
        ],
        confirm: null,
      },
    };
  },
});

/** A program that uses it now. */
function affectedBy({ key, idle }: LimitableKey, right: Exclude<Rights, 'stay'>): readonly Affected[] {
  if (idle !== null || key.lastUsedAt === null) return [];
  return [
    {
      kind: 'api-key',
      id: key.id,
      label: key.name,
      address: null,
      maker: null,
      services: [],
      says: say(`actions.limit.affected.key.${right}`, { name: key.name, at: key.lastUsedAt.slice(0, 10) }),
    },
  ];
}

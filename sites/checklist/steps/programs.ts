/** The steps about programs that steer the PBX: AMI, ARI and keys of the API. */
import type { Context } from '../check.ts';
import { menuOf, newMenuOf } from '../exposure/menus.ts';
import type { PartData } from '../facts/types.ts';
import { say } from '../message.ts';
import { amiOwner } from '../secrets/owners.ts';
import { filterFor } from './filter.ts';
import type { FirewallParts } from './lack.ts';
import { look, notHere, step, type Step } from './step.ts';

/** Each of these users gets the network of its program. */
export function amiFilterSteps(
  users: readonly PartData['ami']['users'][number][],
  facts: FirewallParts,
  context: Context,
): readonly Step[] {
  if (users.length === 0) return [];
  const said = { menu: menuOf('ami', context.release), users: users.map((user) => amiOwner(user).name) };
  const filter = filterFor(facts, context);
  if (filter === null) {
    const leaves = users.map((user) => `network:${amiOwner(user).id}`);
    return [notHere('person', say('steps.ami.filter.unseen', said), leaves)];
  }
  const { first, network, rule } = filter;
  const ids = users.map(({ id }) => id);
  return [...first, step(say('steps.ami.filter', { ...said, rule }), { kind: 'ami.filter', ids, network })];
}

export const amiDeleteStep = ({ release }: Context): Step =>
  look(say('steps.ami.delete', { menu: menuOf('ami', release) }));

export const ariOriginsStep = (): Step =>
  step(say('steps.ari.origins', { menu: newMenuOf('api') }), { kind: 'ari.origins' });

type ApiKey = PartData['apiKeys'][number];

/** `open` may do everything from everywhere; `idle` are used by nobody. */
export function keySteps(open: readonly ApiKey[], idle: readonly ApiKey[]): readonly Step[] {
  const menu = newMenuOf('api-keys');
  const left = open.filter((key) => !idle.includes(key));
  const named = (keys: readonly ApiKey[]) => keys.map(({ name }) => name);
  return [
    ...(left.length > 0
      ? [
          step(
            say('steps.key.limit', { menu, keys: named(left) }),
            ...left.map(({ id }) => ({ kind: 'api-key', id, does: 'limit' }) as const),
          ),
        ]
      : []),
    ...(idle.length > 0
      ? [
          step(
            say('steps.key.delete', { menu, keys: named(idle) }),
            ...idle.map(({ id }) => ({ kind: 'api-key', id, does: 'delete' }) as const),
          ),
        ]
      : []),
  ];
}

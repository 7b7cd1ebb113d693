/** What a rule in force does to new connections to one port, whoever sends them: the source is asked elsewhere. */
import { overlaps, type Network } from './networks.ts';
import type { Chain, Condition, RunningRule } from './running-lines.ts';
import type { Protocol } from './types.ts';
import { isInterface, type Way } from './ways.ts';

export interface PortOf {
  readonly protocol: Protocol;
  readonly port: number;
}

/**
 * `accepts`, `drops`: decides. `may-…`: for some senders, and nobody can say for whom. null: decides nothing for sure
 * (a limit, a list of addresses that are kept out).
 */
export type Effect = 'accepts' | 'drops' | 'may-accept' | 'may-drop' | 'may-either' | null;

/**
 * Of somebody whose address alone is known. `yes`: all they send fits. `content`: they can send what fits and what does
 * not. `listed`, `unlisted`: by a list that names some addresses; `unclear`: nobody knows.
 */
type Fits = 'yes' | 'no' | 'content' | 'listed' | 'unlisted' | 'unclear';

export function effectOf(rule: RunningRule, chain: Chain, port: PortOf, way: Way): Effect {
  const fits = rule.conditions.map((condition) =>
    condition.kind === 'source' ? 'yes' : negate(fitsPort(condition, port, way), condition.negated),
  );
  if (fits.includes('no')) return null;
  const isUnknown = fits.includes('unclear');
  switch (rule.target === 'return' ? RETURNS[chain.policy] : rule.target) {
    case 'accept':
      // Whoever sends slowly enough, or is not on the list of the few, gets in.
      return isUnknown || fits.includes('listed') ? 'may-accept' : 'accepts';
    case 'drop':
      // Drops of scanners, of floods and of listed addresses are not reach: all others pass them.
      if (fits.includes('content') || fits.includes('listed')) return null;
      return isUnknown || fits.includes('unlisted') ? 'may-drop' : 'drops';
    case 'unclear':
      return 'may-either';
    case 'nothing':
    case 'bans':
      return null;
  }
}

const RETURNS = { accept: 'accept', drop: 'drop', unclear: 'unclear' } as const;

function fitsPort(condition: Exclude<Condition, { kind: 'source' }>, { protocol, port }: PortOf, way: Way): Fits {
  switch (condition.kind) {
    case 'protocol':
      return condition.protocol === protocol ? 'yes' : 'no';
    case 'ports':
      return condition.ranges.some(({ from, to }) => from <= port && port <= to) ? 'yes' : 'no';
    case 'interface':
      return isInterface(way.interface ?? '', condition.pattern) ? 'yes' : 'no';
    case 'destination':
      return fitsDestination(condition.networks, way);
    case 'always':
      return 'yes';
    case 'never':
      return 'no';
    case 'content':
    case 'listed':
    case 'unclear':
      return condition.kind;
  }
}

/** Senders choose among the addresses of the PBX that they can call. */
function fitsDestination(networks: readonly Network[], { here, elsewhere }: Way): Fits {
  if (here === null) return 'content';
  const isMeant = (address: Network) => networks.some((network) => overlaps(network, address));
  if (here.every(isMeant)) return 'yes';
  if (here.some(isMeant)) return 'content';
  return elsewhere.some(isMeant) ? 'no' : 'unclear';
}

function negate(fits: Fits, isNegated: boolean): Fits {
  return isNegated ? NEGATED[fits] : fits;
}
const NEGATED = {
  yes: 'no',
  no: 'yes',
  content: 'content',
  listed: 'unlisted',
  unlisted: 'listed',
  unclear: 'unclear',
} as const satisfies Record<Fits, Fits>;

export type Fate = 'allowed' | 'denied' | 'cannot-tell';

export const MAY_ACCEPT: ReadonlySet<Effect> = new Set(['may-accept', 'may-either']);
export const MAY_DROP: ReadonlySet<Effect> = new Set(['may-drop', 'may-either']);
/** What the policy does to those whom no rule decides. */
export const POLICY = { accept: 'accepts', drop: 'drops', unclear: 'may-either' } as const satisfies Record<
  Chain['policy'],
  Effect
>;

/** `mayBeIn`, `mayBeOut`: what rules before the deciding one may have done. */
export function fateOf(
  deciding: 'accepts' | 'drops' | 'may-either',
  { mayBeIn, mayBeOut }: { readonly mayBeIn: boolean; readonly mayBeOut: boolean },
  { exists }: Way,
): Fate {
  switch (deciding) {
    case 'accepts':
      return mayBeOut || !exists ? 'cannot-tell' : 'allowed';
    case 'drops':
      return mayBeIn ? 'cannot-tell' : 'denied';
    case 'may-either':
      return 'cannot-tell';
  }
}

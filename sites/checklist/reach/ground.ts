/** The rules in force laid over the whole address space: what `decide` says of one packet, for all senders at once. */
import type { Network as NetworkFacts } from '../facts/types.ts';
import { effectOf, fateOf, MAY_ACCEPT, MAY_DROP, POLICY, type Effect, type Fate, type PortOf } from './effect.ts';
import type { Network } from './networks.ts';
import { subtract, union } from './ranges.ts';
import { parseChain, sourcesOf, type Chain, type RunningRule } from './running-lines.ts';
import { FROM_BEST } from './running-packet.ts';
import {
  firstLayers,
  NONE,
  spanOf,
  stretchesOf,
  strideOf,
  wholeFamily,
  type Span,
  type Stretches,
  type Stride,
} from './stretches.ts';
import type { Family } from './types.ts';
import { waysInto, type Way } from './ways.ts';

export interface Ground {
  readonly chain: Chain;
  readonly stretches: Stretches;
  readonly ways: readonly (readonly [way: Way, comes: readonly Stride[]])[];
  /** By rule: whom it is about. */
  readonly sources: readonly (readonly Stride[])[];
}

/** null: nothing was read (the real tool prints at least the policy). `also`: networks that others will ask about. */
export function groundOf(
  lines: readonly string[] | null,
  family: Family,
  network: NetworkFacts | null,
  also: readonly Network[],
): Ground | null {
  if (lines === null || lines.length === 0) return null;
  const chain = parseChain(lines, family);
  const ways = waysInto(chain, network);
  const comers = ways.flatMap(({ from }) => (from === 'anybody' ? [] : from));
  const stretches = stretchesOf([...also, ...chain.rules.flatMap(sourcesOf), ...comers], family);
  const whole = wholeFamily(family);
  const strides = (spans: readonly Span[]) => spans.map((span) => strideOf(stretches, span));
  return {
    chain,
    stretches,
    ways: ways.map((way) => [way, strides(way.from === 'anybody' ? [whole] : union(way.from.map(spanOf)))] as const),
    sources: chain.rules.map((rule) => strides(spansOf(rule, whole))),
  };
}

/** All sources have to fit. */
function spansOf({ conditions }: RunningRule, whole: Span): readonly Span[] {
  let spans: readonly Span[] = [whole];
  for (const condition of conditions) {
    if (condition.kind !== 'source') continue;
    const named = union(condition.networks.map(spanOf));
    spans = subtract(spans, condition.negated ? named : subtract([whole], named));
  }
  return spans;
}

/** Of each stretch: what becomes of its packets. */
export interface Fates {
  readonly fates: readonly Fate[];
  /** By which rule, or because of which nobody can tell; null: by the policy, or nobody comes from there. */
  readonly rules: readonly (RunningRule | null)[];
}

export function fatesAt(port: PortOf, { chain, stretches, ways, sources }: Ground): Fates {
  const count = stretches.starts.length;
  const fates = Array.from({ length: count }, (): Fate => 'denied');
  const rules = Array.from({ length: count }, (): RunningRule | null => null);
  for (const [way, comes] of ways) {
    const effects = chain.rules.map((rule) => effectOf(rule, chain, port, way));
    const firstWith = (isMeant: (effect: Effect) => boolean) =>
      firstLayers(
        count,
        effects.flatMap((effect, layer) => (isMeant(effect) ? [[layer, sources[layer] ?? []] as const] : [])),
      );
    const deciding = firstWith((effect) => effect === 'accepts' || effect === 'drops');
    const letting = firstWith((effect) => MAY_ACCEPT.has(effect));
    const keeping = firstWith((effect) => MAY_DROP.has(effect));
    for (const i of numbersIn(comes)) {
      if (stretches.never[i] === true) continue;
      const layer = deciding[i] ?? NONE;
      const decided = layer === NONE ? POLICY[chain.policy] : effects[layer] === 'accepts' ? 'accepts' : 'drops';
      const mayBeIn = isBefore(letting[i], layer);
      const mayBeOut = isBefore(keeping[i], layer);
      const fate = fateOf(decided, { mayBeIn, mayBeOut }, way);
      if (FROM_BEST.indexOf(fate) >= FROM_BEST.indexOf(fates[i] ?? 'denied')) continue;
      const doubtful = mayBeIn ? letting[i] : mayBeOut ? keeping[i] : layer;
      fates[i] = fate;
      rules[i] = chain.rules[(fate === 'cannot-tell' ? doubtful : layer) ?? NONE] ?? null;
    }
  }
  return { fates, rules };
}

function* numbersIn(strides: readonly Stride[]): Generator<number> {
  for (const { from, to } of strides) for (let i = from; i < to; i++) yield i;
}

const isBefore = (layer: number | undefined, deciding: number): boolean =>
  layer !== undefined && layer !== NONE && (deciding === NONE || layer < deciding);

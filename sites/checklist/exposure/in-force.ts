/**
 * What the rules in force really open, stretch by stretch of the address space. Used where they differ from the rules
 * of the cabinet: then they win. What both open keeps the cause that the cabinet gives it.
 */
import type { Fate } from '../reach/effect.ts';
import { fatesAt, type Ground } from '../reach/ground.ts';
import { isWithin, networksBetween, networksOf, type Address, type Network } from '../reach/networks.ts';
import type { Piece } from '../reach/public.ts';
import { sourcesOf, type RunningRule } from '../reach/running-lines.ts';
import { FROM_BEST } from '../reach/running-packet.ts';
import {
  EVERYBODY,
  firstLayers,
  NONE,
  spanOf,
  spansOf,
  strideOf,
  type Span,
  type Stretches,
  type Stride,
} from '../reach/stretches.ts';
import type { Cause, Family, Opening, Service } from '../reach/types.ts';
import { isPublicOpening, sizeOf, sizeOfPieces } from './limits.ts';

/** An opening; without cause where the rules in force open what no rule of the cabinet explains. */
export type Opened = Omit<Opening, 'cause'> & {
  readonly cause: Cause | null;
  /** Without cause: the line that opens it, text of strangers; left out where it is the policy. */
  readonly line?: string;
};

export interface InForce {
  /** Who may connect to at least one port of the service. */
  readonly openings: readonly Opened[];
  /** Lines of which nobody can say whom they let in, beyond those that the cabinet lets in: there nothing is certain. */
  readonly unclear: readonly string[];
}

/** One stretch of addresses. */
interface At {
  readonly fate: Fate;
  readonly rule: RunningRule | null;
  /** What the deciding line is about: everybody, or a network that it names. */
  readonly about: Network | null;
}

/** `byCabinet`: what the rules of the cabinet open to the service, for networks that the ground was laid out for. */
export function openInForce(service: Service, ground: Ground, byCabinet: readonly Opening[]): InForce {
  const { stretches } = ground;
  const { family } = stretches;
  const rows = byCabinet
    .filter((opening) => opening.family === family)
    .flatMap((opening) => networksOf(opening.network).map((network) => ({ opening, network })))
    .map((row) => ({ ...row, stride: strideOf(stretches, spanOf(row.network)) }));
  const narrowest = [...rows].sort((a, b) => b.network.prefix - a.network.prefix);
  const inner = firstLayers(
    stretches.starts.length,
    narrowest.map(({ stride }, layer) => [layer, [stride]] as const),
  );
  const at = fatesOf(service, ground);
  const isOpen = at.map(({ fate }, i) => {
    if (stretches.never[i] === true || fate === 'denied') return false;
    return fate === 'allowed' || inner[i] !== NONE;
  });
  const closedBefore = counts(isOpen.map((open, i) => !open && stretches.never[i] !== true));
  const isWhole = ({ from, to }: Stride) => closedBefore[to] === closedBefore[from];
  const whole = rows.filter(({ stride }) => isWhole(stride));
  const told = firstLayers(
    stretches.starts.length,
    whole.map(({ stride }, layer) => [layer, [stride]] as const),
  );

  const unexplained = new Map<string, { readonly line: string | undefined; readonly numbers: number[] }>();
  const unclear = new Set<string>();
  for (const [i, { fate, rule, about }] of at.entries()) {
    const network = narrowest[inner[i] ?? NONE]?.network;
    if (fate === 'cannot-tell' && network === undefined) unclear.add(rule?.line ?? '-P INPUT');
    if (isOpen[i] !== true || told[i] !== NONE || (network !== undefined && isAbout(about, network))) continue;
    const name = about?.cidr ?? EVERYBODY[family];
    const found = unexplained.get(name) ?? { line: rule?.line, numbers: [] };
    unexplained.set(name, found);
    found.numbers.push(i);
  }
  const explained = rows.flatMap(({ opening, network, stride }): Opened[] => {
    if (isWhole(stride)) return [opening];
    const numbers = numbersIn(stride).filter((i) => isOpen[i] === true && isAbout(at[i]?.about ?? null, network));
    return numbers.length === 0 ? [] : [{ ...opening, ...partly(stretches, numbers) }];
  });
  const others = [...unexplained].flatMap(([network, { line, numbers }]) => {
    const named = network === EVERYBODY[family] ? fewNetworksIn(stretches, numbers) : [];
    if (named.length > 0) {
      return named.map(({ cidr }) => ({ opened: openedBy(cidr, family, sizeOf(cidr), line), isWhole: true }));
    }
    const all = networksOf(network).every((one) => isWhole(strideOf(stretches, spanOf(one))));
    const size = all ? sizeOfPieces(networksOf(network)) : partly(stretches, numbers);
    return [{ opened: openedBy(network, family, size, line), isWhole: all }];
  });
  return { openings: [...explained, ...withoutInner(others)], unclear: [...unclear] };
}

const openedBy = (
  network: string,
  family: Family,
  size: Pick<Opened, 'publicAddresses' | 'publicV6Prefix' | 'parts'>,
  line: string | undefined,
): Opened => ({ cause: null, network, family, ...size, ...(line === undefined ? {} : { line }) });

/** A line about everybody by one interface is about who is attached there: these private networks, where they are few. */
const FEW = 8;
function fewNetworksIn(stretches: Stretches, numbers: readonly number[]): readonly Network[] {
  const spans = spansOf(stretches, numbers);
  if (spans.length > FEW) return [];
  const { family } = stretches;
  const networks = spans.flatMap(({ from, to }) =>
    networksBetween(addressOf(from, family), addressOf(to - 1n, family)),
  );
  return networks.length <= FEW && !isPublicOpening(sizeOfPieces(networks)) ? networks : [];
}

const addressOf = (value: bigint, family: Family): Address =>
  family === 4 ? { family, value: Number(value) } : { family, value };

/** Any one port of the service is enough. */
function fatesOf({ ports }: Service, ground: Ground): readonly At[] {
  const all = ports.flatMap(({ protocol, from, to }) =>
    [...new Set([from, to])].map((port) => fatesAt({ protocol, port }, ground)),
  );
  return ground.stretches.starts.map((start, i) => {
    const best = FROM_BEST.find((fate) => all.some(({ fates }) => fates[i] === fate)) ?? 'denied';
    const rule = all.find(({ fates }) => fates[i] === best)?.rules[i] ?? null;
    const about = best === 'allowed' ? sourcesOf(rule).find((source) => holds(source, start)) : undefined;
    return { fate: best, rule, about: about ?? null };
  });
}

const holds = (network: Network, address: bigint): boolean => network.from <= address && address < network.to;

/** Is a line about all of this network? */
const isAbout = (about: Network | null, network: Network): boolean => about === null || isWithin(network, about);

/** How many are true before each one, and before the end. */
function counts(all: readonly boolean[]): readonly number[] {
  let count = 0;
  return [0, ...all.map((one) => (one ? ++count : count))];
}

const numbersIn = ({ from, to }: Stride): number[] => Array.from({ length: to - from }, (_, i) => from + i);

function partly(stretches: Stretches, numbers: readonly number[]) {
  const parts = spansOf(stretches, numbers).map((span) => asPiece(span, stretches.family));
  return { parts, ...sizeOfPieces(parts) };
}

const asPiece = ({ from, to }: Span, family: Family): Piece =>
  family === 4 ? { family, from: Number(from), to: Number(to) } : { family, from, to };

/** A network that is open as a whole tells those inside it, too. */
function withoutInner(found: readonly { readonly opened: Opened; readonly isWhole: boolean }[]): Opened[] {
  const ordered = found
    .flatMap(({ opened, isWhole }) => networksOf(opened.network).map((network) => ({ opened, isWhole, network })))
    .sort(({ network: a }, { network: b }) => (a.from === b.from ? a.prefix - b.prefix : a.from < b.from ? -1 : 1));
  let last: Network | null = null; // that is open as a whole
  return ordered.flatMap(({ opened, isWhole, network }) => {
    if (last !== null && isWithin(network, last)) return [];
    if (isWhole) last = network;
    return [opened];
  });
}

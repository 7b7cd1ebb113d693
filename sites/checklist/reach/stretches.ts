/**
 * The address space of a family cut where any network begins or ends: within a stretch nothing tells two addresses
 * apart. With n networks everything here takes n · log n steps.
 */
import { networksOf, type Network } from './networks.ts';
import { union, type Range } from './ranges.ts';
import type { Family } from './types.ts';

/** Addresses of both families as bigint, half-open. */
export type Span = Range<bigint>;
/** Numbers of stretches, half-open. */
export type Stride = Range<number>;

export interface Stretches {
  readonly family: Family;
  /** First addresses, ascending; the last stretch ends with the family. */
  readonly starts: readonly bigint[];
  /** No packet of a stranger comes from these: the PBX itself, and IPv4 written as IPv6. */
  readonly never: readonly boolean[];
}

export const EVERYBODY: Readonly<Record<Family, string>> = { 4: '0.0.0.0/0', 6: '::/0' };
const END: Readonly<Record<Family, bigint>> = { 4: 1n << 32n, 6: 1n << 128n };
const NEVER_A_SOURCE: Readonly<Record<Family, readonly Span[]>> = {
  4: ['127.0.0.0/8'].flatMap(networksOf).map(spanOf),
  6: ['::1', '::ffff:0:0/96'].flatMap(networksOf).map(spanOf),
};

export function stretchesOf(networks: readonly Network[], family: Family): Stretches {
  const never = NEVER_A_SOURCE[family];
  const ours = networks.filter((network) => network.family === family).map(spanOf);
  const edges = new Set([0n, ...[...ours, ...never].flatMap(({ from, to }) => [from, to])]);
  edges.delete(END[family]);
  const starts = [...edges].sort((a, b) => (a < b ? -1 : 1));
  return { family, starts, never: starts.map((start) => never.some(({ from, to }) => from <= start && start < to)) };
}

export function spanOf({ from, to }: Network): Span {
  return { from: BigInt(from), to: BigInt(to) };
}
export const wholeFamily = (family: Family): Span => ({ from: 0n, to: END[family] });

/** The stretches that a span is made of; its edges have to be among those that cut. */
export function strideOf(stretches: Stretches, { from, to }: Span): Stride {
  return { from: numberOf(stretches, from), to: numberOf(stretches, to) };
}

/** Addresses of these stretches, neighbours joined. */
export function spansOf({ family, starts }: Stretches, numbers: readonly number[]): readonly Span[] {
  return union(numbers.map((i) => ({ from: starts[i] ?? 0n, to: starts[i + 1] ?? END[family] })));
}

/** Number of the first stretch that does not begin before the address. */
function numberOf({ starts }: Stretches, address: bigint): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0n) < address) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** No layer covers it. */
export const NONE = -1;

/**
 * For each stretch the first layer that covers it, or NONE. `layers` ascend. A stretch that has its layer is skipped from
 * then on (as in union-find): a thousand layers for everybody cost no more than one.
 */
export function firstLayers(
  count: number,
  layers: Iterable<readonly [layer: number, strides: readonly Stride[]]>,
): Int32Array {
  const first = new Int32Array(count).fill(NONE);
  const next = Int32Array.from({ length: count + 1 }, (_, i) => i);
  const behind = (i: number): number => next[i] ?? count;
  const firstFree = (from: number): number => {
    let free = from;
    while (behind(free) !== free) free = behind(free);
    for (let i = from; i !== free;) {
      const further = behind(i);
      next[i] = free;
      i = further;
    }
    return free;
  };
  for (const [layer, strides] of layers) {
    for (const { from, to } of strides) {
      for (let i = firstFree(from); i < to; i = firstFree(i)) {
        first[i] = layer;
        next[i] = i + 1;
      }
    }
  }
  return first;
}

/** Sets of addresses of both families, exactly. */
import { addressText, contains, networksOf, type Address, type Network } from '../reach/networks.ts';
import { rememberedOf } from '../reach/remembered.ts';
import { subtract, union as unionOfRanges, type Range } from '../reach/ranges.ts';

export interface Space {
  readonly v4: readonly Range<number>[];
  readonly v6: readonly Range<bigint>[];
}

export function spaceOf(networks: readonly Network[]): Space {
  return {
    v4: unionOfRanges(networks.flatMap((network) => (network.family === 4 ? [network] : []))),
    v6: unionOfRanges(networks.flatMap((network) => (network.family === 6 ? [network] : []))),
  };
}

interface OpenTo {
  readonly openings: readonly { readonly network: string }[];
}

/** Everybody whom a service is open to. */
export const sendersIn = rememberedOf(({ openings }: OpenTo): Space =>
  spaceOf(openings.flatMap(({ network }) => networksOf(network))),
);

/** What is in any of them. */
export const union = (spaces: readonly Space[]): Space => ({
  v4: unionOfRanges(spaces.flatMap(({ v4 }) => v4)),
  v6: unionOfRanges(spaces.flatMap(({ v6 }) => v6)),
});

/** What is in `space` and not in `taken`. */
export function without(space: Space, taken: Space): Space {
  return { v4: subtract(space.v4, taken.v4), v6: subtract(space.v6, taken.v6) };
}

/** What is in both. */
export const within = (space: Space, other: Space): Space => without(space, without(space, other));

export const isEmpty = ({ v4, v6 }: Space): boolean => v4.length === 0 && v6.length === 0;

export const isSame = (a: Space, b: Space): boolean => isEmpty(without(a, b)) && isEmpty(without(b, a));

export function covers(outer: readonly Network[], inner: readonly Network[]): boolean {
  return isEmpty(without(spaceOf(inner), spaceOf(outer)));
}

export function overlap(a: readonly Network[], b: readonly Network[]): boolean {
  return a.some((one) =>
    b.some((other) =>
      one.family === 4
        ? other.family === 4 && one.from < other.to && other.from < one.to
        : other.family === 6 && one.from < other.to && other.from < one.to,
    ),
  );
}

/** Is the address in it? Found in log n steps: many are asked for. */
export function isIn({ v4, v6 }: Space, address: Address): boolean {
  return address.family === 4 ? isInOne(v4, address.value) : isInOne(v6, address.value);
}

const isInOne = <T extends number | bigint>(ranges: readonly Range<T>[], value: T): boolean => {
  const range = firstBehind(ranges, value);
  return range !== undefined && range.from <= value;
};

/** Is all of the network in it? As fast: ranges that touch are one. */
export function isAllIn({ v4, v6 }: Space, network: Network): boolean {
  return network.family === 4 ? isAllInOne(v4, network) : isAllInOne(v6, network);
}

const isAllInOne = <T extends number | bigint>(ranges: readonly Range<T>[], { from, to }: Range<T>): boolean => {
  const range = firstBehind(ranges, from);
  return range !== undefined && range.from <= from && to <= range.to;
};

/** Is any of the network in it? */
export function isAnyIn({ v4, v6 }: Space, network: Network): boolean {
  return network.family === 4 ? isAnyInOne(v4, network) : isAnyInOne(v6, network);
}

const isAnyInOne = <T extends number | bigint>(ranges: readonly Range<T>[], { from, to }: Range<T>): boolean => {
  const range = firstBehind(ranges, from);
  return range !== undefined && range.from < to;
};

/** The first of sorted, disjoint ranges that ends behind the value. */
function firstBehind<T extends number | bigint>(ranges: readonly Range<T>[], value: T): Range<T> | undefined {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (range !== undefined && range.to <= value) low = middle + 1;
    else high = middle;
  }
  return ranges[low];
}

export function holds(networks: readonly Network[], address: Address): boolean {
  return networks.some((network) => contains(network, address));
}

/** An address in it, to name it by; null: it is empty. */
export function exampleOf({ v4, v6 }: Space): string | null {
  const [first] = v4;
  if (first !== undefined) return addressText({ family: 4, value: first.from });
  const [only] = v6;
  return only === undefined ? null : addressText({ family: 6, value: only.from });
}

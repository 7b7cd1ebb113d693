/** Sets of addresses as sorted, disjoint, half-open ranges. Only comparisons: numbers and bigints alike. */

export interface Range<T extends number | bigint> {
  readonly from: T;
  readonly to: T;
}

/** Sorted, with overlapping and touching ranges joined. */
export function union<T extends number | bigint>(ranges: readonly Range<T>[]): Range<T>[] {
  const sorted = [...ranges].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const joined: Range<T>[] = [];
  let open: Range<T> | undefined;
  for (const range of sorted) {
    if (open === undefined || range.from > open.to) {
      if (open !== undefined) joined.push(open);
      open = range;
    } else if (range.to > open.to) {
      open = { from: open.from, to: range.to };
    }
  }
  if (open !== undefined) joined.push(open);
  return joined;
}

/** What is in `ranges` but not in `taken`; both as `union` makes them. */
export function subtract<T extends number | bigint>(
  ranges: readonly Range<T>[],
  taken: readonly Range<T>[],
): Range<T>[] {
  const left: Range<T>[] = [];
  let next = 0; // the first hole that does not end before the range: both lists are walked once
  for (const range of ranges) {
    let from = range.from;
    while ((taken[next]?.to ?? range.to) <= from) next++;
    for (let i = next; ; i++) {
      const hole = taken[i];
      if (hole === undefined || hole.from >= range.to) break;
      if (hole.from > from) left.push({ from, to: hole.from });
      from = hole.to;
    }
    if (from < range.to) left.push({ from, to: range.to });
  }
  return left;
}

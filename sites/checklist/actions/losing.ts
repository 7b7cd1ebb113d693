/** What a network loses by a plan, port by port: one that keeps SIP over TCP alone has lost SIP over UDP. */
import type { Network } from '../reach/networks.ts';
import { overlap } from '../reach/services.ts';
import type { ReachInput } from '../reach/types.ts';
import type { Categories } from './categories.ts';
import { shiftsBetween } from './guard.ts';
import { isAnyIn, isEmpty, union, type Space } from './space.ts';

export interface BoxLosses {
  /** Does the network, or a part of it, lose a port of this box? */
  hits(network: Network, box: string): boolean;
  /** Does anybody? */
  any(box: string): boolean;
}

export function boxLosses(before: ReachInput, after: ReachInput, categories: Categories): BoxLosses {
  const shifts = shiftsBetween(before, after).filter(({ closed }) => !isEmpty(closed));
  const closed = new Map<string, Space>();
  for (const [box, rows] of categories) {
    const mine = shifts.filter(({ protocol, port }) =>
      rows.some((row) => overlap(row, { protocol, from: port, to: port })),
    );
    if (mine.length > 0) closed.set(box, union(mine.map((shift) => shift.closed)));
  }
  return {
    hits: (network, box) => {
      const space = closed.get(box);
      return space !== undefined && isAnyIn(space, network);
    },
    any: (box) => closed.has(box),
  };
}

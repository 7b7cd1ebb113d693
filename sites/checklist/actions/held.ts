/** What a network can reach now, box by box: a rule of its own has to hold that, or closing the wide rule takes it away. */
import { entriesOf } from '../reach/entries.ts';
import type { Network } from '../reach/networks.ts';
import { holdsPorts } from '../reach/rows.ts';
import type { PortRange, ReachInput } from '../reach/types.ts';
import type { Categories } from './categories.ts';
import { covers } from './space.ts';

/** Boxes of which the whole network reaches every port, by whatever rules: to allow them in one more rule opens nothing. */
export function boxesHeldBy(
  networks: readonly Network[],
  input: ReachInput,
  categories: Categories,
): readonly string[] {
  const { entries } = entriesOf(input);
  const givers = (row: PortRange) =>
    entries.flatMap(({ network, ports }) =>
      ports === 'all' || ports.some((open) => holdsPorts(open, row)) ? [network] : [],
    );
  return [...categories].flatMap(([box, rows]) =>
    rows.length > 0 && rows.every((row) => covers(givers(row), networks)) ? [box] : [],
  );
}

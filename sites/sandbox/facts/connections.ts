/** Part `connections`: a row for each port and address, as the kernel lists them. */
import type { PartData } from '../../checklist/facts/types.ts';
import type { Pbx } from '../pbx.ts';

export function connectionFacts({ peers }: Pbx): PartData['connections'] {
  const rows = new Map<string, PartData['connections']['rows'][number]>();
  for (const { port, address } of peers ?? []) {
    const key = `${port} ${address}`;
    rows.set(key, { port, address, count: (rows.get(key)?.count ?? 0) + 1 });
  }
  return {
    rows: [...rows.values()].sort((a, b) => a.port - b.port || (a.address < b.address ? -1 : 1)),
    complete: true,
  };
}

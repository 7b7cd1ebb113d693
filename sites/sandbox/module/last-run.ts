/** What the facts know of runs of the fix of 2024.1.114. */
import type { PartData } from '../../checklist/facts/types.ts';
import type { Pbx } from '../pbx.ts';

export function lastRun({ module: { patch } }: Pbx): NonNullable<PartData['patch']['run']> | null {
  const { run } = patch;
  const at = run?.endedAt ?? null;
  if (run === null || at === null) return null;
  const fixed = run.after.filter(({ state }) => state === 'fixed').map(({ id }) => id);
  return { act: run.act, at, fixed };
}

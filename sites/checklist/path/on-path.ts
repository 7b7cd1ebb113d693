/** Whether the way out of the hole of 2024.1.114 is still to be gone here. Of its own, as the page asks before it loads the rest. */
import type { Facts } from '../facts/types.ts';
import { BUILT_IN, holeOf, type Hole } from '../hole.ts';
import { isAtLeast, parseRelease, type Release } from '../release.ts';
import { standingOf } from '../report/order.ts';
import type { Result } from '../report/types.ts';

export interface Ground {
  readonly release: Release;
  readonly hole: Hole;
}

/** null: the hole was never here, as far as anybody knows, or all is done. */
export function pathGround({ parts }: Facts, results: readonly Result[]): Ground | null {
  if (parts.system.state === 'unknown') return null;
  const release = parseRelease(parts.system.data.release);
  const hole = holeOf(release, parts.patch);
  // Whatever runs now: what was stolen before is known to strangers.
  const isStolen = results.some((result) => result.id === 'secrets-rotated' && standingOf(result) === 'fail');
  return hole === 'open' || isStolen || isAtLeast(release, BUILT_IN) === false ? { release, hole } : null;
}

/** The hole of 2024.1.114 and older through which every secret of a PBX could be read: is it closed here, now? */
import type { Part, PartData } from './facts/types.ts';
import { isAtLeast, PATCHED_RELEASE, type Release } from './release.ts';

/** First release in which the fix is built in. */
const BUILT_IN = '2026.1.223';
/** The markers of the fix that decide: recordings through nginx, and their session test. */
const DECISIVE = ['A', 'B'] as const;

export type Hole = 'open' | 'closed' | 'unknown';

export function holeOf(release: Release, patch: Part<PartData['patch']>): Hole {
  if (isAtLeast(release, BUILT_IN) === true) return 'closed';
  // Older ones have no patch, whatever their files say.
  if (isAtLeast(release, PATCHED_RELEASE) === false) return 'open';
  if (patch.state === 'unknown') return 'unknown';
  const states = DECISIVE.map((id) => patch.data.markers.find((marker) => marker.id === id)?.state);
  if (states.includes('unpatched')) return 'open';
  return states.every((state) => state === 'fixed') ? 'closed' : 'unknown';
}

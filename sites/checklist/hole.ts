/** The hole of 2024.1.114 and older through which every secret of a PBX could be read: is it closed here, now? */
import type { Part, PartData } from './facts/types.ts';
import { compareReleases, isAtLeast, parseRelease, PATCHED_RELEASE, type Release } from './release.ts';

/** First release in which the fix is built in. */
export const BUILT_IN = '2026.1.223';
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

/** The vendor's patch is for this very release; elsewhere an upgrade is the only way. */
export const hasPatch = (release: Release): boolean => compareReleases(release, parseRelease(PATCHED_RELEASE)) === 0;

/** Builds between the patched release and the first one with the fix: tests of the vendor, never offered to users. */
export const isBetween = (release: Release): boolean =>
  (compareReleases(release, parseRelease(PATCHED_RELEASE)) ?? 0) > 0 && isAtLeast(release, BUILT_IN) === false;

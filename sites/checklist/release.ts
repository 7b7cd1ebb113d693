/** Releases of MikoPBX: three or more numbers, `-dev` and other suffixes stripped, parts compared as numbers. */

export interface Release {
  /** As the PBX said it. */
  readonly text: string;
  /** Its numbers, or null where it has none: then nothing may be concluded from it. */
  readonly numbers: readonly number[] | null;
}

/** Releases this module was run on, and whose answers the tests replay. On others checks run, and the report says what is known of them. */
export const TESTED_RELEASES = ['2024.1.114', '2026.1.223'] as const;
/** Releases of which it was read in the source and the notes what is different, and that the embedded PBX imitates. */
const READ_RELEASES = [
  '2026.2.118',
  '2026.3.40',
  '2026.5.6',
  '2026.6.34',
  '2026.6.99',
  '2026.7.1',
  '2026.8.2',
  '2026.9.5',
] as const;

/** How well this module knows a release: run on it, read of it, or neither. */
export function knowledgeOf(release: string): 'tried' | 'read' | 'not-known' {
  if (TESTED_RELEASES.some((tried) => tried === release)) return 'tried';
  return READ_RELEASES.some((read) => read === release) ? 'read' : 'not-known';
}

/** The release the vendor's patch exists for. */
export const PATCHED_RELEASE = '2024.1.114';
/** First release with REST v3, IPv6 rules, priorities and the rest of the 2026 line. */
export const FIRST_REST_V3 = '2025.1.1';
/** First release in which the firewall passes over names among a provider's additional addresses. */
export const PASSES_OVER_NAMES = '2026.2.118';
/** First release whose source was seen to do so: from here on a name opens nothing; between the two nobody knows. */
export const SURELY_PASSES_OVER_NAMES = '2026.3.40';

export function parseRelease(text: string): Release {
  const match = /^\s*(\d{1,9}(?:[.-]\d{1,9})*)(?:[-+ ].*)?\s*$/.exec(text);
  return { text, numbers: match?.[1] === undefined ? null : match[1].split(/[.-]/).map(Number) };
}

/** Negative, 0 or positive, like a sort; null where one of them has no numbers. Missing parts count as 0. */
export function compareReleases(a: Release, b: Release): number | null {
  if (a.numbers === null || b.numbers === null) return null;
  for (let i = 0; i < Math.max(a.numbers.length, b.numbers.length); i++) {
    const difference = (a.numbers[i] ?? 0) - (b.numbers[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

/** `null` where the release cannot be read. */
export function isAtLeast(release: Release, threshold: string): boolean | null {
  const order = compareReleases(release, parseRelease(threshold));
  return order === null ? null : order >= 0;
}

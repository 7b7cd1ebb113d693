/**
 * Security releases of MikoPBX, as data. A PBX below `fixedIn` lacks the fix. What each is about is said by the locale
 * key `advisory.<id>`. Where each was read: `source`. Releases that closed nothing known: `releases.json`.
 */
import type { MessageKey } from '../message.ts';
import { isAtLeast, type Release } from '../release.ts';
import type { Severity } from '../report/types.ts';
import table from './advisories.json' with { type: 'json' };

export interface Advisory {
  readonly id: AdvisoryId;
  readonly fixedIn: string;
  /** YYYY-MM-DD; null: not published. */
  readonly date: string | null;
  readonly severity: Severity;
  readonly source: string;
}

/** Ids of the table: each has its sentence in the locales. */
export type AdvisoryId = MessageKey extends infer K ? (K extends `advisory.${infer Id}` ? Id : never) : never;

interface Table {
  readonly version: string;
  readonly date: string;
  readonly advisories: readonly Advisory[];
}

const SEVERITIES: ReadonlyMap<string, Severity> = new Map([
  ['critical', 'critical'],
  ['high', 'high'],
  ['medium', 'medium'],
  ['low', 'low'],
]);
const IDS: ReadonlyMap<string, AdvisoryId> = new Map(
  (
    [
      'vendor-2024.1.114',
      'CVE-2025-52207',
      'release-2026.2.118',
      'release-2026.3.40',
      'release-2026.5.6',
      'CVE-2026-109618',
      'release-2026.6.34',
      'release-2026.6.99',
      'release-2026.7.1',
      'CVE-2026-123007',
      'release-2026.9.5',
    ] as const satisfies readonly AdvisoryId[]
  ).map((id) => [id, id]),
);

/** Fails at build and test time where the table names an advisory without words, or an unknown severity. */
function checked(): Table {
  return {
    ...table,
    advisories: table.advisories.map(({ id, severity, ...rest }) => {
      const known = { id: IDS.get(id), severity: SEVERITIES.get(severity) };
      if (known.id === undefined || known.severity === undefined) throw new Error(`advisory table: ${id} ${severity}`);
      return { ...rest, id: known.id, severity: known.severity };
    }),
  };
}

export const ADVISORIES: Table = checked();

/** Holes that this release still has, in the order in which they were closed; null: the release cannot be compared. */
export function holesOf(release: Release): readonly Advisory[] | null {
  if (release.numbers === null) return null;
  return ADVISORIES.advisories.filter(({ fixedIn }) => isAtLeast(release, fixedIn) === false);
}

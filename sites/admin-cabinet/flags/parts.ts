/** What of the facts a page asks for. */
import type { PartName } from '../../checklist/facts/types.ts';
import type { FlagPage } from './page.ts';
import { PARTS } from './parts.generated.ts';

/** Every page asks for what was accepted, as the grade counts without it. */
const ALWAYS = ['waivers'] as const;
const WITH_MARKS = ['system', 'attestations'] as const;

/** null: a page without marks. */
export function partsFor(page: FlagPage | null): readonly PartName[] {
  if (page === null) return ALWAYS;
  return [...new Set([...ALWAYS, ...WITH_MARKS, ...page.checks.flatMap((check) => PARTS[check])])];
}

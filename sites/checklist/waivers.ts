/** How long a problem stays accepted. */
import type { Waiver } from './facts/types.ts';
import type { Severity } from './report/types.ts';
import { hasBegun } from './since.ts';

const YEAR = 366 * 86_400_000;

/** A critical one for a year at most, whatever date was written down. */
export function waiverHolds({ at, expiresAt }: Waiver, severity: Severity, now: number): boolean {
  const start = Date.parse(at);
  const longest = severity === 'critical' ? start + YEAR : Number.POSITIVE_INFINITY;
  return hasBegun(at, now) && now < Math.min(Date.parse(expiresAt), longest);
}

/** A value inside a part may be unknown although the part is known: see `UnknownValue`. */
import type { UnknownValue } from './types.ts';

/** Was this value read? `{ unknown: reason }` stands for one that was not. */
export function isRead<T>(value: T | UnknownValue): value is T {
  return typeof value !== 'object' || value === null || !('unknown' in value);
}

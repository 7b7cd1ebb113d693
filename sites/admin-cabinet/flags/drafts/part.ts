import type { KnownPart, Part } from '../../../checklist/facts/types.ts';

/** The same part with other data. A draft is no reading: its digest is left as it was, and nobody keeps it. */
export const withData = <T>(part: KnownPart<T>, data: T): KnownPart<T> => ({ ...part, data });

/** What runs now says nothing of what is typed. */
export const unread = <T>(part: Part<T>): Part<T> =>
  part.state === 'unknown' ? part : { state: 'unknown', readAt: part.readAt, source: part.source, reason: 'not-asked' };

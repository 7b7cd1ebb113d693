import type { KnownPart } from '../../../checklist/facts/types.ts';

/** The same part with other data. A draft is no reading: its digest is left as it was, and nobody keeps it. */
export const withData = <T>(part: KnownPart<T>, data: T): KnownPart<T> => ({ ...part, data });

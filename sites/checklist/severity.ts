/** How grave one severity is against another. */
import { SEVERITIES } from './report/vocabulary.ts';
import type { Severity } from './report/types.ts';

/** Negative, 0 or positive, like a sort: a is less severe than b. */
export const compareSeverity = (a: Severity, b: Severity) => SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);

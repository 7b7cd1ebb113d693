/** The severities as values: the schema holds them for the contract and is needed at build time only. */
import type { Severity } from './report/types.ts';

export type { Severity };
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const satisfies readonly Severity[];

/** Negative, 0 or positive, like a sort: a is less severe than b. */
export const compareSeverity = (a: Severity, b: Severity) => SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);

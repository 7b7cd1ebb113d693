/** What the module keeps besides answers and accepted risks. */
import type { LastJudged } from '../../checklist/report/types.ts';

export interface JournalRow {
  readonly id: number;
  readonly at: string;
  readonly person: string;
  readonly address: string;
  readonly action: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface ModuleMemory {
  readonly enabled: boolean;
  /** Oldest first. */
  readonly journal: readonly JournalRow[];
  readonly lastJudged: LastJudged | null;
  /** Times of the passwords that were tried, in ms. */
  readonly tries: readonly number[];
}

export const emptyMemory: ModuleMemory = { enabled: true, journal: [], lastJudged: null, tries: [] };

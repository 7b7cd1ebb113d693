/** The journal as changes: all rows of one plan are one change, and looking at the page is none. */
import type { JournalEntry } from '../../../pbx/module-api.ts';
import { textIn } from './journal-words.ts';

/** '': it is no row of a plan. */
export const planOf = ({ details }: JournalEntry): string => textIn(details, 'plan');

export interface Change {
  /** The row that says how it came out, or that it has not yet. */
  readonly told: JournalEntry;
  /** The oldest first; of what is no plan, the one. */
  readonly rows: readonly [JournalEntry, ...JournalEntry[]];
}

/** A page kept its result. */
const isNoChange = ({ action }: JournalEntry): boolean => action === 'last-judged';

/** `entries` as the PBX gives them, the newest first; so are the changes, by their newest row. */
export function changesOf(entries: readonly JournalEntry[]): readonly Change[] {
  const groups = new Map<string, JournalEntry[]>();
  for (const entry of entries) {
    if (isNoChange(entry)) continue;
    const key = planOf(entry) === '' ? String(entry.id) : `plan ${planOf(entry)}`;
    groups.set(key, [entry, ...(groups.get(key) ?? [])]);
  }
  return [...groups.values()].flatMap(([first, ...more]) => {
    if (first === undefined) return [];
    const rows = [first, ...more] as const;
    // What the player wrote last; what persons wrote meanwhile asks for it only.
    return [
      { told: [...rows].reverse().find(({ action }) => action.startsWith('plan/')) ?? rows.at(-1) ?? first, rows },
    ];
  });
}
